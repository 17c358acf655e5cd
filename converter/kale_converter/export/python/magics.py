"""IPython's magics and shell lines as plain Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kale_converter.export.python.refusal import NO_SHELL, Refused
from kale_converter.export.python.support import Support

_TIMED = frozenset({"time", "prun", "memit"})
_SHELL = frozenset({"system", "sx", "ls", "mkdir", "rm", "cp", "mv", "cat"})
_LEFT_OUT = frozenset({
    "matplotlib", "config", "autoreload", "load_ext", "reload_ext", "precision", "who", "whos", "pinfo", "pinfo2",
    "psearch", "timeit", "pip", "conda", "mamba", "uv", "lsmagic", "history", "pdoc", "psource", "pfile", "colors",
    "xmode", "pprint", "logstart", "logstop", "pwd", "time_it", "watermark",
})  # fmt: skip
_PROGRAMS = {name: name for name in ("bash", "sh", "perl", "ruby", "python3")} | {"!": "sh", "system": "sh"}
_SHOWN_ONLY = frozenset({"html", "HTML", "javascript", "js", "latex", "markdown", "svg", "SVG"})
_EXPANDED = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|\$\$|\$\{(\w+)\}|\$([A-Za-z_]\w*)")


@dataclass(frozen=True, slots=True)
class Edit:
    """A node of the cell's syntax, and the text that is put in its place."""

    node: ast.expr
    text: str


class Magics:
    """The magics and shell lines of one cell. text: the cell, with these as calls of `get_ipython()`, or a body."""

    def __init__(self, text: str, bound: frozenset[str], support: Support) -> None:
        self._text, self._bound, self._support = text, bound, support

    def edits(self, tree: ast.Module) -> Iterator[Edit]:
        """What is put in place of each. Raises Refused."""
        statements = {id(node.value): node for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=method)):
                    texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                    if len(texts) != len(node.args) or not texts:
                        raise Refused(NO_SHELL, node.lineno)
                    yield self._edit(node, method, [str(text) for text in texts], statements.get(id(node)))

    def _edit(self, call: ast.Call, method: str, texts: list[str], statement: ast.Expr | None) -> Edit:
        match method:
            case "system" | "system_raw":
                return Edit(call, self._support.call("shell", self._command(texts[0])))
            case "getoutput" | "getoutput_raw":
                return Edit(call, self._support.call("shell_lines", self._command(texts[0])))
            case "run_line_magic":
                return self._line_magic(call, texts[0], texts[1] if len(texts) > 1 else "", statement)
        raise Refused(NO_SHELL, call.lineno)

    def _line_magic(self, call: ast.Call, name: str, line: str, statement: ast.Expr | None) -> Edit:
        if name in _TIMED:
            return Edit(call, line)
        if name in _SHELL:
            command = line if name in {"system", "sx"} else f"{name} {line}"
            return Edit(call, self._support.call("shell", self._command(command)))
        if name == "cd" and line.strip() and not line.startswith("-"):
            self._support.need("os")
            return Edit(call, f"os.chdir(os.path.expanduser({self._command(line.strip())}))")
        if name in {"env", "set_env"} and "=" in line:
            variable, _, value = line.partition("=")
            self._support.need("os")
            return Edit(call, f"os.environ[{variable.strip()!r}] = {self._command(value.strip())}")
        if name == "run" and line.strip().endswith(".py") and " " not in line.strip():
            self._support.need("runpy")
            return Edit(call, f'globals().update(runpy.run_path({line.strip()!r}, run_name="__main__"))')
        if name in _LEFT_OUT and statement is not None:
            comment = f"# %{name} {line}".rstrip()
            return Edit(call, comment if call.col_offset == 0 else f"pass  {comment}")
        raise Refused(f"%{name} is IPython's, and a plain Python has nothing for it", call.lineno)

    def of_cell(self, name: str, argument: str) -> str:
        """A cell whose first line is a cell magic, and whose body is the text, as plain Python. Raises Refused."""
        body = self._text
        if name in _SHOWN_ONLY:
            return "\n".join(f"# {line}".rstrip() for line in (f"%%{name} {argument}".rstrip(), *body.split("\n")))
        if name in {"writefile", "file"}:
            append = argument.startswith("-a ")
            target = self._command(argument.removeprefix("-a ").strip())
            text = body if body.endswith("\n") else f"{body}\n"
            return self._support.call("write_file", target, _literal(text), *(['"a"'] if append else []))
        if name in _PROGRAMS and not argument:
            return self._support.call("shell_cell", repr([_PROGRAMS[name]]), _literal(body))
        raise Refused(f"%%{name} {argument}".rstrip() + " is IPython's, and a plain Python has nothing for it")

    def _command(self, text: str) -> str:
        """A literal of the command; an f-string where IPython would put values of variables in."""
        parts: list[str] = []
        end, expanded = 0, False
        for match in _EXPANDED.finditer(text):
            parts.append(_braced(text[end : match.start()]))
            end = match.end()
            name = match[1] or match[2] or match[3]
            if match[0] in {"{{", "}}"}:
                parts.append(match[0])
            elif match[0] == "$$":
                parts.append("$")
            elif match[1] is not None or name in self._bound:
                parts.append(f"{{{name}}}")
                expanded = True
            else:
                parts.append(_braced(match[0]))
        if not expanded:
            return repr(text.replace("{{", "{").replace("}}", "}").replace("$$", "$"))
        return _f_string("".join([*parts, _braced(text[end:])]))


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _f_string(inner: str) -> str:
    for quote in ('"', "'", '"""', "'''"):
        if quote not in inner and "\\" not in inner:
            return f"f{quote}{inner}{quote}"
    raise Refused("the shell line has all kinds of quotes around values of variables")


def _literal(text: str) -> str:
    """A literal of the text, over several lines where it can be read so."""
    plain = all(sign.isprintable() or sign == "\n" for sign in text) and not any(mark in text for mark in ("\\", '"""'))
    if plain and "\n" in text.strip("\n") and not text.startswith("\n") and not text.endswith('"'):
        return f'"""{text}"""'
    return repr(text)
