"""Every step gets the values that one kernel would give it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kale_ext.engines.interface import RunState, Status
from kale_ext.engines.local import LocalEngine
from tests.contract.conftest import printed, run_story
from tests.engines.stories import Story


@pytest.fixture
def engine(tmp_path: Path) -> LocalEngine:
    return LocalEngine(tmp_path / "runs")


def succeed(engine: LocalEngine, story: Story, folder: Path) -> RunState:
    state = run_story(engine, story, folder)
    failures = [
        "\n".join(s.failure.traceback) or s.failure.message for s in (state.prologue, *state.steps) if s and s.failure
    ]
    assert state.status is Status.SUCCEEDED, "\n".join(failures)
    return state


HANDOVERS = {
    "a function reads globals where it is called": ("", "k = 3\ndef f(): return k", "f k", "k = 4", "k", "assert f() == 4"),
    "a prologue function reads the step's globals": ("def f(): return k", "k = 3", "k", "", "", "assert f() == 3"),
    "closures that share a variable share it still": (
        "",
        "def make():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n    return up, lambda: n\nup, get = make()\nup()",
        "up+get", "", "", "up(); assert get() == 2",
    ),
    "recursion through a closure": (
        "", "def outer():\n    def fact(n): return n * fact(n - 1) if n else 1\n    return fact\nfact = outer()", "fact", "", "", "assert fact(4) == 24",
    ),
    "defaults, keyword defaults, attributes, annotations": (
        "", "def f(a, b=2, *, c: int = 3) -> int: 'doc'\nf.calls = 7", "f", "", "",
        "import inspect\nassert str(inspect.signature(f)) == '(a, b=2, *, c: int = 3) -> int' and f.calls == 7 and f.__doc__ == 'doc'",
    ),
    "a class made in a step": (
        "", "class A:\n    x = 1\n    def __init__(self): super().__init__(); self.y = k\nk = 5\na = A()", "A a k", "", "",
        "assert type(a) is A and isinstance(a, A) and a.y == 5 and A().y == 5",
    ),
    "an instance of a class of the prologue": ("class A: pass", "a = A()", "a", "", "", "assert type(a) is A"),
    "a class of the prologue changed in a step": ("class A: n = 0", "A.n = 5\na = A()", "A a", "", "", "assert type(a) is A and a.n == 5"),
    "an old instance does not bring the class's old state": (
        "", "class A: n = 0\na = A()", "A a", "A.n = 1", "A", "assert A.n == 1 and type(a) is A and a.n == 1",
    ),
    "dataclass, enum, namedtuple, abstract and generic classes": (
        "",
        (
            "import abc, dataclasses, enum, collections, typing\n"
            "@dataclasses.dataclass(frozen=True)\nclass D: x: int = 1\n"
            "class E(enum.Enum): A = 1\n"
            "N = collections.namedtuple('N', 'a b')\n"
            "class B(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\n"
            "T = typing.TypeVar('T')\nclass G(typing.Generic[T]): pass\n"
            "class C(B):\n    def f(self): return 1\n"
            "U = typing.NewType('U', int)\nd, e, n, g, c, u = D(2), E.A, N(1, 2), G[int](), C(), U(3)"
        ),
        "D E N B G C U d e n g c u", "", "",
        "assert d == D(2) and e is E.A and n == N(1, 2) and type(g) is G and c.f() == 1 and isinstance(c, B) and u == U(3)",
    ),
    "variables that share an object": ("", "a = [1]; b = {'a': a}; c = a", "a+b+c", "", "", "a.append(2)\nassert b['a'] is a is c"),
    "a cached function": ("", "import functools\n@functools.cache\ndef f(n): return n + k\nk = 1", "f k", "", "", "assert f(1) == 2 and f.cache_info().misses == 1"),
    "a method and a partial": (
        "", "import functools\nclass A:\n    def m(self): return self\na = A()\nm = a.m\np = functools.partial(a.m)", "a+m+p", "", "", "assert m() is a and p() is a",
    ),
    "a function of SciPy where multiprocessing has given a second name to __main__": (
        "import multiprocessing", "from scipy.special import expit", "expit", "", "", "assert expit(0) == 0.5",
    ),
    "modules by name": ("", "import collections as c, os.path as p", "c p", "", "", "import sys\nassert c is sys.modules['collections'] and p.join"),
    "a deleted variable": ("x = 1", "del x", "x", "", "", "assert 'x' not in globals()"),
    "a variable that was never bound": ("", "if 0: x = 1", "x", "", "", "assert 'x' not in globals()"),
    "pickles by reference to __main__": ("import pickle", "class A: pass\ns = pickle.dumps(A())", "A s", "", "", "assert type(pickle.loads(s)) is A"),
    "unicode names": ("", "größe = 'ü漢\\ud800'", "größe", "", "", "assert len(größe) == 3"),
    "empty and nested containers": ("", "x = []; x.append(x); y = ({}, set(), b'')", "x y", "", "", "assert x[0] is x and y == ({}, set(), b'')"),
    "random goes on": ("import random\nrandom.seed(1)", "a = random.random()", "a state:random", "", "", "b = random.random()\nr = random.Random(1)\nassert [a, b] == [r.random(), r.random()]"),
    "numpy's random goes on": ("import numpy as np\nnp.random.seed(1)", "a = np.random.rand()", "a state:numpy.random", "", "", "b = np.random.rand()\nr = np.random.RandomState(1)\nassert [a, b] == [r.rand(), r.rand()]"),
    "environment, folder, path": (
        "import os, sys", "os.environ['ABC'] = 'x'; os.makedirs('sub', exist_ok=True); os.chdir('sub'); sys.path.append('here')",
        "state:os.environ state:cwd state:sys.path", "", "", "assert os.environ['ABC'] == 'x' and os.getcwd().endswith('/sub') and sys.path[-1] == 'here'",
    ),
    "warnings, logging": (
        "import warnings, logging", "warnings.simplefilter('error'); logging.basicConfig(level=10, format='%(message)s!')", "state:warnings state:logging", "", "",
        "try:\n    warnings.warn('x'); assert 0\nexcept UserWarning: pass\nassert logging.root.level == 10 and logging.root.handlers[0].formatter._fmt == '%(message)s!'",
    ),
    "modules that every kernel has loaded": (
        "", "import email, importlib", "email importlib", "", "", "assert email.parser and email.message and importlib.metadata"
    ),
    "the name by which figures are shown inline": (
        "import matplotlib", "%matplotlib inline\nmatplotlib.rcParams['lines.linewidth'] = 9", "state:matplotlib", "", "",
        "import matplotlib.pyplot as plt\nplt.figure()\nassert matplotlib.get_backend() == 'inline'",
    ),
    "that figures are shown at once since the first": (
        "import matplotlib as mpl", "import matplotlib.pyplot as plt\nplt.figure()", "state:figures", "", "",
        "import sys\nassert 'matplotlib_inline.backend_inline' in sys.modules and mpl.rcParams['interactive']",
    ),
    "what the prologue set and a step has put back": (
        "import os, pandas as pd\nhome = os.environ['HOME']\npd.set_option('display.max_rows', 7); os.environ['KALE_T'] = '1'; os.environ['HOME'] = '2'",
        "pd.reset_option('display.max_rows'); del os.environ['KALE_T']; os.environ['HOME'] = home", "state:pandas state:os.environ", "", "",
        "assert pd.get_option('display.max_rows') == 60 and 'KALE_T' not in os.environ and os.environ['HOME'] != '2'",
    ),
    "options of numpy, pandas, matplotlib": (
        "import numpy as np, pandas as pd, matplotlib as mpl",
        "np.set_printoptions(precision=2); pd.set_option('display.max_rows', 7); mpl.rcParams['lines.linewidth'] = 9", "state:numpy state:pandas state:matplotlib", "", "",
        "assert np.get_printoptions()['precision'] == 2 and pd.get_option('display.max_rows') == 7 and mpl.rcParams['lines.linewidth'] == 9",
    ),
    "extensions, precision, aliases, formats, traceback mode, autoreload": (
        "",
        (
            "%load_ext autoreload\n%autoreload 2\n%precision 2\n%alias hi echo hi\n%matplotlib inline\n"
            "%config InlineBackend.figure_format = 'svg'\n%xmode Minimal\n%config InteractiveShell.ast_node_interactivity = 'all'"
        ),
        "state:ipython", "", "",
        (
            "import matplotlib.pyplot as plt\nfrom matplotlib.figure import Figure\ns = get_ipython()\nf = s.display_formatter.formatters\nplt.figure()\n"
            "assert 'IPython.extensions.autoreload' in s.extension_manager.loaded and s.magics_manager.registry['AutoreloadMagics']._reloader.check_all\n"
            "assert f['text/plain'].float_format == '%.2f' and ('hi', 'echo hi') in s.alias_manager.aliases\n"
            "assert Figure in f['image/svg+xml'].type_printers and Figure not in f['image/png'].type_printers\n"
            "assert s.InteractiveTB.mode == 'Minimal' and s.ast_node_interactivity == 'all'"
        ),
    ),
    "a format of floats that no magic has set": (
        "", "get_ipython().display_formatter.formatters['text/plain'].float_format = '%.1f'", "state:ipython", "", "",
        "assert get_ipython().display_formatter.formatters['text/plain'](1 / 3) == '0.3'",
    ),
    "a format of figures that is asked for before Matplotlib is there": (
        "", "%config InlineBackend.figure_format = 'retina'", "state:ipython", "", "",
        "import matplotlib.pyplot\nfrom matplotlib_inline.config import InlineBackend\nassert InlineBackend.instance().figure_formats == {'retina'}",
    ),
    "functions of a script": (
        "", "open('s.py', 'w').write('k = 2\\ndef f(): return k')\n%run s.py", "f", "", "", "assert f() == 2",
    ),
    "figures of a back end that shows nothing": (
        "import matplotlib", "matplotlib.use('agg')\nimport matplotlib.pyplot as plt\nfig, ax = plt.subplots()",
        "ax state:matplotlib", "ax.plot([1, 2])", "ax",
        (
            "assert len(ax.lines) == 1 and matplotlib.get_backend() == 'agg'\n"
            "assert not any('flush_figures' in str(f) for f in get_ipython().events.callbacks['post_execute'])"
        ),
    ),
    "arrays, writable and read-only": (
        "import numpy as np", "a = np.arange(100_000.); b = a[::2]; c = np.ones(9000); c.flags.writeable = False; e = np.array([]); o = np.array([{}, 1], object)", "a+b c e o", "", "",
        "a[0] = 5\nassert a.sum() == sum(range(100_000)) + 5 and b[0] in (0, 5) and not c.flags.writeable and e.size == 0 and o[0] == {}",
    ),
    "frames": (
        "import pandas as pd", "df = pd.DataFrame({'a': range(10000), 'b': ['x', None] * 5000, 'c': pd.Timestamp('2020')})\ns = df['a']", "df+s", "", "",
        "df.loc[0, 'a'] = 5\nassert df.a[0] == 5 and df.shape == (10000, 3) and df.b.isna().sum() == 5000",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDOVERS)
def test_handover(name: str, engine: LocalEngine, tmp_path: Path) -> None:
    """Step a makes, step b may change, step c checks."""
    prologue, a, a_writes, b, b_writes, check = HANDOVERS[name]
    made = [tuple(group.split("+")) for group in a_writes.split()]
    changed = b_writes.split()
    story = Story().prologue(prologue or "pass").step("a", a, writes=made)
    names = [variable for group in made for variable in group]
    reads = {"a": [variable for variable in names if variable not in changed]}
    if b:
        story.step("b", b, reads={"a": changed}, writes=changed)
        reads["b"] = changed
    succeed(engine, story.step("c", check, reads=reads), tmp_path)


def test_a_variable_that_one_of_several_steps_has(engine: LocalEngine, tmp_path: Path) -> None:
    """After star imports nobody can tell which; the last of those that have it counts, in the notebook's order."""
    story = Story().step("a", "x = 1", writes=["x"]).step("b", "", writes=["x"]).step("c", "x = 3", writes=["x"])
    story.step("d", "print(x)", reads={"a": ["x"], "b": ["x"]})
    story.step("e", "print(x)", reads={"b": ["x"], "a": ["x"]}, after=["d"])
    story.step("f", "print(x)", reads={"c": ["x"], "b": ["x"], "a": ["x"]}, after=["e"])
    story.step("g", "print('x' in globals())", reads={"b": ["x"]}, after=["f"])
    assert printed(engine, succeed(engine, story, tmp_path).id) == "1\n1\n3\nFalse\n"


def test_an_error_of_our_own_is_told_in_a_sentence(engine: LocalEngine, tmp_path: Path) -> None:
    """The trace is for us, in runner.log."""
    sabotage = "import sys\nsys.modules['kale_converter.program.runtime.session'].Session.begin_step = None"
    state = run_story(engine, Story().prologue(sabotage).step("a", "1"), tmp_path)
    assert state.status is Status.FAILED
    failure = state.steps[0].failure
    assert failure is not None
    assert (failure.name, failure.message) == (
        "InternalError",
        "Kale Ext could not run the step a: TypeError: 'NoneType' object is not callable; runner.log tells more",
    )
    assert "Traceback" in (engine.home / state.id / "runner.log").read_text()


def test_writing_to_a_loaded_array_changes_no_other_step(engine: LocalEngine, tmp_path: Path) -> None:
    """The file is mapped copy-on-write."""
    change = "a[:] = 7\nprint(int(a.sum()))"
    story = Story().prologue("import numpy as np").step("a", "a = np.zeros(1_000_000)", writes=["a"])
    story.step("b", change, reads={"a": ["a"]}).step("c", "print(int(a.sum()))", reads={"a": ["a"]}, after=["b"])
    assert printed(engine, succeed(engine, story, tmp_path).id) == "7000000\n0\n"


def test_unseeded_generators_differ_between_steps(engine: LocalEngine, tmp_path: Path) -> None:
    """Though all are forked from one process."""
    draw = "print(random.random(), np.random.rand())"
    story = Story().prologue("import random, numpy as np").step("a", draw).step("b", draw).step("c", draw)
    numbers = printed(engine, succeed(engine, story, tmp_path).id).split()
    assert len(set(numbers)) == 6


def test_seeds_of_the_prologue_reach_every_step(engine: LocalEngine, tmp_path: Path) -> None:
    """Each starts where the prologue ended."""
    draw = "print(random.random(), np.random.rand())"
    story = (
        Story()
        .prologue("import random, numpy as np\nrandom.seed(0); np.random.seed(0)")
        .step("a", draw)
        .step("b", draw)
    )
    numbers = printed(engine, succeed(engine, story, tmp_path).id).split()
    assert numbers[:2] == numbers[2:]


def test_output_of_subprocesses_threads_and_forks_is_the_cells(engine: LocalEngine, tmp_path: Path) -> None:
    """In order where it has one, and nothing is lost."""
    source = """
    import os, subprocess, sys, threading, multiprocessing
    print("1")
    subprocess.run(["echo", "2"])
    print("3")
    os.write(1, b"4\\n")
    t = threading.Thread(target=print, args=("5",)); t.start(); t.join()
    pid = os.fork()
    if not pid:
        print("6", flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
    print("7")
    """
    state = succeed(engine, Story().step("a", source, "print('8')"), tmp_path)
    assert printed(engine, state.id).split() == list("12345678")
    assert engine.notebook(state.id)["cells"][0]["outputs"][0]["text"].split() == list("1234567")


def test_huge_output_is_cut_and_says_so(engine: LocalEngine, tmp_path: Path) -> None:
    """Fifty megabytes neither hang the run nor fill the log."""
    source = "for _ in range(50): print('x' * 1_000_000)"
    shell = "import subprocess\n_ = subprocess.run('yes | head -c 50000000', shell=True)"
    state = succeed(engine, Story().step("a", source, shell, "print('still')"), tmp_path)
    assert (engine.home / state.id / "events.jsonl").stat().st_size < 30_000_000
    for cell in (0, 1):
        assert "output truncated" in engine.notebook(state.id)["cells"][cell]["outputs"][-1]["text"]
    assert printed(engine, state.id).endswith("still\n")


def test_open_files_and_exit_functions_are_not_forgotten(engine: LocalEngine, tmp_path: Path) -> None:
    """What a kernel would write when it ends, a step writes when it ends."""
    source = "f = open('open.txt', 'w'); f.write('x')\nimport atexit\natexit.register(open('exit.txt', 'w').write, 'y')"
    succeed(engine, Story().step("a", source), tmp_path)
    assert ((tmp_path / "open.txt").read_text(), (tmp_path / "exit.txt").read_text()) == ("x", "y")


def test_metrics_are_numbers_of_any_kind(engine: LocalEngine, tmp_path: Path) -> None:
    """But no texts, no truth values and no arrays; NaN is a number."""
    source = "import numpy as np\na, b, c, d, e, f, g = 1, 2.5, np.float32(0.5), np.array(3), True, 'x', np.ones(2)\nh = float('nan')"
    state = succeed(engine, Story().step("s", source, metrics=[*"abcdefgh", "nothing"]), tmp_path)
    assert {m.name: m.value for m in state.metrics if m.name != "h"} == {"a": 1, "b": 2.5, "c": 0.5, "d": 3}
    assert str(next(m.value for m in state.metrics if m.name == "h")) == "nan"


def test_secrets_are_not_previewed(engine: LocalEngine, tmp_path: Path) -> None:
    """Neither by name nor as keys; and the whole of it stays out of the log."""
    source = "password = 'geheim1'\nconfig = {'api_key': 'geheim2', 'n': 1}\nimport os\nos.environ['MY_TOKEN'] = 'x'"
    state = succeed(engine, Story().step("a", source, writes=["password", "config"]), tmp_path)
    log = (engine.home / state.id / "events.jsonl").read_text()
    assert "geheim" not in log
    assert "'n': 1" in json.loads(json.dumps([a.variables[0].preview for a in state.steps[0].artifacts]))[1]


def test_the_notebooks_folder_is_where_steps_run(engine: LocalEngine, tmp_path: Path) -> None:
    """And where they import from; a module there that is called like one of Python's does not harm the runner."""
    folder = tmp_path / "nb"
    folder.mkdir()
    (folder / "mine.py").write_text("x = 5")
    (folder / "selectors.py").write_text("raise SystemExit")
    state = succeed(engine, Story().step("a", "import mine, os\nprint(mine.x, os.path.basename(os.getcwd()))"), folder)
    assert printed(engine, state.id) == "5 nb\n"
