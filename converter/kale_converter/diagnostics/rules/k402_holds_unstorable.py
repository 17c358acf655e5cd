"""K402: holds-unstorable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.rules.k401_unstorable import instead_of
from kale_converter.diagnostics.text import cells_in_words
from kale_converter.model import Diagnostic, Severity


class HoldsUnstorable(Rule):
    """A value that another step needs holds, or may be, something that cannot be handed over.

    What
    ----
    A step uses a list, a dictionary or an object of the notebook's own class from another step, and a thread or a lock
    of `multiprocessing` was put into it; or a class that has one, or a generator or the like, as an attribute; or a
    variable that is a generator, a pool or the like on one path, and something else on another; or a
    `contextlib.ExitStack` that has entered a generator.

        class Worker:
            def __init__(self):
                self.thread = threading.Thread(target=self.work)

    Why
    ---
    Every step is a process of its own, and values are handed on by storing them. With such a thing inside that fails at
    the end of the step, unless the object has left it out by then. A thread that has ended is handed on.

    What to do
    ----------
    Make and use it in the same step. Or give the class a `__getstate__` that leaves the thread out and a `__setstate__`
    that makes it anew. Of a generator, hand on a list of what it gives.
    """

    code = "K402"
    name = "holds-unstorable"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.holding:
            if found.itself:
                what, instead = f"{found.what}, which it may be,", instead_of(found.what)
            else:
                what, instead = f"{found.what} in it", "leave it out of what is stored: `__getstate__`"
            cells = facts.cells_that_wait(found.span.cell)
            stopped = f"; {cells_in_words(cells)} may not run" if cells else ""
            told = self.finding(
                f"the step {found.reader} needs {found.name!r}, and {what} cannot be handed on{stopped}",
                f"make and use it in the same step, or {instead}",
                found.span,
            )
            yield replace(told, cells=cells)
