"""The exit handler: a step that runs at the end, however the run went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.groups import group
from kale_converter.export.kfp.task import Task
from kale_converter.model import Pipeline, Step
from kale_converter.reading.names import unique

_GROUP = "exit-handler-1"
_ALWAYS = {"triggerPolicy": {"strategy": "ALL_UPSTREAM_TASKS_COMPLETED"}}


def exit_step(pipeline: Pipeline) -> Step | None:
    """The step that is the exit handler. Raises ExportError where KFP cannot run it as one."""
    steps = [step for step in pipeline.steps if step.settings.exit_handler]
    if not steps:
        return None
    step, *others = steps
    if others:
        raise _refused(step, f"the step {others[0].name} is one too, and Kubeflow Pipelines has one at most")
    if len(pipeline.steps) == 1:
        raise _refused(step, "there is no other step")
    if step.inputs:
        given = step.inputs[0]
        raise _refused(step, f"it takes {given.variable} from step {given.step}, which may not have run")
    if step.settings.foreach or step.settings.when:
        raise _refused(step, "it has a loop or a condition")
    waiting = next((other.name for other in pipeline.steps if step.name in other.after), None)
    if waiting:
        raise _refused(step, f"step {waiting} waits for it")
    return step


def with_exit_handler(tasks: Iterable[Task], handler: Task, prefix: str) -> tuple[Task, Task]:
    """All tasks as one, and the handler after it. prefix: of components' labels."""
    members = tuple(tasks)
    name = unique(_GROUP, {handler.name, *(member.name for member in members)})
    whole = group(name, prefix + name, members, {})
    return whole, replace(handler, after=(name,), options={**handler.options, **_ALWAYS})


def _refused(step: Step, why: str) -> ExportError:
    return ExportError(
        "exit-handler",
        f"step {step.name} cannot be the exit handler: {why}",
        "let one step that needs nothing of others be the exit handler",
    )
