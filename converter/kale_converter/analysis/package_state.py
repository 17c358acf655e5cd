"""What an installed package keeps to itself from one call to the next, and which of its functions change or read it.

Found in the text of its modules, without importing any. Kept is what functions rebind or change after the import: a
global, an attribute of a class or of an object that a module makes. Names stand for functions: what calls `x.copy()`
may call every method `copy` of the package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kale_converter.analysis.package_functions import DRAWN_FROM, SHOWING, FunctionSource, functions_of
from kale_converter.analysis.package_source import ModuleSource

_MAKING = ("__init__", "__new__", "__post_init__")
_COMMON = frozenset(
    name for kind in (str, bytes, list, tuple, dict, set, int, float, complex, BaseException) for name in dir(kind)
)
"""Methods that Python's own objects have: without a type nobody can tell whether it is the package's that is called."""
_MOST_IMPLEMENTATIONS = 5
"""A method that more classes have says too little of what is called."""
_ALIASES = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What a package keeps, by dotted names, and who uses it.

    changed, read: the last words of functions and classes (`ss`), of methods and attributes (`.copy`), each with what
    calling it may change and read. What draws with Matplotlib reads `SHOWING`.
    """

    changed: Mapping[str, tuple[str, ...]]
    read: Mapping[str, tuple[str, ...]]

    @property
    def places(self) -> tuple[str, ...]:
        """All that is kept, sorted."""
        return tuple(sorted({place for places in self.changed.values() for place in places}))

    def named(self, word: str) -> tuple[str, ...]:
        """What is kept under this name, wherever in the package."""
        return tuple(place for place in self.places if place.rpartition(".")[2] == word and place not in DRAWN_FROM)


KeptStates = Mapping[str, Kept]
"""What packages keep, by their top-level names."""
NOTHING_KEPT: KeptStates = {}


def kept_by(name: str, texts: Mapping[str, tuple[str, bool]]) -> Kept:
    """What the package of this top-level name keeps.

    texts: of its modules by dotted name, each with whether it is a package. One that is not Python is passed over.
    """
    modules: list[ModuleSource] = []
    functions: list[FunctionSource] = []
    for module, (text, is_package) in sorted(texts.items()):
        try:
            source = ModuleSource(module, text, is_package=is_package)
            functions += functions_of(source)
        except (SyntaxError, ValueError, RecursionError):
            continue
        modules.append(source)
    return _Package(name, modules, functions).kept()


class _Package:
    def __init__(self, name: str, modules: Iterable[ModuleSource], functions: Iterable[FunctionSource]) -> None:
        self._name = name
        self._modules = {module.name: module for module in modules}
        self._functions = {made.path: made for made in functions}
        self._classes = {made.path: made for module in self._modules.values() for made in module.classes}
        self._methods: dict[str, list[str]] = defaultdict(list)
        for made in self._functions.values():
            if made.owner:
                self._methods[made.path.rpartition(".")[2]].append(made.path)
        self._stand_ins = {
            path: (owner, things) for module in self._modules.values() for path, owner, things in module.stand_ins
        }
        self._containers = {path for module in self._modules.values() for path in module.containers}
        self._known: dict[str, str] = {}

    def kept(self) -> Kept:
        changing: dict[str, set[str]] = defaultdict(set)
        for made in self._functions.values():
            for path in made.changes:
                place = self._place(path)
                if place:
                    changing[place].add(made.path)
            for path in made.fills:
                place = self._place(path)
                if place in self._containers:
                    changing[place].add(made.path)
            for generator in made.draws:
                changing[generator].add(made.path)
        callers = self._callers()
        return Kept(self._words(changing, callers), self._words(self._reading(changing), callers))

    def _reading(self, changing: Mapping[str, set[str]]) -> Mapping[str, set[str]]:
        """What is kept, and the functions whose own text reads it."""
        reading: dict[str, set[str]] = defaultdict(set)
        for made in self._functions.values():
            for path in made.reads:
                place = self._kept_in(path, changing)
                if place:
                    reading[place].add(made.path)
            if made.shows:
                reading[SHOWING].add(made.path)
        return reading

    def _words(self, users: Mapping[str, set[str]], callers: Mapping[str, set[str]]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for place, functions in users.items():
            for node in _reach(functions, callers):
                found[self._word(node)].add(place)
        return {word: tuple(sorted(places)) for word, places in sorted(found.items())}

    def _word(self, node: str) -> str:
        last = node.rpartition(".")[2]
        made = self._functions.get(node)
        owner = made.owner if made is not None else self._stand_ins.get(node, ("",))[0]
        return f".{last}" if owner else last

    def _callers(self) -> Mapping[str, set[str]]:
        """Function, class or method → those whose bodies mention it, or that are made by way of it."""
        callers: dict[str, set[str]] = defaultdict(set)
        for made in self._functions.values():
            for target in self._mentioned(made):
                callers[target].add(made.path)
        for path, (_, things) in self._stand_ins.items():
            for target in map(self._canonical, things):
                callers[target].add(path)
        for found in self._classes.values():
            own = (f"{found.path}.{name}" for name in _MAKING)
            for target in (*own, *map(self._canonical, found.bases)):
                callers[target].add(found.path)
        return callers

    def _mentioned(self, made: FunctionSource) -> Iterator[str]:
        methods = set(made.methods)
        for path in made.mentions:
            target = self._canonical(path)
            if target in self._functions or target in self._classes or target in self._stand_ins:
                yield target
            elif path.startswith(f"{self._name}."):
                methods.add(target.rpartition(".")[2])
        for name in (methods - _COMMON) | made.operators:
            implementations = self._methods.get(name, ())
            if len(implementations) <= _MOST_IMPLEMENTATIONS:
                yield from implementations

    def _place(self, path: str) -> str:
        """The place that a change is of, "" where it is none of this package."""
        path = self._canonical(path)
        if path in self._functions or path in self._classes or path in self._modules:
            return ""
        owner, _, last = path.rpartition(".")
        if owner in self._modules:
            return path if last in self._modules[owner].globals else ""
        if owner in self._classes:
            return self._of_class(owner, last)
        module, _, thing = owner.rpartition(".")
        if module in self._modules and thing in self._modules[module].globals and owner not in self._functions:
            return path  # an attribute of an object that a module makes
        return ""

    def _of_class(self, owner: str, last: str) -> str:
        """The attribute where the first class has it that does."""
        waiting, seen = [owner], set()
        while waiting:
            path = waiting.pop(0)
            made = self._classes.get(path)
            if made is None or path in seen:
                continue
            seen.add(path)
            if last in made.attributes:
                return f"{path}.{last}"
            waiting += [self._canonical(base) for base in made.bases]
        return f"{owner}.{last}"

    def _kept_in(self, path: str, places: Mapping[str, set[str]]) -> str:
        """The place that a read is of, or of something in it."""
        path = self._canonical(path)
        while path.count("."):
            place = path if path in places else self._place(path)
            if place in places:
                return place
            path = path.rpartition(".")[0]
        return ""

    def _canonical(self, path: str) -> str:
        """The name of a thing where it is defined, of one where it is imported."""
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = self._defined(path)
        return known

    def _defined(self, path: str) -> str:
        if not path.startswith(f"{self._name}."):
            return path
        for _ in range(_ALIASES):
            following = self._followed(path)
            if following == path:
                break
            path = following
        return path

    def _followed(self, path: str) -> str:
        parts = path.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            module = self._modules.get(".".join(parts[:cut]))
            if module is None:
                continue
            name, rest = parts[cut], parts[cut + 1 :]
            if f"{module.name}.{name}" in self._modules and not rest:
                return path
            if name in module.globals:
                return path
            if name in module.aliases:
                return ".".join([module.aliases[name], *rest])
            for star in module.stars:
                other = self._modules.get(star)
                if other is not None and not name.startswith("_") and (name in other.globals or name in other.aliases):
                    return ".".join([star, name, *rest])
            return path
        return path


def _reach(start: Iterable[str], callers: Mapping[str, set[str]]) -> set[str]:
    found = set(start)
    stack = list(found)
    while stack:
        for caller in callers.get(stack.pop(), ()):
            if caller not in found:
                found.add(caller)
                stack.append(caller)
    return found
