"""`kale clean`: delete runs."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_json
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import parse_age, plural

if TYPE_CHECKING:
    from kale_ext.engines.interface import RunSummary
    from kale_ext.services.runs import Runs


def _age(text: str) -> float:
    try:
        return parse_age(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no age; write for example 12h, 7d or 2w") from None


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no number of runs")
    return int(text)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("runs", metavar="RUN", nargs="*", help="runs to delete: ids, beginnings of ids, or `latest`")
    parser.add_argument("--keep", metavar="N", type=_count, help="delete all but the newest N ended runs")
    parser.add_argument(
        "--older-than", metavar="AGE", type=_age, help="delete runs that ended longer ago, as in 12h, 7d, 2w"
    )
    parser.add_argument("--all", action="store_true", help="delete all ended runs")
    parser.add_argument("--notebook", metavar="NOTEBOOK", help="only runs of this notebook")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")
    add_json(parser, "the deleted runs")


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from kale_ext.errors import BadInput

    by_rule = arguments.all or arguments.keep is not None or arguments.older_than is not None
    if not by_rule and not arguments.runs:
        raise BadInput("nothing says which runs to delete", "name runs, or use --keep N, --older-than AGE or --all")
    if arguments.runs and (by_rule or arguments.notebook):
        raise BadInput("runs are named and a rule is given as well", "use one of the two")
    if arguments.all and (arguments.keep is not None or arguments.older_than is not None):
        raise BadInput("--all leaves nothing to --keep or --older-than", "use one of the two")
    runs: Runs = arguments.open_runs()
    gone = _named(runs, arguments) if arguments.runs else _by_rule(runs, arguments)
    _tell(gone, arguments, terminal)
    return ExitCode.DONE


def _named(runs: Runs, arguments: Namespace) -> Sequence[RunSummary]:
    from kale_ext.errors import Conflict

    wanted = dict.fromkeys(runs.resolve(typed) for typed in arguments.runs)
    summaries = {summary.id: summary for summary in runs.list()}
    chosen = [summaries[run_id] for run_id in wanted]
    for summary in chosen:
        if not summary.status.ended:
            raise Conflict(f"run {summary.id} is under way", f"cancel it first: kale cancel {summary.id}")
    if not arguments.dry_run:
        for summary in chosen:
            runs.delete(summary.id)
    return chosen


def _by_rule(runs: Runs, arguments: Namespace) -> Sequence[RunSummary]:
    from pathlib import Path

    return runs.clean(
        keep=arguments.keep or 0,
        older_than=arguments.older_than or 0.0,
        notebook=Path(arguments.notebook).expanduser() if arguments.notebook else None,
        dry=arguments.dry_run,
    )


def _tell(gone: Sequence[RunSummary], arguments: Namespace, terminal: Terminal) -> None:
    if arguments.json:
        from kale_ext.cli.data import as_json

        terminal.json(as_json({"deleted": not arguments.dry_run, "runs": gone}))
        return
    for summary in gone:
        terminal.out(summary.id)
    terminal.say(f"{'Would delete' if arguments.dry_run else 'Deleted'} {plural(len(gone), 'run')}.")


COMMAND = Command(
    name="clean",
    summary="delete runs that have ended",
    description="Delete runs that have ended, with their files. Runs under way are never touched.",
    arguments=_arguments,
    run=_run,
)
