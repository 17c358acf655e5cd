"""Conditions of Python in CEL, as KFP's compiler writes the same comparisons; tests/kfp evaluates them."""

import pytest

from kale_converter.reading.cel import Named, NotInCel, to_cel
from kale_converter.reading.condition import read_condition

KINDS = {"n": "NUMBER_INTEGER", "r": "NUMBER_DOUBLE", "s": "STRING", "b": "BOOLEAN", "l": "LIST", "d": "STRUCT"}
NAMES = {name: Named(name, kind) for name, kind in KINDS.items()} | {
    "o": Named("o", "NUMBER_INTEGER", optional=True),
    "v": Named("v"),
    "w": Named("w"),
}


def cel(text):
    """The condition in CEL, names of inputs shortened."""
    condition = read_condition(text)
    made = to_cel(condition.expression, {name: NAMES[name] for name in condition.names})
    return made.text.replace("inputs.parameter_values", "I")


@pytest.mark.parametrize(
    ("python", "expected"),
    [
        ("n > 3", "int(I['n']) > 3"),
        ("n > 3.5", "double(int(I['n'])) > 3.5"),
        ("r == 3", "I['r'] == double(3)"),
        ("r >= -0.5", "I['r'] >= -0.5"),
        ("s != 'x'", "I['s'] != 'x'"),
        ("b == True", "I['b'] == true"),
        ("b", "I['b'] == true"),
        ("not n", "!(int(I['n']) != 0)"),
        ("s or l and d", "I['s'] != '' || (size(I['l']) > 0 && size(I['d']) > 0)"),
        ("0 < n < 5", "0 < int(I['n']) && int(I['n']) < 5"),
        ("n in (1, 2)", "int(I['n']) in [1, 2]"),
        ("n in (1, 2.5)", "double(int(I['n'])) in [double(1), 2.5]"),
        ("s not in ['a']", "!(I['s'] in ['a'])"),
        ("'a' in s", "I['s'].contains('a')"),
        ("n in l", "double(int(I['n'])) in I['l']"),
        ("s == 'it\\'s \\\\ \\n'", "I['s'] == 'it\\'s \\\\ \\n'"),
        ("o == None", "!('o' in I)"),
        ("o != None and o > 3", "'o' in I && int(I['o']) > 3"),
        ("o == 3", "('o' in I && int(I['o']) == 3)"),
        ("o != 3", "(!('o' in I) || int(I['o']) != 3)"),
        ("v > 3", "I['v'] > double(3)"),
        ("v == w and w == 'x'", "I['v'] == I['w'] && I['w'] == 'x'"),
        ("v", "I['v'] == true"),
        ("True", "true"),
    ],
)
def test_a_condition_is_written_so(python, expected):
    """Numbers meet as doubles where one side is one; what may be None is asked for first."""
    assert cel(python) == expected


@pytest.mark.parametrize(
    ("python", "why"),
    [
        ("n == 'x'", "`n` is a number and `'x'` is a text"),
        ("b == 1", "`b` is true or false"),
        ("l == d", "cannot be compared"),
        ("v == w", "not known whether `v` and `w`"),
        ("v == None", "cannot be told"),
        ("s < None", "no order"),
        ("1 in n", "nothing is in `n`"),
        ("n > 99999999999999999999", "beyond the numbers"),
        ("v > 1 and v == 'x'", "`v` is a number"),
    ],
)
def test_what_cel_cannot_ask_is_refused(python, why):
    """The refusal names the name and says why."""
    with pytest.raises(NotInCel, match=why):
        cel(python)
