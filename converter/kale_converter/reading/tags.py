"""The tag language of Kale 2.x, with the spellings of Kale 0.x and 1.x (`block:NAME` for `step:NAME`).

Tags of other tools (`hide-input`, `parameters`, `foo:bar`) are nobody's business here and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from kale_converter.model import Cell, CellId, EnvFromSecret, Notebook, Role, StepName
from kale_converter.reading.asked import NOTHING, Asked, ask
from kale_converter.reading.lookalike import lookalike
from kale_converter.reading.names import is_step_name, offered_name
from kale_converter.reading.quantity import is_quantity


class TagProblemKind(StrEnum):
    """What can be wrong with a tag.

    LOOKALIKE: no tag of Kale's, but nearly one. MALFORMED: Kale's word, not followed by what it needs. EMPTY: `step:`
    without a name, which Kale's panel leaves behind. NAME: not a valid step name. SEVERAL: a second step for one cell.
    ROLE: a role such as `imports` beside a step or another role. NOT_CODE: a Kale tag on a cell that is not code.
    """

    LOOKALIKE = "lookalike"
    MALFORMED = "malformed"
    EMPTY = "empty"
    NAME = "name"
    SEVERAL = "several"
    ROLE = "role"
    NOT_CODE = "not-code"


@dataclass(frozen=True, slots=True)
class TagProblem:
    """One tag that is not right. offer: what to write instead, or what is wanted. kept: what counts in its stead."""

    kind: TagProblemKind
    tag: str
    offer: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class CellTags:
    """What the tags of one cell say.

    role: None for a cell of a step. step: the step that the cell begins or goes on with, None where no tag says so.
    prev: the steps that the cell's step is to wait for. asked: settings.
    """

    role: Role | None = None
    step: StepName | None = None
    prev: tuple[StepName, ...] = ()
    asked: Asked = NOTHING
    problems: tuple[TagProblem, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether there is no tag of Kale's on the cell."""
        return self is NO_TAGS or self == NO_TAGS


NO_TAGS = CellTags()


def read_all_tags(notebook: Notebook) -> Mapping[CellId, CellTags]:
    """What the tags of every cell say, by cell id. Tags count on code cells only; on others they are a problem."""
    return MappingProxyType({cell.id: _read_cell(cell) for cell in notebook.cells})


@lru_cache(maxsize=4096)
def read_tags(tags: tuple[str, ...]) -> CellTags:
    """What these tags of a code cell say. Never raises, whatever they hold."""
    reader = _TagReader()
    for tag in tags:
        reader.read(tag)
    return reader.result()


def read_default_tags(tags: tuple[str, ...]) -> CellTags:
    """What `steps_defaults` tags of Kale's notebook metadata say: settings only."""
    said = read_tags(tags)
    misplaced = tuple(
        TagProblem(TagProblemKind.MALFORMED, tag, "a setting such as `limit:cpu:2`")
        for tag in tags
        if (one := read_tags((tag,))).asked.said <= {"notebook"} and not one.problems
    )
    kinds = (TagProblemKind.MALFORMED, TagProblemKind.LOOKALIKE)
    asked = ask(**{name: getattr(said.asked.settings, name) for name in said.asked.said - {"notebook"}})
    return CellTags(asked=asked, problems=(*(p for p in said.problems if p.kind in kinds), *misplaced))


def _read_cell(cell: Cell) -> CellTags:
    said = read_tags(cell.tags) if cell.tags else NO_TAGS
    if cell.is_code:
        return said
    if said.role or said.step or said.prev or not said.asked.nothing:
        tag = said.role or next(iter(cell.tags))
        return CellTags(problems=(TagProblem(TagProblemKind.NOT_CODE, tag),))
    return NO_TAGS


@dataclass(slots=True)
class _TagReader:
    """Reads the tags of one cell one after the other."""

    roles: list[Role] = field(default_factory=list)
    steps: list[StepName] = field(default_factory=list)
    prev: list[StepName] = field(default_factory=list)
    asked: Asked = field(default=NOTHING)
    problems: list[TagProblem] = field(default_factory=list)

    def read(self, tag: str) -> None:
        word, colon, rest = tag.partition(":")
        if not colon and tag in _ROLES:
            self._add_role(Role(tag), tag)
        elif colon and (reads := _WORDS.get(word)) is not None:
            reads(self, tag, rest)
        elif (meant := lookalike(tag, tuple(_ROLES), tuple(_WORDS))) is not None:
            self.problems.append(TagProblem(TagProblemKind.LOOKALIKE, tag, meant))

    def result(self) -> CellTags:
        role = self.roles[0] if self.roles else None
        step = self.steps[0] if self.steps and role is None else None
        return CellTags(role, step, tuple(dict.fromkeys(self.prev)), self.asked, tuple(self.problems))

    def _add_role(self, role: Role, tag: str) -> None:
        if self.roles and role is not self.roles[0]:
            self.problems.append(TagProblem(TagProblemKind.ROLE, tag, kept=self.roles[0]))
        elif self.steps:
            self.problems.append(TagProblem(TagProblemKind.ROLE, f"step:{self.steps[0]}", kept=role))
        self.roles.append(role)

    def read_step(self, tag: str, name: str) -> None:
        if name in _ROLES:  # Kale reads `step:imports` as `imports`
            self._add_role(Role(name), tag)
        elif not name:
            self.problems.append(TagProblem(TagProblemKind.EMPTY, tag))
        elif self.roles:
            self.problems.append(TagProblem(TagProblemKind.ROLE, tag, kept=self.roles[0]))
        else:
            step = self._name(tag, name)
            if self.steps and step != self.steps[0]:
                self.problems.append(TagProblem(TagProblemKind.SEVERAL, tag, kept=self.steps[0]))
            self.steps.append(step)

    def read_prev(self, tag: str, name: str) -> None:
        if name:
            self.prev.append(self._name(tag, name))
        else:
            self.problems.append(TagProblem(TagProblemKind.EMPTY, tag))

    def _name(self, tag: str, name: str) -> StepName:
        if is_step_name(name):
            return StepName(name)
        offer = offered_name(name)
        self.problems.append(TagProblem(TagProblemKind.NAME, tag, offer))
        return StepName(offer)

    def read_limit(self, tag: str, rest: str) -> None:
        resource, colon, amount = rest.rpartition(":")
        if not colon or not _RESOURCE.fullmatch(resource) or not is_quantity(amount):
            self._malformed(tag, "`limit:RESOURCE:AMOUNT`, as in `limit:memory:2Gi` or `limit:nvidia.com/gpu:1`")
        else:
            self._ask(ask(limits=((resource, amount),)))

    def read_image(self, tag: str, image: str) -> None:
        if not image or image != "".join(image.split()):
            self._malformed(tag, "`image:IMAGE`, as in `image:python:3.12`")
        else:
            self._ask(ask(image=image))

    def read_label(self, tag: str, rest: str) -> None:
        key, colon, value = rest.partition(":")
        if not colon or not _KEY.fullmatch(key):
            self._malformed(tag, "`label:KEY:VALUE`, as in `label:team:vision`")
        else:
            self._ask(ask(labels=((key, value),)))

    def read_annotation(self, tag: str, rest: str) -> None:
        key, colon, value = rest.partition(":")
        if not colon or not _KEY.fullmatch(key):
            self._malformed(tag, "`annotation:KEY:VALUE`, as in `annotation:owner:ada`")
        else:
            self._ask(ask(annotations=((key, value),)))

    def read_secret(self, tag: str, rest: str) -> None:
        parts = rest.split(":")
        if len(parts) != 3 or not all(parts) or not _ENV.fullmatch(parts[2]):  # noqa: PLR2004
            self._malformed(tag, "`secret:NAME:KEY:ENV`, as in `secret:db:password:DB_PASSWORD`")
        else:
            self._ask(ask(secrets=(EnvFromSecret(env=parts[2], secret=parts[0], key=parts[1]),)))

    def read_cache(self, tag: str, value: str) -> None:
        if value not in _SWITCH:
            self._malformed(tag, "`cache:enabled` or `cache:disabled`")
        else:
            self._ask(ask(cache=_SWITCH[value]))

    def read_report(self, tag: str, value: str) -> None:
        if value not in _SWITCH:
            self._malformed(tag, "`report:enabled` or `report:disabled`")
        else:
            self._ask(ask(report=_SWITCH[value]))

    def read_notebook(self, tag: str, name: str) -> None:
        if not name:
            self._malformed(tag, "`notebook:NAME`, as in `notebook:features`")
        else:
            self._ask(ask(notebook=name))

    def _ask(self, asked: Asked) -> None:
        self.asked = self.asked.then(asked)

    def _malformed(self, tag: str, wanted: str) -> None:
        self.problems.append(TagProblem(TagProblemKind.MALFORMED, tag, wanted))


_ROLES = frozenset(Role)
_SWITCH = MappingProxyType({"enabled": True, "disabled": False})
_RESOURCE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_./-]*[A-Za-z0-9])?")
_KEY = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?(/[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?")
_ENV = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS: Mapping[str, Callable[[_TagReader, str, str], None]] = MappingProxyType(
    {
        "step": _TagReader.read_step,
        "block": _TagReader.read_step,
        "prev": _TagReader.read_prev,
        "limit": _TagReader.read_limit,
        "image": _TagReader.read_image,
        "label": _TagReader.read_label,
        "annotation": _TagReader.read_annotation,
        "secret": _TagReader.read_secret,
        "cache": _TagReader.read_cache,
        "report": _TagReader.read_report,
        "notebook": _TagReader.read_notebook,
    }
)
