"""What an administrator sets for everybody: the default image, and node profiles.

They stand in `kale.json`, in any of Jupyter's configuration folders (`jupyter --paths`); what stands in a folder that
comes earlier in that list counts. `admin.schema.json` describes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kale_converter.model import NodeAffinity, NodeProfile, NodeRequirement, Toleration
from kale_ext.errors import BadInput

FILE = "kale.json"


@dataclass(frozen=True, slots=True)
class AdminSettings:
    """default_image: of steps and notebooks that name none, "" where nobody set it. profiles: by name."""

    default_image: str = ""
    profiles: Mapping[str, NodeProfile] = field(default_factory=lambda: MappingProxyType({}))


def admin_settings(folders: Iterable[str | Path] | None = None) -> AdminSettings:
    """Read what administrators set. folders: Jupyter's configuration folders, the first counts most.

    Raises BadInput, naming the file, where one is not as its schema wants it.
    """
    if folders is None:
        from jupyter_core.paths import jupyter_config_path

        folders = jupyter_config_path()
    image, profiles = "", dict[str, NodeProfile]()
    for folder in reversed([Path(folder) for folder in folders]):
        given = _read(folder / FILE)
        image = given.get("default_image", image)
        profiles.update({name: _profile(name, words) for name, words in given.get("profiles", {}).items()})
    return AdminSettings(image, MappingProxyType(dict(sorted(profiles.items()))))


def _read(file: Path) -> Mapping[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: {error}", "ask the administrator of this server to mend it") from error
    try:
        given = json.loads(text)
    except ValueError as error:
        raise BadInput(f"{file} is not JSON: {error}", "ask the administrator of this server to mend it") from error
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    problem = best_match(Draft202012Validator(schema()).iter_errors(given))
    if problem is not None:
        place = "".join(f"[{part!r}]" for part in problem.absolute_path)
        raise BadInput(
            f"{file}{f' at {place}' if place else ''}: {problem.message}", "mend the file, or ask who keeps it"
        )
    settings: Mapping[str, Any] = given
    return settings


def schema() -> dict[str, Any]:
    """The JSON Schema of `kale.json`."""
    loaded: dict[str, Any] = json.loads(
        files("kale_ext.services").joinpath("admin.schema.json").read_text(encoding="utf-8")
    )
    return loaded


def _profile(name: str, given: Mapping[str, Any]) -> NodeProfile:
    return NodeProfile(
        name=name,
        description=given.get("description", ""),
        node_selector=_pairs(given.get("node_selector", {})),
        tolerations=tuple(Toleration(**toleration) for toleration in given.get("tolerations", ())),
        affinity=tuple(_affinity(term) for term in given.get("affinity", ())),
        limits=_pairs(given.get("limits", {})),
    )


def _affinity(given: Mapping[str, Any]) -> NodeAffinity:
    requirements = tuple(
        NodeRequirement(one["key"], one["operator"], tuple(one.get("values", ()))) for one in given["requirements"]
    )
    return NodeAffinity(requirements, given.get("weight"))


def _pairs(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, str(value)) for key, value in given.items()))
