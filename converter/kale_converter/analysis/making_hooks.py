"""What Python's data classes, attrs and pydantic call of the notebook's code as they make a class or an instance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.analysis.definitions import last_word
from kale_converter.analysis.objects import ClassFact, Value, in_order

OF_SUBCLASSES = ("__init_subclass__", "__pydantic_init_subclass__")
"""What a class has that is called for those that derive from it."""

_PLAIN = ("__post_init__", "__attrs_pre_init__", "__attrs_post_init__", "model_post_init")
_DECORATORS = frozenset({"default", "field_validator", "model_validator", "root_validator", "validator"})
EVOLVING = frozenset(
    {"attr.assoc", "attr.evolve", "attrs.assoc", "attrs.evolve", "copy.replace", "dataclasses.replace"}
)
"""Functions that make an instance like another one."""


def hooks(fact: ClassFact) -> Iterator[Value]:
    """The functions of a class that are called when an instance of it is made, besides `__new__` and `__init__`."""
    for name in _PLAIN:
        yield fact.lookup(name)
    for name in fact.names():
        found = fact.lookup(name)
        if any(item.function is not None and _is_hook(item.function.node) for item in in_order(found)):
            yield found


def classes_of(value: Value) -> Value:
    """The classes of those of the objects that are instances of the notebook's own."""
    owned = ((item.instance_of, other) for item in value for other in item.held)
    return frozenset(other for fact, other in owned if fact is not None and other.user_class is fact)


def _is_hook(node: ast.AST) -> bool:
    return any(last_word(decorator) in _DECORATORS for decorator in getattr(node, "decorator_list", ()))
