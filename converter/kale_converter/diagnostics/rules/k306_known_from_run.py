"""K306: known-from-run."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, LearntKind, Severity


class KnownFromRun(Rule):
    """A run has shown what the text of a cell does not.

    What
    ----
    While this cell ran, it was seen to change, bind, delete or read a variable, to leave two variables with one
    object or a variable that cannot be stored, or to use a file, and the analysis of its text had not found that.
    Every conversion since takes it into account.

    Why
    ---
    Without it, other steps would get a value from before the change, or run in another order than in the notebook.

    What to do
    ----------
    Nothing. To have it known from the text, write it so that it can be seen: the variable itself instead of
    `globals()["x"]` or `sys.modules["__main__"].x`. Editing the cell forgets what runs have shown about it. What
    is no longer so (a library was mended, say) is forgotten by `kale forget NOTEBOOK`, or by the bin beside this
    finding in the panel; the next run finds out again what still is.
    """

    code = "K306"
    name = "known-from-run"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for applied in facts.analysis.learnt:
            effect = applied.effect
            run = f" (run {effect.run})" if effect.run else ""
            names = " and ".join(effect.name.split()) if effect.kind is LearntKind.SHARES else effect.name
            yield self.finding(
                f"a run has shown that this cell {_WORDS[effect.kind].format(names)}{run}",
                "nothing, or write it so that it can be seen in the text",
                applied.span,
            )


_WORDS = {
    LearntKind.BINDS: "binds {0}",
    LearntKind.CHANGES: "changes {0}",
    LearntKind.DELETES: "deletes {0}",
    LearntKind.READS: "reads {0}",
    LearntKind.SHARES: "leaves {0} with an object that they share",
    LearntKind.READS_FILE: "reads the file {0}",
    LearntKind.WRITES_FILE: "writes the file {0}",
    LearntKind.UNSTORABLE: "leaves {0} such that it cannot be handed to another step",
}
