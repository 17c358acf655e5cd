"""`kale suggest`: steps for a notebook that has none."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_json
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from kale_converter.model import Suggestion


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="NOTEBOOK", help="the notebook")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--write", action="store_true", help="write the tags into the notebook, and nothing else")
    where.add_argument("-o", "--output", metavar="OUT.ipynb", help="write a copy of the notebook with the tags")
    parser.add_argument("--skip", action="store_true", help="also skip the cells that are offered to be skipped")
    add_json(parser, "the proposal")


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from kale_converter.reading.quick_start import skip_iri_grammar
    from kale_ext.cli.notebooks import existing
    from kale_ext.errors import BadInput

    path = existing(arguments.notebook)
    skip_iri_grammar()
    from kale_ext.cli.data import as_json
    from kale_ext.services.suggestion import suggest_file

    before = path.read_bytes() if path.is_file() else b""
    suggestion = suggest_file(path, skip=arguments.skip)
    if not suggestion.cells and not suggestion.tagged:
        raise BadInput(f"{arguments.notebook}: {suggestion.note}", "name another notebook")
    if arguments.json:
        terminal.json(as_json(suggestion))
    else:
        _print(suggestion, arguments.notebook, terminal)
    target = _target(arguments, path)
    if target is not None:
        _write(suggestion, before, path, target)
        if not arguments.json:
            terminal.say(f"Wrote the tags to {arguments.output or arguments.notebook}.")
    elif suggestion.cells and not arguments.json:
        terminal.say("Nothing is written yet: --write puts the tags into the notebook, -o OUT.ipynb into a copy.")
    return ExitCode.DONE


def _print(suggestion: Suggestion, notebook: str, terminal: Terminal) -> None:
    from kale_ext.cli.suggestion_text import graph, table

    if suggestion.cells:
        terminal.out("\n".join([*table(suggestion), "", *graph(suggestion)]))
    if suggestion.note:
        terminal.say(f"{notebook}: {suggestion.note}")


def _target(arguments: Namespace, path: Path) -> Path | None:
    from kale_ext.cli.executed import checked_target

    if arguments.output:
        return checked_target(arguments.output, path)
    return checked_target(str(path.resolve()), None) if arguments.write else None


def _write(suggestion: Suggestion, before: bytes, path: Path, target: Path) -> None:
    """Write the notebook with the tags. before: its bytes as they were when the proposal was made."""
    from kale_ext.cli.executed import replace
    from kale_ext.errors import Conflict
    from kale_ext.services.tagging import with_tags

    places = {cell.index: cell.tags for cell in suggestion.cells if cell.tags}
    text = with_tags(before.decode("utf-8"), places)
    if path.read_bytes() != before:
        raise Conflict(f"{path} was changed meanwhile, so nothing is written", "try again")
    if places or target != path.resolve():
        replace(target, text)


COMMAND = Command(
    name="suggest",
    summary="propose steps for a notebook that has none",
    description="Propose tags for a notebook, from its headings and what its cells need of each other. Runs nothing; "
    "the notebook is changed only with --write.",
    arguments=_arguments,
    run=_run,
)
