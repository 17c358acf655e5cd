"""K525: condition-types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kale_converter.diagnostics.earlier import known_before, writer_before
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Span, Step, StepName, Target
from kale_converter.reading.cel import Named, NotInCel, to_cel
from kale_converter.reading.condition import Condition, ConditionError, read_condition
from kale_converter.reading.kfp_types import PARAMETER_TYPES, WORDS, may_be_missing

Made = tuple[StepName, str]
"""A variable, and the step that it is taken from."""


class ConditionTypes(Rule):
    """A condition compares what Kubeflow Pipelines cannot compare.

    What
    ----
    `when` compares a number with a text, asks for the order of a list, compares two variables of which nothing tells
    the type, or uses a number that is too large. Or two conditions take one variable for values of different types.

    Why
    ---
    The cluster asks the condition in CEL, a language with strict types, and a variable goes there as a parameter of
    one type: that of what it is compared with.

    What to do
    ----------
    Compute True or False in an earlier step, and ask for that.
    """

    code = "K525"
    name = "condition-types"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW, Target.ANY})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        first: dict[Made, tuple[str, StepName]] = {}
        for step, span in facts.placed_steps():
            try:
                made = _types(step, facts)
            except NotInCel as problem:
                yield self._refused(step, problem, span)
                continue
            for variable, kind in made.items():
                before, other = first.setdefault(variable, (kind, step.name))
                if before != kind:
                    yield self.finding(
                        f"the condition of step {step.name} takes {variable[1]} of step {variable[0]} for "
                        f"{WORDS[kind]}, and that of step {other} for {WORDS[before]}",
                        "compare it with values of one type",
                        span,
                    )

    def _refused(self, step: Step, problem: NotInCel, span: Span) -> Diagnostic:
        return self.finding(
            f"Kubeflow Pipelines cannot ask the condition of step {step.name}, `{step.settings.when}`: {problem}",
            "compute True or False in a step before, and ask for that",
            span,
        )


def _types(step: Step, facts: Facts) -> Mapping[Made, str]:
    """The types that a condition takes variables of earlier steps for. Raises NotInCel."""
    condition = _condition(step)
    if condition is None:
        return {}
    known = known_before(step, facts)
    parameters = {parameter.name: parameter for parameter in facts.parameters}
    names: dict[str, Named] = {}
    for name in condition.names:
        if name in known.made:
            names[name] = Named(name)
        elif name in parameters:
            parameter = parameters[name]
            names[name] = Named(name, PARAMETER_TYPES[parameter.type], may_be_missing(parameter))
        else:
            return {}  # K515 tells
    kinds = to_cel(condition.expression, names).kinds
    writers = {name: writer_before(step, name, facts) for name in names if name in known.made}
    return {(writer, name): kinds[name] for name, writer in writers.items()}


def _condition(step: Step) -> Condition | None:
    try:
        return read_condition(step.settings.when) if step.settings.when else None
    except ConditionError:
        return None  # K514 tells
