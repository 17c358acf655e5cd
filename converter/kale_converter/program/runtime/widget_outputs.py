"""Output widgets, filled as a front end fills them: what a cell puts out while one is entered is the widget's.

The widget tells the front end over its comm that from now on the outputs of a request are its own, and is told them
when the cell is done. A step has no front end, and a comm that sends to nobody; so that is listened to.
"""

from typing import Any, Dict, List

from .output import Capture

_FIRST = ("output_type", "metadata", "data")


class Filling:
    """Takes outputs for one widget, which has `outputs` so far."""

    def __init__(self, outputs: Any) -> None:
        self.outputs: List[Dict[str, Any]] = [*outputs]
        self._clear_next = False

    def clear(self, wait: bool) -> None:
        """Drop the outputs: now, or (wait) as soon as there is a new one."""
        self._clear_next = wait
        if not wait:
            self.outputs = []

    def take(self, output: Dict[str, Any]) -> None:
        """Add an output; text follows on text."""
        if self._clear_next:
            self.clear(False)
        last = self.outputs[-1] if self.outputs else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            self.outputs[-1] = {**last, "text": last["text"] + output["text"]}
        else:
            first: Dict[str, Any] = {word: output[word] for word in _FIRST if word in output}
            self.outputs.append({**first, **output})


class WidgetOutputs:
    """The Output widgets of this process. Raises ImportError where there can be none."""

    def __init__(self, capture: Capture) -> None:
        from comm import DummyComm  # type: ignore[import-not-found,unused-ignore]

        self._capture = capture
        self._filled: Dict[Any, Filling] = {}

        def publish_msg(comm: Any, _type: str, data: Any = None, *_: Any, **__: Any) -> None:
            request = (data or {}).get("state", {}).get("msg_id")
            widget = getattr(getattr(comm, "_msg_callback", None), "__self__", None)
            if request is not None and widget is not None:
                self._switch(comm, widget, entered=bool(request))

        DummyComm.publish_msg = publish_msg  # type: ignore[assignment,method-assign,unused-ignore]

    def _switch(self, comm: Any, widget: Any, *, entered: bool) -> None:
        if entered:
            self._capture.lend(self._filled.setdefault(comm, Filling(widget.outputs)))
        else:
            self._capture.take_back()

    def hand_in(self) -> None:
        """Tell the widgets what they were filled with."""
        filled, self._filled = self._filled, {}
        for comm, filling in filled.items():
            data = {"method": "update", "state": {"outputs": filling.outputs}, "buffer_paths": []}
            comm.handle_msg({"content": {"data": data}, "buffers": []})
