"""K517: exit-handler."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Step, Target, VolumeKind


class ExitHandler(Rule):
    """An exit handler takes part in the pipeline.

    What
    ----
    A step with `exit_handler` takes values from other steps, or another step takes values from it; or it has a loop, a
    condition or a cache; or it mounts a volume that the run makes; or several steps are exit handlers.

    Why
    ---
    It runs at the end, however the run went: what the others would hand over may never have been made.

    What to do
    ----------
    Let it read what it needs from where the other steps leave it (a volume, an object store), or from parameters.
    Do the rest in an ordinary step.
    """

    code = "K517"
    name = "exit-handler"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW, Target.ANY})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        handlers = [(step, span) for step, span in facts.placed_steps() if step.settings.exit_handler]
        names = {step.name for step, _ in handlers}
        for step, span in handlers:
            for wrong in (*_taken(step), *_given(step, facts), *_mounted(step, facts), *_besides(step)):
                message = f"the exit handler {step.name} {wrong}"
                yield self.finding(message, "do that in an ordinary step, or remove `exit_handler`", span)
        for step, span in handlers[1:]:
            yield self.finding(
                f"{step.name} is an exit handler, and so is {handlers[0][0].name}", "make one step of them", span
            )
        if names and len(names) == len(facts.analysis.steps):
            yield self.finding("there is no step but the exit handler", "remove `exit_handler`", handlers[0][1])


def _taken(step: Step) -> list[str]:
    found = sorted({(given.variable, given.step) for given in step.inputs if not given.variable.startswith("file:")})
    return [f"takes {variable} from step {giver}" for variable, giver in found]


def _given(step: Step, facts: Facts) -> list[str]:
    taken = {
        (given.variable, other.name)
        for other in facts.analysis.steps
        for given in other.inputs
        if given.step == step.name and not given.variable.startswith("file:")
    }
    return [f"gives {variable} to step {taker}" for variable, taker in sorted(taken)]


def _mounted(step: Step, facts: Facts) -> list[str]:
    volumes = facts.metadata.settings.volumes_of(step.settings)
    return [f"mounts {v.name}, which may not have been made" for v in volumes if v.kind is VolumeKind.NEW]


def _besides(step: Step) -> list[str]:
    settings = step.settings
    given = {name: getattr(settings, name) for name in ("foreach", "when", "cache", "cache_key")}
    return [f"has `{name}`" for name, asked in given.items() if asked]
