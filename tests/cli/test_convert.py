"""`kale check`, `kale graph` and `kale compile`: what a notebook is, without running it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Kale
from tests.cli.notebook_file import two_steps, write


@pytest.fixture
def notebook(tmp_path: Path) -> str:
    return str(two_steps(tmp_path))


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A cell that is no Python, and a name that is nowhere."""
    return str(write(tmp_path / "broken.ipynb", ("step:a", "print(nowhere)"), ("step:b", "y = = 2")))


def test_check(kale: Kale, notebook: str, broken: str) -> None:
    """A sound notebook is one line; a broken one is all its findings and their count."""
    sound = kale("check", notebook)
    assert (sound.code, sound.out) == (0, f"{notebook}: 2 steps, no findings\n")
    said = kale("check", broken)
    assert said.code == 2
    assert said.out == (
        "cell 1, line 1, column 7: error K202: the name 'nowhere' is not defined\n"
        "    print(nowhere)\n"
        "          ^^^^^^^\n"
        "    define it in an earlier cell, or correct its spelling\n"
        "cell 2, line 1, column 5: error K201: not valid Python: invalid syntax\n"
        "    y = = 2\n"
        "        ^\n"
        "    correct the line, or give the cell the tag skip\n"
        f"{broken}: 2 steps, 2 errors\n"
    )


def test_check_says_the_same_in_json(kale: Kale, broken: str) -> None:
    """The text of each finding is in its JSON, as the terminal has it."""
    document = json.loads(kale("check", broken, "--json").out)
    findings = document["notebooks"][0]["diagnostics"]
    text = kale("check", broken).out
    assert document["ok"] is False
    assert text == "".join(f"{finding['text']}\n" for finding in findings) + f"{broken}: 2 steps, 2 errors\n"
    assert findings[0]["span"]["cell_id"] == "c1"


def test_check_for_a_target(kale: Kale, tmp_path: Path) -> None:
    """What runs here do not honour is an error for them and none for a cluster, and the other way round."""
    steps = {"a": {"foreach": {"variable": "x", "in": [1, 2]}}, "b": {"profile": "gpu"}}
    cells = (("step:a", "print(x)"), ("step:b", "print(1)"))
    path = str(write(tmp_path / "n.ipynb", *cells, kale={"steps": steps}))
    here, there = kale("check", path), kale("check", path, "--target", "kubeflow")
    assert ("K510" in here.out, "K513" in here.out) == (True, False)
    assert ("K510" in there.out, "K513" in there.out) == (False, True)
    assert (here.code, there.code, kale("check", path, "--target", "any").code) == (2, 2, 0)


def test_check_of_several_goes_on(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """One that is missing or no notebook does not keep the others from being checked."""
    bad = tmp_path / "bad.ipynb"
    bad.write_text("{")
    said = kale("check", str(bad), str(tmp_path / "none.ipynb"), notebook)
    assert said.code == 2
    assert said.out == f"{notebook}: 2 steps, no findings\n"
    assert said.err.count("error: ") == 2
    documents = json.loads(kale("check", str(bad), notebook, "--json").out)["notebooks"]
    assert [document["ok"] for document in documents] == [False, True]
    assert documents[0]["error"]["code"]


def test_colour_changes_no_word(kale: Kale, broken: str) -> None:
    """Without its colours the text is the plain one."""
    from kale_ext.cli.wording import plain

    text = kale("check", broken).out
    kale.environ = {"FORCE_COLOR": "1"}
    coloured = kale("check", broken).out
    assert "\x1b[31;1merror K201:\x1b[0m" in coloured
    assert plain(coloured) == text


def test_graph(kale: Kale, notebook: str) -> None:
    """A line for each step with what it waits for and gets."""
    assert kale("graph", notebook).out == "two-steps: 2 steps, 1 parameter\n\nload\ntrain  ← load  data\n"


def test_graph_why(kale: Kale, notebook: str) -> None:
    """The reason with both lines of code; without a step, of all."""
    because = (
        "train waits for load:\n"
        "  data: train reads it\n"
        "    load, cell 2, line 1: data = list(range(rows))\n"
        "    train, cell 3, line 1: total = sum(data)\n"
    )
    assert kale("graph", notebook, "--why", "train").out == because
    assert kale("graph", notebook, "--why").out == f"load waits for no other step.\n\n{because}"


def test_graph_why_of_a_condition(kale: Kale, tmp_path: Path) -> None:
    """What only `when` uses is an arrow too, with the condition in the place of a line of code."""
    cells = (("step:count", "rows = 3"), ("step:tell", "print(1)"))
    file = write(tmp_path / "asks.ipynb", *cells, kale={"steps": {"tell": {"when": "rows > 2"}}})
    assert "tell   ← count  rows" in kale("graph", str(file)).out
    because = "  rows: tell asks for it in its condition\n    count, cell 1, line 1: rows = 3\n"
    assert f"{because}    tell, cell 2, line 1: when: rows > 2\n" in kale("graph", str(file), "--why", "tell").out


def test_graph_as_data(kale: Kale, notebook: str) -> None:
    """JSON has the evidence; Mermaid is a flowchart."""
    document = json.loads(kale("graph", notebook, "--json").out)
    assert [step["name"] for step in document["steps"]] == ["load", "train"]
    assert document["edges"][0]["evidence"][0]["variable"] == "data"
    only = json.loads(kale("graph", notebook, "--why", "load", "--format", "json").out)
    assert ([step["name"] for step in only["steps"]], only["edges"]) == (["load"], [])
    assert kale("graph", notebook, "--format", "mermaid").out.startswith("flowchart")
    assert kale("graph", notebook, "--why", "load", "--format", "mermaid").code == 2


def test_an_unknown_step(kale: Kale, notebook: str) -> None:
    """A similar name is offered, and all are named."""
    said = kale("graph", notebook, "--why", "trian")
    assert (said.code, said.out) == (2, "")
    assert said.err == "error: there is no step 'trian'\n  did you mean train? the steps are load, train\n"


def test_a_broken_notebook_still_has_a_graph(kale: Kale, broken: str) -> None:
    """It is shown beside the errors, and the exit code says that it may not run."""
    said = kale("graph", broken)
    assert said.code == 2
    assert "2 errors" in said.err
    assert "broken: 2 steps" in said.out


@pytest.mark.parametrize(
    ("form", "suffix"), [("kfp", ".yaml"), ("python", ".py"), ("mermaid", ".mmd"), ("json", ".json")]
)
def test_compile(kale: Kale, notebook: str, form: str, suffix: str) -> None:
    """The file is written beside the notebook, stdout has the same bytes, and --check knows whether it is current."""
    target = Path(notebook).with_suffix(f".pipeline{suffix}")
    to = () if form == "kfp" else ("--to", form)
    missing = kale("compile", notebook, *to, "--check")
    assert (missing.code, missing.err.split(". ")[0]) == (1, f"{target} is missing")
    written = kale("compile", notebook, *to).err.splitlines()
    assert written[0] == f"Wrote {target} (2 steps)."
    assert kale("compile", notebook, *to, "-o", "-").out == target.read_text(encoding="utf-8")
    assert kale("compile", notebook, "-o", str(target), "--check").code == 0
    assert kale("compile", notebook, *to, "--check", "--steps", "one").code == 1
    target.write_text("{}", encoding="utf-8")
    stale = kale("compile", notebook, *to, "--check")
    assert "is out of date" in stale.err
    assert "  line 1:\n  - {}\n  + " in stale.err
    assert kale(*shlex.split(stale.err.partition("Run: kale ")[2].partition("\n")[0])).code == 0
    assert kale("compile", notebook, *to, "--check").code == 0


def test_compile_tells_the_image_and_why(kale: Kale, notebook: str) -> None:
    """Whoever reads the package later need not guess."""
    assert "'Bad image' is not the name of a container image" in kale("compile", notebook, "--image", "Bad image").err
    said = kale("compile", notebook, "--image", "team/train:3")
    assert said.err.splitlines()[1] == "Image: team/train:3 (asked for)"
    assert "image: team/train:3" in Path(notebook).with_suffix(".pipeline.yaml").read_text(encoding="utf-8")


def test_compile_carries_files_of_the_folder_only(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """A step finds a file at the path that it has from the notebook, so there must be one."""
    rows = Path(notebook).with_name("rows.csv")
    rows.write_text("a,b\n1,2\n")
    assert kale("compile", notebook, "--with", str(rows)).code == 0
    assert "rows.csv" in Path(notebook).with_suffix(".pipeline.yaml").read_text(encoding="utf-8")
    missing = kale("compile", notebook, "--with", str(rows.with_name("none.csv")))
    assert (missing.code, "none.csv cannot be read" in missing.err) == (2, True)
    outside = kale("compile", notebook, "--with", str(tmp_path.parent / "other.csv"))
    assert (outside.code, "is not in the notebook's folder" in outside.err) == (2, True)


def test_compile_tells_of_files_that_do_not_travel(kale: Kale, tmp_path: Path) -> None:
    """A step on a cluster would look for them in vain."""
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    notebook = str(write(tmp_path / "n.ipynb", ("step:a", "print(open('rows.csv').read())")))
    assert "warning K606: the file rows.csv" in kale("compile", notebook).err
    assert "K606" not in kale("compile", notebook, "--with", str(tmp_path / "rows.csv")).err


def test_compile_says_what_a_form_cannot_say(kale: Kale, tmp_path: Path) -> None:
    """With the cell and the line."""
    notebook = write(tmp_path / "magic.ipynb", ("step:a", "x = 1\n%store x"))
    said = kale("compile", str(notebook), "--to", "python")
    assert said.code == 2
    assert "cell 1, line 2: %store is IPython's" in said.err


def test_compile_refuses(kale: Kale, notebook: str, broken: str) -> None:
    """A broken notebook has no pipeline, stdout is no file to compare with, and a name may not tell the form."""
    assert kale("compile", broken).code == 2
    assert not Path(broken).with_suffix(".pipeline.yaml").exists()
    assert kale("compile", notebook, "--check", "-o", "-").code == 2
    assert "--image is for Kubeflow packages" in kale("compile", notebook, "--to", "json", "--image", "x").err
    assert "there is no folder /nowhere" in kale("compile", notebook, "-o", "/nowhere/x.json").err
    assert "does not tell what to write" in kale("compile", notebook, "-o", "x.txt").err
