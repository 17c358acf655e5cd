"""What common magics and shell lines do, where there is no IPython. They print and return what IPython's own do."""

import builtins
import codecs
import contextlib
import os
import re
import shlex
import subprocess
import sys
import time
import timeit
from pathlib import Path
from string import Formatter
from typing import Any, Dict, List, Optional

from .plain_words import ALIASES, LINE_MAGICS

_DOLLAR = re.compile(r"\$(\$?[A-Za-z_][\w.]*)")


class Lines(List[str]):
    """The lines that a shell command printed: `.n` is them as they were, `.s` on one line."""

    @property
    def l(self) -> "List[str]":  # noqa: E743 - IPython's name for it
        """The list itself."""
        return self

    @property
    def n(self) -> str:
        """With line breaks."""
        return "\n".join(self)

    @property
    def s(self) -> str:
        """With blanks."""
        return " ".join(self)


class Captured:
    """What `%%capture NAME` puts into the variable. outputs: data and metadata of each display."""

    def __init__(self, stdout: str, stderr: str, outputs: List[Any]) -> None:
        self.stdout, self.stderr, self.outputs = stdout, stderr, outputs

    def __str__(self) -> str:
        return self.stdout

    def show(self) -> None:
        """Put it out after all."""
        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)
        for data, metadata in self.outputs:
            getattr(builtins, "display")(data, metadata=metadata, raw=True)  # noqa: B009 - mypy

    __call__ = show


class Timing:
    """What `%timeit -o` gives: seconds of one loop, of each run."""

    def __init__(self, timings: List[float], loops: int, compile_time: float) -> None:
        self.timings, self.loops, self.repeat, self.compile_time = timings, loops, len(timings), compile_time
        self.all_runs = [seconds * loops for seconds in timings]
        self.best, self.worst, self.average = min(timings), max(timings), sum(timings) / len(timings)
        self.stdev = (sum((seconds - self.average) ** 2 for seconds in timings) / len(timings)) ** 0.5

    def __str__(self) -> str:
        runs = f"{self.repeat} run{'s' if self.repeat > 1 else ''}"
        loops = f"{self.loops:,} loop{'s' if self.loops > 1 else ''} each"
        return f"{_duration(self.average)} ± {_duration(self.stdev)} per loop (mean ± std. dev. of {runs}, {loops})"


def _shell() -> Any:
    """What `get_ipython()` gives where this is loaded; there is one of it."""
    return getattr(builtins, "get_ipython")()  # noqa: B009 - mypy


for _kind in (_shell, Lines, Captured, Timing):
    _kind.__module__ = "__kale__"  # artifacts name them so, whatever this package is called where it runs


def expanded(text: str, namespace: Dict[str, Any]) -> str:
    """A command with `{expression}` and `$name` replaced by values; as it is where one of them has none."""
    made = []
    try:
        for before, expression, rest, conversion in Formatter().parse(text):
            made.append(_dollars(before, namespace))
            if expression is not None:
                whole = f"{expression}:{rest}" if rest else expression  # a slice: IPython has no formats there
                value = eval(whole, namespace)  # noqa: S307 - the user's own cell
                made.append(format(Formatter().convert_field(value, conversion)))
    except Exception:
        return text
    return "".join(made)


def _dollars(text: str, namespace: Dict[str, Any]) -> str:
    parts = text.split("'")
    for number in range(0, len(parts), 2):  # the others stand within single quotes
        parts[number] = _DOLLAR.sub(
            lambda found: found[1] if found[1].startswith("$") else str(eval(found[1], namespace)),  # noqa: S307 - the same
            parts[number],
        )
    return "'".join(parts)


class Commands:
    """What `get_ipython()` gives: line magics and shell lines."""

    def __init__(self, namespace: Dict[str, Any], shell: Any) -> None:
        self.user_ns = namespace
        self._shell = shell
        self.kernel = self  # pandas looks for it before it chooses how wide to be

    def __reduce__(self) -> Any:
        return _shell, ()

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"get_ipython().{name} needs IPython, which this image does not have")

    def ex(self, text: str) -> None:
        """Execute a text in the notebook's names."""
        exec(text, self.user_ns)

    def ev(self, text: str) -> Any:
        """Evaluate a text in the notebook's names."""
        return eval(text, self.user_ns)  # noqa: S307 - the user's own

    def system(self, command: str) -> None:
        """Run a shell line; what it prints is printed."""
        process = subprocess.Popen(  # noqa: S602 - the user asked for a shell
            expanded(command, self.user_ns), shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        _copy(process.stdout, sys.stdout)
        self.user_ns["_exit_code"] = process.wait()

    def getoutput(self, command: str) -> Lines:
        """The lines that a shell line prints."""
        done = subprocess.run(  # noqa: S602 - the user asked for a shell
            expanded(command, self.user_ns), shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        return Lines(done.stdout.decode("utf-8", "replace").splitlines())

    def run_line_magic(self, name: str, line: str) -> Any:
        """Do what a line magic does. Raises NameError where it is not known here."""
        if name in LINE_MAGICS and name not in ("time", "timeit"):
            line = expanded(line, self.user_ns)
        if name in ("sx", "system"):
            return self.getoutput(line)
        if name in ALIASES:
            return self.system(_aliased(name, line))
        known = getattr(self, f"_{name}", None)
        if known is None:
            raise NameError(f"the magic %{name} needs IPython, which this image does not have")
        return known(line.strip())

    def magic(self, text: str) -> Any:
        """The same, in IPython's older words."""
        name, _, line = text.lstrip("%").partition(" ")
        return self.run_line_magic(name, line)

    def _time(self, line: str) -> Any:
        with timed():
            try:
                code = compile(line, "<timed>", "eval")
            except SyntaxError:
                exec(compile(line, "<timed>", "exec"), self.user_ns)
                return None
            return eval(code, self.user_ns)  # noqa: S307 - the user's own cell

    def _timeit(self, line: str) -> Optional[Timing]:
        before = dict(self.user_ns)
        try:
            return time_often(line, "pass", self.user_ns)
        finally:
            self.user_ns.update(before)  # IPython, too, lets what the statement has bound be as it was

    def _precision(self, line: str) -> str:
        digits = int(line) if line.isdigit() else None
        self._shell.precision = f"%.{digits}f" if digits is not None else line or "%r"
        if "numpy" in sys.modules:
            sys.modules["numpy"].set_printoptions(precision=8 if digits is None else digits)
        return str(self._shell.precision)

    def _cd(self, line: str) -> None:
        words = [word for word in shlex.split(line) if word != "-q"]
        os.chdir(Path(words[0]).expanduser() if words else Path.home())
        if "-q" not in line.split():
            print(Path.cwd())  # noqa: T201

    def _pwd(self, _: str) -> str:
        return str(Path.cwd())

    def _env(self, line: str) -> Any:
        if not line:
            return dict(os.environ)
        name, separator, value = line.partition("=") if "=" in line else line.partition(" ")
        if not separator:
            return os.environ[name]
        os.environ[name.strip()] = value.strip()
        print(f"env: {name.strip()}={value.strip()}")  # noqa: T201
        return None

    _set_env = _env

    def _run(self, line: str) -> None:
        """Run a script as a program of its own; what it leaves is in the notebook then."""
        words = shlex.split(expanded(line, self.user_ns))
        shares, words = "-i" in words[:1], words[1:] if words[0] == "-i" else words
        path = Path(words[0] if words[0].endswith(".py") else words[0] + ".py").expanduser()
        names = self.user_ns if shares else {"__name__": "__main__", "__file__": str(path)}
        arguments, paths = sys.argv[:], sys.path[:]
        sys.argv[:], sys.path[:0] = [str(path), *words[1:]], [str(path.parent.resolve())]
        try:
            exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), names)
        except SystemExit as end:
            if end.code:
                raise
        finally:
            sys.argv[:], sys.path[:] = arguments, paths
        self.user_ns.update((name, value) for name, value in names.items() if not name.startswith("__"))

    def _config(self, line: str) -> None:
        name, _, text = line.partition("=")
        if not text:
            return
        value: Any = text.strip()
        with contextlib.suppress(Exception):
            value = eval(text, self.user_ns)  # noqa: S307 - the user's own cell
        if name.strip() in ("InlineBackend.figure_format", "InlineBackend.figure_formats"):
            self._shell.figures.formats = [value] if isinstance(value, str) else sorted(value)
        elif name.strip() == "InlineBackend.rc" and "matplotlib" in sys.modules:
            sys.modules["matplotlib"].rcParams.update(value)
        elif name.strip() == "InteractiveShell.ast_node_interactivity":
            self._shell.interactivity = value

    def _nothing(self, _: str) -> None:
        """It has no effect where nobody types."""

    _matplotlib = _load_ext = _reload_ext = _autoreload = _aimport = _colors = _xmode = _logstop = _nothing
    _doctest_mode = _pinfo = _pinfo2 = _pdoc = _nothing


def _aliased(name: str, line: str) -> str:
    if name == "pip":
        return f"{shlex.quote(sys.executable)} -m pip {line}"
    return f"{'ls -l' if name == 'll' else name} {line}".strip()


def _copy(source: Any, stream: Any) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with source:
        for data in iter(lambda: source.read1(1 << 16), b""):
            stream.write(decoder.decode(data))
            stream.flush()


@contextlib.contextmanager
def timed() -> Any:
    """Print how long the body takes, as `%time` does."""
    times, started = os.times(), time.perf_counter()
    try:
        yield
    finally:
        wall, now = time.perf_counter() - started, os.times()
        user, system = now.user - times.user, now.system - times.system
        total = _duration(user + system)
        print(f"CPU times: user {_duration(user)}, sys: {_duration(system)}, total: {total}")  # noqa: T201
        print(f"Wall time: {_duration(wall)}")  # noqa: T201


def time_often(line: str, body: str, namespace: Dict[str, Any]) -> Optional[Timing]:
    """Print how long a statement takes, as `%timeit` does; `%%timeit` has its setup on the line."""
    words, given, flags = line.split(" "), {"-n": 0, "-r": 7}, ""
    while words and re.fullmatch(r"-[nrpoqtc]\d*", words[0]):
        word = words.pop(0)
        if word[:2] in ("-n", "-r", "-p"):
            given[word[:2]] = int(word[2:] or words.pop(0))
        flags += word[1]
    rest = " ".join(words)
    statement, setup = (rest, "pass") if body == "pass" else (body, rest or "pass")
    timer = timeit.Timer(statement, setup, globals=namespace)
    number = given["-n"] or timer.autorange()[0]
    timing = Timing([seconds / number for seconds in timer.repeat(given["-r"], number)], number, 0.0)
    if "q" not in flags:
        print(timing)  # noqa: T201
    return timing if "o" in flags else None


def _duration(seconds: float) -> str:
    minute = 60
    if seconds >= minute:
        return f"{int(seconds // minute)}min {seconds % minute:.0f}s"
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
