"""What installed packages keep to themselves: used by calls of their functions, by their objects, and by name."""

from __future__ import annotations

from collections.abc import Iterable

from kale_converter.analysis.objects import Object, Value
from kale_converter.analysis.package_functions import DRAWN_FROM, SHOWING
from kale_converter.analysis.world import World
from kale_converter.model import Span


def call_kept(world: World, path: str, span: Span) -> None:
    """A function or class of this dotted name is called."""
    package, _, rest = path.partition(".")
    if package in world.kept:
        word = rest.rpartition(".")[2]
        use_kept(world, package, (word, f".{word}"), span)


def use_objects(world: World, value: Value, methods: Iterable[str], span: Span) -> None:
    """Methods of objects may be called, or attributes of them taken that are properties."""
    for package in sorted({_package(item) for item in value} & world.kept.keys()):
        use_kept(world, package, [f".{name}" for name in methods], span)


def use_kept(world: World, package: str, words: Iterable[str], span: Span) -> None:
    """What has one of these names in a package may change what that keeps, or read it."""
    kept = world.kept[package]
    for word in words:
        changed = kept.changed.get(word, ())
        for place in changed:
            if place in DRAWN_FROM:
                world.use_state(f"state:{place}", span, change=True)
            else:
                world.set_state(f"state:{place}", span, wholly=False)
        for place in kept.read.get(word, ()):
            if place not in changed:
                world.use_state(f"state:{place}", span, change=False)


def read_kept(world: World, path: str, span: Span) -> None:
    """What a package keeps may be read by its name, or be called."""
    package, _, rest = path.partition(".")
    if package in world.kept and rest:
        for place in world.kept[package].named(rest.rpartition(".")[2]):
            world.use_state(f"state:{place}", span, change=False)


def set_kept(world: World, path: str, span: Span) -> bool:
    """What has this dotted name is set, or something in it; says whether it is known that the package keeps it.

    A place of another module, class or object has perhaps only the same name; the package itself may have it from any.
    """
    package, _, rest = path.partition(".")
    places = world.kept[package].named(rest.rpartition(".")[2]) if package in world.kept and rest else ()
    for place in places:
        world.set_state(f"state:{place}", span, wholly=False)
    owner = path.split(".")[-2:-1]
    return any(owner in ([package], place.split(".")[-2:-1]) for place in places)


def changes_kept(world: World, path: str) -> bool:
    """Whether calling what has this dotted name is known to change what its package keeps."""
    package, _, rest = path.partition(".")
    changed = world.kept[package].changed.get(rest.rpartition(".")[2], ()) if package in world.kept else ()
    return not DRAWN_FROM.issuperset(changed)


def draws_by_text(world: World, path: str) -> bool:
    """Whether the text of the package says that the function of this dotted name draws with Matplotlib."""
    package, _, rest = path.partition(".")
    return package in world.kept and SHOWING in world.kept[package].read.get(rest.rpartition(".")[2], ())


def _package(item: Object) -> str:
    return "" if item.module else item.library
