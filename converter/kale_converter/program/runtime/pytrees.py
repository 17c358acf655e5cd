"""JAX: classes of the notebook that are registered as containers (pytrees), which a class made again is not yet."""

import sys
from typing import Any, Tuple


def registered(cls: Any) -> Tuple[Any, ...]:
    """How a class is registered: the name of JAX' function and its further arguments; what Flax stores it with."""
    entry = sys.modules["jax._src.tree_util"]._registry[cls]
    flax: Any = sys.modules.get("flax.serialization")
    return (*_registration(cls, entry.to_iter, entry.from_iter), flax and flax._STATE_DICT_REGISTRY.get(cls))


def _registration(cls: Any, to_parts: Any, from_parts: Any) -> Tuple[str, Tuple[Any, ...]]:
    known = _closure(to_parts)
    if "data_fields" in known:
        return "register_dataclass", (known["data_fields"], known["meta_fields"])
    if hasattr(cls, "tree_flatten_with_keys"):
        return "register_pytree_with_keys_class", ()
    if hasattr(cls, "tree_flatten") and not hasattr(to_parts, "__code__"):
        return "register_pytree_node_class", ()
    with_keys = known.get("flatten_with_keys")
    if with_keys is None:
        return "register_pytree_node", (to_parts, from_parts)
    if with_keys.__qualname__.startswith("register_static."):
        return "register_static", ()
    return "register_pytree_with_keys", (with_keys, from_parts)


def _closure(function: Any) -> Any:
    cells = getattr(function, "__closure__", None) or ()
    return dict(zip(function.__code__.co_freevars, (cell.cell_contents for cell in cells))) if cells else {}


def register(cls: Any, name: str, arguments: Tuple[Any, ...], stored: Any) -> None:
    """Register a class as it was where it was stored, unless it is registered already."""
    if cls in __import__("jax._src.tree_util", fromlist=["_registry"])._registry:
        return
    tree_util: Any = sys.modules["jax.tree_util"]
    if name == "register_dataclass":
        fields = {field for field, there in getattr(cls, "__dataclass_fields__", {}).items() if there.init}
        dropped = fields.difference(*arguments)
        tree_util.register_dataclass(cls, *arguments, **({"drop_fields": sorted(dropped)} if dropped else {}))
    else:
        getattr(tree_util, name)(cls, *arguments)
    if stored:
        __import__("flax.serialization")
        sys.modules["flax.serialization"].register_serialization_state(cls, *stored)
