"""Loggers: their levels, and those of their handlers that write to a stream or a file, with their formatters."""

import pickle
import sys
from typing import Any, List, Tuple


def take_logging(module: Any) -> Any:
    """The settings of every logger that has some, by its name, and the level that is off for all."""
    named = (one for one in module.root.manager.loggerDict.values() if isinstance(one, module.Logger))
    settings = {one.name: (one.level, one.propagate, one.disabled, _handlers(module, one)) for one in named}
    touched = {name: own for name, own in settings.items() if own != (module.NOTSET, True, False, [])}
    root = module.root
    return root.manager.disable, {root.name: (root.level, True, root.disabled, _handlers(module, root)), **touched}


def put_logging(module: Any, value: Any) -> None:
    """Make the loggers as they were there; handlers that are the same already are not touched."""
    off, settings = value
    module.disable(off)
    for name, (level, propagate, disabled, handlers) in settings.items():
        logger = module.getLogger(name)
        logger.setLevel(level)
        logger.propagate, logger.disabled = propagate, disabled
        if _described(module, handlers) == _described(module, _handlers(module, logger)):
            continue
        for handler in [h for h in logger.handlers if _target(module, h)]:
            logger.removeHandler(handler)
        for target, own_level, formatter in handlers:
            stream = {"stdout": sys.stdout, "stderr": sys.stderr}.get(target)
            handler = module.FileHandler(target) if stream is None else module.StreamHandler(stream)
            handler.setLevel(own_level)
            handler.setFormatter(formatter)
            logger.addHandler(handler)


def _handlers(module: Any, logger: Any) -> List[Tuple[str, int, Any]]:
    """Where those of a logger's handlers that can be made anew write, from which level on, and their formatters."""
    found = [(_target(module, h), h.level, _formatter(module, h.formatter)) for h in logger.handlers]
    return [handler for handler in found if handler[0]]


def _target(module: Any, handler: Any) -> str:
    """Where a handler writes: "stdout", "stderr" or a path; "" where it is neither a stream nor a file."""
    if isinstance(handler, module.FileHandler):
        return str(handler.baseFilename)
    stream = getattr(handler, "stream", None)
    return "stdout" if stream is sys.stdout else "stderr" if type(handler) is module.StreamHandler else ""


def _formatter(module: Any, formatter: Any) -> Any:
    """The formatter, or a plain one with its format where a package's cannot be stored."""
    if type(formatter).__module__ in ("__main__", "logging"):
        return formatter
    try:
        pickle.dumps(formatter)
    except Exception:
        return module.Formatter(getattr(formatter, "_fmt", None), getattr(formatter, "datefmt", None))
    return formatter


def _described(module: Any, handlers: List[Tuple[str, int, Any]]) -> List[Any]:
    """The handlers as they can be compared: of a formatter that is not the notebook's, what it was made with.

    By that a package's formatter is like the plain one that stands for it where it cannot be stored.
    """
    return [
        (target, level, _words(f) if isinstance(f, module.Formatter) and type(f).__module__ != "__main__" else f)
        for target, level, f in handlers
    ]


def _words(formatter: Any) -> Tuple[Any, ...]:
    style = formatter._style
    return type(style), formatter._fmt, formatter.datefmt, getattr(style, "_defaults", None)
