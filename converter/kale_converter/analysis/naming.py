"""Functions of packages that bind names of whoever calls them: `sympy.var("x y")`.

Source: SymPy's reference, `var` ("Create symbols and inject them into the global namespace").
"""

from __future__ import annotations

import ast
import re

from kale_converter.analysis.call import Call
from kale_converter.analysis.objects import Value

_BINDING = frozenset({"sympy.var", "sympy.core.symbol.var"})
_NAMES = re.compile(r"[^\W\d]\w*(?:[,\s]+[^\W\d]\w*)*,?")
"""Names alone; more may stand for many: `x:3`, `x(1:4)`."""


def bind_names(call: Call, path: str, made: Value) -> None:
    """Bind what a function of this dotted name binds of what it has `made`: any name where the text is computed."""
    if path not in _BINDING:
        return
    match call.node.args[:1]:
        case [ast.Constant(value=str(text))] if _NAMES.fullmatch(text.strip()):
            for name in re.split(r"[,\s]+", text.strip().rstrip(",")):
                call.frame.world.bind(name, made, call.span)
        case _:
            call.frame.world.bind_unknown_names(call.span)
