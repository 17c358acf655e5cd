"""What an installed package keeps to itself is in every step what it is in one kernel."""

import json
import os
import random

import nbformat
import numpy as np
import pytest

from kale_converter.model import Division
from kale_ext.engines import installed
from kale_ext.engines.interface import Status
from kale_ext.engines.local import LocalEngine
from kale_ext.services.conversion import convert_file
from kale_ext.services.runs import Runs

PACKAGE = {
    "lazily": "def show():\n    from counted_pkg import drawing\n    return drawing.NUMBER\n",
    "noise": "import numpy as np\ndef white(n):\n    return np.random.normal(size=n).round(3).tolist()\n",
    "one": "from . import drawing\n",
    "two": "from . import drawing\n",
    "drawing": "import random\nNUMBER = random.getrandbits(24)\n",
    "__init__": "from .systems import System, join\nfrom .config import defaults, set_defaults, quietly\n",
    "config": (
        "defaults = {'digits': 2}\n"
        "def set_defaults(**given):\n    for name in given:\n        if name not in defaults:\n            raise KeyError\n"
        "    defaults.update(given)\n"
        "def quietly(name):\n    import importlib\n    importlib.import_module('counted_pkg.systems').System.made += 10\n"
    ),
    "systems": (
        "import itertools\nfrom . import config\n_ids = itertools.count(1)\n"
        "class System:\n    made = 0\n"
        "    def __init__(self, gain):\n        self.name, self.gain = f's{System.made}', gain\n        System.made += 1\n"
        "    def __mul__(self, other):\n        return System(self.gain * other.gain)\n"
        "    def __str__(self):\n        return f'{self.name}: {self.gain:.{config.defaults[\"digits\"]}f}'\n"
        "def join(*systems):\n    return f'joint {next(_ids)} of {len(systems)}'\n"
    ),
}  # fmt: skip


@pytest.fixture
def outputs(tmp_path, monkeypatch):
    """Run cells, each a step, where the package is installed; gives what each prints and the number of corrections."""
    site = tmp_path / "site" / "counted_pkg"
    site.mkdir(parents=True)
    for name, text in PACKAGE.items():
        (site / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site.parent))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site.parent), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("KALE_HOME", str(tmp_path / "home"))
    installed._root.cache_clear()

    def run(*sources):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        file = tmp_path / "n.ipynb"
        file.write_text(json.dumps(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
        conversion, content = convert_file(file, Division.CELLS)
        assert not [found for found in conversion.diagnostics if found.code == "K305"]
        runs = Runs({"local": LocalEngine(tmp_path / "runs")})
        run_id = runs.start(file, content=content, conversion=conversion).id
        for _ in runs.follow(run_id):
            pass
        state = runs.get(run_id)
        assert state.status is Status.SUCCEEDED
        shown = ["".join(o.get("text", "") for o in cell["outputs"]) for cell in runs.notebook(run_id)["cells"]]
        return shown, len(state.changes)

    return run


def test_a_counter_and_a_setting(outputs):
    """Every step goes on where the one before it in the notebook ended; operators and showing count."""
    shown, corrections = outputs(
        "import counted_pkg as c",
        "a = c.System(2)\nprint(a)",
        "b = c.System(3)\nprint(b, c.join(a))",
        "print(a * b, c.join(a, b))",
        "c.set_defaults(digits=1)",
        "print(a)",
        "c.defaults['digits'] = 3",
        "print(c.System(1))",
    )
    assert shown == [
        "", "s0: 2.00\n", "s1: 3.00 joint 1 of 1\n", "s2: 6.00 joint 2 of 2\n", "", "s0: 2.0\n", "", "s3: 1.000\n",
    ]  # fmt: skip
    assert corrections == 0


def test_a_class_of_the_notebook_derives_from_the_package(outputs):
    """Making one of it counts as making one of the package's."""
    shown, corrections = outputs(
        "import counted_pkg\nclass Own(counted_pkg.System):\n    pass",
        "a = Own(1)",
        "b = Own(2)",
        "print(a.name, b.name)",
    )
    assert (shown[-1], corrections) == ("s0 s1\n", 0)


def test_a_change_that_the_text_hides_corrects_the_plan(outputs):
    """A name that is looked up when the function runs; the run sees that the counter is not as it was."""
    shown, corrections = outputs(
        "import counted_pkg as c", "a = c.System(2)", "c.quietly('x')", "print(c.System(1).name)"
    )
    assert (shown[-1], corrections) == ("s11\n", 1)


def after_one_draw():
    """The number that follows in a kernel seeded with 1 in which `counted_pkg.drawing` was imported."""
    generator = random.Random(1)
    generator.getrandbits(24)
    return generator.random()


def test_importing_once_more_is_no_second_draw(outputs):
    """In one kernel a module that draws as it is imported draws once."""
    shown, corrections = outputs(
        "import random\nseed = 1\nrandom.seed(seed)",
        "import counted_pkg.drawing",
        "from counted_pkg.drawing import NUMBER",
        "from counted_pkg import drawing\nimport counted_pkg.drawing",
        "print(random.random())",
    )
    assert (shown[-1], corrections) == (f"{after_one_draw()}\n", 1)


def test_what_a_library_imports_by_itself_draws_once(outputs):
    """Where the notebook does not say that it is imported: the step that is first seen to draw hands on that it has."""
    shown, _ = outputs(
        "import random\nseed = 1\nrandom.seed(seed)",
        "from counted_pkg.lazily import show\nnumber = show()",
        "print(show() == number)",
        "from counted_pkg import drawing\nprint(drawing.NUMBER == number, random.random())",
    )
    assert shown[2:] == ["True\n", f"True {after_one_draw()}\n"]


def test_another_part_of_a_package_draws_nothing_again(outputs):
    """The cell that has first imported a part of it has drawn what it draws."""
    shown, corrections = outputs(
        "import random\nseed = 1\nrandom.seed(seed)",
        "from counted_pkg.one import drawing",
        "from counted_pkg.two import drawing as other",
        "print(random.random())",
    )
    assert (shown[-1], corrections) == (f"{after_one_draw()}\n", 1)


def test_functions_that_draw_from_the_generator_of_all(outputs):
    """They come one after the other once that is seeded, and are none that set something."""
    shown, corrections = outputs(
        "import numpy as np\nfrom counted_pkg.noise import white",
        "print(white(1))",
        "np.random.seed(1)",
        "white(2)",
        "a = white(1)\nprint(a)",
        "print(white(1))",
    )
    numbers = np.random.RandomState(1).normal(size=4).round(3).tolist()
    assert (shown[-2:], corrections) == ([f"[{number}]\n" for number in numbers[2:]], 0)
