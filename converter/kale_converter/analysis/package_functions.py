"""One function of a package as text: what it mentions, reads and changes of what is kept outside it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kale_converter.analysis.drawing_numbers import NOT_DRAWING
from kale_converter.analysis.dunders import of_operator
from kale_converter.analysis.library import AXES_METHODS, DRAWING_NAMES
from kale_converter.analysis.method_names import CHANGING_METHODS, STORING_METHODS
from kale_converter.analysis.package_source import ModuleSource, mangled
from kale_converter.analysis.scopes import FunctionNode, children, own_names, parameters

_SETTLING = CHANGING_METHODS | STORING_METHODS
_OF_CLASS = frozenset({"__init_subclass__", "__set_name__", "__class_getitem__"})
"""Methods that run when a class is made; what they set on it belongs to that class."""
DRAWN_FROM = frozenset({"random", "numpy.random"})
"""Modules that have one random generator for all."""
SHOWING = "matplotlib"
"""The package whose settings all that uses it reads."""
_SPARED = ("cache", "memo", "lock", "logger", "warned")
"""What has one of these words in its name is taken to change no result."""


@dataclass(slots=True)
class FunctionSource:
    """A function or method. All but `methods` are dotted names, as far as the module tells; see `Package`.

    mentions: functions and classes that it may call. methods: attributes of objects that are not known. changes, reads:
    what is kept outside it. draws: `DRAWN_FROM` that it takes numbers of.
    """

    path: str
    owner: str = ""
    mentions: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    fills: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    draws: set[str] = field(default_factory=set)

    @property
    def shows(self) -> bool:
        """Whether it draws with Matplotlib: it uses that by name, or takes methods of such names."""
        return any(path.partition(".")[0] == SHOWING for path in self.mentions) or any(
            name in AXES_METHODS or DRAWING_NAMES.search(name) for name in self.methods
        )


def functions_of(module: ModuleSource) -> Iterator[FunctionSource]:
    """The functions and methods of a module, read."""
    for path, owner, node in module.functions:
        made = FunctionSource(path, owner)
        _Reader(module, made, node).read()
        yield made


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
        """`next(ids)`, `random.random()`, and methods that change what they are called of."""
        generator, _, function = self._path(node.func, local).rpartition(".")
        if generator in DRAWN_FROM and function not in NOT_DRAWING:
            self._made.draws.add(generator)
        match node.func:
            case ast.Name(id="next") if node.args:
                counter = node.args[0]  # `next(ids[model])` is of a table with one for each model
                inner = counter.value if isinstance(counter, ast.Subscript) else counter
                self._count(self._shared(inner, local))
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
                return f"{owner}.{mangled(attr, owner)}"
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="self"), attr="__class__")
                | ast.Call(func=ast.Name(id="type"), args=[ast.Name(id="self")]),
                attr=attr,
            ) if owner:
                return f"{owner}.{mangled(attr, owner)}"
            case _:
                base, dot, last = self._module.resolve(node, local, self._imported).rpartition(".")
                return f"{base}{dot}{mangled(last, owner)}"

    def _shared(self, node: ast.expr, local: frozenset[str]) -> str:
        """The same for what is about to be changed in place: `self.x` may be what the class has for all."""
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=attr):
                owner = self._made.owner
                name = mangled(attr, owner)
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
