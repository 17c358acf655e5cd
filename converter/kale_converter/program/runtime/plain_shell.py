"""The shell for images that have no IPython: what notebooks commonly use of it, done as it does it."""

import __future__

import ast
import builtins
import contextlib
import functools
import hashlib
import inspect
import linecache
import operator
import os
import sys
import traceback
import types
from typing import Any, Dict, Iterator, List, Optional

from .cells import Cell, UserError, awaits, error_output, without_own_frames
from .output import Capture
from .plain_display import Figures, formatted

_FUTURE = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


class PlainShell:
    """Executes cells where there is no IPython."""

    def __init__(self, namespace: Dict[str, Any], capture: Capture) -> None:
        self.namespace, self._capture = namespace, capture
        self._kept: Optional[List[Dict[str, Any]]] = None
        self._count, self._last, self._ended = 0, None, False
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.figures = Figures(self.publish)
        self.interactivity, self.precision = "last_expr", "%r"
        os.environ.setdefault("MPLBACKEND", "agg")
        pyplot = sys.modules.get("matplotlib.pyplot")
        sys.meta_path.insert(0, self.figures)
        if pyplot is not None:
            self.figures.take(pyplot)
        namespace.update(In=[""], Out={})
        here: Any = builtins
        here.display = self.display
        commands: Any = types.SimpleNamespace(kernel=self)  # pandas looks for it before it chooses how wide to be
        with contextlib.suppress(ImportError):  # it comes along only where the notebook uses it
            from .plain_magics import Commands

            commands = Commands(namespace, self)
        here.get_ipython = lambda: commands
        here.exit = here.quit = self._end
        here.input = _no_input
        import getpass

        getpass.getpass = _no_input

    def file_of(self, source: str, count: int) -> str:
        """The file name that the cell's code has; tracebacks find the source by it."""
        name = f"<cell {count} {hashlib.sha1(source.encode('utf-8', 'replace')).hexdigest()[:8]}>"  # noqa: S324 - a name
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        return name

    def display(self, *values: Any, display_id: Any = None, metadata: Any = None, **options: Any) -> Any:
        """Show values, as the builtin `display` of a notebook does."""
        if options.get("clear"):
            self._capture.clear(True)
        if display_id is True:
            display_id = os.urandom(16).hex()
        for value in values:
            shown = (value, {}) if options.get("raw") else formatted(value, self.figures.formats)
            if shown is not None:
                self.publish(shown[0], {**shown[1], **(metadata or {})}, display_id)
        return None if display_id is None else Display(str(display_id), self)

    def update(self, display_id: str, value: Any) -> None:
        """Show something else at an earlier display."""
        shown = formatted(value, self.figures.formats)
        if shown is not None:
            self._capture.update(display_id, *shown)

    def awaits(self, cell: Cell) -> bool:
        """Whether the cell awaits outside of functions."""
        plain = cell.get("plain") or cell
        return "magic" not in plain and awaits(plain["source"])

    async def run(self, cell: Cell) -> None:
        """Run the cell. Raises UserError."""
        source = cell["source"]
        plain = cell.get("plain") or {"source": source}
        self._count, self._ended = cell["execution_count"], False
        self.namespace["In"].append(source)
        try:
            try:
                if "magic" in plain:
                    from .plain_cells import run

                    value = await run(plain, source, self)
                else:
                    value = await self.python(plain["source"], source, 0)
                self.result(value)
            finally:
                self.flush()
        except BaseException as error:
            error.__traceback__ = without_own_frames(error.__traceback__)
            lines = "".join(traceback.format_exception(type(error), error, error.__traceback__)).splitlines()
            self._capture.output(error_output(error, lines))
            raise UserError(error, lines) from None
        if self._ended:
            message = "the cell called exit() or quit(), which ends a kernel and so this step"
            raise UserError(SystemExit(message), [])

    async def python(self, text: str, source: str, above: int) -> Any:
        """Execute Python of which `above` lines of the cell stand before it; the value of its last expression."""
        file = self.file_of(source, self._count)
        tree = ast.parse(text, file)
        ast.increment_lineno(tree, above)
        if self.interactivity == "all":
            return await self._one_by_one(tree, file)
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Expr):
            last = None
        else:
            tree.body.pop()
        await self._evaluate(self._compiled(tree, file, "exec"))
        if last is None:
            return None
        value = await self._expression(last, file)
        return None if _is_quiet(text) else value

    async def _one_by_one(self, tree: ast.Module, file: str) -> None:
        for node in tree.body:
            if isinstance(node, ast.Expr):
                self.result(await self._expression(node, file))
            else:
                one = ast.Module([node], [])
                await self._evaluate(self._compiled(one, file, "exec"))

    async def _expression(self, node: ast.Expr, file: str) -> Any:
        return await self._evaluate(self._compiled(ast.Expression(node.value), file, "eval"))

    def _compiled(self, tree: Any, file: str, mode: str) -> types.CodeType:
        """What one cell imports from `__future__` counts in all that follow."""
        code: types.CodeType = compile(tree, file, mode, self._flags, dont_inherit=True)
        self._flags |= code.co_flags & _FUTURE
        return code

    async def _evaluate(self, code: types.CodeType) -> Any:
        value = eval(code, self.namespace)  # noqa: S307 - the user's own cell
        return await value if inspect.iscoroutine(value) and code.co_flags & inspect.CO_COROUTINE else value

    @contextlib.contextmanager
    def keeping(self) -> Iterator[List[Dict[str, Any]]]:
        """Keep what is displayed, rather than show it."""
        kept, before = [], self._kept  # type: ignore[var-annotated]
        self._kept = kept
        try:
            yield kept
        finally:
            self._kept = before

    def result(self, value: Any) -> None:
        """Show the value of the last expression, and keep it as `_`, where the notebook has no `_` of its own."""
        if value is None:
            return
        names = self.namespace
        if names.get("_", self._last) is self._last:
            names.update(__=names.get("_"), _=value)
            self._last = value
        names["Out"][self._count] = names[f"_{self._count}"] = value
        shown = formatted(value, self.figures.formats)
        if type(value) is float:
            shown = {"text/plain": self.precision % value}, {}
        if shown is not None:
            output = {"output_type": "execute_result", "execution_count": self._count}
            self._output({**output, "data": shown[0], "metadata": shown[1]})

    def publish(self, data: Dict[str, Any], metadata: Dict[str, Any], display_id: Any = None) -> None:
        """Put out what a value looks like."""
        more = {} if display_id is None else {"display_id": str(display_id)}
        self._output({"output_type": "display_data", "data": data, "metadata": metadata}, **more)

    def _output(self, output: Dict[str, Any], **more: Any) -> None:
        if self._kept is not None:
            self._kept.append(output)
        elif self._capture.active:
            self._capture.output(output, **more)

    def flush(self) -> None:
        """Show the figures that there are."""
        try:
            self.figures.flush()
        except Exception:  # a figure that cannot be drawn fails no cell
            traceback.print_exc()

    def _end(self, *_: Any) -> None:
        """`exit()` and `quit()`."""
        self._ended = True


class Display:
    """What `display(…, display_id=…)` gives: something that can be shown anew."""

    def __init__(self, display_id: str, shell: PlainShell) -> None:
        self.display_id, self._shell = display_id, shell

    def update(self, value: Any, **_: Any) -> None:
        """Show this in its place."""
        self._shell.update(self.display_id, value)

    def display(self, value: Any, **_: Any) -> None:
        """Show this, too."""
        self._shell.display(value, display_id=self.display_id)


def _is_quiet(text: str) -> bool:
    """Whether the last statement ends with a semicolon."""
    import io
    import tokenize

    last = ""
    ignored = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT, tokenize.INDENT}
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            last = last if token.type in ignored else token.string
    return last == ";"


def _no_input(prompt: object = "", *_: Any, **__: Any) -> str:
    raise NotImplementedError("input was asked for, and a step has nobody to ask")
