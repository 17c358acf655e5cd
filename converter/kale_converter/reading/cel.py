"""A condition of Python in CEL, the language of KFP's triggers, as KFP's own compiler writes the same comparison.

KFP keeps every number as a double, and CEL compares a double with no whole number. So what a whole number holds is
`int(…)`, and where one side is a double, the other becomes one. A parameter without a value is not there: None.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kale_converter.reading.kfp_types import BOOLEAN, DOUBLE, INTEGER, LIST, STRING, STRUCT, WORDS

NONE, UNKNOWN = "NONE", ""
_NUMBERS = frozenset({INTEGER, DOUBLE})
_LARGEST = 2**63
_OPERATORS: Mapping[type[ast.cmpop], str] = MappingProxyType(
    {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
)
_TRUTH: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        BOOLEAN: lambda text: f"{text} == true",
        INTEGER: lambda text: f"{text} != 0",
        DOUBLE: lambda text: f"{text} != 0.0",
        STRING: lambda text: f"{text} != ''",
        LIST: lambda text: f"size({text}) > 0",
        STRUCT: lambda text: f"size({text}) > 0",
    }
)
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class NotInCel(Exception):
    """The condition cannot be asked in CEL; the text says why."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the condition as an input of the task: how it is called there, its type, whether it may be None.

    kind: one of the parameter types, UNKNOWN for a variable, whose type is what it is compared with.
    """

    input: str
    kind: str = UNKNOWN
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Translated:
    """A condition in CEL, and the type of each of its names."""

    text: str
    kinds: Mapping[str, str]


def to_cel(condition: ast.expr, names: Mapping[str, Named]) -> Translated:
    """The condition in CEL. names: all names that it uses. Raises NotInCel."""
    translator = _Translator(names)
    translator.truth(condition)  # the first time to find out what the variables are
    translator.certain = True
    text = translator.truth(condition)
    return Translated(text, MappingProxyType(dict(sorted(translator.kinds.items()))))


@dataclass(frozen=True, slots=True)
class _Operand:
    """A side of a comparison. kind: its type. name: where it is a name."""

    text: str
    kind: str
    name: str = ""
    optional: bool = False

    @property
    def word(self) -> str:
        return f"`{self.name or self.text}`"


class _Translator:
    def __init__(self, names: Mapping[str, Named]) -> None:
        self.names = names
        self.kinds = {name: named.kind for name, named in names.items()}
        self.certain = False

    def truth(self, node: ast.expr, *, inside: bool = False) -> str:
        """Whether the expression is true, in CEL. inside: it stands within another, so it may need parentheses."""
        match node:
            case ast.BoolOp(op=operator, values=parts):
                sign = " && " if isinstance(operator, ast.And) else " || "
                text = sign.join(self.truth(part, inside=True) for part in parts)
                return f"({text})" if inside else text
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return f"!({self.truth(part)})"
            case ast.Compare(left=left, ops=operators, comparators=rights):
                sides = [left, *rights]
                pairs = zip(sides, operators, rights, strict=False)
                texts = [self._comparison(one, operator, other) for one, operator, other in pairs]
                return f"({' && '.join(texts)})" if len(texts) > 1 and inside else " && ".join(texts)
            case ast.Constant(value=value):
                return "true" if value else "false"
        operand = self._operand(node)
        if operand.kind == UNKNOWN:
            self._learn(operand.name, BOOLEAN)
            return self.truth(node, inside=inside)
        text = _TRUTH[operand.kind](operand.text)
        return self._if_there(operand, text, inside=inside)

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> str:
        if isinstance(operator, ast.In | ast.NotIn):
            text = self._membership(self._operand(left), right)
            return f"!({text})" if isinstance(operator, ast.NotIn) else text
        one, other = self._operand(left), self._operand(right)
        sign = _OPERATORS[type(operator)]
        if NONE in {one.kind, other.kind}:
            return self._with_none(one, sign, other)
        one, other = self._alike(one, sign, other)
        text = f"{one.text} {sign} {other.text}"
        optional = [side for side in (one, other) if side.optional]
        if sign not in {"==", "!="}:
            return text  # of None, Python knows no order either
        for side in optional:
            there = self._there(side)
            text = f"({there} && {text})" if sign == "==" else f"(!({there}) || {text})"
        return text

    def _membership(self, item: _Operand, right: ast.expr) -> str:
        if isinstance(right, ast.List | ast.Tuple | ast.Set):
            items = [self._operand(element) for element in right.elts]
            pairs = [self._alike(item, "in", element) for element in items if element.kind != NONE]
            doubles = any(one.kind == DOUBLE for one, _ in pairs) and item.kind in {*_NUMBERS, UNKNOWN}
            texts = [_as_double(other).text if doubles else other.text for _, other in pairs]
            one = pairs[0][0] if pairs else item
            text = f"{(_as_double(one) if doubles else one).text} in [{', '.join(texts)}]"
            among = any(element.kind == NONE for element in items)
            if item.optional and among:
                return f"(!({self._there(item)}) || {text})"
            return self._if_there(item, text, inside=True)
        held = self._operand(right)
        if held.kind == STRING:
            one, _ = self._alike(item, "in", held)
            return f"{held.text}.contains({one.text})"
        if held.kind == UNKNOWN:
            self._learn(held.name, LIST)
            return self._membership(item, right)
        if held.kind not in {LIST, STRUCT}:
            raise NotInCel(f"nothing is in {held.word}, which is {WORDS.get(held.kind, 'None')}")
        if item.kind == UNKNOWN and self.certain:
            raise NotInCel(f"it is not known whether {item.word} is a number or a text")
        return f"{_as_double(item).text if item.kind == INTEGER else item.text} in {held.text}"

    def _with_none(self, one: _Operand, sign: str, other: _Operand) -> str:
        if sign not in {"==", "!="}:
            raise NotInCel("of None there is no order")
        named = next((side for side in (one, other) if side.name), None)
        if named is None:
            same = one.kind == other.kind
        elif named.optional:
            there = self._there(named)
            return f"!({there})" if sign == "==" else there
        elif named.kind == UNKNOWN:
            raise NotInCel(f"a variable that is None cannot be told to Kubeflow Pipelines, and {named.word} may be it")
        else:
            same = False
        return "true" if same == (sign == "==") else "false"

    def _alike(self, one: _Operand, sign: str, other: _Operand) -> tuple[_Operand, _Operand]:
        """Both sides as one type. Raises NotInCel where they have none in common."""
        for unknown, known in ((one, other), (other, one)):
            if unknown.kind == UNKNOWN and known.kind != UNKNOWN:
                self._learn(unknown.name, DOUBLE if known.kind == INTEGER else known.kind)
        one, other = self._again(one), self._again(other)
        if UNKNOWN in {one.kind, other.kind}:
            if sign not in {"==", "!=", "in"}:
                self._learn(one.name, DOUBLE)
                self._learn(other.name, DOUBLE)
                return self._again(one), self._again(other)
            if self.certain:
                raise NotInCel(f"it is not known whether {one.word} and {other.word} are numbers or texts")
            return one, other
        for side in (one, other):
            if side.kind in {LIST, STRUCT}:
                raise NotInCel(f"{side.word} is {WORDS[side.kind]}, which cannot be compared")
        if {one.kind, other.kind} == _NUMBERS:
            return _as_double(one), _as_double(other)
        if one.kind != other.kind:
            raise NotInCel(f"{one.word} is {WORDS[one.kind]} and {other.word} is {WORDS[other.kind]}")
        return one, other

    def _operand(self, node: ast.expr) -> _Operand:
        match node:
            case ast.Name(id=name):
                named, kind = self.names[name], self.kinds[name]
                text = f"inputs.parameter_values[{_quoted(named.input)}]"
                return _Operand(f"int({text})" if kind == INTEGER else text, kind, name, named.optional)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return _number(-number)
            case ast.Constant(value=bool() as value):
                return _Operand(str(value).lower(), BOOLEAN)
            case ast.Constant(value=int() | float() as number):
                return _number(number)
            case ast.Constant(value=str() as text):
                return _Operand(_quoted(text), STRING)
            case ast.Constant(value=None):
                return _Operand("null", NONE)
        raise NotInCel(f"`{ast.unparse(node)}` is more than a name or a value")

    def _again(self, operand: _Operand) -> _Operand:
        return self._operand(ast.Name(operand.name)) if operand.kind == UNKNOWN else operand

    def _learn(self, name: str, kind: str) -> None:
        if self.kinds[name] == UNKNOWN:
            self.kinds[name] = kind

    def _there(self, operand: _Operand) -> str:
        return f"{_quoted(self.names[operand.name].input)} in inputs.parameter_values"

    def _if_there(self, operand: _Operand, text: str, *, inside: bool) -> str:
        if not operand.optional:
            return text
        return f"({self._there(operand)} && {text})" if inside else f"{self._there(operand)} && {text}"


def _number(number: float) -> _Operand:
    if not math.isfinite(number) or (abs(number) >= _LARGEST and isinstance(number, int)):
        raise NotInCel(f"{number} is beyond the numbers that it could be compared with")
    return _Operand(str(number), DOUBLE if isinstance(number, float) else INTEGER)


def _as_double(operand: _Operand) -> _Operand:
    """A number as a double."""
    if operand.kind != INTEGER:
        return operand
    return _Operand(f"double({operand.text})", DOUBLE, operand.name, operand.optional)


def _quoted(text: str) -> str:
    return f"'{text.translate(_ESCAPES)}'"
