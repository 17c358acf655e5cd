"""Magics and shell lines for images without IPython: found in a cell, and turned into the calls that stand for them.

A cell that is plain Python stays as it is. In any other each logical line is looked at; what stands within a string or
a bracket is left alone. The cell keeps its number of lines. The step runtime has what the calls do.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

from kale_converter.program.runtime.plain_words import ALIASES, LINE_MAGICS

_COMMAND = re.compile(r"(?P<indent>\s*)(?P<mark>!!|!|%(?=[A-Za-z_]))(?P<text>.*)")
_ASSIGNED = re.compile(r"(?P<indent>\s*)(?P<target>[\w.,\[\]'\"() *]+?)\s*=\s*(?P<mark>!|%(?=[A-Za-z_]))(?P<text>.*)")
_HELP = re.compile(r"\s*(?:\?{1,2}\s*[\w.*%]+|%{0,2}[\w.*\[\]'\"]+\s*\?{1,2})\s*;?\s*$")
_TOKEN = re.compile(r"'''|\"\"\"|[\"'#()\[\]{}]|\\.?", re.DOTALL)
_CLOSING = {")": "(", "]": "[", "}": "{"}
_PYTHON_BODIES = ("time", "timeit", "capture")
_SCRIPTS = {
    "bash": ("bash",),
    "sh": ("sh",),
    "perl": ("perl",),
    "ruby": ("ruby",),
    "python": ("python",),
    "python3": ("python3",),
    "!": ("sh",),
    "sx": ("sh",),
    "system": ("sh",),
}
_SHOWN = {
    "html": "text/html", "HTML": "text/html", "markdown": "text/markdown", "latex": "text/latex",
    "svg": "image/svg+xml", "SVG": "image/svg+xml",
    "javascript": "application/javascript", "js": "application/javascript",
}  # fmt: skip
_CELL_MAGICS = {*_PYTHON_BODIES, *_SCRIPTS, *_SHOWN, "script", "writefile", "file"}
_WITHOUT_EFFECT = {"autoreload", "aimport", "colors", "xmode", "logstop", "doctest_mode", "pinfo", "pinfo2", "pdoc"}
_CONFIGURABLE = re.compile(
    r"InlineBackend\.\w+\s*=|(?:IPCompleter|Completer|Application|ZMQTerminalIPythonApp)\.\w+\s*=|$"
    r"|InteractiveShell\.ast_node_interactivity\s*=\s*['\"](?:all|last_expr)['\"]"
)


class CellMagic(NamedTuple):
    """A cell that begins with `%%`. above: how many lines stand before its body."""

    name: str
    line: str
    body: str
    above: int


def cell_magic(source: str) -> CellMagic | None:
    """The cell magic of a cell, None where it has none."""
    text = source.lstrip()
    if not text.startswith("%%"):
        return None
    header, _, body = text.partition("\n")
    name, _, line = header[2:].strip().partition(" ")
    if not re.fullmatch(r"[A-Za-z_]\w*|!", name):
        return None
    return CellMagic(name, line.strip(), body, source.count("\n") - body.count("\n"))


def plain(source: str) -> dict[str, Any] | None:
    """What the step runtime is to execute in place of a cell where there is no IPython; None of plain Python.

    `source`: Python text. Of a cell magic: `magic` (what is done with the body), `line`, `above` (lines before the
    body), `program` (that the body is given to), and `source` is the body. `needs`: line and name of what only IPython
    can do. `programs`: what is called besides Python.
    """
    magic = cell_magic(source)
    if magic is None and _is_python(source):
        return None
    needs = not_understood(source)
    found: dict[str, Any] = {"source": translated(source)} if magic is None else _done(magic)
    programs = [*(_called(magic) if magic is not None else ()), *(["sh"] if runs_shell(source) else [])]
    return {**found, **({"needs": needs} if needs else {}), **({"programs": programs} if programs else {})}


def _done(magic: CellMagic) -> dict[str, Any]:
    done: dict[str, Any] = {"magic": magic.name, "line": magic.line, "above": magic.above, "source": magic.body}
    if magic.name in _PYTHON_BODIES:
        return {**done, "source": translated(magic.body)}
    if magic.name in _SHOWN:
        return {**done, "magic": "show", "line": _SHOWN[magic.name]}
    if magic.name in ("writefile", "file"):
        return {**done, "magic": "writefile"}
    return {**done, "magic": "script", "program": list(_SCRIPTS.get(magic.name, ()))}  # that of %%script is on its line


def _called(magic: CellMagic) -> list[str]:
    """The program that a cell's body is given to, where it can be told."""
    if magic.name != "script":
        return list(_SCRIPTS.get(magic.name, ()))[:1]
    return [word for word in magic.line.split()[:1] if not word.startswith("-") and not set(word) & set("{$")]


def translated(source: str) -> str:
    """The cell as Python."""
    if _is_python(source):
        return source
    lines: list[str] = []
    for line, command, taken in _logical(source):
        lines += [line if command is None else _call(*command), *[""] * (taken - 1)]
    return "\n".join(lines)


def not_understood(source: str) -> list[tuple[int, str]]:
    """What a cell uses that needs IPython: the line, and what it is called."""
    magic = cell_magic(source)
    if magic is not None:
        if magic.name not in _CELL_MAGICS or any(word in ("--bg", "--proc") for word in magic.line.split()):
            return [(1, f"%%{magic.name}")]
        inner = not_understood(magic.body) if magic.name in _PYTHON_BODIES else []
        if magic.name in ("time", "timeit") and magic.line.startswith("%"):
            inner += not_understood(magic.line)
        return [(line + magic.above, name) for line, name in inner]
    if _is_python(source):
        return []
    found, number = [], 1
    for _, command, taken in _logical(source):
        if command is not None and command[2] == "%" and not _is_understood(command[3]):
            found.append((number, "%" + command[3].split(None, 1)[0]))
        number += taken
    return found


def runs_shell(source: str) -> bool:
    """Whether a cell has lines for a shell."""
    magic = cell_magic(source)
    if magic is not None:
        return runs_shell(magic.body) if magic.name in _PYTHON_BODIES else False
    commands = [] if _is_python(source) else [command for _, command, _ in _logical(source) if command]
    return any(mark.startswith("!") or text.split(None, 1)[0] in ALIASES for _, _, mark, text in commands)


def _is_understood(text: str) -> bool:
    name, _, line = text.strip().partition(" ")
    line = line.strip()
    if name == "matplotlib":
        return line in ("", "inline", "agg", "Agg")
    if name in ("load_ext", "reload_ext"):
        return line == "autoreload"
    if name == "config":
        return bool(_CONFIGURABLE.match(line))
    if name == "run":
        words = [word for word in line.split() if word != "-i"]
        return bool(words) and not words[0].startswith("-") and not words[0].endswith(".ipynb")
    if name in ("time", "timeit") and line.startswith("%"):
        return _is_understood(line[1:])
    return name in LINE_MAGICS or name in _WITHOUT_EFFECT


def _is_python(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def _logical(source: str) -> Iterator[tuple[str, tuple[str, str, str, str] | None, int]]:
    """Each line, the command that it is (indent, target, mark, text), if it is one, and how many lines that takes."""
    lines, scan, at = source.split("\n"), _Scan(), 0
    while at < len(lines):
        line, taken = lines[at], 1
        found = None if scan.is_open else _COMMAND.fullmatch(line) or _ASSIGNED.fullmatch(line)
        if found is not None:
            while line.endswith("\\") and at + taken < len(lines):
                line = line[:-1].rstrip() + " " + lines[at + taken].strip()
                taken += 1
            found = _COMMAND.fullmatch(line) or _ASSIGNED.fullmatch(line)
        if found is not None:
            target = found.groupdict().get("target") or ""
            yield line, (found["indent"], target, found["mark"], found["text"]), taken
        elif not scan.is_open and _HELP.match(line):  # what `?` tells is for the person at the notebook
            yield re.match(r"\s*", line)[0] + "pass", None, 1  # type: ignore[index]
        else:
            scan.feed(line)
            yield line, None, 1
        at += taken


def _call(indent: str, target: str, mark: str, text: str) -> str:
    if mark == "%":
        name, _, line = text.strip().partition(" ")
        call = f"run_line_magic({name!r}, {line.strip()!r})"
    else:
        call = f"{'getoutput' if target or mark == '!!' else 'system'}({text.strip()!r})"
    return f"{indent}{target + ' = ' if target else ''}get_ipython().{call}"


class _Scan:
    """Whether the text so far ends within a string, a bracket or a line that goes on."""

    def __init__(self) -> None:
        self._quote, self._brackets, self._goes_on = "", [""][:0], False

    @property
    def is_open(self) -> bool:
        return bool(self._quote or self._brackets or self._goes_on)

    def feed(self, line: str) -> None:
        """The next line."""
        self._goes_on = False
        for found in _TOKEN.finditer(line):
            token = found[0]
            if token.startswith("\\"):
                self._goes_on = found.end() == len(line) and len(token) == 1
            elif self._quote:
                if token.startswith(self._quote):
                    self._quote = ""
            elif token[0] == "#":
                break
            elif token[0] in "\"'":
                self._quote = token
            elif token in _CLOSING:
                self._brackets = self._brackets[:-1]
            else:
                self._brackets = [*self._brackets, token]
        if len(self._quote) == 1 and not self._goes_on:
            self._quote = ""  # a string of one line ends with it, whether it is closed or not
