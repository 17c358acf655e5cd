"""K305: patched-module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kale_converter.analysis.effects import DISPLAY, Patch
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.text import cells_in_words
from kale_converter.model import Diagnostic, Severity


class PatchedModule(Rule):
    """A module or a setting of the process is changed.

    What
    ----
    A line sets an attribute of an imported module, or a setting that belongs to the process as a whole: the recursion
    limit, a filter or handler of a logger, an adapter of sqlite3, a callback of the kernel, a decimal context kept in a
    variable, an accessor of pandas or xarray, a theme of Altair, a callback of Dask, how IPython shows objects, what is
    in DuckDB's own connection. Or it changes an array that Arrow looks at without a copy, in another step than the one
    that made it.
    So does a call of a package's function whose name says that it sets something (`set_…`, `use_…`, `enable`), or of a
    private one, where nobody takes the result; unless what it sets is known to be carried from step to step. So does a
    method of what a package has (`nltk.data.path.append(…)`, `curdoc().add_root(…)` of bokeh), whatever it is called in
    the notebook, and a decorator that registers what it decorates (`@register_check_method` of pandera). So does a
    call of a module that stands beside the notebook and whose functions change what it holds (by `global`, a list or
    dictionary of its own, an attribute of a class).

    Why
    ---
    Every step is a process of its own, and begins with the module as it was imported: the change is seen by the later
    cells of this step only. Run in one kernel, all later cells see it.

    What to do
    ----------
    Put the line into an `imports` cell, which every step begins with. Or put all lines that need it into one step.
    """

    code = "K305"
    name = "patched-module"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        first_cells = {facts.notebook.cell(cell).index for cell in facts.analysis.prologue.cells}
        for patch in facts.analysis.patches:
            if patch.span.cell not in first_cells:
                further = facts.cells_after(patch.cells)
                found = self.finding(
                    f"{patch.what} is changed in this step only{_later(patch, further)}",
                    "put the line into an imports cell, which every step begins with",
                    patch.span,
                )
                yield replace(found, cells=(*patch.cells, *further))


def _later(patch: Patch, further: Sequence[int]) -> str:
    """The cells that may give something else than in the notebook, for the message. further: for want of values."""
    if not patch.cells:
        return ""
    used = [patch.package] * bool(patch.package) + sorted(patch.names)
    why = "values are shown" if patch.package == DISPLAY else f"{' or '.join(used)} is used"
    then = f", and so may {cells_in_words(further)}, which need what these make" if further else ""
    return f"; {cells_in_words(patch.cells)} may give something else, as {why} there{then}"
