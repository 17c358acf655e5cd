"""KFP's own messages, loader and validation take every package that we write, and lose nothing of it."""

import json
import random

import pytest

from tests.cases.collection import cases
from tests.kfp import oracle
from tests.kfp.exported import export
from tests.kfp.test_twins import FOLDER as TWINS

pytestmark = pytest.mark.xdist_group("kfp-oracle")
EVERY = 8
"""One case of so many."""


@pytest.fixture
def check(tmp_path):
    """Export notebook files and say what KFP has against the packages."""
    oracle.require()

    def objections(files):
        packages = []
        for file in files:
            exported = export(file)
            assert exported.package, exported.refused
            packages.append(tmp_path / f"{len(packages)}-{file.stem}.yaml")
            packages[-1].write_text(exported.package.text(), encoding="utf-8")
        return oracle.objections(packages)

    return objections


def test_packages_of_cases(check, tmp_path):
    """Odd names and odd code, each in a package of its own."""
    files = []
    for number, case in enumerate([case for case in cases() if not case.mistake][::EVERY]):
        files.append(tmp_path / str(number) / f"{case.name.split('/')[1]}.ipynb")
        files[-1].parent.mkdir()
        files[-1].write_text(json.dumps(case.notebook()), encoding="utf-8")
    assert len(files) > 40
    assert check(files) == {}


def test_packages_of_twins(check):
    """All that can be asked for."""
    assert check(sorted(TWINS.glob("*.ipynb"))) == {}


def test_packages_that_hand_on_what_is_large(check, tmp_path):
    """In parts, and through notebooks within, loops, conditions and exit handlers."""

    def written(name, kale, *cells):
        listed = [{"cell_type": "code", "source": text, "metadata": {"tags": tags}} for text, *tags in cells]
        content = {"cells": listed, "metadata": {"kale": kale}, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
        return tmp_path / f"{name}.ipynb"

    for name in "xyz":
        (tmp_path / f"{name}.bin").write_bytes(random.Random(name).randbytes(90_000))
    within = {"steps": {"last": {"exit_handler": True}}}
    cells = [(f"x{number} = 1", f"step:s{number}") for number in range(3)]
    written("last", {}, *cells)
    inner = written("inner", {}, *cells, ("", "step:deeper", "notebook:last"))
    settings = {"each": {"foreach": {"variable": "n", "in": [1, 2]}}, "maybe": {"when": "x > 0"}}
    steps = [("x = 1", "step:a"), ("", "step:each", "notebook:inner"), ("", "step:maybe", "notebook:last")]
    assert check([inner, written("outer", {"steps": settings}, *steps)]) == {}
    small = [("x = 1", "step:a"), ("print(x)", "step:b"), ("print(2)", "step:last")]
    for name in "xyz":
        (tmp_path / f"{name}.bin").unlink()
    assert check([written("ending", within, *small)]) == {}


def test_a_package_with_a_mistake_is_found_out(tmp_path):
    """A field that is not there, a value of another type."""
    oracle.require()
    right = export(TWINS / "artifacts.ipynb").package.text()
    wrong = {
        "field": right.replace("componentRef:", "component:"),
        "type": right.replace("enableCache: true", "enableCache: [1]"),
    }
    for name, text in wrong.items():
        assert text != right
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = oracle.objections(tmp_path / name for name in wrong)
    assert {path.rsplit("/", 1)[1] for path in found} == set(wrong)
