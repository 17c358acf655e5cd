"""Every route in one flat table; the handlers and the OpenAPI description are made from it."""

from __future__ import annotations

from http import HTTPMethod, HTTPStatus
from typing import Any

from kale_converter.model import Pipeline, Suggestion
from kale_ext.engines.interface import RunState, RunSummary
from kale_ext.server import endpoints
from kale_ext.server.answers import EngineInfo, LogText
from kale_ext.server.endpoints import Context
from kale_ext.server.event_types import RunEvent
from kale_ext.server.openapi import describe
from kale_ext.server.requests import (
    AnalysisRequest,
    EventsQuery,
    ListQuery,
    LogQuery,
    NotebookQuery,
    StartRequest,
    SuggestionRequest,
)
from kale_ext.server.route import Action, Route
from kale_ext.services.analysis import Analysis
from kale_ext.services.learnt import Forgotten

GET, POST, DELETE = HTTPMethod.GET, HTTPMethod.POST, HTTPMethod.DELETE
READ, WRITE, EXECUTE = Action.READ, Action.WRITE, Action.EXECUTE


def openapi(_context: Context) -> dict[str, Any]:
    """The description of all routes (OpenAPI 3.1)."""
    return describe(ROUTES)


ROUTES: tuple[Route, ...] = (
    Route(
        method=GET,
        path="/kale/engines",
        action=READ,
        endpoint=endpoints.engines,
        answer=list[EngineInfo],
    ),
    Route(
        method=POST,
        path="/kale/analysis",
        action=READ,
        endpoint=endpoints.analysis,
        body=AnalysisRequest,
        answer=Analysis,
    ),
    Route(
        method=POST,
        path="/kale/suggestion",
        action=READ,
        endpoint=endpoints.suggestion,
        body=SuggestionRequest,
        answer=Suggestion,
    ),
    Route(
        method=DELETE,
        path="/kale/learnt",
        action=WRITE,
        endpoint=endpoints.forget_learnt,
        query=NotebookQuery,
        answer=Forgotten,
    ),
    Route(
        method=GET,
        path="/kale/runs",
        action=READ,
        endpoint=endpoints.list_runs,
        query=ListQuery,
        answer=list[RunSummary],
    ),
    Route(
        method=POST,
        path="/kale/runs",
        action=EXECUTE,
        endpoint=endpoints.start_run,
        body=StartRequest,
        answer=RunState,
        status=HTTPStatus.CREATED,
    ),
    Route(
        method=GET,
        path="/kale/runs/{run}",
        action=READ,
        endpoint=endpoints.get_run,
        answer=RunState,
    ),
    Route(
        method=DELETE,
        path="/kale/runs/{run}",
        action=WRITE,
        endpoint=endpoints.delete_run,
        answer=None,
        status=HTTPStatus.NO_CONTENT,
    ),
    Route(
        method=GET,
        path="/kale/runs/{run}/pipeline",
        action=READ,
        endpoint=endpoints.run_pipeline,
        answer=Pipeline,
    ),
    Route(
        method=GET,
        path="/kale/runs/{run}/events",
        action=READ,
        endpoint=endpoints.run_events,
        query=EventsQuery,
        answer=list[RunEvent],
    ),
    Route(
        method=GET,
        path="/kale/runs/{run}/log",
        action=READ,
        endpoint=endpoints.run_log,
        query=LogQuery,
        answer=LogText,
    ),
    Route(
        method=GET,
        path="/kale/runs/{run}/notebook",
        action=READ,
        endpoint=endpoints.run_notebook,
        answer=dict[str, Any],
    ),
    Route(
        method=POST,
        path="/kale/runs/{run}/cancel",
        action=EXECUTE,
        endpoint=endpoints.cancel_run,
        answer=RunState,
    ),
    Route(
        method=POST,
        path="/kale/runs/{run}/resume",
        action=EXECUTE,
        endpoint=endpoints.resume_run,
        answer=RunState,
    ),
    Route(
        method=GET,
        path="/kale/openapi.json",
        action=READ,
        endpoint=openapi,
        answer=dict[str, Any],
    ),
)
