"""K308: several-producers."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from kale_converter.analysis.analysis import Partial
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.paths import way_to
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Input, Severity, Step, StepName


class SeveralProducers(Rule):
    """A value may come from more than one step.

    What
    ----
    A step binds a name under an `if`, a `try` or a `match`, another step before it has bound the same name, and a
    third one uses it. Or a name may come from star imports in several steps.

        # step a           # step b            # step c
        model = Small()    if big:             model.fit(X)
                               model = Big()

    Why
    ---
    Which of the two the third step gets, only the run can tell. It gets what the notebook would give it: the step that
    may bind the name receives the earlier value, and hands on that one or its own.

    What to do
    ----------
    Nothing. Where the steps should not wait for each other, give the two values names of their own.
    """

    code = "K308"
    name = "several-producers"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        owners = facts.steps_by_cell()
        chosen = [partial for partial in facts.analysis.partial if _chosen(partial, facts)]
        readers_of = _readers_of(facts.analysis.steps) if chosen else {}
        for partial in chosen:
            producer = owners[partial.span.cell].name if partial.span.cell in owners else StepName("")
            others = sorted({owners[span.cell].name for span in partial.others if span.cell in owners} - {producer})
            readers = readers_of.get(Input(partial.name, producer))
            if producer and others and readers:
                yield self.finding(
                    f"{_named(readers)} {partial.name!r} from {producer}, which binds it on some paths only and else "
                    f"hands on that of {' and '.join(others)}",
                    "nothing, or give the values names of their own",
                    partial.span,
                )
        yield from self._starred(facts)

    def _starred(self, facts: Facts) -> Iterator[Diagnostic]:
        """A name that several steps hand on: each of them may have it from a star import."""
        for step in facts.analysis.steps:
            if len({given.variable for given in step.inputs}) == len(step.inputs):
                continue
            sources: dict[str, list[str]] = {}
            for given in step.inputs:
                sources.setdefault(given.variable, []).append(given.step)
            for name, steps in _several(sources).items():
                yield self.finding(
                    f"the step {step.name} may get {name!r} from {' or from '.join(steps)}; the last one that has it "
                    "counts",
                    "import the name itself instead of a star",
                )


def _readers_of(steps: Iterable[Step]) -> Mapping[Input, list[str]]:
    """The steps that get each variable from each step."""
    found: dict[Input, list[str]] = {}
    for step in steps:
        for given in step.inputs:
            found.setdefault(given, []).append(step.name)
    return found


def _several(sources: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: steps for name, steps in sorted(sources.items()) if len(steps) > 1}


def _named(readers: list[str]) -> str:
    verb = "gets" if len(readers) == 1 else "get"
    return f"{', '.join(readers)} {verb}"


def _chosen(partial: Partial, facts: Facts) -> bool:
    """Whether the name is bound by a choice, and not merely in a loop, which runs as a rule."""
    source = facts.code.of(partial.span.cell)
    way = way_to(source, partial.span)[:-1] if source is not None else ()
    return any(isinstance(node, ast.If | ast.Try | ast.TryStar | ast.Match) for node in way)
