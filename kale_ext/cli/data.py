"""Our data as JSON: the same fields as the REST API has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kale_ext.errors import KaleError


def as_json(value: Any) -> Any:
    """A dataclass, or a mapping or sequence of them, as what `json.dumps` takes."""
    import msgspec

    return msgspec.to_builtins(value, str_keys=True)


def error_as_json(error: KaleError) -> dict[str, Any]:
    """An error in the shape that the REST API answers."""
    from kale_ext.errors import NotConvertible
    from kale_ext.services.analysis import finding

    document: dict[str, Any] = {"code": error.code, "message": error.message, "remedy": error.remedy}
    if isinstance(error, NotConvertible):
        document["diagnostics"] = as_json([finding(diagnostic) for diagnostic in error.diagnostics])
    return {"error": document}
