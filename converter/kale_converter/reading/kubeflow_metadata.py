"""`kubeflow_notebook`, the notebook metadata of Kale 0.x to 2.x.

The keys are those of Kale's `NotebookConfig` and `PipelineConfig` over all its releases, and those that its JupyterLab
panel keeps for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from kale_converter.model import Notebook, NotebookSettings, SecurityContext, VolumeKind
from kale_converter.reading.asked import Asked, ask
from kale_converter.reading.division import AskedByMetadata
from kale_converter.reading.kubeflow_volumes import ACCESS_MODES, ANY_ACCESS_MODE, read_volumes
from kale_converter.reading.lookalike import closest
from kale_converter.reading.metadata_facts import Metadata, MetadataProblem, MetadataProblemKind
from kale_converter.reading.tags import TagProblemKind, read_default_tags

KEY = "kubeflow_notebook"
_NOBODY = 65534
_T = TypeVar("_T")


def read_kubeflow_metadata(notebook: Notebook) -> Metadata:
    """What `kubeflow_notebook` says; nothing but the file's name as pipeline name where there is none."""
    reader = _Reader(NotebookSettings(name=notebook.name))
    given = notebook.metadata.get(KEY)
    if isinstance(given, dict):
        for key, value in given.items():
            reader.read(key, value)
    elif given is not None:
        reader.wrong("", "an object")
    return Metadata(
        settings=reader.finished(),
        asked=AskedByMetadata(defaults=reader.defaults),
        problems=tuple(reader.problems),
    )


@dataclass(slots=True)
class _Reader:
    settings: NotebookSettings
    defaults: Asked = field(default_factory=Asked)
    problems: list[MetadataProblem] = field(default_factory=list)
    storage_class_name: str = ""
    access_modes: tuple[str, ...] = ANY_ACCESS_MODE

    def read(self, key: str, value: Any) -> None:
        reads = _KEYS.get(key)
        if reads is not None:
            if value is not None:
                reads(self, key, value)
        elif value:
            self.say(MetadataProblemKind.UNKNOWN, key, closest(key, _KEYS) or "")

    def say(self, kind: MetadataProblemKind, key: str, detail: str = "") -> None:
        self.problems.append(MetadataProblem(kind, f"{KEY}.{key}" if key else KEY, detail))

    def wrong(self, key: str, wanted: str) -> None:
        self.say(MetadataProblemKind.WRONG_OLD, key, wanted)

    def checked(self, key: str, value: Any, kind: type[_T], wanted: str) -> _T | None:
        """The value where it is of this type; else None, and the problem is noted. True is no number."""
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.wrong(key, wanted)
        return None

    def name(self, key: str, value: Any) -> None:
        text = self.checked(key, value, str, "a text")
        if text and text.strip():
            self.settings = replace(self.settings, name=text.strip())

    def description(self, key: str, value: Any) -> None:
        text = self.checked(key, value, str, "a text")
        if text:
            self.settings = replace(self.settings, description=text)

    def experiment_name(self, key: str, value: Any) -> None:
        text = self.checked(key, value, str, "a text")
        if text:
            self.settings = replace(self.settings, experiment=text)

    def experiment(self, key: str, value: Any) -> None:
        """`{"id", "name"}` as the panel keeps it; `experiment_name` counts where both are given."""
        given = self.checked(key, value, dict, 'an object such as {"id": "", "name": ""}')
        name = given.get("name") if given else None
        if isinstance(name, str) and name and not self.settings.experiment:
            self.settings = replace(self.settings, experiment=name)

    def image(self, key: str, value: Any) -> None:
        text = self.checked(key, value, str, "a text")
        if text and text.strip():
            self.settings = replace(self.settings, image=text.strip())
            self.say(MetadataProblemKind.CLUSTER_ONLY, key)

    def volumes(self, key: str, value: Any) -> None:
        given = self.checked(key, value, list, "a list")
        if not given:
            return
        read = read_volumes(given)
        for where, wanted in read.wrong:
            self.wrong(f"{key}{where}", wanted)
        for where in read.unsupported:
            self.say(MetadataProblemKind.UNSUPPORTED, f"{key}{where}")
        self.settings = replace(self.settings, volumes=read.volumes)
        self.defaults = ask(env=read.env).then(self.defaults) if read.env else self.defaults

    def steps_defaults(self, key: str, value: Any) -> None:
        if isinstance(value, dict):
            self._default_mapping(key, value)
        elif isinstance(value, list) and all(isinstance(tag, str) for tag in value):
            said = read_default_tags(tuple(value))
            self.defaults = self.defaults.then(said.asked)
            for problem in said.problems:
                like = problem.kind is TagProblemKind.LOOKALIKE
                self.wrong(f"{key} ({problem.tag})", f"`{problem.offer}`" if like else problem.offer)
        else:
            self.wrong(key, "a list of tags such as `limit:cpu:2`")

    def _default_mapping(self, key: str, given: Mapping[str, Any]) -> None:
        """The form in which Kale itself keeps the defaults once it has read them."""
        tags = [
            f"{word}:{name}:{value}"
            for word, holder in (("label", "labels"), ("annotation", "annotations"), ("limit", "limits"))
            for name, value in (given[holder] if isinstance(given.get(holder), dict) else {}).items()
        ]
        tags += [f"image:{given['base_image']}"] if given.get("base_image") else []
        for word, holder in (("cache", "enable_caching"), ("report", "generate_html_report")):
            if isinstance(given.get(holder), bool):
                tags.append(f"{word}:{'enabled' if given[holder] else 'disabled'}")
        known = {"labels", "annotations", "limits", "base_image", "enable_caching", "generate_html_report"}
        for other in sorted(given.keys() - known):
            if given[other]:
                self.say(MetadataProblemKind.UNKNOWN, f"{key}.{other}", closest(other, known) or "")
        self.steps_defaults(key, tags)

    def switch_unsupported(self, key: str, value: Any) -> None:
        if self.checked(key, value, bool, "true or false"):
            self.say(MetadataProblemKind.UNSUPPORTED, key)

    def timeout(self, key: str, value: Any) -> None:
        if self.checked(key, value, int, "a whole number of seconds"):
            self.say(MetadataProblemKind.UNSUPPORTED, key, f"{value} seconds for the whole pipeline")

    def caching(self, key: str, value: Any) -> None:
        if self.checked(key, value, bool, "true or false") is False:
            self.defaults = ask(cache=False).then(self.defaults)

    def security(self, key: str, value: Any) -> None:
        """As whom all steps run; what is not said is as Kale has it."""
        given = self.checked(key, value, dict, 'an object such as {"enabled": false}')
        if not given or not given.get("enabled", True):
            return
        whole = "a whole number"
        context = SecurityContext(
            self.checked(f"{key}.run_as_user", given.get("run_as_user", _NOBODY), int, whole),
            self.checked(f"{key}.run_as_group", given.get("run_as_group", 0), int, whole),
            self.checked(f"{key}.run_as_non_root", given.get("run_as_non_root", True), bool, "true or false"),
        )
        self.say(MetadataProblemKind.CLUSTER_ONLY, key)
        self.defaults = ask(security=context).then(self.defaults)

    def storage_class(self, key: str, value: Any) -> None:
        if value and (text := self.checked(key, value, str, "a text")):
            self.storage_class_name = text
            self.say(MetadataProblemKind.CLUSTER_ONLY, key)

    def access_mode(self, key: str, value: Any) -> None:
        if value in ACCESS_MODES:
            self.access_modes = ACCESS_MODES[value]
            self.say(MetadataProblemKind.CLUSTER_ONLY, key)
        elif value:
            self.wrong(key, f"one of {', '.join(ACCESS_MODES)}")

    def finished(self) -> NotebookSettings:
        """The settings, once every key is read: some keys say what others leave open."""
        volumes = tuple(
            replace(
                volume,
                storage_class=volume.storage_class or self.storage_class_name,
                access_modes=volume.access_modes or self.access_modes,
            )
            if volume.kind is VolumeKind.NEW
            else volume
            for volume in self.settings.volumes
        )
        return replace(self.settings, volumes=volumes, step_defaults=self.defaults.settings)

    def without_effect(self, key: str, value: Any) -> None:
        if value and value not in _DEFAULTS.get(key, ()):
            self.say(MetadataProblemKind.WITHOUT_EFFECT, key)

    def silent(self, key: str, value: Any) -> None:
        """A key that asks for nothing by itself."""


_DEFAULTS: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {"marshal_volume": (True,), "marshal_path": ("/marshal", "/tmp/marshal")}  # noqa: S108  # Kale's, never written to
)
_KEYS: Mapping[str, Callable[[_Reader, str, Any], None]] = MappingProxyType(
    {
        "pipeline_name": _Reader.name,
        "pipeline_description": _Reader.description,
        "experiment_name": _Reader.experiment_name,
        "experiment": _Reader.experiment,
        "docker_image": _Reader.image,
        "base_image": _Reader.image,
        "volumes": _Reader.volumes,
        "steps_defaults": _Reader.steps_defaults,
        "katib_run": _Reader.switch_unsupported,
        "katib_metadata": _Reader.silent,  # the panel's memory; it is `katib_run` that asks for a sweep
        "snapshot_volumes": _Reader.switch_unsupported,
        "autosnapshot": _Reader.switch_unsupported,
        "enable_caching": _Reader.caching,
        "timeout": _Reader.timeout,
        "security_context": _Reader.security,
        "storage_class_name": _Reader.storage_class,
        "volume_access_mode": _Reader.access_mode,
        "kfp_host": _Reader.without_effect,
        "abs_working_dir": _Reader.without_effect,
        "marshal_volume": _Reader.without_effect,
        "marshal_path": _Reader.without_effect,
        "notebook_path": _Reader.silent,
        "use_notebook_volume": _Reader.silent,
    }
)
