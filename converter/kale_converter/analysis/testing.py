"""What `unittest` runs of the notebook's own: the methods of test cases, wherever they are given or found by name."""

from __future__ import annotations

from functools import partial

from kale_converter.analysis.call import Call
from kale_converter.analysis.called_back import own_methods
from kale_converter.analysis.functions import invoke_any
from kale_converter.analysis.objects import Object, Value, in_order, reach

UNITTEST = "unittest"


def run_tests(call: Call, given: Value, *, found_by_name: bool = False) -> None:
    """Call the methods of the test cases that `given` leads to, each of an instance that the call makes.

    found_by_name: they are looked for among the names of the notebook too, as `unittest.main` does.
    """
    world = call.frame.world
    if found_by_name:
        names = [name for name, binding in world.env.every() if any(item.user_class for item in binding.value)]
        given = given.union(*(world.read(name, call.span) for name in names))
    for item in in_order(reach(given)):
        if item.user_class is None or not any(path.startswith(f"{UNITTEST}.") for path in item.user_class.foreign()):
            continue
        made = world.make_again((UNITTEST, item), partial(_made_of, item), 1)
        for method in own_methods(made, fits=True):
            invoke_any(frozenset((method,)), (), {}, call.frame, call.node)
        world.mutate((item,), call.span)  # it notes on the class how far it has got


def _made_of(cls: Object) -> Object:
    made = Object(instance_of=cls.user_class)
    made.hold((cls,))
    return made
