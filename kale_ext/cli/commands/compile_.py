"""`kale compile`: a notebook's pipeline as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_steps
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from kale_ext.services.exports import Export, Form

FORMS = ("kfp", "python", "mermaid", "json")
"""The values of `--to`; the same as `Form`, whose import would cost more than `kale --help` may."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="NOTEBOOK", help="the notebook")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write here, - for stdout (default: beside NOTEBOOK, .pipeline.yaml)"
    )
    parser.add_argument(
        "--to",
        choices=FORMS,
        help="kfp: a Kubeflow Pipelines package (the default), python: one script, mermaid: a flowchart, json: the "
        "pipeline's own form; without it the name of FILE tells",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit with 1 where the file is missing or out of date"
    )
    parser.add_argument("--image", metavar="IMAGE", default="", help="of steps for which the notebook names none (kfp)")
    parser.add_argument(
        "--with",
        dest="files",
        metavar="FILE",
        action="append",
        default=[],
        help="a small data file of the notebook's folder that travels with the steps (kfp); may be given again",
    )
    add_steps(parser)


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from kale_ext.cli.findings import say_findings
    from kale_ext.cli.neighbour import warn_of_neighbour
    from kale_ext.cli.notebooks import convert_sound
    from kale_ext.errors import BadInput
    from kale_ext.services.exports import export_file

    if arguments.check and arguments.output == "-":
        raise BadInput("--check compares with a file, and - is none", "name the file with -o FILE")
    form = _form(arguments)
    if form.value != FORMS[0] and (arguments.image or arguments.files):
        option = "--image" if arguments.image else "--with"
        raise BadInput(f"{option} is for Kubeflow packages, and this is --to {form.value}", "leave it out")
    warn_of_neighbour(terminal)
    files = [Path(file) for file in arguments.files]
    converted = convert_sound(arguments.notebook, arguments.steps, form.target, files)
    say_findings(converted.conversion.diagnostics, arguments.notebook, terminal)
    exported = export_file(converted.path, converted.conversion, form, image=arguments.image, files=files)
    if arguments.output == "-":
        terminal.out(exported.text, end="")
        _tell(exported, terminal)
        return ExitCode.DONE
    target = Path(arguments.output or Path(arguments.notebook).with_suffix(f".pipeline{form.suffix}"))
    if arguments.check:
        return _compare(target, exported.text, arguments, terminal)
    assert converted.conversion.pipeline is not None
    return _write(target, exported, len(converted.conversion.pipeline.steps), terminal)


def _form(arguments: Namespace) -> Form:
    """What is asked for: by `--to`, else by the file's name. Raises BadInput where the name does not tell."""
    from pathlib import Path

    from kale_ext.errors import BadInput
    from kale_ext.services.exports import Form, form_of

    if arguments.to is not None:
        return Form(arguments.to)
    if arguments.output in {None, "-"}:
        return Form.KFP
    form = form_of(Path(arguments.output))
    if form is None:
        raise BadInput(f"the name {arguments.output} does not tell what to write", f"say --to {', '.join(FORMS)}")
    return form


def _compare(target: Path, text: str, arguments: Namespace, terminal: Terminal) -> int:
    from kale_ext.errors import BadInput

    remedy = f"Run: {_command(target, arguments)}"
    try:
        with target.open(encoding="utf-8", newline="") as file:
            written = file.read()
    except FileNotFoundError:
        terminal.say(f"{target} is missing. {remedy}")
        return ExitCode.FAILED
    except (OSError, UnicodeDecodeError) as error:
        why = "it is no text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise BadInput(f"{target} cannot be read: {why}", "name the file that `kale compile` wrote") from error
    if written != text:
        from kale_ext.cli.changes import changes

        terminal.say(f"{target} is out of date. {remedy}")
        terminal.say("\n".join(changes(written, text)))
        return ExitCode.FAILED
    terminal.say(f"{target} is up to date.")
    return ExitCode.DONE


def _command(target: Path, arguments: Namespace) -> str:
    """The command that writes the file."""
    import shlex

    words = ["kale", "compile", arguments.notebook, "-o", str(target)]
    for option, value in (("--to", arguments.to), ("--steps", arguments.steps), ("--image", arguments.image)):
        words += [option, value] if value else []
    for file in arguments.files:
        words += ["--with", file]
    return shlex.join(words)


def _write(target: Path, exported: Export, steps: int, terminal: Terminal) -> int:
    from kale_ext.cli.executed import checked_target, replace
    from kale_ext.cli.wording import plural

    replace(checked_target(str(target), None), exported.text)
    terminal.say(f"Wrote {target} ({plural(steps, 'step')}).")
    _tell(exported, terminal)
    return ExitCode.DONE


def _tell(exported: Export, terminal: Terminal) -> None:
    """Which images were chosen and why, and what is large."""
    for image, used_by in exported.images:
        of = "" if len(exported.images) == 1 else f" for {', '.join(used_by)}"
        terminal.say(f"Image{of}: {image.reference} ({image.reason})")
    for note in exported.notes:
        terminal.say(f"Note: {note}.")


COMMAND = Command(
    name="compile",
    summary="write a notebook's pipeline for Kubeflow, or as a script",
    description="Write the pipeline of a notebook: as a Kubeflow Pipelines package, as a Python script, as a Mermaid "
    "flowchart or as JSON. The same notebook always gives the same bytes.",
    arguments=_arguments,
    run=_run,
)
