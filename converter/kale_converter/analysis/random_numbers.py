"""What draws random numbers without naming a generator, and the generators that are objects of the notebook."""

from __future__ import annotations

import ast

from kale_converter.analysis import states
from kale_converter.analysis.call import Call
from kale_converter.analysis.drawing_numbers import DRAWING_LIBRARIES, UNSEEDED_FITS
from kale_converter.analysis.library import GENERATOR
from kale_converter.analysis.objects import NOTHING, Value, reach


def draw(call: Call, value: Value) -> None:
    """An estimator, splitter or sampler without a `random_state` draws from NumPy's global generator."""
    for item in reach(value):
        kind = item.type_name.rpartition(".")[2]
        if item.library in DRAWING_LIBRARIES and not item.seeded and kind not in UNSEEDED_FITS:
            call.frame.world.use_state(states.NUMPY_RANDOM, call.span, change=True)
            return


def is_simulated(node: ast.Call) -> bool:
    """Whether a forecast of arch is made by simulation, which draws from the generator that the model has."""
    given = [keyword.value for keyword in node.keywords if keyword.arg == "method"]
    return any(not (isinstance(value, ast.Constant) and value.value == "analytic") for value in given)


def global_generator(call: Call, path: str) -> Value:
    """NumPy's global generator, where a function may give that: for None. NOTHING where it surely gives another."""
    if path != "sklearn.utils.check_random_state" or not all(item.module for item in call.given):
        return NOTHING
    seeds = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    if any(isinstance(seed, ast.Constant) and seed.value is not None for seed in seeds):
        return NOTHING
    return frozenset((call.frame.world.module("numpy.random"),))


def generators(value: Value) -> Value:
    """The random generators among `value`, which whoever draws from them changes."""
    return frozenset(item for item in value if item.type_name == GENERATOR)
