"""Writing tags into a notebook's text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_ext.errors import BadInput
from kale_ext.services.tagging import with_tags

LAYOUTS: list[dict[str, Any]] = [
    {"indent": 1},
    {"indent": 2},
    {"indent": "\t"},
    {"indent": 1, "sort_keys": True},
    {"indent": None},
    {"indent": None, "separators": (",", ":")},
]
METADATA = [
    {},
    {"tags": []},
    {"tags": ["hide-input"]},
    {"tags": "odd"},
    {"collapsed": True, "zoom": {"tags": ["not these"]}},
    {"a": 1, "b": [{"metadata": {}}, '}\\" ] cells']},
    None,
]


def cell(metadata: Any, source: str = "x = '{\"metadata\": {}}'\n") -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": "code", "outputs": [], "source": [source, "# é 漢 \u2028"]}
    return made if metadata is None else {**made, "metadata": metadata}


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {"cells": [1], "kernelspec": {}}, "nbformat": 4, "nbformat_minor": 4}


def expected(content: dict[str, Any], added: dict[int, list[str]]) -> dict[str, Any]:
    content = json.loads(json.dumps(content))
    for place, tags in added.items():
        metadata = content["cells"][place - 1].setdefault("metadata", {})
        had = metadata["tags"] if isinstance(metadata.get("tags"), list) else []
        metadata["tags"] = [*had, *(tag for tag in tags if tag not in had)]
    return content


@given(
    st.lists(st.sampled_from(METADATA), min_size=1, max_size=4),
    st.sampled_from(LAYOUTS),
    st.dictionaries(st.integers(1, 4), st.just(["step:a", "hide-input"]), max_size=3),
    st.booleans(),
    st.sampled_from(["", "\ufeff"]),
)
def test_only_tags_are_added(
    metadata: list[Any], layout: dict[str, Any], added: dict[int, list[str]], windows: bool, mark: str
) -> None:
    """Whatever the layout, and every line that holds none of it stays."""
    content = notebook(*map(cell, metadata))
    added = {place: tags for place, tags in added.items() if place <= len(metadata)}
    text = mark + json.dumps(content, ensure_ascii=False, **layout) + "\n"
    if windows:
        text = text.replace("\n", "\r\n")
    written = with_tags(text, added)
    assert json.loads(written.removeprefix("\ufeff")) == expected(content, added)
    assert written.startswith(mark)
    assert ("\r\n" in written) is windows
    assert not windows or "\n" not in written.replace("\r\n", "")
    if not added:
        assert written == text


@pytest.mark.parametrize("indent", [1, 2, "\t"])
def test_the_layout_is_jupyters(indent: Any) -> None:
    """What comes out is to the letter what writing the changed notebook in the same layout gives."""
    content = notebook(*(cell(metadata) for metadata in METADATA if metadata is not None))
    text = json.dumps(content, ensure_ascii=False, indent=indent, sort_keys=True) + "\n"
    added = {place: ["step:a"] for place in range(1, len(METADATA))}
    wanted = json.dumps(expected(content, added), ensure_ascii=False, indent=indent, sort_keys=True) + "\n"
    assert with_tags(text, added) == wanted


@pytest.mark.parametrize("text", ["[]", '{"worksheets": [{"cells": []}]}', '{"cells": {}}'])
def test_other_formats_are_refused(text: str) -> None:
    """An old notebook is brought up to date by JupyterLab first."""
    with pytest.raises(BadInput, match="format 4"):
        with_tags(text, {1: ["step:a"]})
