"""A run's state as lines of text: its steps, metrics and failures, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import (
    ASCII_GLYPHS,
    COLOURS,
    GLYPHS,
    age,
    coloured_only,
    columns,
    duration,
    number,
    plain,
    plural,
    size,
    step_title,
)
from kale_ext.engines.interface import Failure, RunState, Status, StepState


def heading_lines(state: RunState, now: float) -> list[str]:
    """What was run, when, and with which parameters."""
    lines = [f"{state.name} ({state.notebook})", f"started {age(max(0.0, now - state.created))}, {state.engine}"]
    if state.parameters:
        lines.append("with " + ", ".join(f"{name}={value!r}" for name, value in sorted(state.parameters.items())))
    return lines


def step_lines(state: RunState, terminal: Terminal, now: float) -> list[str]:
    """One line for each step: state, duration, what it stored, peak memory."""
    glyphs = GLYPHS if terminal.unicode else ASCII_GLYPHS
    steps = [state.prologue] if state.prologue and state.prologue.status is not Status.WAITING else []
    rows = []
    for step in (*steps, *state.steps):
        stored = sum(artifact.size for artifact in step.artifacts)
        rows.append(
            (
                terminal.style(f"{glyphs[step.status]} {step_title(step.name)}", COLOURS[step.status]),
                terminal.style(step.status, COLOURS[step.status]),
                _elapsed(step, now),
                f"stored {size(stored)}" if stored else "",
                f"peak {size(step.memory)}" if step.memory else "",
            )
        )
    return columns(rows, right=frozenset({2})) if rows else []


def _elapsed(step: StepState, now: float) -> str:
    if step.started is None:
        return ""
    return duration(max(0.0, (now if step.ended is None else step.ended) - step.started))


def metric_lines(state: RunState) -> list[str]:
    """One line for each metric."""
    return [
        f"  {line}"
        for line in (
            columns([(metric.name, number(metric.value), step_title(metric.step)) for metric in state.metrics])
            if state.metrics
            else ()
        )
    ]


def failures(state: RunState) -> list[tuple[str, Failure]]:
    """The failures with their steps, in pipeline order."""
    steps = ([state.prologue] if state.prologue else []) + list(state.steps)
    return [(step.name, step.failure) for step in steps if step.failure is not None]


def failure_lines(step: str, failure: Failure, terminal: Terminal) -> list[str]:
    """Where a step failed, that line of the user's code, and the user's own traceback."""
    where = ""
    if failure.cell is not None:
        where = f" in cell {failure.cell}" + (f", line {failure.line}" if failure.line else "")
    lines = [terminal.style(f"Step {step_title(step)} failed{where}", "red", "bold")]
    if failure.source.strip():
        lines.append(f"    {failure.source.strip()}")
    clean = coloured_only if terminal.colour else plain
    if failure.traceback:
        lines.extend(clean(line) for entry in failure.traceback for line in entry.rstrip().split("\n"))
    else:
        lines.append(plain(f"{failure.name}: {failure.message}" if failure.message else failure.name))
    return lines


def next_lines(state: RunState) -> list[str]:
    """What to do about a run that did not succeed; empty for one that did or is still under way."""
    if state.status in (Status.SUCCEEDED, Status.WAITING, Status.RUNNING):
        return []
    rows: list[tuple[str, str]] = []
    failed = failures(state)
    if failed:
        step = next((name for name, _ in failed if name), "")
        rows.append((f"kale logs {state.id}" + (f" --step {_quoted(step)}" if step else ""), "what it printed"))
        rows.append((f"kale resume {state.id}", "run what is missing, with the notebook as it was"))
        rows.append((f"kale run {_quoted(state.notebook)}", "run the notebook as it is now"))
    else:
        rows.append((f"kale resume {state.id}", "run what is missing"))
    return ["What next:", *(f"  {line}" for line in columns(rows))]


def verdict(state: RunState, terminal: Terminal, now: float) -> str:
    """How the run stands, in one line."""
    done = sum(step.status is Status.SUCCEEDED for step in state.steps)
    text = f"Run {state.id} {_VERDICTS[state.status]}"
    if state.started is not None:
        text += f" {duration(max(0.0, (now if state.ended is None else state.ended) - state.started))}"
    text += f": {done} of {plural(len(state.steps), 'step')} succeeded"
    return terminal.style(text, COLOURS[state.status])


def ending_lines(state: RunState, terminal: Terminal, now: float) -> Sequence[str]:
    """All that is said when a run has ended, below its steps."""
    lines: list[str] = []
    metrics = metric_lines(state)
    if metrics:
        lines += ["", "Metrics:", *metrics]
    for step, failure in failures(state):
        lines += ["", *failure_lines(step, failure, terminal)]
    lines += ["", verdict(state, terminal, now)]
    lines += next_lines(state)
    return lines


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(text)


_VERDICTS = {
    Status.WAITING: "has not begun",
    Status.RUNNING: "is under way since",
    Status.SUCCEEDED: "succeeded in",
    Status.FAILED: "failed after",
    Status.CANCELLED: "was cancelled after",
    Status.SKIPPED: "was skipped after",
    Status.INTERRUPTED: "was interrupted after",
}
