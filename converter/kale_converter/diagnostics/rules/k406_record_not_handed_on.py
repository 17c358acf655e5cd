"""K406: record-not-handed-on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kale_converter.analysis.unstorable import RECORDED
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.text import cells_in_words
from kale_converter.model import Diagnostic, Severity


class RecordNotHandedOn(Rule):
    """A tensor of PyTorch is handed on without what it was worked out of.

    What
    ----
    A step uses a tensor that another step has worked out of a module's parameters, or of tensors with `requires_grad`.

        # step a                     # step b
        loss = criterion(net(X), y)  loss.backward()

    Why
    ---
    PyTorch keeps with such a tensor how it was worked out (`grad_fn`), so that `backward()` finds its way back. That
    cannot be stored: in the other step the tensor has its numbers, and `backward()` reaches nothing.

    What to do
    ----------
    Work it out and call `backward()` in the same step. Where only the numbers are wanted, nothing, or work them out
    within `with torch.no_grad():`, or hand on `loss.detach()` or `loss.item()`.
    """

    code = "K406"
    name = "record-not-handed-on"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        names = {step.name: step for step in facts.analysis.steps}
        for found in facts.analysis.unstorable:
            if found.what != RECORDED:
                continue
            cells = tuple(facts.notebook.cell(cell).index for cell in names[found.reader].cells)
            cells += facts.cells_that_wait(cells[0])
            told = self.finding(
                f"the step {found.reader} gets the numbers of {found.name!r}, but not what it was worked out of: "
                f"{cells_in_words(cells)} may give something else, as backward() finds nothing there",
                "use it in the same step, or hand on its numbers: `.detach()`",
                found.span,
            )
            yield replace(told, cells=cells)
