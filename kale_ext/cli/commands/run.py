"""`kale run`: run a notebook as a pipeline and watch it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from kale_ext.cli.command import Command, add_executed, add_steps, add_verbose
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from kale_ext.cli.following import Interrupts
    from kale_ext.cli.notebooks import Converted
    from kale_ext.engines.interface import RunState
    from kale_ext.services.runs import Runs


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="NOTEBOOK", help="the notebook")
    parser.add_argument(
        "-p", "--param", metavar="NAME=VALUE", action="append", default=[], help="a parameter's value; may be repeated"
    )
    parser.add_argument("--params", metavar="FILE.json", help="parameter values as a JSON object; -p goes before it")
    add_executed(parser)
    add_steps(parser)
    parser.add_argument("-j", "--jobs", metavar="N", type=int, help="run at most N steps at a time")
    parser.add_argument("-d", "--detach", action="store_true", help="start the run, print its id and leave it")
    add_verbose(parser)
    parser.add_argument(
        "--json",
        action="store_true",
        help='print each event as a line of JSON, and {"run": …} as the last line; nothing else on stdout',
    )


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from kale_ext.cli.executed import checked_target
    from kale_ext.cli.findings import say_findings
    from kale_ext.cli.following import interrupts
    from kale_ext.cli.neighbour import warn_of_neighbour
    from kale_ext.cli.notebooks import convert_sound
    from kale_ext.errors import BadInput

    if arguments.detach and arguments.executed:
        raise BadInput(
            "--detach leaves before there is an executed notebook",
            "get it later with `kale show RUN --executed OUT.ipynb`",
        )
    warn_of_neighbour(terminal)
    parameters = given_parameters(arguments.param, arguments.params)
    converted = convert_sound(arguments.notebook, arguments.steps)
    target = checked_target(arguments.executed, converted.path) if arguments.executed else None
    say_findings(converted.conversion.diagnostics, arguments.notebook, terminal)
    runs: Runs = arguments.open_runs()
    with interrupts() as pressed:
        state = _start(runs, converted, parameters, arguments)
        if arguments.detach:
            return leave(state, terminal, json=arguments.json)
        if not arguments.json:
            terminal.out(f"Run {state.id}")
        return attend(runs, state, terminal, target, arguments, pressed=pressed)


def _start(runs: Runs, converted: Converted, parameters: dict[str, Any], arguments: Namespace) -> RunState:
    return runs.start(
        converted.path,
        content=converted.content,
        conversion=converted.conversion,
        parameters=parameters,
        jobs=arguments.jobs,
        user=_user(),
    )


def _user() -> str:
    """Who runs it; the number where it has no name, as in many containers."""
    import os
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def leave(state: RunState, terminal: Terminal, *, json: bool) -> int:
    """Tell of a run that is left to itself."""
    if json:
        from kale_ext.cli.data import as_json

        terminal.json({"run": as_json(state)}, line=True)
    else:
        terminal.out(state.id)
        terminal.say(f"It runs on by itself. Watch it: kale logs {state.id} --follow")
    return ExitCode.DONE


def attend(
    runs: Runs,
    state: RunState,
    terminal: Terminal,
    target: Path | None,
    arguments: Namespace,
    *,
    pressed: Interrupts,
    after: int = 0,
) -> int:
    """Watch a run that is under way to its end, tell how it ended and write the executed notebook to `target`."""
    from shlex import quote

    from kale_ext.cli.executed import write_notebook
    from kale_ext.cli.following import conclude, watch

    try:
        ended = watch(runs, state.id, terminal, pressed, after=after, json=arguments.json, verbose=arguments.verbose)
    except KeyboardInterrupt:
        terminal.say(f"Left run {state.id} while it is being cancelled. See: kale show {state.id}")
        if target is not None:
            terminal.say(
                f"{arguments.executed} is not written; later: kale show {state.id} --executed {quote(str(target))}"
            )
        return ExitCode.CANCELLED
    code = conclude(ended, terminal, json=arguments.json, executed=target is not None)
    if target is not None:
        write_notebook(runs.notebook(state.id), target)
        terminal.say(f"Executed notebook: {arguments.executed}")
    return code


def given_parameters(pairs: list[str], file: str | None) -> dict[str, Any]:
    """Parameter values by name; those on the command line are text and go before those of the file.

    Raises BadParameter for a pair without "=", and for a file that is no JSON object.
    """
    from kale_ext.errors import BadParameter

    values = {} if file is None else _read(file)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise BadParameter(f"-p {pair} is not NAME=VALUE", "write for example -p rows=100")
        values[name.strip()] = value
    return values


def _read(file: str) -> dict[str, Any]:
    import json
    from pathlib import Path

    from kale_ext.errors import BadParameter

    try:
        values = json.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadParameter(f"{file} cannot be read: {error.strerror}", "check the path") from error
    except ValueError as error:
        raise BadParameter(f"{file} is not JSON: {error}", 'write an object, as in {"rows": 100}') from error
    if not isinstance(values, dict):
        raise BadParameter(f"{file} is JSON but no object", 'write an object, as in {"rows": 100}')
    return values


COMMAND = Command(
    name="run",
    summary="run a notebook as a pipeline",
    description="Run a notebook as a pipeline on this machine and watch it. The run is a process of its own: it goes "
    "on when this command or its terminal dies. Ctrl-C cancels it.",
    arguments=_arguments,
    run=_run,
)
