"""What runs have shown is kept beside the notebook, and read with care."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kale_converter.model import Learnt, LearntEffect, LearntKind, cell_digest
from kale_converter.reading.learnt import LARGEST, SCHEMA
from kale_ext.engines.learnt_file import learnt_path, read_learnt, write_learnt
from kale_ext.engines.learnt_words import plan_change
from kale_ext.services.conversion import convert_file

EFFECTS = (
    LearntEffect(cell_digest("f(df)"), LearntKind.CHANGES, "df", "run-1"),
    LearntEffect(cell_digest("g()"), LearntKind.WRITES_FILE, "ü.csv", "run-2"),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The same effects give the same bytes, in whatever order they came."""
    notebook = tmp_path / "a b.ipynb"
    write_learnt(notebook, Learnt(EFFECTS))
    text = learnt_path(notebook).read_text()
    assert set(read_learnt(notebook).effects) == set(EFFECTS)
    write_learnt(notebook, Learnt(EFFECTS[::-1]))
    assert learnt_path(notebook).read_text() == text
    assert [file.name for file in learnt_path(notebook).parent.iterdir()] == ["a b.json"]


def test_nothing_is_learnt_without_a_file(tmp_path: Path) -> None:
    """And that is no problem."""
    assert read_learnt(tmp_path / "a.ipynb") == Learnt()


def test_what_is_known_is_not_learnt_twice() -> None:
    """The run that showed it first is remembered; edited cells are forgotten."""
    learnt = Learnt(EFFECTS[:1]).with_effects(
        [LearntEffect(EFFECTS[0].cell, LearntKind.CHANGES, "df", "run-9"), EFFECTS[1]]
    )
    assert set(learnt.effects) == set(EFFECTS)
    assert learnt.only([cell_digest(" g()\n")]).effects == EFFECTS[1:]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "it is not JSON"),
        ("[]", f"it is not of the form {SCHEMA}"),
        (json.dumps({"schema": SCHEMA, "cells": {"a": {"eats": {"x": ""}}}}), f"it is not of the form {SCHEMA}"),
        (json.dumps({"schema": SCHEMA, "cells": {"a": {"binds": {"x": 1}}}}), f"it is not of the form {SCHEMA}"),
        (json.dumps({"schema": SCHEMA, "cells": ["a"]}), f"it is not of the form {SCHEMA}"),
        ("\udcff", "is not text"),
        (" " * (LARGEST + 1), "is larger than 1024 KiB"),
    ],
)
def test_a_damaged_file_is_told_and_left_alone(content: str, problem: str, tmp_path: Path) -> None:
    """K307, once; the notebook is converted without it."""
    notebook = tmp_path / "a.ipynb"
    notebook.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    learnt_path(notebook).parent.mkdir(parents=True)
    learnt_path(notebook).write_bytes(content.encode("utf-8", "surrogateescape"))
    found = [finding for finding in convert_file(notebook)[0].diagnostics if finding.code == "K307"]
    assert len(found) == 1
    assert ".kale/learnt/a.json" in found[0].message
    assert problem in found[0].message


def test_a_change_of_the_plan_in_words() -> None:
    """Cells, lines, variables, and which steps run again."""
    effect = {"cell": 5, "line": 2, "kind": "changes", "name": "df"}
    changed = "cell 5, line 2, also changes df"
    assert plan_change({"effects": [effect], "again": []}) == f"{changed}, which the analysis did not see"
    event = {"effects": [effect, {**effect, "line": None, "kind": "writes-file", "name": "a.csv"}], "again": ["c", "d"]}
    assert plan_change(event) == (
        f"{changed} and cell 5 also writes the file a.csv, which the analysis did not see; steps c and d run again"
    )
