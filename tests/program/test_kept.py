"""What a package keeps goes from one process to another: taken in one, put in another."""

import collections
import importlib
import itertools
import pickle
import subprocess
import sys
import types

import pytest

from kale_converter.program.runtime import kept

PACKAGE = """
import collections, itertools, random
count = 0
ids = itertools.count()
again = itertools.count(3, 2).__next__
options = {"width": 80}
names = ["a"]
seen = {1}
last = collections.deque([1], maxlen=2)
user = collections.UserDict(a=1)
unit = None
kind = int
generator = random.Random(1)
thing = object()
class Model:
    made = 0
class Settings:
    width = 8
settings = Settings()
"""

CHANGES = """
import kept_here as p
p.count += 2
next(p.ids); next(p.ids)
p.again()
p.options["width"] = 60; p.options["colour"] = ("red", 1.5)
p.names.append("b")
p.seen.add(2)
p.last.append(2)
p.user["b"] = [True]
p.unit = "km"
p.kind = float
p.generator.random()
p.thing = object()
p.Model.made = 7
p.settings.width = 9
"""

SHOWN = {
    "count": 2, "ids": "count(2)", "again": 5, "options": {"width": 60, "colour": ("red", 1.5)}, "names": ["a", "b"],
    "seen": {1, 2}, "last": "deque([1, 2], maxlen=2)", "user": "{'a': 1, 'b': [True]}", "unit": "km", "kind": float,
    "Model.made": 7, "settings.width": 9,
}  # fmt: skip


@pytest.fixture
def package(tmp_path, monkeypatch):
    """The package, imported here as a new process would."""
    (tmp_path / "kept_here.py").write_text(PACKAGE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "kept_here", raising=False)
    yield tmp_path
    sys.modules.pop("kept_here", None)


def taken_elsewhere(folder, places):
    """What another process takes after its changes."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r})\n{CHANGES}\nimport pickle\n"
    code += "from kale_converter.program.runtime import kept\n"
    code += f"sys.stdout.buffer.write(pickle.dumps([kept.take_kept(place) for place in {places!r}]))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return pickle.loads(ended.stdout)


def test_all_kinds_are_carried(package):
    """Numbers and texts, counters, containers, classes by their name; of modules, classes and objects in modules."""
    places = [f"kept_here.{name}" for name in SHOWN]
    for place, taken in zip(places, taken_elsewhere(package, places), strict=True):
        kept.put_kept(place, taken)
    module = importlib.import_module("kept_here")
    found = {"again": module.again(), "Model.made": module.Model.made, "settings.width": module.settings.width}
    found |= {name: getattr(module, name) for name in SHOWN if name not in found}
    assert {name: str(value) if isinstance(SHOWN[name], str) else value for name, value in found.items()} == SHOWN


def test_containers_and_counters_stay_the_objects_that_they_are(package):
    """Another module of the package may have imported them."""
    module = importlib.import_module("kept_here")
    names = ["ids", "options", "names", "seen", "last", "user"]
    before = [getattr(module, name) for name in names]
    for name, taken in zip(names, taken_elsewhere(package, [f"kept_here.{name}" for name in names]), strict=True):
        kept.put_kept(f"kept_here.{name}", taken)
    assert all(getattr(module, name) is value for name, value in zip(names, before, strict=True))


def test_a_generator_goes_on(package):
    """It draws what it would have drawn."""
    kept.put_kept("kept_here.generator", *taken_elsewhere(package, ["kept_here.generator"]))
    module = importlib.import_module("kept_here")
    expected = module.random.Random(1)
    expected.random()
    assert module.generator.random() == expected.random()


def test_what_cannot_be_carried_stays(package):
    """An object of any kind, a package that is not there, an attribute that is not there."""
    module = importlib.import_module("kept_here")
    thing = module.thing
    assert kept.take_kept("kept_here.thing") is None
    kept.put_kept("kept_here.thing", None)
    assert module.thing is thing
    assert kept.take_kept("kept_here.nothing.at.all") is None
    assert kept.take_kept("not_here_at_all.x") is None
    kept.put_kept("not_here_at_all.x", ("value", 1))


def test_what_a_table_has_for_an_object_goes_with_that(monkeypatch):
    """The numbers of a model's agents, which are counted in the class of these: other models' stay as they are."""
    package = types.ModuleType("kept_tables")
    package.ids = collections.defaultdict(itertools.count)
    monkeypatch.setitem(sys.modules, "kept_tables", package)
    one, other = Model(), Model()
    for model in (one, one, other):
        next(package.ids[model])
    found = kept.keyed(["kept_tables.ids"])
    make, arguments, state, _, _, put = kept.with_kept(one.__reduce_ex__(4), found[id(one)])
    made = make(*arguments)
    put(made, state)
    assert made.name == "a model"
    assert [next(package.ids[model]) for model in (made, one, other)] == [2, 2, 1]


class Model:
    def __init__(self) -> None:
        self.name = "a model"
