"""The container's log: what cells print goes there as it comes, and so does what went wrong."""

import contextlib
import os
import re
from typing import Any, Dict

from .refusal import Refusal

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Log:
    """Writes to the streams that the process began with. step: whose log it is."""

    def __init__(self) -> None:
        self._out, self._err = os.dup(1), os.dup(2)
        self.step = ""

    def output(self, output: Dict[str, Any]) -> None:
        """Write an output of a cell as text."""
        kind = output["output_type"]
        if kind == "stream":
            self._write(self._out if output["name"] == "stdout" else self._err, output["text"])
        elif kind == "error":
            self._write(self._err, _COLOURS.sub("", "\n".join(output["traceback"])) + "\n")
        else:
            text = output["data"].get("text/plain", "")
            self._write(self._out, str(text) + "\n" if text else "")

    def refused(self, refusal: Refusal) -> None:
        """Say why the step cannot run."""
        step = f"the step {self.step} cannot run: " if self.step else "a step cannot run: "
        remedy = f"\n  {refusal.remedy}" if refusal.remedy else ""
        self._write(self._err, f"Kale Ext: {step}{refusal.message}{remedy}\n")

    def failed(self, failure: Dict[str, Any]) -> None:
        """Say where the user's code failed; the traceback stands above it."""
        source = f"\n  {failure['source']}" if failure["source"] else ""
        self._write(self._err, f"Kale Ext: the step {self.step} failed{told(failure)}{source}\n")

    def _write(self, fd: int, text: str) -> None:
        data = memoryview(text.encode("utf-8", "replace"))
        with contextlib.suppress(OSError):  # whoever read it is gone
            while data:
                data = data[os.write(fd, data) :]


def told(failure: Dict[str, Any]) -> str:
    """A failure in words: its place, and what was raised."""
    place = "" if failure["cell"] is None else f" in cell {failure['cell']}"
    place += "" if failure["line"] is None else f", line {failure['line']}"
    return f"{place}: {failure['name']}: {failure['message']}".rstrip(": ")
