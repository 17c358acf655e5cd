"""Executor inputs and bundles that are not as they should be: one clear message, never a traceback of ours."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kale_converter.program.magics import cell_magic, not_understood, plain, runs_shell, translated
from kale_converter.program.runtime.container import read_bundle
from kale_converter.program.runtime.executor import Executor
from kale_converter.program.runtime.parameters import as_type, literal, value_at, with_values
from kale_converter.program.runtime.plain_magics import expanded
from kale_converter.program.runtime.refusal import Refusal
from tests.engines.stories import Story
from tests.program.containers import Pods

SMALL = settings(derandomize=True, max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
INPUT = {
    "inputs": {
        "parameterValues": {"n": 1},
        "artifacts": {"i": {"artifacts": [{"name": "i", "uri": "minio://b/i", "metadata": {}}]}},
    },
    "outputs": {
        "parameters": {"v": {"outputFile": "v"}},
        "artifacts": {"o": {"artifacts": [{"name": "o", "uri": "o", "metadata": {}}]}},
        "outputFile": "out.json",
    },
}


@st.composite
def damaged(draw: Any) -> Any:
    """The input with one thing in it replaced or gone."""
    data: Any = copy.deepcopy(INPUT)
    at, depth = data, draw(st.integers(1, 5))
    for step in range(depth):
        key = draw(st.sampled_from(sorted(at))) if isinstance(at, dict) else 0
        if step + 1 == depth or not isinstance(at[key], (dict, list)) or not at[key]:
            if draw(st.booleans()):
                at[key] = draw(JSON)
            else:
                del at[key]
            break
        at = at[key]
    return data


@given(damaged() | JSON)
@SMALL
def test_an_executor_input_of_any_kind(data: Any) -> None:
    """It is read, or refused."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), contextlib.suppress(Refusal):
        executor = Executor(json.dumps(data))
        executor.inputs("i")
        executor.value("v", [1])
        if executor.output("o").is_absolute():
            return
        executor.describe("o", {"k": 1})
        executor.finish()


@given(st.text(max_size=30))
@SMALL
def test_a_bundle_of_any_kind(text: str) -> None:
    """It is refused."""
    for given_text in (text, json.dumps(text), json.dumps({"schema": text}), json.dumps({text: text})):
        with pytest.raises(Refusal):
            read_bundle(given_text)


@given(JSON, st.sampled_from(["bool", "int", "float", "str", "list", "dict", "any", "none of these"]))
@SMALL
def test_a_parameter_of_any_kind(value: Any, kind: str) -> None:
    """It is of its type, or refused; and where it stands it is what it was."""
    with contextlib.suppress(Refusal):
        wanted = as_type("p", value, kind)
        source = with_values("p = 1 # é", [((1, 5, 1, 6), wanted)])
        assert value_at(source, (1, 5, 1, 5 + len(literal(wanted)))) == wanted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("[1, 2.5]", [1, 2.5]),
        ("{'a': None}", {"a": None}),
        ("true", True),
        ("x", "x"),
        ("(1, 2)", "(1, 2)"),
        ("", ""),
    ],
)
def test_a_text_for_a_parameter_of_no_type_is_read(text: str, value: Any) -> None:
    """As `kale run -p` reads it: engines that type parameters have only texts for it."""
    assert as_type("p", text, "any") == value


CELLS = st.text(alphabet="!%?{}()[]'\"\\#\n =ax$é\u2028", max_size=30) | st.text(max_size=30)


@given(CELLS)
@SMALL
def test_a_cell_of_any_kind(text: str) -> None:
    """It is looked at without an error, and keeps its number of lines."""
    if cell_magic(text) is None:
        assert translated(text).count("\n") == text.count("\n")
    not_understood(text)
    runs_shell(text)
    plain(text)
    assert isinstance(expanded(text, {"a": 1, "x": "é"}), str)


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "null", '{"inputs": []}', '{"inputs": {"artifacts": {"a-x": {}}}}', '{"outputs": 5}', "{}"],
)
def test_one_message(text: str, tmp_path: Path) -> None:
    """On the standard error, in words, with exit code 1."""
    story = Story().step("a", "x = 1", writes=["x"]).step("b", "print(x)", reads={"a": ["x"]})
    pods = Pods(tmp_path, story.conversion())
    pods.run("a")
    from kale_converter.program.command import carry

    ended = pods.start(carry(pods.bundle("b")), text, tmp_path / "b", {})
    assert (ended.status, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Kale Ext: ")
    assert "Traceback" not in ended.stderr
    assert "error of Kale Ext's own" not in ended.stderr


def test_an_artifact_that_is_none(tmp_path: Path) -> None:
    """The variable and its step are named."""
    story = Story().step("a", "x = 1", writes=["x"]).step("b", "print(x)", reads={"a": ["x"]})
    pods = Pods(tmp_path, story.conversion())
    pods.run("a")
    path = pods.artifacts["a", "x"]
    assert isinstance(path, Path)
    for data in (b"", b"kale artifact 1\n", os.urandom(300)):
        path.write_bytes(data)
        ended = pods.run("b")
        assert ended.status == 1
        assert "the variable x of step a cannot be loaded" in ended.stderr
        assert "Traceback" not in ended.stderr
    path.unlink()
    assert "the variable x of step a cannot be loaded" in pods.run("b").stderr
