"""Outputs that are displayed anew under an id, which change what is shown where they were displayed first.

Source: IPython's reference, `display` ("display_id") and `update_display`.
"""

from __future__ import annotations

import ast

from kale_converter.analysis.files import ANY_FILE
from kale_converter.analysis.objects import NOTHING, Value, new
from kale_converter.analysis.world import World
from kale_converter.model import Span

_HANDLE = "display:"
"""The type name of a handle begins so; the id follows."""


def display_under_id(world: World, node: ast.Call, span: Span) -> Value:
    """Something is displayed, under an id where the call has one. Gives the handle, NOTHING where it has none."""
    for keyword in node.keywords:
        if keyword.arg != "display_id":
            continue
        match keyword.value:
            case ast.Constant(value=str(display_id)):
                world.display_under_id(display_id, span)
                return new(library="IPython", type_name=_HANDLE + display_id)
            case ast.Constant():  # True: one that only the handle knows
                return new(library="IPython")
            case _:
                world.display_under_id(ANY_FILE, span)
                return new(library="IPython", type_name=_HANDLE + ANY_FILE)
    return NOTHING


def use_handle(world: World, base: Value, span: Span) -> None:
    """A method of what `display` gave displays something anew."""
    for display_id in sorted({item.type_name for item in base if item.type_name.startswith(_HANDLE)}):
        world.display_under_id(display_id.removeprefix(_HANDLE), span)
