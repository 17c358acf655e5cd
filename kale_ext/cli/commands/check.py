"""`kale check`: what is wrong with notebooks."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from kale_ext.cli.command import Command, add_json, add_steps
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

TARGETS = ("local", "kubeflow", "any")
"""The values of `Target`, whose import would cost more than `kale --help` may."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebooks", metavar="NOTEBOOK", nargs="+", help="the notebooks to check")
    add_steps(parser)
    parser.add_argument(
        "--target",
        choices=TARGETS,
        default=TARGETS[0],
        help="what the pipeline is for (default: local); what that target does not honour is told",
    )
    add_json(parser, "all findings")


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from kale_ext.cli.neighbour import warn_of_neighbour
    from kale_ext.cli.notebooks import convert
    from kale_ext.errors import KaleError

    warn_of_neighbour(terminal)
    documents: list[dict[str, Any]] = []
    for typed in arguments.notebooks:
        try:
            converted = convert(typed, arguments.steps, arguments.target)
        except KaleError as error:
            if len(arguments.notebooks) == 1:
                raise
            documents.append(_unreadable(typed, error, terminal))
        else:
            documents.append(_document(typed, converted.conversion))
            if not arguments.json:
                _print(typed, converted.conversion, terminal)
    ok = all(document["ok"] for document in documents)
    if arguments.json:
        terminal.json({"ok": ok, "notebooks": documents})
    return ExitCode.DONE if ok else ExitCode.BAD_INPUT


def _document(typed: str, conversion: Any) -> dict[str, Any]:
    from kale_ext.cli.data import as_json
    from kale_ext.services.analysis import finding

    findings = as_json([finding(diagnostic) for diagnostic in conversion.diagnostics])
    return {"path": typed, "ok": conversion.ok, "diagnostics": findings}


def _unreadable(typed: str, error: Any, terminal: Terminal) -> dict[str, Any]:
    from kale_ext.cli.data import error_as_json
    from kale_ext.cli.error_text import say_error

    say_error(error, terminal)
    return {"path": typed, "ok": False, "diagnostics": [], **error_as_json(error)}


def _print(typed: str, conversion: Any, terminal: Terminal) -> None:
    from kale_ext.cli.findings import rendered, tally
    from kale_ext.cli.wording import plural

    for diagnostic in conversion.diagnostics:
        terminal.out(rendered(diagnostic, terminal.style))
    pipeline = conversion.pipeline
    what = "no pipeline" if pipeline is None else plural(len(pipeline.steps), "step")
    colour = "green" if conversion.ok else "red"
    terminal.out(terminal.style(f"{typed}: {what}, {tally(conversion.diagnostics)}", colour))


COMMAND = Command(
    name="check",
    summary="say what is wrong with a notebook",
    description="Convert notebooks and print every finding, with its place and what to do. Runs nothing.",
    arguments=_arguments,
    run=_run,
)
