"""Changing an object in place makes a new version of every name that gives access to it."""

from pathlib import Path

import pytest

from tests.analysis.pipeline import codes, edge, edges, inputs, reasons

STEPS = "# %% [imports]\nimport random, copy, heapq\n# %% [step:a]\n{made}\n# %% [step:b]\n{change}\n# %% [step:c]\nprint(x)"


@pytest.mark.parametrize(
    ("made", "change"),
    [
        ("x = [1]", "x.append(2)"),
        ("x = [1]", "x += [2]"),
        ("x = [1]", "x[0] = 2"),
        ("x = [1]", "del x[0]"),
        ("x = [1]", "list.append(x, 2)"),
        ("x = [2, 1]", "x.sort()"),
        ("x = [2, 1]", "random.shuffle(x)"),
        ("x = [2, 1]", "heapq.heapify(x)"),
        ("x = [1][:]", "x.append(2)"),
        ("x = {}", "x['a'] = 1"),
        ("x = {}", "x |= {'a': 1}"),
        ("x = {}", "x.setdefault('a', []).append(1)"),
        ("x = {}", "for x['a'] in range(3): pass"),
        ("x = [[1]]", "for row in x: row.append(2)"),
        ("x = [[1]]", "[row.append(2) for row in x]"),
        ("x = [[1]]", "x[0].append(2)"),
        ("x = ([1], 2)", "x[0].append(2)"),
        ("x = [1]", "(lambda q: q.append(2))(x)"),
        ("x = [1]", "for f in [x.append]: f(2)"),
        ("x = [1]", "unknown = __import__('unknown')\nunknown.change(x)"),
        ("x = iter([1, 2])", "next(x)"),
        ("x = iter([1, 2])", "for _ in x: break"),
    ],
)
def test_a_change_in_place_is_a_new_version(made, change):
    """The next reader gets the object from the step that changed it."""
    text = STEPS.format(made=made, change=change)
    assert inputs(text, "c") == {"x": "b"}
    assert ("a", "b") in edges(text)


@pytest.mark.parametrize(
    "use",
    [
        "print(x[0], len(x), x)",
        "y = sorted(x)\ny.append(1)",
        "y = x[:]\ny.append(1)",
        "y = list(x)\ny.append(1)",
        "y = x + [1]\ny.append(1)",
        "y = copy.deepcopy(x)\ny.append(1)",
        "y = x.copy()\ny.append(1)",
        "y = [q for q in x]\ny.append(1)",
        "x.index(1)",
        "(lambda q: q + [2])(x)",
    ],
)
def test_a_use_that_changes_nothing_keeps_the_version(use):
    """The next reader gets the object from the step that made it, and does not wait for the one between."""
    text = STEPS.format(made="x = [1]", change=use)
    assert inputs(text, "c") == {"x": "a"}
    assert ("b", "c") not in edges(text)


def test_the_evidence_of_a_change_says_so():
    """The edge into the step that changes the object has the kind `mutated`."""
    text = STEPS.format(made="x = [1]", change="x.append(2)")
    assert ("x", "mutated") in reasons(text, "a", "b")
    assert reasons(text, "b", "c") == {("x", "read")}


def test_an_unknown_call_is_an_assumption():
    """What rests on not knowing a function is marked."""
    text = STEPS.format(made="x = [1]", change="unknown = __import__('unknown')\nunknown.change(x)")
    assert any(reason.assumed for reason in edge(text, "a", "b").evidence)
    assert all(reason.assumed for reason in edge(text, "b", "c").evidence)


def test_what_is_surely_changed_is_no_assumption():
    """An unknown call beside a sure change of the same variable makes nothing of it an assumption."""
    change = "unknown = __import__('unknown')\nunknown.change(x)\nx.append(1)"
    text = STEPS.format(made="x = [1]", change=change)
    assert not any(reason.assumed for reason in edge(text, "b", "c").evidence)


def test_a_function_that_changes_a_global_changes_it_where_it_is_called():
    """The call is the change, not the definition."""
    text = (
        "# %% [functions]\ndef grow():\n    x.append(2)\n# %% [step:a]\nx = [1]\n# %% [step:b]\ngrow()\n"
        "# %% [step:c]\nprint(x)"
    )
    assert inputs(text, "c") == {"x": "b"}


def test_a_global_statement_binds_outside():
    """`global` makes an assignment in a function one of the notebook's."""
    text = "# %% [step:a]\nn = 0\n# %% [step:b]\ndef up():\n    global n\n    n += 1\nup()\n# %% [step:c]\nprint(n)"
    assert inputs(text, "c") == {"n": "b"}
    assert inputs(text, "b") == {"n": "a"}


_CACHED = """
# %% [functions]
import functools
@functools.cache
def load(name):
    return [name]
# %% [step:a]
rows = load('x')
{change}
# %% [step:b]
print(load('x'))
"""


@pytest.mark.parametrize(("change", "told"), [("rows.append(1)", True), ("len(rows)", False)])
def test_a_changed_result_that_a_cache_keeps_is_told(change, told):
    """A later step has a cache of its own, with a result as it was; K310 names the cell that asks for it."""
    assert (("K310", 3) in codes(_CACHED.format(change=change))) is told


@pytest.mark.parametrize(
    ("setting", "drawing", "told"),
    [
        ("%matplotlib nbagg", "plt.plot(y)", True),
        ("%matplotlib nbagg", "sns.lineplot(y)", True),
        ("%matplotlib nbagg", "plt.savefig('a.png')", True),
        ("%config InlineBackend.close_figures = False", "plt.plot(y)", True),
        ("import matplotlib\nmatplotlib.use('Agg')", "plt.title('y')", True),
        ("%matplotlib nbagg", "plt.figure()\nplt.plot(y)", False),
        ("%matplotlib nbagg", "fig, ax = plt.subplots()\nax.plot(y)\nsns.lineplot(y, ax=ax)", False),
        ("%matplotlib nbagg", "plt.close('all')\nplt.plot(y)", False),
        ("%matplotlib nbagg\n%matplotlib inline", "plt.plot(y)", False),
        ("%matplotlib inline", "plt.plot(y)", False),
        ("", "plt.plot(y)", False),
    ],
)
def test_a_figure_that_an_earlier_step_has_left_open_is_told(setting, drawing, told):
    """It is open where the back end does not show and close it; K310 names the cell that draws on it."""
    text = (
        f"# %% [imports]\nimport matplotlib.pyplot as plt\nimport seaborn as sns\n{setting}\n"
        f"# %% [step:a]\ny = [1]\nplt.plot(y)\n# %%\nplt.plot(y)\n# %% [step:b]\n{drawing}\n"
    )
    assert [found for found in codes(text) if found[0] == "K310"] == [("K310", 4)] * told


_SETTING = "os.environ['MPLBACKEND'] = 'Agg'"
_IMPORTING = "import matplotlib.pyplot as plt"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (_SETTING, _IMPORTING, True),
        ("%env MPLBACKEND=Agg", _IMPORTING, True),
        (_IMPORTING, _SETTING, False),
        ("os.environ['DATA'] = 'Agg'", _IMPORTING, False),
        ("os.environ.setdefault('MPLBACKEND', 'Agg')", _IMPORTING, False),
    ],
)
def test_the_back_end_that_the_environment_tells_leaves_figures_open(first, second, told):
    """The variable counts where Matplotlib is imported after it has been set, and the kernel has one already."""
    text = (
        f"# %% [imports]\nimport os\n{first}\n{second}\n# %% [step:a]\nplt.plot([1])\n# %% [step:b]\nplt.title('y')\n"
    )
    assert (("K310", 3) in codes(text)) is told


@pytest.mark.parametrize(("how", "changes"), [("method='simulation'", True), ("method='analytic'", False), ("", False)])
def test_a_simulated_forecast_of_arch_draws_from_its_models_generator(how, changes):
    """What comes after it sees the model as it has left it; a forecast that is worked out changes nothing."""
    text = (
        "# %% [step:a]\nfrom arch import arch_model\nres = arch_model(y).fit()\n"
        f"# %% [step:b]\nres.forecast({how})\n# %% [step:c]\nres.forecast()\n"
    )
    assert (inputs(text, "c")["res"] == "b") is changes


def test_estimators_of_the_notebook_that_fit_others_are_followed_to_the_end():
    """Where one method calls itself for others, what it gives does not give access to its class."""
    text = (Path(__file__).parent / "cases" / "averaging-of-estimators.py").read_text()
    assert "K304" not in {found[0] for found in codes(text)}


def test_what_super_gives_in_a_small_class_is_followed_to_the_end():
    """Each call of `super()` gave another object once, of which the next call made more."""
    text = """
# %% [step:a]
from abc import ABC
class A(ABC):
    def __eq__(self, other): return True
class B(A):
    def go(self): return super().go()
    def __new__(cls): return super().__new__(cls)
# %% [step:b]
B().go()
"""
    assert "K304" not in {found[0] for found in codes(text)}


@pytest.mark.parametrize(
    "deep",
    [
        "s = " + " + ".join(["'a'"] * 900) + "\nx.append(len(s))",
        "if x == []:\n    t = 'a'" + ".replace('b', 'c')" * 900 + "\n    x.append(t)",
    ],
)
def test_what_is_nested_too_deep_to_be_followed_may_do_anything(deep):
    """It is told, and everything passes through its step."""
    text = f"# %% [step:a]\nx = []\n# %% [step:b]\n{deep}\n# %% [step:c]\nprint(x)"
    assert codes(text) == [("K304", 2)]
    assert inputs(text, "c") == {"x": "b"}


def test_calls_that_are_nested_too_deep_are_told():
    """Each function of a dozen calls the next within a long chain of methods."""
    chain = ".copy()" * 90
    functions = "".join(f"def f{n}(x): return g(f{n + 1}(x)){chain}\n" for n in range(12))
    text = f"# %% [step:a]\n{functions}def f12(x): return x\ndef g(x): return x\nx = {{}}\nf0(x)\n"
    assert codes(text) == [("K304", 1)]


def test_a_module_that_is_loaded_again_is_read():
    """`importlib.reload` comes after the cell that writes its file."""
    text = (
        "# %% [step:a]\n%%writefile settings.py\nx = 1\n# %% [step:b]\nimport settings, importlib\n"
        "# %% [step:c]\n%%writefile -a settings.py\ny = 1\n# %% [step:d]\nimportlib.reload(settings)\n"
    )
    assert {("a", "b"), ("b", "c"), ("c", "d")} <= edges(text)


def test_what_functools_makes_of_a_function_does_not_call_it():
    """A function that calls itself, decorated by what wraps it in another, is not called before it has its name."""
    text = """
# %% [step:a]
import functools
def memo(f):
    @functools.wraps(f)
    def inner(n): return f(n)
    return inner
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(3))
"""
    assert codes(text) == []


def test_what_is_given_up_on_a_path_that_raises_counts_on_all():
    """Calls are not followed any further inside of what raises; the names have a version of the step all the same."""
    text = """
# %% [step:s1]
class Typed:
    def __init__(self, t, default=None):
        self.t, self.default = t, default
    def __set_name__(self, owner, name):
        self.name = '_' + name
        owner.fields = getattr(owner, 'fields', ()) + (name,)
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return getattr(obj, self.name, self.default)
    def __set__(self, obj, v):
        if not isinstance(v, self.t): raise TypeError(f'{self.name[1:]}: {v!r}')
        setattr(obj, self.name, v)
        type(obj).writes += 1
# %% [step:s2]
class Point:
    writes = 0
    x = Typed(int, 0)
    y = Typed(int, 0)
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)
    def __iadd__(self, o):
        self.x += o.x; self.y += o.y
        return self
    def __repr__(self): return f'P({self.x},{self.y})'
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
# %% [step:s3]
p = Point(1, 2)
q = p
q += Point(1, 1)
p
# %% [step:s4]
q, Point.writes, Point.fields
# %% [step:s5]
q = q + Point(5, 5)
p, q
# %% [step:s6]
Point.writes
"""
    assert inputs(text, "s6")["Point"] == "s5"


@pytest.mark.parametrize(
    ("made", "change"),
    [
        ("x = [1]\nw = ipywidgets.IntSlider()\nw.observe(lambda change: x.append(change), 'value')", "w.value = 3"),
        ("x = [1]\nw = ipywidgets.IntSlider()\nipywidgets.interactive_output(x.append, {'x': w})", "w.value += 3"),
        (
            "x, w = ipywidgets.IntText(), ipywidgets.IntText()\nipywidgets.link((x, 'value'), (w, 'value'))",
            "w.value = 3",
        ),
        ("x = ipywidgets.Output()", "with x: print(1)"),
        ("x = ipywidgets.Output()\n@x.capture()\ndef f(): print(1)", "f()"),
        ("x = [1]\nw = Select()\nw.on_change('value', lambda *given: x.append(given))", "w.value = 'a'"),
        (
            "x = [1]\nf = go.Figure()\nf.layout.on_change(lambda *given: x.append(given), 'title')",
            "f.layout.title = 'a'",
        ),
        ("x = go.Figure()\nf = x.layout.xaxis", "f.title = 'a'"),
    ],
)
def test_setting_a_part_calls_who_observes_it(made, change):
    """What the observers of a widget, model or figure change reaches later steps, as does what a widget takes."""
    imports = "# %% [imports]\nimport ipywidgets, plotly.graph_objects as go\nfrom bokeh.models import Select\n"
    text = f"{imports}# %% [step:a]\n{made}\n# %% [step:b]\n{change}\n# %% [step:c]\nprint(x)"
    assert inputs(text, "c")["x"] == "b"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("traceback.print_exception(error)", True),
        ("print(traceback.format_exception(errors[0]))", True),
        ("print(error.__traceback__)", True),
        ("print(traceback.format_exception_only(error))", False),
        ("try: fail()\nexcept ValueError as new: traceback.print_exception(new)", False),
    ],
)
def test_where_a_kept_exception_was_raised_is_told(line, told):
    """A traceback is of the process that the exception was raised in; K310 names the later cell that shows it."""
    text = (
        "# %% [imports]\nimport traceback\n# %% [step:a]\ndef fail(): raise ValueError(1)\nerrors = []\nerror = None\n"
        f"try: fail()\nexcept ValueError as e: error = e; errors.append(e)\n# %% [step:b]\n{line}"
    )
    assert (("K310", 3) in codes(text)) is told
