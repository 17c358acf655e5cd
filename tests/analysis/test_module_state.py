"""Which modules of the user's own keep state: what they hold is another thing after a call."""

import pytest

from kale_converter.analysis.module_state import keeps_state


@pytest.mark.parametrize(
    "text",
    [
        "count = 0\ndef bump():\n    global count\n    count += 1",
        "seen = []\ndef note(x):\n    seen.append(x)",
        "cache = {}\ndef load(name):\n    cache[name] = 1",
        "class Counter:\n    n = 0\n    def inc(self):\n        Counter.n += 1",
        "class Counter:\n    n = 0\n    @classmethod\n    def inc(cls):\n        cls.n += 1",
        "options = {}\nasync def forget(key):\n    del options[key]",
    ],
)
def test_a_function_changes_what_the_module_holds(text):
    """It rebinds a global, or changes a list, a dictionary or a class of the module."""
    assert keeps_state(text)


@pytest.mark.parametrize(
    "text",
    [
        "RATE = 3\ndef price(x):\n    return RATE * x",
        "items = []\ndef f():\n    items = []\n    items.append(1)\n    return items",
        "table = {}\ndef f(table):\n    table['x'] = 1",
        "class Point:\n    def move(self):\n        self.x = 1",
        "names = []\nnames.append('a')",
        "def f(:",
    ],
)
def test_a_function_leaves_it_alone(text):
    """It reads what the module holds, or changes what is its own or its caller's."""
    assert not keeps_state(text)
