"""The tag language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_converter.model import EnvFromSecret, Role
from kale_converter.reading.asked import Asked
from kale_converter.reading.names import is_step_name, offered_name, slug, unique
from kale_converter.reading.quantity import is_quantity, size_in_bytes
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
        ("limit:nvidia.com/gpu:2", CellTags(asked=Asked(limits=(("nvidia.com/gpu", "2"),)))),
        ("limit:memory:1.5Gi", CellTags(asked=Asked(limits=(("memory", "1.5Gi"),)))),
        ("image:host:5000/a/b:1@sha256:00", CellTags(asked=Asked(image="host:5000/a/b:1@sha256:00"))),
        ("label:a.b/c:d:e", CellTags(asked=Asked(labels=(("a.b/c", "d:e"),)))),
        ("annotation:k:", CellTags(asked=Asked(annotations=(("k", ""),)))),
        ("secret:s:k:E", CellTags(asked=Asked(secrets=(EnvFromSecret("E", "s", "k"),)))),
        ("cache:enabled", CellTags(asked=Asked(cache=True))),
        ("report:disabled", CellTags(asked=Asked(report=False))),
        ("notebook:other", CellTags(notebook="other")),
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


def test_later_settings_count() -> None:
    """Of two settings of one thing the later counts, and the rest adds up."""
    first = Asked(limits=(("cpu", "1"), ("memory", "1Gi")), image="a", cache=True, retries=3)
    both = first.then(Asked(limits=(("cpu", "2"),), image="", cache=False, retries=0))
    assert both.settings.limits == (("cpu", "2"), ("memory", "1Gi"))
    assert (both.image, both.cache, both.retries) == ("", False, 0)


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
