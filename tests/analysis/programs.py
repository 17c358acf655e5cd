"""Random notebooks: phrases of the vocabulary, cut into cells and steps at random places."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from random import Random

from hypothesis import strategies as st

from kale_converter.model import Notebook
from tests.analysis import classes_and_scopes, constructs, standard_library, tables_and_arrays, vocabulary
from tests.analysis.text import as_text, notebook
from tests.analysis.vocabulary import PRELUDE, SEEDS

_LATER = (constructs, tables_and_arrays, standard_library, classes_and_scopes)
_PARTS = (vocabulary, *_LATER)
KINDS = {kind: names for part in _PARTS for kind, names in part.KINDS.items()}
SHOWN = {kind: shown for part in _PARTS for kind, shown in part.SHOWN.items()}
EXPRESSIONS = {kind: sum((part.EXPRESSIONS.get(kind, ()) for part in _PARTS), ()) for kind in KINDS}
STATEMENTS = sum((part.STATEMENTS for part in _PARTS), ())
DEFINITIONS = sum((part.DEFINITIONS for part in _PARTS), ())
BLOCKS = sum((part.BLOCKS for part in _PARTS), ())
SUPPORT = {key: text for part in (*_LATER, vocabulary) for key, text in part.SUPPORT.items()}
LIBRARIES = {name: module for part in _LATER for name, module in part.LIBRARIES.items()}

_CLASSES = [phrase for phrase in DEFINITIONS if "class {=class}:" in phrase]

PHRASES = [
    *(("", phrase) for phrase in STATEMENTS + DEFINITIONS + BLOCKS),
    *((kind, f"{{={kind}}} = {phrase}") for kind, phrases in EXPRESSIONS.items() for phrase in phrases),
]
"""All phrases, those that are expressions as statements: the kind of variable that each binds, and its text."""

_SLOT = re.compile(r"\{([=?-]?)(e:)?(\w+)(!?)\}")
_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
_HEAVY = {"array", "matrix", "frame", "series", "rng", "views", *tables_and_arrays.KINDS}
_BASIC = ("list", "int", "str", "nested", "dict", "lists", "object", "class", "func", "change", "iter")
_TRIES = 60
_DEEPEST = 3
_SIMPLE = 12
"""So many of the first expressions of a kind bind it where it is only needed."""
_HEAVY_STARTS = {
    "array": "{=array} = np.arange(6)",
    "frame": "{=frame} = pd.DataFrame({{'x': [1, 2, 3], 'y': [4, 5, 6]}})",
}
_BODIES = {"body": 1, "body2": 2}
"""Slots for statements of a block → how deep these are indented."""


class _NoSuchName(Exception):
    """A phrase needs a variable of a kind that there is none of."""


@dataclass(slots=True)
class _Writer:
    """Fills phrases. names: the variables that are bound here. kinds: of the variables that it uses."""

    random: Random
    kinds: frozenset[str]
    names: set[str] = field(default_factory=set)

    def fill(self, phrase: str) -> str:
        """The phrase with its slots filled. Raises _NoSuchName."""
        return self._fill(phrase, 0).replace("{{", "{").replace("}}", "}")

    def _fill(self, phrase: str, depth: int) -> str:
        """The same, braces still doubled."""
        last: dict[str, str] = {}
        bound: list[str] = []
        gone: list[str] = []

        def slot(match: re.Match[str]) -> str:
            sign, nested, kind, again = match.groups()
            if kind == "N":
                return str(self.random.randint(1, 4))
            if kind not in KINDS:  # the body of a block, or braces of the text itself
                return match[0]
            if again:
                return last[kind]
            if nested:
                return f"({self.expression(kind, depth + 1)})" if depth else self.expression(kind, depth + 1)
            name = self.random.choice(KINDS[kind]) if sign in {"=", "?"} else self._known(kind)
            if sign == "=":
                bound.append(name)
            if sign == "-":
                gone.append(name)
            if kind not in last or sign == "?":
                last[kind] = last.get(kind, name)
            return last[kind] if sign == "?" else name

        text = _SLOT.sub(slot, phrase)
        self.names.difference_update(gone)
        self.names.update(bound)
        return text

    def _known(self, kind: str) -> str:
        known = sorted(name for name in self.names if _KIND_OF[name] == kind)
        if not known:
            raise _NoSuchName(kind)
        return self.random.choice(known)

    def expression(self, kind: str, depth: int = 0) -> str:
        """An expression of a kind. Raises _NoSuchName."""
        for _ in range(_TRIES):
            phrase = self.random.choice(EXPRESSIONS[kind])
            if self._allowed(phrase):
                try:
                    return self._fill(phrase, depth)
                except _NoSuchName:
                    continue
        raise _NoSuchName(kind)

    def statement(self) -> str:
        """A statement, a definition or a block."""
        for _ in range(_TRIES):
            names = set(self.names)
            try:
                chosen = self.random.randint(0, 19)
                if chosen < 3:
                    return self._block()
                phrase = self.random.choice(DEFINITIONS if chosen < 7 else STATEMENTS)
                if self._allowed(phrase):
                    return self.fill(phrase)
            except _NoSuchName:
                self.names = names
        self.names.add("xs")
        return "xs = [1, 2, 3]"

    def _block(self) -> str:
        phrase = self.random.choice(BLOCKS)
        if not self._allowed(phrase):
            raise _NoSuchName(phrase)
        return self.block(phrase)

    def block(self, phrase: str) -> str:
        """A block with statements in it."""
        text = self.fill(phrase)
        certain = set(self.names)
        while slot := re.search(r"\{(body2?)\}", text):
            self.names = set(certain)
            lines = "\n".join(self.simple() for _ in range(self.random.randint(1, 2))).split("\n")
            indent = " " * 4 * _BODIES[slot[1]]
            text = text.replace(slot[0], "\n".join(indent + line for line in lines), 1)
        self.names = certain
        return text

    def simple(self) -> str:
        """A statement that may stand in a block."""
        for _ in range(_TRIES):
            phrase = self.random.choice(STATEMENTS)
            if self._allowed(phrase) and "del {-" not in phrase:
                try:
                    return self.fill(phrase)
                except _NoSuchName:
                    continue
        return "pass"

    def provide(self, kind: str, depth: int = 0) -> list[str]:
        """Statements that bind a variable of a kind, after those that bind what it is made of."""
        if depth > _DEEPEST or any(_KIND_OF[name] == kind for name in self.names):
            return []
        if kind in {"class", "object"} and not any(_KIND_OF[name] == "class" for name in self.names):
            return [*self.provide("list"), self.fill(self.random.choice(_CLASSES)), *self.provide(kind, depth + 1)]
        phrases = sorted(EXPRESSIONS[kind][:_SIMPLE], key=lambda _: self.random.random())
        for phrase in sorted(phrases, key=lambda one: len(_kinds_in(one))):
            if kind not in _kinds_in(phrase):
                lines = [line for needed in sorted(_kinds_in(phrase)) for line in self.provide(needed, depth + 1)]
                with suppress(_NoSuchName):
                    return [*lines, self.fill(f"{{={kind}}} = {phrase}")]
        return []

    def twin(self, name: str) -> str:
        """A statement that gives another name to the object of one; "" where all names of its kind are in use."""
        others = sorted(set(KINDS[_KIND_OF[name]]) - self.names)
        self.names.update(others[:1])
        return f"{others[0]} = {name}" if others else ""

    def _allowed(self, phrase: str) -> bool:
        return _kinds_in(phrase) <= self.kinds

    def show(self) -> str:
        """A line that prints some variables."""
        known = sorted(self.names)
        chosen = [self.random.choice(known) for _ in range(min(len(known), self.random.randint(1, 3)))] if known else []
        return f"print({', '.join(SHOWN.get(_KIND_OF[name], '{}').format(name) for name in chosen)})"


@cache
def _kinds_in(phrase: str) -> frozenset[str]:
    """The kinds of variables that a phrase uses; one of NumPy or pandas uses arrays in any case."""
    found = {match[3] for match in _SLOT.finditer(phrase)} & KINDS.keys()
    return frozenset(found | {"array"}) if "np." in phrase or "pd." in phrase else frozenset(found)


def _some_kinds(random: Random) -> frozenset[str]:
    """The kinds of variables of one program: all, or so few that what is done with each comes together."""
    heavy = random.random() < 0.4
    kinds = [kind for kind in KINDS if heavy or kind not in _HEAVY]
    if random.random() < 0.3:
        return frozenset(kinds)
    some = set(random.sample(_BASIC, random.randint(3, len(_BASIC)))) | {"list", "int"}
    rest = [kind for kind in kinds if kind not in _BASIC]
    some.update(random.sample(rest, random.randint(1, 4)))
    if heavy:
        some.update({"array", *random.sample(sorted(_HEAVY), random.randint(2, 5))})
        some |= {"frame"} if some & {"groups", "wide", "series", "rowlist", "axis"} else set()
    return frozenset(some)


def write_program(random: Random) -> str:
    """A random notebook, as text."""
    writer = _Writer(random, _some_kinds(random))
    body: list[tuple[list[str], str]] = []
    starts = ["{=list} = [3, 1, 2]", "{=int} = {N}"]
    starts += [start for kind, start in _HEAVY_STARTS.items() if kind in writer.kinds]
    opening = [writer.fill(start) for start in starts if random.random() < 0.8]
    if writer.names & set(KINDS["list"]) and "object" in writer.kinds and random.random() < 0.6:
        opening += [writer.fill(random.choice(_CLASSES)), writer.fill("{=object} = {class}({list})")]
    steps = random.randint(2, 6)
    for number in range(1, steps + 1):
        for _ in range(random.randint(1, 2)):
            lines = opening + [writer.statement() for _ in range(random.randint(1, 3))]
            opening = []
            if random.random() < 0.8:
                lines.append(writer.show())
            tags = [f"step:s{number}"]
            chance = random.random()
            if chance < 0.06:
                tags = [f"step:s{random.randint(1, number)}"]
            elif chance < 0.10:
                tags = ["functions"]
            elif chance < 0.12:
                tags = ["imports"]
            elif chance < 0.2 and body:
                tags = []
            body.append((tags, "\n".join(lines)))
    return _complete(body, random)


def _complete(body: list[tuple[list[str], str]], random: Random) -> str:
    """The cells, after those that they need: imports, seeds and definitions."""
    everything = "\n".join(source for _, source in body)
    support = _support(everything)
    cells = [(["imports"], PRELUDE + _libraries(everything + support))]
    if seeds := "\n".join(seed for mark, seed in SEEDS.items() if re.search(mark, everything + support)):
        cells.append((["imports" if random.random() < 0.5 else "step:seeds"], seeds))
    if support:
        cells.append((["functions" if random.random() < 0.6 else "step:s0"], support))
    return as_text([*cells, *body])


def write_probe(random: Random, number: int) -> str:
    """A notebook around one phrase: a step gives it variables, one runs it, one changes what it bound, one shows all.

    number: of the phrase; where there are no more, the first comes again.
    """
    kind, phrase = PHRASES[number % len(PHRASES)]
    writer = _Writer(random, frozenset(KINDS))
    first = [line for needed in sorted(_kinds_in(phrase) | {"list", "int"}) for line in writer.provide(needed)]
    first += [line for name in sorted(writer.names) if random.random() < 0.5 and (line := writer.twin(name))]
    writer.kinds = frozenset(_KIND_OF[name] for name in writer.names)
    try:
        middle = [writer.block(phrase) if "{body" in phrase else writer.fill(phrase)]
    except _NoSuchName:
        middle = []
    last = []
    if kind:
        changing = [one for one in STATEMENTS if _kinds_in(one) == {kind} and "{=" not in one and "{-" not in one]
        with suppress(IndexError, _NoSuchName):
            last = [writer.fill(random.choice(changing))]
    shown = [f"print({SHOWN.get(_KIND_OF[name], '{}').format(name)})" for name in sorted(writer.names)]
    parts = [("step:a", first), ("step:b", middle), ("step:c", last), ("step:d", shown)]
    return _complete([([tag], "\n".join(lines)) for tag, lines in parts if lines], random)


def _support(source: str) -> str:
    """The definitions that a program uses, and those that these use."""
    needed: dict[str, None] = {}
    while more := [key for key in SUPPORT if key not in needed and re.search(rf"\b(?:{key})\b", source)]:
        needed |= dict.fromkeys(more)
        source += "\n".join(SUPPORT[key] for key in more)
    return "\n".join(SUPPORT[key] for key in SUPPORT if key in needed)


def _libraries(source: str) -> str:
    modules = {"np": "numpy", "pd": "pandas", **LIBRARIES}
    return "".join(
        f"\nimport {module} as {name}" if name != module else f"\nimport {module}"
        for name, module in modules.items()
        if f"{name}." in source
    )


@st.composite
def programs(draw: st.DrawFn) -> Notebook:
    """Random notebooks, such as data scientists do not write."""
    return notebook(write_program(draw(st.randoms(use_true_random=False))))
