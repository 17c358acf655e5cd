"""The tag language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_converter.model import EnvFromSecret, Role
from kale_converter.reading.asked import ask
from kale_converter.reading.names import is_step_name, offered_name, slug, unique
from kale_converter.reading.quantity import amount_of_bytes, is_quantity, number_of_bytes, size_in_bytes
from kale_converter.reading.tags import CellTags, TagProblemKind, read_tags

WORDS = ["step", "block", "prev", "limit", "image", "label", "annotation", "secret", "cache", "report", "notebook"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("imports", CellTags(role=Role.IMPORTS)),
        ("functions", CellTags(role=Role.FUNCTIONS)),
        ("pipeline-parameters", CellTags(role=Role.PARAMETERS)),
        ("pipeline-metrics", CellTags(role=Role.METRICS)),
        ("skip", CellTags(role=Role.SKIP)),
        ("step:load_data", CellTags(step="load_data")),
        ("step:Load-Data", CellTags(step="Load-Data")),
        ("block:load", CellTags(step="load")),
        ("block:imports", CellTags(role=Role.IMPORTS)),
        ("step:skip", CellTags(role=Role.SKIP)),
        ("prev:a", CellTags(prev=("a",))),
        ("limit:nvidia.com/gpu:2", CellTags(asked=ask(limits=(("nvidia.com/gpu", "2"),)))),
        ("limit:memory:1.5Gi", CellTags(asked=ask(limits=(("memory", "1.5Gi"),)))),
        ("image:host:5000/a/b:1@sha256:00", CellTags(asked=ask(image="host:5000/a/b:1@sha256:00"))),
        ("label:a.b/c:d:e", CellTags(asked=ask(labels=(("a.b/c", "d:e"),)))),
        ("annotation:k:", CellTags(asked=ask(annotations=(("k", ""),)))),
        ("secret:s:k:E", CellTags(asked=ask(secrets=(EnvFromSecret("E", "s", "k"),)))),
        ("cache:enabled", CellTags(asked=ask(cache=True))),
        ("report:disabled", CellTags(asked=ask(report=False))),
        ("notebook:other", CellTags(asked=ask(notebook="other"))),
    ],
)
def test_every_word_of_the_language_is_understood(tag: str, expected: CellTags) -> None:
    """PRODUCT.md lists the words; Kale 1.x wrote `block:` for `step:`."""
    assert read_tags((tag,)) == expected


@pytest.mark.parametrize(
    "tag",
    ["hide-input", "parameters", "foo:bar", "remove_cell", "slide", "nbval-skip", "raises-exception", "", ":", "::"],
)
def test_tags_of_other_tools_are_left_alone(tag: str) -> None:
    """They are somebody else's."""
    assert read_tags((tag,)).says_nothing


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("stpe:a", "step:a"),
        ("Step:a", "step:a"),
        (" step:a", "step:a"),
        ("step-a", "step:a"),
        ("prev_a", "prev:a"),
        ("skip ", "skip"),
        ("import", "imports"),
        ("pipeline_parameters", "pipeline-parameters"),
        ("limits:cpu:1", "limit:cpu:1"),
    ],
)
def test_a_near_miss_gets_a_suggestion(tag: str, meant: str) -> None:
    """Somebody who wrote this meant Kale."""
    [problem] = read_tags((tag,)).problems
    assert (problem.kind, problem.offer) == (TagProblemKind.LOOKALIKE, meant)


@given(st.lists(st.text(max_size=12) | st.builds("{}:{}".format, st.sampled_from(WORDS), st.text(max_size=12))))
def test_no_text_breaks_the_reader(tags: list[str]) -> None:
    """Whatever is in a tag, it is read, left alone or a problem; and every name that comes out is valid."""
    said = read_tags(tuple(tags))
    assert all(is_step_name(name) for name in (*said.prev, *([said.step] if said.step else [])))


@given(st.text())
def test_every_text_makes_a_valid_name(text: str) -> None:
    """Offered names and slugs are themselves valid."""
    assert is_step_name(offered_name(text))
    assert is_step_name(slug(text, "section"))


def test_a_taken_name_is_numbered() -> None:
    """From 2 on."""
    assert unique("a", {"a", "a-2"}) == "a-3"


@pytest.mark.parametrize("text", ["1", "0.5", "500m", "1e3", "2Gi", "4k", ".5", "1."])
def test_quantities_of_kubernetes(text: str) -> None:
    """As its API takes them."""
    assert is_quantity(text)


@pytest.mark.parametrize("text", ["", "-1", "two", "1 Gi", "1gb", "1Gib", "Gi", "٣"])
def test_what_is_no_quantity(text: str) -> None:
    """As its API refuses them."""
    assert not is_quantity(text)


def test_sizes_are_bytes() -> None:
    """Kale keeps an amount and a unit."""
    assert (size_in_bytes(1.5, "Gi"), size_in_bytes(2, ""), size_in_bytes(1, "gb")) == (1610612736, 2, None)


@pytest.mark.parametrize(
    ("text", "size"), [("2Gi", 2 << 30), ("1.5Ki", 1536), ("1e3", 1000), (7, 7), ("0", 0), (".3", 1)]
)
def test_a_size_is_a_number_of_bytes(text: str | int, size: int) -> None:
    """Rounded up, and written again it is the same size."""
    assert number_of_bytes(text) == size
    assert number_of_bytes(amount_of_bytes(size)) == size


@pytest.mark.parametrize("text", ["", "1gb", "-1", "two"])
def test_what_is_no_size(text: str) -> None:
    """Nor is it a quantity."""
    with pytest.raises(ValueError, match=f": {text}$"):
        number_of_bytes(text)
