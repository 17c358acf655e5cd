"""Locks and threads: what there is of them in a process, and how it is made again in another one.

A lock is made again as it was, locked or not; with it come events, conditions, semaphores, barriers and queues, which
Python itself makes of locks. A thread that has ended, or has not begun, is made again; one that runs cannot be. What
each thread has of its own (`threading.local`) is made again with what the thread has that stores it.
"""

import gc
import threading
from typing import Any, Dict, Tuple

from .remaking import _set_part

_OF_PROCESS = frozenset({
    "_handle", "_tstate_lock", "_started", "_is_stopped", "_stderr", "_invoke_excepthook", "_context",
})  # fmt: skip
"""Attributes of a thread that belong to the process which it is in."""
_LOCK, _RLOCK = type(threading.Lock()), type(threading.RLock())


def lock_or_thread(obj: Any) -> Any:
    """How to pickle a lock or thread; None of anything else. Raises TypeError for a thread that runs."""
    kind: Any = type(obj)
    if kind is _LOCK:
        return _make_lock, (obj.locked(),)
    if kind is _RLOCK:
        return _make_rlock, (_count(obj),)
    if kind.__reduce_ex__ is not object.__reduce_ex__ or _getstate(kind) is not _getstate(object):  # it says how
        return None
    if isinstance(obj, threading.local):
        return _make_local, (kind, *_made_with(obj)), vars(obj), None, None, _set_part
    return _thread(obj) if isinstance(obj, threading.Thread) else None


def _getstate(kind: Any) -> Any:
    return getattr(kind, "__getstate__", None)


def _count(lock: Any) -> int:
    """How often who stores it has acquired the lock."""
    if not lock._is_owned():
        return 0
    state = lock._release_save()
    lock._acquire_restore(state)
    return int(state[0])


def _thread(thread: Any) -> Any:
    if thread.is_alive():
        raise TypeError("a thread that is running cannot go on in another process")
    kept = {name: value for name, value in vars(thread).items() if name not in _OF_PROCESS}
    return _make_thread, (type(thread), thread.ident is not None), kept, None, None, _set_part


def _made_with(local: Any) -> Tuple[Tuple[Any, ...], Dict[str, Any]]:
    """The arguments that it keeps, as it is made with them anew in each thread that asks for it."""
    referents = gc.get_referents(local)
    arguments = next((found for found in referents if type(found) is tuple), ())
    tables = (found for found in referents if type(found) is dict and found is not vars(local))
    return arguments, next((found for found in tables if all(isinstance(name, str) for name in found)), {})


def _make_local(kind: Any, arguments: Tuple[Any, ...], keywords: Dict[str, Any]) -> Any:
    return kind.__new__(kind, *arguments, **keywords)


def _make_lock(locked: bool) -> Any:
    made = threading.Lock()
    if locked:
        made.acquire()
    return made


def _make_rlock(count: int) -> Any:
    made = threading.RLock()
    for _ in range(count):
        made.acquire()
    return made


def _make_thread(kind: Any, has_ended: bool) -> Any:
    """A thread that has not begun, or has ended: what only Python can set is that of one which does nothing."""
    other = threading.Thread(name="ended")  # Python numbers those without a name
    if has_ended:
        other.start()
        other.join()
    made = object.__new__(kind)
    of_process: Dict[str, Any] = {name: value for name, value in vars(other).items() if name in _OF_PROCESS}
    vars(made).update(of_process)
    return made
