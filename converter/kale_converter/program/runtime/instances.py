"""Objects of the notebook's own classes: made again without a call of its code, unless they say how they are stored."""

import collections
import copyreg
import functools
import types
from collections import Counter, OrderedDict, defaultdict
from typing import Any, Dict, List, Tuple

PLAIN = (int, float, bool, str, bytes)
"""The types of values that refer to nothing else."""
_GET_STATE = getattr(object, "__getstate__", None)
HEAP_TYPE = 1 << 9
"""Type flag of classes that are made by a class statement (`Py_TPFLAGS_HEAPTYPE`); built-in exceptions lack it."""
_LEAVING_OUT = (("random", "Random"), ("xml.etree.ElementTree", "Element"))
_WORDS_OF_MAKING = ("__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__")
_REDUCE = _WORDS_OF_MAKING[:2]
_WORDS_OF_STATE = ("__getstate__", "__setstate__")


def own_classes(kind: type) -> List[type]:
    """The notebook's own classes among a class and what it derives from."""
    return [cls for cls in kind.__mro__ if cls.__module__ == "__main__"]


def hashes_itself(cls: Any) -> bool:
    """Whether it is the notebook's code that gives the hash of instances of a class."""
    return isinstance(cls.__hash__, types.FunctionType) and cls.__hash__.__module__ == "__main__"


def runs_own_code(kind: Any) -> bool:
    """Whether pickle would call the notebook's code to make an object of this class again, without being told to."""
    own = own_classes(kind)
    if not own:
        return _asks_before_it_is_filled(kind)
    if _have(own, _WORDS_OF_MAKING):
        return False
    if kind.__reduce_ex__ is not object.__reduce_ex__:  # a package's, which mostly says to call the class
        return type(kind).__call__ is type.__call__ and _have(own, ("__new__", "__init__"))
    if kind.__reduce__ is not object.__reduce__ or _leaves_out_attributes(kind):  # the former says to call the class
        return True
    if _have(own, _WORDS_OF_STATE):
        return _have(own, ("__new__",))
    return _have(own, ("__new__", "__getattr__", "__getattribute__", "__setattr__", "__setitem__", "append", "extend"))


def _asks_before_it_is_filled(kind: Any) -> bool:
    """Whether loading would ask a package's `__getattr__` for `__setstate__`, which looks at what is not there."""
    makers = (dict, list, set, frozenset, tuple)
    return hasattr(kind, "__getattr__") and is_made_as_usual(kind) and not issubclass(kind, makers)


def _leaves_out_attributes(kind: Any) -> bool:
    """Whether Python's own class, from which the notebook's derives, stores no attributes besides its own."""
    own = own_classes(kind)
    base = any((cls.__module__, cls.__name__) in _LEAVING_OUT for cls in kind.__mro__)
    return base and not _have(own, (*_WORDS_OF_MAKING, *_WORDS_OF_STATE, "__slots__"))


def _reduces_as_usual(kind: Any) -> bool:
    return kind.__reduce_ex__ is object.__reduce_ex__ and kind.__reduce__ is object.__reduce__


def has_plain_attributes(obj: Any) -> bool:
    """Whether pickle would store the dictionary of its attributes, of which it then makes another one."""
    kind: Any = type(obj)
    if not _reduces_as_usual(kind) or hasattr(kind, "__setstate__"):
        return False
    if getattr(kind, "__getstate__", None) is not _GET_STATE:
        return False
    return bool(kind.__flags__ & HEAP_TYPE) and type(getattr(obj, "__dict__", None)) is dict


def with_its_attributes(obj: Any) -> Any:
    """How to pickle it so that it has the very dictionary, as whoever else holds that."""
    found: Any = object.__reduce_ex__(obj, 4)
    make, arguments, state, *parts = found
    if type(state) not in (dict, type(None)) or any(part is not None for part in parts):
        return NotImplemented
    return make, arguments, obj.__dict__, None, None, _set_dictionary


class Plain:
    """Stands in an instance's state for those of its attributes that refer to nothing, which it has before all others.

    What it holds may be a dictionary with itself as a key, which asks it for its hash.
    """

    def __init__(self, owner: Any, attributes: Dict[str, Any]) -> None:
        self._parts = owner, attributes

    def __reduce__(self) -> Any:
        return _set_plain, self._parts


def is_plain(obj: Any) -> bool:
    """Whether the attributes of an instance refer to nothing."""
    state = object.__reduce_ex__(obj, 4)[2]
    return all(map(_refers_to_nothing, _attributes_of(state).values()))


def _attributes_of(state: Any) -> Dict[str, Any]:
    """What an instance has, in its dictionary and in slots, by the state that Python gives."""
    attributes: Dict[str, Any] = {}
    for part in state if isinstance(state, tuple) else (state,):
        attributes.update(part or {})
    return attributes


def _refers_to_nothing(value: Any) -> bool:
    if type(value) is tuple:
        return all(map(_refers_to_nothing, value))
    return value is None or type(value) in PLAIN


def is_made_as_usual(kind: Any) -> bool:
    """Whether nothing says how objects of this class are pickled."""
    return _reduces_as_usual(kind) and not _have(own_classes(kind), (*_WORDS_OF_MAKING, *_WORDS_OF_STATE))


def _have(classes: List[type], names: Tuple[str, ...]) -> bool:
    return any(name in vars(cls) for cls in classes for name in names)


def instance(obj: Any) -> Any:
    """How to pickle an object of such a class; NotImplemented where pickle knows better."""
    found: Any = obj.__reduce_ex__(4)
    kind = type(obj)
    make: Any
    arguments: Any
    if found[0] is kind:
        base = next(cls for cls in kind.__mro__ if cls.__module__ != "__main__" and _have([cls], _REDUCE))
        make, arguments = _make_by_base, (kind, base, found[1])
    elif found[0] is copyreg.__newobj__:  # type: ignore[attr-defined]
        make, arguments = _make_instance, found[1]
    elif found[0] is copyreg.__newobj_ex__:  # type: ignore[attr-defined]
        _, given, keywords = found[1]
        make, arguments = functools.partial(_make_instance, kind, *given, **keywords), ()
    else:
        return NotImplemented
    state, items, pairs = (*found[2:], None, None, None)[:3]
    if isinstance(obj, Counter):  # which would count again
        make, arguments, pairs = _make_instance, (kind,), dict.items(obj)
    if isinstance(obj, (Counter, defaultdict)):  # which store no attributes
        state = state or object.__getattribute__(obj, "__dict__")
    if state is None:  # which it is of an empty dictionary too, that others may hold
        state = object.__getattribute__(obj, "__dict__") if kind.__dictoffset__ else None
    if _leaves_out_attributes(kind):
        attributes = object.__getattribute__(obj, "__dict__")
        return make, arguments, (state, attributes), None, None, _set_state_and_attributes
    if hasattr(kind, "__setstate__"):
        return make, arguments, state, items, pairs
    everything = (state, items and list(items), pairs and list(pairs))
    if hashes_itself(kind):
        plain = {name: value for name, value in _attributes_of(state).items() if _refers_to_nothing(value)}
        return make, arguments, (Plain(obj, plain), *everything), None, None, _set_hashed
    return make, arguments, everything, None, None, _set_instance


def _make_instance(kind: Any, *arguments: Any, **keywords: Any) -> Any:
    base = next(cls for cls in kind.__mro__ if cls.__module__ != "__main__" and "__new__" in vars(cls))
    return base.__new__(kind, *arguments, **keywords)


def _make_by_base(kind: Any, base: Any, arguments: Tuple[Any, ...]) -> Any:
    """An instance as a class that its own derives from makes it: the user's own `__init__` may take other arguments."""
    made = base.__new__(kind, *arguments)
    if base.__init__ is not object.__init__:
        base.__init__(made, *arguments)
    return made


def _set_dictionary(made: Any, attributes: Dict[str, Any]) -> None:
    try:
        object.__setattr__(made, "__dict__", attributes)
    except AttributeError:  # of some classes in C it is always the same
        made.__dict__.update(attributes)


def _set_state_and_attributes(made: Any, state: Tuple[Any, Dict[str, Any]]) -> None:
    made.__setstate__(state[0])
    vars(made).update(state[1])


def _set_plain(made: Any, attributes: Dict[str, Any]) -> None:
    """Give an instance those of its attributes that refer to nothing, of which its hash may be made."""
    for name, value in attributes.items():
        object.__setattr__(made, name, value)


def _set_instance(made: Any, everything: Any) -> None:
    state, items, pairs = everything
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    if attributes is not None:
        _set_dictionary(made, attributes)
    for name, value in (slots or {}).items():
        object.__setattr__(made, name, value)
    if items:
        (list if isinstance(made, list) else collections.deque).extend(made, items)
    for key, value in pairs or ():
        (OrderedDict if isinstance(made, OrderedDict) else dict).__setitem__(made, key, value)


def _set_hashed(made: Any, state: Any) -> None:
    """The same as `_set_instance`, for one whose plain attributes, the first of its state, have been set already."""
    _set_instance(made, state[1:])
