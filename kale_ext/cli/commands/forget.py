"""`kale forget`: what runs have shown about a notebook is known no more."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_json
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from kale_ext.services.learnt import Forgotten, KnownEffect


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="NOTEBOOK", help="the notebook, which stays as it is")
    add_json(parser, "what was forgotten")


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from kale_converter.reading.quick_start import skip_iri_grammar
    from kale_ext.cli.notebooks import existing

    path = existing(arguments.notebook)
    skip_iri_grammar()
    from kale_ext.services.learnt import forget

    forgotten = forget(path)
    if arguments.json:
        from kale_ext.cli.data import as_json

        terminal.json(as_json(forgotten))
    else:
        _tell(forgotten, arguments.notebook, terminal)
    return ExitCode.DONE


def _tell(forgotten: Forgotten, notebook: str, terminal: Terminal) -> None:
    from kale_ext.cli.wording import plural

    for effect in forgotten.effects:
        terminal.out(_line(effect))
    if forgotten.problem:
        terminal.say(f"Deleted what runs have shown about {notebook}, which could not be read: {forgotten.problem}.")
    elif forgotten.effects:
        count = plural(len(forgotten.effects), "thing")
        terminal.say(
            f"Forgot {count} that runs have shown about {notebook}. The next run finds out again what is still so."
        )
    else:
        terminal.say(
            f"Runs have shown nothing about {notebook} that its text does not say: there is nothing to forget."
        )


def _line(effect: KnownEffect) -> str:
    cell = "a cell that was edited or removed since" if effect.cell is None else f"cell {effect.cell}"
    return f"{cell} {effect.text}" + (f" (run {effect.run})" if effect.run else "")


COMMAND = Command(
    name="forget",
    summary="forget what runs have shown about a notebook",
    description="Forget what runs have shown about a notebook beyond what its text says (K306 of `kale check`). The "
    "notebook and its runs stay. To get it back, run the notebook: a run that sees it again corrects itself as before.",
    arguments=_arguments,
    run=_run,
)
