"""The Jupyter server extension: adds the routes and the run events to a server, and does nothing until it is asked."""

from __future__ import annotations

from pathlib import Path

from jupyter_events import EventLogger
from jupyter_server.extension.application import ExtensionApp

from kale_ext.server.backend import Backend
from kale_ext.server.handlers import handlers
from kale_ext.server.nbconvert import NBCONVERT
from kale_ext.server.paths import Root
from kale_ext.server.routes import ROUTES
from kale_ext.server.tail import Note
from kale_ext.services.engines import installed_engines

EVENT_SCHEMA = Path(__file__).parent / "events" / "run.yaml"
EVENT_SCHEMA_ID = "https://schema.jupyter.org/kale/run/v1"


class KaleExtension(ExtensionApp):
    """Kale Ext in a Jupyter server."""

    name = "kale_ext"
    description = "Notebooks as pipelines, analysed and run."

    backend: Backend | None = None

    def initialize_handlers(self) -> None:
        """Add the routes."""
        server = self.serverapp
        assert server is not None
        events = server.event_logger
        assert events is not None
        events.register_event_schema(EVENT_SCHEMA)
        root = Root(Path(server.root_dir), allow_hidden=server.contents_manager.allow_hidden)
        self.backend = Backend(root, installed_engines, lambda note: _emit(events, note))
        self.handlers.extend([*handlers(ROUTES, self.backend), NBCONVERT])

    def current_activity(self) -> int | None:
        """How many runs are under way: while there are any, an idle server is not shut down."""
        return None if self.backend is None else self.backend.watcher.under_way

    async def stop_extension(self) -> None:
        """Stop looking at runs; they go on by themselves."""
        if self.backend is not None:
            await self.backend.close()


def _emit(events: EventLogger, note: Note) -> None:
    events.emit(schema_id=EVENT_SCHEMA_ID, data=dict(note))
