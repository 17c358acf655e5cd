"""K518: sub-notebook-step."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target
from kale_converter.reading.asked import NOTHING
from kale_converter.reading.imports_only import is_blank
from kale_converter.reading.place import cell_span

_OF_THE_PIPELINE = frozenset({"notebook", "when", "foreach", "exit_handler"})


class SubNotebookStep(Rule):
    """A step that is another notebook has code or settings of its own.

    What
    ----
    A step with `notebook:NAME` has cells with code, or asks for resources, an image or the like.

    Why
    ---
    Such a step is the other notebook's pipeline: its steps run, with the settings that the other notebook's
    metadata gives them. Code and settings here would not count.

    What to do
    ----------
    Move the code into a step of its own or into the other notebook, and the settings into the other notebook's
    metadata.
    """

    code = "K518"
    name = "sub-notebook-step"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW, Target.ANY})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        metadata = facts.metadata.asked
        for block in facts.divided.blocks:
            if not block.settings.notebook:
                continue
            asked = metadata.steps.get(block.name, NOTHING)
            for cell in block.cells:
                asked = asked.then(metadata.cells.get(cell.id, NOTHING)).then(facts.tags[cell.id].asked)
                if not is_blank(cell.source):
                    yield self.finding(
                        f"step {block.name} is the notebook {block.settings.notebook}, and this code would not run",
                        "move it into another step, or into that notebook",
                        cell_span(cell),
                    )
            if others := sorted(asked.said - _OF_THE_PIPELINE):
                names = ", ".join(others)
                yield self.finding(
                    f"step {block.name} is the notebook {block.settings.notebook}, so {names} would not count",
                    "say it in that notebook's metadata",
                    cell_span(block.cells[0]),
                )
