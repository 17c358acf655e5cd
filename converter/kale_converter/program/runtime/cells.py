"""Cells: executed as a kernel executes them, by IPython where there is one."""

import ast
import builtins
import contextlib
import inspect
import os
import sys
import types
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

from .output import Capture, plain_json

Cell = Dict[str, Any]
_REQUEST = {"header": {"msg_id": "cell"}}
"""What a kernel says that it is busy with."""

_HERE = Path(__file__).parent


class UserError(Exception):
    """A cell failed; `error` is what the user's code raised, `lines` its traceback as it was shown."""

    def __init__(self, error: BaseException, lines: List[str]) -> None:
        super().__init__(str(error))
        self.error, self.lines = error, lines


def without_own_frames(tb: Optional[types.TracebackType]) -> Optional[types.TracebackType]:
    """The traceback without frames of the step runtime."""
    frames = []
    while tb is not None:
        if Path(tb.tb_frame.f_code.co_filename).parent != _HERE:
            frames.append(tb)
        tb = tb.tb_next
    for frame, following in zip(frames, [*frames[1:], None]):
        frame.tb_next = following
    return frames[0] if frames else None


def error_output(error: BaseException, lines: List[str]) -> Dict[str, Any]:
    """The output that an error is."""
    return {"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": lines}


def awaits(text: str, transform: Callable[[str], str] = str) -> bool:
    """Whether code awaits outside of functions. transform: gives the Python of it."""
    if "await" not in text and "async" not in text:
        return False
    try:
        code = compile(transform(text), "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except Exception:
        return False  # running it tells
    return bool(code.co_flags & inspect.CO_COROUTINE)


def ipython_shell(module: types.ModuleType, capture: Capture) -> Any:
    """A shell with IPython's own behaviour and a kernel's output. Raises ImportError where there is no IPython."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.error import StdinNotImplementedError
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    class Publisher(DisplayPublisher):
        def publish(
            self,
            data: Any,
            metadata: Any = None,
            source: Any = None,  # noqa: ARG002 - some IPythons have it
            *,
            transient: Any = None,
            update: Any = False,
            **_: Any,
        ) -> None:
            display_id = (transient or {}).get("display_id")
            data, metadata = plain_json(data), plain_json(metadata or {})
            if not capture.active:
                return
            if update:
                capture.update(str(display_id), data, metadata)
                return
            more = {} if display_id is None else {"display_id": display_id}
            capture.output({"output_type": "display_data", "data": data, "metadata": metadata}, **more)

        def clear_output(self, wait: bool = False) -> None:
            capture.clear(wait)

    class Results(DisplayHook):
        bundle: Any = None

        def start_displayhook(self) -> None:
            self.bundle = None

        def write_output_prompt(self) -> None:
            """The front end draws it."""

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            self.bundle = (plain_json(format_dict), plain_json(md_dict or {}))

        def finish_displayhook(self) -> None:
            if self.bundle and self.bundle[0]:
                data, metadata = self.bundle
                count = self.prompt_count
                capture.output(
                    {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": metadata}
                )

    class ZMQInteractiveShell(InteractiveShell):
        """Named as a kernel's shell is: pandas, Plotly and others look at the name to choose what they display."""

        displayhook_class = Type(Results)
        display_pub_class = Type(Publisher)
        shown: Optional[List[str]] = None

        def init_path(self) -> None:
            """`sys.path` is the caller's matter."""

        def init_environment(self) -> None:
            colours = {"TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}
            os.environ.update(colours, PAGER="cat", GIT_PAGER="cat")
            os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

        def init_virtualenv(self) -> None:
            """The interpreter is the right one already."""

        def _get_exc_info(self, exc_tuple: Any = None) -> Any:
            kind, value, tb = super()._get_exc_info(exc_tuple)  # type: ignore[no-untyped-call]
            first, tb = tb, without_own_frames(tb)
            # IPython leaves out the first frame, its own; where ours alone were left there is nothing to leave out.
            return kind, value, tb if tb is not None else first

        def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
            self.shown = list(stb)
            output = error_output(evalue, self.shown)
            capture.output({**output, "ename": str(etype.__name__)})

        def ask_exit(self) -> None:
            """`exit()` and `quit()` call it."""
            self.exit_now = True

        def enable_gui(self, gui: Any = None) -> None:
            """There is no screen; `%matplotlib inline` needs nothing."""

        def file_of(self, source: str, count: int) -> str:
            transformed = source
            with contextlib.suppress(Exception):
                transformed = self.transform_cell(source)  # type: ignore[no-untyped-call]
            return str(self.compile.cache(transformed, count, raw_code=source))

        def awaits(self, cell: Cell) -> bool:
            return bool(self.autoawait) and awaits(cell["source"], self.transform_cell)

        async def run(self, cell: Cell) -> None:
            source = cell["source"]
            self.execution_count, self.shown, result, broken = cell["execution_count"], None, None, None
            try:
                transformed = self.transform_cell(source)  # type: ignore[no-untyped-call]
            except Exception:
                transformed, broken = source, sys.exc_info()
            try:
                result = await self.run_cell_async(
                    source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=broken
                )
                shown = self.shown  # before figures are drawn: a figure that cannot be fails no cell
            finally:
                self.events.trigger("post_execute")
                self.events.trigger("post_run_cell", result)
                if widgets is not None:
                    widgets.hand_in()
            error = result.error_before_exec or result.error_in_exec
            if error is not None:
                raise UserError(error, shown or [])
            if getattr(self, "exit_now", False):
                message = "the cell called exit() or quit(), which ends a kernel and so this step"
                raise UserError(SystemExit(message), [])

    place = types.ModuleType("ipykernel.zmqshell", "Where a kernel's shell is from: tqdm looks for it.")
    place.ZMQInteractiveShell = ZMQInteractiveShell  # type: ignore[attr-defined]
    ZMQInteractiveShell.__module__ = place.__name__
    sys.modules.setdefault(place.__name__, place)

    def no_input(prompt: object = "") -> str:  # noqa: ARG001 - as builtins.input has it
        raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.IPKernelApp.tqdm = "tqdm looks for this key to know that it runs in a notebook"
    shell = ZMQInteractiveShell.instance(user_module=module, config=config)
    # pandas looks for it before it chooses how wide to be, Output widgets ask it what it is busy with.
    shell.kernel = types.SimpleNamespace(  # type: ignore[attr-defined]
        shell=shell, get_parent=lambda: _REQUEST, _parent_header=_REQUEST
    )
    widgets: Any = None
    with contextlib.suppress(ImportError):
        from .widget_outputs import WidgetOutputs

        widgets = WidgetOutputs(capture)
    # What `?` tells is for the person at the notebook, and no output.
    shell.set_hook("show_in_pager", lambda *_, **__: None, 99)  # type: ignore[no-untyped-call]
    builtins.input = no_input
    import getpass

    getpass.getpass = no_input  # type: ignore[assignment]
    return shell
