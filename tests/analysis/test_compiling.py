"""Mistakes that only Python's compiler finds are found, though most cells are not compiled."""

import ast

import pytest

from kale_converter.analysis.compiling import check, surely_compiles

WRONG = (
    "return 1",
    "x = [1]\nyield x",
    "if x:\n    break",
    "continue",
    "nonlocal x",
    "def f(a, a): pass",
    "f = lambda a, a: a",
    "def f():\n    x = 1\n    global x",
    "f(a=1, a=2)",
    "f(a=1,  # the first\n  # and\n  a=2)",
    "f(a=1, a\\\n=2)",
    "f(b=2, a # one\n  =1, a=3)",
    "*a",
    "*a = 1",
    "x = *a",
    "x = (1,\n     2)\n*a, *b = x",
    "for *a in x:\n    pass",
    "with f() as *a:\n    pass",
    "[i := 0 for i in x]",
    "[i for i in (j := x)]",
    "try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass",
    "match x:\n    case _:\n        pass\n    case 1:\n        pass",
    "__debug__ = 1",
    "f(__debug__=1)",
    "x = 1\nfrom __future__ import annotations",
    "from __future__ import braces",
    "class A:\n    return 1",
    "def f():\n    async with x:\n        pass",
    "\n".join(f"{' ' * depth}while x:" for depth in range(21)) + " pass",
    "with " + ", ".join("a" * 25) + ":\n    pass",
)
PLAIN = (
    "import numpy as np",
    "frame = pd.read_csv('x.csv', sep=';')\nframe['a'] = frame['b'] * 2 ** 3",
    "for i in range(3):\n    print(i, end='')",
    "if a == b and a != c:\n    d = [x * 2 for x in e if x % 2]",
    "plot(**settings)",
)


@pytest.mark.parametrize("text", WRONG)
def test_found(text):
    """Each of these parses; the compiler refuses it, and so do we."""
    ast.parse(text)
    with pytest.raises(SyntaxError):
        check(text)


@pytest.mark.parametrize("text", PLAIN)
def test_not_compiled(text):
    """Of plain cells parsing is enough."""
    assert surely_compiles(text)
    check(text)
