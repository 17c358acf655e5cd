"""K207: bound-on-some-paths."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.analysis.effects import Doubtful
from kale_converter.analysis.source import Source
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.paths import binding_statements, binds, hangs_on, in_words, opposite, way_to
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class SomePaths(Rule):
    """A name is defined only on some paths, and used on all.

    What
    ----
    A name is bound under an `if` without `else`, in a `try` whose handler goes on without it, or in a loop over what
    may be empty, or it is deleted under a condition; and a line that runs in any case uses it.

        if path.exists():
            table = read(path)
        table.head()      # no table where there is no file

    Uses that stand under a condition themselves are not told of: it is often the same one.

    Why
    ---
    Where the path is not taken, this line stops with a NameError: in the notebook, and in the step just so. In the
    kernel that it was written in, the name may be there from an earlier run of the cell.

    What to do
    ----------
    Give the name a value before the condition or in its `else`, or raise an error there that says what is missing.
    """

    code = "K207"
    name = "bound-on-some-paths"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        told: set[str] = set()
        for doubt in facts.analysis.doubtful:
            if doubt.name in told:
                continue
            why = _why(doubt, facts)
            if why:
                told.add(doubt.name)
                yield self.finding(
                    f"the name {doubt.name!r} may not be defined here: {why}",
                    "give it a value on the other path too, or stop there with an error that says what is missing",
                    doubt.span,
                )


def _why(doubt: Doubtful, facts: Facts) -> str:
    """The condition that the name hangs on, in words; "" where it is as good as sure to be bound."""
    last = doubt.writers[-1]
    writer = facts.code.of(last.cell)
    way = way_to(writer, last) if writer is not None else ()
    if writer is None or not way:
        return ""
    if isinstance(way[-1], ast.Delete):
        return f"cell {last.cell} deletes it under a condition, in line {last.line}" if len(way) > 1 else ""
    open_by = hangs_on(writer, last, doubt.name)
    if open_by is None:
        return ""
    named = [source for source in facts.code.naming(doubt.name) if source.cell.index <= doubt.span.cell]
    if any(binds(source, doubt.name) for source in named) or opposite(_tests(named, doubt.name)):
        return ""
    here = "this cell" if last.cell == doubt.span.cell else f"cell {last.cell}"
    return f"{here} binds it only within {in_words(open_by)}, in line {last.line}"


def _tests(sources: list[Source], name: str) -> list[ast.expr]:
    """The conditions under which cells bind a name."""
    ways = (way for source in sources for way in binding_statements(source, name))
    return [node.test for way in ways for node in way if isinstance(node, ast.If)]
