"""`kale`, the metadata of notebooks and cells that `kale.schema.json` describes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from kale_converter.model import (
    CellId,
    Division,
    Notebook,
    NotebookSettings,
    Severity,
    Span,
    Volume,
)
from kale_converter.reading.asked import Asked
from kale_converter.reading.lookalike import closest
from kale_converter.reading.metadata_facts import Metadata, MetadataProblem, MetadataProblemKind
from kale_converter.reading.place import cell_span
from kale_converter.reading.settings_form import read_settings, read_volume

KEY = "kale"
_REFUSED = ("training",)
_LONGEST_MESSAGE = 160
_NO_OTHER_KEYS = ("additionalProperties", "unevaluatedProperties")


def schema() -> dict[str, Any]:
    """The JSON Schema of notebooks' `kale` metadata; that of a cell's is its `#/$defs/cell`."""
    text = files("kale_converter.reading").joinpath("kale.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def read_kale_metadata(notebook: Notebook, below: Metadata) -> Metadata:
    """What `kale` metadata says, over what `below` says. What its schema does not allow is noted and left out."""
    reader = _Reader()
    top = reader.valid(notebook.metadata.get(KEY), reader.of_notebooks, None)
    defaults = below.asked.defaults.then(reader.asked(top.get("defaults", {}), f"{KEY}.defaults", None))
    steps = {
        name: reader.asked(settings, f"{KEY}.steps.{name}", None) for name, settings in top.get("steps", {}).items()
    }
    for key in ("sweep", "serving"):
        if top.get(key):
            reader.say(MetadataProblemKind.REFUSED, f"{KEY}.{key}")
    cells: dict[CellId, Asked] = {}
    ignored_in: dict[CellId, frozenset[str]] = {}
    severity_in: dict[CellId, Mapping[str, Severity]] = {}
    for cell in notebook.code_cells:
        if KEY in cell.metadata:
            span = cell_span(cell)
            given = reader.valid(cell.metadata[KEY], reader.of_cells, span)
            cells[cell.id] = reader.asked(given, KEY, span)
            ignored_in[cell.id] = frozenset(given.get("ignore", ()))
            severity_in[cell.id] = _severity(given)
    volumes = tuple(read_volume(one) for one in top.get("volumes", ()))
    if top.get("image"):
        reader.say(MetadataProblemKind.CLUSTER_ONLY, f"{KEY}.image")
    return Metadata(
        settings=replace(_settings(top, volumes, below.settings), step_defaults=defaults.settings),
        division=Division(top["division"]) if "division" in top else below.division,
        asked=replace(below.asked, defaults=defaults, steps=MappingProxyType(steps), cells=MappingProxyType(cells)),
        ignored=frozenset(top.get("ignore", ())),
        ignored_in=MappingProxyType(ignored_in),
        problems=(*below.problems, *reader.problems),
        severity=_severity(top),
        severity_in=MappingProxyType(severity_in),
    )


def _severity(given: Mapping[str, Any]) -> Mapping[str, Severity]:
    return MappingProxyType({code: Severity(word) for code, word in sorted(given.get("severity", {}).items())})


def _settings(top: Mapping[str, Any], volumes: tuple[Volume, ...], below: NotebookSettings) -> NotebookSettings:
    return NotebookSettings(
        name=top.get("name", below.name).strip(),
        description=top.get("description", below.description),
        experiment=top.get("experiment", below.experiment),
        image=top.get("image", below.image),
        volumes=volumes if "volumes" in top else below.volumes,
    )


class _Reader:
    def __init__(self) -> None:
        whole = schema()
        self.definitions = whole["$defs"]
        self.of_notebooks = Draft202012Validator(whole)
        self.of_cells = Draft202012Validator({"$defs": whole["$defs"], "$ref": "#/$defs/cell"})
        self.problems: list[MetadataProblem] = []

    def say(self, kind: MetadataProblemKind, key: str, detail: str = "", span: Span | None = None) -> None:
        self.problems.append(MetadataProblem(kind, key, detail, span))

    def valid(self, given: Any, validator: Draft202012Validator, span: Span | None) -> Mapping[str, Any]:
        """Those entries of `given` that the schema allows."""
        if given is None:
            return {}
        wrong: set[str] = set()
        for problem in sorted(validator.iter_errors(given), key=lambda found: list(map(str, found.absolute_path))):
            known = _known(problem, self.definitions)
            if problem.validator in _NO_OTHER_KEYS and not _unexpected(problem, known):
                continue  # keys that are known and wrong, which are told of by themselves
            self.say(MetadataProblemKind.WRONG, _path(problem), _wanted(problem, known), span)
            wrong.update(map(str, list(problem.absolute_path)[:1] or _unexpected(problem, known)))
        if not isinstance(given, dict):
            return {}
        return {name: value for name, value in given.items() if name not in wrong}

    def asked(self, given: Mapping[str, Any], key: str, span: Span | None) -> Asked:
        """The settings of a step among these entries; those that cannot be had yet are noted."""
        for name in _REFUSED:
            if given.get(name):
                self.say(MetadataProblemKind.REFUSED, f"{key}.{name}", span=span)
        return read_settings(given)


def _path(problem: ValidationError) -> str:
    return KEY + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in problem.absolute_path)


def _unexpected(problem: ValidationError, known: Collection[str]) -> list[str]:
    """The keys that stand where none of that name may stand."""
    if problem.validator not in _NO_OTHER_KEYS or not isinstance(problem.instance, dict):
        return []
    return sorted(key for key in problem.instance if key not in known)


def _known(problem: ValidationError, definitions: Mapping[str, Any]) -> Collection[str]:
    """The keys that may stand where the problem is, those of the schemas that its schema refers to too."""
    names: dict[str, None] = {}
    schema = problem.schema if isinstance(problem.schema, dict) else {}
    while True:
        names.update(dict.fromkeys(schema.get("properties", {})))
        if "$ref" not in schema:
            return names
        schema = definitions[schema["$ref"].rpartition("/")[2]]


def _wanted(problem: ValidationError, known: Collection[str]) -> str:
    """What is wrong, in a few words."""
    unexpected = _unexpected(problem, known)
    if unexpected:
        near = closest(unexpected[0], known)
        names = ", ".join(f"`{name}`" for name in unexpected)
        return f"{names} is no setting" + (f" (did you mean `{near}`?)" if near else "")
    if (
        problem.validator in ("anyOf", "pattern")
        and isinstance(problem.schema, dict)
        and "description" in problem.schema
    ):
        wanted = str(problem.schema["description"]).rstrip(".")
        return f"{json.dumps(problem.instance)[:_LONGEST_MESSAGE]} is not {wanted[:1].lower()}{wanted[1:]}"
    message = problem.message
    return message if len(message) <= _LONGEST_MESSAGE else f"…{message[-_LONGEST_MESSAGE:]}"
