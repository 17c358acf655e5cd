"""How a step's inputs and outputs are called where a pipeline engine names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WiredInput:
    """An input artifact by the engine's name, and the step and artifact that it is.

    collected: it is a list of artifacts, one for each item of the writer's loop.
    """

    name: str
    step: str
    artifact: str
    collected: bool = False


@dataclass(frozen=True, slots=True)
class WiredOutput:
    """An output artifact by the engine's name, and the artifact that it is."""

    name: str
    artifact: str


@dataclass(frozen=True, slots=True)
class Wiring:
    """All names of one step; "" where the step has no such output.

    image: in which it runs, for messages. values: (output parameter, variable) pairs. items: the same, of variables
    that others loop over; the parameter holds a list of the items, each as JSON text, because an engine would change
    their types. item: the input parameter that holds a loop's item. item_is_json: the item is such a text; what is no
    JSON is the item itself.
    """

    image: str = ""
    inputs: tuple[WiredInput, ...] = ()
    outputs: tuple[WiredOutput, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    item: str = ""
    item_is_json: bool = False
    metrics: str = ""
    classification: str = ""
    report: str = ""
    notebook: str = ""
