"""`kale resume`: run again what is missing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_executed, add_run, add_verbose
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from kale_ext.services.runs import Runs


def _arguments(parser: ArgumentParser) -> None:
    add_run(parser)
    add_executed(parser)
    parser.add_argument("-d", "--detach", action="store_true", help="start it and leave it")
    add_verbose(parser)
    parser.add_argument(
        "--json",
        action="store_true",
        help='print each new event as a line of JSON, and {"run": …} as the last line; nothing else on stdout',
    )


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from kale_ext.cli.commands.run import attend, leave
    from kale_ext.cli.executed import checked_target
    from kale_ext.cli.following import interrupts
    from kale_ext.errors import BadInput

    if arguments.detach and arguments.executed:
        raise BadInput("--detach leaves before there is an executed notebook", "use one of the two")
    runs: Runs = arguments.open_runs()
    before = runs.get(runs.resolve(arguments.run))
    target = checked_target(arguments.executed, Path(before.notebook)) if arguments.executed else None
    with interrupts() as pressed:
        state = runs.resume(before.id)
        if arguments.detach:
            return leave(state, terminal, json=arguments.json)
        if not arguments.json:
            terminal.out(f"Resumed run {state.id}")
        return attend(runs, state, terminal, target, arguments, pressed=pressed, after=before.last_event)


COMMAND = Command(
    name="resume",
    summary="run again what is missing of a run",
    description="Take up a run that failed, was cancelled or was interrupted: steps that succeeded keep their results, "
    "the others run, with the notebook as it was when the run began.",
    arguments=_arguments,
    run=_run,
)
