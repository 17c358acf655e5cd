"""K518: sub-notebook-step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, StepSettings, Target
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
        plain = StepSettings()
        for block in facts.divided.blocks:
            settings = block.settings
            if not settings.notebook:
                continue
            for cell in block.cells:
                if not is_blank(cell.source):
                    yield self.finding(
                        f"step {block.name} is the notebook {settings.notebook}, and this code would not run",
                        "move it into another step, or into that notebook",
                        cell_span(cell),
                    )
            said = (
                field.name for field in fields(plain) if getattr(settings, field.name) != getattr(plain, field.name)
            )
            if others := ", ".join(name for name in said if name not in _OF_THE_PIPELINE):
                yield self.finding(
                    f"step {block.name} is the notebook {settings.notebook}, so {others} would not count",
                    "say it in that notebook's metadata",
                    cell_span(block.cells[0]),
                )
