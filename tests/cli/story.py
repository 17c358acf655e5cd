"""Made-up event logs, as `docs/run-directory.md` describes them."""

from __future__ import annotations

from typing import Any

BEGIN = 1000.0


class Story:
    """Numbers and dates events; each happens a second after the one before it."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def tell(self, event: str, **fields: Any) -> dict[str, Any]:
        n = len(self.events) + 1
        self.events.append({"n": n, "time": BEGIN + n, "event": event, **fields})
        return self.events[-1]

    def start(self, step: str, cell: int = 1) -> None:
        self.tell("step-started", step=step, attempt=1, pid=7)
        self.tell("cell-started", step=step, cell=cell, cell_id="c")

    def print(self, step: str, text: str) -> None:
        output = {"output_type": "stream", "name": "stdout", "text": text}
        self.tell("output", step=step, cell=1, cell_id="c", output=output)

    def finish(self, step: str, status: str = "succeeded", **fields: Any) -> None:
        self.tell("step-finished", step=step, status=status, duration=2.5, cpu=1.0, memory=1000, **fields)


FAILURE = {
    "name": "ZeroDivisionError",
    "message": "division by zero",
    "cell": 5,
    "cell_id": "c",
    "line": 2,
    "source": "    ratio = 1 / 0",
    "traceback": [
        "\x1b[31mZeroDivisionError\x1b[0m  Traceback",
        "Cell 5, line 2",
        "ZeroDivisionError: division by zero",
    ],
}


def mixed() -> Story:
    """One step succeeds, one fails, one is skipped, and the last still runs."""
    story = Story()
    story.tell("run-started", attempt=1, pid=1)
    story.start("")
    story.finish("", failure=None)
    story.start("load", 3)
    story.print("load", "reading\n10 %\r20 %")
    story.tell("metric", step="load", name="rows", value=891.0)
    story.finish("load", failure=None)
    story.start("train", 5)
    story.finish("train", "failed", failure=FAILURE)
    story.finish("report", "skipped", failure=None)
    story.start("plot", 9)
    story.print("plot", "drawing…")
    return story


MIXED_STEPS = ("load", "train", "report", "plot", "last")
