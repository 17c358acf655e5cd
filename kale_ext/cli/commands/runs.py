"""`kale runs`: the list of runs."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_json
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import COLOURS, age, columns, duration

if TYPE_CHECKING:
    from kale_ext.engines.interface import RunSummary

SHOWN = 20


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--notebook", metavar="NOTEBOOK", help="only runs of this notebook")
    parser.add_argument("-n", "--limit", metavar="N", type=int, default=SHOWN, help="at most N (default: %(default)s)")
    add_json(parser, "the list")


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from kale_ext.errors import BadInput

    if arguments.limit < 1:
        raise BadInput(f"-n {arguments.limit} shows nothing", "give 1 or more")
    notebook = Path(arguments.notebook).expanduser() if arguments.notebook else None
    summaries = arguments.open_runs().list(notebook, arguments.limit + 1)
    if arguments.json:
        from kale_ext.cli.data import as_json

        terminal.json(as_json(summaries[: arguments.limit]))
        return ExitCode.DONE
    if not summaries:
        where = f" of {arguments.notebook}" if notebook else ""
        terminal.say(f"There are no runs{where} yet. Start one: kale run NOTEBOOK")
        return ExitCode.DONE
    for line in table(summaries[: arguments.limit], terminal, time.time()):
        terminal.out(line)
    if len(summaries) > arguments.limit:
        terminal.say(f"Older ones are left out; -n {arguments.limit * 5} shows more.")
    return ExitCode.DONE


def table(summaries: Sequence[RunSummary], terminal: Terminal, now: float) -> list[str]:
    """A line for each run under a line of titles."""
    titles = ("RUN", "STATUS", "STEPS", "STARTED", "TOOK", "NOTEBOOK")
    rows = [tuple(terminal.style(title, "bold") for title in titles)]
    rows.extend(
        (
            str(summary.id),
            terminal.style(summary.status, COLOURS[summary.status]),
            f"{summary.done}/{summary.total}",
            age(max(0.0, now - summary.created)),
            _took(summary, now),
            short_path(summary.notebook),
        )
        for summary in summaries
    )
    return columns(rows, right=frozenset({2, 4}))


def short_path(path: str) -> str:
    """The path from the working folder where it is in there, with ~ where it is in the home folder, else as it is."""
    from pathlib import Path

    here, home = str(Path.cwd()), str(Path.home())
    for folder, short in ((here, ""), (home, "~" + os.sep)):
        prefix = folder.rstrip(os.sep) + os.sep
        if prefix != os.sep and path.startswith(prefix):
            return short + path.removeprefix(prefix)
    return path


def _took(summary: RunSummary, now: float) -> str:
    if summary.started is None:
        return ""
    if summary.ended is None and summary.status.ended:
        return ""
    return duration(max(0.0, (now if summary.ended is None else summary.ended) - summary.started))


COMMAND = Command(
    name="runs",
    summary="list the runs",
    description="List the runs of this machine, newest first.",
    arguments=_arguments,
    run=_run,
)
