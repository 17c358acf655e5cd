"""The `kale` command: reads the command line, and maps errors to messages and exit codes."""

from __future__ import annotations

import os
import sys
import textwrap
from argparse import SUPPRESS, Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from kale_ext.cli.command import Command
from kale_ext.cli.exit_code import EXPLANATION, ExitCode
from kale_ext.cli.opening import open_runs
from kale_ext.cli.registry import COMMANDS
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from kale_ext.services.runs import Runs

DEBUG = "KALE_DEBUG"
"""Set this variable to see the stack trace of an unexpected error."""
WIDTH = 79


class _Version(Action):
    """Looks the version up only when it is asked for: the register of packages is slow to open."""

    def __init__(self, option_strings: Sequence[str], dest: str = SUPPRESS) -> None:
        super().__init__(option_strings, dest=dest, nargs=0, default=SUPPRESS, help="print the version")

    def __call__(self, parser: ArgumentParser, *_: Any) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"kale {version('kale-ext')}\n")
        parser.exit(ExitCode.DONE)


def parser() -> ArgumentParser:
    """The whole command line."""
    whole = ArgumentParser(
        prog="kale",
        description="Run the pipeline that is in a notebook.",
        epilog=EXPLANATION,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=_Version)
    subparsers = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        subparser = subparsers.add_parser(
            command.name,
            help=command.summary,
            description=textwrap.fill(command.description, WIDTH),
            epilog=EXPLANATION,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.arguments(subparser)
        subparser.set_defaults(command=command)
    return whole


def main(
    argv: Sequence[str] | None = None, terminal: Terminal | None = None, opener: Callable[[], Runs] = open_runs
) -> int:
    """Do what the command line says and give the exit code.

    argv: without the name of the program, None for the process's own. terminal: None for the process's own.
    opener: gives the runs to work on; only called by commands that need them.
    """
    terminal = terminal or Terminal()
    try:
        code = _main(sys.argv[1:] if argv is None else argv, terminal, opener)
        terminal.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    return code


def _main(argv: Sequence[str], terminal: Terminal, opener: Callable[[], Runs]) -> int:
    if not argv:
        terminal.say(parser().format_help().rstrip("\n"))
        return ExitCode.BAD_INPUT
    try:
        arguments = parser().parse_args(argv, Namespace(open_runs=opener))
    except SystemExit as leaving:  # argparse has said what is wrong, or has printed the help
        return leaving.code if isinstance(leaving.code, int) else ExitCode.BAD_INPUT
    command: Command = arguments.command
    try:
        return command.run(arguments, terminal)
    except KeyboardInterrupt:
        terminal.say("Cancelled.")
        return ExitCode.CANCELLED
    except BrokenPipeError:
        raise
    except Exception as error:
        return _explain(error, arguments, terminal)


def _explain(error: Exception, arguments: Namespace, terminal: Terminal) -> int:
    from kale_ext.cli.error_text import say_error
    from kale_ext.errors import KaleError

    if isinstance(error, KaleError):
        say_error(error, terminal, getattr(arguments, "notebook", None) or "")
        if getattr(arguments, "json", False):
            from kale_ext.cli.data import error_as_json

            terminal.json(error_as_json(error), line=arguments.command.name in ("run", "resume"))
        return ExitCode.BAD_INPUT
    if os.environ.get(DEBUG):
        raise error
    label = terminal.error_style("error: ", "red", "bold")
    if isinstance(error, OSError) and error.strerror:
        what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        terminal.say(f"{label}{what}\n  {DEBUG}=1 before the command shows what was tried")
        return ExitCode.FAILED
    terminal.say(
        f"{label}{type(error).__name__}: {error}\n"
        f"  this is a bug in Kale Ext; {DEBUG}=1 before the command shows where: please report it with that"
    )
    return ExitCode.FAILED
