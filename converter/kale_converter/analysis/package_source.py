"""One module of a package as text: what it binds when it is imported, its classes, and where its functions are."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kale_converter.analysis.scopes import FunctionNode, children

_CONTAINERS = ("dict", "list", "set", "count", "deque", "random", "rng", "generator")
"""Words in the names of what makes something that has contents."""
SPARED_FOLDERS = frozenset({"__pycache__", "_vendor", "examples", "externals", "test", "testing", "tests", "vendor"})
"""What is in folders of these names is no part of what a notebook calls."""


@dataclass(slots=True)
class ClassSource:
    """A class. bases: dotted names. attributes: what its body binds, but for methods."""

    path: str
    bases: tuple[str, ...]
    attributes: frozenset[str]


class ModuleSource:
    """A module, read. Raises SyntaxError or ValueError where its text is not Python."""

    def __init__(self, name: str, text: str, *, is_package: bool) -> None:
        self.name = name
        self.of_classes: dict[str, set[str]] = {}
        self.tree = ast.parse(text)
        self._package = name if is_package else name.rpartition(".")[0]
        self.aliases: dict[str, str] = {}
        self.stars: list[str] = []
        self.globals: set[str] = set()
        self.counters: set[str] = set()
        self.containers: set[str] = set()
        self.functions: list[tuple[str, str, FunctionNode]] = []
        """The dotted name of each function or method, that of the class which it is a method of, and its text."""
        self.stand_ins: list[tuple[str, str, tuple[str, ...]]] = []
        """Names bound to another thing's name, or to what a call makes of it: with their class, and these things."""
        self.classes: list[ClassSource] = []
        self._bind(self.tree.body)
        self._define(self.tree.body, name, "")

    def imports(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
        """The names that an import binds, each with the dotted name of what it is bound to."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
            return
        base = node.module or ""
        if node.level:
            parts = self._package.split(".")
            base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
        for alias in node.names:
            yield alias.asname or alias.name, f"{base}.{alias.name}"

    def _bind(self, body: Iterable[ast.stmt]) -> None:
        """The names that the module binds when it is imported."""
        for node in body:
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    self.globals.add(name)
                case ast.Import() | ast.ImportFrom():
                    for name, target in self.imports(node):
                        if name == "*":
                            self.stars.append(target.removesuffix(".*"))
                        else:
                            self.aliases[name] = target
                case _:
                    self.globals.update(_stored(node))
                    self.containers.update(f"{self.name}.{name}" for name in _containers(node))
                    if isinstance(node, ast.Assign) and getattr(node.value, "attr", "") == "__next__":
                        self.counters.update(f"{self.name}.{name}" for name in _stored(node))
                    self._bind(child for child in children(node) if isinstance(child, ast.stmt))
                    for handler in getattr(node, "handlers", ()):
                        self._bind(handler.body)

    def _define(self, body: Iterable[ast.stmt], path: str, owner: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                inner = f"{path}.{node.name}"
                bases = tuple(filter(None, (self.resolve(base, frozenset(), {}) for base in node.bases)))
                held = {mangled(name, inner) for child in node.body for name in _stored(child)}
                self.classes.append(ClassSource(inner, bases, frozenset(held)))
                containers = {name for child in node.body for name in _containers(child)}
                self.of_classes[inner] = {mangled(name, inner) for name in containers - _of_instances(node)}
                self.containers.update(f"{inner}.{name}" for name in self.of_classes[inner])
                self._define(node.body, inner, inner)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions.append((f"{path}.{node.name}", owner, node))
            elif isinstance(node, ast.Assign):
                things = tuple(filter(None, (self._thing(item, path) for item in _stood_for(node.value))))
                names = (target.id for target in node.targets if isinstance(target, ast.Name))
                self.stand_ins += [(f"{path}.{name}", owner, things) for name in names if things]
            elif isinstance(node, ast.If | ast.Try | ast.With):
                for part in ("body", "orelse", "finalbody"):
                    self._define(getattr(node, part, ()), path, owner)
                for handler in getattr(node, "handlers", ()):
                    self._define(handler.body, path, owner)

    def _thing(self, node: ast.expr, path: str) -> str:
        """The dotted name of an expression in the body of the module or class of this name."""
        own = f"{path}.{node.id}" if isinstance(node, ast.Name) else ""
        return own if any(own == made for made, _, _ in self.functions) else self.resolve(node, frozenset(), {})

    def resolve(self, node: ast.expr, local: frozenset[str], imported: dict[str, str]) -> str:
        """The dotted name of an expression, "" where it is none or begins with a local variable."""
        match node:
            case ast.Name(id=name):
                if name in imported:
                    return imported[name]
                if name in local:
                    return ""
                return self.aliases.get(name) or (f"{self.name}.{name}" if name in self.globals else "")
            case ast.Attribute(value=inner, attr=attr):
                base = self.resolve(inner, local, imported)
                return f"{base}.{attr}" if base else ""
            case _:
                return ""


def mangled(name: str, owner: str) -> str:
    """An attribute as Python calls it where it is used in a class: `__x` in `C` is `_C__x`."""
    private = owner and name.startswith("__") and not name.endswith("__")
    return f"_{owner.rpartition('.')[2].lstrip('_')}{name}" if private else name


def _stood_for(node: ast.expr) -> list[ast.expr]:
    """What a name is bound to: `g = f`, `g = partial(f, 1)`, `g = deprecated(f)`."""
    return [*node.args, *(keyword.value for keyword in node.keywords)] if isinstance(node, ast.Call) else [node]


def _of_instances(node: ast.ClassDef) -> frozenset[str]:
    """The attributes that methods set on `self`."""
    return frozenset(
        item.attr
        for item in ast.walk(node)
        if isinstance(item, ast.Attribute)
        and isinstance(item.ctx, ast.Store)
        and isinstance(item.value, ast.Name)
        and item.value.id == "self"
    )


def _containers(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds to a container, or to another thing that methods change: a random generator."""
    value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
    match value:
        case ast.Dict() | ast.List() | ast.Set() | ast.DictComp() | ast.ListComp() | ast.SetComp():
            yield from _stored(node)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            if any(word in name.lower() for word in _CONTAINERS):
                yield from _stored(node)
        case _:
            pass


def _stored(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds, but for those in functions and classes."""
    stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store):
            yield item.id
        stack.extend(children(item))
