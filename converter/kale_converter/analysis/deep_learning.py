"""What TensorFlow and Keras keep in the process: their random generators, and how the names of layers are numbered.

Keras takes a seed from `random` for each layer, shuffles with NumPy's generator or its back end's, and numbers the
names of all that it makes (`dense_1`): models, layers, metrics, the tensors between them.
Sources: the references of `keras.utils.set_random_seed`, `keras.utils.clear_session` and `tf.random.set_seed`.
"""

from __future__ import annotations

import ast
import re

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.objects import NOTHING, Object, Value
from kale_converter.analysis.states import ENVIRON, KERAS, NUMPY_RANDOM, RANDOM, TENSORFLOW, TORCH_RANDOM
from kale_converter.analysis.world import World
from kale_converter.model import Span

_KERAS = "keras."
_DRAWN_FROM = (RANDOM, NUMPY_RANDOM, TORCH_RANDOM, TENSORFLOW)
_QUIET = frozenset({
    "count_params", "evaluate", "get_config", "get_layer", "get_weights", "load_weights", "numpy", "predict", "save",
    "save_weights", "set_weights", "summary", "to_json",
})  # fmt: skip
"""Methods of Keras' objects that draw no numbers and make nothing that gets a name."""
_LIGHTNING = frozenset({"lightning", "pytorch_lightning"})
_TRAINING = frozenset({"fit", "predict", "test", "validate"})
_EVERYTHING = "seed_everything"
_DRAWING = re.compile(
    r"tensorflow\.(random\.(?!Generator|create|experimental|set_seed|stateless)\w+"
    r"|image\.random_\w+|nn\.(\w+\.)?\w*dropout)"
)
_SEEDED = "tensorflow:seeded"
"""Bound where a cell has drawn numbers with a seed that an operation of TensorFlow was given."""


def call_deep_learning(world: World, path: str, span: Span) -> None:
    """A function or class of this dotted name is called."""
    if path.startswith(_KERAS):
        _use_keras(world, span)
    elif path.startswith("tensorflow."):
        _draw(world, (TENSORFLOW,), span)
    elif path.endswith(f".{_EVERYTHING}"):  # it keeps the seed for the workers that load data
        world.set_state(ENVIRON, span, wholly=False)


def call_method(world: World, name: str, packages: list[str], span: Span) -> None:
    """A method is called of an object that these packages have made, or the classes that its class derives from."""
    if "keras" in packages and name not in _QUIET:
        _use_keras(world, span)
    elif "tensorflow" in packages:
        _draw(world, (TENSORFLOW,), span)


def train(world: World, base: Value, name: str, given: Value, span: Span) -> None:
    """A trainer of Lightning is given modules and data: from then on it and the modules have each other."""
    trainers = frozenset(item for item in base if item.library in _LIGHTNING)
    modules = frozenset(item for item in given if is_trained(item))
    if not trainers or name not in _TRAINING:
        return
    for item in modules:
        item.hold(trainers)
    for item in trainers:
        item.hold(given)
    world.mutate(trainers | modules, span)


def is_trained(item: Object) -> bool:
    """Whether this is an instance of a class that derives from a module of Lightning."""
    own = item.instance_of
    return own is not None and any(path.partition(".")[0] in _LIGHTNING for path in own.foreign())


def call_object(world: World, called: Value, span: Span) -> None:
    """Objects are called: layers and models give tensors that have names, and may draw."""
    paths = {path for item in called if item.instance_of is not None for path in item.instance_of.foreign()}
    if any(item.library == "keras" for item in called) or any(path.startswith(_KERAS) for path in paths):
        _use_keras(world, span)
    elif any(item.library == "tensorflow" for item in called):
        _draw(world, (TENSORFLOW,), span)


def _use_keras(world: World, span: Span) -> None:
    world.set_state(KERAS, span, wholly=False)
    _draw(world, _DRAWN_FROM, span)


def call_operation(world: World, path: str, node: ast.Call, span: Span) -> None:
    """An operation with a seed of its own gives other numbers each time; the process counts how often it ran."""
    if not _DRAWING.fullmatch(path) or not any(keyword.arg == "seed" for keyword in node.keywords):
        return
    before = world.env.get(_SEEDED)
    for cell in before.writers if before is not None else ():
        if cell != world.effects.cell:
            world.of_the_process("how far TensorFlow's operations with a seed of their own have got", span, cell)
    world.env.set(_SEEDED, Binding(NOTHING, {world.effects.cell: span}))


def _draw(world: World, generators: tuple[str, ...], span: Span) -> None:
    """Numbers may be drawn from these generators, as far as they have been set."""
    for generator in generators:
        if world.knows(generator):
            world.use_state(generator, span, change=True)
