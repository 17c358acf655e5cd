"""What the cells of a program may ask for, by their text: objects are handed on with that only where somebody asks."""

import functools
import importlib
import re
from typing import Any, Dict, List

from .cells import Cell
from .state import STATES

_NAN = re.compile(r"\bnan\b", re.IGNORECASE)
_BASE = re.compile(r"\.base\b(?!\s+import\b)|owndata")
_ATTRIBUTES = re.compile(r"__dict__|\bvars\(")
_FINALIZER = re.compile("__del__")
_OF_MEMORY = re.compile(rf"{_BASE.pattern}|\.resize|getsizeof|writeable|setflags")
_OF_KERNELS = {
    "email": ("parser",),
    "html": ("entities",),
    "http": ("client", "server"),
    "importlib": ("abc", "metadata", "resources"),
    "xml": ("parsers.expat",),
    "xmlrpc": ("client", "server"),
}
"""Modules of the standard library that a kernel has loaded from the start: whoever imports the package has them."""


class Asking:
    """Looks it up in the text of all cells, once. program: see `kale_converter.program.bundle`."""

    def __init__(self, program: Dict[str, Any]) -> None:
        self.program = program

    def cells(self) -> List[Cell]:
        """All cells of the program."""
        steps = (cell for step in self.program["steps"] for cell in step["cells"])
        return [*self.program["prologue"]["cells"], *steps]

    @functools.cached_property
    def asks_for_nan(self) -> bool:
        """Whether cells name a not-a-number, which may be to ask whether something is it."""
        return self._mentions(_NAN)

    @functools.cached_property
    def asks_for_base(self) -> bool:
        """Whether cells may ask what an array is a view of."""
        return self._mentions(_BASE)

    @functools.cached_property
    def asks_for_attributes(self) -> bool:
        """Whether cells may hold the dictionary of an object's attributes."""
        return self._mentions(_ATTRIBUTES)

    @functools.cached_property
    def asks_for_memory(self) -> bool:
        """Whether cells may ask whose the memory of an array is, for another, or to write to it after all."""
        return self._mentions(_OF_MEMORY)

    @functools.cached_property
    def has_finalizers(self) -> bool:
        """Whether cells say what happens when an object goes."""
        return self._mentions(_FINALIZER)

    @functools.cached_property
    def kept(self) -> List[str]:
        """The places in packages whose contents steps hand on, by their dotted names."""
        steps = self.program.get("steps", ())
        names = {given["variable"] for step in steps for given in step.get("inputs", ())}
        names.update(name for step in steps for output in step.get("outputs", ()) for name in output["variables"])
        places = {name[6:] for name in names if name.startswith("state:") and "." in name}
        return sorted(places - STATES.keys())

    def import_as_kernels_have(self) -> None:
        """Import what cells may find in packages only because a kernel has imported it."""
        for package, modules in _OF_KERNELS.items():
            if self._mentions(re.compile(rf"\b{package}\.")):
                for module in modules:
                    importlib.import_module(f"{package}.{module}")

    def _mentions(self, words: "re.Pattern[str]") -> bool:
        return any(words.search(cell["source"]) for cell in self.cells())
