"""What the server answers beside the runs and pipelines themselves."""

from __future__ import annotations

from msgspec import Struct

from kale_ext.engines.interface import Capability
from kale_ext.services.analysis import Finding


class EngineInfo(Struct, frozen=True):
    """A place where pipelines run, and what it can do."""

    name: str
    capabilities: tuple[Capability, ...]


class LogText(Struct, frozen=True):
    """What steps have put out, as plain text."""

    text: str


class ErrorAnswer(Struct, frozen=True, omit_defaults=True):
    """What is wrong and what to do about it; every error has this shape.

    code: stable, kebab-case. remedy: "" where there is nothing to do. diagnostics: the findings, only where the
    notebook could not be converted. parameter: the name of the parameter whose value is refused, only there.
    """

    code: str
    message: str
    remedy: str
    diagnostics: tuple[Finding, ...] = ()
    parameter: str = ""
