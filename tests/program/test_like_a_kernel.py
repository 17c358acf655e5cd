"""Cells give what nbclient and ipykernel give: the same outputs in the same order."""

from __future__ import annotations

import copy
import itertools
import json
import re
import subprocess
import sys
import warnings
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from kale_converter.program.bundle import make_program
from kale_ext.engines import executed
from tests.engines.stories import Story

RUN = """
import json, sys
from pathlib import Path
from kale_converter.program.runtime import Session
program = json.loads(sys.stdin.readline())
events = []
session = Session(program, events.append)
session.run_prologue()
session.begin_step()
failures = {step["name"]: session.run_step(step, {}, Path(".")) for step in program["steps"]}
print(json.dumps({"events": events, "failures": failures}))
"""

NOTEBOOKS = {
    "streams": [
        "import sys\nprint('a')\nprint('c', end='')\nprint('\\rd')",
        "print('b', file=sys.stderr)",
        "print('ünï', '漢')",
    ],
    "results": [
        "1",
        "'text'",
        "None",
        "x = 5",
        "x;",
        "[1, 'a']",
        "class A:\n    def _repr_html_(self): return '<b>'\n    def __repr__(self): return 'A'\nA()",
    ],
    "display": [
        "from IPython.display import *\ndisplay(1, 'x')\ndisplay(HTML('<i>'), metadata={'text/html': {'a': 1}})\nprint('p')\ndisplay({'text/plain': 'raw'}, raw=True)"
    ],
    "update": ["h = display('first', display_id=True)\nprint('x')\nh.update('second')", "h.update('third')\n4"],
    "clear": [
        "print(1)\nlen?\nprint(2)",
        "from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)",
        "print(1)\nclear_output(wait=True)\nprint(2)",
        "print(1)\nclear_output(wait=True)",
    ],
    "magics": [
        "%env ABC=1",
        "%%capture out\nprint('hidden')",
        "print(out.stdout)",
        "y = !echo hello\ny",
        "!echo hi; echo err >&2",
        "%%bash\necho bash\necho e >&2",
        "%%writefile t.txt\nabc",
        "%precision 3\n1/3",
    ],
    "pandas": ["import pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 'b': ['x', None]})\ndf", "df.a", "df.style"],
    "figures": [
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nprint('before')",
        "fig, ax = plt.subplots(2)\nax[0].bar([1, 2], [3, 4])\nplt.show()\nfig",
        "plt.plot([1]);",
    ],
    "figures without magic": [
        "import matplotlib.pyplot as plt\nplt.figure(figsize=(2, 2))\nplt.title('t')",
        "plt.gcf().axes",
    ],
    "await": [
        "import asyncio\nawait asyncio.sleep(0.001)\n5",
        "async def f():\n    return 'r'\nawait f()",
        "asyncio.get_running_loop().is_running()",
        "t = asyncio.create_task(f())",
        "await t",
    ],
    "last and earlier results": ["40", "_ + 2", "_, Out[max(Out)], In[-3:], _i"],
    "tokens of context variables": [
        "import contextvars\nv = contextvars.ContextVar('v', default=0)\ntoken = v.set(5)",
        "v.reset(token)\nv.get()",
    ],
    "context variables of cells that await": [
        "import asyncio, contextvars\nw = contextvars.ContextVar('w', default=0)\ntoken = w.set(1)",
        "await asyncio.sleep(0)\nw.set(2)\nw.get()",
        "w.get()",
        "async def g():\n    return w.set(3)",
        "await g()\nw.get()",
        "w.reset(token)\nw.get()",
    ],
    "context variables": ["import decimal\ndecimal.getcontext().prec = 5", "decimal.Decimal(1) / 3"],
    "blank cells": ["1", "   ", "3"],
    "names": [
        "__name__, get_ipython().__class__.__name__ != ''",
        "import pickle\nclass P: pass\npickle.loads(pickle.dumps(P())).__class__ is P",
    ],
    "image": [
        "from IPython.display import Image\nimport base64\nImage(base64.b64decode('R0lGODlhAQABAAAAACw='), format='gif')"
    ],
}

FAILING = {
    "exception": "def f(x):\n    return 1 / x\nf(0)",
    "syntax": "x = 1\nprint(x",
    "indentation": "if 1:\nx",
    "chain": "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e",
    "exit": "import sys\nprint('before')\nsys.exit(3)",
    "interrupt": "raise KeyboardInterrupt",
    "input": "input('name? ')",
    "asyncio.run": "import asyncio\nasync def f(): pass\nc = f()\ntry:\n    asyncio.run(c)\nfinally:\n    c.close()",
    "magic": "%no_such_magic",
    "library": "import json\njson.loads('{')",
    "assert": "assert 1 == 2, 'no'",
    "group": "raise ExceptionGroup('many', [ValueError(1), TypeError(2)])",
}


ALL = {**NOTEBOOKS, **{name: [source] for name, source in FAILING.items()}}
Outputs = dict[str, list[list[dict[str, Any]]]]


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outputs, a text in one piece of which a busy kernel tells in several."""
    made: list[dict[str, Any]] = []
    for output in map(dict, outputs):
        before = made[-1] if made else {}
        if output["output_type"] == before.get("output_type") == "stream" and output["name"] == before["name"]:
            before["text"] += output["text"]
        else:
            made.append(output)
    return made


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """What a Jupyter kernel gives: all notebooks one after the other in one kernel, which takes seconds to start."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in itertools.chain(*ALL.values())]
    )
    folder = str(tmp_path_factory.mktemp("kernel"))
    with warnings.catch_warnings(action="ignore"):  # of nbclient and its kernel manager, not ours
        NotebookClient(
            notebook, allow_errors=True, kernel_name="python3", resources={"metadata": {"path": folder}}
        ).execute()
    cells = iter(notebook.cells)
    return {name: [_joined(next(cells).outputs) for _ in sources] for name, sources in ALL.items()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outputs, dict[str, Any]]:
    """What the step runtime gives, each notebook a step, and the steps' failures."""
    story = Story()
    for name, sources in ALL.items():
        story.step(name, *sources)
    conversion = story.conversion()
    assert conversion.pipeline is not None
    program = make_program(conversion.notebook, conversion.pipeline, {})
    command = [sys.executable, "-c", RUN]
    folder = tmp_path_factory.mktemp("runtime")
    done = subprocess.run(command, input=json.dumps(program), capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    outputs = executed.Outputs()
    for event in answer["events"]:
        outputs.add({"step": "", **event})
    places = itertools.count(1)
    return {name: [outputs.of(next(places)) for _ in sources] for name, sources in ALL.items()}, answer["failures"]


def comparable(outputs: list[list[dict[str, Any]]]) -> str:
    """As text, without what differs from run to run: addresses, durations, ids, file names of cells."""
    text = json.dumps(outputs, indent=1, sort_keys=True, ensure_ascii=False)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    text = re.sub(r"(T_)?[0-9a-f]{5}(?=[_\"\\ ])", "", text)
    text = re.sub(r"[\d.]+ (ns|µs|us|ms|s)\b", "TIME", text)
    return re.sub(r"/tmp/ipykernel_\d+/\d+\.py|\d{6,}\.py|<ipython-input-[^>]+>", "CELL", text)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_outputs_are_a_kernels(name: str, run: tuple[Outputs, dict[str, Any]], theirs: Outputs) -> None:
    """Streams, results, displays, tables and figures, byte for byte."""
    ours, failures = run
    assert failures[name] is None
    assert comparable(ours[name]) == comparable(theirs[name])


@pytest.mark.parametrize("name", FAILING)
def test_errors_are_a_kernels(name: str, run: tuple[Outputs, dict[str, Any]], theirs: Outputs) -> None:
    """The traceback too, and it has no frames of ours."""
    ours, failures = run
    assert failures[name] is not None
    assert "program/runtime" not in json.dumps(ours[name])
    pair = copy.deepcopy((ours[name], theirs[name]))
    for output in (*pair[0][0], *pair[1][0]):
        if name in ("input", "chain", "asyncio.run"):
            # The first goes on into the kernel. Of the others the kernel shows the line that the frame was left at,
            # not the one that raised: it cannot read its own cells (ipykernel 7.4 with IPython 9.18).
            output.pop("traceback", None)
        elif "traceback" in output:  # for the same reason the kernel has fewer colours
            output["traceback"] = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in output["traceback"]]
    assert comparable(pair[0]) == comparable(pair[1])


def test_the_line_that_raised_is_named(run: tuple[Outputs, dict[str, Any]]) -> None:
    """The last of the cell's lines on the way to the error, and its source."""
    _, failures = run
    places = {name: (failures[name]["name"], failures[name]["line"], failures[name]["source"]) for name in FAILING}
    assert places["exception"] == ("ZeroDivisionError", 2, "return 1 / x")
    assert places["chain"] == ("ValueError", 4, "raise ValueError('b') from e")
    assert places["syntax"] == ("_IncompleteInputError" if sys.version_info >= (3, 13) else "SyntaxError", 2, "print(x")
    assert places["library"] == ("JSONDecodeError", 2, "json.loads('{')")
    assert places["exit"] == ("SystemExit", 3, "sys.exit(3)")
