"""The objects that names may stand for, as far as sharing matters.

An abstract object is made where an expression makes something new. A *value* is the set of objects that an expression
may give; the empty value is anything that cannot be changed or shared to any effect (numbers, strings, None). An object
*holds* others (a list its elements, a model its data, a function its closure): changing a held object changes the
holder. Holding only grows: what was once put into a list is taken to be still there.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING
from zlib import crc32

from kale_converter.analysis.growing import GrowingPart, Held, birth

if TYPE_CHECKING:
    from kale_converter.analysis.frames import Frame


@dataclass(frozen=True, slots=True)
class FunctionFact:
    """A function, lambda or generator function of the notebook: its syntax and the frame that it was made in."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    frame: Frame
    defaults: tuple[tuple[str, Value], ...] = ()
    bound_to: Value = frozenset()
    """For a method taken from an instance: the instance."""


ANY_ATTRIBUTE = "*"
"""The name of an attribute that was set by a name which cannot be told."""
A_FUNCTION = "a function"
"""What is in the set `Object.closes` if anything is."""
CHANGED = "changed"
"""What is in it besides where a function or class has changed since it was defined."""


class Parts(GrowingPart["tuple[str, Object]"]):
    """The attributes that were set on an object by name; one that was set twice may be either."""

    __slots__ = ("_by_name", "_times")

    def __setitem__(self, part: tuple[str, Object], _: None) -> None:
        if not len(self):  # most objects have none
            self._by_name: dict[str, dict[Object, None]] = {}
            self._times: dict[Object, int] = {}
        super().__setitem__(part, None)
        name, item = part
        self._by_name.setdefault(name, {})[item] = None
        self._times[item] = self._times.get(item, 0) + 1

    def __delitem__(self, part: tuple[str, Object]) -> None:
        super().__delitem__(part)
        name, item = part
        del self._by_name[name][item]
        self._times[item] -= 1

    def named(self, name: str) -> Value:
        """What was set under a name."""
        if not self:
            return NOTHING
        known = self._by_name
        return frozenset((*known.get(name, ()), *known.get(ANY_ATTRIBUTE, ())))

    def has(self, item: Object) -> bool:
        """Whether it was set under some name."""
        return bool(self) and self._times.get(item, 0) > 0


@dataclass(frozen=True, slots=True)
class ClassFact:
    """A class of the notebook: what its body binds, its bases, its metaclass, attributes set later."""

    name: str
    attributes: dict[str, Value]
    bases: tuple[Value, ...]
    metaclass: Value = frozenset()
    later: Parts = field(default_factory=Parts.of_cell)

    def lookup(self, name: str) -> Value:
        """An attribute, from the class itself or the first base that has it."""
        for fact in self._order():
            found = fact.attributes.get(name, NOTHING) | fact.later.named(name)
            if found:
                return found
        return NOTHING

    def names(self) -> Iterator[str]:
        """The names of all attributes that it or a class that it derives from has."""
        facts = [*self._order()]
        own = (name for fact in facts for name in fact.attributes)
        yield from dict.fromkeys([*own, *(name for fact in facts for name, _ in fact.later)])

    def fields(self) -> Iterator[tuple[str, Value]]:
        """The fields of a data class that are made by functions (`default_factory`): name, and what may be these."""
        for fact in self._order():
            for name, value in fact.attributes.items():
                for item in in_order(value):
                    if item.library in _OF_FIELDS:
                        yield name, frozenset(part for part in item.held if part.function is not None)

    def foreign(self) -> Iterator[str]:
        """The dotted names of the packages' classes that it derives from."""
        for fact in self._order():
            yield from (item.module for base in fact.bases for item in in_order(base) if item.module)

    def has_other_bases(self) -> bool:
        """Whether some of what it derives from are none of the notebook's own classes."""
        return any(all(item.user_class is None for item in base) for fact in self._order() for base in fact.bases)

    def metaclasses(self) -> Iterator[ClassFact]:
        """The classes that this class is an instance of."""
        for fact in self._order():
            for item in in_order(fact.metaclass):
                if item.user_class is not None:
                    yield item.user_class

    def _order(self) -> Iterator[ClassFact]:
        """The class and all that it derives from, depth first."""
        stack, seen = [self], set()
        while stack:
            fact = stack.pop()
            if id(fact) not in seen:
                seen.add(id(fact))
                yield fact
                stack.extend(
                    item.user_class
                    for base in reversed(fact.bases)
                    for item in in_order(base)
                    if item.user_class is not None
                )


_OF_FIELDS = frozenset({"attr", "attrs", "dataclasses", "pydantic"})
"""The packages whose fields hold functions that are called when an instance is made."""

MEMORY_MAP = "numpy.memmap"
"""The type name of arrays that are files; another process that is handed one has a copy in memory."""

DOCUMENTS = "bs4"
"""The package whose documents are stored as text, so that what is kept of one is no longer a part of it."""

ARROW = "pyarrow on NumPy"
"""The type name of what Arrow has made of arrays without a copy; another process that is handed both has copies."""

KEEPS_RESULTS = "functools.cache"
"""The type name of functions whose results are kept in the process that called them."""

TRACED = "traced"
"""That of functions whose code runs only where they are first called, to see what it does: `jax.jit`, `tf.function`."""

COMPILED = "compiled"
"""That of functions that keep to what names of numbers and functions stood for at the first call: `numba.njit`."""

KEEPS_ON_DISK = "joblib.Memory"
"""That of functions whose results are kept in files, where other processes find them."""


AROUND_ARRAYS = frozenset({"uncertainties", "xarray"})
"""Packages whose objects have NumPy's arrays in them and do what these do."""
WEAK = "weakref"
"""The package of weak references."""


OF_UNKNOWN_CODE = "of unknown code"
"""The type name of what code that cannot be read has bound: calling it is not taken to change it."""


class Object:
    """One abstract object.

    module: the dotted name of an imported module or of something in one. library: the top-level package that made it.
    type_name: the dotted name of the class it is an instance of, where known. iterator: reading from it uses it up.
    unstorable: what it is, in words, if it cannot be handed to another process. closes: not empty where it is or gives
    access to a function of the notebook, which reads globals, or to a function or class that has changed. parts: its
    attributes, where they were set by name. runs: what happens when it is called, or read from where it is an iterator,
    if that is no function of the notebook. born: where it stands among all objects.
    """

    __slots__ = (
        "_hash", "born", "closes", "function", "held", "holders", "instance_of", "iterator", "library", "module",
        "names", "parts", "runs", "seeded", "type_name", "unstorable", "user_class",
    )  # fmt: skip

    def __init__(
        self,
        *,
        module: str = "",
        library: str = "",
        type_name: str = "",
        function: FunctionFact | None = None,
        user_class: ClassFact | None = None,
        instance_of: ClassFact | None = None,
        iterator: bool = False,
        seeded: bool = False,
        unstorable: str = "",
    ) -> None:
        cell, number = birth() if not module else (0, crc32(module.encode()))
        self.born: tuple[int | str, ...] = (0, 0, module) if module else (cell, number)
        self._hash = hash((cell, number))
        self.module = module
        self.library = library
        self.type_name = type_name
        self.function = function
        self.user_class = user_class
        self.instance_of = instance_of
        self.iterator = iterator
        self.seeded = seeded
        self.unstorable = unstorable
        self.runs: Runs | None = None
        self.held: Held[Object] = Held()
        self.holders: GrowingPart[Object] = GrowingPart()
        self.names: GrowingPart[str] = GrowingPart()
        self.parts = Parts()
        self.closes: GrowingPart[str] = GrowingPart()
        self.held.made_in = self.holders.made_in = self.names.made_in = self.parts.made_in = cell
        self.closes.made_in = cell
        if function is not None:
            self.closes.add(A_FUNCTION)

    def __hash__(self) -> int:
        """By birth: sets of objects have one order in every process, wherever in memory the objects are."""
        return self._hash

    @property
    def may_be_called(self) -> bool:
        """Whether it is a function, a class or a method that is followed when it is called."""
        return self.function is not None or self.user_class is not None or (self.runs is not None and not self.iterator)

    @property
    def is_weak(self) -> bool:
        """Whether it is a weak reference, or a collection of such: it does not keep alive what it holds."""
        own = self.instance_of
        return self.library == WEAK or (own is not None and any(path.startswith(f"{WEAK}.") for path in own.foreign()))

    def hold(self, objects: Iterable[Object]) -> None:
        """From now on a change of one of `objects` is a change of this object."""
        for other in objects:
            if other.module:
                self.held.add(other)
            elif other is not self:
                self.held.add(other)
                other.holders.add(self)
                if other.closes and not self.closes:
                    self._give_access()

    def has_changed(self) -> None:
        """A function or class: who reads what holds it is to have it as it is now."""
        if CHANGED not in self.closes:
            self._give_access()
        self.closes.add(CHANGED)

    def _give_access(self) -> None:
        for item in holders((self,)):
            item.closes.add(A_FUNCTION)

    def set_part(self, name: str, value: Iterable[Object]) -> None:
        """An attribute is set to `value`, which this object holds from now on."""
        parts = self.parts if self.user_class is None else self.user_class.later
        for other in value:
            parts.add((name, other))
        self.hold(value)


Value = frozenset[Object]
Runs = Callable[[Sequence[Value], Mapping[str, Value], "Frame", ast.expr], Value]
"""What happens with the positional and keyword arguments of a call, in a frame, because of an expression."""
NOTHING: Value = frozenset()
_born, _held, _holders = attrgetter("born"), attrgetter("held"), attrgetter("holders")


def all_given(positional: Iterable[Value], keywords: Mapping[str, Value]) -> Value:
    """The values of all arguments of a call together."""
    return frozenset().union(*positional, *keywords.values())


def reach(value: Iterable[Object]) -> set[Object]:
    """All objects that `value` gives access to, itself included."""
    return _closure(value, _held)


def given_to_call(given: Value, *, of_instances: bool) -> set[Object]:
    """All that `given` gives access to, but for the methods of instances: these are called for what they are."""
    seen = set(given)
    stack = list(seen)
    while stack:
        item = stack.pop()
        for other in item.held if of_instances or item.instance_of is None else ():
            if other not in seen and not (item.instance_of and other.user_class):
                seen.add(other)
                stack.append(other)
    return seen


def holders(objects: Iterable[Object]) -> set[Object]:
    """All objects that a change of `objects` changes, themselves included."""
    return _closure(objects, _holders)


def _closure(start: Iterable[Object], following: Callable[[Object], Iterable[Object]]) -> set[Object]:
    seen = set(start)
    stack = list(seen)
    while stack:
        for other in following(stack.pop()):
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return seen


def without_code(objects: Iterable[Object]) -> set[Object]:
    """Those of the objects that are neither functions nor classes."""
    return {item for item in objects if not item.function and not item.user_class}


def new(held: Iterable[Object] = (), **facts: object) -> Value:
    """A value of one new object that holds `held`."""
    made = Object(**facts)  # type: ignore[arg-type]
    made.hold(held)
    return frozenset((made,))


def in_order(objects: Collection[Object]) -> Collection[Object]:
    """The objects from the first to the last, so that what is done with each is done in the same order every time."""
    return sorted(objects, key=_born) if len(objects) > 1 else objects


def modules(value: Value) -> list[str]:
    """The dotted names of the modules, or of the things in modules, that `value` may be."""
    if not value:
        return []
    found = [item for item in value if item.module]
    return [item.module for item in in_order(found)] if found else []


def library(value: Value) -> str:
    """The package that all of `value` comes from, "" where there is not just one.

    What arrays and frames are together with those of a package that is built around them counts as that package's.
    """
    found = {item.library for item in value}
    if len(found) > 1 and found & AROUND_ARRAYS:
        found -= {"numpy", "pandas"}
    return found.pop() if len(found) == 1 else ""
