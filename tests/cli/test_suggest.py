"""`kale suggest`: steps for a notebook that has none."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Kale
from tests.cli.notebook_file import two_steps, write

EXAMPLE = Path(__file__).parents[2] / "examples" / "untagged.ipynb"


@pytest.fixture
def untagged(tmp_path: Path) -> Path:
    file = tmp_path / "untagged.ipynb"
    file.write_bytes(EXAMPLE.read_bytes())
    return file


def tags(file: Path) -> list[list[str]]:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return [cell["metadata"].get("tags", []) for cell in cells if cell["cell_type"] == "code"]


def test_the_proposal(kale: Kale, untagged: Path) -> None:
    """Each code cell with its tags and the reason, then the steps; nothing is written."""
    before = untagged.stat().st_mtime_ns, untagged.read_bytes()
    said = kale("suggest", str(untagged))
    assert said.code == 0
    assert said.out == (
        "CELL  TAGS          WHY\n"
        "   2  imports       imports and settings, which every step needs\n"
        "   4  step:load     the heading “Load”\n"
        "   6  step:measure  the heading “Measure”; gets flowers\n"
        "   8                goes on with measure\n"
        "\n2 steps\n\nload\nmeasure  ← load  flowers\n"
    )
    assert "--write" in said.err
    assert (untagged.stat().st_mtime_ns, untagged.read_bytes()) == before


def test_write(kale: Kale, untagged: Path) -> None:
    """The notebook gets the tags, nothing else changes, and the pipeline has the steps; a second time nothing is left."""
    untagged.chmod(0o640)
    assert kale("suggest", str(untagged), "--write").code == 0
    assert tags(untagged) == [["imports"], ["step:load"], ["step:measure"], []]
    assert untagged.stat().st_mode & 0o777 == 0o640
    old, new = (json.loads(file.read_text(encoding="utf-8")) for file in (EXAMPLE, untagged))
    for cell in new["cells"]:
        cell["metadata"].pop("tags", None)
    assert old == new
    assert kale("graph", str(untagged)).out == "untagged: 2 steps\n\nload\nmeasure  ← load  flowers\n"
    written = untagged.read_bytes()
    again = kale("suggest", str(untagged), "--write")
    assert (again.code, again.out) == (0, "")
    assert "has steps already" in again.err
    assert untagged.read_bytes() == written


def test_a_copy(kale: Kale, untagged: Path, tmp_path: Path) -> None:
    """`-o` leaves the notebook as it is."""
    copy = tmp_path / "copy.ipynb"
    assert kale("suggest", str(untagged), "-o", str(copy)).code == 0
    assert tags(copy) == [["imports"], ["step:load"], ["step:measure"], []]
    assert untagged.read_bytes() == EXAMPLE.read_bytes()
    refused = kale("suggest", str(untagged), "-o", str(untagged))
    assert refused.code == 2
    assert untagged.read_bytes() == EXAMPLE.read_bytes()


def test_a_link_stays_a_link(kale: Kale, untagged: Path, tmp_path: Path) -> None:
    """The file that it leads to is written."""
    link = tmp_path / "link.ipynb"
    link.symlink_to(untagged)
    assert kale("suggest", str(link), "--write").code == 0
    assert link.is_symlink()
    assert tags(untagged)[0] == ["imports"]


def test_json(kale: Kale, untagged: Path) -> None:
    """The same as data."""
    document = json.loads(kale("suggest", str(untagged), "--json").out)
    assert [cell["tags"] for cell in document["cells"]] == [["imports"], ["step:load"], ["step:measure"], []]
    assert document["crossings"] == [{"source": "load", "target": "measure", "variables": ["flowers"]}]


def test_skip(kale: Kale, tmp_path: Path) -> None:
    """What is offered is skipped where that is asked for."""
    file = write(tmp_path / "n.ipynb", ("", "x = list('ab')"), ("", "x"), ("", "print(x)"))
    assert "could be skipped" in kale("suggest", str(file)).out
    assert kale("suggest", str(file), "--skip", "--write").code == 0
    assert tags(file)[1] == ["skip"]


def test_a_file_that_changes_meanwhile(kale: Kale, untagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not overwritten."""
    from kale_ext.services import suggestion

    suggest_file = suggestion.suggest_file

    def slow(path: Path, *, skip: bool) -> suggestion.Suggestion:
        made = suggest_file(path, skip=skip)
        with path.open("a") as file:
            file.write("\n")
        return made

    monkeypatch.setattr(suggestion, "suggest_file", slow)
    said = kale("suggest", str(untagged), "--write")
    assert said.code == 2
    assert "changed meanwhile" in said.err
    assert tags(untagged) == [[], [], [], []]


def test_what_cannot_be_divided(kale: Kale, tmp_path: Path) -> None:
    """No notebook, no code, another language: said in a sentence, exit code 2; a notebook with steps is no mistake."""
    bad = tmp_path / "bad.ipynb"
    bad.write_text("{")
    assert kale("suggest", str(bad)).code == 2
    assert kale("suggest", str(tmp_path / "none.ipynb")).code == 2
    assert kale("suggest", str(tmp_path)).code == 2
    empty = write(tmp_path / "empty.ipynb", ("", "# nothing"))
    assert "no code yet" in kale("suggest", str(empty)).err
    assert kale("suggest", str(empty)).code == 2
    assert kale("suggest", str(two_steps(tmp_path))).code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written(kale: Kale, untagged: Path) -> None:
    """It is said, and nothing is lost."""
    untagged.chmod(0o400)
    assert kale("suggest", str(untagged), "--write").code == 2
    assert untagged.read_bytes() == EXAMPLE.read_bytes()
