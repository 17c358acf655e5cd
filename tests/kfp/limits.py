"""How large things may be on their way through KFP.

Until KFP 2.15, the driver of a task gets the container spec, the component spec and the task spec as one argument each,
and the driver of a DAG the spec of the whole DAG. Linux takes no argument of 128 KiB or more, so that such a task never
starts ("exec /usr/bin/driver: argument list too long"). The launcher gets the executor input and the component spec so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.kfp.values import as_json

LARGEST_ARGUMENT = 128 * 1024
"""MAX_ARG_STRLEN of Linux, with the closing zero byte."""


class TooLarge(Exception):
    """The process that KFP would start for this cannot be started."""


def fits(what: str, **arguments: Mapping[str, Any]) -> None:
    """Raise TooLarge where one of the specs is no argument. what: the process, for the message."""
    for name, spec in arguments.items():
        size = len(as_json(spec).encode()) + 1
        if size > LARGEST_ARGUMENT:
            raise TooLarge(f"{what}: argument list too long: --{name} has {size} bytes")
