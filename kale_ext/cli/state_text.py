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


def _elapsed(state: StepState | RunState, now: float) -> str:
    """How long it took or has taken so far; "" where that is not known, as of what was interrupted."""
    if state.started is None or (state.ended is None and state.status.ended):
        return ""
    return duration(max(0.0, (now if state.ended is None else state.ended) - state.started))


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


def change_lines(state: RunState) -> list[str]:
    """What the run found out about the notebook."""
    if not state.changes:
        return []
    lines = ["", "Found out while it ran, and known from now on:"]
    for change in state.changes:
        lines.append(f"  {change.text}")
        if change.unkept:
            lines.append(f"  (but not kept with the notebook: {change.unkept})")
    return lines


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


def next_lines(state: RunState, *, executed: bool = False) -> list[str]:
    """What to do now; empty where there is nothing to do but wait. executed: as in `ending_lines`."""
    if not state.status.ended:
        return []
    if state.status is Status.SUCCEEDED:
        return [] if executed else [f"The notebook with its outputs: kale show {state.id} --executed OUT.ipynb"]
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
    elapsed = _elapsed(state, now)
    if elapsed:
        text += f" {_LINKS.get(state.status, 'after')} {elapsed}"
    total = plural(len(state.steps), "step")
    text += f": {total}" if state.status is Status.SUCCEEDED else f": {done} of {total} succeeded"
    return terminal.style(text, COLOURS[state.status])


def ending_lines(state: RunState, terminal: Terminal, now: float, *, executed: bool = False) -> Sequence[str]:
    """All that is said when a run has ended, below its steps. executed: the executed notebook is written already."""
    lines: list[str] = []
    metrics = metric_lines(state)
    if metrics:
        lines += ["", "Metrics:", *metrics]
    lines += change_lines(state)
    for step, failure in failures(state):
        lines += ["", *failure_lines(step, failure, terminal)]
    lines += ["", verdict(state, terminal, now)]
    lines += next_lines(state, executed=executed)
    return lines


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(text)


_VERDICTS = {
    Status.WAITING: "has not begun",
    Status.RUNNING: "is under way",
    Status.SUCCEEDED: "succeeded",
    Status.FAILED: "failed",
    Status.CANCELLED: "was cancelled",
    Status.SKIPPED: "was skipped",
    Status.INTERRUPTED: "was interrupted",
}
_LINKS = {Status.RUNNING: "since", Status.SUCCEEDED: "in"}
