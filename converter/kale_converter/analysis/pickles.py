"""Pickles: a class or function is stored by its name only, which must be there, in the notebook, to store and to load.

What a pickle holds is not followed: what is loaded may be an instance of any class that the notebook has by then.
"""

from __future__ import annotations

from kale_converter.analysis.call import Call
from kale_converter.analysis.objects import NOTHING, Object, Value, in_order, new, reach
from kale_converter.analysis.world import World
from kale_converter.model import Span

_STORING = frozenset({
    "pickle.dump", "pickle.dumps", "pickle.Pickler", "joblib.dump", "torch.save", "pandas.to_pickle", "dill.dump",
    "dill.dumps", "copyreg.pickle",
})  # fmt: skip
LOADING = frozenset({
    "pickle.load", "pickle.loads", "pickle.Unpickler", "joblib.load", "torch.load", "pandas.read_pickle", "dill.load",
    "dill.loads", "shelve.open",
})  # fmt: skip
"""Functions that load pickles."""


def call_function(call: Call, path: str) -> Value:
    """A function of this dotted name is called: what it may give besides what is known of it."""
    if path in _STORING:
        read_names(call)
    return _loaded(call.frame.world, call.span) if path in LOADING else NOTHING


def read_names(call: Call) -> None:
    """The classes and functions of the notebook that what is given gives access to are looked up by their names."""
    world = call.frame.world
    for item in in_order([item for item in reach(call.given) if item.function or item.user_class]):
        for name in sorted(item.names):
            if item in world.peek(name):
                world.read(name, call.span)


def _loaded(world: World, span: Span) -> Value:
    """One instance of each class that a variable of the notebook is, and something that holds them."""
    classes = {item: name for name, binding in world.env.every() for item in binding.value if item.user_class}
    made: set[Object] = set()
    for item in in_order(classes.keys()):
        world.read(classes[item], span)
        instance = Object(instance_of=item.user_class)
        instance.hold((item,))
        made.add(instance)
    return new(made, library="pickle") | made if made else NOTHING
