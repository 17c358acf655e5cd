"""Variables that are stored apart from each other and yet share an object.

The plan stores variables together that may share what can be changed. Where it does not know that two do, each comes
back with an object of its own in the next step, and a change of one would be none of the other.
"""

import copyreg
import functools
import gc
import sys
import types
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Tuple

from .originals import is_immutable
from .reducing import one_of_a_kind

if TYPE_CHECKING:
    from .session import Session

_MOST, _LONGEST = 10_000, 1_000
"""So many objects are looked at in all, and containers of so many elements looked into."""
_CONTAINERS = (list, tuple, dict, set, frozenset)
_THROUGH = (tuple, frozenset, functools.partial, types.FunctionType, types.MethodType)
"""Objects that give access to others, and of which it does not matter that they are shared."""


def sharing(groups: "Dict[str, str]", session: "Session") -> List[Tuple[str, str]]:
    """Pairs of variables of different groups that share an object which may be changed. groups: name → its group."""
    if len(set(groups.values())) < 2:  # noqa: PLR2004 - a pair
        return []
    known = one_of_a_kind()
    first: Dict[int, str] = {}
    pairs: Dict[Tuple[str, str], None] = {}
    looked: List[Dict[int, Any]] = []  # keeps what is found, so that no address is used twice
    for name, group in groups.items():
        looked.append(_parts(session.namespace[name], _MOST - sum(map(len, looked)), session))
        for key, item in looked[-1].items():
            other = first.setdefault(key, name)
            if groups[other] != group and key not in known and _is_one_object(item) and not _has_name(item):
                pairs[other, name] = None
    return list(pairs)


def _parts(value: Any, most: int, session: "Session") -> Dict[int, Any]:
    """What a variable gives access to, without what is in objects of packages; of arrays also what has the memory."""
    found: Dict[int, Any] = {}
    stack = [value]
    while stack and len(found) < most:
        item = stack.pop()
        if is_immutable(item) or isinstance(item, type) or id(item) in found:
            continue
        found[id(item)] = item
        if session.inherited_name(item) is None:
            stack.extend(_held(item))
    return found


def _held(item: Any) -> Iterable[Any]:
    kind = type(item)
    if kind is types.FunctionType and item.__globals__.get("__name__") != "__main__":
        return ()
    if kind is types.FunctionType:
        return [*(item.__closure__ or ()), item.__defaults__, item.__kwdefaults__, item.__dict__]
    if kind in _CONTAINERS and len(item) > _LONGEST:
        return ()
    if kind in _CONTAINERS or kind in (*_THROUGH, types.CellType) or kind.__module__ == "__main__":
        return gc.get_referents(item)
    array: Any = getattr(sys.modules.get("numpy"), "ndarray", ())
    return [item.base] if isinstance(item, array) and isinstance(item.base, array) else ()


def _is_one_object(item: Any) -> bool:
    """Whether it matters which object it is: it can be changed. What is equal by its value and can be a key cannot."""
    kind: Any = type(item)
    if isinstance(item, _THROUGH):
        return False
    if kind.__module__ == "__main__" or kind.__hash__ is object.__hash__:
        return True
    return kind.__hash__ is None and not isinstance(item, getattr(sys.modules.get("pandas"), "Index", ()))


def _has_name(item: Any) -> bool:
    """Whether it is pickled by its name, so that every process has one."""
    kind = type(item)
    if kind.__module__ == "__main__":
        return False
    if kind.__module__ == "logging":
        return hasattr(item, "getChild")
    reduce: Any = copyreg.dispatch_table.get(kind)
    try:
        return isinstance(reduce(item) if reduce else item.__reduce_ex__(4), str)
    except Exception:
        return False
