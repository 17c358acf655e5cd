"""The runs of this machine, opened when a command needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kale_ext.services.runs import Runs


def open_runs() -> Runs:
    """All runs of all installed engines."""
    from kale_converter.reading.quick_start import skip_iri_grammar

    skip_iri_grammar()
    from kale_ext.services.engines import installed_engines
    from kale_ext.services.runs import Runs

    return Runs(installed_engines())
