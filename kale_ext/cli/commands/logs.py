"""`kale logs`: what the cells of a run printed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_json, add_run
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from kale_ext.engines.interface import RunId
    from kale_ext.services.runs import Runs


def _arguments(parser: ArgumentParser) -> None:
    add_run(parser)
    parser.add_argument("-s", "--step", metavar="STEP", help="only this step; (imports) is what all steps begin with")
    parser.add_argument(
        "-f", "--follow", action="store_true", help="go on until the run ends; Ctrl-C stops watching only"
    )
    add_json(parser, "the output events, one a line,")


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from kale_ext.cli.wording import PROLOGUE

    runs: Runs = arguments.open_runs()
    run_id = runs.resolve(arguments.run)
    step = "" if arguments.step == PROLOGUE else arguments.step
    text = runs.log(run_id, step)  # tells of an unknown step before anything is printed
    if arguments.json or arguments.follow:
        _stream(runs, run_id, step, arguments, terminal)
        return ExitCode.DONE
    if text:
        terminal.out(text.rstrip("\n"))
    else:
        terminal.say(f"{'Step ' + arguments.step if arguments.step else 'Run ' + run_id} has printed nothing.")
    return ExitCode.DONE


def _stream(runs: Runs, run_id: RunId, step: str | None, arguments: Namespace, terminal: Terminal) -> None:
    from kale_ext.cli.log_view import LogView

    view = LogView(terminal, step)
    try:
        for event in runs.follow(run_id) if arguments.follow else runs.events(run_id):
            if arguments.json:
                if event["event"] == "output" and step in (None, event["step"]):
                    terminal.json(event, line=True)
            else:
                view.show(event)
    except KeyboardInterrupt:
        terminal.say(f"Stopped watching; run {run_id} goes on.")
    view.close()


COMMAND = Command(
    name="logs",
    summary="print what the cells of a run printed",
    description="Print what the cells of a run put out: text, results and errors.",
    arguments=_arguments,
    run=_run,
)
