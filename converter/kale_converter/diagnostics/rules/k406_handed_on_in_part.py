"""K406: handed-on-in-part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kale_converter.analysis.unstorable import HANDED_ON_IN_PART, RECORDED, SHARED_PARTS
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.text import cells_in_words
from kale_converter.model import Diagnostic, Severity


class HandedOnInPart(Rule):
    """A tensor is handed on without what it was worked out of, or a layer apart from its model.

    What
    ----
    A step uses a tensor of PyTorch that another step has worked out of a module's parameters, or of tensors with
    `requires_grad`.

        # step a                     # step b
        loss = criterion(net(X), y)  loss.backward()

    Or a step changes one of several variables of Keras that share layers and come from another step: two models, a
    model and a layer of it, a model and its optimizer.

        # step a                                              # step b
        half = keras.Model(net.inputs, net.layers[0].output)  net.fit(X, y)

    Why
    ---
    PyTorch keeps with such a tensor how it was worked out (`grad_fn`), so that `backward()` finds its way back. That
    cannot be stored: in the other step the tensor has its numbers, and `backward()` reaches nothing.
    Keras stores each model and each layer as a file of its own. In the other step each has layers of its own, and what
    is changed of one stays as it was in the other.

    What to do
    ----------
    Work it out and use it in the same step. Where only the numbers of a tensor are wanted, nothing, or work them out
    within `with torch.no_grad():`, or hand on `loss.detach()` or `loss.item()`. Where only a part of a model is
    wanted, take it from the model in the step that uses it.
    """

    code = "K406"
    name = "handed-on-in-part"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        names = {step.name: step for step in facts.analysis.steps}
        for found in facts.analysis.unstorable:
            if found.what not in HANDED_ON_IN_PART:
                continue
            cells = tuple(facts.notebook.cell(cell).index for cell in names[found.reader].cells)
            cells += facts.cells_that_wait(cells[0])
            message = _RECORD if found.what == RECORDED else _PARTS
            told = self.finding(
                message.format(reader=found.reader, name=found.name, cells=cells_in_words(cells)),
                _INSTEAD[found.what],
                found.span,
            )
            yield replace(told, cells=cells)


_RECORD = (
    "the step {reader} gets the numbers of {name!r}, but not what it was worked out of: {cells} may give something"
    " else, as backward() finds nothing there"
)
_PARTS = (
    "the step {reader} gets {name!r} with layers of its own, which it shares with other variables in the notebook:"
    " {cells} may give something else, as what is changed of one stays as it was in the others"
)
_INSTEAD = {
    RECORDED: "use it in the same step, or hand on its numbers: `.detach()`",
    SHARED_PARTS: "use them in the same step, or take the layer from its model in the step that uses it",
}
