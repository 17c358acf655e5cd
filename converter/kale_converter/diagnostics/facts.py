"""All that is known of a notebook when the rules look at it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from kale_converter.analysis import Analysis, Unstorable
from kale_converter.diagnostics.code import Code
from kale_converter.model import (
    OF_KALE_1,
    CellId,
    Division,
    Notebook,
    Parameter,
    Severity,
    Span,
    Step,
    StepName,
    Target,
    Volume,
)
from kale_converter.reading.asked import NOTHING, Asked
from kale_converter.reading.division import Divided
from kale_converter.reading.metadata_facts import Metadata, MetadataProblem, MetadataProblemKind
from kale_converter.reading.parameters import ParameterProblem, ParameterProblemKind
from kale_converter.reading.place import cell_span
from kale_converter.reading.tags import CellTags, TagProblem, TagProblemKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AskedAt:
    """Settings and where they are asked for. where: the key in the metadata, "" for tags of the cell at `span`."""

    asked: Asked
    span: Span | None
    where: str = ""

    @property
    def of(self) -> str:
        """The place, to be put behind a message."""
        return f" ({self.where})" if self.where else ""


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder that something is mounted at, and where that is asked for. what: in words, with its name.

    of_kale: it is a volume of a kind that only Kale 1.x knew, in metadata that Kale wrote.
    """

    what: str
    mount_point: str
    at: AskedAt
    volume: Volume | None = None
    of_kale: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What reading and analysis found. division: the one in force. rules: the severity of every rule, by its code.

    learnt_problem: why what runs have shown cannot be read, "" where it can. local_modules: the modules that stand
    beside the notebook. target: what the pipeline is converted for. profiles: the names of the administrator's.
    carried: data files that travel with the steps, by their paths from the notebook's folder. together: cells that go
    on in the step before them, whatever the division, and why.
    """

    notebook: Notebook
    tags: Mapping[CellId, CellTags]
    metadata: Metadata
    division: Division
    divided: Divided
    parameters: tuple[Parameter, ...]
    parameter_problems: tuple[ParameterProblem, ...]
    analysis: Analysis
    rules: Mapping[str, Severity] = field(default_factory=dict)
    learnt_problem: str = ""
    code: Code = field(default_factory=lambda: Code(()))
    local_modules: frozenset[str] = frozenset()
    target: Target = Target.LOCAL
    profiles: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    together: Mapping[CellId, Unstorable] = field(default_factory=dict)
    _found: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def _once(self, find: Callable[[Facts], T]) -> T:
        """What `find` gives for these facts, which it is asked for only once, by however many rules."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found

    def tag_problems(self, kind: TagProblemKind) -> Iterator[tuple[Span, TagProblem]]:
        """The problems of this kind with tags, each with the span of its cell."""
        return ((span, problem) for span, problem in self._once(_tag_problems) if problem.kind is kind)

    def metadata_problems(self, kind: MetadataProblemKind) -> Iterator[MetadataProblem]:
        """The problems of this kind with metadata."""
        return (problem for problem in self.metadata.problems if problem.kind is kind)

    def of_parameters(self, kind: ParameterProblemKind) -> Iterator[ParameterProblem]:
        """What there is to say of this kind of parameters."""
        return (problem for problem in self.parameter_problems if problem.kind is kind)

    def steps_by_cell(self) -> Mapping[int, Step]:
        """The step of each cell that belongs to one, by the cell's place."""
        return self._once(_steps_by_cell)

    def cells_that_wait(self, cell: int) -> tuple[int, ...]:
        """The cells of the steps that do not run if the step of this cell fails, by their places."""
        steps = self.steps_by_cell()
        return tuple(place for place in self.cells_after((cell,)) if steps[place] != steps[cell])

    def cells_after(self, cells: Collection[int]) -> tuple[int, ...]:
        """The cells of the steps that wait for those of any of these cells, by their places."""
        steps, waiting = self.steps_by_cell(), self._once(_waiting)
        stack = [steps[cell].name for cell in cells if cell in steps]
        reached: set[StepName] = set()
        while stack:
            more = waiting.get(stack.pop(), set()) - reached
            reached |= more
            stack += more
        found = (place for place, step in sorted(steps.items()) if step.name in reached)
        given = set(cells)
        return tuple(place for place in found if place not in given)

    def placed_steps(self) -> Iterator[tuple[Step, Span]]:
        """The steps in their order, each with the place of its first cell."""
        for step in self.analysis.steps:
            yield step, cell_span(self.notebook.cell(step.cells[0]))

    def asked(self) -> Sequence[AskedAt]:
        """Everything that is asked of steps, each at its place."""
        return self._once(_asked)

    def mounts(self) -> Iterator[Mount]:
        """Everything that is to be mounted, each where it is asked for."""
        notebook = AskedAt(NOTHING, None, "the notebook's volumes")
        own = self.notebook.metadata.get("kale")
        written_by_kale = not (isinstance(own, dict) and "volumes" in own)
        for volume in self.metadata.settings.volumes:
            of_kale = written_by_kale and volume.kind in OF_KALE_1
            yield Mount(f"volume {volume.name}", volume.mount_point, notebook, volume, of_kale)
        for at in self.asked():
            settings = at.asked.settings
            for volume in settings.volumes:
                yield Mount(f"volume {volume.name}", volume.mount_point, at, volume)
            for secret in settings.secret_files:
                yield Mount(f"secret {secret.secret}", secret.mount_point, at)
            for config_map in settings.config_map_files:
                yield Mount(f"config map {config_map.config_map}", config_map.mount_point, at)


def _tag_problems(facts: Facts) -> list[tuple[Span, TagProblem]]:
    """Every problem with tags, with the span of its cell."""
    return [(cell_span(cell), problem) for cell in facts.notebook.cells for problem in facts.tags[cell.id].problems]


def _steps_by_cell(facts: Facts) -> Mapping[int, Step]:
    return {facts.notebook.cell(cell).index: step for step in facts.analysis.steps for cell in step.cells}


def _waiting(facts: Facts) -> Mapping[StepName, set[StepName]]:
    """The steps that wait for each step."""
    found: dict[StepName, set[StepName]] = {}
    for edge in facts.analysis.edges:
        found.setdefault(edge.source, set()).add(edge.target)
    return found


def _asked(facts: Facts) -> tuple[AskedAt, ...]:
    metadata = facts.metadata.asked
    found = [AskedAt(metadata.defaults, None, "the defaults of the notebook's steps")]
    found += [AskedAt(metadata.steps[name], None, f"kale.steps.{name}") for name in sorted(metadata.steps)]
    for cell in chain.from_iterable(block.cells for block in facts.divided.blocks):
        if not facts.tags[cell.id].asked.nothing:
            found.append(AskedAt(facts.tags[cell.id].asked, cell_span(cell)))
        if cell.id in metadata.cells:
            found.append(AskedAt(metadata.cells[cell.id], cell_span(cell), "the cell's kale metadata"))
    return tuple(found)
