"""PyTorch keeps with a tensor what it was worked out of, so that `backward()` finds its way back (autograd).

That record is not handed on: in the next step the tensor has its numbers alone. What is worked out of tensors that
ask for it (`requires_grad`), or by a module of `torch.nn`, is such a tensor and holds what it was worked out of.
Source: https://pytorch.org/docs/stable/notes/autograd.html
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from kale_converter.analysis.definitions import last_word
from kale_converter.analysis.objects import NOTHING, Object, Value, modules, new
from kale_converter.analysis.unstorable import RECORDED

if TYPE_CHECKING:
    from kale_converter.analysis.call import Call
    from kale_converter.analysis.frames import Frame

TORCH = "torch"
_ASKS = "asks for a record"
"""The type name of what marks a tensor that asks for a record of what is worked out of it."""
_WITHOUT = frozenset({"no_grad", "inference_mode"})
_PARAMETERS = frozenset({"torch.nn.Parameter", "torch.nn.parameter.Parameter"})
_OF_MODULES = frozenset({"backward", "step", "zero_grad", "train", "eval", "apply"})
"""Methods of modules, optimizers and losses that give nothing, or the module."""
_NUMBERS = frozenset({
    "all", "allclose", "any", "argmax", "argmin", "argsort", "bincount", "bool", "detach", "dim", "element_size", "eq",
    "equal", "ge", "get_device", "grad", "gt", "int", "is_contiguous", "isclose", "isfinite", "isinf", "isnan", "item",
    "le", "long", "lt", "manual_seed", "ne", "nelement", "nonzero", "numel", "numpy", "ones_like", "rand_like",
    "randn_like", "save", "searchsorted", "short", "size", "stride", "tolist", "type", "unique", "zeros_like",
})  # fmt: skip
"""What gives no record: numbers, texts, tensors of integers or of their own."""
_ATTRIBUTES = frozenset({"data", "device", "dtype", "grad", "is_leaf", "ndim", "requires_grad", "shape"})
"""The attributes of a tensor that have no record."""


def ask(value: Value) -> None:
    """From here on what is worked out of these tensors is recorded."""
    for item in value:
        if item.library == TORCH and not item.module and not _is_asking(item):
            item.hold(new(type_name=_ASKS))


def without_record(item: Object, name: str) -> Value:
    """What an attribute of a tensor is that has no record, NOTHING of others."""
    return new((item,), library=TORCH) if item.type_name == RECORDED and name in _ATTRIBUTES else NOTHING


def is_switched_off(text: ast.expr) -> bool:
    """Whether this is `torch.no_grad()` or the like, within which nothing is recorded."""
    return last_word(text) in _WITHOUT


def worked_out(operands: Value, made: Value, frame: Frame) -> Value:
    """`made` of these operands; where PyTorch records that, a tensor that holds the operands."""
    recorded = _recorded(operands)
    return _record(recorded, made) if recorded and not frame.world.unrecorded else made


def called(call: Call, base: Value, callee: Value, made: Value) -> Value:
    """What a call has made; where PyTorch records that, a tensor that holds what it was worked out of."""
    function = call.node.func
    name = function.attr if isinstance(function, ast.Attribute) else ""
    paths = [path for path in modules(callee) if path.startswith(f"{TORCH}.")]
    of_modules = frozenset(item for item in callee if not name and _is_module(item))
    tensors = frozenset(item for item in base if item.library == TORCH and not item.module)
    if not (paths or of_modules or tensors) or call.frame.world.unrecorded:
        return made
    if _PARAMETERS.intersection(paths) or (paths and _asks_for_record(call)):
        ask(made)
        return made
    if name == "requires_grad_":
        ask(tensors)
        return made
    last = name or next((path.rpartition(".")[2] for path in paths), "")
    if last[:1].isupper() or last in _NUMBERS | _OF_MODULES or last.startswith("__") or last.endswith("_"):
        return made
    recorded = _recorded(tensors | call.given) | of_modules
    return _record(recorded, made) if recorded else made


def _asks_for_record(call: Call) -> bool:
    match [keyword.value for keyword in call.node.keywords if keyword.arg == "requires_grad"]:
        case [ast.Constant(value=value)]:
            return bool(value)
        case found:
            return bool(found)


def _record(recorded: Value, made: Value) -> Value:
    parts = frozenset(item for item in made if not item.module)
    return new(recorded | parts, library=TORCH, type_name=RECORDED, unstorable=RECORDED)


def _recorded(value: Value) -> Value:
    """The tensors among these and in containers of them of which PyTorch keeps, or begins, a record."""
    found = set(value)
    for item in value:
        if item.type_name == "container":
            found.update(item.held)
    return frozenset(item for item in found if item.type_name == RECORDED or _is_asking(item))


def _is_asking(item: Object) -> bool:
    return item.library == TORCH and any(held.type_name == _ASKS for held in item.held)


def _is_module(item: Object) -> bool:
    """Whether this is a module of `torch.nn`: one of PyTorch's own, or an instance of a class that derives from one."""
    own = item.instance_of
    if own is not None:
        return any(path.startswith(f"{TORCH}.") for path in own.foreign())
    return item.library == TORCH and item.type_name.startswith("torch.nn.")
