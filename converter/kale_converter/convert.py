"""From a notebook to its pipeline and all that there is to say about it."""

from __future__ import annotations

from kale_converter.analysis import Analyser, Analysis, Unstorable
from kale_converter.analysis.package_state import NOTHING_KEPT, KeptStates
from kale_converter.analysis.together import going_on
from kale_converter.collecting import no_collecting
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.registry import diagnose
from kale_converter.model import (
    NOTHING_LEARNT,
    CellId,
    Conversion,
    Division,
    Learnt,
    Notebook,
    Pipeline,
    Prologue,
    Target,
)
from kale_converter.reading.division import divide
from kale_converter.reading.metadata import read_metadata
from kale_converter.reading.parameters import read_parameters
from kale_converter.reading.tags import read_all_tags

NO_ANALYSIS = Analysis(Prologue(), (), ())


@no_collecting()
def convert(
    notebook: Notebook,
    division: Division | None = None,
    learnt: Learnt = NOTHING_LEARNT,
    local_modules: frozenset[str] = frozenset(),
    analyser: Analyser | None = None,
    *,
    target: Target = Target.LOCAL,
    profiles: frozenset[str] = frozenset(),
    carried: frozenset[str] = frozenset(),
    stateful_modules: frozenset[str] = frozenset(),
    kept: KeptStates = NOTHING_KEPT,
) -> Conversion:
    """Convert a notebook. The same arguments always give the same result, to the byte.

    division: how it is divided into steps; None for what its metadata say, else by tags. learnt: what runs have shown
    about its cells. local_modules: the top-level modules that stand beside the notebook.
    analyser: one that has seen the notebook before an edit, and makes this faster. target: what the pipeline is for;
    it changes diagnostics only, as do profiles, the names of the administrator's node profiles, and carried, the data
    files that travel with the steps, by their paths from the notebook's folder. stateful_modules: those of
    `local_modules` whose functions change what they hold. kept: what installed packages keep to themselves. There is a
    pipeline also where diagnostics are errors, so that it can be drawn; there is none for a notebook that is not in
    Python.
    """
    tags = read_all_tags(notebook)
    metadata = read_metadata(notebook)
    division = division or metadata.division or Division.TAGS
    is_python = notebook.language == "python"
    divided = divide(notebook, tags, division, metadata.asked)
    analyser = analyser or Analyser()
    analysis = analyser.analyse(divided, learnt, stateful_modules, kept) if is_python else NO_ANALYSIS
    together: dict[CellId, Unstorable] = {}
    while division is not Division.TAGS and (more := going_on(divided, analysis.unstorable)).keys() - together.keys():
        together |= more
        divided = divide(notebook, tags, division, metadata.asked, together)
        analysis = analyser.analyse(divided, learnt, stateful_modules, kept)
    parameters, parameter_problems = read_parameters(divided.parameters)
    diagnostics = diagnose(
        Facts(
            notebook,
            tags,
            metadata,
            division,
            divided,
            parameters,
            parameter_problems,
            analysis,
            learnt_problem=learnt.problem,
            local_modules=local_modules,
            target=target,
            profiles=profiles,
            carried=carried,
            together=together,
        )
    )
    pipeline = Pipeline(
        settings=metadata.settings,
        division=division,
        parameters=parameters,
        prologue=analysis.prologue,
        steps=analysis.steps,
        edges=analysis.edges,
        skipped=tuple(cell.id for cell in divided.skipped),
    )
    return Conversion(notebook, pipeline if is_python else None, diagnostics, learnt)
