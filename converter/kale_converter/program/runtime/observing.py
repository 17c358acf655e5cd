"""Observing: what a step does that its plan does not know of.

The plan says which names a step's cells may write (`writes`). Whatever else the step was given must be the same when it
ends. What is not is told as an event, with the cells that may have done it.
"""

import contextlib
import pickle
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Set

from .apart import sharing
from .artifact import Loaded, NotStorable
from .auditing import Audit, places_of_python
from .cells import Cell
from .kept import take_kept
from .originals import Original, Snapshot, compare, is_immutable, take
from .state import DRAWN, STATES

if TYPE_CHECKING:
    from .session import Session

BINDS, CHANGES, DELETES, READS, SHARES = "binds", "changes", "deletes", "reads", "shares"
UNSTORABLE = "unstorable"
_KERNELS = re.compile(r"_+|_i+|_i?\d+|_(?:ih|oh|dh)|In|Out|exit|quit|get_ipython|open|_exit_code|__\w+__")
"""Names that the kernel itself sets."""
_STATES = ("os.environ", "cwd", "sys.path")
_LOOKUPS = ("globals(", "vars(", "__main__", "__dict__", "user_ns", "locals(")
_NOWHERE = object()
_MISSING = re.compile(r"name '(\w+)' is not defined|module '__main__' has no attribute '(\w+)'")
_QUICK = 0.002
_SECONDS, _SHARE = 0.25, 0.05
"""Comparing may take so many CPU seconds, or this part of what the cells have taken, or as long as loading thrice."""
_TOLD = 50


class Begun:
    """What every step begins with: the values of the prologue, kept once for all steps."""

    def __init__(self, session: "Session") -> None:
        places_of_python()
        until = time.thread_time() + _SECONDS
        self.taken: Dict[str, Optional[Snapshot]] = {}
        for name, value in session.namespace.items():
            if not _KERNELS.fullmatch(name) and not is_immutable(value):
                self.taken[name] = take(value, session) if time.thread_time() < until else None


class Observer:
    """Watches one step. Call `begin` when its inputs are loaded, `cell_ended` after each cell, `end` after all."""

    def __init__(self, session: "Session", step: Dict[str, Any], folder: Path) -> None:
        self._session, self._step = session, step
        self._writes = set(step["writes"])
        self._any = "*" in self._writes
        self._reported: Set[str] = set()
        self._pending: List[Cell] = []
        self._audit = Audit(self._file, str(folder))
        self._last = 0.0
        self._unsure: Set[str] = set()

    def begin(self, loaded: List[Loaded], seconds: float) -> None:
        """Remember what is there. seconds: of CPU that loading has taken."""
        self._patience = max(_SECONDS, 3 * seconds)
        namespace = self._session.namespace
        self._before = {name: value for name, value in namespace.items() if name not in self._writes}
        self._originals = []
        given: Set[str] = set()
        for item in loaded:
            names = [n for n, v in item.values.items() if n not in self._writes and namespace.get(n) is v]
            given.update(item.values)
            untouched = not self._writes & item.values.keys()
            original = Original(item, names, self._session, untouched=untouched) if names else None
            if original is not None and original.names:
                self._originals.append(original)
        begun = self._session.begun.taken if self._session.begun else {}
        self._inherited = {
            n: t for n, t in begun.items() if n not in self._writes and n not in given and n in namespace
        }
        seeded = [name for name in DRAWN if self._is_seeded(name)]
        self._watched = [name for name in (*_STATES, *seeded, *self._kept()) if f"state:{name}" not in self._writes]
        for name in seeded:
            module = STATES[name].module
            if module.partition(".")[0] in sys.modules:
                with contextlib.suppress(Exception):
                    __import__(module)  # NumPy does so at first use: what had been drawn then could not be told
        self._states = self._state_now()
        self._started = time.perf_counter()
        self._audit.start()

    def cell_ended(self, cell: Cell, *, last: bool) -> None:
        """Look what has changed; at the values only where that is quick, or this was the last cell."""
        self._audit.stop()
        self._pending.append(cell)
        self._compare_names(cell)
        self._compare_states(cell)
        if last or self._last < _QUICK:
            self._compare_values(everything=last)
        if not last:
            self._audit.start()

    def end(self, folder: Path) -> None:
        """Store what was changed against the plan, so that it need not be computed again."""
        if self._unsure - self._reported:
            self._session.emit({"event": "unchecked", "variables": sorted(self._unsure - self._reported)[:_TOLD]})
        stored = {name for output in self._step["outputs"] for name in output["variables"]}
        for name in sorted(self._reported - stored):
            with contextlib.suppress(NotStorable, OSError):
                self._session.emit(self._session.save_output({"name": name, "variables": [name]}, folder))
        for pair in sharing(self._groups(), self._session):
            self._tell(SHARES, " ".join(pair), self._step["cells"][-1:], once=False)

    def _groups(self) -> Dict[str, str]:
        """Where later steps get the step's variables from: what it stores, what it was given, what all begin with."""
        steps = self._session.program["steps"]
        later = steps[[step["name"] for step in steps].index(self._step["name"]) + 1 :]
        texts = [cell["source"] for step in later for cell in step["cells"]]
        begun = self._session.begun.taken if self._session.begun else {}
        found = {name: "" for name in begun if any(name in text for text in texts)}
        wanted = {(given["variable"], given["step"]) for step in later for given in step["inputs"]}
        for given in self._step["inputs"]:
            if (given["variable"], given["step"]) in wanted:
                found[given["variable"]] = f"{given['step']} {given['artifact']}"
        for output in self._step["outputs"]:
            found.update(dict.fromkeys(output["variables"], output["name"]))
        return {name: group for name, group in found.items() if name in self._session.namespace}

    def failed(self, error: BaseException, source: str, cell: Cell) -> None:
        """A cell has failed: perhaps because it reads a variable that its step was not known to need."""
        name = _missing(error, source)
        if name and name not in self._session.namespace:
            self._tell(READS, name, [cell], once=False)

    def _compare_names(self, cell: Cell) -> None:
        before, now = self._before, self._session.namespace
        for name, value in list(now.items()):
            if before.get(name, _NOWHERE) is value or name in self._writes or name in self._reported:
                continue
            if (name in before or not self._any) and not _KERNELS.fullmatch(name):
                self._tell(BINDS, name, [cell])
        if len(now) < len(before) or before.keys() - now.keys():
            for name in sorted(before.keys() - now.keys() - self._writes - self._reported):
                if not _KERNELS.fullmatch(name):
                    self._tell(DELETES, name, [cell])

    def _compare_values(self, *, everything: bool) -> None:
        started = time.thread_time()
        until = started + max(self._patience, _SHARE * (time.perf_counter() - self._started))
        namespace = self._session.namespace
        for original in self._originals:
            if original.doubtful and not everything:
                continue
            original.names = [name for name in original.names if name not in self._reported]
            changed, unsure = original.changed(until) if original.names else ([], [])
            self._found(changed, unsure)
        watched = {n: t for n, t in self._inherited.items() if namespace.get(n) is self._before[n]}
        changed, unsure = compare(watched, namespace, self._session)
        self._found(changed, unsure)
        for name in (*changed, *unsure):
            self._inherited.pop(name, None)
        self._pending = []
        self._last = time.thread_time() - started

    def _found(self, changed: List[str], unsure: List[str]) -> None:
        self._unsure.update(unsure)
        for name in changed:
            self._tell(CHANGES, name, self._pending)

    def _state_now(self) -> Dict[str, Any]:
        found = {}
        for name in self._watched:
            module = sys.modules.get(STATES[name].module) if name in STATES else None
            with contextlib.suppress(Exception):
                if module is not None:
                    found[name] = pickle.dumps(STATES[name].take(module))
                elif name not in STATES and take_kept(name) is not None:
                    found[name] = pickle.dumps(take_kept(name))
        return found

    def _kept(self) -> List[str]:
        """What packages keep that some step is known to change."""
        written = {name for step in self._session.program["steps"] for name in step["writes"] or ()}
        return sorted(name[6:] for name in written if name.startswith("state:") and name[6:] not in STATES)

    def _is_seeded(self, name: str) -> bool:
        """Whether the notebook has set this generator before, so that what is drawn from it matters."""
        if self._session.seeded(name):
            return True
        for step in self._session.program["steps"]:
            if step["name"] == self._step["name"]:
                return False
            if f"state:{name}" in (step["writes"] or ()):
                return True
        return False

    def _compare_states(self, cell: Cell) -> None:
        now = self._state_now()
        for name, value in now.items():
            by_imports = name == "os.environ" and not self._audit.sets_variables
            if self._states.get(name, value) != value and not by_imports:
                self._tell(CHANGES, f"state:{name}", [cell])
        self._states = now

    def _file(self, path: str, use: str) -> None:
        self._session.emit({"event": "file", **self._session.capture.cell, "path": path, "use": use})

    def _tell(self, kind: str, name: str, cells: List[Cell], *, once: bool = True) -> None:
        if once:
            if name in self._reported or len(self._reported) >= _TOLD:
                return
            self._reported.add(name)
        _tell(self._session, kind, name, cells)


def tell_unstorable(session: "Session", names: Iterable[str], maker: str) -> None:
    """Variables of the step `maker` cannot be handed on, from the last of its cells that names them."""
    cells = [cell for step in session.program["steps"] if step["name"] == maker for cell in step["cells"]]
    for name in names if cells else ():
        word = re.compile(rf"\b{re.escape(name)}\b")
        cell = next((cell for cell in reversed(cells) if word.search(cell["source"])), cells[-1])
        _tell(session, UNSTORABLE, name, [cell])


def _tell(session: "Session", kind: str, name: str, cells: List[Cell]) -> None:
    places = [{"cell": cell["index"], "cell_id": cell["id"]} for cell in cells]
    session.emit({"event": "observed", "kind": kind, "variable": name, "cells": places})


def _missing(error: BaseException, source: str) -> Optional[str]:
    """The global that was looked for in vain. source: the user's line."""
    if isinstance(error, (NameError, AttributeError)):
        found = _MISSING.search(str(error))
        return found[1] or found[2] if found else None
    if isinstance(error, KeyError) and error.args and any(word in source for word in _LOOKUPS):
        name = error.args[0]
        return name if isinstance(name, str) and name.isidentifier() else None
    return None
