"""K520: filled-twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Step, Target, Volume, VolumeKind

Named = tuple[str, str]


class FilledTwice(Rule):
    """Two settings fill the same variable or folder.

    What
    ----
    An environment variable has a text and comes from a secret or a config map; two things are mounted at one
    folder; two kinds of volume have one name, which the pod would need for both; or two steps ask for unlike new
    volumes of one name.

    Why
    ---
    Only one of the two would be there, or the cluster refuses the pod.

    What to do
    ----------
    Leave one of the two.
    """

    code = "K520"
    name = "filled-twice"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        made: dict[str, tuple[Volume, str]] = {}
        for step, span in facts.placed_steps():
            volumes = facts.metadata.settings.volumes_of(step.settings)
            for kind, wanted in (("variable", _variables(step)), ("folder", _folders(step, volumes))):
                for name in _twice(wanted):
                    yield self.finding(f"the {kind} {name} of step {step.name} is filled twice", "leave one", span)
            for name in _twice(set(_pod_volumes(step, volumes))):
                yield self.finding(f"step {step.name} mounts several things called {name}", "rename one of them", span)
            for volume in volumes:
                if volume.kind is VolumeKind.NEW:
                    first, owner = made.setdefault(volume.name, (volume, step.name))
                    if _as_made(first) != _as_made(volume):
                        yield self.finding(
                            f"step {step.name} asks for another new volume {volume.name} than step {owner}",
                            "give it the same size, storage class, access modes and annotations, or another name",
                            span,
                        )


def _variables(step: Step) -> list[Named]:
    settings = step.settings
    return [
        *((name, "env") for name, _ in settings.env),
        *((given.env, "secret") for given in settings.secrets),
        *((given.env, "config map") for given in settings.config_maps),
    ]


def _folders(step: Step, volumes: Iterable[Volume]) -> list[Named]:
    settings = step.settings
    return [
        *((volume.mount_point, "volume") for volume in volumes),
        *((given.mount_point, "secret") for given in settings.secret_files),
        *((given.mount_point, "config map") for given in settings.config_map_files),
        *([("/dev/shm", "memory")] if settings.shared_memory is not None else []),  # noqa: S108 - its name in POSIX
    ]


def _pod_volumes(step: Step, volumes: Iterable[Volume]) -> list[Named]:
    """What the pod calls what is mounted: by the claim's, the secret's or the config map's own name."""
    settings = step.settings
    return [
        *((volume.name, "claim") for volume in volumes if volume.kind is VolumeKind.EXISTING),
        *((volume.name, volume.mount_point) for volume in volumes if volume.kind is VolumeKind.EPHEMERAL),
        *((given.secret, "secret") for given in settings.secret_files),
        *((given.config_map, "config map") for given in settings.config_map_files),
    ]


def _twice(wanted: Iterable[Named]) -> list[str]:
    names = [name for name, _ in wanted]
    return sorted({name for name in names if names.count(name) > 1})


def _as_made(volume: Volume) -> tuple[object, ...]:
    return (volume.size, volume.storage_class, volume.access_modes or ("ReadWriteOnce",), volume.annotations)
