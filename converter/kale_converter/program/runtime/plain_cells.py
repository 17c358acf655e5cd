"""Cell magics, where there is no IPython: `%%time`, `%%capture`, `%%writefile`, `%%bash` and the like."""

import contextlib
import io
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from .plain_magics import Captured, expanded, time_often, timed

if TYPE_CHECKING:
    from .plain_shell import PlainShell

Plain = Dict[str, Any]


async def run(plain: Plain, source: str, shell: "PlainShell") -> Any:
    """Do what the cell's magic does; the value of its last expression. plain: `plain` of `program/magics.py`."""
    magic, body = plain["magic"], plain["source"]
    if magic == "time":
        with timed():
            return await shell.python(body, source, plain["above"])
    if magic == "timeit":
        return time_often(plain["line"], body, shell.namespace)
    if magic == "capture":
        await _captured(plain, source, shell)
    elif magic == "show":
        shell.publish({plain["line"]: body}, {})
    elif magic == "writefile":
        _write_file(plain, shell.namespace)
    else:
        _script(plain, shell.namespace)
    return None


async def _captured(plain: Plain, source: str, shell: "PlainShell") -> None:
    words = expanded(plain["line"], shell.namespace).split()
    out, err = _Kept(), _Kept()
    with contextlib.ExitStack() as stack:
        if "--no-stdout" not in words:
            stack.enter_context(contextlib.redirect_stdout(out))
        if "--no-stderr" not in words:
            stack.enter_context(contextlib.redirect_stderr(err))
        kept = [] if "--no-display" in words else stack.enter_context(shell.keeping())
        shell.result(await shell.python(plain["source"], source, plain["above"]))
        shell.flush()
    name = next((word for word in words if not word.startswith("-")), None)
    if name:
        outputs = [(output["data"], output["metadata"]) for output in kept]
        shell.namespace[name] = Captured(out.getvalue(), err.getvalue(), outputs)


def _write_file(plain: Plain, names: Dict[str, Any]) -> None:
    words, text = shlex.split(expanded(plain["line"], names)), plain["source"]
    append = bool({"-a", "--append"} & set(words))
    path = Path([word for word in words if not word.startswith("-")][-1]).expanduser()
    print(f"{'Appending to' if append else 'Overwriting' if path.exists() else 'Writing'} {path}")  # noqa: T201
    with path.open("a" if append else "w", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")


def _script(plain: Plain, names: Dict[str, Any]) -> None:
    """Give the body of the cell to a program. Raises CalledProcessError where it fails."""
    options, arguments = _options(shlex.split(expanded(plain["line"], names)))
    program = [*plain["program"], *arguments]
    body = (plain["source"].rstrip("\n") + "\n").encode()
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate(body)
    for name, data, stream in (("out", out, sys.stdout), ("err", err, sys.stderr)):
        text = data.decode("utf-8", "replace")
        if options.get(name):
            names[str(options[name])] = text
        else:
            stream.write(text)
    if process.returncode and "no-raise-error" not in options:
        raise subprocess.CalledProcessError(process.returncode, plain["source"].encode())


def _options(words: List[str]) -> Tuple[Dict[str, Optional[str]], List[str]]:
    options: Dict[str, Optional[str]] = {}
    while words and words[0] in ("--out", "--err", "--no-raise-error"):
        name = words[0][2:]
        options[name] = None if name == "no-raise-error" else words[1]
        words = words[1 if name == "no-raise-error" else 2 :]
    return options, words


class _Kept(io.StringIO):
    """A stream that keeps what is written to it."""

    encoding = "utf-8"
