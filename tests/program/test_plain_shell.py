"""What notebooks commonly use of IPython works in an image that has none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kale_converter.program.magics import not_understood, translated
from tests.engines.stories import Story
from tests.program.containers import Ended, Pods


def run(folder: Path, *cells: str, image: str = "example/image:1") -> Ended:
    """Run cells as one step in an image that has nothing but Python."""
    return Pods(folder, Story().step("a", *cells).conversion(), image=image).run("a")


def outputs(ended: Ended) -> list[Any]:
    """What the last cell put out."""
    outputs: list[Any] = json.loads(ended.files["n"].read_text())["cells"][-1]["outputs"]
    return outputs


SHELL = [
    ("!echo hello", "hello\n"),
    ("name = 'x'\n!echo {name} $name {name.upper()} '$name' $$name", "x x X $name\n"),
    ("!echo $HOME_IS_NO_VARIABLE {1 + 1}", "{1 + 1}\n"),
    ("lines = !printf 'a\\nb'\nprint(lines, lines.n == 'a\\nb', lines.s)", "['a', 'b'] True a b\n"),
    ("!echo a \\\n  b\nprint(2)", "a b\n2\n"),
    ("if True:\n    !echo in a block\n", "in a block\n"),
    ("!exit 3\nprint(_exit_code)", "3\n"),
    ("text = '''\n!echo no\n'''\n!echo yes\nprint(len(text))", "yes\n10\n"),
    ("%%bash\necho one\necho two", "one\ntwo\n"),
    ("%%bash --out held\necho one", ""),
    ("%%sh\nexit 0", ""),
    ("%%script python3\nprint(3)", "3\n"),
    ("%%bash -s {1 + 1} {2 + 1}\necho $1 $2", "2 3\n"),
    ("%%script {'ba' + 'sh'}\necho $0", "bash\n"),
    ("%%writefile {'m' * 2}.py\nx = 5", "Writing mm.py\n"),
    ("ns = [1, 2, 3]\n!echo {ns[1:]} {ns[0]:03d}", "{ns[1:]} {ns[0]:03d}\n"),
    ("%%writefile m.py\nx = 5", "Writing m.py\n"),
    ("%cd /\nimport os\nprint(os.getcwd())", "/\n/\n"),
    ("%env KALE_X=5\nimport os\nprint(os.environ['KALE_X'])", "env: KALE_X=5\n5\n"),
    ("%matplotlib inline\n%load_ext autoreload\n%autoreload 2\nprint(1)", "1\n"),
    ("%%writefile s.py\nimport sys\nx = sys.argv[1]", "Writing s.py\n"),
    ("open('s.py', 'w').write('import sys; x = sys.argv[1]; sys.exit()');\n%run s.py a\nprint(x)", "a\n"),
    ("%precision 2\n1 / 3", "0.33\n"),
    ("t = %timeit -o -q -n1 -r1 1\nprint(t.loops)", "1\n"),
    ("len?\nprint(1)", "1\n"),
    ("%%capture held\nprint(1)\n2", ""),
    ("get_ipython().system('echo called')", "called\n"),
]


@pytest.mark.parametrize(("cell", "printed"), SHELL)
def test_magics_and_shell_lines(cell: str, printed: str, tmp_path: Path) -> None:
    """They print what they print in a notebook."""
    ended = run(tmp_path, cell)
    assert (ended.status, ended.stdout, ended.stderr) == (0, printed, "")


def test_what_is_captured_can_be_had(tmp_path: Path) -> None:
    """Streams, and the value of the last expression."""
    ended = run(tmp_path, "%%capture held\nprint(1)\n2", "print(repr(held.stdout), len(held.outputs))\nheld.show()")
    assert ended.stdout == "'1\\n' 1\n1\n2\n"


def test_times(tmp_path: Path) -> None:
    """`%time` and `%%time` tell them, and give the value."""
    ended = run(tmp_path, "x = 0\n%time x = 5", "%%time\ny = x\ny + 1", "%time y", "%timeit -n 2 -r 2 y + 1")
    assert ended.stdout.count("Wall time: ") == 3
    assert "\n6\n" in ended.stdout
    assert "std. dev. of 2 runs, 2 loops each" in ended.stdout


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("%%cython\npass", "%%cython"),
        ("%who", "%who"),
        ("x = 1\n%load_ext sql", "%load_ext"),
        ("%%time\n%who\n", "%who"),
    ],
)
def test_what_needs_ipython_is_told_before_any_work(cell: str, what: str, tmp_path: Path) -> None:
    """With the cell, the line and the image."""
    ended = run(tmp_path, "print('work')", cell)
    assert (ended.status, ended.stdout) == (1, "")
    line = cell[: cell.index(what)].count("\n") + 1
    assert f"cell 2, line {line} uses {what}, which needs IPython" in ended.stderr
    assert "the image example/image:1 lacks ipython" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_failing_script_fails_the_step(tmp_path: Path) -> None:
    """As in a notebook."""
    ended = run(tmp_path, "%%bash\nexit 4")
    assert ended.status == 1
    assert "exit status 4" in ended.stderr


def test_rich_values(tmp_path: Path) -> None:
    """Their own representations are outputs; a semicolon shows nothing."""
    rich = "class R:\n    def _repr_html_(self): return '<b>r</b>'\n    def __repr__(self): return 'R'\n"
    ended = run(tmp_path, rich + "display(R(), display_id='d').update(5)\nR()")
    shown, result = outputs(ended)
    assert shown == {"output_type": "display_data", "data": {"text/plain": "5"}, "metadata": {}}
    assert result["data"] == {"text/plain": "R", "text/html": "<b>r</b>"}
    assert outputs(run(tmp_path, "1 + 1;")) == []


def test_the_last_value_has_its_names(tmp_path: Path) -> None:
    """`_`, and by the cell's number."""
    assert run(tmp_path, "40", "_ + 2", "print(_, _1, Out[2])").stdout == "40\n42\n42 40 42\n"


def test_a_failure_names_the_users_line(tmp_path: Path) -> None:
    """In a cell with a magic, too."""
    ended = run(tmp_path, "a = 1", "%%time\n!true\nx = 1 / 0")
    assert ended.status == 1
    assert ended.stderr.endswith(
        "the step a failed in cell 2, line 3: ZeroDivisionError: division by zero\n  x = 1 / 0\n"
    )
    assert 'File "<cell 2' in ended.stderr


def test_nobody_answers(tmp_path: Path) -> None:
    """`input` fails at once."""
    assert "has nobody to ask" in run(tmp_path, "input('?')").stderr


def test_cells_await(tmp_path: Path) -> None:
    """At the top level."""
    assert run(tmp_path, "import asyncio\nawait asyncio.sleep(0, 7)").stdout == "7\n"


def test_exit_ends_the_step(tmp_path: Path) -> None:
    """It ends a kernel, so it is no success."""
    ended = run(tmp_path, "exit()", "print('never')")
    assert (ended.status, ended.stdout) == (1, "")
    assert "called exit() or quit()" in ended.stderr


def test_plain_python_stays_as_it_is() -> None:
    """Also where it looks like a magic."""
    for text in ("x = 5 %3", "s = '''\n%who\n'''", "y = [\n  1\n  %2\n]", "a != b"):
        assert translated(text) == text
        assert not_understood(text) == []
