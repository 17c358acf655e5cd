"""Loops: a step that runs once for each item of a list.

A number that KFP hands over has no type, and an item of a list of which nothing is known becomes a text. So items keep
their type where all have one that KFP knows, and travel as JSON texts otherwise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kale_converter.export.kfp.channels import PREFIX, channel
from kale_converter.export.kfp.demands import Demand, Origin
from kale_converter.export.kfp.groups import Extra, group
from kale_converter.export.kfp.parameters import type_of_items
from kale_converter.export.kfp.task import Source, Task
from kale_converter.model import Foreach, Parameter
from kale_converter.reading.kfp_types import LIST, STRING, is_exact

_KEPT = frozenset({"BOOLEAN", "NUMBER_INTEGER", "NUMBER_DOUBLE", "STRING"})


@dataclass(frozen=True, slots=True)
class Items:
    """What a loop goes over. raw: the items themselves. source: the list's place otherwise; one of them is empty.

    kind: the type of an item. is_json: each is a JSON text.
    """

    kind: str
    is_json: bool
    raw: str = ""
    source: Source | None = None


def read_items(foreach: Foreach, origin: Origin | None, source: Source | None) -> Items:
    """The items of a loop. origin, source: of the list, None where the notebook gives the items themselves."""
    if isinstance(origin, Demand):
        return Items(STRING, is_json=True, source=source)
    given = (origin.default or []) if isinstance(origin, Parameter) else foreach.items
    kind = _kind(given)
    if source is not None:
        return Items(kind or STRING, kind is None, source=source)
    if kind is None:
        return Items(STRING, is_json=True, raw=json.dumps([json.dumps(item) for item in given]))
    return Items(kind, is_json=False, raw=json.dumps(list(given)))


def _kind(items: Any) -> str | None:
    """The type that KFP hands all these items over with, unchanged; None where there is none."""
    if not isinstance(items, list | tuple) or not all(is_exact(item) for item in items):
        return None
    kind = type_of_items(items)
    return kind if kind in _KEPT else None


def item_channel(items: Items) -> str:
    """The input of the loop that holds the item."""
    return f"{PREFIX}loop-item-param-1" if items.source is None else f"{channel(items.source)}-loop-item"


def in_loop(task: Task, name: str, label: str, items: Items, parallelism: int | None) -> Task:
    """The task, once for each item. label: what the loop's component is called after."""
    extras = [Extra(item_channel(items), {"parameterType": items.kind}, None)]
    listed: dict[str, Any] = {"raw": items.raw}
    if items.source is not None:
        name_of_list = _list_channel(task, items.source)
        extras.append(Extra(name_of_list, {"parameterType": LIST}, items.source))
        listed = {"inputParameter": name_of_list}
    options: dict[str, Any] = {"parameterIterator": {"itemInput": item_channel(items), "items": listed}}
    if parallelism:
        options["iteratorPolicy"] = {"parallelismLimit": parallelism}
    return group(name, label, [task], options, extras, collected=True)


def _list_channel(task: Task, source: Source) -> str:
    """The input of the loop that holds the list. KFP's driver takes it away from each round, which has its item only.

    So a task that uses the list itself needs a second input for it.
    """
    used = source in task.parameters.values()
    return f"{channel(source)}-loop-items" if used else channel(source)
