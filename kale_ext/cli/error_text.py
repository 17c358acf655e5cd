"""An error as its one message on stderr."""

from __future__ import annotations

from kale_ext.cli.terminal import Terminal
from kale_ext.errors import KaleError, NotConvertible, NotExportable


def say_error(error: KaleError, terminal: Terminal, notebook: str = "") -> None:
    """Print what is wrong and what to do; before it the findings, where the notebook has errors.

    notebook: its path as the user wrote it.
    """
    if isinstance(error, NotConvertible) and error.diagnostics:
        from kale_ext.cli.findings import say_findings

        say_findings(error.diagnostics, notebook, terminal)
    code = f" {error.code}" if isinstance(error, NotExportable) else ""  # with a page in the docs
    terminal.say(terminal.error_style(f"error{code}: ", "red", "bold") + error.message)
    if error.remedy:
        terminal.say(f"  {error.remedy}")
