"""`kale graph`: the steps of a notebook and what they wait for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kale_ext.cli.command import Command, add_steps
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.terminal import Terminal

if TYPE_CHECKING:
    from kale_converter.model import Notebook, Pipeline, StepName

EVERY = ""
"""What `--why` without a step asks for."""
FORMATS = ("text", "mermaid", "json")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="NOTEBOOK", help="the notebook")
    parser.add_argument(
        "--why",
        metavar="STEP",
        nargs="?",
        const=EVERY,
        help="tell why this step (without STEP: why each) waits for others, with the lines of code",
    )
    parser.add_argument("--format", choices=FORMATS, help="how to print it (default: text)")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    add_steps(parser)


def _run(arguments: Namespace, terminal: Terminal) -> int:
    from kale_ext.cli.findings import say_findings
    from kale_ext.cli.neighbour import warn_of_neighbour
    from kale_ext.cli.notebooks import convert
    from kale_ext.errors import BadInput, NotConvertible

    if arguments.why is not None and arguments.format == "mermaid":
        raise BadInput("--why has no Mermaid form", "use it with --format text or json")
    warn_of_neighbour(terminal)
    conversion = convert(arguments.notebook, arguments.steps, "any").conversion
    if conversion.pipeline is None:
        raise NotConvertible(
            f"{arguments.notebook} cannot be made a pipeline", "mend the errors and try again", conversion.diagnostics
        )
    explained = _explained(conversion.pipeline, arguments.why)
    say_findings([found for found in conversion.diagnostics if found.severity == "error"], arguments.notebook, terminal)
    _print(conversion.pipeline, conversion.notebook, explained, arguments.format or "text", terminal)
    return ExitCode.DONE if conversion.ok else ExitCode.BAD_INPUT


def _print(
    pipeline: Pipeline, notebook: Notebook, explained: tuple[StepName, ...], form: str, terminal: Terminal
) -> None:
    from kale_ext.cli.graph_text import overview, why

    if form == "mermaid":
        from kale_converter.export.mermaid import to_mermaid

        terminal.out(to_mermaid(pipeline).rstrip("\n"))
    elif form == "json":
        from kale_ext.cli.data import as_json

        shown = explained or tuple(step.name for step in pipeline.steps)
        steps = [{"name": step.name, "after": step.after} for step in pipeline.steps if step.name in shown]
        edges = [edge for edge in pipeline.edges if edge.target in shown]
        terminal.json(as_json({"name": pipeline.settings.name, "steps": steps, "edges": edges}))
    elif explained:
        terminal.out("\n\n".join("\n".join(why(pipeline, step, notebook)) for step in explained))
    else:
        terminal.out("\n".join(overview(pipeline)))


def _explained(pipeline: Pipeline, wanted: str | None) -> tuple[StepName, ...]:
    """The steps of `--why`: none without it, all where it names none."""
    if wanted is None:
        return ()
    if wanted == EVERY:
        return tuple(step.name for step in pipeline.steps)
    return (_step(pipeline, wanted),)


def _step(pipeline: Pipeline, name: str) -> StepName:
    from difflib import get_close_matches

    from kale_ext.errors import NotFound

    names = [step.name for step in pipeline.steps]
    for known in names:
        if known == name:
            return known
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise NotFound(f"there is no step {name!r}", f"{hint}the steps are {', '.join(names)}")


COMMAND = Command(
    name="graph",
    summary="show the steps of a notebook and what they wait for",
    description="Show the steps of a notebook, what each waits for, and why. Runs nothing.",
    arguments=_arguments,
    run=_run,
)
