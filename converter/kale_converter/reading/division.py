"""How a notebook is divided into blocks, the steps-to-be: by tags, by cells, by headings, or not at all."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

from kale_converter.model import Cell, CellId, Division, Notebook, Role, Span, StepName, StepSettings
from kale_converter.reading.asked import NOTHING, Asked
from kale_converter.reading.headings import Section, sections
from kale_converter.reading.imports_only import is_blank, is_imports_only, is_setup
from kale_converter.reading.names import slug, unique
from kale_converter.reading.place import cell_span
from kale_converter.reading.tags import NO_TAGS, CellTags

_PROLOGUE_ROLES = (Role.IMPORTS, Role.FUNCTIONS, Role.PARAMETERS)


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of one step, in notebook order, and what their tags say of it.

    prev: the steps that `prev:` tags name, each with the place of the cell that has the tag; they may not exist.
    is_metrics: the cells have the tag `pipeline-metrics`.
    """

    name: StepName
    cells: tuple[Cell, ...]
    prev: tuple[tuple[StepName, Span], ...] = ()
    settings: StepSettings = NOTHING.settings
    is_metrics: bool = False


@dataclass(frozen=True, slots=True)
class Divided:
    """A notebook's code cells, each in exactly one of `prologue`, a block, or `skipped`.

    prologue: the cells of imports, functions and parameters, in notebook order. blocks: in the order of their first
    cells. parameters: the `pipeline-parameters` cells, which are in `prologue` too.
    """

    prologue: tuple[Cell, ...]
    blocks: tuple[Block, ...]
    skipped: tuple[Cell, ...] = ()
    parameters: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedByMetadata:
    """What metadata asks of steps: of all that say nothing, of one by its name, of the step of one cell."""

    defaults: Asked = NOTHING
    steps: Mapping[str, Asked] = field(default_factory=dict)
    cells: Mapping[CellId, Asked] = field(default_factory=dict)


def divide(
    notebook: Notebook,
    tags: Mapping[CellId, CellTags],
    division: Division,
    asked: AskedByMetadata = AskedByMetadata(),
    going_on: Container[CellId] = (),
) -> Divided:
    """Divide the notebook's code cells. going_on: cells that no division by cells or headings begins a step with.

    TAGS: an untagged cell belongs to the step before it, whatever stands between; before any step, cells that only
    import belong to the prologue and the rest is a step of its own, `setup` (or, where no cell has a step, a step
    named after the notebook). A notebook without any tag is one step. CELLS: every cell with code is the step
    `cell-N`, N being its place. HEADINGS: the code under a Markdown heading is a step named after it, `intro` before
    the first. Of both, the first cells belong to the prologue as long as they only import and set what they import, so
    that no step imports it again. ONE: all is one step, named after the notebook. Whatever the division, `skip` and
    `pipeline-parameters` cells are what their tags say, and, but for ONE, so are `imports`, `functions` and
    `pipeline-metrics`.

    A `prev:` tag names steps of the division by tags. In another division it stands for those earlier blocks that hold
    cells of that step.

    A step's settings are, each over the one before: the notebook's defaults, what its metadata says of the step by
    name, and for each cell in order what its metadata and its tags say. A step that is another notebook has no
    defaults: the steps of that notebook have its own.
    """
    code = notebook.code_cells
    if division is Division.TAGS and all(tags.get(cell.id, NO_TAGS).says_nothing for cell in code):
        division = Division.ONE
    plan = _Plan(tags, going_on)
    match division:
        case Division.TAGS:
            _by_tags(plan, notebook)
        case Division.CELLS:
            _by_cells(plan, code)
        case Division.HEADINGS:
            _by_headings(plan, sections(notebook.cells))
        case Division.ONE:
            _as_one(plan, notebook)
    divided = plan.divided(asked)
    return divided if division is Division.TAGS else _with_prev_translated(divided, notebook, tags)


@dataclass(slots=True)
class _Draft:
    """A block that is being filled."""

    name: str
    is_metrics: bool = False
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Plan:
    """A division that is being made."""

    tags: Mapping[CellId, CellTags]
    going_on: Container[CellId] = ()
    prologue: list[Cell] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    skipped: list[Cell] = field(default_factory=list)

    def of(self, cell: Cell) -> CellTags:
        return self.tags.get(cell.id, NO_TAGS)

    def names(self) -> set[str]:
        declared = {said.step for said in self.tags.values() if said.step is not None}
        return {*declared, *(draft.name for draft in self.drafts)}

    def begin(self, name: str, *, is_metrics: bool = False) -> _Draft:
        draft = _Draft(name, is_metrics)
        self.drafts.append(draft)
        return draft

    def last(self, cell: Cell) -> _Draft | None:
        """The draft that the cell goes on in rather than beginning one."""
        return self.drafts[-1] if cell.id in self.going_on and self.drafts else None

    def take_by_role(self, cell: Cell, roles: tuple[Role, ...]) -> bool:
        """Put the cell where its role says, if it has one of `roles` or `skip`; whether that was so."""
        role = self.of(cell).role
        if role is None:
            return False
        if role is Role.SKIP:
            self.skipped.append(cell)
        elif role in roles:
            self.prologue.append(cell)
        else:
            return False
        return True

    def divided(self, asked: AskedByMetadata) -> Divided:
        return Divided(
            prologue=tuple(self.prologue),
            blocks=tuple(self._block(draft, asked) for draft in sorted(self.drafts, key=_first_cell)),
            skipped=tuple(self.skipped),
            parameters=tuple(cell for cell in self.prologue if self.of(cell).role is Role.PARAMETERS),
        )

    def _block(self, draft: _Draft, asked: AskedByMetadata) -> Block:
        own = asked.steps.get(draft.name, NOTHING)
        prev: dict[StepName, Span] = {}
        for cell in draft.cells:
            said = self.of(cell)
            if cell.id in asked.cells:
                own = own.then(asked.cells[cell.id])
            if said is NO_TAGS:
                continue
            own = own.then(said.asked)
            for name in said.prev:
                if name != draft.name:
                    prev.setdefault(name, cell_span(cell))
        wanted = own if own.settings.notebook else asked.defaults.then(own)
        return Block(StepName(draft.name), tuple(draft.cells), tuple(prev.items()), wanted.settings, draft.is_metrics)


def _first_cell(draft: _Draft) -> int:
    return draft.cells[0].index


def _by_tags(plan: _Plan, notebook: Notebook) -> None:
    steps: dict[str, _Draft] = {}
    current: _Draft | None = None
    has_steps = any(plan.of(cell).step is not None for cell in notebook.code_cells)
    for cell in notebook.code_cells:
        said = plan.of(cell)
        if plan.take_by_role(cell, _PROLOGUE_ROLES):
            continue
        if said.role is Role.METRICS:
            if current is None or not current.is_metrics:
                current = plan.begin(unique(Role.METRICS.value, plan.names()), is_metrics=True)
        elif said.step is not None:
            if said.step not in steps:
                steps[said.step] = plan.begin(said.step)
            current = steps[said.step]
        elif current is None:
            if is_imports_only(cell.source):
                plan.prologue.append(cell)
                continue
            name = "setup" if has_steps else slug(notebook.name, "notebook")
            current = plan.begin(unique(name, plan.names()))
        current.cells.append(cell)


def _by_cells(plan: _Plan, code: tuple[Cell, ...]) -> None:
    for cell in code:
        if plan.take_by_role(cell, _PROLOGUE_ROLES):
            continue
        if is_blank(cell.source):
            plan.skipped.append(cell)
        elif not plan.drafts and is_setup(cell.source):
            plan.prologue.append(cell)
        else:
            is_metrics = plan.of(cell).role is Role.METRICS
            draft = plan.last(cell) or plan.begin(f"cell-{cell.index}", is_metrics=is_metrics)
            draft.cells.append(cell)


def _by_headings(plan: _Plan, parts: tuple[Section, ...]) -> None:
    metrics = _Draft("", is_metrics=True)
    taken: set[str] = set()
    for part in parts:
        draft: _Draft | None = None
        for cell in part.cells:
            if plan.take_by_role(cell, _PROLOGUE_ROLES):
                continue
            if plan.of(cell).role is Role.METRICS:
                metrics.cells.append(cell)
            elif is_blank(cell.source) and draft is None:
                plan.skipped.append(cell)
            elif not plan.drafts and is_setup(cell.source):
                plan.prologue.append(cell)
            else:
                if draft is None:
                    draft = plan.last(cell) or plan.begin(unique(part.name, taken))
                    taken.add(draft.name)
                draft.cells.append(cell)
    if metrics.cells:
        metrics.name = unique(Role.METRICS.value, taken)
        plan.drafts.append(metrics)


def _as_one(plan: _Plan, notebook: Notebook) -> None:
    whole = _Draft(slug(notebook.name, "notebook"))
    for cell in notebook.code_cells:
        if not plan.take_by_role(cell, (Role.PARAMETERS,)):
            whole.cells.append(cell)
    if whole.cells:
        plan.drafts.append(whole)


def _with_prev_translated(divided: Divided, notebook: Notebook, tags: Mapping[CellId, CellTags]) -> Divided:
    by_tags = _Plan(tags)
    _by_tags(by_tags, notebook)
    cells_of = {draft.name: frozenset(cell.id for cell in draft.cells) for draft in by_tags.drafts}
    blocks: list[Block] = []
    for block in divided.blocks:
        prev = {
            earlier.name: span
            for name, span in block.prev
            for earlier in blocks
            if any(cell.id in cells_of.get(name, ()) for cell in earlier.cells)
        }
        blocks.append(replace(block, prev=tuple(prev.items())))
    return replace(divided, blocks=tuple(blocks))
