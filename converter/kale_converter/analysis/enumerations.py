"""Enumerations: their members are made with the class, and are instances of it."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.analysis.objects import NOTHING, ClassFact, Object, Value

_NAMES = frozenset({"name", "_name_"})
_VALUES = frozenset({"value", "_value_"})


def is_enumeration(fact: ClassFact) -> bool:
    """Whether a class derives from one of the module `enum`."""
    return any(path.startswith("enum.") for path in fact.foreign())


def make_members(made: Object, fact: ClassFact) -> Iterator[tuple[Object, Value]]:
    """Make the members of an enumeration of what its body has bound; gives each with its value."""
    for name, value in fact.attributes.items():
        if name.startswith("_") or any(item.function or item.user_class for item in value):
            continue
        member = Object(instance_of=fact)
        for word in _VALUES:
            member.set_part(word, value)
        member.hold((made,))
        made.hold((member,))
        fact.attributes[name] = frozenset((member,))
        yield member, value


def members(fact: ClassFact) -> Value:
    """What a call of an enumeration may give."""
    return frozenset(item for value in fact.attributes.values() for item in value if item.instance_of is fact)


def flags(value: Value) -> Value:
    """The members among `value`: what several of them make together has their methods, and their class."""
    return frozenset(item for item in value if item.instance_of is not None and is_enumeration(item.instance_of))


def of_member(member: Object, fact: ClassFact, name: str) -> Value | None:
    """The name or value of a member; None for any other attribute, or where the class has one of its own."""
    if name not in _NAMES | _VALUES or fact.lookup(name) or not is_enumeration(fact):
        return None
    return NOTHING if name in _NAMES else member.parts.named(name)
