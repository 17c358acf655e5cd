"""K403: huge-value."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator

from kale_converter.analysis.definitions import last_word
from kale_converter.analysis.source import Source
from kale_converter.diagnostics.code import argument, sign
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Step

_SIGN = sign(r"zeros|ones|empty|full|rand|normal|uniform|arange")
_SHAPED = frozenset({"zeros", "ones", "empty", "full", "random.random", "random.random_sample"})
_DRAWN = frozenset({"random.rand", "random.randn"})
_SIZED = {"random.normal": 2, "random.uniform": 2, "random.standard_normal": 0, "random.randint": 2}
"""NumPy's functions → the position of their `size`."""
_CALLED = frozenset(function.rpartition(".")[2] for function in (*_SHAPED, *_DRAWN, *_SIZED))
_GIB = 2**30
_ITEM = 8
_WIDTH = re.compile(r"(?:u?int|float|complex)(8|16|32|64|128)$")
_LARGEST_POWER = 64


class HugeValue(Rule):
    """A value of more than a gigabyte is handed from step to step.

    What
    ----
    A step makes a NumPy array whose shape is written out and comes to more than 1 GiB, and another step uses it. Other
    sizes are not known before the run; the size of everything that was handed on is shown with the run.

    Why
    ---
    It is written to the disk once and mapped into memory by each step that uses it. On a cluster it goes over the
    network.

    What to do
    ----------
    Nothing, if there is room. Otherwise make it in the step that uses it, or take a smaller type: `dtype="float32"`.
    """

    code = "K403"
    name = "huge-value"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        owners = facts.steps_by_cell()
        for source in facts.code.having(_SIGN):
            for name, call in source.once(_made):
                size = _bytes(call, facts.code.path(call.func))
                step = owners.get(source.cell.index)
                if size > _GIB and step is not None and _hands_on(step, name):
                    yield self.finding(
                        f"{name!r} is of {size / _GIB:.1f} GiB, and other steps use it",
                        "make it in the step that uses it, or take a smaller type",
                        source.span(call),
                    )


def _made(source: Source) -> tuple[tuple[str, ast.Call], ...]:
    """The variables that a cell makes of what a function of such a name gives."""
    found = []
    for node in source.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if last_word(call) in _CALLED:
                found.append((name, call))
            case _:
                pass
    return tuple(found)


def _hands_on(step: Step, name: str) -> bool:
    return any(name in artifact.variables for artifact in step.outputs)


def _bytes(call: ast.Call, path: str) -> float:
    """How large the array is that a call makes; 0 where it cannot be told."""
    if not path.startswith("numpy."):
        return 0
    function = path.removeprefix("numpy.")
    shape: list[ast.expr | None] = []
    if function in _SHAPED:
        shape = [argument(call, 0, "shape", "size")]
    elif function in _DRAWN:
        shape = [*call.args]
    elif function in _SIZED:
        shape = [argument(call, _SIZED[function], "size")]
    if len(shape) == 1 and isinstance(shape[0], ast.Tuple | ast.List):
        shape = [*shape[0].elts]
    lengths = [_number(length) for length in shape]
    return math.prod(lengths) * _item(call) if lengths and all(lengths) else 0


def _item(call: ast.Call) -> float:
    """Bytes an item takes."""
    kind = argument(call, -1, "dtype")
    name = kind.value if isinstance(kind, ast.Constant) else getattr(kind, "attr", getattr(kind, "id", ""))
    width = _WIDTH.search(str(name))
    return int(width[1]) / 8 if width else (1 if str(name) in {"bool", "bool_"} else _ITEM)


def _number(node: ast.expr | None) -> float:
    """The value of a number that is written out, `10_000` or `10**5`; 0 for everything else."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return float(value)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _number(left) * _number(right)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            base, power = _number(left), _number(right)
            return base**power if base and 0 < power <= _LARGEST_POWER and base <= _GIB else 0
    return 0
