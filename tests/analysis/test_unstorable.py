"""Values that cannot be handed to another step are known by what makes them."""

from __future__ import annotations

import importlib
import tempfile

import cloudpickle
import pytest

from kale_converter.analysis.unstorable import UNSTORABLE
from tests.analysis.pipeline import codes

ARGUMENTS = {
    "threading.Timer": "1, print", "multiprocessing.Barrier": "2",
    "multiprocessing.Value": "'i'", "multiprocessing.Array": "'i', 2", "subprocess.Popen": "['true']",
    "csv.reader": "['a']", "csv.DictReader": "['a']", "csv.writer": "__import__('io').StringIO()",
    "csv.DictWriter": "__import__('io').StringIO(), ['a']", "mmap.mmap": "-1, 10", "sqlite3.connect": "':memory:'",
    "contextvars.ContextVar": "'a'", "hashlib.new": "'md5'",
    "logging.FileHandler": "FILE", "os.scandir": "'/'", "os.walk": "'/'", "glob.iglob": "'*'",
    "re.finditer": "'a', 'b'", "gzip.open": "FILE, 'w'", "bz2.open": "FILE, 'w'", "bz2.BZ2File": "FILE, 'w'",
    "gzip.GzipFile": "FILE, 'w'", "lzma.open": "FILE, 'w'", "lzma.LZMAFile": "FILE, 'w'", "tarfile.open": "FILE, 'w'",
    "tarfile.TarFile": "FILE, 'w'", "zipfile.ZipFile": "FILE, 'w'", "ssl.SSLContext": "2",
    "logging.handlers.RotatingFileHandler": "FILE", "logging.handlers.TimedRotatingFileHandler": "FILE",
    "io.TextIOWrapper": "__import__('io').BytesIO()", "os.fwalk": "'/'", "itertools.pairwise": "[]", "concurrent.futures.as_completed": "[]",
    "xml.etree.ElementTree.iterparse": "__import__('io').BytesIO(b'<a/>')", "io.open": "FILE, 'w'", "os.fdopen": "__import__('os').dup(1), 'w'", "os.popen": "'true'",
}  # fmt: skip
APART = {
    "multiprocessing.Manager", "multiprocessing.Pool", "multiprocessing.pool.ThreadPool", "socket.create_connection",
    "urllib.request.urlopen", "asyncio.create_task", "asyncio.ensure_future", "asyncio.get_running_loop",
    "asyncio.get_event_loop", "tkinter.Tk", "tkinter.Toplevel", "select.epoll", "multiprocessing.Process",
    "weakref.finalize",
}  # fmt: skip
"""Of Python's own, those that need a process, a network, a loop or a screen of their own; the last is stored dead."""


def _of_python() -> list[str]:
    import sys

    return sorted(
        path for path in UNSTORABLE if path.partition(".")[0] in sys.stdlib_module_names and path not in APART
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", _of_python())
def test_what_python_makes_there_cannot_be_pickled(path: str) -> None:
    """The table says so; here it is tried."""
    module, _, name = path.rpartition(".")
    with tempfile.NamedTemporaryFile() as file:
        namespace = {"make": getattr(importlib.import_module(module), name), "FILE": file.name}
        made = eval(f"make({ARGUMENTS.get(path, '')})", namespace)
        with pytest.raises(Exception, match=r"."):
            cloudpickle.dumps(made)
        if hasattr(made, "close"):
            made.close()


COUNTER = "class Counter:\n    def __init__(self):\n        self.thread = threading.Thread()"
ENTERED = "@contextlib.contextmanager\ndef entered(): yield 1\nx = contextlib.ExitStack()\nx.enter_context(entered())"


def _handed_on(imports: str, made: str) -> list[str]:
    text = f"# %% [imports]\n{imports}\n# %% [step:make]\n{made}\n# %% [step:use]\nprint(x)"
    return [code for code, _ in codes(text) if code in {"K401", "K402"}]


@pytest.mark.parametrize(
    ("imports", "made"),
    [
        ("import multiprocessing", "x = multiprocessing.Lock()"),
        ("from queue import SimpleQueue", "x = SimpleQueue()"),
        ("import weakref", "class C: pass\nc = C()\nx = weakref.finalize(c, print)"),
        ("import zlib", "x = zlib.compressobj()"),
        ("from scipy.spatial import Delaunay", "x = Delaunay([[0, 0], [1, 0], [0, 1]], incremental=True)"),
        ("import io", "x = io.BytesIO(b'a').getbuffer()"),
        ("import io", "x = io.TextIOWrapper(io.BytesIO())"),
        ("import sqlite3", "x = sqlite3.connect('a.db').cursor()"),
        ("import psycopg2", "x = psycopg2.connect('dbname=a')"),
        ("from sqlalchemy import create_engine", "engine = create_engine('sqlite://')\nx = engine.connect()"),
        ("from sqlalchemy.orm import declarative_base", "x = declarative_base()"),
        ("from sqlalchemy.orm import DeclarativeBase", "class Base(DeclarativeBase): pass\nclass x(Base): pass"),
        ("from sqlalchemy.orm import declarative_base", "class User(declarative_base()): pass\nx = User()"),
        ("from sqlalchemy.orm import registry", "class x: pass\nregistry().map_imperatively(x, 1)"),
        ("from sqlalchemy.orm import sessionmaker", "x = sessionmaker()"),
        ("from tinydb import TinyDB", "x = TinyDB('d.json')"),
        ("from pyspark.sql import SparkSession", "x = SparkSession.builder.appName('a').getOrCreate()"),
        (
            "from pyspark.sql import SparkSession",
            "spark = SparkSession.builder.getOrCreate()\nx = spark.read.csv('a.csv').select('b')",
        ),
        ("import tensorflow as tf", "x = tf.compat.v1.Session()"),
        ("from selenium import webdriver", "x = webdriver.Chrome()"),
        ("import h5py", "x = h5py.File('a.h5')"),
        ("", "x = (n for n in range(3))"),
        ("", "x = (lambda: (yield 1))()"),
        ("import re", "x = re.finditer('a', 'banana')"),
        ("from sklearn.ensemble import AdaBoostClassifier", "x = AdaBoostClassifier().fit(X, y).staged_predict(X)"),
        ("import pandas as pd", "x = iter(pd.DataFrame({'a': [1]}).groupby('a'))"),
        ("import asyncio", "async def f(): pass\nx = f()"),
        ("import heapq", "x = heapq.merge([1], [2])"),
        ("import asyncio", "async def f(): yield 1\nx = f()"),
        ("", "class C:\n    def __iter__(self): yield 1\nx = iter(C())"),
        ("from collections import UserList", "x = iter(UserList([1]))"),
        ("from collections import UserList", "class C(UserList): pass\nx = enumerate(C([1]))"),
    ],
)
def test_handing_it_on_is_refused(imports: str, made: str) -> None:
    """Before the run."""
    assert _handed_on(imports, made) == ["K401"]


@pytest.mark.parametrize(
    ("imports", "made"),
    [
        ("import subprocess", "process = subprocess.Popen(['ls'])\nx = process.returncode"),
        ("import multiprocessing", "shared = multiprocessing.Array('i', 3)\nx = shared[0]"),
        ("import multiprocessing", "shared = multiprocessing.Value('i')\nx = shared.value"),
        ("import sqlite3", "connection = sqlite3.connect('a.db')\nx = connection.execute('select 1').fetchall()"),
        ("import sqlite3, pandas as pd", "x = pd.read_sql('select 1', sqlite3.connect('a.db'))"),
        ("import hashlib", "x = hashlib.sha256(b'a').hexdigest()"),
        ("import re", "x = [match.start() for match in re.finditer('a', 'banana')]"),
        ("import re", "for x in re.finditer('a', 'banana'):\n    pass"),
        ("from concurrent.futures import ThreadPoolExecutor",
         "with ThreadPoolExecutor() as pool:\n    x = list(pool.map(abs, [1, 2]))"),
        ("from concurrent.futures import ThreadPoolExecutor",
         "pool = ThreadPoolExecutor()\nx = [future.result() for future in [pool.submit(abs, 1)]]"),
        ("import csv", "with open('a') as file:\n    x = list(csv.reader(file))"),
        ("import os", "x = [folder for folder, _, _ in os.walk('.')]"),
        ("import queue", "x = queue.Queue()"),
        ("import pandas as pd", "x = pd.read_csv('a.csv', iterator=False)"),
        ("from scipy.spatial import Delaunay", "x = Delaunay([[0, 0], [1, 0], [0, 1]], incremental=False)"),
        ("import threading", "x = threading.Condition()"),
        ("import weakref", "class C: pass\nc = C()\nx = [weakref.ref(c), weakref.WeakSet([c])]"),
        ("import io", "x = [line for line in io.TextIOWrapper(io.BytesIO(b'a'))]"),
        ("from pyspark.sql import SparkSession",
         "x = SparkSession.builder.getOrCreate().sql('select 1').where('a').toPandas()"),
        ("from pyspark.sql import SparkSession", "x = SparkSession.builder.getOrCreate().sql('select 1').count()"),
        ("import zipfile", "x = zipfile.ZipFile('a.zip').namelist()"),
        ("import logging", "x = logging.getLogger()"),
        ("import h5py", "x = h5py.File('a.h5')['data'][:]"),
        ("", "class C:\n    def __iter__(self): return iter([1])\nx = iter(C())"),
        ("from collections import UserList",
         "class C(UserList):\n    def __iter__(self): return iter(self.data)\nx = iter(C([1]))"),
    ],
)  # fmt: skip
def test_what_comes_of_it_is_not(imports: str, made: str) -> None:
    """A result, a part or a copy of what it gives can be handed on."""
    assert _handed_on(imports, made) == []


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("x = [threading.Thread()]", ["K402"]),
        ("x = [threading.Lock()]", []),
        (ENTERED, ["K402"]),
        ("x = [1]\nif x:\n    x = (n for n in x)", ["K402"]),
        (f"{COUNTER}\nx = Counter()", ["K402"]),
        (f"{COUNTER}\n    def __getstate__(self):\n        return {{}}\nx = Counter()", []),
        ("lock = multiprocessing.Lock()\nx = [1]\nwith lock:\n    x.append(2)", []),
        ("thread = threading.Thread()\nx = [thread.is_alive()]", []),
        ("class x:\n    thread = threading.Thread()", ["K402"]),
        ("class x:\n    rows = (n for n in range(3))", ["K402"]),
        ("class x:\n    rows = [n for n in range(3)]", []),
    ],
)  # fmt: skip
def test_what_holds_a_thread_is_doubtful(made: str, expected: list[str]) -> None:
    """A list of threads, an object with one, a class with one; a stack that has entered a generator."""
    assert _handed_on("import contextlib, multiprocessing, threading", made) == expected


def test_windows_of_a_series_made_of_an_array_are_iterated_by_a_generator():
    """The series may be taken for the array that it shares with, which has no windows."""
    text = (
        "# %% [imports]\nimport numpy as np\nimport pandas as pd\n# %% [step:a]\ns = pd.Series(np.arange(9.) % 4)\n"
        "# %% [step:b]\nwindows = iter(s.expanding(3))\nnext(windows)\n# %% [step:c]\nprint(next(windows))"
    )
    assert ("K401", 3) in codes(text)


@pytest.mark.parametrize(("asked", "told"), [("f.writeable", True), ("a.flags.writeable", False)])
def test_the_flags_of_an_array_kept_in_a_variable_are_told(asked: str, told: bool) -> None:
    """NumPy stores no flags, and they do not say of which array they are; those of an array that is there are."""
    text = "# %% [imports]\nimport numpy as np\n# %% [step:a]\na = np.ones(2)\nf = a.flags\n# %% [step:b]\n"
    assert (("K402", 2) in codes(f"{text}print({asked})")) == told
