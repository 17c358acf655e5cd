"""Every error that Kale Ext raises on purpose.

    KaleError                     code, message, remedy
    ├── BadInput                  the user's input is wrong            exit 2, HTTP 400
    │   ├── NotebookUnreadable    no notebook, or not one that nbformat can read
    │   ├── NotConvertible        the notebook has errors; carries the diagnostics
    │   ├── NotExportable         what the notebook asks for cannot be said in this form
    │   └── BadParameter          a parameter value of the wrong name or type
    ├── NotFound                  no such notebook, run, step, cell    exit 2, HTTP 404
    └── Conflict                  not possible in the present state    exit 2, HTTP 409
        └── StorageUnusable       the place for runs refuses them

`kale_ext.server.errors` maps them to HTTP and `kale_ext.cli.main` to exit codes; nothing else does.
"""

from __future__ import annotations

from kale_converter.model import Diagnostic


class KaleError(Exception):
    """An ordinary mistake or an impossible wish, told in one sentence with what to do about it.

    code: stable, kebab-case. message: what is wrong and where. remedy: what to do, "" where there is nothing to do.
    """

    code = "error"

    def __init__(self, message: str, remedy: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        if code is not None:
            self.code = code


class BadInput(KaleError):
    """The user's input is wrong."""

    code = "bad-input"


class NotebookUnreadable(BadInput):
    """The file is no notebook that can be read."""

    code = "notebook-unreadable"


class NotConvertible(BadInput):
    """The notebook has errors; `diagnostics` holds all findings."""

    code = "not-convertible"

    def __init__(self, message: str, remedy: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(message, remedy)
        self.diagnostics = diagnostics


class NotExportable(BadInput):
    """A sound notebook asks for something that the wanted form of its pipeline cannot say."""

    code = "not-exportable"


class BadParameter(BadInput):
    """A parameter value of an unknown name or the wrong type.

    parameter: the name it was given under, the first where several are wrong; "" where no single one is to blame.
    """

    code = "bad-parameter"

    def __init__(self, message: str, remedy: str = "", parameter: str = "") -> None:
        super().__init__(message, remedy)
        self.parameter = parameter


class NotFound(KaleError):
    """There is no such thing."""

    code = "not-found"


class Conflict(KaleError):
    """Not possible in the present state."""

    code = "conflict"


class StorageUnusable(Conflict):
    """Runs cannot be kept where they are to be kept: no folder, no permission, no room."""

    code = "storage-unusable"
