"""The commands that look at runs and clear them away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kale_ext.cli.commands.runs import short_path
from kale_ext.engines.interface import RunId, Status
from tests.cli.conftest import Kale


@pytest.fixture
def three(kale: Kale) -> Kale:
    """Two runs that have ended and one under way."""
    for name in ("alpha-1", "beta-2"):
        kale.engine.end(kale.engine.put(name))
    kale.engine.put("beta-3")
    return kale


def stream(step: str, text: str) -> dict[str, object]:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return {"step": step, "cell": 2, "cell_id": "c2", "output": output}


def test_runs(three: Kale) -> None:
    """Newest first, at most as many as asked for, and a word about the rest."""
    said = three("runs", "-n", "2")
    lines = said.out.splitlines()
    assert lines[0].split() == ["RUN", "STATUS", "STEPS", "STARTED", "TOOK", "NOTEBOOK"]
    assert [line.split()[:3] for line in lines[1:]] == [["beta-3", "running", "0/2"], ["beta-2", "succeeded", "0/2"]]
    assert "Older ones are left out" in said.err
    assert [run["id"] for run in json.loads(three("runs", "--json").out)] == ["beta-3", "beta-2", "alpha-1"]


def test_paths_are_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook in the working folder needs no folder, one at home no home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/me")
    paths = [str(tmp_path / "a" / "b.ipynb"), "/home/me/c.ipynb", "/home/mellow/d.ipynb", "/e.ipynb"]
    assert [short_path(path) for path in paths] == ["a/b.ipynb", "~/c.ipynb", "/home/mellow/d.ipynb", "/e.ipynb"]


def test_runs_of_one_notebook(three: Kale) -> None:
    """Others are left out; none at all is told, and is an empty list in JSON."""
    three.engine.end(three.engine.put("c-4", notebook="/elsewhere/c.ipynb"))
    assert [line.split()[0] for line in three("runs", "--notebook", "/elsewhere/c.ipynb").out.splitlines()[1:]] == [
        "c-4"
    ]
    assert "There are no runs of d.ipynb yet" in three("runs", "--notebook", "d.ipynb").err
    assert json.loads(three("runs", "--notebook", "d.ipynb", "--json").out) == []


def test_show(three: Kale, tmp_path: Path) -> None:
    """Steps and verdict; the same as JSON; and the executed notebook so far."""
    said = three("show", "beta-3")
    assert "○ load   waiting" in said.out.splitlines()
    assert "Run beta-3 is under way since" in said.out
    assert json.loads(three("show", "beta-3", "--json").out)["steps"][0] == {
        **json.loads(three("show", "beta-3", "--json").out)["steps"][0],
        "name": "load",
        "status": "waiting",
    }
    out = tmp_path / "o.ipynb"
    assert three("show", "beta-3", "--executed", str(out)).code == 0
    assert json.loads(out.read_text())["nbformat"] == 4


def test_unknown_and_ambiguous_runs(three: Kale) -> None:
    """One message that names what there is, exit code 2."""
    for command in ("show", "logs", "cancel", "resume"):
        unknown = three(command, "gamma")
        assert (unknown.code, unknown.out) == (2, "")
        assert "'gamma'" in unknown.err
        assert "beta-3" in unknown.err
    assert "beta-2" in three("show", "beta").err
    assert three("show", "alph").code == 0


def test_logs(three: Kale) -> None:
    """Steps under their titles, one step without, and an unknown one names the steps there are."""
    three.engine.tell(RunId("beta-3"), "output", **stream("load", "reading\n"))
    three.engine.tell(RunId("beta-3"), "output", **stream("train", "fit"))
    assert three("logs", "latest").out == "── load ──\nreading\n\n── train ──\nfit\n"
    assert three("logs", "latest", "--step", "train").out == "fit\n"
    assert three("logs", "latest", "--step", "(imports)").err == "Step (imports) has printed nothing.\n"
    unknown = three("logs", "latest", "--step", "tain")
    assert unknown.code == 2
    assert "load" in unknown.err
    assert [json.loads(line)["step"] for line in three("logs", "latest", "--json").out.splitlines()] == [
        "load",
        "train",
    ]


def test_logs_follow(three: Kale) -> None:
    """Lines come with their step as they are printed, until the run ends."""
    run = RunId("beta-3")
    three.happenings = [
        lambda: three.engine.tell(run, "output", **stream("load", "one\ntw")),
        lambda: three.engine.tell(run, "output", **stream("load", "o\nrest")),
        lambda: three.engine.end(run),
    ]
    assert three("logs", run, "--follow").out == "load | one\nload | two\nload | rest\n"


def test_leaving_the_log_leaves_the_run_alone(three: Kale) -> None:
    """Ctrl-C stops watching, not the run."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    three.happenings = [interrupt]
    said = three("logs", "beta-3", "-f")
    assert said.code == 0
    assert "goes on" in said.err
    assert three.engine.run(RunId("beta-3")).status is Status.RUNNING


def test_cancel(three: Kale) -> None:
    """A run under way ends; one that has ended is a conflict."""
    assert three("cancel", "latest").err == "Run beta-3: cancelled.\n"
    again = three("cancel", "beta-3")
    assert again.code == 2
    assert "has ended" in again.err


def test_clean_needs_to_be_told_what(three: Kale) -> None:
    """Nothing is deleted by accident."""
    for options in ([], ["--all", "alpha-1"], ["--all", "--keep", "1"], ["--notebook", "a.ipynb"]):
        assert three("clean", *options).code == 2
    assert len(three.engine.all) == 3


def test_clean_by_rule(three: Kale) -> None:
    """A dry run only tells; runs under way stay; the newest ones are kept."""
    assert three("clean", "--all", "--dry-run").out == "beta-2\nalpha-1\n"
    assert len(three.engine.all) == 3
    said = three("clean", "--keep", "1")
    assert (said.out, said.err) == ("alpha-1\n", "Deleted 1 run.\n")
    assert json.loads(three("clean", "--all", "--json").out)["runs"][0]["id"] == "beta-2"
    assert list(three.engine.all) == ["beta-3"]


def test_clean_by_age(three: Kale, capsys: pytest.CaptureFixture[str]) -> None:
    """The test double's runs are from 1970; a wrong age is told by argparse."""
    assert three("clean", "--older-than", "7d").out == "beta-2\nalpha-1\n"
    assert three("clean", "--older-than", "soon").code == 2
    assert "'soon' is no age" in capsys.readouterr().err


def test_clean_by_name(three: Kale) -> None:
    """Named runs go together or not at all."""
    refused = three("clean", "alpha", "beta-3")
    assert refused.code == 2
    assert "kale cancel beta-3" in refused.err
    assert len(three.engine.all) == 3
    assert three("clean", "alpha", "beta-2").code == 0
    assert list(three.engine.all) == ["beta-3"]
