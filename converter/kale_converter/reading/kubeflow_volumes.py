"""`kubeflow_notebook.volumes`, as Kale's panel writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kale_converter.model import Volume, VolumeKind
from kale_converter.reading.quantity import size_in_bytes

ACCESS_MODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"rwo": ("ReadWriteOnce",), "rom": ("ReadOnlyMany",), "rwm": ("ReadWriteMany",)}
)
"""Kale's words for the access modes of Kubernetes."""
ANY_ACCESS_MODE = ACCESS_MODES["rwm"]
"""Kale's own, where nothing is said: steps of one run may be on different nodes."""

_NOT_OF_A_VARIABLE = re.compile(r"[^A-Z0-9]")
_KINDS = ", ".join(f'"{kind}"' for kind in VolumeKind)


class _WrongVolumeError(ValueError):
    """A volume that cannot be read: the key within it, and what is wanted there."""

    def __init__(self, key: str, wanted: str) -> None:
        super().__init__(key)
        self.key = key
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class ReadVolumes:
    """The volumes in their order, and what else they ask for.

    wrong: (place such as `[0].type`, what is wanted there). unsupported: places of what cannot be had. env: variables
    that hold a mount point (`expose_as_env_var`).
    """

    volumes: tuple[Volume, ...]
    wrong: tuple[tuple[str, str], ...]
    unsupported: tuple[str, ...]
    env: tuple[tuple[str, str], ...]


def read_volumes(given: Iterable[Any]) -> ReadVolumes:
    """Read them; those that are wrong are left out."""
    volumes: list[Volume] = []
    wrong: list[tuple[str, str]] = []
    unsupported: list[str] = []
    env: list[tuple[str, str]] = []
    for index, one in enumerate(given):
        try:
            volume = _volume(one)
        except _WrongVolumeError as problem:
            wrong.append((f"[{index}]{problem.key}", problem.wanted))
            continue
        volumes.append(volume)
        if one.get("snapshot"):
            unsupported.append(f"[{index}].snapshot")
        if one.get("expose_as_env_var"):
            env.append((f"KALE_VOLUME_{_NOT_OF_A_VARIABLE.sub('_', volume.name.upper())}", volume.mount_point))
    return ReadVolumes(tuple(volumes), tuple(wrong), tuple(unsupported), tuple(env))


def _volume(given: Any) -> Volume:
    if not isinstance(given, dict):
        raise _WrongVolumeError("", "an object")
    kind = given.get("type")
    if kind not in tuple(VolumeKind):
        raise _WrongVolumeError(".type", f"one of {_KINDS}")
    for key in ("name", "mount_point"):
        if not isinstance(given.get(key), str) or not given[key]:
            raise _WrongVolumeError(f".{key}", "a text")
    kind = VolumeKind(kind)
    size = None if kind in (VolumeKind.EXISTING, VolumeKind.PV) else _size(given)
    mode, storage_class = given.get("volume_access_mode"), given.get("storage_class_name") or ""
    if mode and mode not in ACCESS_MODES:
        raise _WrongVolumeError(".volume_access_mode", f"one of {', '.join(ACCESS_MODES)}")
    if not isinstance(storage_class, str):
        raise _WrongVolumeError(".storage_class_name", "a text")
    return Volume(
        given["name"],
        kind,
        given["mount_point"].rstrip("/") or "/",
        size,
        _annotations(given.get("annotations")),
        storage_class=storage_class,
        access_modes=ACCESS_MODES[mode] if mode else (),
    )


def _size(given: dict[str, Any]) -> int | None:
    amount, unit = given.get("size"), given.get("size_type") or ""
    if amount is None:
        return None
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < float("inf"):
        raise _WrongVolumeError(".size", "a number")
    size = size_in_bytes(amount, unit) if isinstance(unit, str) else None
    if size is None:
        raise _WrongVolumeError(".size_type", 'a unit such as "Gi"')
    return size


def _annotations(given: Any) -> tuple[tuple[str, str], ...]:
    """Kale writes `[{"key", "value"}]`; a plain object is understood too. Empty rows of its form are left out."""
    if not given:
        return ()
    pairs = given
    if isinstance(given, list) and all(isinstance(row, dict) for row in given):
        pairs = {row.get("key", ""): row.get("value", "") for row in given if isinstance(row.get("key", ""), str)}
    if not isinstance(pairs, dict) or not all(isinstance(text, str) for pair in pairs.items() for text in pair):
        raise _WrongVolumeError(".annotations", 'a list of {"key", "value"}')
    return tuple(sorted((key, value) for key, value in pairs.items() if key and value))
