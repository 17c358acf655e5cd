"""`kale show`: one run."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_executed, add_json, add_run
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from kale_ext.services.runs import Runs


def _arguments(parser: ArgumentParser) -> None:
    add_run(parser)
    add_executed(parser, "write the executed notebook here, as far as the run has come")
    add_json(parser, "the run")


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from kale_ext.cli.executed import checked_target, write_notebook
    from kale_ext.cli.state_text import ending_lines, heading_lines, step_lines

    runs: Runs = arguments.open_runs()
    state = runs.get(runs.resolve(arguments.run))
    if arguments.executed:
        write_notebook(runs.notebook(state.id), checked_target(arguments.executed, Path(state.notebook)))
        terminal.say(f"Executed notebook: {arguments.executed}")
    if arguments.json:
        from kale_ext.cli.data import as_json

        terminal.json(as_json(state))
        return ExitCode.DONE
    now = time.time()
    for line in (
        *heading_lines(state, now),
        "",
        *step_lines(state, terminal, now),
        *ending_lines(state, terminal, now),
    ):
        terminal.out(line)
    return ExitCode.DONE


COMMAND = Command(
    name="show",
    summary="show a run: its steps, metrics and failures",
    description="Show a run: its steps, metrics, and where and why it failed.",
    arguments=_arguments,
    run=_run,
)
