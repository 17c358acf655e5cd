"""PyTorch: tensors and optimizers, of which it would itself leave out a part.

Tensors in memory are stored as arrays, so that those that share memory share it again, and with their gradients. How a
tensor was worked out (`grad_fn`) cannot be stored.
"""

import sys
from typing import Any, Dict, Tuple


def tensor(found: Any) -> Any:
    """How to pickle a tensor; None where PyTorch is to do it: on a GPU, sparse, of a type that NumPy has not."""
    torch: Any = sys.modules["torch"]
    plain = found.layout is torch.strided and found.device.type == "cpu" and not (found.is_conj() or found.is_neg())
    if not plain or found._backward_hooks:
        return None
    try:
        array = found.detach().numpy()
    except (TypeError, RuntimeError):
        return None
    state = (found.requires_grad, found.grad if found.is_leaf else None, vars(found))
    return _make_tensor, (type(found), array), state, None, None, _set_tensor


def _make_tensor(kind: Any, array: Any) -> Any:
    torch: Any = __import__("torch")
    made = torch.from_numpy(array)
    return made if kind is torch.Tensor else kind(made, requires_grad=False)


def _set_tensor(made: Any, state: Tuple[bool, Any, Dict[str, Any]]) -> None:
    requires_grad, made.grad, attributes = state
    made.requires_grad_(requires_grad)
    vars(made).update(attributes)


def optimizer(found: Any) -> Any:
    """How to pickle an optimizer: with what a scheduler of learning rates asks it, whether it has done a step."""
    attributes = vars(found)
    seen = {name: attributes[name] for name in ("_opt_called",) if name in attributes}
    make, arguments, state, *_ = found.__reduce_ex__(4)
    return make, arguments, (state, seen, "step" in attributes), None, None, _set_optimizer


def _set_optimizer(made: Any, state: Tuple[Dict[str, Any], Dict[str, Any], bool]) -> None:
    own, seen, is_watched = state
    made.__setstate__(own)
    vars(made).update(seen)
    if is_watched:
        _watch(made)


def _watch(made: Any) -> None:
    """As a scheduler does, which warns where no step has been done before its own."""
    step = made.step

    def watched(*args: Any, **kwargs: Any) -> Any:
        made._opt_called = True
        return step(*args, **kwargs)

    watched._wrapped_by_lr_sched = True  # type: ignore[attr-defined]
    made.step = watched
