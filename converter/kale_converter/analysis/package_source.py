"""One module of a package as text: what it binds, and what each of its functions mentions, reads and changes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kale_converter.analysis.dunders import of_operator
from kale_converter.analysis.library import CHANGING_METHODS, STORING_METHODS
from kale_converter.analysis.scopes import FunctionNode, children, own_names, parameters

_SETTLING = CHANGING_METHODS | STORING_METHODS
_OF_CLASS = frozenset({"__init_subclass__", "__set_name__", "__class_getitem__"})
"""Methods that run when a class is made; what they set on it belongs to that class."""
_CONTAINERS = ("dict", "list", "set", "count", "deque", "random", "rng", "generator")
"""Words in the names of what makes something that has contents."""
SPARED_FOLDERS = frozenset({"__pycache__", "_vendor", "examples", "externals", "test", "testing", "tests", "vendor"})
"""What is in folders of these names is no part of what a notebook calls."""
_SPARED = ("cache", "memo", "lock", "logger", "warned")
"""What has one of these words in its name is taken to change no result."""


@dataclass(slots=True)
class FunctionSource:
    """A function or method. All but `methods` are dotted names, as far as the module tells; see `Package`.

    mentions: functions and classes that it may call. methods: attributes of objects that are not known. changes, reads:
    what is kept outside it.
    """

    path: str
    owner: str = ""
    mentions: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    fills: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)


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
        self.functions: list[FunctionSource] = []
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
                held = {_mangled(name, inner) for child in node.body for name in _stored(child)}
                self.classes.append(ClassSource(inner, bases, frozenset(held)))
                containers = {name for child in node.body for name in _containers(child)}
                self.of_classes[inner] = {_mangled(name, inner) for name in containers - _of_instances(node)}
                self.containers.update(f"{inner}.{name}" for name in self.of_classes[inner])
                self._define(node.body, inner, inner)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                made = FunctionSource(f"{path}.{node.name}", owner)
                _Reader(self, made, node).read()
                self.functions.append(made)
            elif isinstance(node, ast.If | ast.Try | ast.With):
                for part in ("body", "orelse", "finalbody"):
                    self._define(getattr(node, part, ()), path, owner)
                for handler in getattr(node, "handlers", ()):
                    self._define(handler.body, path, owner)

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


class _Reader:
    """Reads one function, and the functions in it."""

    def __init__(self, module: ModuleSource, made: FunctionSource, node: FunctionNode) -> None:
        self._module, self._made, self._node = module, made, node
        self._imported: dict[str, str] = {}
        self._lazy: set[str] = set()
        self._looked_up: set[str] = set()
        self._counted: set[str] = set()
        self._declared: set[str] = set()
        self._gives = False

    def read(self) -> None:
        """Fill in what the function does."""
        self._scope(self._node, frozenset())
        made = self._made
        made.changes = {path for path in made.changes if path in self._counted or not self._is_spared(path)}
        made.fills = {path for path in made.fills if path and not self._is_spared(path)}

    def _is_spared(self, path: str) -> bool:
        last = path.rpartition(".")[2].lower()
        remembered = path in self._looked_up and self._gives
        return path in self._lazy or remembered or any(word in last for word in _SPARED)

    def _scope(self, node: FunctionNode, outer: frozenset[str]) -> None:
        bound, declared, _ = own_names(node)
        self._declared |= declared
        local = (outer | bound | frozenset(parameters(node.args))) - declared
        for child in [node.body] if isinstance(node, ast.Lambda) else node.body:
            self._visit(child, local)

    def _visit(self, node: ast.AST, local: frozenset[str]) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            self._scope(node, local)
            return
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            self._mention(node, local)
        else:
            look = _LOOKS.get(type(node))
            if look is not None:
                look(self, node, local)
        for child in children(node):
            self._visit(child, local)

    def import_(self, node: ast.Import | ast.ImportFrom, _local: frozenset[str]) -> None:
        """In the function: the names are the function's own."""
        self._imported.update(self._module.imports(node))

    def gives(self, node: ast.Return, _local: frozenset[str]) -> None:
        """Something other than None is returned."""
        self._gives = self._gives or node.value is not None

    def branch(self, node: ast.If | ast.IfExp | ast.While, local: frozenset[str]) -> None:
        """`if x is None: x = …` makes what is kept when it is first needed: any process makes the same."""
        self._lazy.add(self._path(node.test, local))
        for part in ast.walk(node.test):
            match part:
                case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() | ast.Eq()], comparators=[ast.Constant()]):
                    self._lazy.add(self._path(left, local))
                case ast.UnaryOp(op=ast.Not(), operand=inner):
                    self._lazy.add(self._path(inner, local))
                case _:
                    pass

    def compare(self, node: ast.Compare, local: frozenset[str]) -> None:
        """`key in table`."""
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            self._looked_up.add(self._path(node.comparators[0], local))

    def augment(self, node: ast.AugAssign, local: frozenset[str]) -> None:
        """`n += 1` and `counts[name] += 1`: what is counted is no cache."""
        inner = node.target.value if isinstance(node.target, ast.Subscript) else node.target
        self._counted.add(self._shared(inner, local))

    def subscript(self, node: ast.Subscript, local: frozenset[str]) -> None:
        """An item is taken or stored."""
        if isinstance(node.ctx, ast.Load):
            self._looked_up.add(self._path(node.value, local))
        else:
            self._change(self._shared(node.value, local))

    def attribute(self, node: ast.Attribute, local: frozenset[str]) -> None:
        """An attribute is set or deleted."""
        self._change(self._path(node, local))

    def name(self, node: ast.Name, local: frozenset[str]) -> None:
        """A name is bound."""
        if node.id in self._declared:
            self._change(self._path(node, local))

    def call(self, node: ast.Call, local: frozenset[str]) -> None:
        """`next(ids)`, and methods that change what they are called of."""
        match node.func:
            case ast.Name(id="next") if node.args:
                self._count(self._shared(node.args[0], local))
            case ast.Name() | ast.Attribute(attr="__next__"):
                value = node.func.value if isinstance(node.func, ast.Attribute) else node.func
                path = self._shared(value, local)
                if isinstance(node.func, ast.Attribute) or path in self._module.counters:
                    self._count(path)
            case ast.Attribute(value=value, attr=method):
                if method in {"get", "setdefault"}:
                    self._looked_up.add(self._path(value, local))
                if method in _SETTLING:
                    self._made.fills.add(self._shared(value, local))
            case _:
                pass

    def operate(self, node: ast.BinOp, _local: frozenset[str]) -> None:
        """Operators may be methods of the package's own objects."""
        if not isinstance(node.left, ast.Constant) and not isinstance(node.right, ast.Constant):
            self._made.operators.update(of_operator(node.op))

    def _mention(self, node: ast.Name | ast.Attribute, local: frozenset[str]) -> None:
        path = self._path(node, local)
        if path:
            self._made.mentions.add(path)
            self._made.reads.add(path)
        elif isinstance(node, ast.Attribute):
            self._made.methods.add(node.attr)

    def _count(self, path: str) -> None:
        if path:
            self._made.changes.add(path)
            self._counted.add(path)

    def _change(self, path: str) -> None:
        if path and self._made.path.rpartition(".")[2] not in _OF_CLASS:
            self._made.changes.add(path)

    def _path(self, node: ast.expr, local: frozenset[str]) -> str:
        """What an expression stands for: a dotted name, also by way of the method's own class."""
        owner = self._made.owner
        match node:
            case ast.Attribute(value=ast.Name(id="cls"), attr=attr) if owner:
                return f"{owner}.{_mangled(attr, owner)}"
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="self"), attr="__class__")
                | ast.Call(func=ast.Name(id="type"), args=[ast.Name(id="self")]),
                attr=attr,
            ) if owner:
                return f"{owner}.{_mangled(attr, owner)}"
            case _:
                base, dot, last = self._module.resolve(node, local, self._imported).rpartition(".")
                return f"{base}{dot}{_mangled(last, owner)}"

    def _shared(self, node: ast.expr, local: frozenset[str]) -> str:
        """The same for what is about to be changed in place: `self.x` may be what the class has for all."""
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=attr):
                owner = self._made.owner
                name = _mangled(attr, owner)
                return f"{owner}.{name}" if name in self._module.of_classes.get(owner, ()) else ""
            case _:
                return self._path(node, local)


_LOOKS: dict[type[ast.AST], Callable[[_Reader, Any, frozenset[str]], None]] = {
    ast.Import: _Reader.import_,
    ast.ImportFrom: _Reader.import_,
    ast.Return: _Reader.gives,
    ast.If: _Reader.branch,
    ast.IfExp: _Reader.branch,
    ast.While: _Reader.branch,
    ast.Compare: _Reader.compare,
    ast.AugAssign: _Reader.augment,
    ast.Subscript: _Reader.subscript,
    ast.Attribute: _Reader.attribute,
    ast.Name: _Reader.name,
    ast.Call: _Reader.call,
    ast.BinOp: _Reader.operate,
}


def _mangled(name: str, owner: str) -> str:
    """An attribute as Python calls it where it is used in a class: `__x` in `C` is `_C__x`."""
    private = owner and name.startswith("__") and not name.endswith("__")
    return f"_{owner.rpartition('.')[2].lstrip('_')}{name}" if private else name


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
