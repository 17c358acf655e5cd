"""The marks of classes, type variables and functions, by which a process knows one that it has already."""

import uuid
import weakref
from typing import Any, Optional, Tuple


class Marks:
    """By them two artifacts that hold the same class, type variable or function give the same object."""

    def __init__(self) -> None:
        self._of: "weakref.WeakKeyDictionary[Any, str]" = weakref.WeakKeyDictionary()
        self._known: "weakref.WeakValueDictionary[str, Any]" = weakref.WeakValueDictionary()

    def of(self, thing: Any) -> str:
        """The mark of a class or type variable; it gets one where it has none."""
        mark = self._of.get(thing)
        return mark if mark is not None else self.keep(uuid.uuid4().hex, thing)[0]

    def found(self, thing: Any) -> Optional[str]:
        """The mark that a thing has, None where it has none."""
        return self._of.get(thing)

    def known(self, mark: Optional[str]) -> Any:
        """What has this mark here, None where nothing has."""
        return None if mark is None else self._known.get(mark)

    def keep(self, mark: Optional[str], thing: Any) -> Tuple[str, Any]:
        """Give it this mark."""
        if mark is not None:
            self._of[thing] = mark
            self._known[mark] = thing
        return mark or "", thing


marks = Marks()
