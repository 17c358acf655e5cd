"""IPython's magics and shell lines, as the calls of `get_ipython()` that they are translated into."""

from __future__ import annotations

import ast
from itertools import pairwise

from kale_converter.analysis import ambient, file_calls, states
from kale_converter.analysis.expansions import has_expansions, placed, read_expansions, read_names
from kale_converter.analysis.figures import keep_open, set_variable
from kale_converter.analysis.files import ANY_FILE
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.interpret import evaluate, execute
from kale_converter.analysis.library import SHELL
from kale_converter.analysis.module_state import keeps_state
from kale_converter.analysis.objects import NOTHING, Value, new
from kale_converter.analysis.source import PYTHON_BODY_MAGICS, timed
from kale_converter.model import Span

_CODE_LINE_MAGICS = frozenset({"time", "timeit", "prun", "memit", "lprun", "mprun"})
_SHELL_LINE_MAGICS = frozenset(
    {"sx", "system", "pip", "conda", "mamba", "uv", "sc", "ls", "mkdir", "rm", "cp", "mv", "cat"}
)
_SHELL_CELL_MAGICS = frozenset({"bash", "sh", "script", "perl", "ruby", "system", "sx", "cmd", "!", "!!"})
_ANYTHING = frozenset(
    {"who", "who_ls", "whos", "psearch", "xdel", "run", "pylab", "store", "edit", "rerun", "reset", "reset_selective"}
)
_UNKNOWN_NAMES = frozenset({"sql", "macro", "recall"})
_OF_HISTORY = frozenset({"history", "hist", "rerun", "rep", "recall", "macro", "save", "notebook", "edit", "pastebin"})
"""Magics that go by what cells have run before."""
_LOOKS = frozenset({"pinfo", "pinfo2", "pdef", "pdoc", "pfile", "psource", "page"})
"""Magics that look at what their line names (`x?` is `%pinfo x`)."""
_SETTINGS = frozenset({
    "load_ext", "reload_ext", "config", "matplotlib", "precision", "pprint", "xmode", "alias", "autoreload", "aimport",
})  # fmt: skip
_READING = frozenset({"load", "loadpy", "pycat"})
"""Magics that read the file that their line names."""
_DEFAULT_BACKEND = {"", "inline"}
_METHODS = frozenset({
    "system", "getoutput", "getoutput_raw", "system_raw", "run_line_magic", "magic", "run_cell_magic", "run_cell", "ex",
    "ev", "push", "reset", "del_var", "safe_execfile",
})  # fmt: skip
_TAKEN_AS_WRITTEN = frozenset({"time", "timeit", "prun", "debug"})
"""Magics into whose lines IPython puts no values: what stands there is Python."""


def call_ipython(node: ast.Call, frame: Frame) -> bool:
    """If `node` is a call of `get_ipython().something("…")`, do what it does and say True."""
    function = node.func
    if not (isinstance(function, ast.Attribute) and function.attr in _METHODS and _is_shell(function.value, frame)):
        return False
    match function.value:
        case (ast.Name() as read) | ast.Call(func=ast.Attribute(value=read)):
            evaluate(read, frame)
    texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
    if not texts or not all(isinstance(text, str) for text in texts):
        for argument in node.args:
            evaluate(argument, frame)
        frame.world.everything(f"get_ipython().{function.attr}", frame.span(node))
        return True
    span = frame.span(node)
    words = [str(text) for text in texts]
    match function.attr:
        case "system" | "getoutput" | "getoutput_raw" | "system_raw":
            _shell(words[0], frame, span)
        case "run_line_magic" | "magic":
            name, line = words[0], words[1] if len(words) > 1 else ""
            if function.attr == "magic":
                name, _, line = words[0].partition(" ")
            _line_magic(name, line, frame, span)
        case "run_cell_magic":
            _cell_magic(words[0], words[1], words[2] if len(words) > 2 else "", frame, span)  # noqa: PLR2004
        case "run_cell":
            _run_code(words[0], frame, span)
        case _:
            frame.world.everything(f"get_ipython().{function.attr}", span)
    return True


def _is_shell(node: ast.expr, frame: Frame) -> bool:
    """Whether this is `get_ipython()`, or a variable that was bound to what it gives."""
    match node:
        case ast.Call(func=ast.Name(id="get_ipython") | ast.Attribute(attr="get_ipython")):
            return True
        case ast.Name(id=name):
            return any(item.module == SHELL for item in frame.world.peek(name))
        case _:
            return False


def _line_magic(name: str, line: str, frame: Frame, span: Span) -> None:
    world = frame.world
    _read_line(name, line, frame, span)
    if name in _CODE_LINE_MAGICS:
        _run_code(_without_options(line), frame, span, is_timed=name == "timeit")
    elif name in _SHELL_LINE_MAGICS:
        ambient.run_shell(world, f"{name} {line}", span)
    elif name in {"cd", "pushd", "popd", "pwd"}:
        _directory(name, line, frame, span)
    elif name in {"env", "set_env"}:
        _environment(name, line, frame, span)
    elif name in _SETTINGS:
        _setting(name, line, frame, span)
    elif name in _READING:
        file_calls.read(world, None, span)
    elif name in _ANYTHING:
        if name == "run":
            ambient.run_shell(world, f"python {line}", span)
        world.everything(f"%{name}", span)
    elif name in _UNKNOWN_NAMES:
        world.bind_unknown_names(span)


def _read_line(name: str, line: str, frame: Frame, span: Span) -> None:
    """What a magic reads: the variables that stand in its line, what cells have run before."""
    if name in _OF_HISTORY:
        frame.world.of_the_process(f"the kernel's history (%{name})", span)
    elif name == "lsmagic":
        frame.world.of_the_process("the set of the kernel's magics (%lsmagic)", span)
    if name in _LOOKS:
        read_names(line, frame, span)
    elif name not in _TAKEN_AS_WRITTEN:
        read_expansions(line, frame, span)


def _directory(name: str, line: str, frame: Frame, span: Span) -> None:
    """`%cd`, `%pwd`, and the magics that keep a stack of directories."""
    if name == "pwd":
        frame.world.use_state(file_calls.CWD, span, change=False)
        return
    to = (line.split() or [""]).pop()
    ambient.change_directory(frame.world, "" if to == "-" else to, span)
    if name != "cd":
        frame.world.patch("the stack of directories", span)


def _environment(name: str, line: str, frame: Frame, span: Span) -> None:
    if "=" in line or (name == "set_env" and line):
        frame.world.set_state(states.ENVIRON, span, wholly=False)
        set_variable(frame.world, line.replace("=", " ").split()[0], span)
    else:
        frame.world.use_state(states.ENVIRON, span, change=False)


def _setting(name: str, line: str, frame: Frame, span: Span) -> None:
    """`%load_ext`, `%config` and the like set what later cells of the kernel find."""
    if name != "matplotlib" or line.strip() not in _DEFAULT_BACKEND:
        frame.world.set_state(states.IPYTHON, span, wholly=False)
    if name == "matplotlib" and not line.strip().startswith("-"):
        keep_open(frame.world, are_kept=line.strip().lower() not in _DEFAULT_BACKEND)
    elif name == "config" and "close_figures" in line:
        keep_open(frame.world, are_kept="False" in line)
    if name in {"load_ext", "reload_ext"}:
        frame.world.bind_unknown_names(span)


def _cell_magic(name: str, line: str, body: str, frame: Frame, span: Span) -> None:
    world = frame.world
    _read_line(name, line, frame, span)
    if name in _SHELL_CELL_MAGICS or name in {"python", "python3", "pypy", "python2"}:
        ambient.run_shell(world, f"bash ; {body}", span)
        words = line.split()
        for option, target in pairwise(words):
            if option in {"--out", "--err", "--proc"}:
                _bind(target, NOTHING, frame, span)
    elif name in {"writefile", "file"}:
        _written_file(line, body, frame, span)
    elif name == "capture":
        for word in line.split():
            if not word.startswith("-"):
                _bind(word, new(library="IPython"), frame, span)
                break
    elif name in PYTHON_BODY_MAGICS or name in {"html", "HTML", "javascript", "js", "latex", "markdown", "svg", "SVG"}:
        return
    else:
        world.bind_unknown_names(span)
        world.everything(f"%%{name}", span)


def _bind(name: str, value: Value, frame: Frame, span: Span) -> None:
    """A magic binds the name that its line tells, or has from a variable."""
    if has_expansions(name):
        frame.world.bind_unknown_names(span)
    else:
        frame.bind(name, value, span)


def _written_file(line: str, body: str, frame: Frame, span: Span) -> None:
    """`%%writefile`, perhaps of a module that the notebook then imports."""
    path = (line.split() or [""]).pop().removeprefix("./")
    if has_expansions(line):
        file_calls.write(frame.world, None, span)
        frame.world.written_modules.add((ANY_FILE, span, keeps_state(body)))
        return
    if path:
        file_calls.write(frame.world, path, span)
    if path.endswith(".py"):
        module = path.removesuffix(".py").replace("/", ".")
        frame.world.written_modules.add((module, span, keeps_state(body)))


def _shell(command: str, frame: Frame, span: Span) -> None:
    read_expansions(command, frame, span)
    ambient.run_shell(frame.world, command, span)


def _run_code(text: str, frame: Frame, span: Span, *, is_timed: bool = False) -> None:
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return
    moved = placed(body, span)
    execute(timed(moved) if is_timed else moved, frame)


def _without_options(line: str) -> str:
    words = line.split(" ")
    while words and words[0].startswith("-"):
        option = words.pop(0)
        if option in {"-n", "-r", "-s", "-l", "-T", "-D", "-f"} and words:
            words.pop(0)
    return " ".join(words)
