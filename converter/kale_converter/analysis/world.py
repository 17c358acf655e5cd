"""The world that cells run in.

`World` is the module namespace of the kernel: each name has a `Binding`, the cells that may have written it last and
the objects that it may stand for. What is read and written through it is recorded as the effects of the current cell.
It is built of these, each on the one before: `recorder`, `outside` (state and files), `which_objects` (what shows of
objects themselves), `made_again`, `unknown_names`, `closures` (what functions read) and `branches`.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kale_converter.analysis.bindings import ANY_NAME, BUILTINS, HISTORY, Before, Binding, Names, is_name
from kale_converter.analysis.branches import Branches
from kale_converter.analysis.effects import Assumption, CellEffects, Doubtful, Opaque, Undefined
from kale_converter.analysis.files import ANY_FILE
from kale_converter.analysis.growing import Growing
from kale_converter.analysis.kept_results import KeptResults
from kale_converter.analysis.labels import tie_labels
from kale_converter.analysis.library import TRUSTED
from kale_converter.analysis.objects import (
    ANY_ATTRIBUTE,
    ARROW,
    DOCUMENTS,
    KEEPS_RESULTS,
    MEMORY_MAP,
    NOTHING,
    Object,
    Value,
    holders,
    in_order,
    new,
    reach,
)
from kale_converter.analysis.package_state import NOTHING_KEPT, KeptStates
from kale_converter.analysis.scopes import global_names
from kale_converter.model import EvidenceKind, Span

_STEPS = 8_000
"""So much is followed in one cell: a step is a statement, a call, or this many objects that are given or changed:"""
OBJECTS_A_STEP = 4
_GIVEN_UP = 1_000_000
_HISTORY = re.compile(r"_i?\d+$")


class World(Branches):
    """The namespace of the kernel as it is after the cells so far, and the effects of the current cell."""

    def __init__(self, stateful: frozenset[str] = frozenset(), kept: KeptStates = NOTHING_KEPT) -> None:
        """stateful: the modules beside the notebook that keep state. kept: what installed packages keep, by name."""
        super().__init__()
        self._stateful = stateful
        self.kept = kept
        self.unrecorded = 0
        """In how many places around this one PyTorch is told to keep no record (`autograd`)."""
        self.tolerant = False
        self.discarded: ast.expr | None = None
        self.postponed_annotations: Growing[str] = Growing()
        self.steps_left = 0
        self.anything: Value = NOTHING
        """What a call may give that is not followed: an object through which all others can be changed."""
        self.deeper: dict[ast.AST, list[tuple[Sequence[Value], Mapping[str, Value]]]] = {}
        """What functions were given by calls of themselves, until it is followed."""
        self.called_back: Counter[int] = Counter()
        self.written_modules: Growing[tuple[str, Span, bool]] = Growing()
        """Modules that the notebook writes, and whether each keeps state; `ANY_FILE` where the name is computed."""
        self.kept_results = KeptResults()
        self.lasting_files: Growing[tuple[str, str]] = Growing()
        """What goes on writing a file once it is set up, and the file."""
        self.in_queries: Growing[str] = Growing()
        self.in_formulas: Growing[str] = Growing()
        self._in_states: Growing[tuple[str, Object]] = Growing()
        self._in_builtins: Growing[str] = Growing()
        """Names that the notebook has put into `builtins`, where every cell of the same process finds them."""
        self.raised: Value = NOTHING
        self.thrown: list[Names] | None = None
        """The bindings at each `raise` inside of what may catch it; None where nothing may."""
        self.figure: Value = NOTHING
        """What stands for the figure that the cell draws on (`current_figure`); nothing where it has begun none."""

    def begin(self, cell: int, span: Span, before: Before) -> None:
        """From here on effects are those of this cell. before: what names are when it begins."""
        self.record(cell, span)
        self.env = Names(before)
        self.steps_left = _STEPS
        self.changes += 1
        self.unrecorded = 0
        self.deeper.clear()
        self.called_back.clear()
        self.raised = self.figure = NOTHING
        self.thrown = None

    def end(self) -> CellEffects:
        """The effects of the cell that ends.

        A name that it wrote on some paths only keeps its old value on the others: the old version passes through.
        """
        cell = self.effects.cell
        if self.has_given_up():  # perhaps on a path that an exception has ended
            self._pass_all(self.span)
        for name in self.effects.writes:
            binding = self.env.get(name)
            if name != ANY_NAME and binding is not None and cell in binding.writers and len(binding.writers) > 1:
                assumed = name in self.effects.assumed
                self._need(name, binding, self.effects.writes[name], EvidenceKind.READ, assumed=assumed, passing=True)
                others = {span for writer, span in binding.writers.items() if writer != cell}
                self.effects.partial[name] = tuple(sorted(others))
                own = {cell: binding.writers[cell]}
                self.env.set(name, Binding(binding.value, own, binding.maybe_unbound, binding.gone, binding.passed))
        return self.effects

    # Names

    def read(self, name: str, span: Span, kind: EvidenceKind = EvidenceKind.READ, *, certain: bool = False) -> Value:
        """A read of a global name: recorded, with all that functions reachable from its value read in turn."""
        binding = self.env.get(name)
        if binding is None or binding.gone:
            self._read_unbound(name, binding, span, certain=certain)
            return self._from_unknown_code(name)
        span = self._here(span)
        self._need(name, binding, span, kind)
        self._need_passing(name)
        if binding.maybe_unbound and not self._read_any(name, span, binding.passed) and certain and not self.tolerant:
            self.effects.doubtful.append(Doubtful(name, span, tuple(sorted(binding.writers.values()))))
        self._read_closures(binding.value, span)
        return binding.value

    def peek(self, name: str) -> Value:
        """The value of a global name without a record of it."""
        binding = self.env.get(name)
        return binding.value if binding is not None else NOTHING

    def bind(self, name: str, value: Value, span: Span) -> None:
        """A global name gets a new value."""
        self.changes += 1
        self._name(name, value)
        own = self._here(span)
        self._write(name, own)
        self.effects.deleted.discard(name)
        before = self.env.get(name) if self.notices else None
        self.env.set(name, Binding(value, {self.effects.cell: own}))
        if before is not None and self._let_go(before.value, span):  # what goes must have been there
            self._need(name, before, own, EvidenceKind.READ)

    def _let_go(self, dropped: Value, span: Span) -> bool:
        """A name is taken from objects; whether something notices that."""
        weak, finalized = self._weakly_referring_to(dropped), self._finalized(dropped)
        self.mutate(weak, span)
        self.gone += finalized
        return bool(weak or finalized)

    def extend(self, name: str, span: Span) -> None:
        """A name that is bound is about to be bound to the same with something more: a package with another module."""
        binding = self.env.get(name)
        if binding is not None:
            self._need(name, binding, self._here(span), EvidenceKind.MUTATED, passing=True)

    def unbind(self, name: str, span: Span) -> None:
        """A global name is deleted."""
        value = self.read(name, span, certain=not self.conditional)
        self._write(name, span)
        self.effects.deleted.add(name)
        self.env.set(name, Binding(NOTHING, {self.effects.cell: span}, gone=True))
        self._let_go(value, span)

    def mutate(self, objects: Iterable[Object], span: Span, *, assumed: bool = False) -> tuple[str, ...]:
        """Objects are changed: every name that gives access to them gets a new version. Returns these names, sorted."""
        changed = {item for item in objects if not item.module}
        if not changed or self.has_given_up():  # then every name has got one already
            return ()
        self.changes += 1
        span = self._here(span)
        changed |= self._weakly_referring_to(held for item in changed if not item.is_weak for held in item.held)
        if not assumed:
            tie_labels(changed)
        affected = holders(changed)
        self.steps_left -= len(affected) // OBJECTS_A_STEP
        names = sorted({name for item in affected for name in item.names if self._stands_for(name, item)})
        for item in affected:
            if item.names and (item.function is not None or item.user_class is not None):
                item.has_changed()
            if item.type_name == KEEPS_RESULTS:
                self.kept_results.change(item, self.effects.cell)
        self._tell_of_copies([item for item in affected if item.type_name in {MEMORY_MAP, ARROW}], span)
        documents = [item for item in affected if item.library == DOCUMENTS]
        if not assumed and len({name for item in documents for name in item.names}) > 1:
            self._tell_of_copies(documents, span)
        direct = {name for item in changed for name in item.names}
        for name in names:
            binding = self.env.get(name)
            assert binding is not None
            kind = EvidenceKind.MUTATED if name in direct else EvidenceKind.ALIAS
            self._need(name, binding, span, kind, assumed=assumed, passing=True)
            self._write(name, span, assumed=assumed)
            self.effects.mutated.add(name)
            made = Binding(binding.value, {self.effects.cell: span}, binding.maybe_unbound, passed=binding.passed)
            self.env.set(name, made)
            self._read_closures(binding.value, span)
        return tuple(names)

    def assume(self, call: str, objects: Iterable[Object], span: Span) -> None:
        """An unknown call is taken to change `objects`."""
        names = self.mutate(objects, span, assumed=True)
        if names:
            own = self._here(span)
            self.effects.assumptions.append(Assumption(call, names, own))

    # What stands outside variables

    def set_state(self, name: str, span: Span, *, wholly: bool, given: Value = NOTHING) -> None:
        """State is set; where not `wholly`, what was set before stays beside it.

        given: what it is set to; functions in it may be called wherever the state shows.
        """
        if not wholly:
            self.use_state(name, span, change=False)
        self.bind(name, NOTHING, span)
        for item in in_order([item for item in reach(given) if item.closes]):
            self._in_states.add((name, item))

    def use_state(self, name: str, span: Span, *, change: bool) -> None:
        """See `Outside.use_state`. What functions that it has been set to use is read."""
        super().use_state(name, span, change=change)
        for state, item in self._in_states:
            if state == name:
                self._read_closures(frozenset((item,)), self._here(span))

    def patch(
        self, what: str, span: Span, package: str = "", attribute: str = "", names: frozenset[str] = frozenset()
    ) -> None:
        """See `Recorder.patch`. What is set in `builtins` is a name of every later cell of that process."""
        super().patch(what, span, package, attribute, names)
        if package == "builtins":
            self._in_builtins.add(what.rpartition(".")[2])

    def used_by(self, given: Value) -> frozenset[str]:
        """The variables that what is given may change where it is called or written to."""
        names: set[str] = set()
        for item in reach(given):
            names.update(item.names)
            if item.function is not None:
                names |= {name for name in global_names(item.function.node) if not item.function.frame.knows(name)}
        return frozenset(name for name in names if self.knows(name) and not self._is_code(name))

    def _is_code(self, name: str) -> bool:
        """Whether a name stands for a module, a function or a class."""
        value = self.peek(name)
        return bool(value) and all(item.module or item.function or item.user_class for item in value)

    def everything(self, what: str, span: Span) -> None:
        """Code that cannot be read may use and write any name: all names pass through this cell.

        But for those of what cannot be handed to it: an open file that the notebook is done with stops nothing.
        """
        own = self._here(span)
        self.effects.opaque.append(Opaque(what, own))
        self._pass_all(own)

    def _pass_all(self, own: Span) -> None:
        """Every name gets a version of the current cell, which may have read and changed it."""
        for name, binding in self.env.every():
            kept = bool(binding.value) and all(item.unstorable for item in binding.value)
            if binding.gone or kept or not is_name(name):
                continue
            self._need(name, binding, own, EvidenceKind.READ, assumed=True)
            self._need_passing(name)
            self._write(name, own, assumed=True)
            self.effects.mutated.add(name)
            cell = self.effects.cell
            self.env.set(name, Binding(binding.value, {cell: own}, binding.maybe_unbound, passed=cell))
        self._bind_any(own)

    def read_unknown_names(self, what: str, span: Span) -> None:
        """Code that cannot be read may use names that such code of other cells has bound, which no step hands on."""
        before = self.env.get(ANY_NAME)
        for cell in before.writers if before is not None else ():
            self.of_the_process("a variable that code which cannot be read may have bound", span, cell)
        self.everything(what, span)

    def give_up(self) -> None:
        """The calls of this cell lead to so many others that they are not followed any further."""
        if self.steps_left > -_GIVEN_UP:
            self.steps_left = -_GIVEN_UP
            self.anything = new(item for _, binding in self.env.every() for item in binding.value)
            self.everything("calls that lead to ever more calls", self.span)

    def has_given_up(self) -> bool:
        """Whether calls of this cell are no longer followed."""
        return self.steps_left < -_GIVEN_UP // 2

    def forget(self, name: str, span: Span, start: Names) -> None:
        """The name of a caught exception is gone after the handler. start: the bindings before the `try`."""
        self._write(name, span)
        self.env.set(name, Binding(NOTHING, {self.effects.cell: span}, gone=True))
        if start.get(name) is None:
            self.env.set(name, None)

    def knows(self, name: str) -> bool:
        """Whether a global of this name is bound now."""
        binding = self.env.get(name)
        return binding is not None and not binding.gone

    def may_keep_state(self, module: str) -> bool:
        """Whether calls may change what a module of the user's own holds: one beside the notebook, or written by it."""
        is_own = module not in TRUSTED  # which may lie in a folder: `lib.module`, `module.part`
        names = {ANY_FILE, module} if is_own else {module}
        latest = {
            name: keeps
            for name, _, keeps in self.written_modules
            if name in names or (is_own and module in name.split("."))
        }
        if latest:
            return any(latest.values())
        in_folders = is_own and bool(self.files.of_module(module))
        return in_folders or module in self._stateful or self.files.is_written(f"{module}.py")

    # Inner workings

    def _read_unbound(self, name: str, binding: Binding | None, span: Span, *, certain: bool) -> None:
        own = self._here(span)
        if binding is not None:
            self._need(name, binding, own, EvidenceKind.DELETED)
        if name in HISTORY or _HISTORY.match(name):
            self.of_the_process(f"the kernel's history ({name})", own)
        if name in BUILTINS or _HISTORY.match(name) or self.tolerant or self._is_in_builtins(name):
            return
        if not self._read_any(name, own):
            deleted = binding is not None
            self.effects.undefined.append(Undefined(name, own, certain, deleted))

    def _is_in_builtins(self, name: str) -> bool:
        """Whether the notebook has put a name into `builtins`, or one that cannot be told."""
        return bool(self._in_builtins) and not self._in_builtins.keys().isdisjoint((name, ANY_ATTRIBUTE))

    def _stands_for(self, name: str, item: Object) -> bool:
        binding = self.env.get(name)
        return binding is not None and item in binding.value
