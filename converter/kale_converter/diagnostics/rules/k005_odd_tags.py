"""K005: odd-tags."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.place import cell_span


class OddTags(Rule):
    """The tags of a cell are not a list of texts.

    What
    ----
    The `tags` in a cell's metadata are something else than a list, or the list holds something else than texts.
    What is no text is left out.

    Why
    ---
    A tag that was meant to be there does not count.

    What to do
    ----------
    Remove the cell's tags in JupyterLab's property inspector and add them again.
    """

    code = "K005"
    name = "odd-tags"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for cell in facts.notebook.cells:
            tags = cell.metadata.get("tags")
            if tags is None or tags == [*cell.tags]:
                continue
            is_list = isinstance(tags, list)
            if not (is_list and all(isinstance(tag, str) for tag in tags)):
                yield self.finding(
                    "some of the cell's tags are not texts" if is_list else "the cell's tags are not a list",
                    "remove the tags and add them again",
                    cell_span(cell),
                )
