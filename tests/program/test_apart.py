"""Which variables share what can be changed, as far as it is looked for when a step ends."""

import logging
import operator
import random
import types

import numpy as np
import pandas as pd
import pytest

from kale_converter.program.runtime.apart import sharing


class Session:
    """What `sharing` asks of a session: the variables, and what the first cells have made under a name."""

    def __init__(self, **namespace):
        self.namespace = namespace

    def inherited_name(self, _value):
        """None of it."""
        return


def pairs(**namespace):
    """The pairs that share something, where each variable is stored apart."""
    return sharing({name: name for name in namespace}, Session(**namespace))


def notebooks_own(source):
    """The variables that cells with this source would leave."""
    module = types.ModuleType("__main__")
    exec(source, module.__dict__)
    return {name: value for name, value in vars(module).items() if not name.startswith("__")}


ROWS = [[1], [2]]
ARRAY = np.arange(6)
FIRST = operator.itemgetter(0)
FRAME = pd.DataFrame({"a": [1, 2]})

APART = {
    "numbers and texts": {"a": 10**9, "b": 10**9, "c": "text", "d": "text"},
    "tuples of numbers": {"a": (1, 2), "b": ((1, 2),)},
    "a function of a package": {"a": operator.itemgetter, "b": [operator.itemgetter]},
    "methods of built-in types": {
        "a": [str.lower, dict.fromkeys, list.__len__, type.__subclasses__],
        "b": {"f": str.lower, "g": list.__len__, "h": type.__subclasses__},
    },
    "a getter": {"a": [FIRST], "b": {"key": FIRST}},
    "methods of the global generator": {"a": random.randint, "b": random.randint},
    "a universal function": {"a": {"f": np.add}, "b": {"f": np.add}},
    "the index of a frame": {"a": [FRAME.columns], "b": [FRAME.columns]},
    "a logger": {"a": {"log": logging.getLogger("kale")}, "b": [logging.getLogger("kale")]},
    "classes": notebooks_own("class A: rows = [1]\na, b = A(), [A()]"),
    "copies": {"a": ROWS, "b": [list(row) for row in ROWS]},
}
TOGETHER = {
    "one list": {"a": ROWS, "b": {"rows": ROWS}},
    "parts of a list": {"a": [ROWS[0]], "b": (ROWS[0],)},
    "a view of an array": {"a": ARRAY, "b": ARRAY[1:]},
    "a frame in a list": {"a": FRAME, "b": [FRAME]},
    "an attribute": notebooks_own("class A: pass\na, b = A(), A()\na.rows = b.lines = [1]\ndel A"),
    "what two functions close over": notebooks_own(
        "def both():\n    n = 0\n    def a():\n        nonlocal n\n        n += 1\n"
        "    def b():\n        return n\n    return a, b\na, b = both()\ndel both"
    ),
    "a default": notebooks_own("rows = [1]\ndef a(x=rows): pass\nb = [rows]\ndel rows"),
}


@pytest.mark.parametrize("name", APART)
def test_what_nobody_could_change_is_not_shared(name):
    """Nor what every process has one of."""
    assert pairs(**APART[name]) == []


@pytest.mark.parametrize("name", TOGETHER)
def test_what_can_be_changed_is_found_where_it_is_shared(name):
    """In containers, attributes, closures and memory."""
    assert pairs(**TOGETHER[name]) == [("a", "b")]


def test_variables_of_one_group_are_not_told():
    """They are stored together."""
    assert sharing({"a": "x", "b": "x", "c": "y"}, Session(a=ROWS, b=ROWS, c=ROWS)) == [("a", "c")]


def test_a_long_list_is_not_looked_into():
    """That would take as long as storing it; that it is the same list is seen."""
    rows = [[n] for n in range(2000)]
    assert pairs(a=rows, b=list(rows)) == []
    assert pairs(a=rows, b=[rows]) == [("a", "b")]
