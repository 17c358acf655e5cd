"""What is known of packages that are not installed where the tests run: by the analysis alone."""

from __future__ import annotations

import pytest

from kale_converter.convert import convert
from tests.analysis.pipeline import codes, edges, inputs, outputs
from tests.analysis.text import notebook

CORRELATED = [
    "y = 2 * x + 1",
    "y = -x",
    "y = umath.sin(x)",
    "y = 0\ny += x",
    "y = sum([x, 1])",
    "y = abs(x)",
    "y = np.array([x, 1]).sum()",
    "y = np.sum(np.array([x, 1]))",
    "y = np.zeros(2, object)\ny[0] = x",
    "y = pd.Series([x, 1]).mean()",
]


@pytest.mark.parametrize("line", CORRELATED)
def test_numbers_with_errors_stay_correlated(line: str) -> None:
    """What is worked out of a number keeps it: a step gets both from one step, and a change of the one changes both."""
    text = f"""
# %% [imports]
import numpy as np, pandas as pd
from uncertainties import ufloat, umath
# %% [step:a]
x = ufloat(1, 0.1)
# %% [step:b]
{line}
# %% [step:c]
print(y - 2 * x)
# %% [step:d]
x.std_dev = 0.5
# %% [step:e]
print(y)
"""
    assert inputs(text, "c") == {"x": "b", "y": "b"}
    assert inputs(text, "e") == {"y": "d"}


SHARING = [
    "ds = da.to_dataset()",
    "ds = xr.Dataset({'t': da})",
    "ds = da.isel(x=0)",
    "ds = da.to_dataset().assign(u=2 * da)",
    "ds = da.rename('u').squeeze()",
    "ds = da.copy(deep=False)",
    "ds = da.variable",
]


@pytest.mark.parametrize("line", SHARING)
def test_views_of_xarray_share(line: str) -> None:
    """What a method gives without working anything out has the same memory, both ways."""
    text = f"""
# %% [imports]
import numpy as np, xarray as xr
# %% [step:a]
array = np.zeros((2, 3))
da = xr.DataArray(array, dims=('x', 'y'), name='t')
{line}
# %% [step:b]
da[0] = 9
# %% [step:c]
print(ds, array)
# %% [step:d]
ds[:] = 1
# %% [step:e]
print(da, array)
"""
    assert inputs(text, "c") == {"ds": "b", "array": "b"}
    assert inputs(text, "e") == {"da": "d", "array": "d"}


def test_what_xarray_works_out_is_new() -> None:
    """A mean or a sum shares nothing."""
    text = """
# %% [imports]
import xarray as xr
# %% [step:a]
da = xr.DataArray([1, 2])
m, n, c = da.mean(), da + 1, da.copy()
# %% [step:b]
da[0] = 9
# %% [step:c]
print(m, n, c)
"""
    assert inputs(text, "c") == {"m": "a", "n": "a", "c": "a"}


CHANGING = [
    ("G = nx.path_graph(4)", "nx.set_node_attributes(G, {0: 1}, 'rank')"),
    ("G = nx.path_graph(4)", "nx.add_path(G, [5, 6])"),
    ("G = nx.path_graph(4)", "nx.relabel_nodes(G, {0: 9}, copy=False)"),
    ("G = nx.utils.UnionFind('abc')", "G['new']"),
    ("G = nx.utils.UnionFind('abc')", "G.union('a', 'b')"),
    ("G = arch.bootstrap.IIDBootstrap(data)", "G.conf_int(len)"),
    ("G = Exchangeable()\nmodel = sm.GEE(data, data, cov_struct=G)", "model.fit()"),
]


@pytest.mark.parametrize(("make", "change"), CHANGING)
def test_what_calls_change(make: str, change: str) -> None:
    """A function or method changes what it is given, or what its object holds."""
    text = f"""
# %% [imports]
import arch.bootstrap
import networkx as nx
import statsmodels.api as sm
from statsmodels.genmod.cov_struct import Exchangeable
data = [1]
# %% [step:a]
{make}
# %% [step:b]
{change}
# %% [step:c]
print(G)
"""
    assert inputs(text, "c") == {"G": "b"}


def test_a_graph_holds_what_its_attributes_are_set_to() -> None:
    """They are stored together with it."""
    text = """
# %% [imports]
import networkx as nx
# %% [step:a]
G, marks = nx.path_graph(4), [1]
nx.set_node_attributes(G, marks, 'marks')
# %% [step:b]
marks.append(2)
# %% [step:c]
print(G.nodes[0])
"""
    assert outputs(text, "a") == [("G", "marks")]
    assert inputs(text, "c") == {"G": "b"}


UNSTORABLE = [
    "import networkx as nx\nv = nx.all_simple_paths(nx.path_graph(4), 0, 3)",
    "import networkx as nx\nv = nx.community.girvan_newman(nx.path_graph(4))",
    "import networkx as nx\nv = nx.path_graph(4).nbunch_iter()",
    "from dateutil.rrule import rrule, MONTHLY\nv = iter(rrule(MONTHLY, count=3))",
    "from shapely.prepared import prep\nv = prep(1)",
    "from numba.typed import Dict\nv = Dict.empty(int, int)",
    "from numba.experimental import jitclass\n@jitclass([])\nclass V:\n    pass\nv = V()",
    "from statsmodels.api import tsa\nv = tsa.SARIMAX([1]).simulation_smoother()",
    "import lightgbm as lgb\nv = lgb.Dataset([1])",
    "import xgboost as xgb\nv = xgb.QuantileDMatrix([1])",
    "import simpy\nv = simpy.Environment()",
    "import duckdb\nv = duckdb.sql('select 1')",
    "import duckdb\nv = duckdb.connect().sql('select 1').filter('true')",
    "import polars as pl\nv = pl.SQLContext()",
    "import polars as pl\nv = pl.col('a').map_elements(lambda n: n)",
    "import polars as pl\nv = pl.DataFrame({'a': [1]}).lazy().with_columns(pl.col('a').map_elements(lambda n: n))",
    "import sympy\nv = sympy.numbered_symbols('c')",
    "import cv2\nv = cv2.createCLAHE()",
    "import cv2\nv = cv2.ORB_create()",
    "import cv2\nv = cv2.ml.SVM_create()",
    "import cv2\nv = cv2.dnn.readNetFromONNX('a')",
    "from Bio import Align\nv = Align.PairwiseAligner().align('A', 'A')",
    "from Bio import SeqIO\nv = SeqIO.parse('a', 'fasta')",
    "import tensorflow as tf\nv = tf.data.Dataset.range(3).shuffle(2).batch(2)",
]


@pytest.mark.parametrize("lines", UNSTORABLE)
def test_what_cannot_be_handed_on(lines: str) -> None:
    """K401 tells it."""
    assert "K401" in {code for code, _ in codes(f"# %% [step:a]\n{lines}\n# %% [step:b]\nprint(v)\n")}


def test_iterators_of_graphs_go_on() -> None:
    """The neighbours of a node are an iterator of a dictionary, which the next step goes on with."""
    text = """
# %% [imports]
import networkx as nx
# %% [step:a]
v = nx.path_graph(4).neighbors(1)
# %% [step:b]
next(v)
# %% [step:c]
print([*v])
"""
    assert inputs(text, "c") == {"v": "b"}
    assert codes(text) == []


PATCHES = {
    "import pandas as pd\n@pd.api.extensions.register_series_accessor('fin')\nclass Fin:\n    pass": [3],
    "import xarray as xr\n@xr.register_dataset_accessor('fin')\nclass Fin:\n    pass": [3],
    "shown = get_ipython().display_formatter.formatters['text/plain']\nshown.for_type(int, str)": [4, 6],
    "import logging\nclass H(logging.Handler):\n    def emit(self, r): v.append(r)\nlogging.root.addHandler(H())": [
        3,
        4,
        5,
    ],
    "import io, logging\nv = io.StringIO()\nlogging.getLogger().addHandler(logging.StreamHandler(v))": [3, 4, 5],
    "def f(result): v.append(result)\nget_ipython().events.register('post_run_cell', f)": [3, 4, 5],
    "import codecs\ncodecs.register_error('fin', lambda e: ('?', e.end))": [6],
}


@pytest.mark.parametrize("lines", PATCHES)
def test_the_cells_that_a_setting_shows_in_are_named(lines: str) -> None:
    """An accessor by its name as an attribute, a formatter where values are shown, what is called by what it uses."""
    text = f"""
# %% [step:a]
v = [1]
# %% [step:b]
{lines}
# %% [step:c]
n = v[0].fin
# %% [step:d]
v
# %% [step:e]
print(v)
# %% [step:f]
"".encode("ascii", "fin")
"""
    found = [d for d in convert(notebook(text)).diagnostics if d.code == "K305"]
    assert [list(d.cells) for d in found] == [PATCHES[lines]]


WRITTEN_BY_OPENCV = [
    "cv2.fillPoly(img, [corners], 255)",
    "cv2.floodFill(other, img, (0, 0), 7)",
    "cv2.GaussianBlur(other, (3, 3), 0, img)",
    "cv2.add(other, 1, dst=img)",
    "cv2.grabCut(other, img, None, None, None)",
    "cv2.watershed(other, markers=img)",
    "cv2.randu(img, 0, 9)",
]


@pytest.mark.parametrize("line", WRITTEN_BY_OPENCV)
def test_opencv_writes_in_place(line: str) -> None:
    """It draws on images, fills masks, and writes results to the array for them; what was made of an image is new."""
    text = f"""
# %% [imports]
import cv2, numpy as np
# %% [step:a]
img, other, corners = np.zeros((9, 9)), np.ones((9, 9)), np.eye(3)
blurred = cv2.GaussianBlur(img, (3, 3), 0)
# %% [step:b]
{line}
# %% [step:c]
print(img, blurred, corners)
"""
    assert inputs(text, "c") == {"img": "b", "blurred": "a", "corners": "a"}


def test_random_numbers_of_opencv_are_of_the_process() -> None:
    """A cell that draws after another one is told, but for one that seeds first."""
    steps = ["cv2.setRNGSeed(3)", "cv2.randu(x, 0, 9)", "cv2.setRNGSeed(4)\ncv2.randn(x, 0, 9)"]
    blocks = "".join(f"# %% [step:s{place}]\n{step}\n" for place, step in enumerate(steps))
    assert codes(f"# %% [imports]\nimport cv2\nx = [0]\n{blocks}") == [("K310", 3)]


def test_settings_of_altair_and_dask_stay_in_their_step() -> None:
    """A theme, as a decorator and by a call, and what Dask calls as it computes."""
    text = """
# %% [imports]
import altair as alt
from dask.diagnostics import ProgressBar
# %% [step:a]
@alt.theme.register("mine", enable=True)
def mine(): return {}
# %% [step:b]
alt.theme.enable("dark")
# %% [step:c]
ProgressBar().register()
"""
    assert codes(text) == [("K305", 2), ("K305", 3), ("K305", 4)]


def test_charts_are_parts_of_what_is_made_of_them() -> None:
    """A change of a part is a change of the whole."""
    text = """
# %% [imports]
import altair as alt
# %% [step:a]
points, bars = alt.Chart("a"), alt.Chart("b")
both = points | bars
# %% [step:b]
points.title = "first"
# %% [step:c]
print(both)
"""
    assert inputs(text, "c") == {"both": "b"}


LAZY = [
    "lazy = bag.from_sequence(range(4)).map(lambda v: v * factor)",
    "lazy = array.ones(4).map_blocks(times)",
    "lazy = delayed(times)(3)",
    "@delayed\ndef thrice(v): return 3 * v * factor\nlazy = thrice(1) + 2",
]


@pytest.mark.parametrize("make", LAZY)
def test_dask_calls_functions_where_it_computes(make: str) -> None:
    """They read their globals there."""
    text = f"""
# %% [imports]
from dask import array, bag, delayed
# %% [step:a]
factor = 1
def times(v): return v * factor
{make}
# %% [step:b]
factor = 10
# %% [step:c]
print(lazy.compute())
"""
    assert inputs(text, "c")["factor"] == "b"


def test_quantities_of_pint_share_their_registry() -> None:
    """What is set in the registry is so for all that was made of it; `second` is a unit and no number."""
    text = """
# %% [imports]
import pint
import numpy as np
# %% [step:a]
ureg = pint.UnitRegistry()
q, array = 3 * ureg.meter, np.array([1]) * ureg.second
both = q / array
# %% [step:b]
ureg.formatter.default_format = '~P'
# %% [step:c]
print(q, array, both)
"""
    assert inputs(text, "c") == {"q": "b", "array": "b", "both": "b"}


MODELS = [
    ("import pulp", "x = pulp.LpVariable('x')", "lp = pulp.LpProblem('p')\nlp += x <= 5", "lp.solve()"),
    ("import pulp", "x = pulp.LpVariable('x')", "lp = pulp.LpProblem('p')\nlp.addConstraint(2 * x >= 1)", "lp.solve()"),
    ("import pulp", "x = pulp.LpVariable.dicts('x', 'ab')", "lp = pulp.LpProblem('p')\nlp += pulp.lpSum(x)", "lp.solve()"),
    ("import cvxpy as cp", "x = cp.Variable()", "lp = cp.Problem(cp.Minimize((x - 1) ** 2), [x >= 2])", "lp.solve()"),
    ("import gurobipy as gp", "lp = gp.Model()\nx = lp.addVar()", "lp.addConstr(-x <= 1)", "lp.optimize()"),
]  # fmt: skip


@pytest.mark.parametrize(("imports", "variable", "model", "solve"), MODELS)
def test_models_hold_their_variables(imports: str, variable: str, model: str, solve: str) -> None:
    """What is worked out or compared of a variable holds it: solving a model changes it."""
    text = f"""
# %% [imports]
{imports}
# %% [step:a]
{variable}
# %% [step:b]
{model}
# %% [step:c]
{solve}
# %% [step:d]
print(x)
"""
    assert inputs(text, "d") == {"x": "c"}


def test_a_parameter_of_a_model_changes_the_model() -> None:
    """And the other way round."""
    text = """
# %% [imports]
import cvxpy as cp
# %% [step:a]
x, gamma = cp.Variable(), cp.Parameter()
model = cp.Problem(cp.Minimize(cp.square(x - gamma)))
# %% [step:b]
gamma.value = 2
# %% [step:c]
model.solve()
"""
    assert inputs(text, "c") == {"model": "b"}


def test_what_a_query_gives_can_be_handed_on() -> None:
    """Unlike the query."""
    text = """
# %% [step:a]
import duckdb, polars as pl
df = duckdb.sql('select 1').df()
rows = duckdb.connect().execute('select 1').fetchall()
out = pl.scan_csv('a.csv').with_columns(pl.col('a').map_elements(lambda n: n)).collect()
# %% [step:b]
print(df, rows, out)
"""
    assert "K401" not in {code for code, _ in codes(text)}


QUERIES = [
    "duckdb.sql('select sum(n) from sales').df()",
    "duckdb.query(query='select sum(n) from sales').df()",
    "duckdb.connect().execute(f'select sum(n) from {table}').df()",
    "pl.sql('select sum(n) from sales').collect()",
    "pl.SQLContext(register_globals=True)",
    "sqldf('select sum(n) from sales')",
    "ask('sales')",
]


@pytest.mark.parametrize("line", QUERIES)
def test_frames_that_sql_names_are_read(line: str) -> None:
    """By a text, or by any where it is computed, in the cell or in a function that it calls."""
    text = f"""
# %% [imports]
import duckdb, polars as pl, pandas as pd
from pandasql import sqldf
table = 'sales'
def ask(name):
    return duckdb.sql('select * from ' + name).df()
# %% [step:a]
sales = pd.DataFrame({{'n': [1]}})
# %% [step:b]
print({line})
"""
    assert inputs(text, "b") == {"sales": "a"}


CONNECTED = {
    "duckdb.sql('create table t (a int)')": [2],
    "duckdb.execute('insert into t values (1)')": [2],
    "duckdb.sql('select 1; drop table t')": [2],
    "duckdb.register('t', [1])": [2],
    "duckdb.sql('  (SELECT 1)')": None,
    "duckdb.connect('a.db').execute('create table t (a int)')": None,
}


@pytest.mark.parametrize("line", CONNECTED)
def test_what_is_put_into_the_own_connection_of_duckdb(line: str) -> None:
    """K305 names the cells that use DuckDB later."""
    text = f"# %% [step:a]\nimport duckdb\n{line}\n# %% [step:b]\nprint(duckdb.sql('select * from t').df())\n"
    found = [d for d in convert(notebook(text)).diagnostics if d.code == "K305" and "connection" in d.message]
    assert [list(d.cells) for d in found] == ([CONNECTED[line]] if CONNECTED[line] else [])


DRAWS = {
    "SMOTE().fit_resample(X, y)": True,
    "make_pipeline(RandomUnderSampler(), 1).fit(X, y)": True,
    "SMOTE(random_state=1).fit_resample(X, y)": False,
    "TomekLinks().fit_resample(X, y)": False,
    "lightgbm.LGBMClassifier(subsample=0.5).fit(X, y)": False,
    "xgboost.XGBClassifier(subsample=0.5).fit(X, y)": False,
}


@pytest.mark.parametrize("line", DRAWS)
def test_samplers_draw_from_the_generator_of_numpy(line: str) -> None:
    """Unless they have a seed, or draw nothing; gradient boosting has seeds of its own."""
    text = f"""
# %% [imports]
import lightgbm, xgboost
import numpy as np
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import RandomUnderSampler, TomekLinks
from imblearn.pipeline import make_pipeline
X, y = [1], [1]
# %% [step:a]
np.random.seed(0)
# %% [step:b]
{line}
# %% [step:c]
np.random.rand()
"""
    assert (("b", "c") in edges(text)) == DRAWS[line]


VARIABLES = ["sp.var('k m')", "sp.var('k, m,', real=True)", "sp.var(f'k{1}')", "sp.var('k:m')", "make()"]


@pytest.mark.parametrize("line", VARIABLES)
def test_symbols_that_sympy_binds(line: str) -> None:
    """`var` binds names of the notebook: those of its text, any where that is computed or stands for several."""
    text = f"""
# %% [imports]
import sympy as sp
def make(): sp.var("k m")
# %% [step:a]
{line}
# %% [step:b]
print(k + m)
"""
    assert inputs(text, "b") == {"k": "a", "m": "a"}
    assert codes(text) == []


def test_boosters_and_frames_that_are_changed() -> None:
    """A booster of an estimator is the estimator's; a frame of polars is changed in place where that is asked for."""
    text = """
# %% [imports]
import polars as pl, xgboost as xgb
# %% [step:a]
model, df = xgb.XGBClassifier().fit([1], [1]), pl.DataFrame({'a': [1]})
# %% [step:b]
booster = model.get_booster()
# %% [step:c]
booster.feature_names = ['u']
df.vstack(df, in_place=True)
# %% [step:d]
print(model.get_booster().feature_names, df)
"""
    assert inputs(text, "d") == {"model": "c", "df": "c"}


def test_arrays_of_arrow_that_look_at_arrays() -> None:
    """They share memory, which is not handed on: K305 tells where an array is changed in another step."""
    text = """
# %% [step:a]
import numpy as np, pyarrow as pa
a = np.zeros(3)
t, u = pa.table({'a': a}), pa.array([1, 2])
# %% [step:b]
a[0] = 1
# %% [step:c]
print(t)
# %% [step:d]
print(u)
"""
    found = [d for d in convert(notebook(text)).diagnostics if d.code == "K305"]
    assert [list(d.cells) for d in found] == [[3]]


def test_a_database_is_a_file() -> None:
    """What is made with its address uses it from then on, in the order of the notebook."""
    text = (
        "# %% [imports]\nimport optuna, pandas as pd\n"
        "# %% [step:a]\none = optuna.create_study(study_name='a', storage='sqlite:///x.db')\n"
        "# %% [step:b]\ntwo = optuna.create_study(study_name='b', storage='sqlite:///x.db')\n"
        "# %% [step:c]\nprint(one.best_value)\n# %% [step:d]\nprint(two.trials)\n"
        "# %% [step:e]\ndf = pd.read_sql('trials', 'sqlite:///x.db')\n# %% [step:f]\nprint(df.head())\n"
        "# %% [step:g]\nother = optuna.create_study(storage='sqlite:///:memory:')"
    )
    assert {("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")} <= edges(text)
    assert {source for source, target in edges(text) if target in {"f", "g"}} == {"e"}


MEMBERS = [
    ("from sympy.assumptions import global_assumptions, Q, ask\nimport sympy", "global_assumptions.add(Q.x(1))", "sympy.ask()"),
    ("import plotly.express as px", "colors = px.colors.qualitative.Set1\ncolors.append('x')", "px.colors.qualitative.Set1"),
    ("import plotly.express as px", "last = px.colors.qualitative.Set1.pop()", "px.colors.qualitative.Set1"),
    ("import nltk", "nltk.data.path.append('here')", "nltk.data.find('x')"),
    ("import mimetypes", "mimetypes.types_map.update(x=1)", "mimetypes.types_map"),
    ("from bokeh.io import curdoc", "curdoc().add_root(1)", "curdoc().roots"),
    ("from bokeh.plotting import curdoc", "doc = curdoc()\ndoc.title = 'x'", "curdoc().title"),
    ("from pandera import extensions", "@extensions.register_check_method(statistics=['m'])\ndef f(s, m): pass", "extensions.x"),
    ("from pandera import extensions", "@extensions.register_check_method\ndef f(s): pass", "extensions.x"),
]  # fmt: skip


@pytest.mark.parametrize(("imports", "line", "use"), MEMBERS)
def test_what_a_package_has_is_changed_under_any_name(imports: str, line: str, use: str) -> None:
    """By a method of it, or by what registers a function: K305 names the cells that use the package later."""
    text = f"# %% [imports]\n{imports}\n# %% [step:a]\n{line}\n# %% [step:b]\nprint({use})\n# %% [step:c]\nprint(1)"
    (found,) = [d for d in convert(notebook(text)).diagnostics if d.code == "K305"]
    assert (found.span.cell if found.span else None, found.cells) == (2, (3,))


@pytest.mark.parametrize(
    "line",
    [
        "jnp.sort(x)", "jnp.append(x, 1)", "np.ma.sort(x)", "np.char.add('a', 'b')", "np.ndarray.sort(x)",
        "collections.deque.append(d, 1)", "pd.DataFrame.pop(df, 'a')", "os.environ.pop('x', None)",
        "sys.path.append('x')", "plt.rcParams.update(a=1)", "np.random.shuffle(x)", "LIST.append(1)",
        "logging.root.handlers.clear()", "@keras.saving.register_keras_serializable()\nclass C: pass", "@jax.tree_util.register_pytree_node_class\nclass C: pass", "@functools.singledispatch\ndef f(x): pass",
    ],
)  # fmt: skip
def test_functions_of_a_module_change_nothing_in_it(line: str) -> None:
    """Nor do methods that are taken from a class; some members are carried."""
    text = (
        "# %% [imports]\nimport collections, functools, logging, os, sys, jax, keras, jax.numpy as jnp, numpy as np, pandas as pd\n"
        "from matplotlib import pyplot as plt\nfrom settings import LIST\n"
        "# %% [step:a]\nx = np.zeros(3)\nd = collections.deque()\ndf = pd.DataFrame({'a': [1]})\n"
        f"# %% [step:b]\n{line}\n# %% [step:c]\nprint(x)"
    )
    assert "K305" not in {code for code, _ in codes(text)}


@pytest.mark.parametrize("make", ["@numba.njit", "@njit", "@jax.jit", "@numba.jit(nopython=True)"])
@pytest.mark.parametrize(("between", "told"), [("k = 2", [("K310", 5)]), ("import numpy as np", []), ("z = 2", [])])
def test_what_a_function_was_compiled_with(make: str, between: str, told: list[tuple[str, int]]) -> None:
    """The globals of its first call stay in it, which another process does not know."""
    text = (
        "# %% [imports]\nimport jax, numba, numpy as np\nfrom numba import njit\n"
        f"# %% [step:a]\nk = 1\n{make}\ndef f(x): return np.abs(x) + k\n"
        f"# %% [step:b]\nf(1)\n# %% [step:c]\n{between}\n# %% [step:d]\nf(1)"
    )
    assert [found for found in codes(text) if found[0] == "K310"] == told


@pytest.mark.parametrize(("make", "given"), [("@numba.njit('f8(f8)')", {"k": "a"}), ("@numba.njit", {})])
def test_a_function_with_given_types_is_compiled_at_once(make: str, given: dict[str, str]) -> None:
    """Then its globals are needed where it is defined, and otherwise where it is called."""
    text = (
        "# %% [imports]\nimport numba\n# %% [step:a]\nk = 1\n"
        f"# %% [step:b]\n{make}\ndef f(x): return x + k\n# %% [step:c]\nprint(f(1))"
    )
    assert inputs(text, "b") == given
    assert inputs(text, "c") == {"f": "b", "k": "a"}
