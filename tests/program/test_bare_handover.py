"""What a notebook defines is handed over where there is no cloudpickle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.stories import Story
from tests.program.containers import Pods

DEFINITIONS = {
    "function": ("k = 3\ndef f(x):\n    return x * k", "f", "k", "assert f(2) == 6"),
    "lambda": ("f = lambda x: x + 1", "f", "", "assert f(1) == 2"),
    "closure": (
        "def counter():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up\nf = counter(); f()",
        "f",
        "",
        "assert f() == 2",
    ),
    "class": (
        (
            "class A:\n    kind = 'a'\n    def __init__(self): self.n = 1\n    @property\n    def twice(self): return self.n * 2\n"
            "    @classmethod\n    def made(cls): return cls()\n    @staticmethod\n    def s(): return __class__\n"
            "class B(A):\n    def __init__(self):\n        super().__init__()\n        self.n = 5\nf = B()"
        ),
        "f",
        "",
        "assert f.twice == 10 and type(f).made().n == 5 and type(f).__mro__[1].s().kind == 'a'",
    ),
    "dataclass": (
        "from dataclasses import dataclass, field\n@dataclass(order=True)\nclass P:\n    x: int\n    y: list = field(default_factory=list)\nf = P(1)",
        "f",
        "",
        "assert repr(f) == 'P(x=1, y=[])' and f == type(f)(1) and f < type(f)(2)",
    ),
    "namedtuple": (
        "from collections import namedtuple\nN = namedtuple('N', 'a b', defaults=[2])\nf = N(1)",
        "f",
        "",
        "assert f._replace(a=3) == (3, 2) and f.b == 2",
    ),
    "typed tuple": (
        "from typing import NamedTuple\nclass N(NamedTuple):\n    a: int\n    b: str = 'x'\nf = N(1)",
        "f",
        "",
        "assert f == (1, 'x') and f._asdict() == {'a': 1, 'b': 'x'}",
    ),
    "enum": (
        "import enum\nclass E(enum.Enum):\n    A = 1\n    B = 'b'\n    @property\n    def low(self): return self.name.lower()\nclass F(enum.Flag):\n    X = 1\n    Y = 2\nf = [E.A, E.B, F.X | F.Y]",
        "f",
        "",
        "assert f[0] is type(f[0]).A and f[1].low == 'b' and type(f[2]).X in f[2]",
    ),
    "abstract": (
        "import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def g(self): ...\nclass B(A):\n    def g(self): return 1\nA.register(int)\nf = [A, B()]",
        "f",
        "",
        "assert isinstance(f[1], f[0]) and isinstance(1, f[0]) and f[1].g() == 1 and f[0].__abstractmethods__",
    ),
    "generic": (
        "from typing import Generic, TypeVar\nT = TypeVar('T')\nclass Box(Generic[T]):\n    def __init__(self, v: T) -> None: self.v = v\nf = Box[int](3)",
        "f",
        "",
        "assert f.v == 3 and type(f)[str]('x').v == 'x'",
    ),
    "slots": (
        "class S:\n    __slots__ = ('a', '__b')\n    def __init__(self): self.a, self.__b = 1, 2\n    def b(self): return self.__b\nf = S()",
        "f",
        "",
        "assert (f.a, f.b()) == (1, 2)",
    ),
    "metaclass": (
        "class M(type):\n    made = []\n    def __init__(cls, *a): super().__init__(*a); M.made.append(cls.__name__)\nclass C(metaclass=M): pass\nf = C()",
        "f",
        "",
        "assert type(type(f)).made == ['C']",
    ),
    "exception": (
        "class Bad(ValueError):\n    def __init__(self, a, b): super().__init__(a + b); self.b = b\nf = Bad('x', 'y')",
        "f",
        "",
        "assert f.args == ('xy',) and f.b == 'y'",
    ),
    "partial and cache": (
        "import functools\n@functools.lru_cache\ndef g(x): return x\nf = [functools.partial(g, 1), g]",
        "f",
        "",
        "assert f[0]() == 1 and f[1](2) == 2 and f[1].cache_info().hits == 0",
    ),
    "recursive class": (
        "class Node:\n    def copy(self): return Node()\nNode.root = Node()\nf = Node",
        "f",
        "",
        "assert type(f.root) is f",
    ),
}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_what_a_notebook_defines_arrives(name: str, tmp_path: Path) -> None:
    """In an image that has nothing but Python."""
    cell, variable, other, check = DEFINITIONS[name]
    names = [n for n in (variable, other, "Node" if "Node()\n" in cell else "") if n]
    story = Story().step("a", cell, writes=[tuple(names)] if len(names) > 1 else names)
    story.step("b", check, reads={"a": names})
    pods = Pods(tmp_path, story.conversion())
    for step in "ab":
        ended = pods.run(step)
        assert (ended.status, ended.stderr) == (0, "")
