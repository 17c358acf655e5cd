"""Random notebooks: phrases of the vocabulary, cut into cells and steps at random places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from kale_converter.model import Notebook
from tests.analysis import constructs, vocabulary
from tests.analysis.text import as_text, notebook
from tests.analysis.vocabulary import PRELUDE, SEEDS

_BOTH = (vocabulary, constructs)
KINDS = {kind: names for part in _BOTH for kind, names in part.KINDS.items()}
SHOWN = vocabulary.SHOWN | constructs.SHOWN
EXPRESSIONS = {kind: sum((part.EXPRESSIONS.get(kind, ()) for part in _BOTH), ()) for kind in KINDS}
STATEMENTS = vocabulary.STATEMENTS + constructs.STATEMENTS
DEFINITIONS = vocabulary.DEFINITIONS + constructs.DEFINITIONS
BLOCKS = vocabulary.BLOCKS + constructs.BLOCKS
SUPPORT = constructs.SUPPORT | vocabulary.SUPPORT

_CLASSES = [phrase for phrase in DEFINITIONS if "class {=class}:" in phrase]

_SLOT = re.compile(r"\{([=?-]?)(e:)?(\w+)(!?)\}")
_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
_HEAVY = {"array", "matrix", "frame", "series", "rng", "views"}
_TRIES = 30
_BODIES = {"body": 1, "body2": 2}
"""Slots for statements of a block → how deep these are indented."""


class _NoSuchName(Exception):
    """A phrase needs a variable of a kind that there is none of."""


@dataclass(slots=True)
class _Writer:
    """Fills phrases. names: the variables that are bound here. heavy: whether NumPy and pandas are there."""

    random: Random
    heavy: bool
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
            if kind in _BODIES:
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
        text = self.fill(self.random.choice(BLOCKS))
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

    def _allowed(self, phrase: str) -> bool:
        if self.heavy:
            return True
        return "np." not in phrase and "pd." not in phrase and not any(f"{kind}}}" in phrase for kind in _HEAVY)

    def show(self) -> str:
        """A line that prints some variables."""
        known = sorted(self.names)
        chosen = [self.random.choice(known) for _ in range(min(len(known), self.random.randint(1, 3)))] if known else []
        return f"print({', '.join(SHOWN.get(_KIND_OF[name], '{}').format(name) for name in chosen)})"


def write_program(random: Random) -> str:
    """A random notebook, as text."""
    writer = _Writer(random, heavy=random.random() < 0.35)
    cells: list[tuple[list[str], str]] = []
    body: list[tuple[list[str], str]] = []
    starts = ["{=list} = [3, 1, 2]", "{=int} = {N}"]
    if writer.heavy:
        starts += ["{=array} = np.arange(6)", "{=frame} = pd.DataFrame({{'x': [1, 2, 3], 'y': [4, 5, 6]}})"]
    opening = [writer.fill(start) for start in starts if random.random() < 0.8]
    if writer.names & set(KINDS["list"]) and random.random() < 0.4:
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
    everything = "\n".join(source for _, source in body)
    support = _support(everything)
    cells.append((["imports"], PRELUDE + _libraries(everything + support)))
    if seeds := "\n".join(seed for mark, seed in SEEDS.items() if re.search(mark, everything + support)):
        cells.append((["imports" if random.random() < 0.5 else "step:seeds"], seeds))
    if support:
        cells.append((["functions" if random.random() < 0.6 else "step:s0"], support))
    return as_text([*cells, *body])


def _support(source: str) -> str:
    """The definitions that a program uses, and those that these use."""
    needed: dict[str, None] = {}
    while more := [key for key in SUPPORT if key not in needed and re.search(rf"\b(?:{key})\b", source)]:
        needed |= dict.fromkeys(more)
        source += "\n".join(SUPPORT[key] for key in more)
    return "\n".join(SUPPORT[key] for key in SUPPORT if key in needed)


def _libraries(source: str) -> str:
    modules = {"np": "numpy", "pd": "pandas", **constructs.LIBRARIES}
    return "".join(
        f"\nimport {module} as {name}" if name != module else f"\nimport {module}"
        for name, module in modules.items()
        if f"{name}." in source
    )


@st.composite
def programs(draw: st.DrawFn) -> Notebook:
    """Random notebooks, such as data scientists do not write."""
    return notebook(write_program(draw(st.randoms(use_true_random=False))))
