"""K602: asks-somebody."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.code import sign
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.magics import magics
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity

_SIGN = sign(r"\b(?:input|getpass|breakpoint|set_trace|embed|interact|stdin|upload|prompt)\b")
_CALLS = frozenset({
    "input", "getpass.getpass", "breakpoint", "pdb.set_trace", "ipdb.set_trace", "IPython.embed", "code.interact",
    "IPython.core.debugger.set_trace", "sys.stdin.read", "sys.stdin.readline", "sys.stdin.readlines", "click.prompt",
    "google.colab.files.upload",
})  # fmt: skip
_MAGICS = frozenset({"debug", "edit", "ed", "recall", "rep"})


class AsksSomebody(Rule):
    """A line waits for somebody at the keyboard.

    What
    ----
    A cell calls `input()`, `getpass()`, `breakpoint()` or a debugger, or has a magic such as `%debug`.

    Why
    ---
    Nobody sits at a run: there the question fails with an error, and the step with it.

    What to do
    ----------
    Make what is asked for a parameter, or a secret that comes from the environment. Remove the debugger, or give its
    cell the tag `skip`.
    """

    code = "K602"
    name = "asks-somebody"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for source, call, path in facts.code.calls(_SIGN):
            if path in _CALLS:
                yield self.finding(
                    f"{path}() waits for somebody, and nobody sits at a run",
                    "make what it asks for a parameter, or give the cell the tag skip",
                    source.span(call),
                )
        for magic in magics(facts.code):
            if magic.name in _MAGICS or (magic.name == "pdb" and magic.line.strip().lower() in {"on", "1"}):
                yield self.finding(
                    f"{magic} waits for somebody, and nobody sits at a run",
                    "remove it, or give the cell the tag skip",
                    magic.span,
                )
