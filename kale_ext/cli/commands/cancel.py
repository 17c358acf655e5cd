"""`kale cancel`: end a run."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_json, add_run
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from kale_ext.services.runs import Runs


def _arguments(parser: ArgumentParser) -> None:
    add_run(parser)
    add_json(parser, "the run")


def _run(arguments: Namespace, terminal: Terminal) -> int:

    runs: Runs = arguments.open_runs()
    state = runs.cancel(runs.resolve(arguments.run))
    if arguments.json:
        from kale_ext.cli.data import as_json

        terminal.json(as_json(state))
    elif state.status.ended:
        terminal.say(f"Run {state.id}: {state.status}.")
    else:
        terminal.say(f"Run {state.id} is being cancelled.")
    return ExitCode.DONE


COMMAND = Command(
    name="cancel",
    summary="end a run and every process it started",
    description="End a run that is under way, and every process it started. `kale resume` takes it up again.",
    arguments=_arguments,
    run=_run,
)
