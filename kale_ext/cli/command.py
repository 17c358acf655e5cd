"""What a subcommand is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from kale_ext.cli.terminal import Terminal

STEPS = ("tags", "cells", "headings", "one")
"""The values of `--steps`; the same as `Division`, which would cost an import of the whole model."""


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand of `kale`.

    summary: one line for `kale --help`. description: the text above the arguments in its own help. arguments: declares
    them. run: does it and returns the exit code; raises KaleError where it cannot. Its namespace also has `open_runs`,
    which gives the runs.
    """

    name: str
    summary: str
    description: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Terminal], int]


def add_json(parser: ArgumentParser, what: str) -> None:
    """Declare `--json`. what: the thing that is printed."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as JSON, and nothing else on stdout")


def add_steps(parser: ArgumentParser) -> None:
    """Declare `--steps`."""
    parser.add_argument(
        "--steps",
        choices=STEPS,
        help="how the notebook is divided: by its step: tags (the default), each code cell a step, "
        "the cells under each heading a step, or one step for all",
    )


def add_run(parser: ArgumentParser) -> None:
    """Declare the RUN argument."""
    parser.add_argument("run", metavar="RUN", help="id of a run, the beginning of one, or `latest`")


WHEN_ENDED = "write the executed notebook here when the run has ended, also when it failed or was cancelled"


def add_executed(parser: ArgumentParser, what: str = WHEN_ENDED) -> None:
    """Declare `--executed`. what: its help."""
    parser.add_argument("--executed", metavar="OUT.ipynb", help=what)


def add_verbose(parser: ArgumentParser) -> None:
    """Declare `--verbose`."""
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="show what the cells print, each line with its step"
    )
