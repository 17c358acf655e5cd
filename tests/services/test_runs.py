"""Runs on engines, as the command and the server use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from kale_ext.engines.interface import RunId, Status
from kale_ext.errors import BadInput, Conflict, NotFound
from kale_ext.services.runs import Runs
from tests.engines.fake import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def runs(engine: FakeEngine) -> Runs:
    return Runs({"local": engine})


class Script:
    """Stands for the wait between two looks: each time, the next thing happens."""

    def __init__(self, *happenings: Callable[[], None]) -> None:
        self.happenings = list(happenings)
        self.waits = 0

    def __call__(self, _seconds: float) -> None:
        self.waits += 1
        assert self.waits < 100, "the run is followed for ever"
        if self.happenings:
            self.happenings.pop(0)()


def numbers(runs: Runs, run: RunId, after: int = 0) -> list[int]:
    return [event["n"] for event in runs.follow(run, after)]


def test_follow_to_the_end(engine: FakeEngine) -> None:
    """Following gives every event once, as they happen, and ends with the run."""
    run = engine.put("a-1")
    script = Script(
        lambda: engine.tell(run, "step-started", step="load"),
        lambda: None,
        lambda: engine.tell(run, "step-finished", step="load"),
        lambda: engine.end(run),
    )
    assert numbers(Runs({"local": engine}, pause=script), run) == [1, 2, 3, 4]


def test_follow_an_ended_run_does_not_wait(engine: FakeEngine) -> None:
    """A run that has ended is told at once, from where the reader is."""
    run = engine.put("a-1")
    engine.end(run)
    script = Script()
    assert numbers(Runs({"local": engine}, pause=script), run, after=1) == [2]
    assert numbers(Runs({"local": engine}, pause=script), run, after=2) == []
    assert script.waits == 0


def test_follow_over_a_resume(engine: FakeEngine) -> None:
    """A run that ended once and was resumed is followed through its second attempt."""
    run = engine.put("a-1")
    engine.end(run, Status.FAILED)
    engine.resume(run)
    assert numbers(Runs({"local": engine}, pause=Script(lambda: engine.end(run))), run) == [1, 2, 3, 4]


def test_follow_an_interrupted_run(engine: FakeEngine) -> None:
    """A run whose runner died without a word is noticed."""
    run = engine.put("a-1")
    script = Script(*[lambda: None] * 20, lambda: engine.end(run, Status.INTERRUPTED))
    assert numbers(Runs({"local": engine}, pause=script), run) == [1]


def test_follow_a_deleted_run(engine: FakeEngine) -> None:
    """A run that vanishes while it is followed is told as not found."""
    run = engine.put("a-1")
    with pytest.raises(NotFound):
        numbers(Runs({"local": engine}, pause=Script(engine.all.clear)), run)


def test_follow_from_a_thread(engine: FakeEngine, runs: Runs) -> None:
    """The real wait sees what another thread does."""
    run = engine.put("a-1")
    thread = Thread(target=lambda: engine.end(run))
    follower = runs.follow(run)
    assert next(follower)["n"] == 1
    thread.start()
    assert next(follower)["event"] == "run-finished"
    assert next(follower, None) is None
    thread.join()


def test_resolve(engine: FakeEngine, runs: Runs) -> None:
    """A whole id, a beginning that only one run has, and `latest` name a run."""
    for run in ("iris-1", "iris-12", "titanic-3"):
        engine.put(run)
    assert runs.resolve("iris-1") == "iris-1"
    assert runs.resolve("iris-12") == "iris-12"
    assert runs.resolve("tit") == "titanic-3"
    assert runs.resolve("latest") == "titanic-3"


@pytest.mark.parametrize("prefix", ["iris", "nothing", ""])
def test_resolve_tells_what_there_is(engine: FakeEngine, runs: Runs, prefix: str) -> None:
    """An ambiguous or unknown name is answered with the runs that could be meant."""
    for number in range(7):
        engine.put(f"iris-{number}")
    with pytest.raises(NotFound) as error:
        runs.resolve(prefix)
    assert "iris-6, iris-5" in error.value.remedy
    assert error.value.remedy.endswith("and 2 more")


def test_resolve_without_runs(runs: Runs) -> None:
    """Without any run, `latest` says so."""
    with pytest.raises(NotFound, match="no runs yet"):
        runs.resolve("latest")


@pytest.mark.parametrize("run", ["nothing", "../a", "..", "a/b", "", ".hidden", "a\0b"])
def test_unknown_ids(engine: FakeEngine, runs: Runs, run: str) -> None:
    """An unknown run is not found, whatever its id looks like."""
    for question in (runs.get, runs.events, runs.notebook, runs.pipeline, runs.log, runs.cancel, runs.delete):
        with pytest.raises(NotFound):
            question(RunId(run))


def test_ids_that_look_like_paths_reach_no_engine(engine: FakeEngine, runs: Runs) -> None:
    """Even where an engine would answer to it, an id with a slash is no id."""
    engine.put("../secret")
    with pytest.raises(NotFound):
        runs.get(RunId("../secret"))


def test_list(tmp_path: Path, engine: FakeEngine, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are listed newest first, those of one notebook by whatever path it is named."""
    notebook = tmp_path / "a.ipynb"
    notebook.touch()
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    engine.put("one", notebook=str(notebook))
    engine.put("two", notebook=str(link / "a.ipynb"))
    engine.put("three")
    assert [run.id for run in runs.list()] == ["three", "two", "one"]
    assert [run.id for run in runs.list(limit=1)] == ["three"]
    assert [run.id for run in runs.list(notebook)] == ["two", "one"]
    monkeypatch.chdir(tmp_path)
    assert [run.id for run in runs.list(Path("a.ipynb"), limit=1)] == ["two"]


def test_several_engines() -> None:
    """A run is found on whichever engine it is, and lists are merged by age."""
    local, cluster = FakeEngine(), FakeEngine("cluster", clock=1001.0)
    runs = Runs({"local": local, "cluster": cluster})
    for number in range(2):
        local.put(f"l-{number}")
        cluster.put(f"c-{number}")
    assert [run.id for run in runs.list()] == ["c-1", "l-1", "c-0", "l-0"]
    assert runs.get(RunId("c-1")).engine == "cluster"
    assert runs.cancel(RunId("c-1")).status is Status.CANCELLED


def test_log_of_an_unknown_step(engine: FakeEngine, runs: Runs) -> None:
    """An unknown step is answered with the steps that there are."""
    run = engine.put("a-1", steps=("load", "train"))
    with pytest.raises(NotFound) as error:
        runs.log(run, "lead")
    assert error.value.remedy == "its steps: load, train"


def test_clean(engine: FakeEngine, runs: Runs) -> None:
    """Cleaning deletes ended runs beyond the newest ones to keep, and leaves what is under way."""
    ended = [engine.put(f"a-{number}") for number in range(4)]
    for run in ended:
        engine.end(run)
    engine.put("busy")
    assert [run.id for run in runs.clean(keep=1, dry=True)] == ["a-2", "a-1", "a-0"]
    assert len(runs.list()) == 5
    assert [run.id for run in runs.clean(keep=1)] == ["a-2", "a-1", "a-0"]
    assert [run.id for run in runs.list()] == ["busy", "a-3"]


def test_clean_by_age(engine: FakeEngine, runs: Runs) -> None:
    """Cleaning by age counts from a run's end."""
    for number in range(3):
        engine.end(engine.put(f"a-{number}"))
    times = [run.ended for run in runs.list()]
    assert times[1] is not None
    assert [run.id for run in runs.clean(older_than=100, now=times[1] + 100)] == ["a-1", "a-0"]
    assert [run.id for run in runs.list()] == ["a-2"]


def test_conflicts_pass(engine: FakeEngine, runs: Runs) -> None:
    """What an engine refuses is refused."""
    run = engine.put("a-1")
    with pytest.raises(Conflict):
        runs.delete(run)
    with pytest.raises(Conflict):
        runs.resume(run)


def test_unknown_engine_and_folder(tmp_path: Path, runs: Runs) -> None:
    """A run cannot be started on an engine or in a folder that is not there, nor with no step at a time."""
    with pytest.raises(NotFound, match="no engine 'moon'"):
        runs.start(tmp_path / "a.ipynb", engine="moon")
    with pytest.raises(NotFound, match="no folder"):
        runs.start(tmp_path / "none" / "a.ipynb", content={})
    with pytest.raises(BadInput, match="0 steps"):
        runs.start(tmp_path / "a.ipynb", jobs=0)
