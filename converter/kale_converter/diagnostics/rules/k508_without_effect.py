"""K508: without-effect."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, VolumeKind
from kale_converter.reading.metadata_facts import MetadataProblemKind

_OF_MADE_VOLUMES = ("size", "storage_class", "access_modes", "annotations")


class WithoutEffect(Rule):
    """A setting has no meaning here.

    What
    ----
    `marshal_path`, `marshal_volume` and `abs_working_dir` say where Kale keeps values between steps and where
    it works, and `kfp_host` where it submits pipelines. Kale Ext keeps values in the run's own folder, runs steps in
    the notebook's folder, and is told where to run a pipeline when it runs. Or a volume that is there already (`pvc`)
    is given a size, a storage class, access modes or annotations, which it has already. Or a step that is never tried
    again has a `backoff`, or one that is not cached a `cache_key`.

    Why
    ---
    The setting does nothing.

    What to do
    ----------
    Nothing, or remove the key.
    """

    code = "K508"
    name = "without-effect"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.WITHOUT_EFFECT):
            yield self.finding(f"{problem.key} has no meaning here", "nothing to do; remove the key to silence this")
        yield from self._volumes(facts)
        yield from self._steps(facts)

    def _volumes(self, facts: Facts) -> Iterator[Diagnostic]:
        for mount in facts.mounts():
            if mount.volume is None or mount.volume.kind is not VolumeKind.EXISTING:
                continue
            given = [name for name in _OF_MADE_VOLUMES if getattr(mount.volume, name)]
            if given:
                yield self.finding(
                    f"{', '.join(given)} of the {mount.what}, which is there already, has no meaning{mount.at.of}",
                    'remove it, or let the run make the volume with `"type": "new_pvc"`',
                    mount.at.span,
                )

    def _steps(self, facts: Facts) -> Iterator[Diagnostic]:
        for step, span in facts.placed_steps():
            settings = step.settings
            idle = {
                "retries": "backoff" if settings.backoff is not None and not settings.retries else "",
                "a cache": "cache_key" if settings.cache_key and settings.cache is False else "",
            }
            for needed, name in idle.items():
                if name:
                    message = f"{name} of step {step.name} has no meaning without {needed}"
                    yield self.finding(message, f"ask for {needed}, or remove it", span)
