"""PyTorch's loaders and samplers: what reading from them draws, of a generator that they have or of PyTorch's own.

Source: `torch.utils.data`, "Data Loading Order and Sampler". A loader draws a seed for its workers even if it does not
shuffle.
"""

from __future__ import annotations

from kale_converter.analysis.library import GENERATOR
from kale_converter.analysis.objects import Object, Value, reach
from kale_converter.analysis.states import TORCH_RANDOM
from kale_converter.analysis.world import World
from kale_converter.model import Span

_PLACE = "torch.utils.data."
_KINDS = ("Loader", "Sampler")


def is_loader(item: Object) -> bool:
    """Whether this is a loader or sampler of PyTorch."""
    return item.type_name.startswith(_PLACE) and item.type_name.endswith(_KINDS)


def read_loaders(value: Value, world: World, span: Span) -> None:
    """Something is iterated over, which may be a loader or an iterator that reads from one."""
    found = set(value)
    stack = [item for item in found if item.iterator]
    while stack:
        more = set(stack.pop().held) - found
        found |= more
        stack += [item for item in more if item.iterator]
    loaders = {item for item in found if is_loader(item)}
    if not loaders:
        return
    world.mutate((item for item in reach(loaders) if item.type_name == GENERATOR), span)
    if world.knows(TORCH_RANDOM):
        world.use_state(TORCH_RANDOM, span, change=True)
