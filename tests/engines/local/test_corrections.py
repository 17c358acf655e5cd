"""Where the analysis is wrong, the run sees it, runs again what has to, and the next run knows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kale_converter.model import Division
from kale_ext.engines.interface import RunState, Status
from kale_ext.engines.learnt_file import learnt_path
from kale_ext.engines.local import LocalEngine
from kale_ext.services.conversion import convert_file
from kale_ext.services.runs import Runs

LIBRARY = """
import __main__, os, pathlib, random, time

class Dice:
    def mean(self):
        import random
        return random.random()

def notebook():
    import sys
    return sys.modules["__main__"]

class Counter:
    def __init__(self, data=None): self.n, self.data = 0, data
    def mean(self):
        self.n += 1
        if self.data is not None: self.data.iloc[0, 0] = 7
        return self.n

class Unstored:
    n = 0
    def __reduce_ex__(self, protocol): raise TypeError("it has a handle")

class Unmade(Counter):
    def __setstate__(self, state): raise ValueError("it has no handle")

def grow(): __main__.x.append(2)
def put(name, value): setattr(__main__, name, value)
def drop(name): delattr(__main__, name)
def save(text): pathlib.Path("out.txt").write_text(text)
def show(): return pathlib.Path("out.txt").read_text()
def log(text):
    with open("log.txt", "a") as file: file.write(text)
def until(event):
    end = time.monotonic() + 60
    log = next(pathlib.Path("kale/runs").glob("*/events.jsonl"))
    while event not in log.read_text() and time.monotonic() < end: time.sleep(0.01)
def enter(): os.environ["FROM_LIBRARY"] = "yes"
"""


@dataclass(frozen=True)
class Hidden:
    """A notebook whose second cell or so does what its text does not say. says: what the last cell prints.

    learns: a pattern of what is known afterwards; a variable that all steps begin with is seen to change.
    """

    cells: tuple[str, ...]
    says: str
    learns: str


HIDDEN = {
    "a library changes a list of the notebook": Hidden(
        ("import lib\nx = [1]", "len(x)\nlib.grow()", "y = len(x)", "print(x, y)"), "[1, 2] 2", "changes x"
    ),
    "a list that the step was not known to need": Hidden(
        ("x = [1]", "import lib, operator\noperator.attrgetter('x')(lib.notebook()).append(2)", "print(x)"), "[1, 2]", "reads x"
    ),
    "a method with a harmless name changes its object": Hidden(
        ("import lib\nc = lib.Counter()", "c.mean()", "print(c.n)"), "1", "changes c"
    ),
    "a frame changed in place": Hidden(
        (
            "import pandas as pd\nimport lib\ndf = pd.DataFrame({'a': range(100_000)})\nc = lib.Counter(df)",
            "c.mean()",
            "print(df.a[0])",
        ),
        "7",
        "changes c",
    ),
    "a page of an array": Hidden(
        (
            "import numpy as np\na = np.zeros(100_000)",
            "import ctypes\nctypes.cast(int(a.__array_interface__['data'][0]), ctypes.POINTER(ctypes.c_double))[9999] = 3",
            "print(a.sum())",
        ),
        "3.0",
        "changes a",
    ),
    "a class of the notebook": Hidden(
        ("import lib, operator\nclass Box:\n    n = 0\nbox = Box()", "setattr(operator.attrgetter('Box')(lib.notebook()), 'n', 5)", "print(Box.n, box.n)"), "5 5", "changes Box"
    ),
    "a function of the notebook": Hidden(
        ("import lib, operator\ndef f(): pass\nf.n = 0", "setattr(operator.attrgetter('f')(lib.notebook()), 'n', 5)", "print(f.n)"), "5", "changes f"
    ),
    "a name bound by a library": Hidden(
        ("k = 1\nimport lib", "lib.put('k', 5)", "print(k)"), "5", "binds k"
    ),
    "a name deleted by a library": Hidden(
        ("k = 1\nimport lib", "k\nlib.drop('k')", "try:\n    print(k)\nexcept NameError:\n    print('gone')"), "gone", "deletes k"
    ),
    "a file written and read by a library": Hidden(
        ("import lib", "lib.save('new')", "print(lib.show())"), "new", "writes the file out.txt"
    ),
    "one list under two names": Hidden(
        ("import lib, operator\nx = [1]\ny = operator.attrgetter('x')(lib.notebook())", "x.append(2)", "print(y)"), "[1, 2]", "leaves x and y with|changes y"
    ),
    "one list in two variables": Hidden(
        ("import lib, ctypes\nx = {'a': [1]}\nclass Box: pass\ny = Box()\ny.held = (ctypes.cast(id(x['a']), ctypes.py_object).value,)", "k = 1", "x['a'].append(2)", "print(y.held, k)"), "([1, 2],) 1", "leaves x and y with|changes y"
    ),
    "a list that a variable was given before": Hidden(
        ("import lib\nx = [1]", "import ctypes\ny = {'held': ctypes.cast(id(x), ctypes.py_object).value}", "x.append(2)", "print(y['held'])"), "[1, 2]", "leaves x and y with|changes y"
    ),
    "a view of an array": Hidden(
        ("import lib, ctypes\nimport numpy as np\na = np.zeros(5)\nb = ctypes.cast(id(a), ctypes.py_object).value[1:]", "a[2] = 7", "print(b.sum())"), "7.0", "leaves a and b with|changes b"
    ),
    "the environment": Hidden(
        ("import lib, os", "lib.enter()", "print(os.environ.get('FROM_LIBRARY'))"), "yes", "changes state:os.environ"
    ),
    "a value that cannot be stored": Hidden(
        ("import lib\nk = 1", "u = lib.Unstored()\nk += 1", "u.n += k", "print(u.n, k)"), "2 2", "leaves u such that"
    ),
    "a value that cannot be made again": Hidden(
        ("import lib\nk = 1", "u = lib.Unmade()", "k += 1", "print(u.mean(), k)"), "1 2", "leaves u such that"
    ),
    "a seeded generator": Hidden(
        ("import lib, random\nrandom.seed(0)\nd = lib.Dice()", "d.mean()", "print(random.random())"), "0.7579544029403025", "changes state:random"
    ),
}  # fmt: skip


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs({"local": LocalEngine(tmp_path / "kale" / "runs")})


def notebook(folder: Path, *cells: str, imports: bool = False) -> Path:
    (folder / "lib.py").write_text(LIBRARY)
    tags = [["imports"] if imports and number == 0 else [] for number in range(len(cells))]
    made = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {"tags": t}, "source": s, "outputs": [], "execution_count": None}
        for n, (s, t) in enumerate(zip(cells, tags, strict=True), start=1)
    ]  # fmt: skip
    path = folder / "hidden.ipynb"
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def run(runs: Runs, path: Path) -> RunState:
    run_id = runs.start(path, division=Division.CELLS).id
    for _ in runs.follow(run_id):
        pass
    return runs.get(run_id)


def printed(runs: Runs, state: RunState) -> str:
    last = runs.notebook(state.id)["cells"][-1]
    return "".join(output["text"] for output in last["outputs"] if output["output_type"] == "stream").strip()


@pytest.mark.parametrize("imports", [False, True], ids=["first cell a step", "first cell for all"])
@pytest.mark.parametrize("name", HIDDEN)
def test_the_values_are_those_of_a_plain_run(name: str, imports: bool, runs: Runs, tmp_path: Path) -> None:
    """The first run corrects itself and tells; the second is right from the start; the notebook file stays as it was."""
    case = HIDDEN[name]
    path = notebook(tmp_path, *case.cells, imports=imports)
    before = path.read_bytes()
    first = run(runs, path)
    assert first.status is Status.SUCCEEDED, [step.failure for step in first.steps]
    assert printed(runs, first) == case.says
    if name != "a list that the step was not known to need" or not imports:
        findings = [f.message for f in convert_file(path, Division.CELLS)[0].diagnostics if f.code == "K306"]
        assert any(re.search(case.learns, text) for text in findings), findings
        assert learnt_path(path).exists()
    second = run(runs, path)
    assert printed(runs, second) == case.says
    assert [event for event in runs.events(second.id) if event["event"] in ("observed", "plan-changed")] == []
    assert path.read_bytes() == before


def test_a_step_that_cannot_be_run_again_ends_the_run(runs: Runs, tmp_path: Path) -> None:
    """It has appended to a file with a value from before the change; the failure names cell, value and file."""
    reader = "lib.log(str(x))"
    path = notebook(tmp_path, "import lib\nx = [1]", "x\nlib.put('x', [5])", reader, "print(x)")
    state = run(runs, path)
    failures = [step.failure for step in state.steps if step.failure]
    if state.status is Status.SUCCEEDED:  # the second cell was done before the third began
        assert (tmp_path / "log.txt").read_text() == "[5]"
        return
    assert [failure.name for failure in failures] == ["NotAsPlanned"]
    assert failures[0].cell == 2
    assert failures[0].message == (
        "cell 2 binds x, which the plan did not know: cell-3 would have to run again, "
        "but has already changed the file log.txt"
    )
    (tmp_path / "log.txt").unlink()
    again = run(runs, path)
    assert (again.status, printed(runs, again)) == (Status.SUCCEEDED, "[5]")
    assert (tmp_path / "log.txt").read_text() == "[5]"


def test_a_run_that_is_given_up_ends_though_a_step_that_ran_on_did_more(runs: Runs, tmp_path: Path) -> None:
    """It ends after that, and has bound a name against the plan, too."""
    early = "print(lib.until('changes-file'))\nx\nlib.put('x', [5])"
    late = "lib.log(str(x))\nprint(lib.until('NotAsPlanned'))\nlib.put('k', 2)"
    state = run(runs, notebook(tmp_path, "import lib\nx, k = [1], 1", early, late, imports=True))
    assert [step.failure.name for step in state.steps if step.failure] == ["NotAsPlanned"]


def test_a_step_that_computes_with_a_stale_value_is_stopped(runs: Runs, tmp_path: Path) -> None:
    """It would run for ever with the old value."""
    wait = "import time\nwhile x == [1]: time.sleep(0.01)\nprint(x)"
    path = notebook(tmp_path, "import lib\nx = [1]", "len(x)\nlib.grow()", wait)
    state = run(runs, path)
    assert (state.status, printed(runs, state)) == (Status.SUCCEEDED, "[1, 2]")
    assert [change.again for change in state.changes] == [("cell-3",)]


def test_what_has_nothing_to_do_with_it_does_not_run_again(runs: Runs, tmp_path: Path) -> None:
    """Nor does the step that made the change: what it changed is stored."""
    path = notebook(tmp_path, "import lib\nx = [1]", "len(x)\nlib.grow()", "print(x)", "y = 5", "print(y)")
    state = run(runs, path)
    attempts = {step.name: step.attempt for step in state.steps}
    assert {name: attempts[name] for name in ("cell-1", "cell-2", "cell-4", "cell-5")} == dict.fromkeys(
        ("cell-1", "cell-2", "cell-4", "cell-5"), 1
    )


def test_steps_of_the_user_are_not_put_together(runs: Runs, tmp_path: Path) -> None:
    """What cannot be stored fails the step that makes it, as it says."""
    path = notebook(tmp_path, "import lib\nu = lib.Unstored()", "u.n")
    document = json.loads(path.read_text())
    for cell, name in zip(document["cells"], "ab", strict=True):
        cell["metadata"]["tags"] = [f"step:{name}"]
    path.write_text(json.dumps(document))
    run_id = runs.start(path).id
    events = list(runs.follow(run_id))
    failures = {step.name: step.failure.name for step in runs.get(run_id).steps if step.failure is not None}
    assert failures == {"a": "NotStorable"}
    assert "plan-changed" not in [event["event"] for event in events]


def test_an_edited_cell_is_known_no_more(runs: Runs, tmp_path: Path) -> None:
    """What is learnt belongs to the text."""
    cells = HIDDEN["a library changes a list of the notebook"].cells
    path = notebook(tmp_path, *cells)
    run(runs, path)
    edited = notebook(tmp_path, cells[0], "len(x)", *cells[2:])
    assert "K306" not in [found.code for found in convert_file(edited, Division.CELLS)[0].diagnostics]
    assert printed(runs, run(runs, edited)) == "[1] 1"


def test_a_folder_that_cannot_be_written_loses_only_the_memory(runs: Runs, tmp_path: Path) -> None:
    """The run corrects itself all the same, and says so."""
    path = notebook(tmp_path, *HIDDEN["a library changes a list of the notebook"].cells)
    (tmp_path / ".kale").write_text("in the way")
    state = run(runs, path)
    assert printed(runs, state) == "[1, 2] 2"
    assert state.changes
    assert all(change.unkept for change in state.changes)


def test_a_run_that_does_not_look_goes_on(runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With KALE_OBSERVE=0, for measuring."""
    monkeypatch.setenv("KALE_OBSERVE", "0")
    path = notebook(tmp_path, *HIDDEN["a library changes a list of the notebook"].cells)
    state = run(runs, path)
    assert printed(runs, state) == "[1] 1"
    assert not state.changes
