"""The proposal: roles, then the division of the rest, names and reasons; and the pipeline that comes of it."""

from __future__ import annotations

from collections.abc import Mapping

from kale_converter.analysis import Analyser, Analysis
from kale_converter.analysis.source import parse_cell
from kale_converter.model import (
    Cell,
    CellId,
    CellSuggestion,
    Crossing,
    Division,
    Notebook,
    Role,
    StepName,
    SuggestedStep,
    Suggestion,
)
from kale_converter.reading.division import divide
from kale_converter.reading.imports_only import is_blank
from kale_converter.reading.metadata import read_metadata
from kale_converter.reading.tags import CellTags, read_all_tags
from kale_converter.suggest import reasons
from kale_converter.suggest.material import Piece, material
from kale_converter.suggest.naming import names
from kale_converter.suggest.proposal import accepted, tags_of, with_tags
from kale_converter.suggest.roles import Sources, roles, settled
from kale_converter.suggest.segments import segments


def suggest(notebook: Notebook, *, skip: bool = False) -> Suggestion:
    """Propose tags for a notebook. The same notebook always gives the same proposal.

    skip: accept what is offered to be skipped. Without it the proposal changes no value: each step is a run of cells in
    their order, a cell is taken out of that order only where the analysis finds that it may be, and nothing is skipped.
    A notebook with steps of its own gets no proposal; cells with other tags of Kale's keep them.
    """
    tags = read_all_tags(notebook)
    note = _why_not(notebook, tags)
    if note:
        return Suggestion(tagged=_has_steps(tags), note=note)
    code = notebook.code_cells
    sources = {cell.id: parse_cell(cell) for cell in code}
    said = {cell.id: tags[cell.id].role for cell in code if tags[cell.id].role is not None}
    found, analysis, tagged = settled(notebook, roles(code, sources, said), sources)
    out = {**found, **{cell: role for cell, role in said.items() if role is not None}}
    work = [cell.id for cell in code if cell.id not in out and not is_blank(cell.source)]
    pieces = material(tagged, work, sources, analysis)
    cells = _cells(code, out, said, pieces, sources)
    if skip:
        cells = accepted(cells, {cell.cell for cell in cells if cell.skip})
    draft = Suggestion(cells, note=_division_note(notebook))
    return _with_pipeline(draft, notebook)


def _why_not(notebook: Notebook, tags: Mapping[CellId, CellTags]) -> str:
    if notebook.language != "python":
        return f"the notebook is in {notebook.language}; Kale Ext makes pipelines of Python notebooks only"
    if all(is_blank(cell.source) for cell in notebook.code_cells):
        return "the notebook has no code yet"
    if _has_steps(tags):
        return "the notebook has steps already; a cell without a tag belongs to the step before it"
    return ""


def _has_steps(tags: Mapping[CellId, CellTags]) -> bool:
    return any(said.step is not None for said in tags.values())


def _division_note(notebook: Notebook) -> str:
    division = read_metadata(notebook).division
    if division in {None, Division.TAGS}:
        return ""
    return f"the notebook's metadata divide it by {division}; the tags count once `kale.division` there is `tags`"


def _cells(
    code: tuple[Cell, ...],
    out: Mapping[CellId, Role],
    said: Mapping[CellId, Role | None],
    pieces: tuple[Piece, ...],
    sources: Sources,
) -> tuple[CellSuggestion, ...]:
    cuts = segments(pieces)
    called = names(pieces, cuts)
    place_of = {piece.cell.id: place for place, piece in enumerate(pieces)}
    number_of = {place: number for number, cut in enumerate(cuts) for place in range(*cut)}
    offered = {piece.cell.id: reasons.of_offer(piece) for piece in pieces[:-1] if piece.shows}
    current: StepName | None = None
    made = []
    for cell in code:
        role = out.get(cell.id)
        if role is not None:
            added = () if cell.id in said else (role.value,)
            why = f"has the tag {role} already" if cell.id in said else reasons.of_role(role, sources[cell.id])
            made.append(CellSuggestion(cell.id, cell.index, role, None, added, why))
            continue
        place = place_of.get(cell.id)
        begins = place is not None and place == cuts[number_of[place]][0]
        added = ()
        if place is not None and begins:
            number = number_of[place]
            current, added = called[number], (f"step:{called[number]}",)
            why = reasons.of_step(pieces, cuts, number, called)
        elif current is None:
            why = "nothing to run"
        else:
            why = reasons.of_member(current, sources[cell.id])
        made.append(CellSuggestion(cell.id, cell.index, None, current, added, why, offered.get(cell.id, "")))
    return tuple(made)


def _with_pipeline(draft: Suggestion, notebook: Notebook) -> Suggestion:
    """The proposal with the steps and crossings that its tags give."""
    tagged = with_tags(notebook, tags_of(draft))
    analysis = Analyser().analyse(divide(tagged, read_all_tags(tagged), Division.TAGS))
    return Suggestion(draft.cells, _steps(analysis), _crossings(analysis), note=draft.note)


def _steps(analysis: Analysis) -> tuple[SuggestedStep, ...]:
    return tuple(SuggestedStep(step.name, step.cells, step.after) for step in analysis.steps)


def _crossings(analysis: Analysis) -> tuple[Crossing, ...]:
    return tuple(
        Crossing(edge.source, edge.target, tuple(sorted({item.variable for item in edge.evidence if item.variable})))
        for edge in analysis.edges
    )
