"""A notebook's steps as a graph of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.bundle_task import FROM_AROUND, bundle_executor, bundle_tasks_of, from_giver, with_bundle
from kale_converter.export.kfp.carrying import Cargo, load
from kale_converter.export.kfp.claims import CREATE_EXECUTOR, DELETE_EXECUTOR, claim_source, create_task, delete_task
from kale_converter.export.kfp.container import chosen_image, executor
from kale_converter.export.kfp.control import controlled, make_plan
from kale_converter.export.kfp.exit_handler import exit_step, with_exit_handler
from kale_converter.export.kfp.names import task_names
from kale_converter.export.kfp.reach import reaching
from kale_converter.export.kfp.steps import step_task
from kale_converter.export.kfp.sub_pipelines import sub_notebook, sub_pipeline
from kale_converter.export.kfp.task import Source, Task
from kale_converter.export.kfp.volumes import CreatedVolume, created_volumes
from kale_converter.export.surroundings import Image, Surroundings
from kale_converter.model import Conversion, Pipeline, Step
from kale_converter.program.command import Carried
from kale_converter.program.step_bundle import StepBundles
from kale_converter.reading.names import unique


@dataclass(frozen=True, slots=True)
class Made:
    """What is made of steps, other notebooks' too, besides their tasks: by executor label, and by step."""

    executors: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    cargos: list[Cargo] = field(default_factory=list)
    steps: dict[str, tuple[Step, Pipeline]] = field(default_factory=dict)
    """By executor label."""


def draw(conversion: Conversion, surroundings: Surroundings, made: Made) -> tuple[Task, ...]:
    """The graph of a notebook's steps; what they take besides is added to `made`. Raises ExportError."""
    drawing = _Drawing(conversion, surroundings, made)
    drawing.load()
    return drawing.tasks()


class _Drawing:
    """A notebook on its way to a graph. around: the notebooks whose part it is. prefix: of its components' labels.

    First all bundles are made, those of the notebooks within too; then it is decided how they travel, and drawn.
    handing: the tasks that hand bundles on, in the graph where they stand. source: where bundles come from then.
    """

    def __init__(
        self,
        conversion: Conversion,
        surroundings: Surroundings,
        made: Made,
        around: tuple[tuple[str, str, str], ...] = (),
    ) -> None:
        assert conversion.pipeline is not None
        self.conversion, self.surroundings, self.made, self.around = conversion, surroundings, made, around
        self.pipeline = conversion.pipeline
        self.names = task_names(self.pipeline)
        self.plan = make_plan(conversion, self.pipeline, self.names)
        self.prefix = "".join(f"{task}--" for _, _, task in around)  # no name of a task has two hyphens together
        self.reaching = reaching(conversion, self.pipeline)
        self.handler = exit_step(self.pipeline)
        self.created = created_volumes(self.pipeline)
        self.bundles = self._bundles()
        self.others = {step.name: self._other(step) for step in self.pipeline.steps if step.settings.notebook}
        self.cargo = Cargo({}, None, {}, 0)
        self.handing: list[tuple[Task, Carried]] = []
        self.source: Source | None = None

    def load(self) -> None:
        """Decide how the bundles travel, of this notebook and of all within it. Raises ExportError."""
        cargo = load(dict(self.all_bundles()), {*self.alone()})
        self.made.cargos.append(cargo)
        self.made.sizes.update(cargo.sizes)
        if cargo.shared:
            self.handing = bundle_tasks_of(cargo.shared, self.names.values(), self.prefix)
        self.take(cargo, from_giver(self.handing) if self.handing else None)

    def tasks(self) -> tuple[Task, ...]:
        """The graph."""
        tasks = [self._task(step) for step in self.pipeline.steps if step is not self.handler]
        for task, carried in self.handing:
            tasks.append(task)
            image = self.surroundings.default_image.reference
            self.made.executors[f"exec-{self.prefix}{task.name}"] = bundle_executor(carried, image)
        tasks += self._claims()
        if self.handler is None:
            return tuple(tasks)
        return with_exit_handler(tasks, self._task(self.handler), self.prefix)

    def _bundles(self) -> dict[str, Mapping[str, Any]]:
        """The bundles of its own steps, by what these are called to users."""
        made = StepBundles(self.conversion, self.surroundings)
        bundles: dict[str, Mapping[str, Any]] = {}
        for step in self.pipeline.steps:
            if step.settings.notebook:
                continue
            image = chosen_image(step, self.pipeline.settings, self.surroundings)
            self.made.images[self._told(step)] = image
            wiring = replace(self.plan.ports.wirings[step.name], image=image.reference)
            bundles[self._told(step)] = made.of(step.name, wiring)
        return bundles

    def _within(self) -> list[_Drawing]:
        """The notebooks within that take bundles from where this one does: the exit handler does not."""
        handler = self.handler.name if self.handler else None
        return [other for name, other in self.others.items() if name != handler]

    def all_bundles(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Those of the notebooks within too, as far as they travel together."""
        yield from self.bundles.items()
        for other in self._within():
            yield from other.all_bundles()

    def alone(self) -> Iterator[str]:
        """The steps that must not need anything of another."""
        if self.handler and not self.handler.settings.notebook:
            yield self._told(self.handler)
        for other in self._within():
            yield from other.alone()

    def take(self, cargo: Cargo, source: Source | None) -> None:
        """Let it and the notebooks within carry what has been decided. source: where their tasks take it from."""
        self.cargo, self.source = cargo, source
        within = self._within()
        for other in self.others.values():
            if other in within:
                other.take(cargo, FROM_AROUND if source else None)
            else:
                other.load()

    def _task(self, step: Step) -> Task:
        label = self.prefix + self.names[step.name]
        task = step_task(step, self.pipeline, self.plan, self.reaching[step.name], label)
        if step.settings.notebook:
            return controlled(self._within_this(task, step), step, self.plan, self.prefix)
        label = f"exec-{label}"
        image = self.made.images[self._told(step)]
        self.made.executors[label] = executor(step, image, self.cargo.commands[self._told(step)], self.surroundings)
        self.made.steps[label] = step, self.pipeline
        if self.source and step is not self.handler:
            task = with_bundle(task, self.source)
        task = replace(task, claims={(label, c.volume.name): claim_source(c) for c in self._mounted(step)})
        return controlled(task, step, self.plan, self.prefix)

    def _mounted(self, step: Step) -> list[CreatedVolume]:
        found = [created for created in self.created if step.name in created.steps]
        if found and step is self.handler:
            raise ExportError(
                "exit-handler",
                f"step {step.name} cannot be the exit handler: it mounts {found[0].volume.name}, which may not be made",
                "let it mount volumes that exist",
            )
        return found

    def _claims(self) -> list[Task]:
        """The tasks that make and remove the claims of this run."""
        taken = {*self.names.values(), *(created.task for created in self.created)}
        tasks = []
        for created in self.created:
            delete = unique(f"delete-{created.task.removeprefix('create-')}", taken)
            taken.add(delete)
            tasks += [create_task(created, self.prefix), delete_task(created, delete, self.plan.places, self.prefix)]
            self.made.executors[f"exec-{self.prefix}{created.task}"] = CREATE_EXECUTOR
            self.made.executors[f"exec-{self.prefix}{delete}"] = DELETE_EXECUTOR
        return tasks

    def _other(self, step: Step) -> _Drawing:
        """The notebook that a step is."""
        conversion = sub_notebook(step, self.surroundings, tuple(notebook for notebook, _, _ in self.around))
        around = (*self.around, (step.settings.notebook, str(step.name), self.plan.places[step.name].inner))
        return _Drawing(conversion, self.surroundings, self.made, around)

    def _within_this(self, task: Task, step: Step) -> Task:
        """The task of a step that is another notebook."""
        other = self.others[step.name]
        inputs = {parameter.name: parameter.name for parameter in self.pipeline.parameters}
        item = self.plan.ports.wirings[step.name].item
        if step.settings.foreach and item:
            inputs[step.settings.foreach.variable] = item
        whole = sub_pipeline(task, step, inputs, other.pipeline, other.tasks())
        return with_bundle(whole, self.source) if self.source and not other.handing else whole

    def _told(self, step: Step) -> str:
        """How the step is called to users: `step`, or `step/step of the other notebook`."""
        return "/".join((*(name for _, name, _ in self.around), step.name))
