"""What clients send: bodies refuse fields they do not know, so that a misspelt one is told and not ignored."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from kale_converter.model import Division

Count = Annotated[int, Meta(ge=1)]
Position = Annotated[int, Meta(ge=0)]


class AnalysisRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """A notebook to analyse.

    path: of the file, relative to the server's root. content: the notebook as it stands in the editor (nbformat 4),
    null to read the file. division: how to divide it into steps, null for what the notebook asks for.
    """

    path: str
    content: dict[str, Any] | None = None
    division: Division | None = None


class SuggestionRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """A notebook to propose steps for: as in AnalysisRequest."""

    path: str
    content: dict[str, Any] | None = None


class StartRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """A notebook to run: as in AnalysisRequest, and how.

    parameters: values by name, as JSON or as the text that a user typed. jobs: how many steps at most at a time, null
    for the engine's own choice. engine: where it runs.
    """

    path: str
    content: dict[str, Any] | None = None
    division: Division | None = None
    parameters: dict[str, Any] = {}
    jobs: Count | None = None
    engine: str = "local"


class ListQuery(Struct, frozen=True):
    """notebook: only runs of this notebook, relative to the server's root. limit: at most so many."""

    notebook: str | None = None
    limit: Count | None = None


class EventsQuery(Struct, frozen=True):
    """after: the number of the last event that is known already. limit: at most so many."""

    after: Position = 0
    limit: Count | None = None


class LogQuery(Struct, frozen=True):
    """step: only of this step; empty for the imports, functions and parameters, absent for all steps."""

    step: str | None = None


class NotebookQuery(Struct, frozen=True):
    """path: of the notebook file, relative to the server's root."""

    path: str
