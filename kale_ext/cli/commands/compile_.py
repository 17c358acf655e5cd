"""`kale compile`: a notebook's pipeline as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_steps
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".pipeline.json"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="NOTEBOOK", help="the notebook")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help=f"write here, - for stdout (default: NOTEBOOK{SUFFIX} beside it)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit with 1 where the file is missing or out of date"
    )
    add_steps(parser)


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from kale_converter.export.json_form import to_json
    from kale_ext.cli.findings import say_findings
    from kale_ext.cli.neighbour import warn_of_neighbour
    from kale_ext.cli.notebooks import convert_sound
    from kale_ext.errors import BadInput

    if arguments.check and arguments.output == "-":
        raise BadInput("--check compares with a file, and - is none", "name the file with -o FILE")
    warn_of_neighbour(terminal)
    converted = convert_sound(arguments.notebook, arguments.steps)
    pipeline = converted.conversion.pipeline
    assert pipeline is not None
    say_findings(converted.conversion.diagnostics, arguments.notebook, terminal)
    text = to_json(pipeline)
    if arguments.output == "-":
        terminal.out(text, end="")
        return ExitCode.DONE
    target = Path(arguments.output) if arguments.output else Path(arguments.notebook).with_suffix(SUFFIX)
    if arguments.check:
        return _compare(target, text, arguments.notebook, terminal)
    return _write(target, text, len(pipeline.steps), terminal)


def _compare(target: Path, text: str, notebook: str, terminal: Terminal) -> int:
    from shlex import quote

    from kale_ext.errors import BadInput

    remedy = f"Run: kale compile {quote(notebook)} -o {quote(str(target))}"
    try:
        written = target.read_text(encoding="utf-8")
    except FileNotFoundError:
        terminal.say(f"{target} is missing. {remedy}")
        return ExitCode.FAILED
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{target} cannot be read: {error}", "name the file that `kale compile` wrote") from error
    if written != text:
        terminal.say(f"{target} is out of date. {remedy}")
        return ExitCode.FAILED
    terminal.say(f"{target} is up to date.")
    return ExitCode.DONE


def _write(target: Path, text: str, steps: int, terminal: Terminal) -> int:
    from kale_ext.cli.executed import checked_target, replace
    from kale_ext.cli.wording import plural

    replace(checked_target(str(target), None), text)
    terminal.say(f"Wrote {target} ({plural(steps, 'step')}).")
    return ExitCode.DONE


COMMAND = Command(
    name="compile",
    summary="write a notebook's pipeline as JSON",
    description="Write the pipeline of a notebook as JSON; the same notebook always gives the same bytes.",
    arguments=_arguments,
    run=_run,
)
