"""K310: of-the-process."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class OfTheProcess(Rule):
    """A line depends on what only the process itself knows.

    What
    ----
    A line reads the kernel's history (`_`, `__`, `_12`, `In`, `Out`) or its last error (`sys.last_value`), or calls a
    function again whose results `functools.cache` or `lru_cache` keeps, and whose calls show: it prints, it changes
    something, an earlier cell has changed what it gave, or what it takes from outside is another by now. Or it asks how
    often such a cache was of use (`cache_info()`), how much memory a list or the like takes (`sys.getsizeof`; a loaded
    one has no room to grow) or how often it is referred to (`sys.getrefcount`). Or it changes the dictionary of an
    object's attributes (`x.__dict__`) that another cell has kept, or the object; or a document of Beautiful Soup of
    which another cell has kept a part. Or it draws on the figure that an earlier cell has left open: where Matplotlib
    draws in windows or to files (`%matplotlib widget`, `matplotlib.use("Agg")`), or `InlineBackend.close_figures` is
    off. Or it runs code that cannot be read (`globals()[name]`, `exec`) after another cell has, which may have bound
    variables that only such code knows of.

    Why
    ---
    Every step is a process of its own. It has the history of its own cells only, and caches begin empty in it.

    What to do
    ----------
    Give the value a name and use that. Keep results in a dictionary of your own, which is handed on like any variable.
    Begin a figure (`plt.figure()`), or keep the one of the earlier cell in a variable. Cells of one step share their
    process.
    """

    code = "K310"
    name = "of-the-process"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if len(facts.analysis.steps) < 2:  # noqa: PLR2004 - one step is one process
            return
        for item in facts.analysis.apart:
            yield self.finding(
                f"{item.what} is of the process alone, and every step is a process of its own",
                "give the value a name and use that, or put the cells into one step",
                item.span,
            )
