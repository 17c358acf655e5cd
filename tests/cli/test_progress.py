"""The fold of a run's events that the live views show."""

from __future__ import annotations

from kale_ext.cli.progress import Progress
from tests.cli.story import FAILURE, MIXED_STEPS, Story, mixed


def folded(story: Story) -> Progress:
    progress = Progress(MIXED_STEPS)
    for event in story.events:
        progress.feed(event)
    return progress


def test_each_step_has_its_state() -> None:
    """Steps are waiting, running, succeeded, failed and skipped as the events say."""
    progress = folded(mixed())
    assert {name: step.status for name, step in progress.steps.items()} == {
        "load": "succeeded",
        "train": "failed",
        "report": "skipped",
        "plot": "running",
        "last": "waiting",
    }
    assert (progress.prologue.status, progress.status, progress.done) == ("succeeded", "running", 1)
    assert progress.failed == [progress.steps["train"]]
    assert progress.steps["train"].failure == FAILURE


def test_the_last_line_is_what_the_terminal_would_show() -> None:
    """A line that is being written counts; a progress bar shows its newest state."""
    progress = folded(mixed())
    assert progress.steps["load"].last_line == "20 %"
    assert progress.steps["plot"].last_line == "drawing…"


def test_durations() -> None:
    """The engine's word counts where there is one; a running step goes on; a skipped one took no time."""
    progress = folded(mixed())
    now = mixed().events[-1]["time"] + 10
    assert progress.steps["load"].elapsed(now) == 2.5
    assert progress.steps["plot"].elapsed(now) == 12
    assert progress.steps["report"].elapsed(now) is None


def test_a_resume_begins_anew_what_is_missing() -> None:
    """Steps that succeeded stay; the others wait again, and forget their failure."""
    story = mixed()
    story.tell("run-started", attempt=2, pid=2)
    progress = folded(story)
    assert progress.steps["load"].status == "succeeded"
    assert progress.steps["train"].status == "waiting"
    assert progress.steps["train"].failure is None
    assert progress.metrics == {("load", "rows"): 891.0}


def test_an_attempt_replaces_the_one_before_it() -> None:
    """What a step showed goes when it starts again, its metrics too."""
    story = mixed()
    story.start("load")
    progress = folded(story)
    assert (progress.steps["load"].last_line, progress.steps["load"].status) == ("", "running")
    assert progress.metrics == {}


def test_a_runner_that_died() -> None:
    """What ran is interrupted where the log just ends."""
    progress = folded(mixed())
    progress.close("interrupted")
    assert (progress.status, progress.steps["plot"].status) == ("interrupted", "interrupted")
    assert progress.steps["last"].status == "waiting"


def test_unknown_events_are_no_trouble() -> None:
    """A newer engine may tell more than this view knows."""
    progress = Progress(["a"])
    progress.feed({"n": 4, "time": 1.0, "event": "comet-seen"})
    assert progress.last == 4
