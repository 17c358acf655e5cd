"""The step runtime on every Python from 3.9 on that this machine has."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from kale_converter.program import runtime
from kale_converter.program.command import DOTTED_STATES, TRAVELLING, bare, carry, travelling
from kale_converter.program.runtime.state import STATES
from tests.engines.stories import Story
from tests.program.containers import BARE, Pods

FOLDER = Path(runtime.__file__).parent
VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")


@cache
def python(version: str) -> str | None:
    """A Python of this version: on the PATH, or one of pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which(f"python{version}"), *(str(p) for p in sorted(pyenv.glob(f"{version}.*/bin/python")))]
    for candidate in candidates:
        if candidate and not subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode:
            return candidate
    return None


def old_python() -> str | None:
    """One that is too old."""
    return next((found for version in ("3.6", "3.7", "3.8") if (found := python(version))), None)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_the_syntax_is_that_of_the_oldest(file: Path) -> None:
    """3.9."""
    ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_it_imports_the_standard_library_and_itself(file: Path) -> None:
    """Anything else only where it may be absent: within a function or `try`."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level <= 1
            names = [] if node.level else [node.module or ""]
            assert not node.level or file.stem not in TRAVELLING or (node.module or "") in TRAVELLING
        assert all(name.partition(".")[0] in sys.stdlib_module_names for name in names)


NOTEBOOK = (
    (
        "import enum\nfrom dataclasses import dataclass\nfrom typing import Generic, NamedTuple, TypeVar\n"
        "T = TypeVar('T')\n@dataclass\nclass P:\n    x: int\n    def twice(self):\n        return P(self.x * 2)\n"
        "class N(NamedTuple):\n    a: int\n    b: str = 'x'\nclass E(enum.Enum):\n    A = 1\n"
        "class G(Generic[T]):\n    pass\n"
        "def outer():\n    n = 1\n    def f(k=2):\n        return n + k\n    return f\n"
        "held = [P(1), N(1), E.A, outer(), lambda: held, G(), {1: b'x'}, ValueError('bad'), slice(1, 2)]"
    ),
    "!echo shell\n",
    "%%time\nawaited = 1\nheld[0]",
)
CHECK = (
    "p, n, e, f, own, g, d, error, s = held\nassert p.twice().x == 2 and type(p) is P\nassert n == (1, 'x') and e is E.A\n"
    "assert f() == 3 and own() is held and d == {1: b'x'} and error.args == ('bad',)\nP(1) == p"
)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_step_runs(version: str, tmp_path: Path) -> None:
    """Notebook's functions and classes are handed over, magics work, everything is written."""
    found = python(version)
    if found is None:
        pytest.skip(f"there is no Python {version} on this machine")
    names = ("E", "N", "P", "held")
    story = Story().prologue("k = 1").step("a", *NOTEBOOK, writes=[names, "state:random"], metrics=["awaited"])
    pods = Pods(tmp_path, story.step("b", CHECK, reads={"a": names}).conversion(), python=(found, *BARE))
    first = pods.run("a")
    assert (first.status, first.stderr) == (0, "")
    assert first.stdout.startswith("shell\nCPU times")
    assert first.metadata("out-E-N-P-held")["python"].startswith(version)
    assert first.metadata("m") == {"awaited": 1}
    second = pods.run("b")
    assert (second.status, second.stdout, second.stderr) == (0, "True\n", "")
    assert all(path.exists() for path in (*first.files.values(), *second.files.values()))


def test_functions_of_another_python_are_refused(tmp_path: Path) -> None:
    """With what to do; a value is handed over all the same."""
    other = next((found for v in VERSIONS if not sys.version.startswith(v) and (found := python(v))), None)
    if other is None:
        pytest.skip("there is only one Python on this machine")
    story = Story().step("a", "def f(): return 1\nx = [1.5, 'x']", writes=["f", "x"])
    story.step("b", "x", reads={"a": ["x"]}).step("c", "f()", reads={"a": ["f"]})
    pods = Pods(tmp_path, story.conversion())
    pods.run("a")
    pods.python = (other, *BARE)
    assert pods.run("b").stdout == "[1.5, 'x']\n"
    refused = pods.run("c")
    assert refused.status == 1
    assert "give both steps images with the same Python" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_python_that_is_too_old_says_so(tmp_path: Path) -> None:
    """In one line."""
    found = old_python()
    if found is None:
        pytest.skip("there is no Python older than 3.9 on this machine")
    pods = Pods(tmp_path, Story().step("a", "1").conversion(), python=(found, *BARE))
    ended = pods.run("a")
    assert ended.status == 1
    assert ended.stderr.startswith("Kale Ext: a step needs Python 3.9 or newer, and this image has 3.")


def without_docstrings(text: str) -> str:
    """The code of a module as its syntax tree."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                statement.value.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_what_travels_is_the_same_code(file: Path) -> None:
    """Without what is there for readers, and each statement on its line."""
    text = file.read_text(encoding="utf-8")
    carried = bare(text)
    assert without_docstrings(carried) == without_docstrings(text)
    lines = [
        [node.lineno for node in ast.walk(ast.parse(one)) if isinstance(node, ast.stmt)] for one in (carried, text)
    ]
    assert lines[0] == lines[1]


def test_a_pipeline_carries_what_it_uses(tmp_path: Path) -> None:
    """Without magics and metrics the runtime is smaller."""
    plain = Pods(tmp_path, Story().step("a", "import os").conversion())
    shell = Pods(tmp_path, Story().step("a", "import os").step("b", "!ls").conversion())
    modules = travelling([plain.bundle("a")])
    assert "plain_magics" not in modules
    assert "shell_state" not in modules
    seeded = Pods(tmp_path, Story().step("a", "import random\nrandom.seed(1)", writes=["state:random"]).conversion())
    assert "importing" not in modules
    assert "importing" in travelling([seeded.bundle("a")])
    assert "plain_magics" in travelling([shell.bundle("a"), shell.bundle("b")])
    assert len(carry(plain.bundle("a"), modules).args[-1]) < len(carry(plain.bundle("a")).args[-1])


def test_states_of_packages_are_told_from_our_own() -> None:
    """By the dot in their names."""
    assert {name for name in STATES if "." in name} == DOTTED_STATES


def test_the_command_is_the_same_every_time(tmp_path: Path) -> None:
    """To the byte."""
    pods = Pods(tmp_path, Story().step("a", "import os").conversion())
    assert carry(pods.bundle("a")) == carry(pods.bundle("a"))
