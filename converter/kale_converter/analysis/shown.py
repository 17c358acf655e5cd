"""What is shown: an expression on a line of its own, what `display` is given."""

from __future__ import annotations

import ast

from kale_converter.analysis import states
from kale_converter.analysis.dunders import SHOWING
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder, invoke_any
from kale_converter.analysis.library import ANIMATIONS, DRAWN_ON, STYLER
from kale_converter.analysis.objects import Object, Value, given_to_call, in_order, reach
from kale_converter.analysis.targets import elements


def show(value: Value, frame: Frame, node: ast.expr) -> None:
    """The methods that IPython calls of an object, and of the elements of a list, run."""
    containers = frozenset(item for item in value if item.type_name == "container")
    shown = value | elements(containers)
    call_dunder(shown, SHOWING, frame, node)
    render(shown, frame, node)


def render(value: Value, frame: Frame, node: ast.expr) -> None:
    """Stylers and animations call the functions that they were made with when they are shown, or written to a file."""
    for item in in_order(frozenset(item for item in value if _is_rendered(item))):
        given = frozenset(item.held)
        functions = given_to_call(given, of_instances=False)
        others = frozenset(part for part in given if not part.may_be_called)
        called = frozenset(part for part in functions if part.may_be_called and part.user_class is None)
        invoke_any(called, (others | elements(others),) * 3, {}, frame, node)


def _is_rendered(item: Object) -> bool:
    return item.type_name == STYLER or item.type_name.startswith(ANIMATIONS)


def lay_out(value: Value, frame: Frame, node: ast.expr) -> None:
    """A figure that is shown is laid out anew, and has Matplotlib's settings of now."""
    span = frame.span(node)
    frame.world.mutate(frozenset(item for item in value if item.library in DRAWN_ON), span)
    if any(item.library in DRAWN_ON and not item.module for item in reach(value)):
        frame.world.use_state(states.MATPLOTLIB, span, change=False)
