"""The code of the cells that run, as rules that look at the text itself read it."""

from __future__ import annotations

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.source import Source

_BUILTINS = frozenset(dir(builtins))
_WORD = re.compile(r"\w+")
_SIGNS: list[re.Pattern[str]] = []


def sign(pattern: str) -> re.Pattern[str]:
    """What a text must match for a rule to walk through it. All are looked for together, once in each text."""
    _SIGNS.append(re.compile(pattern))
    return _SIGNS[-1]


IMPORT = sign(r"\bimport\b")


class Code:
    """The parsed cells. Only those whose text matches what a rule looks for are walked through."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        self._bound: dict[str, bool] = {}
        self._by_cell = {source.cell.index: source for source in self.sources}

    def of(self, cell: int) -> Source | None:
        """The code of the cell at this place, None where it does not run."""
        return self._by_cell.get(cell)

    def having(self, pattern: re.Pattern[str]) -> Iterator[Source]:
        """The cells whose text has a match. pattern: a `sign`."""
        return iter(self._by_sign.get(pattern, ()))

    def naming(self, name: str) -> Sequence[Source]:
        """The cells in whose text the name stands as a word."""
        return self._by_word.get(name, ())

    def calls(self, pattern: re.Pattern[str]) -> Iterator[tuple[Source, ast.Call, str]]:
        """Every call in cells whose text has a match, with the dotted name of what is called, "" where it is none."""
        for source in self.having(pattern):
            for node in source.once(_calls):
                yield source, node, self.path(node.func)

    def path(self, node: ast.expr) -> str:
        """The dotted name that an expression stands for by the notebook's imports, or the name of a built-in."""
        match node:
            case ast.Name(id=name):
                return self.imported.get(name) or (name if name in _BUILTINS and not self.binds(name) else "")
            case ast.Attribute(value=value, attr=attr):
                base = self.path(value)
                return f"{base}.{attr}" if base else ""
        return ""

    def binds(self, name: str) -> bool:
        """Whether a cell binds this name at its top level."""
        found = self._bound.get(name)
        if found is None:
            found = self._bound[name] = any(name in source.once(_bound) for source in self.naming(name))
        return found

    @cached_property
    def imported(self) -> Mapping[str, str]:
        """What each imported name stands for, wherever it is imported; of several the last."""
        found: dict[str, str] = {}
        for source in self.having(IMPORT):
            found |= source.once(_imported)
        return found

    @cached_property
    def _by_sign(self) -> Mapping[re.Pattern[str], Sequence[Source]]:
        found: defaultdict[re.Pattern[str], list[Source]] = defaultdict(list)
        for source in self.sources:
            for pattern in source.once(_signs):
                found[pattern].append(source)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[Source]]:
        found: defaultdict[str, list[Source]] = defaultdict(list)
        for source in self.sources:
            for word in source.once(_words):
                found[word].append(source)
        return found


def nodes(source: Source) -> Iterator[ast.AST]:
    """Every node of a cell, in the order of the text."""
    stack: list[ast.AST] = list(reversed(source.body))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(ast.iter_child_nodes(node))))


def _calls(source: Source) -> tuple[ast.Call, ...]:
    return tuple(node for node in nodes(source) if isinstance(node, ast.Call))


def _imported(source: Source) -> Mapping[str, str]:
    """What each name stands for that a cell imports."""
    found: dict[str, str] = {}
    for node in nodes(source):
        if isinstance(node, ast.Import):
            for alias in node.names:
                path = alias.name if alias.asname else alias.name.partition(".")[0]
                found[alias.asname or path] = path
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def _signs(source: Source) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for pattern in _SIGNS if pattern.search(source.cell.source))


def _bound(source: Source) -> frozenset[str]:
    return bound_names(source.body)[0]


def _words(source: Source) -> frozenset[str]:
    return frozenset(_WORD.findall(source.cell.source))


def argument(call: ast.Call, position: int, *names: str) -> ast.expr | None:
    """The argument at this position, or of one of these names."""
    if 0 <= position < len(call.args):
        return call.args[position]
    return next((keyword.value for keyword in call.keywords if keyword.arg in names), None)
