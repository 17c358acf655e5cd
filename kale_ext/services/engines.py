"""The engines that are installed: each is an entry point in the group `kale_ext.engines`."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from kale_ext.engines.interface import Engine

GROUP = "kale_ext.engines"

log = logging.getLogger(__name__)


def installed_engines(points: Iterable[EntryPoint] | None = None) -> dict[str, Engine]:
    """Load every installed engine, by name. One that cannot be loaded is left out with a warning in the log.

    points: the entry points to load, None for those of the environment.
    """
    engines: dict[str, Engine] = {}
    for point in sorted(entry_points(group=GROUP) if points is None else points, key=lambda point: point.name):
        try:
            engine: Engine = point.load()()
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            log.warning("The engine %r (%s) cannot be loaded: %s", point.name, point.value, what)
        else:
            engines[engine.name] = engine
    return engines
