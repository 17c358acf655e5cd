"""What Keras and TensorFlow keep in a process: random generators and numbered names; and the settings of JAX."""

import collections
import contextlib
from typing import Any, Dict, Optional, Tuple

_PLAIN = (bool, int, float, str)
_NAMES = "object_name_uids"
_GENERATOR = "global_seed_generator"
_SEED = "\0seed"
"""Stands for Keras' random generator; no attribute is called so."""


def take_tensorflow(module: Any) -> Optional[Tuple[Any, Any]]:
    """The seed of the eager context, and the state of the generator that seeds its operations; None without a seed."""
    context = module.context()
    return None if context._seed is None else (int(context._seed), context._rng.getstate())


def put_tensorflow(module: Any, value: Optional[Tuple[Any, Any]]) -> None:
    """The same seed and the same state."""
    if value is not None:
        context = module.context()
        context._set_global_seed(value[0])
        context._rng.setstate(value[1])


def take_keras(module: Any) -> Dict[str, Any]:
    """What Keras keeps for the thread of the cells, as far as it is plain."""
    kept = vars(module.GLOBAL_STATE_TRACKER)
    taken: Dict[str, Any] = {name: value for name, value in kept.items() if type(value) in _PLAIN}
    taken[_NAMES] = dict(kept.get(_NAMES) or {})
    generator = kept.get(_GENERATOR)
    if generator is not None:
        taken[_SEED] = (generator._initial_seed, generator.name, [int(part) for part in generator.state.numpy()])
    return taken


def put_keras(module: Any, value: Dict[str, Any]) -> None:
    """The same; what loading values has numbered is forgotten."""
    kept = vars(module.GLOBAL_STATE_TRACKER)
    kept.pop(_GENERATOR, None)
    if _SEED in value:
        kept[_GENERATOR] = _seed_generator(*value[_SEED])
    kept.update((name, part) for name, part in value.items() if name not in (_SEED, _NAMES))
    kept[_NAMES] = collections.defaultdict(int, value[_NAMES])


def _seed_generator(seed: Optional[int], name: str, state: Any) -> Any:
    made = __import__("keras").random.SeedGenerator(seed=seed or 0, name=name)
    made._initial_seed = seed
    made.state.assign(state)
    return made


def take_jax(module: Any) -> Dict[str, Any]:
    """The settings that are plain."""
    return {name: value for name, value in module.config.values.items() if value is None or type(value) in _PLAIN}


def put_jax(module: Any, value: Dict[str, Any]) -> None:
    """Set those that are another here; another version may not have all of them."""
    now = module.config.values
    for name, setting in value.items():
        if now.get(name, setting) != setting:
            with contextlib.suppress(Exception):
                module.config.update(name, setting)
