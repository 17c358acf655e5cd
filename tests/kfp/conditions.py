"""Trigger conditions and selectors: the part of CEL that they are written in, and how KFP's driver evaluates it.

Every value carries its type as the checker of CEL sees it: of an input parameter it knows nothing (`dyn`), and compares
it with anything; a whole number with a fraction, or a string with a number, it refuses before the run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.kfp.values import BOOLEANS, as_text, normal


class BadCondition(Exception):
    """The condition does not compile, or cannot be evaluated: KFP's driver fails the task."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What stands for a value that could not be computed; `false && failure` is false all the same."""

    message: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A value, or a Failure, and its type: int, double, string, bool, null, list, or dyn."""

    value: Any
    type: str = "dyn"


TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\d+)
    |(?P<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign>\|\||&&|[=!<>]=|[-+*/%!<>()\[\],.?:]))""",
    re.VERBOSE,
)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|(.))", re.DOTALL)
LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
LITERALS = {"true": Typed(True, "bool"), "false": Typed(False, "bool"), "null": Typed(None, "null")}
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b and isinstance(a, bool) == isinstance(b, bool),
    "!=": lambda a, b: a != b or isinstance(a, bool) != isinstance(b, bool),
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def holds(condition: str, inputs: Mapping[str, Any]) -> bool:
    """Whether the task is to run. inputs: of the executor input. Raises BadCondition."""
    found = _evaluated(condition, {"inputs": Typed({"parameter_values": inputs.get("parameterValues", {})})})
    if not isinstance(found, bool):
        raise BadCondition(f"{condition}: return type is not bool, got {found!r}")
    return found


def selected(expression: str, value: Any) -> Any:
    """The part of a value that a `parameterExpressionSelector` picks. Raises BadCondition."""
    return normal(_evaluated(expression, {"string_value": Typed(as_text(value), "string")}))


def _evaluated(text: str, names: Mapping[str, Typed]) -> Any:
    found = _Reader(text, names).whole().value
    if isinstance(found, Failure):
        raise BadCondition(f"{text}: evaluation error: {found.message}")
    return found


class _Reader:
    """Reads and evaluates in one pass: both sides of && and || are read, and checked."""

    def __init__(self, text: str, names: Mapping[str, Typed]) -> None:
        self.text, self.names = text, names
        self.tokens = [*_tokens(text), ("end", "")]

    def whole(self) -> Typed:
        found = self.choice()
        self.expect("")
        return found

    def take(self, *signs: str) -> str | None:
        kind, text = self.tokens[0]
        if text not in signs or kind == "string":
            return None
        return self.tokens.pop(0)[1]

    def expect(self, sign: str) -> None:
        if self.tokens[0][1] != sign or self.tokens[0][0] == "string":
            raise BadCondition(f"{self.text}: {sign or 'the end'} expected, found {self.tokens[0][1]!r}")
        self.tokens.pop(0)

    def choice(self) -> Typed:
        test = self.either()
        if not self.take("?"):
            return test
        first = self.choice()
        self.expect(":")
        second = self.choice()
        found = self.boolean(test)
        return found if isinstance(found.value, Failure) else first if found.value else second

    def either(self) -> Typed:
        found = self.both()
        while self.take("||"):
            found = self.joined(found, self.both(), decisive=True)
        return found

    def both(self) -> Typed:
        found = self.relation()
        while self.take("&&"):
            found = self.joined(found, self.relation(), decisive=False)
        return found

    def joined(self, left: Typed, right: Typed, *, decisive: bool) -> Typed:
        sides = [self.boolean(left), self.boolean(right)]
        if any(side.value is decisive for side in sides):
            return Typed(decisive, "bool")
        return next((side for side in sides if isinstance(side.value, Failure)), Typed(not decisive, "bool"))

    def relation(self) -> Typed:
        left = self.unary()
        while sign := self.take(*COMPARISONS, "in"):
            right = self.unary()
            left = self.member(left, right) if sign == "in" else self.compared(sign, left, right)
        return left

    def unary(self) -> Typed:
        if self.take("!"):
            found = self.boolean(self.unary())
            return found if isinstance(found.value, Failure) else Typed(not found.value, "bool")
        if self.take("-"):
            found = self.unary()
            if isinstance(found.value, Failure):
                return found
            if found.type not in {"int", "double"}:
                raise BadCondition(f"{self.text}: no such overload: -{found.type}")
            return Typed(-found.value, found.type)
        return self.postfix(self.primary())

    def postfix(self, found: Typed) -> Typed:
        while sign := self.take("[", "."):
            if sign == "[":
                key = self.choice()
                self.expect("]")
                found = self.picked(found, key.value)
                continue
            name = self.name()
            found = self.method(found, name, self.arguments()) if self.take("(") else self.picked(found, name)
        return found

    def primary(self) -> Typed:
        kind, text = self.tokens[0]
        if self.take("("):
            found = self.choice()
            self.expect(")")
            return found
        if self.take("["):
            return Typed([one.value for one in self.arguments("]")], "list")
        self.tokens.pop(0)
        if kind == "number":
            return Typed(float(text), "double") if re.search(r"[.eE]", text) else Typed(int(text), "int")
        if kind == "string":
            return Typed(ESCAPE.sub(_unescaped, text[1:-1]), "string")
        if kind == "name" and self.take("("):
            return self.call(text, self.arguments())
        if kind == "name" and text in (known := {**LITERALS, **self.names}):
            return known[text]
        raise BadCondition(f"{self.text}: undeclared reference to {text!r}")

    def name(self) -> str:
        kind, text = self.tokens.pop(0)
        if kind != "name":
            raise BadCondition(f"{self.text}: a name expected, found {text!r}")
        return text

    def arguments(self, closer: str = ")") -> list[Typed]:
        found: list[Typed] = []
        while not self.take(closer):
            if found:
                self.expect(",")
            found.append(self.choice())
        return found

    def picked(self, found: Typed, key: Any) -> Typed:
        if isinstance(found.value, Failure):
            return found
        try:
            return Typed(found.value[key])
        except (LookupError, TypeError):
            return Typed(Failure(f"no such key: {key}"))

    def call(self, name: str, given: list[Typed]) -> Typed:
        if name not in CALLS:
            raise BadCondition(f"{self.text}: undeclared reference to {name!r}")
        if failed := [one for one in given if isinstance(one.value, Failure)]:
            return failed[0]
        kind = RESULTS.get(name, "dyn")
        try:
            return Typed(CALLS[name](*(one.value for one in given)), kind)
        except (TypeError, ValueError, KeyError) as error:
            return Typed(Failure(f"{name}: {error}"), kind)

    def method(self, found: Typed, name: str, given: list[Typed]) -> Typed:
        if name == "size" and not given:
            return self.call("size", [found])
        if name not in METHODS or len(given) != 1 or not {found.type, given[0].type} <= {"string", "dyn"}:
            raise BadCondition(f"{self.text}: found no matching overload for {name}")
        if not isinstance(found.value, str) or not isinstance(given[0].value, str):
            return Typed(Failure(f"no such overload: {name}"), "bool")
        return Typed(METHODS[name](found.value, given[0].value), "bool")

    def boolean(self, found: Typed) -> Typed:
        if found.type not in {"bool", "dyn"}:
            raise BadCondition(f"{self.text}: found no matching overload: a {found.type} where a bool is wanted")
        if isinstance(found.value, bool | Failure):
            return found
        return Typed(Failure(f"no such overload: {found.value!r} where a bool is wanted"), "bool")

    def compared(self, sign: str, left: Typed, right: Typed) -> Typed:
        if len({left.type, right.type} - {"dyn", "null"}) > 1:
            kinds = f"({left.type}, {right.type})"
            raise BadCondition(f"{self.text}: found no matching overload for {sign} applied to {kinds}")
        for side in (left, right):
            if isinstance(side.value, Failure):
                return Typed(side.value, "bool")
        try:
            return Typed(COMPARISONS[sign](left.value, right.value), "bool")
        except TypeError as error:
            return Typed(Failure(f"no such overload: {error}"), "bool")

    def member(self, left: Typed, right: Typed) -> Typed:
        if right.type not in {"list", "dyn"}:
            raise BadCondition(f"{self.text}: found no matching overload for in applied to a {right.type}")
        for side in (left, right):
            if isinstance(side.value, Failure):
                return Typed(side.value, "bool")
        if not isinstance(right.value, list | dict):
            return Typed(Failure(f"no such overload: in a {type(right.value).__name__}"), "bool")
        return Typed(any(COMPARISONS["=="](left.value, one) for one in right.value), "bool")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"no such overload for {value!r}")
    return value


def _string(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(_number(value))


def _bool(value: Any) -> bool:
    return value if isinstance(value, bool) else BOOLEANS[value]


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if not match or match.lastgroup is None:
            raise BadCondition(f"{text}: syntax error at {text[at:]!r}")
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


def _unescaped(match: re.Match[str]) -> str:
    short, long, byte, octal, letter = match.groups()
    if letter:
        return LETTERS.get(letter, letter)
    return chr(int(octal, 8) if octal else int(short or long or byte, 16))


CALLS: Mapping[str, Callable[..., Any]] = {
    "int": lambda value: int(_number(value)),
    "double": lambda value: float(_number(value)),
    "string": _string,
    "bool": _bool,
    "size": len,
    "parseJson": json.loads,
    "dyn": lambda value: value,
}
RESULTS = {"int": "int", "double": "double", "string": "string", "bool": "bool", "size": "int"}
METHODS: Mapping[str, Callable[[str, Any], bool]] = {
    "contains": lambda text, part: part in text,
    "startsWith": lambda text, part: text.startswith(part),
    "endsWith": lambda text, part: text.endswith(part),
    "matches": lambda text, pattern: re.search(pattern, text) is not None,
}
