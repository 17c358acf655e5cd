"""Notebooks with settings do, exported and run as KFP would run them, what the settings say."""

import hashlib
import json
import random

import pytest

from tests.kfp.exported import export
from tests.kfp.outcome import Status


@pytest.fixture
def journey(tmp_path, empty):
    """`journey(kale metadata, (tags, source)…, parameters)`: export the notebook, and run it.

    name: of a notebook that is only written beside it.
    """

    def run(kale, *cells, parameters=None, name="journey"):
        file = tmp_path / "work" / f"{name}.ipynb"
        file.parent.mkdir(exist_ok=True)
        listed = [
            {"id": f"c{n}", "cell_type": "code", "source": source, "metadata": {"tags": tags.split()},
             "outputs": [], "execution_count": None}
            for n, (tags, source) in enumerate(cells)
        ]  # fmt: skip
        metadata = {"kale": {"name": "journey", **kale}, "kernelspec": {"name": "python3", "display_name": "Python"}}
        content = {"cells": listed, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        file.write_text(json.dumps(content), encoding="utf-8")
        if name != "journey":
            return None
        exported = export(file)
        assert exported.package, exported.refused
        return exported.run(empty, tmp_path / "run", parameters)

    return run


def test_text_in_cells_and_env_arrives_as_it_is(journey):
    """What KFP, Argo and Kubernetes would replace in it is not replaced."""
    odd = "a$$b $(PATH) $é {{$}} {{inputs.parameters.x}} \\ ' \""
    env = {"ODD": "a$$b $(HOME) $é $"}
    cells = [("step:a", f"import os\ntext = {odd!r}\nprint(ascii(text), ascii(os.environ['ODD']))")]
    done = journey({"steps": {"a": {"env": env}}}, *cells)
    assert done.task("a").log == f"{odd!a} {env['ODD']!a}\n", done.told()


def test_a_loop_hands_on_what_it_gave_in_the_order_of_the_items(journey):
    """As a list for each variable."""
    settings = {"steps": {"fit": {"foreach": {"variable": "rate", "in": [0.5, 2.0, 3.0], "parallelism": 2}}}}
    done = journey(
        settings, ("imports", "rate = 0.0"), ("step:fit", "model = rate * 2"), ("step:best", "print(model, max(model))")
    )
    assert done.task("best").log == "[1.0, 4.0, 6.0] 6.0\n", done.told()


@pytest.mark.parametrize(("given", "ran"), [(4, ["large"]), (2, [])])
def test_a_condition_on_what_a_step_gave(journey, given, ran):
    """Where it does not hold, neither the step nor what needs its outputs runs, and the run succeeds."""
    done = journey(
        {"steps": {"large": {"when": "n > 3"}}},
        ("pipeline-parameters", "size = 1"),
        ("step:count", "n = size"),
        ("step:large prev:count", "twice = 2"),
        ("step:after", "print(twice)"),
        parameters={"size": given},
    )
    assert done.status is Status.SUCCEEDED, done.told()
    ended = {task.path.split("/")[-1] for task in done.tasks if task.status is Status.SUCCEEDED} - {"kale-bundle"}
    assert ended == ({"count", "large", "after"} if ran else {"count"})


def test_the_exit_handler_runs_when_a_step_has_failed(journey):
    """And the log of the step that failed names the cell."""
    done = journey(
        {"steps": {"clean": {"exit_handler": True}}}, ("step:work", "1 / 0"), ("step:clean", "print('cleaned')")
    )
    assert done.status is Status.FAILED
    assert "ZeroDivisionError" in done.told()
    assert [task.log for task in done.tasks if task.path.endswith("clean")] == ["cleaned\n"]


def test_what_is_too_large_for_one_argument_travels_in_an_artifact(journey):
    """The executor starts no driver with an argument of 128 KiB."""
    done = journey({}, ("step:a", f"# {'long ' * 30_000}\nx = 1"), ("step:b", "print(x)"))
    assert done.task("b").log == "1\n", done.told()
    assert done.tasks[0].path == "kale-bundle"


def test_what_is_too_large_for_one_task_comes_through_several(journey, tmp_path):
    """They write parts, one joins them, and the steps find the files."""
    noise = {f"{name}.bin": random.Random(name).randbytes(90_000) for name in "xyz"}
    beside = tmp_path / "work"
    beside.mkdir()
    for name, data in noise.items():
        (beside / name).write_bytes(data)
    told = "import hashlib\nfrom pathlib import Path\nprint(hashlib.md5(Path('z.bin').read_bytes()).hexdigest())"
    done = journey({}, ("step:a", "x = len(open('y.bin', 'rb').read())"), ("step:b", f"{told}\nprint(x)"))
    md5 = hashlib.md5(noise["z.bin"]).hexdigest()
    assert done.task("b").log == f"{md5}\n90000\n", done.told()
    assert [task.path for task in done.tasks[:4]] == [*(f"kale-bundle-part-{n}" for n in (1, 2, 3)), "kale-bundle"]


def test_notebooks_within_share_what_is_handed_on(journey, tmp_path):
    """One task hands on what steps of all notebooks need, in loops and behind conditions too."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "large.py").write_text(f"y = 7  # {'long ' * 30_000}\n")
    journey({}, ("pipeline-parameters", "n = 0"), ("step:c", "import large\nprint(n + large.y)"), name="inner")
    settings = {"each": {"foreach": {"variable": "n", "in": [1, 2]}}, "maybe": {"when": "x > 0"}}
    cells = [("step:a", "x = 1"), ("step:each notebook:inner", ""), ("step:maybe prev:each notebook:inner", "")]
    done = journey({"steps": settings}, *cells)
    assert done.status is Status.SUCCEEDED, done.told()
    logs = sorted(task.log for task in done.tasks if task.path.endswith("c"))
    assert logs == ["7\n", "8\n", "9\n"], done.told()
    assert [task.path for task in done.tasks if "bundle" in task.path] == ["kale-bundle"]
