"""Names that imports bind: which ones a star import binds anew, and objects of modules that are changed."""

from __future__ import annotations

from collections.abc import Mapping

from kale_converter.analysis.bindings import BUILTINS, Binding, is_name
from kale_converter.analysis.file_calls import CWD
from kale_converter.analysis.library import TRUSTED
from kale_converter.analysis.objects import NOTHING, Value
from kale_converter.analysis.standard_modules import names_of
from kale_converter.analysis.world import World
from kale_converter.model import Span

_FOUND_THERE = "import:."
"""Bound where a module may have been found in the folder that the notebook has changed to."""


def import_star(world: World, module: str, span: Span) -> None:
    """`from module import *`.

    Of Python's own modules it is known what they have. Any other may have any name that is bound: who reads one then
    gets it from the cell of the star import, which needs it as it was before.
    """
    exported = names_of(module)
    if exported is None:
        values = {name: binding.value for name, binding in world.env.every() if is_name(name) and not binding.gone}
        unwritten = values.keys() - world.effects.writes.keys()
        _may_bind(world, values, span)
        world.effects.assumed.update(unwritten)
    else:
        for name in sorted(exported):
            if name in BUILTINS or world.env.get(name) is not None:
                world.bind(name, frozenset((world.module(f"{module}.{name}"),)), span)
    world.bind_unknown_names(span, module)


def change_member(world: World, path: str, span: Span) -> None:
    """What a module of nobody's knowledge has at `path` is changed: so is each name that it was imported under."""
    if path.partition(".")[0] in TRUSTED:
        return
    member = world.module(path)
    bound = {name: world.peek(name) for name in sorted(member.names)}
    _may_bind(world, {name: value for name, value in bound.items() if member in value}, span)


def _may_bind(world: World, values: Mapping[str, Value], span: Span) -> None:
    before = world.fork()
    for name, value in values.items():
        world.bind(name, value, span)
    world.join(before)


def read_module(world: World, top: str, span: Span) -> None:
    """A module or package is loaded, or loaded again: its files are read, which an earlier cell may have written."""
    for name in (f"{top}.py", *world.files.of_module(top)):
        if world.files.may_be_written(name):
            world.read_file(name, span)
    if top not in TRUSTED and world.knows(CWD):
        world.use_state(CWD, span, change=False)
        world.env.set(_FOUND_THERE, Binding(NOTHING, {}))


def see_folder(world: World, span: Span) -> None:
    """A cell begins, which may load anew what was found in the folder that the notebook has changed to."""
    if world.knows(_FOUND_THERE):
        world.use_state(CWD, span, change=False)
