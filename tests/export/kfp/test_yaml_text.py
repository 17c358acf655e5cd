"""Data as YAML: whatever it is, YAML's readers give it back."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_converter.export.kfp.yaml_text import to_yaml

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8")),
    st.text("ab:#-?|>&*!%@`'\"{}[], \n\t=~"),
    st.sampled_from(
        ["yes", "No", "on", "null", "~", "1", "1e3", "0x1", "1:30", ".inf", "=", "<<", "---", "2024-01-01", ""]
    ),
    st.lists(st.sampled_from(["", " ", "x", " x", "x ", "\tx", "# x", "- x", "é😀", "\r", "\x85", "---", "..."])).map(
        "\n".join
    ),
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


@settings(max_examples=50)
@given(st.dictionaries(TEXTS, DATA, min_size=1))
def test_every_reader_gives_the_data_back(data):
    """PyYAML's own reader and libyaml's, where PyYAML has it."""
    text = to_yaml(data)
    for loader in {yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}:
        assert yaml.load(text, loader) == data


def test_lines_stay_lines():
    """A text of several lines stands as it is, so that a difference is one of lines; no line is folded."""
    assert to_yaml({"a": ["x = 1\n\nif x:\n    y = '#'", "w " * 200]}) == (
        "a:\n- |-\n  x = 1\n\n  if x:\n      y = '#'\n- \"" + "w " * 200 + '"\n'
    )


def test_what_is_empty_stands_on_its_line():
    """Empty mappings and lists, and mappings within lists."""
    assert to_yaml({"a": {}, "b": [], "c": [{"d": 1, "e": [2]}, [3, [4]]]}) == (
        "a: {}\nb: []\nc:\n- d: 1\n  e:\n  - 2\n- - 3\n  - - 4\n"
    )
