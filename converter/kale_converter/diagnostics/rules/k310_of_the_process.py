"""K310: of-the-process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.text import cells_in_words
from kale_converter.model import Diagnostic, Severity


class OfTheProcess(Rule):
    """A line depends on what only the process itself knows.

    What
    ----
    A line uses what is not handed on with the values of variables:

    - the kernel's history (`_`, `__`, `_12`, `In`, `Out`, magics such as `%history`, `%rerun` and `%macro`) or its last
      error (`sys.last_value`), the magics that it has (`%lsmagic`);
    - results that `functools.cache` or `lru_cache` keeps of a function whose calls show: it prints, it changes
      something, an earlier cell has changed what it gave, or what it takes from outside is another by now; or how often
      such a cache was of use (`cache_info()`);
    - what `jax.jit`, `tf.function` or Numba have made of a function at its first call: it prints or changes variables
      there only, or what it takes from outside is another by now;
    - how much memory a list or the like takes (`sys.getsizeof`; a loaded one has no room to grow), how often it is
      referred to (`sys.getrefcount`), whether two numbers or texts are one object (`a is b`), which classes derive from
      another (`__subclasses__()`);
    - where an exception was raised that another cell has kept (`traceback.print_exception(error)`, `__traceback__`);
    - how far OpenCV has got in its random numbers, where another cell has seeded them or drawn some (`cv2.randu`,
      `cv2.kmeans`), or an operation of TensorFlow with a seed of its own (`tf.random.normal(shape, seed=1)`);
    - a document of Beautiful Soup of which another cell has kept a part, where one of them is changed;
    - the trainer of a module of Lightning (`module.trainer`), where another cell has trained it;
    - the figure that an earlier cell has left open: where Matplotlib draws in windows or to files
      (`%matplotlib widget`, `matplotlib.use("Agg")`, `os.environ["MPLBACKEND"] = "Agg"` before Matplotlib is imported),
      or `InlineBackend.close_figures` is off;
    - variables that only code which cannot be read knows of (`globals()[name]`, `exec`), after such code of another
      cell.

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
            further = facts.cells_after((item.span.cell,))
            then = f"; {cells_in_words(further)} may give something else too" if further else ""
            told = self.finding(
                f"{item.what} is of the process alone, and every step is a process of its own{then}",
                "give the value a name and use that, or put the cells into one step",
                item.span,
            )
            yield replace(told, cells=further)
