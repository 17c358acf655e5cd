"""What a parameter's annotation says of its type."""

from __future__ import annotations

import ast
from types import MappingProxyType

from kale_converter.model import ParameterType

_TYPES = MappingProxyType(
    {
        "bool": ParameterType.BOOL,
        "int": ParameterType.INT,
        "float": ParameterType.FLOAT,
        "str": ParameterType.STR,
        "list": ParameterType.LIST,
        "List": ParameterType.LIST,
        "Sequence": ParameterType.LIST,
        "dict": ParameterType.DICT,
        "Dict": ParameterType.DICT,
        "Mapping": ParameterType.DICT,
        "Any": ParameterType.ANY,
        "object": ParameterType.ANY,
    }
)


def annotated_type(node: ast.expr) -> tuple[ParameterType | None, bool]:
    """The type that an annotation names, None where it is none of ours, and whether None is allowed too.

    Understood: the names above, also from a module (`typing.List`), with element types (`list[int]`), in quotes,
    `Optional[…]`, `Union[…, None]`, `… | None`, `Final[…]` and `Annotated[…, …]`.
    """
    match node:
        case ast.Constant(value=str() as text):
            return _quoted(text)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return _TYPES.get(name), name in ("Any", "object")
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _either((left, right))
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name), slice=inner):
            return _subscript(name, inner)
    return None, False


def _quoted(text: str) -> tuple[ParameterType | None, bool]:
    try:
        return annotated_type(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None, False


def _subscript(name: str, inner: ast.expr) -> tuple[ParameterType | None, bool]:
    items = tuple(inner.elts) if isinstance(inner, ast.Tuple) else (inner,)
    if name == "Optional":
        return annotated_type(inner)[0], True
    if name == "Union":
        return _either(items)
    if name in ("Final", "Annotated") and items:
        return annotated_type(items[0])
    return _TYPES.get(name), False


def _either(choices: tuple[ast.expr, ...]) -> tuple[ParameterType | None, bool]:
    """The type of a union: known where all but None come to one type, and int beside float is float."""
    optional = any(isinstance(choice, ast.Constant) and choice.value is None for choice in choices)
    found = [annotated_type(c) for c in choices if not (isinstance(c, ast.Constant) and c.value is None)]
    types = {kind for kind, _ in found}
    optional = optional or any(also for _, also in found)
    if types == {ParameterType.INT, ParameterType.FLOAT}:
        return ParameterType.FLOAT, optional
    return (types.pop() if len(types) == 1 else None), optional
