"""Objects of packages that tell others when they change: those of traitlets, of Plotly and of bokeh.

Each package's own pickles leave out, or cannot make again, who is told.
"""

import functools
import sys
from typing import Any, Callable, Dict, Iterable, Optional, Tuple

from .remaking import _make_new, _make_part, _set_part


def notifying(obj: Any) -> Any:
    """What pickle is to make of an object of these packages; None of any other."""
    kind: Any = type(obj)
    take_apart = _way(kind)
    return None if take_apart is None else take_apart(obj)


@functools.lru_cache(maxsize=1024)
def _way(kind: Any) -> Optional[Callable[[Any], Any]]:
    """How objects of a class are taken apart, if they are."""
    if issubclass(kind, _classes("plotly.basedatatypes", "BaseFigure", "BasePlotlyType")):
        return _of_plotly
    if issubclass(kind, _classes("traitlets.traitlets", "HasTraits")) and _stores_as_usual(kind):
        return _with_observers
    if issubclass(kind, _classes("bokeh.model.model", "Model")):
        return _as_it_is  # it has its number, and needs no other
    if issubclass(kind, _classes("bokeh.core.property.wrappers", "PropertyValueList", "PropertyValueDict")):
        return _container_of_bokeh
    return None


def _as_it_is(obj: Any) -> Any:
    return _make_part, (type(obj),), vars(obj), None, None, _set_part


def _classes(module: str, *names: str) -> Tuple[Any, ...]:
    found = sys.modules.get(module)
    return tuple(getattr(found, name) for name in names if hasattr(found, name))


def _of_plotly(obj: Any) -> Any:
    """A figure or a part of one as it is; Plotly would store the dictionary that its JSON is made of."""
    return _with_observers(obj) if isinstance(obj, _classes("traitlets.traitlets", "HasTraits")) else _as_it_is(obj)


def _stores_as_usual(kind: Any) -> bool:
    """Whether a class with traits leaves it to traitlets how its objects are stored."""
    base = sys.modules["traitlets.traitlets"].HasTraits
    same = all(getattr(kind, name) is getattr(base, name) for name in ("__getstate__", "__setstate__"))
    return same and kind.__reduce_ex__ is object.__reduce_ex__ and kind.__reduce__ is object.__reduce__


class _Handler:
    """Stands for a method of a class that traitlets has decorated: it is the one that the class has."""

    def __init__(self, handler: Any) -> None:
        self._place = handler.this_class, handler.name

    def __reduce__(self) -> Any:
        return getattr, self._place


def _with_observers(obj: Any) -> Any:
    """An object with traits, and who observes and validates them; traitlets would keep its class's own only."""
    found: Any = object.__reduce_ex__(obj, 4)
    handler: Any = sys.modules["traitlets.traitlets"].EventHandler

    def stored(function: Any) -> Any:
        return _Handler(function) if isinstance(function, handler) else function

    observers = {
        name: {kind: [stored(function) for function in functions] for kind, functions in by_kind.items()}
        for name, by_kind in obj._trait_notifiers.items()
    }
    validators = {name: stored(function) for name, function in obj._trait_validators.items()}
    return (*found[:2], (found[2], observers, validators), None, None, _set_observed)


def _set_observed(made: Any, state: Tuple[Dict[str, Any], Dict[str, Any], Dict[str, Any]]) -> None:
    made.__setstate__(state[0])
    made._trait_notifiers, made._trait_validators = state[1], state[2]


def _container_of_bokeh(obj: Any) -> Any:
    """A list or dictionary that is a property of models of bokeh, with whose it is: it tells these of its changes."""
    attributes = {name: value for name, value in vars(obj).items() if name != "_owners"}
    owners = [(owner, descriptor.name) for owner, descriptor in obj._owners]
    content = list(dict.items(obj) if isinstance(obj, dict) else list.__iter__(obj))
    return _make_new, (type(obj),), (attributes, content, owners), None, None, _set_part_of_model


def _set_part_of_model(made: Any, state: Tuple[Dict[str, Any], Any, Iterable[Tuple[Any, str]]]) -> None:
    attributes, content, owners = state
    vars(made).update(attributes)
    made._owners = {(owner, getattr(type(owner), name)) for owner, name in owners}
    if isinstance(made, dict):
        dict.update(made, content)
    else:
        list.extend(made, content)
