"""Whether two values are alike: what a variable is now, and what it was when the step began.

Pickles tell that something may have changed; they also differ where nothing has (the order of a set, a block that
pandas has put together, a value that a property has kept). So values are compared as a user would: part by part.
"""

import copyreg
import functools
import re
import sys
import time
import types
from typing import Any, Callable, List, Optional, Set, Tuple

from .memory_maps import beside_numbers
from .remaking import COMPILED

_ATOMS = (type(None), bool, int, float, complex, str, bytes, range, slice, type(Ellipsis), type(NotImplemented))
_DEEP = 4000
_CACHE = re.compile(r"_(?:\w*_)?caches?(?:_|$)")
_KEPT_BY = {
    "pandas": {"_cache", "_item_cache", "_sindexers"},
    "matplotlib": {"_invalid", "_inverted", "_parents", "_stale"},
    "statsmodels": {"diagn", "predict_dates", "predict_end", "predict_start", *COMPILED},
    "uncertainties": {"_linear_part"},
    "numpy.vectorize": {"_ufunc"},
    "xarray.MemoryCachedArray": {"array"},
}
"""What objects of a package, or of a class, keep of what they have worked out, and of whether they must do so anew."""


class Unsure(Exception):
    """It cannot be told, or not in the time that there is."""


class Likeness:
    """Compares values that come from two loadings of the same artifact, or from before and after.

    until: when to give up, in CPU time (`time.thread_time`), for a busy machine is no reason. alike: says of two
    arrays, without looking at their elements, whether they are surely alike; None where there is nobody to ask.
    """

    def __init__(self, until: float, alike: Optional[Callable[[Any, Any], bool]] = None) -> None:
        self._until, self._alike = until, alike
        self._seen: Set[Tuple[int, int]] = set()
        self._held: List[Any] = []

    def same(self, a: Any, b: Any) -> bool:
        """Whether they are alike. Raises Unsure."""
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, _DEEP))
        try:
            return self._same(a, b)
        except Unsure:
            raise
        except Exception as error:  # the user's own `__eq__` or `__reduce__`
            raise Unsure(str(error)) from None
        finally:
            sys.setrecursionlimit(limit)

    def _same(self, a: Any, b: Any) -> bool:
        if a is b:
            return True
        kind = type(a)
        if kind is not type(b):
            return False
        if kind in _ATOMS:
            return bool(repr(a) == repr(b) if kind in (float, complex) else a == b)  # not a number is like itself
        key = (id(a), id(b))
        if key in self._seen:
            return True
        if time.thread_time() > self._until:
            raise Unsure("it takes too long")
        self._seen.add(key)
        self._held.append((a, b))  # no other object may get their ids meanwhile
        if kind is dict:
            a, b, kind = list(a.items()), list(b.items()), list
        if kind in (list, tuple):
            return self._same_sequence(a, b)
        return self._same_set(a, b) if kind in (set, frozenset) else self._same_object(a, b, kind)

    def _same_sequence(self, a: Any, b: Any) -> bool:
        return len(a) == len(b) and all(self._same(x, y) for x, y in zip(a, b))

    def _same_set(self, a: Any, b: Any) -> bool:
        if len(a) != len(b):
            return False
        if all(_is_plain(item) for item in a):
            return bool(a == b)
        raise Unsure("a set of objects has no order")

    def _same_object(self, a: Any, b: Any, kind: type) -> bool:
        package = str(kind.__module__).partition(".")[0]
        array = getattr(sys.modules.get("numpy"), "ndarray", ())
        of_scipy = getattr(sys.modules.get("scipy.spatial"), "cKDTree", ())
        kinds: Tuple[Tuple[bool, Callable[[Any, Any], bool]], ...] = (
            (kind is types.FunctionType, self._same_function),
            (isinstance(a, (type, types.ModuleType, types.BuiltinFunctionType)), _same_name),
            (isinstance(a, array), self._same_array),
            (package == "pandas" and hasattr(a, "equals"), self._same_frame),
            (package == "sklearn" and hasattr(a, "get_tree_stats"), self._same_tree),
            (isinstance(a, of_scipy), self._same_tree_of_scipy),
            (package == "numba" and hasattr(a, "_dispatcher"), self._same_compiled),
            (package == "torch" and hasattr(a, "requires_grad"), _same_tensor),
            (package == "matplotlib" and hasattr(a, "callbacks"), _same_registry),
        )
        compare = next((compare for is_such, compare in kinds if is_such), None)
        return self._same_reduced(a, b, kind) if compare is None else compare(a, b)

    def _same_function(self, a: Any, b: Any) -> bool:
        for name in ("__code__", "__name__"):
            if getattr(a, name) != getattr(b, name):
                return False
        for name in ("__defaults__", "__kwdefaults__", "__dict__"):
            if not self._same(getattr(a, name), getattr(b, name)):
                return False
        return self._same_sequence(*([_contents(cell) for cell in f.__closure__ or ()] for f in (a, b)))

    def _same_array(self, a: Any, b: Any) -> bool:
        if a.dtype != b.dtype or a.shape != b.shape:
            return False
        if not self._same(*(beside_numbers(x) if hasattr(x, "__dict__") else None for x in (a, b))):
            return False
        if a.dtype.hasobject:
            return self._same(a.tolist(), b.tolist())
        if self._alike is not None and self._alike(a, b):
            return True
        if a.dtype.names:  # between the fields there may be bytes that no copy keeps
            return all(self._same_array(a[name], b[name]) for name in a.dtype.names)
        return bool(a.tobytes() == b.tobytes())

    def _same_frame(self, a: Any, b: Any) -> bool:
        for name in ("columns", "index"):
            if hasattr(a, name) and not self._same_frame(getattr(a, name), getattr(b, name)):
                return False
        for name in ("dtypes", "dtype"):
            if hasattr(a, name) and str(getattr(a, name)) != str(getattr(b, name)):
                return False
        if not a.equals(b):
            return False
        names = ("names", "name", "attrs")
        return all(self._same(_plainly(a, name), _plainly(b, name)) for name in names)

    def _same_tree(self, a: Any, b: Any) -> bool:
        """A tree of neighbours, which counts how often it is asked."""
        return self._same([*a.get_arrays()], [*b.get_arrays()])

    def _same_tree_of_scipy(self, a: Any, b: Any) -> bool:
        """A tree of neighbours whose pickle holds its nodes as memory, with addresses of this process."""
        names = ("data", "indices", "leafsize", "boxsize")
        return self._same(*([getattr(tree, name) for name in names] for tree in (a, b)))

    def _same_compiled(self, a: Any, b: Any) -> bool:
        """A ufunc of numba's, which is compiled again for each type that it is called with."""
        return self._same_function(a._dispatcher.py_func, b._dispatcher.py_func)

    def _same_reduced(self, a: Any, b: Any, kind: type) -> bool:
        reduce = copyreg.dispatch_table.get(kind)
        first, second = (reduce(x) if reduce else x.__reduce_ex__(4) for x in (a, b))
        if isinstance(first, str) or isinstance(second, str):
            return bool(first == second)
        if not self._same_sequence(first[:2], second[:2]):
            return False
        first, second = ((*reduced, None, None, None)[2:5] for reduced in (first, second))
        if not self._same_state(first[0], second[0], kind):
            return False
        parts = [[None if part is None else list(part) for part in reduced[1:]] for reduced in (first, second)]
        return self._same(*parts)

    def _same_state(self, a: Any, b: Any, kind: type) -> bool:
        """What an object keeps of what it has worked out is no change of it.

        That is a cached property, what pandas keeps, a private attribute that a library's object did not have or that
        was None and is an empty dictionary now, and what it privately calls a cache.
        """
        if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
            return all(self._same_state(x, y, kind) for x, y in zip(a, b))
        if isinstance(a, dict) or isinstance(b, dict):
            a, b = ({} if x is None else x for x in (a, b))
        package = str(kind.__module__).partition(".")[0]
        kept = _KEPT_BY.get(package, set()) | _KEPT_BY.get(f"{package}.{kind.__name__}", set())
        if isinstance(a, dict) and isinstance(b, dict) and kept:
            a, b = ({k: v for k, v in x.items() if k not in kept} for x in (a, b))
        if isinstance(a, dict) and isinstance(b, dict) and a.keys() != b.keys():
            kept = {name for name in a.keys() ^ b.keys() if _is_kept(kind, str(name))}
            a, b = ({k: v for k, v in x.items() if k not in kept} for x in (a, b))
        if isinstance(a, dict) and isinstance(b, dict):
            kept = {name for name in a.keys() & b.keys() if _is_own_cache(kind, str(name), a[name], b[name])}
            a, b = ({k: v for k, v in x.items() if k not in kept} for x in (a, b))
        return self._same(a, b)


def _same_name(a: Any, b: Any) -> bool:
    return bool(getattr(a, "__qualname__", a) == getattr(b, "__qualname__", b))


def _same_registry(_a: Any, _b: Any) -> bool:
    """What a figure calls when something happens: pyplot, which shows it, adds to it by itself."""
    return True


def _same_tensor(a: Any, b: Any) -> bool:
    torch = sys.modules["torch"]
    if a.dtype != b.dtype or a.shape != b.shape or a.requires_grad != b.requires_grad:
        return False
    return bool(torch.equal(a, b) or torch.equal(torch.nan_to_num(a), torch.nan_to_num(b)))


def _is_kept(kind: type, name: str) -> bool:
    if isinstance(getattr(kind, name, None), functools.cached_property):
        return True
    return name.startswith("_") and _is_installed(_owner(kind, name))


def _is_own_cache(kind: type, name: str, a: Any, b: Any) -> bool:
    """Whether what a private attribute was and is says nothing of the object."""
    if not (name.startswith("_") and _is_installed(_owner(kind, name))):
        return False
    is_made = {type(a), type(b)} == {type(None), dict} and not (a or b)  # as soon as it is asked for
    return is_made or bool(_CACHE.match(name))


def _owner(kind: type, name: str) -> type:
    """The class that declares an attribute; the object's own where none does."""
    return next((cls for cls in kind.__mro__ if name in vars(cls)), kind)


def _is_installed(kind: type) -> bool:
    module = sys.modules.get(str(kind.__module__).partition(".")[0])
    return str(getattr(module, "__file__", None) or "").startswith((sys.prefix, sys.base_prefix))


def _is_plain(value: Any) -> bool:
    return type(value) in _ATOMS or (type(value) in (tuple, frozenset) and all(_is_plain(item) for item in value))


def _contents(cell: Any) -> Any:
    try:
        return (cell.cell_contents,)
    except ValueError:
        return ()


def _plainly(value: Any, name: str) -> Any:
    found = getattr(value, name, None)
    if name == "names" and found is not None:
        return list(found)
    return None if callable(found) else found
