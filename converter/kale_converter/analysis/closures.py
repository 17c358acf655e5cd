"""What reading a value reads in turn: the globals of the functions that it holds, and classes that have changed."""

from __future__ import annotations

from kale_converter.analysis.bindings import BUILTINS
from kale_converter.analysis.objects import CHANGED, FunctionFact, Object, Value, in_order
from kale_converter.analysis.scopes import global_names
from kale_converter.analysis.unknown_names import UnknownNames
from kale_converter.model import EvidenceKind, Span


class Closures(UnknownNames):
    """Records what functions read, each once a cell."""

    def __init__(self) -> None:
        super().__init__()
        self._read_functions: set[Object] = set()

    def record(self, cell: int, span: Span) -> None:
        """See `Recorder.record`."""
        super().record(cell, span)
        self._read_functions = set()

    def _read_closures(self, value: Value, span: Span) -> None:
        stack = [*in_order([item for item in value if item.closes])]
        while stack:
            item = stack.pop()
            if item in self._read_functions:
                continue
            self._read_functions.add(item)
            if item.function is not None:
                self._read_globals(item.function, span)
            if CHANGED in item.closes:  # other artifacts name it only, and do not say how it is
                for name in sorted(item.names):
                    binding = self.env.get(name)
                    if binding is not None and item in binding.value:
                        self._need(name, binding, span, EvidenceKind.CLOSURE)
                        self._need_passing(name)
            stack.extend(other for other in item.held if other.closes)

    def compile_now(self, functions: Value, span: Span) -> None:
        """Functions are compiled as they are defined, with the globals that they read."""
        self._read_closures(functions, self._here(span))

    def _read_globals(self, function: FunctionFact, span: Span) -> None:
        for name in global_names(function.node):
            if function.frame.knows(name):
                continue
            binding = self.env.get(name)
            if binding is not None and not binding.gone:
                self._need(name, binding, span, EvidenceKind.CLOSURE)
                self._need_passing(name)
                self._read_closures(binding.value, span)
            elif name not in BUILTINS:
                self._read_any(name, span)
