"""A quicker start for programs of our own."""

from __future__ import annotations

import sys


def skip_iri_grammar() -> None:
    """Keep `rfc3987_syntax` from being imported in this process.

    jsonschema (and through it nbformat and jupyter_events) imports it for one format check that nothing here uses, and
    it builds a parser at import: one to two seconds. Call this first thing in the main of a program of our own, never
    in a process that belongs to somebody else. It does nothing where the module is loaded already.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
