"""What expressions make, and a later step changes, stays changed: they do not give what can be taken for a number."""

from __future__ import annotations

import pytest

from tests.analysis.simulation import compare
from tests.analysis.text import notebook

SETUP = """
import array, argparse, collections, copy, csv, datetime, functools, glob, heapq, inspect, itertools, json
import math, operator, os, pathlib, platform, re, shlex, statistics, string, sys, textwrap, types, urllib.parse
import numpy as np
import pandas as pd
text, n = "b,a c", 3
words = {"k": [1], "l": [2]}
arr = np.arange(6.)
m2 = arr.reshape(2, 3)
df = pd.DataFrame({"x": [1, 2, 2], "y": [4., 5., 6.], "s": ["a b", "c d", "e f"]})
df["d"] = pd.to_datetime(["2020-01-01", "2021-01-02", "2021-01-03"])
"""

LISTS = """
text.split(",")
list(text)
sorted(text)
[*text]
re.findall("[a-z]", text)
re.split(",", text)
text.splitlines()
text.encode().split()
sys.argv[1:]
os.listdir(".")
glob.glob("*")
sorted(os.listdir("."))
shlex.split(text)
n * [0]
[0] * n
[text] + [n]
list(range(n))
list(map(str, range(n)))
list(arr.shape)
df.x.tolist()
df.columns.tolist()
df.index.tolist()
df.x.unique().tolist()
df.values.tolist()
arr.tolist()
list(df)
list(df.x)
collections.Counter(text).most_common()
collections.Counter(text).most_common(2)
list(words)
list(words.values())
sorted(words)
sum([[1], [2]], [])
copy.copy([1])
json.loads("[1]")
list(zip(text, text))
[c for c in text]
list(csv.reader(["a,b"]))
textwrap.wrap(text, 2)
urllib.parse.parse_qsl("a=1")
list(itertools.accumulate(range(3)))
list(itertools.product(text, repeat=2))
statistics.multimode(text)
heapq.nsmallest(2, text)
df.groupby("x").size().tolist()
df.select_dtypes("number").columns.tolist()
list(df.groupby("x").groups)
df.x.to_list()
df.s.str.split().tolist()
df.s.str.split()[0]
df.s.str.split().iloc[0]
df.s[0].split()
df.loc[0, "s"].split()
df.at[0, "s"].split()
str(n).split()
repr(n).split()
f"{n} {n}".split()
"{} {}".format(n, n).split()
text.strip().split()
text.replace("a", "b").split(",")
(text + "x").split(",")
text[1:].split()
text.upper().lower().split()
",".join(words).split(",")
input.__name__.split("p")
type(n).__name__.split("n")
platform.python_version().split(".")
sys.version.split()
sys.version_info.__class__.__name__.split()
os.path.join("a", "b").split("/")
pathlib.Path("a/b").name.split(".")
list(pathlib.Path("a/b").parts)
pathlib.Path("a.b").stem.split(".")
datetime.date(2020, 1, 2).isoformat().split("-")
re.search("a", text).group().split()
list(re.search("(a)", text).groups())
max(text, text).split()
min([text]).split()
[text][0].split()
{"a": text}["a"].split()
next(iter([text])).split()
(lambda t: t.split())(text)
os.environ.get("HOME", "").split("/")
str(df.shape).split()
df.x.name.split("x")
df.columns[0].split("x")
df.dtypes["x"].name.split("x")
df.to_csv().splitlines()
df.to_string().split()
json.dumps(words).split()
string.ascii_letters.split("z")
list(string.digits)
math.pi.as_integer_ratio().__class__.__name__.split("u")
inspect.cleandoc(text).split()
arr.nonzero()[0].tolist()
np.where(arr > 2)[0].tolist()
list(np.unique(arr))
list(enumerate(text))
[i for i, c in enumerate(text)]
[[0] * n for _ in range(n)]
[[]] * n
"""

DICTIONARIES = """
dict.fromkeys(text, 0)
dict(zip(text, range(9)))
{c: 1 for c in text}
dict(a=1)
{**words}
words | {"m": 3}
words.copy()
collections.Counter(text)
json.loads("{}")
re.search("(?P<a>a)", text).groupdict()
os.environ.copy()
dict(os.environ.items())
df.x.to_dict()
df.to_dict()
df.to_dict("list")
df.x.value_counts().to_dict()
df.groupby("x").y.mean().to_dict()
df.dtypes.to_dict()
df.iloc[0].to_dict()
dict(df.x)
dict(collections.Counter(text))
collections.defaultdict(int, a=1)
urllib.parse.parse_qs("a=1")
vars(argparse.Namespace(a=1))
vars(types.SimpleNamespace(a=1))
dict(enumerate(text))
collections.ChainMap({}, words).new_child()
collections.OrderedDict(a=1)
copy.deepcopy(words)
eval("{}")
"""

ARRAYS = """
df.index.to_numpy(copy=True)
df.x.to_numpy(copy=True)
df.x.values.copy()
df.x.values + 1
np.array(df.x)
np.array(text.split(","), dtype=object)
np.zeros(n)
np.array(arr.shape)
np.asarray([1, 2])
np.fromstring("1 2", sep=" ")
df.shape[0] + np.zeros(2)
arr.cumsum()
arr + 1
-arr
arr.astype(int)
np.arange(arr.size)
m2.sum(axis=0)
m2.mean(0)
m2[0]
m2.T[0]
m2.T
np.linspace(0, 1, n)
np.sort(arr)
np.argsort(arr)
arr.argsort()
np.bincount([1, 2])
np.r_[1, 2]
np.c_[arr, arr]
np.meshgrid(arr, arr)[0]
np.histogram(arr)[0]
np.unique(arr, return_counts=True)[1]
np.linalg.norm(m2, axis=1)
arr.real
arr.flat[:]
np.ones_like(arr)
np.digitize(arr, [1, 2])
df.x.rank().to_numpy(copy=True)
df.index.get_indexer([1])
df.x.factorize()[0]
pd.factorize(df.x)[0]
pd.cut(df.y, 2).cat.codes.to_numpy(copy=True)
df.d.dt.year.to_numpy(copy=True)
df.columns.str.len().to_numpy(copy=True)
df.y.round().to_numpy(copy=True)
array.array("i", [1])
bytearray(3)
bytearray(text.encode())
collections.deque([1])
np.vectorize(len)(text.split(","))
np.searchsorted(arr, [1, 2])
np.frombuffer(b"abcd", dtype="u1").copy()
np.array([len(w) for w in text.split()])
df.duplicated().to_numpy(copy=True)
df.isna().values.copy()
np.dot(m2, m2.T)
m2 @ m2.T
abs(arr)
np.divmod(arr, 2)[0]
divmod(arr, 2)[0]
pow(arr, 2)
sum([arr, arr])
max([arr], key=len)
np.max(m2, axis=0)
m2.max(0)
df.y.values[::-1].copy()
operator.add(arr, 1)
functools.reduce(operator.add, [arr, arr])
np.nan_to_num(arr)
arr.round(1)
arr.clip(0, 1)
np.where(arr > 2, 1, 0)
"""

MASKS = """
df.index > 1
df.index == 1
df.index.isin([1])
df.columns == "x"
df.columns.isin(["x"])
df.columns.duplicated()
df.columns.str.startswith("x")
(df.x > 1).values.copy()
arr > 2
~(arr > 2)
(arr > 1) & (arr < 3)
np.isin(arr, [1])
np.isnan(arr)
df.index.notna()
df.d.dt.is_leap_year.to_numpy(copy=True)
"""

SERIES = """
df.x + 1
df.x > 1
df.dtypes.astype(str)
df.d.dt.year
df.d.dt.day
df.d.dt.day_of_week
df.d.dt.month_name()
df.d.dt.strftime("%Y")
df.s.str.len()
df.s.str.upper()
df.s.str[0]
df.s.str.get(0)
df.x.map({1: 2})
df.x.apply(lambda q: q + 1)
df.x.astype(float)
df.x.value_counts()
df.isna().sum()
df.memory_usage()
df.nunique()
df.count()
df[["x", "y"]].mean()
df[["x", "y"]].sum(axis=1)
df.groupby("x").size()
df.groupby("x").y.sum()
df.index.to_series()
df.columns.to_series()
df.x.diff()
df.x.shift()
df.x.rank()
df.x.isin([1])
df.x.between(1, 2)
df.x.cumsum()
df.x.where(df.x > 1)
df.x.mask(df.x > 1)
df.x.clip(0, 1)
df.x.rolling(2).mean()
df.x.expanding().sum()
df.x.sort_values()
df.x.sample(2, random_state=0)
df.x.head(2)
df.x.copy()
df["x"].rename("q")
pd.Series(arr)
pd.Series(text.split())
pd.Series(dict(a=1))
pd.to_numeric(df.x)
pd.to_datetime(df.d).dt.hour
pd.cut(df.y, 2).cat.codes
df.d - df.d.min()
(df.d - df.d.min()).dt.days
(df.d.max() - df.d).dt.total_seconds()
df.eval("x + y")
df.x.round()
abs(df.x)
-df.x
df.x % 2
df.x.mode()
df.describe().loc["mean"]
df.corr(numeric_only=True)["x"]
df.loc[df.x > 1, "y"]
df.iloc[0]
df.iloc[:, 0]
df.T[0]
df.stack()
df.melt().value
df.x.explode()
df.quantile([.5], numeric_only=True)["x"]
df.select_dtypes("number").max()
df.agg({"x": "sum", "y": "mean"})
df.x.agg(["sum", "min"])
df.apply(lambda r: r.x, axis=1)
df.pivot_table(index="x", values="y")["y"]
pd.concat([df.x, df.y])
pd.crosstab(df.x, df.s).iloc[0]
df.set_index("d").x
df.set_index("d").resample("D").x.sum()
pd.get_dummies(df.s).iloc[:, 0]
df.index.to_frame()[0]
df.nlargest(2, "x").x
df.x.replace(1, 3)
df.x.fillna(0)
df.x.drop_duplicates()
df.x.reset_index(drop=True)
df.reset_index()["index"]
df.index.value_counts()
df.columns.value_counts()
"""

SETS = """
set(text)
{*text}
set(words)
set(text) | {"m"}
set(text) - {"m"}
set(df.columns)
set(df.x)
words.keys() | set()
words.keys() - {"k"}
set(df.columns) - {"x"}
set(dir(n))
{c for c in text}
set(map(str, range(3)))
words.keys() & {"k"}
"""

CHANGES = {
    "{0}.append(9)": LISTS,
    '{0}["zz"] = 9': DICTIONARIES,
    "{0}[0] = 9": ARRAYS,
    "{0}[0] = not {0}[0]": MASKS,
    "{0}.iloc[0] = {0}.iloc[-1]": SERIES,
    '{0}.add("zz")': SETS,
}
"""How a variable is changed, and what it may be made by."""


@pytest.mark.parametrize("change", CHANGES)
def test_it_stays_changed(change: str) -> None:
    """Made in one step, changed in the next, shown in the third."""
    made = dict(enumerate(CHANGES[change].strip().splitlines()))
    show = "sorted(v{}, key=str)" if change.endswith('.add("zz")') else "v{}"
    steps = (
        "\n".join(f"v{number} = {expression}" for number, expression in made.items()),
        "\n".join(change.format(f"v{number}") for number in made),
        "\n".join(f"print({number}, {show.format(number)})" for number in made),
    )
    text = "".join(f"# %% [step:s{number}]\n{step}\n" for number, step in enumerate(steps))
    comparison = compare(notebook(f"# %% [imports]{SETUP}{text}"))
    assert not comparison.plain.error
    assert not comparison.wrong
