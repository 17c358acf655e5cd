"""Names in texts that packages evaluate where they are called: pandas' `query` and `eval`, formulas.

Sources: pandas user guide, "The query() Method" (`@name` is the caller's variable, other names are columns) and
`pandas.eval` (all names are variables); patsy, "How formulas work" (what is no column is looked up where it is called).
"""

from __future__ import annotations

import ast
import re

from kale_converter.analysis.call import Call
from kale_converter.analysis.frames import Frame

QUERYING = frozenset({"eval", "query"})
"""Methods of frames that evaluate a text."""
_TAKING_FORMULAS = frozenset({"bambi", "formulaic", "lifelines", "linearmodels", "patsy", "statsmodels"})

_NAMING = frozenset({"pandas.tseries.holiday.get_calendar"})
"""Functions that are given the name of a class of the notebook, which its package knows where the class is."""

_MARKED = re.compile(r"@\s*([^\W\d]\w*)")
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def note_names(text: str, frame: Frame) -> None:
    """Remember what a text may name that is evaluated later, by way of a variable."""
    for name in _MARKED.findall(text) if "@" in text else ():
        frame.world.in_queries.add(name)
    for name in _NAME.findall(text) if "~" in text else ():
        frame.world.in_formulas.add(name)


def read_query(call: Call) -> None:
    """A method of a frame evaluates a text, in which the caller's variables are marked."""
    for argument in _arguments(call.node):
        texts, known = texts_in(argument)
        names = [name for text in texts for name in _MARKED.findall(text)]
        read_names(call, names if known else [*names, *call.frame.world.in_queries])


def read_text(call: Call, path: str) -> None:
    """A function of a package may evaluate a text that it is given: a formula, or an expression for `pandas.eval`."""
    if path in _NAMING:
        read_names(call, [text for argument in call.node.args[:1] for text in texts_in(argument)[0]])
    evaluates = path == "pandas.eval"
    if not evaluates and path.partition(".")[0] not in _TAKING_FORMULAS:
        return
    for argument in _arguments(call.node):
        texts, known = texts_in(argument)
        names = [name for text in texts if evaluates or "~" in text for name in _NAME.findall(text)]
        read_names(call, names if known else [*names, *call.frame.world.in_formulas])


def _arguments(node: ast.Call) -> list[ast.expr]:
    return [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in {"expr", "formula"})]


def texts_in(node: ast.expr) -> tuple[list[str], bool]:
    """The literal texts in an expression, and whether there is nothing else in it."""
    parts = list(ast.walk(node))
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return texts, not any(isinstance(part, ast.Name | ast.Call) for part in parts)


def read_names(call: Call, names: list[str]) -> None:
    """Those of some names are read that are variables."""
    for name in dict.fromkeys(names):
        if call.frame.knows(name) or call.frame.world.knows(name):
            call.frame.read(name, call.span)
