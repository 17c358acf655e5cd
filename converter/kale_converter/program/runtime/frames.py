"""How frames, series and their labels are pickled, so that pandas goes on as it would have.

Frames made of one another share memory and know of it: pandas copies before it writes to what another one refers to
("Copy-on-Write" in its user guide). Its own pickles keep the values and forget who refers to them. So what keeps the
references of a block or of labels is stored with them, the same one for all that have the same. What refers to it and
is not stored goes on elsewhere, as far as pandas is concerned.
"""

import functools
import importlib
import sys
from typing import Any, Callable, Dict, List, Tuple


class _References:
    """Stands in a pickle for what keeps references.

    kept: the `BlockValuesRefs` of pandas. order: gets it once it is pickled.
    """

    def __init__(self, kept: Any, order: List["_References"]) -> None:
        self._kept, self._order = kept, order
        self.stored = 0

    def __reduce__(self) -> Any:
        self._order.append(self)
        return _make_references, ()

    def is_kept_elsewhere(self) -> bool:
        """Whether something refers to it that is not in the pickle."""
        return sum(reference() is not None for reference in self._kept.referenced_blocks) > self.stored


class Frames:
    """Says how the parts of frames are pickled that one pickling meets."""

    def __init__(self) -> None:
        # Not as attributes of pandas, which would import it now.
        self._block = getattr(sys.modules.get("pandas._libs.internals"), "Block", ())
        self._series = getattr(sys.modules.get("pandas.core.internals.managers"), "SingleBlockManager", ())
        self._index = getattr(sys.modules.get("pandas"), "Index", ())
        self._frame = getattr(sys.modules.get("pandas.core.generic"), "NDFrame", ())
        self._references: Dict[int, _References] = {}
        self._order: List[_References] = []

    def kept_elsewhere(self) -> List[int]:
        """The places of those references in the pickle that something keeps as well which is not in it."""
        return [place for place, references in enumerate(self._order) if references.is_kept_elsewhere()]

    def reduced(self, obj: Any, is_storable: Callable[[Any], bool]) -> Any:
        """What pickle is to make of an object of pandas; None where it knows itself, and of any other object.

        is_storable: tells whether something can be pickled. (It is the pickler's, and not kept: CPython crashes when
        it collects a pickler that refers to itself.)
        """
        if isinstance(obj, self._block):
            return self._of_block(obj)
        if isinstance(obj, self._series):
            return self._of_series(obj)
        if isinstance(obj, self._index) and str(type(obj).__module__).partition(".")[0] == "pandas":
            return self._of_labels(obj, is_storable)
        return _with_notes(obj, is_storable) if isinstance(obj, self._frame) else None

    def _of_block(self, block: Any) -> Any:
        if not hasattr(block, "refs"):  # pandas 1
            return None
        return _make_block, (*block.__reduce__()[1], self._stored(block.refs))

    def _of_series(self, manager: Any) -> Any:
        (block,) = manager.blocks
        if not hasattr(block, "refs"):
            return None
        size = len(manager.axes[0])
        if len(block.mgr_locs) != size or (size and block.mgr_locs[-1] >= size):  # `del series[label]` leaves it so
            self._stored(block.refs)  # for the one that it stands for
            block = block.make_block_same_class(block.values, type(block.mgr_locs)(slice(size)), block.refs)
        return type(manager), (block, manager.axes[0])

    def _of_labels(self, labels: Any, is_storable: Callable[[Any], bool]) -> Any:
        found = _apart_from_words(labels.__reduce__())
        references = vars(labels).get("_references")
        if len(found) > 2 and found[2] is not None:  # noqa: PLR2004 - a state of its own
            return found
        notes = {name: value for name, value in vars(labels).items() if _is_note(name) and is_storable(value)}
        if notes:
            state = (references if references is None else self._stored(references), notes)
            return (*found[:2], state, None, None, _set_labels)
        return found if references is None else (*found[:2], self._stored(references), None, None, _refer)

    def _stored(self, kept: Any) -> _References:
        found = self._references.setdefault(id(kept), _References(kept, self._order))
        found.stored += 1
        return found


class _Elsewhere:
    """Stands for frames, series and labels that are not here."""


_ELSEWHERE = _Elsewhere()
_made: List[Any] = []


def begin_loading() -> None:
    """Something that was stored is about to be loaded."""
    _made.clear()


def keep_elsewhere(places: List[int]) -> None:
    """Tell pandas what `Frames.kept_elsewhere` found when that was stored which has just been loaded."""
    for place in places:
        _made[place].add_index_reference(_ELSEWHERE)


def _make_references() -> Any:
    _made.append(importlib.import_module("pandas._libs.internals").BlockValuesRefs())
    return _made[-1]


def _make_block(values: Any, placement: Any, ndim: int, references: Any) -> Any:
    importlib.import_module("pandas")
    made = importlib.import_module("pandas._libs.internals")._unpickle_block(values, placement, ndim)
    made.refs = references
    references.add_reference(made)
    return made


def _refer(labels: Any, references: Any) -> None:
    labels._references = references
    references.add_index_reference(labels)


def _set_labels(labels: Any, state: Tuple[Any, Dict[str, Any]]) -> None:
    """state: what keeps references, None where nothing does; what the notebook has noted."""
    references, notes = state
    vars(labels).update(notes)
    if references is not None:
        _refer(labels, references)


def _is_note(name: str) -> bool:
    """Whether an attribute of labels is one that the notebook has set; pandas' own begin with "_"."""
    return name[0] != "_" and name != "sortorder"


def _with_notes(frame: Any, is_storable: Callable[[Any], bool]) -> Any:
    """A frame or series with what is noted on it (`df.name = "train"`) and can be stored; pandas leaves it out."""
    known = {*frame._internal_names_set, "_attrs", "_cacher", "_typ"}
    noted = {name: value for name, value in vars(frame).items() if name not in known and is_storable(value)}
    if not noted:
        return None
    make, arguments, state, *rest = frame.__reduce_ex__(4)
    return (make, arguments, {**noted, **state}, *rest)


def _apart_from_words(found: Any) -> Any:
    """What pandas says of labels, its words apart from the user's.

    A label "name" is the same object as pandas' word until it is loaded, and the pickle would differ from then on.
    """
    if not (isinstance(found, tuple) and found[1] and isinstance(found[1][-1], dict)):
        return found
    words = {_apart(word) if isinstance(word, str) else word: value for word, value in found[1][-1].items()}
    return (found[0], (*found[1][:-1], words), *found[2:])


@functools.lru_cache(maxsize=None)
def _apart(word: str) -> str:
    """The same word, another object."""
    return str(word.encode(), "utf-8")
