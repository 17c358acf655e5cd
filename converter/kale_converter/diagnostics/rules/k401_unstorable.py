"""K401: unstorable-value."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.analysis.unstorable import HANDED_ON_IN_PART
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class UnstorableValue(Rule):
    """A value that another step needs cannot be handed over.

    What
    ----
    A step uses a variable of another step that is an open file, a generator, a thread, a connection or the like.

    Why
    ---
    Every step is a process of its own, and values are handed on by storing them. These cannot be stored.

    What to do
    ----------
    Put the cell that makes the value and the cells that use it into the same step. Or hand on what it stands for, and
    open it again in the step that uses it: the file's path, the database's address, a list of what the generator gives,
    the parameters that a client is made from.
    """

    code = "K401"
    name = "unstorable-value"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.unstorable:
            if found.what in HANDED_ON_IN_PART:
                continue  # its numbers are: K406
            yield self.finding(
                f"the step {found.reader} needs {found.name!r}, and {found.what} cannot be handed to another step",
                f"make and use it in the same step, or {instead_of(found.what)}",
                found.span,
            )


def instead_of(what: str) -> str:
    """What to hand on for something that cannot be, in words."""
    return _INSTEAD.get(what, "make it anew in the step that uses it")


_OPEN_AGAIN = "open it again, from the same address, in the step that uses it"
_INSTEAD = {
    "an open file": "hand on its path, and open it again in the step that uses it",
    "an open file of a library": "hand on its path, and open it again in the step that uses it",
    "a reader of an open file": "hand on a list of its rows",
    "a writer to an open file": "hand on the rows, and write them in one step",
    "a generator": "hand on a list of what it gives",
    "a database connection": _OPEN_AGAIN,
    "a database engine": _OPEN_AGAIN,
    "a database session": _OPEN_AGAIN,
    "a database cursor": "hand on the rows that it fetches",
    "a Spark data frame": "write it to a table or a file, and read that in the step that uses it",
    "a pending result": "hand on what it gives: `.result()`",
    "a queue of threads": "use `queue.Queue`, which is handed on",
    "a queue of processes": "hand on a list of what is in it",
    "a compressor": "hand on what it gives: `.flush()`",
    "a view of a buffer": "hand on the bytes: `.getvalue()`",
    "a text layer over bytes": "hand on the bytes that it writes to",
    "memory of several processes": "hand on a copy of its values",
    "a running process": "wait for it, and hand on what it puts out",
    "a hash object": "hand on its digest: `.hexdigest()`",
}
