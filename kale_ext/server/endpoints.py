"""What each route does, as plain functions that may block; `routes` says who is reached how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from kale_converter.export.json_form import to_data
from kale_converter.model import Suggestion
from kale_ext.engines.interface import Engine, Event, RunId, RunState, RunSummary
from kale_ext.server.answers import EngineInfo, LogText
from kale_ext.server.paths import Root
from kale_ext.server.requests import (
    AnalysisRequest,
    EventsQuery,
    ListQuery,
    LogQuery,
    NotebookQuery,
    StartRequest,
    SuggestionRequest,
)
from kale_ext.services.analysers import Analysers
from kale_ext.services.analysis import analyse
from kale_ext.services.conversion import convert_content, convert_file
from kale_ext.services.learnt import Forgotten, forget
from kale_ext.services.runs import Runs
from kale_ext.services.suggestion import suggest_content, suggest_file


@dataclass(frozen=True, slots=True)
class Context:
    """What an endpoint works with. user: who asks, as the server knows them. analysers: of edited notebooks."""

    engines: Mapping[str, Engine]
    runs: Runs
    root: Root
    user: str
    analysers: Analysers

    def shown(self, state: RunState) -> RunState:
        """The state with the notebook as an API path."""
        return replace(state, notebook=self.root.path(state.notebook))


def engines(context: Context) -> list[EngineInfo]:
    """The places where pipelines run."""
    return [EngineInfo(name, tuple(sorted(engine.capabilities))) for name, engine in sorted(context.engines.items())]


def analysis(context: Context, body: AnalysisRequest) -> Mapping[str, Any]:
    """A notebook's pipeline and what there is to say about it; starts nothing and changes no file."""
    file = context.root.file(body.path)
    with context.analysers.lend(file) as analyser:
        if body.content is None:
            conversion, _ = convert_file(file, body.division, analyser)
        else:
            conversion, _ = convert_content(body.content, file.stem, body.division, file, analyser=analyser)
    answer = msgspec.to_builtins(analyse(conversion))
    return {**answer, "pipeline": conversion.pipeline and to_data(conversion.pipeline)}


def suggestion(context: Context, body: SuggestionRequest) -> Suggestion:
    """Tags that would divide a notebook into steps; starts nothing and changes no file."""
    file = context.root.file(body.path)
    return suggest_file(file) if body.content is None else suggest_content(body.content, file.stem)


def forget_learnt(context: Context, query: NotebookQuery) -> Forgotten:
    """Forget what runs have shown about a notebook beyond what its text says; the notebook and its runs stay."""
    return forget(context.root.file(query.path))


def list_runs(context: Context, query: ListQuery) -> list[RunSummary]:
    """The runs, newest first."""
    notebook = None if query.notebook is None else context.root.file(query.notebook)
    shown: dict[str, str] = {}
    summaries = context.runs.list(notebook, query.limit)
    for file in {summary.notebook for summary in summaries}:
        shown[file] = context.root.path(file)
    return [replace(summary, notebook=shown[summary.notebook]) for summary in summaries]


def start_run(context: Context, body: StartRequest) -> RunState:
    """Start a run of a notebook."""
    state = context.runs.start(
        context.root.file(body.path),
        content=body.content,
        division=body.division,
        parameters=body.parameters,
        jobs=body.jobs,
        user=context.user,
        engine=body.engine,
    )
    return context.shown(state)


def get_run(context: Context, run: str) -> RunState:
    """The state of a run now."""
    return context.shown(context.runs.get(RunId(run)))


def delete_run(context: Context, run: str) -> None:
    """Forget a run that has ended, and its files."""
    context.runs.delete(RunId(run))


def run_pipeline(context: Context, run: str) -> Mapping[str, Any]:
    """The pipeline of a run."""
    return context.runs.pipeline(RunId(run))


def run_events(context: Context, run: str, query: EventsQuery) -> Sequence[Event]:
    """The events of a run, in order."""
    return context.runs.events(RunId(run), query.after, query.limit)


def run_log(context: Context, run: str, query: LogQuery) -> LogText:
    """What the steps of a run have put out, as plain text."""
    return LogText(context.runs.log(RunId(run), query.step))


def run_notebook(context: Context, run: str) -> Mapping[str, Any]:
    """The executed notebook as far as it has come (nbformat 4)."""
    return context.runs.notebook(RunId(run))


def cancel_run(context: Context, run: str) -> RunState:
    """End a run and every process it started."""
    return context.shown(context.runs.cancel(RunId(run)))


def resume_run(context: Context, run: str) -> RunState:
    """Run again what is missing of a run that has ended."""
    return context.shown(context.runs.resume(RunId(run)))
