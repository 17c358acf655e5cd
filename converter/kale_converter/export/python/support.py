"""The few functions that a script carries, each only where something calls it."""

from __future__ import annotations

_FUNCTIONS = {
    "step": '''
def _step(name):
    """Say which step begins."""
    print(f"step {name}", file=sys.stderr, flush=True)
''',
    "show": '''
def _show(value):
    """Print what a notebook shows of a cell's last expression."""
    if value is not None:
        print(repr(value))
''',
    "display": '''
def display(*values, **_):
    """Print what a notebook displays."""
    for value in values:
        print(repr(value))
''',
    "metrics": '''
def _metrics(*names):
    """Print the metrics of a step."""
    for name in names:
        if name in globals():
            print(f"metric {name} = {globals()[name]}", file=sys.stderr)
''',
    "close_figures": '''
def _close_figures():
    """Close what was drawn, as a notebook does at the end of a cell."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
''',
    "captured": '''
@contextlib.contextmanager
def _captured():
    """Keep to itself what is printed, as %%capture does."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
''',
    "awaited": '''
_loop = asyncio.new_event_loop()
asyncio.set_event_loop(_loop)


def _awaited(cell):
    """Run a cell that awaits something."""
    _loop.run_until_complete(cell)
''',
    "shell": '''
def _shell(command):
    """Run a shell line, as ! does."""
    sys.stdout.flush()
    return subprocess.run(command, shell=True).returncode
''',
    "shell_lines": '''
class _Lines(list):
    """The lines that a shell command prints: a list, and one text with .n (lines) or .s (words)."""

    n = property("\\n".join)
    s = property(" ".join)
    l = property(list)


def _shell_lines(command):
    """The lines that a shell command prints."""
    return _Lines(subprocess.run(command, shell=True, stdout=subprocess.PIPE, text=True).stdout.splitlines())
''',
    "shell_cell": '''
def _shell_cell(program, script):
    """Run a script with another program, as %%bash does."""
    sys.stdout.flush()
    subprocess.run(program, input=script, text=True, check=True)
''',
    "write_file": '''
def _write_file(name, text, mode="w"):
    """Write a file, as %%writefile does."""
    with open(name, mode, encoding="utf-8") as file:
        file.write(text)
''',
    "failing": '''
@contextlib.contextmanager
def _may_fail():
    """Go on after an error, as the tag raises-exception asks."""
    try:
        yield
    except Exception:
        traceback.print_exc()
''',
    "parameter": '''
def _parameter(name, default):
    """The value given on the command line, or the notebook's own."""
    given = getattr(_given, name)
    return default if given is None else given
''',
}
_NAMES = {"failing": "_may_fail", "display": "display"}
_MODULES = {
    "asyncio": ("awaited",),
    "contextlib": ("captured", "failing"),
    "io": ("captured",),
    "os": ("os",),
    "runpy": ("runpy",),
    "subprocess": ("shell", "shell_lines", "shell_cell"),
    "sys": ("step", "metrics", "close_figures", "shell", "shell_cell"),
    "traceback": ("failing",),
}


class Support:
    """Which of the functions a script needs."""

    def __init__(self) -> None:
        self._needed: set[str] = set()

    def need(self, what: str) -> None:
        """Note that the script needs this function, or this module."""
        self._needed.add(what)

    def call(self, function: str, *arguments: str) -> str:
        """A call of the function, as text."""
        self.need(function)
        return f"{_NAMES.get(function, f'_{function}')}({', '.join(arguments)})"

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that these functions import, sorted."""
        return tuple(module for module, users in _MODULES.items() if self._needed.intersection(users))

    @property
    def functions(self) -> tuple[str, ...]:
        """Their texts, always in the same order."""
        return tuple(text.strip("\n") for name, text in _FUNCTIONS.items() if name in self._needed)


RESERVED = frozenset(_NAMES.get(name, f"_{name}") for name in _FUNCTIONS) - {"display"} | {
    "_given",
    "_loop",
    "_cell",
    "_Lines",
}
"""Names of the script's own; a notebook that has one of them cannot be exported."""
