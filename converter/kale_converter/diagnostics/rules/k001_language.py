"""K001: not-python."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class NotPython(Rule):
    """The notebook is not in Python.

    What
    ----
    The notebook's metadata name another language than Python as that of its kernel.

    Why
    ---
    Kale Ext reads what the cells do from their Python code, and runs them with Python.

    What to do
    ----------
    Choose a Python kernel for the notebook. If the cells are Python already, the metadata are left over from
    another kernel, and choosing the kernel in JupyterLab and saving puts them right.
    """

    code = "K001"
    name = "not-python"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        language = facts.notebook.language
        if language != "python":
            yield self.finding(
                f"the notebook is in {language}, and Kale Ext runs Python",
                "choose a Python kernel for the notebook and save it",
            )
