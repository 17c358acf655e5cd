"""A step's settings as `kale` metadata writes them: JSON by the names of StepSettings, as `kale.schema.json` describes.

Reading takes what the schema allows, and writing gives that again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import Any

from kale_converter.model import (
    Backoff,
    ConfigMapFiles,
    EnvFromConfigMap,
    EnvFromSecret,
    Foreach,
    SecretFiles,
    SecurityContext,
    StepSettings,
    Volume,
    VolumeKind,
)
from kale_converter.reading.asked import Asked, ask
from kale_converter.reading.quantity import amount_of_bytes, number_of_bytes


def read_settings(given: Mapping[str, Any]) -> Asked:
    """What these entries ask for; those that are no settings are left alone."""
    return ask(**{name: form.read(given[name]) for name, form in _FORMS.items() if name in given})


def write_settings(settings: StepSettings) -> dict[str, Any]:
    """The entries that ask for this, in the order of the model's fields; none where the model has its own value."""
    plain = StepSettings()
    return {
        field.name: _FORMS[field.name].write(getattr(settings, field.name))
        for field in fields(settings)
        if getattr(settings, field.name) != getattr(plain, field.name)
    }


def read_volume(given: Mapping[str, Any]) -> Volume:
    """A volume."""
    volume: Volume = _VOLUME.read(given)
    return volume


def write_volume(volume: Volume) -> dict[str, Any]:
    """The same, written."""
    written: dict[str, Any] = _VOLUME.write(volume)
    return written


@dataclass(frozen=True, slots=True)
class _Form:
    """How a value of JSON becomes one of the model, and back."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _itself(value: Any) -> Any:
    return value


def _pairs(value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, str(text)) for key, text in value.items()))


def _folder(path: str) -> str:
    return path.rstrip("/") or "/"


_PLAIN = _Form(_itself, _itself)
_WHOLE = _Form(int, _itself)
_NUMBER = _Form(float, _itself)
_TEXTS = _Form(_pairs, dict)
_NAMES = _Form(tuple, list)
_BYTES = _Form(number_of_bytes, amount_of_bytes)
_FOLDER = _Form(_folder, _itself)


def _record(kind: type[Any], keys: Mapping[str, tuple[str, _Form]]) -> _Form:
    """An object. keys: what it calls the fields of `kind`, and their forms."""
    defaults = {field.name: field.default for field in fields(kind) if field.default is not MISSING}

    def read(given: Mapping[str, Any]) -> Any:
        return kind(**{name: form.read(given[key]) for key, (name, form) in keys.items() if key in given})

    def write(value: Any) -> dict[str, Any]:
        return {
            key: form.write(getattr(value, name))
            for key, (name, form) in keys.items()
            if name not in defaults or getattr(value, name) != defaults[name]
        }

    return _Form(read, write)


def _list_of(one: _Form) -> _Form:
    return _Form(lambda given: tuple(map(one.read, given)), lambda items: list(map(one.write, items)))


def _foreach(given: Mapping[str, Any]) -> Foreach:
    items = given["in"]
    source = items if isinstance(items, str) else ""
    parallelism = given.get("parallelism")
    return Foreach(given["variable"], () if source else tuple(items), source, parallelism and int(parallelism))


def _foreach_written(value: Foreach) -> dict[str, Any]:
    written: dict[str, Any] = {"variable": value.variable, "in": value.source or list(value.items)}
    return written if value.parallelism is None else written | {"parallelism": value.parallelism}


_OPTIONAL = ("optional", _PLAIN)
_SECRET_ENV = _record(
    EnvFromSecret, {"name": ("secret", _PLAIN), "key": ("key", _PLAIN), "env": ("env", _PLAIN), "optional": _OPTIONAL}
)
_CONFIG_MAP_ENV = _record(
    EnvFromConfigMap,
    {"name": ("config_map", _PLAIN), "key": ("key", _PLAIN), "env": ("env", _PLAIN), "optional": _OPTIONAL},
)
_SECRET_FILES = _record(
    SecretFiles, {"name": ("secret", _PLAIN), "mount_point": ("mount_point", _FOLDER), "optional": _OPTIONAL}
)
_CONFIG_MAP_FILES = _record(
    ConfigMapFiles, {"name": ("config_map", _PLAIN), "mount_point": ("mount_point", _FOLDER), "optional": _OPTIONAL}
)
_VOLUME_KEYS: Mapping[str, tuple[str, _Form]] = MappingProxyType(
    {
        "name": ("name", _PLAIN),
        "type": ("kind", _Form(VolumeKind, str)),
        "mount_point": ("mount_point", _FOLDER),
        "size": ("size", _BYTES),
        "annotations": ("annotations", _TEXTS),
        "sub_path": ("sub_path", _PLAIN),
        "read_only": ("read_only", _PLAIN),
        "storage_class": ("storage_class", _PLAIN),
        "access_modes": ("access_modes", _NAMES),
    }
)
_VOLUME_RECORD = _record(Volume, _VOLUME_KEYS)
_VOLUME = _Form(lambda given: _VOLUME_RECORD.read({"type": VolumeKind.EXISTING, **given}), _VOLUME_RECORD.write)
_SECURITY = _record(
    SecurityContext,
    {
        "run_as_user": ("run_as_user", _WHOLE),
        "run_as_group": ("run_as_group", _WHOLE),
        "run_as_non_root": ("run_as_non_root", _PLAIN),
    },
)
_BACKOFF = _record(
    Backoff, {"seconds": ("seconds", _NUMBER), "factor": ("factor", _NUMBER), "longest": ("longest", _NUMBER)}
)

_FORMS: Mapping[str, _Form] = MappingProxyType(
    {
        "limits": _TEXTS,
        "image": _PLAIN,
        "labels": _TEXTS,
        "annotations": _TEXTS,
        "secrets": _list_of(_SECRET_ENV),
        "cache": _PLAIN,
        "report": _PLAIN,
        "retries": _WHOLE,
        "timeout": _NUMBER,
        "requests": _TEXTS,
        "env": _TEXTS,
        "config_maps": _list_of(_CONFIG_MAP_ENV),
        "secret_files": _list_of(_SECRET_FILES),
        "config_map_files": _list_of(_CONFIG_MAP_FILES),
        "volumes": _list_of(_VOLUME),
        "profile": _PLAIN,
        "node_selector": _TEXTS,
        "pull_policy": _PLAIN,
        "pull_secrets": _NAMES,
        "shared_memory": _BYTES,
        "security": _SECURITY,
        "backoff": _BACKOFF,
        "cache_key": _PLAIN,
        "foreach": _Form(_foreach, _foreach_written),
        "when": _Form(str.strip, _itself),
        "exit_handler": _PLAIN,
        "notebook": _PLAIN,
    }
)
