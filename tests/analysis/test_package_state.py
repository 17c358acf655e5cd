"""What a package keeps to itself is found in its text, with the names of those who change and read it."""

import pytest

from kale_converter.analysis.package_state import kept_by
from kale_converter.convert import convert
from tests.analysis.text import notebook


def kept(**modules):
    """What the package `p` keeps whose modules have these texts; `init` is its own."""
    texts = {"p" if name == "init" else f"p.{name}": (text, name == "init") for name, text in modules.items()}
    return kept_by("p", texts)


COUNTED = "_n = 0\ndef make():\n    global _n\n    _n += 1\n    return _n\n"


def test_a_counter_is_kept():
    """Who makes something by way of others counts as well, who makes nothing does not."""
    found = kept(
        init="from .a import make, look\n",
        a=f"{COUNTED}def two():\n    return make(), make()\ndef look():\n    return 1\n",
    )
    assert dict(found.changed) == {"make": ("p.a._n",), "two": ("p.a._n",)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("import itertools\n_ids = itertools.count()\ndef f():\n    return next(_ids)\n", "p._ids"),
        ("import itertools\nclass C:\n    n = itertools.count()\n    def f(self):\n        return next(self.n)\n", "p.C.n"),
        ("import itertools\nfrom collections import defaultdict\nclass C:\n    ids = defaultdict(itertools.count)\n    def f(self, k):\n        return next(self.ids[k])\n", "p.C.ids"),
        ("import itertools\n_next = itertools.count().__next__\ndef f():\n    return _next()\n", "p._next"),
        ("class C:\n    n = 0\n    @classmethod\n    def f(cls):\n        cls.n += 1\n", "p.C.n"),
        ("class C:\n    n = 0\n    def f(self):\n        type(self).n += 1\n", "p.C.n"),
        ("class C:\n    n = 0\n    def f(self):\n        self.__class__.n = 2\n", "p.C.n"),
        ("class C:\n    __n = 0\n    def f(self):\n        C.__n = 2\n", "p.C._C__n"),
        ("class C:\n    all = []\n    def f(self):\n        self.all.append(1)\n", "p.C.all"),
        ("class C:\n    n = 0\nclass D(C):\n    def f(self):\n        D.n = 2\n", "p.C.n"),
        ("defaults = {}\ndef f(key, value):\n    if key not in defaults:\n        raise KeyError\n    defaults[key] = value\n", "p.defaults"),
        ("names = {}\ndef f(name):\n    if name in names:\n        names[name] += 1\n    return names[name]\n", "p.names"),
        ("class O:\n    width = 8\noptions = O()\ndef f():\n    options.width = 9\n", "p.options.width"),
        ("unit = 'm'\ndef f(u):\n    global unit\n    unit = u\n", "p.unit"),
        ("from random import Random\n_r = Random(1)\ndef f():\n    return _r.random()\n", "p._r"),
    ],
)  # fmt: skip
def test_what_is_kept(text, place):
    """Counters, settings and containers, in modules, classes and objects that a module makes."""
    found = kept(init=text)
    assert found.places == (place,)
    assert "f" in found.changed or ".f" in found.changed


@pytest.mark.parametrize(
    "text",
    [
        "import functools\n@functools.cache\ndef f(x):\n    return x\n",
        "_cache = {}\ndef f(x):\n    _cache[x] = 1\n",
        "_found = {}\ndef f(x):\n    if x not in _found:\n        _found[x] = x + 1\n    return _found[x]\n",
        "_all = None\ndef f():\n    global _all\n    if _all is None:\n        _all = [1]\n    return _all\n",
        "class C:\n    n = 0\n    def f(self):\n        self.n += 1\n",
        "class C:\n    all = []\n    def __init__(self):\n        self.all = []\n    def f(self):\n        self.all.append(1)\n",
        "n = [k for k in range(3)]\ndef f():\n    k = {}\n    k[1] = 2\n    return [k for k in n]\n",
        "table = {}\nfor k in range(3):\n    table[k] = k\n",
        "class C:\n    def __init_subclass__(cls):\n        cls.n = 1\n",
        "class View:\n    pass\nclass C:\n    adj = View()\n    def f(self):\n        self.adj[1] = 2\n",
        "model = Model()\ndef f():\n    model.fit(1)\n",
        "import os\ndef f():\n    os.umask = 1\n",
        "def f(:\n",
    ],
)
def test_what_is_not_kept(text):
    """What is made when it is first needed, caches, what objects have for themselves, what only importing does."""
    assert kept(init=text).places == ()


def test_names_lead_to_what_they_were_imported_from():
    """Through relative imports, imports of modules and stars."""
    counted = "n = 0\n"
    uses = "def f():\n    a.n = 1\n"
    assert kept(init="", a=counted, b=f"from . import a\n{uses}").places == ("p.a.n",)
    assert kept(init="", a=counted, b=f"import p.a as a\n{uses}").places == ("p.a.n",)
    assert kept(init="from .a import *", a="class C:\n    n = 0\n", b="import p\ndef f():\n    p.C.n = 1\n").places == (
        "p.a.C.n",
    )


def test_a_class_is_made_by_its_bases_too():
    """Making one calls its own or its base's `__init__`; a method of Python's own objects says nothing."""
    base = "class A:\n    n = 0\n    def __init__(self):\n        A.n += 1\n    def copy(self):\n        return A()\n"
    found = kept(init=f"{base}class B(A):\n    pass\ndef look(x):\n    return x.copy()\ndef make():\n    return B()\n")
    assert {"A", "B", "make", ".copy"} <= found.changed.keys()
    assert "look" not in found.changed


def test_operators_are_methods():
    """Of the package's own objects, wherever two things meet that are no constants."""
    text = "class A:\n    n = 0\n    def __mul__(self, other):\n        A.n += 1\n"
    found = kept(init=f"{text}def twice(x):\n    return x * 2\ndef product(x, y):\n    return x * y\n")
    assert set(found.changed) == {".__mul__", "product"}


def test_reading_is_told_from_changing():
    """Of a setting, by name, in all that leads to it."""
    found = kept(
        init="unit = 'm'\ndef use(u):\n    global unit\n    unit = u\ndef show():\n    return unit\ndef page():\n    return show()\n"
    )
    assert set(found.changed) == {"use"}
    assert {"show", "page"} <= set(found.read)


def test_drawing_from_a_generator_that_all_share():
    """It counts as keeping, under the generator's name, which is no name of the package; its own generator does not."""
    found = kept(
        init="import numpy as np\nfrom random import shuffle\ndef mix(x):\n    shuffle(x)\ndef noise(n):\n"
        "    return np.random.normal(size=n)\ndef both(n):\n    return mix(noise(n))\n"
        "def own(n):\n    return np.random.default_rng(1).normal(size=n)\n"
    )
    assert dict(found.changed) == {"both": ("numpy.random", "random"), "mix": ("random",), "noise": ("numpy.random",)}
    assert found.named("random") == ()


def test_drawing_with_matplotlib_reads_its_settings():
    """By its name, by methods that hardly others have, and by way of others; what draws nothing does not."""
    found = kept(
        init="import matplotlib.pyplot as plt\ndef gang(x):\n    return plt.subplots()\ndef four(x):\n    return gang(x)\n"
        "def label(ax):\n    ax.set_xlabel('x')\ndef curve(fit):\n    return fit.plot()\ndef fit(x):\n    return x\n"
    )
    assert dict(found.read) == dict.fromkeys(("curve", "four", "gang", "label"), ("matplotlib",))
    assert found.places == ()


def test_another_name_of_a_function_leads_to_it():
    """Also one that a call makes of it, and a method's; a name that functions rebind is kept as well."""
    made = kept(
        init=f"from functools import partial\n{COUNTED}new = make\nsome = partial(make, 1)\nclass C:\n"
        "    def add(self):\n        return make()\n    plus = add\ndef use():\n    return new()\n"
    )
    assert set(made.changed) == {"make", "new", "some", "use", ".add", ".plus"}
    rebound = kept(init="def one():\n    pass\nf = one\ndef choose(g):\n    global f\n    f = g\n")
    assert rebound.places == ("p.f",)


@pytest.mark.parametrize(("setting", "is_told"), [("p.fonts.default = 1", True), ("p.colours.default = 1", False)])
def test_what_only_has_the_same_name_is_not_kept(setting, is_told):
    """K305 tells of what is set in another object, as it is not handed on."""
    text = "class O:\n    default = 1\ncolours, fonts = O(), O()\ndef f():\n    colours.default = 2\n"
    cells = notebook(f"# %% [imports]\nimport p\n# %% [step:a]\n{setting}\n")
    found = convert(cells, kept={"p": kept(init=text)}).diagnostics
    assert ("K305" in {d.code for d in found}) is is_told
