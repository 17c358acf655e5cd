"""K603: interactive-magic."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.magics import Magic, magics
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity

_SESSION = frozenset({
    "history", "hist", "dhist", "macro", "save", "rerun", "notebook", "logstart", "logon", "logoff", "logstop",
    "logstate", "who", "whos", "who_ls", "xdel", "tb", "pastebin", "bookmark",
})  # fmt: skip
_CONSOLE = frozenset({"connect_info", "qtconsole", "gui", "load", "loadpy", "page", "killbgscripts"})
_BACKENDS = frozenset({
    "notebook", "nbagg", "widget", "ipympl", "qt", "qt4", "qt5", "qt6", "tk", "gtk", "gtk3", "gtk4", "wx", "osx",
})  # fmt: skip


class InteractiveMagic(Rule):
    """A magic only makes sense while somebody works in the notebook.

    What
    ----
    `%history`, `%who`, `%save` and the like tell of the session: of cells and names of one kernel. `%load` puts a
    file's text into the cell, `%gui`, `%qtconsole` and `%connect_info` are for windows and other programs, and
    `%matplotlib widget` (or `notebook`, `qt`, …) draws figures that can be moved.

    Why
    ---
    A step is a kernel of its own, and knows only its own cells and what they use: what such a magic shows there is not
    what it shows in the notebook. Figures that can be moved are in no executed notebook.

    What to do
    ----------
    Remove the line, or give its cell the tag `skip`. For figures, `%matplotlib inline`.
    """

    code = "K603"
    name = "interactive-magic"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for magic in magics(facts.code):
            said = _said(magic)
            if said:
                yield self.finding(f"{magic} {said[0]}", said[1], magic.span)


def _said(magic: Magic) -> tuple[str, str] | None:
    """What is to be said of a magic, and what to do about it."""
    remove = "remove it, or give the cell the tag skip"
    if magic.name in _SESSION:
        return "tells of the session, and each step has one of its own", remove
    if magic.name in _CONSOLE:
        return "only makes sense while somebody works in the notebook", remove
    if magic.name == "matplotlib" and magic.line.strip().lower() in _BACKENDS:
        return f"{magic.line.strip()} draws figures to move, and a run shows none of them", "use %matplotlib inline"
    return None
