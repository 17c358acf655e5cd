"""What cannot be handed to another process, by what makes it.

Sources: for Python's own, trying to pickle one with `cloudpickle` (`tests/analysis/test_unstorable.py` does); for
others their manuals: h5py ("objects cannot be pickled"), PySpark (a context cannot be referenced elsewhere), the
Python Database API (connections belong to a process), SQLAlchemy (engines and sessions likewise), Selenium, OpenCV.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from kale_converter.analysis.objects import ClassFact, Object

CONNECTION = "a database connection"
CURSOR = "a database cursor"
RELATION = "a query of a database"
ENGINE = "a database engine"
SESSION = "a database session"
QUERY_WITH_FUNCTIONS = "a query that calls functions"
SPARK = "a Spark session"
SPARK_FRAME = "a Spark data frame"
FILE = "an open file"
"""One of Python's own can be handed on once it is closed, which the others cannot."""
MAPPED = "what SQLAlchemy maps to tables"
"""Classes, what they derive from, and their instances: the mapper knows its classes by their process."""
DATA_SET = "a data set of TensorFlow"
GENERATOR = "a generator"
COROUTINE = "a coroutine"
NOT_STORED = "a value that a run could not store"
RECORDED = "what it was worked out of"
"""Of a tensor of PyTorch, for `backward()`; its numbers are handed on."""
SHARED_PARTS = "what shares layers with another variable"
"""Of Keras' objects (`stored_whole`): each is handed on with layers of its own."""
HANDED_ON_IN_PART = frozenset({RECORDED, SHARED_PARTS})
"""Kinds of what is handed on, but not with all that it is."""
DERIVATIVE = "a derivative at a point"
"""It comes in a pair with the value there, which can be handed on."""
PARAMETRIZED = "a module whose class PyTorch has made for its parametrization"
TASK = "a running task"
ALGORITHM = "an algorithm of OpenCV"

_OF_GRAPHS = (
    "adamic_adar_index", "all_node_cuts", "all_pairs_all_shortest_paths", "all_pairs_bellman_ford_path",
    "all_pairs_bellman_ford_path_length", "all_pairs_dijkstra", "all_pairs_dijkstra_path",
    "all_pairs_dijkstra_path_length", "all_pairs_lowest_common_ancestor", "all_pairs_shortest_path",
    "all_pairs_shortest_path_length", "all_shortest_paths", "all_simple_edge_paths", "all_simple_paths",
    "all_topological_sorts", "all_triads", "all_triangles", "antichains", "articulation_points",
    "attracting_components", "bfs_beam_edges", "bfs_edges", "bfs_labeled_edges", "bfs_layers", "bfs_predecessors",
    "bfs_successors", "biconnected_component_edges", "biconnected_components", "bridges", "chain_decomposition",
    "chordal_graph_cliques", "chordless_cycles", "cn_soundarajan_hopcroft", "connected_components", "dfs_edges",
    "dfs_labeled_edges", "dfs_postorder_nodes", "dfs_preorder_nodes", "edge_bfs", "edge_boundary", "edge_dfs",
    "edge_disjoint_paths", "enumerate_all_cliques", "eulerian_circuit", "eulerian_path", "find_cliques",
    "generate_adjlist", "generate_edgelist", "generate_gexf", "generate_gml", "generate_graphml",
    "generate_multiline_adjlist", "generate_network_text", "generate_pajek", "generate_random_paths",
    "generic_bfs_edges", "isolates", "jaccard_coefficient", "k_edge_augmentation",
    "kosaraju_strongly_connected_components", "lexicographical_topological_sort", "local_bridges",
    "maximum_spanning_edges", "minimum_spanning_edges", "node_attribute_xy", "node_degree_xy", "node_disjoint_paths",
    "nodes_with_selfloops", "non_edges", "nonisomorphic_trees", "optimize_edit_paths", "optimize_graph_edit_distance",
    "preferential_attachment", "resource_allocation_index", "selfloop_edges", "shortest_simple_paths", "simple_cycles",
    "single_source_all_shortest_paths", "strongly_connected_components", "topological_generations",
    "topological_sort", "vf2pp_all_isomorphisms", "weakly_connected_components",
)  # fmt: skip
_OF_COMMUNITIES = (
    "asyn_lpa_communities", "fast_label_propagation_communities", "girvan_newman", "k_clique_communities",
    "louvain_partitions",
)  # fmt: skip
"""Functions of networkx that give a generator."""

_RELATIONS = (
    "from_arrow", "from_df", "from_query", "query", "read_csv", "read_json", "read_parquet", "sql", "table", "values",
    "view",
)  # fmt: skip
"""Functions of DuckDB, and methods of its connections, that give what is read from the database when it is asked."""

_BY_KIND = {
    FILE: ("io.open", "os.fdopen", "tempfile.TemporaryFile"),
    "an open file of a library": (
        "gzip.open", "bz2.open", "bz2.BZ2File", "gzip.GzipFile", "lzma.open", "lzma.LZMAFile",
        "tarfile.open", "tarfile.TarFile", "zipfile.ZipFile", "tempfile.NamedTemporaryFile",
        "os.popen", "h5py.File", "netCDF4.Dataset", "tables.open_file", "rasterio.open",
        "fiona.open", "urllib.request.urlopen", "pandas.ExcelFile", "pandas.ExcelWriter", "pandas.HDFStore",
    ),
    "a reader of an open file": ("csv.reader", "csv.DictReader"),
    "a writer to an open file": ("csv.writer", "csv.DictWriter", "torch.utils.tensorboard.SummaryWriter"),
    "a memory map": ("mmap.mmap",),
    "an iterator over arrays": ("numpy.nditer", "numpy.nested_iters", "numpy.broadcast"),
    "a lock": (
        "multiprocessing.Lock", "multiprocessing.RLock", "multiprocessing.Condition", "multiprocessing.Semaphore",
        "multiprocessing.BoundedSemaphore", "multiprocessing.Barrier", "multiprocessing.Event",
    ),
    "a thread": ("threading.Thread", "threading.Timer"),
    "a queue of threads": ("queue.SimpleQueue",),
    "a queue of processes": ("multiprocessing.Queue", "multiprocessing.SimpleQueue", "multiprocessing.JoinableQueue"),
    "a running process": ("subprocess.Popen", "multiprocessing.Process", "multiprocessing.Manager"),
    "memory of several processes": ("multiprocessing.Value", "multiprocessing.Array"),
    "a pool of threads": ("concurrent.futures.ThreadPoolExecutor", "multiprocessing.pool.ThreadPool"),
    "a pool of processes": ("concurrent.futures.ProcessPoolExecutor", "multiprocessing.Pool"),
    "a socket": ("socket.socket", "socket.create_connection", "socket.socketpair"),
    "an event loop": ("asyncio.new_event_loop", "asyncio.get_event_loop", "asyncio.get_running_loop"),
    TASK: ("asyncio.create_task", "asyncio.ensure_future"),
    "a context of TLS": ("ssl.create_default_context", "ssl.SSLContext"),
    "a context variable": ("contextvars.ContextVar", "contextvars.copy_context"),
    "a selector": ("select.poll", "select.epoll", "selectors.DefaultSelector"),
    "a logging handler": (
        "logging.Handler", "logging.StreamHandler", "logging.FileHandler", "logging.handlers.RotatingFileHandler",
        "logging.handlers.TimedRotatingFileHandler",
    ),
    "a finalizer": ("weakref.finalize",),
    "a compressor": (
        "zlib.compressobj", "zlib.decompressobj", "bz2.BZ2Compressor", "bz2.BZ2Decompressor", "lzma.LZMACompressor",
        "lzma.LZMADecompressor",
    ),
    "a text layer over bytes": ("io.TextIOWrapper",),
    "a stack frame": ("inspect.currentframe", "sys._getframe"),
    "a hash object": ("hashlib.md5", "hashlib.sha1", "hashlib.sha256", "hashlib.sha512", "hashlib.new"),
    "a scheduler": ("sched.scheduler",),
    "a factorised matrix": (
        "scipy.sparse.linalg.splu", "scipy.sparse.linalg.spilu", "scipy.sparse.linalg.factorized",
    ),
    "a prepared geometry": ("shapely.prepared.prep", "shapely.prepared.PreparedGeometry"),
    "of a class that Numba compiles": ("numba.experimental.jitclass", "numba.jitclass"),
    "a container of Numba": ("numba.typed.Dict", "numba.typed.Dict.empty", "numba.typed.List",
                             "numba.typed.List.empty_list"),
    DATA_SET: tuple(f"tensorflow.data.{name}" for name in (
        "Dataset.from_generator", "Dataset.from_tensor_slices", "Dataset.from_tensors", "Dataset.list_files",
        "Dataset.range", "Dataset.zip", "FixedLengthRecordDataset", "TFRecordDataset", "TextLineDataset",
        "experimental.make_csv_dataset",
    )),
    "a function that TensorFlow compiles": ("tensorflow.function",),
    DERIVATIVE: ("jax.linearize", "jax.vjp"),
    "a tape of TensorFlow": ("tensorflow.GradientTape",),
    "a setting for a while": (
        "numpy.errstate", "numpy.printoptions", "pandas.option_context", "matplotlib.rc_context",
        "matplotlib.pyplot.rc_context",
    ),
    "a function of NumPy made of another": ("numpy.frompyfunc",),
    "data of a native library": (
        *(f"lightgbm.{name}" for name in ("Dataset", "basic.Dataset")),
        *(f"xgboost.{name}" for name in ("DMatrix", "QuantileDMatrix", "ExtMemQuantileDMatrix", "core.DMatrix")),
    ),
    "an environment of running processes": (
        *(f"simpy.{name}" for name in (
            "Environment", "RealtimeEnvironment", "core.Environment", "rt.RealtimeEnvironment")),
    ),
    "a context of queries": ("polars.SQLContext",),
    GENERATOR: (
        "sympy.numbered_symbols", "sympy.ordered", "sympy.utilities.iterables.numbered_symbols",
        "sympy.core.sorting.ordered",
        "os.scandir", "os.walk", "os.fwalk", "glob.iglob", "re.finditer",
        "concurrent.futures.as_completed", "heapq.merge", "itertools.pairwise", "xml.etree.ElementTree.iterparse",
        "unittest.mock.mock_open",
        *(f"networkx.{name}" for name in _OF_GRAPHS),
        *(f"networkx.{place}.{name}" for name in _OF_COMMUNITIES
          for place in ("community", "algorithms.community")),
    ),
    CONNECTION: (
        "sqlite3.connect", "psycopg2.connect", "psycopg.connect", "pymysql.connect", "MySQLdb.connect",
        "mysql.connector.connect", "pyodbc.connect", "cx_Oracle.connect", "oracledb.connect", "duckdb.connect",
        "snowflake.connector.connect", "pymongo.MongoClient", "redis.Redis", "redis.StrictRedis",
        "duckdb.cursor", "duckdb.default_connection", "duckdb.execute", "duckdb.executemany",
    ),
    RELATION: tuple(f"duckdb.{name}" for name in _RELATIONS),
    ENGINE: ("sqlalchemy.create_engine", "sqlalchemy.engine.create_engine"),
    SESSION: ("sqlalchemy.orm.Session", "sqlalchemy.orm.scoped_session", "sqlalchemy.orm.sessionmaker"),
    MAPPED: (
        "sqlalchemy.orm.declarative_base", "sqlalchemy.ext.declarative.declarative_base", "sqlalchemy.orm.registry",
        "sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.DeclarativeBaseNoMeta", "sqlalchemy.ext.automap.automap_base",
        "sqlmodel.SQLModel",
    ),
    "a database in a file": ("tinydb.TinyDB", "tinydb.middlewares.CachingMiddleware", "tinydb.storages.JSONStorage"),
    "a client of AWS": ("boto3.client", "boto3.resource"),
    SPARK: ("pyspark.SparkContext", "pyspark.SparkContext.getOrCreate", "pyspark.context.SparkContext",
            "pyspark.sql.SQLContext", "pyspark.sql.SparkSession"),
    "a TensorFlow session": (
        "tensorflow.Session", "tensorflow.InteractiveSession", "tensorflow.compat.v1.Session",
        "tensorflow.compat.v1.InteractiveSession",
    ),
    "a handle of a GPU": ("torch.cuda.Stream", "torch.cuda.Event", "pynvml.nvmlDeviceGetHandleByIndex"),
    "a video stream": ("cv2.VideoCapture", "cv2.VideoWriter"),
    "a browser": (
        "selenium.webdriver.Chrome", "selenium.webdriver.Firefox", "selenium.webdriver.Edge",
        "selenium.webdriver.Safari", "selenium.webdriver.Remote",
    ),
    ALGORITHM: (
        "cv2.BFMatcher", "cv2.CascadeClassifier", "cv2.FlannBasedMatcher", "cv2.HOGDescriptor", "cv2.KalmanFilter",
        "cv2.QRCodeDetector", "cv2.Subdiv2D",
    ),
    "an index of an open file": ("Bio.SeqIO.index", "Bio.SeqIO.index_db"),
    "a reader of records": tuple(
        f"Bio.{name}.parse" for name in (
            "Align", "AlignIO", "Blast", "Entrez", "GenBank", "Medline", "Phylo", "SearchIO", "SeqIO", "SwissProt")),
    "a pen for an image": ("PIL.ImageDraw.Draw", "PIL.ImageDraw.ImageDraw"),
    "a window": ("tkinter.Tk", "tkinter.Toplevel"),
}  # fmt: skip

UNSTORABLE = {path: kind for kind, paths in _BY_KIND.items() for path in paths}
"""What it is, in words, by the dotted name of the function or class that makes it."""

_OF_OPENCV = re.compile(r"cv2\.(\w+\.)*(\w+_(create|load)|create(?!HanningWindow)[A-Z]\w*)|cv2\.dnn\.read\w+")
"""The names of functions that make or read an algorithm or a neural network."""
_SPARK_BUILDER = "pyspark.sql.SparkSession.builder."
_TRANSFORMS = ("select", "filter", "where", "withColumn", "withColumnRenamed", "join", "orderBy", "sort", "limit",
               "drop", "dropna", "fillna", "distinct", "cache", "persist", "repartition", "union", "alias",
               "agg")  # fmt: skip
_OF_DATA_SETS = ("apply", "batch", "cache", "concatenate", "enumerate", "filter", "flat_map", "interleave", "map",
                 "padded_batch", "prefetch", "repeat", "shard", "shuffle", "skip", "take", "unbatch", "window",
                 "with_options", "zip")  # fmt: skip
_OF_RELATIONS = ("aggregate", "distinct", "except_", "filter", "intersect", "join", "limit", "order", "project",
                 "query", "select", "set_alias", "sort", "union")  # fmt: skip
RESULTS = {
    CONNECTION: {"cursor": CURSOR, "execute": CURSOR, "executemany": CURSOR, **dict.fromkeys(_RELATIONS, RELATION)},
    RELATION: dict.fromkeys(_OF_RELATIONS, RELATION),
    DATA_SET: dict.fromkeys(_OF_DATA_SETS, DATA_SET),
    CURSOR: {"execute": CURSOR, "executemany": CURSOR},
    ENGINE: {"connect": CONNECTION, "raw_connection": CONNECTION, "begin": "a database transaction"},
    SPARK: {
        **dict.fromkeys(("appName", "master", "config", "enableHiveSupport", "getOrCreate", "newSession"), SPARK),
        **dict.fromkeys(("sql", "table", "createDataFrame", "csv", "parquet", "json", "orc", "jdbc"), SPARK_FRAME),
    },
    SPARK_FRAME: dict.fromkeys(_TRANSFORMS, SPARK_FRAME),
    "a pool of threads": {"submit": "a pending result", "map": GENERATOR},
    "a pool of processes": {"submit": "a pending result", "map": GENERATOR},
}
"""What methods of such things give that cannot be handed on either: kind → method → kind."""

RESULTS_BY_LIBRARY = {
    "Bio": {"align": "the alignments of an aligner"},
    "statsmodels": {"simulation_smoother": "a simulation smoother"},
}
"""The same for methods of other objects: package → method → kind."""

PARTS_BY_LIBRARY = {"numpy": {"flags": "the flags of an array"}}
"""The same for attributes."""

SHARED_BY_THREADS = frozenset({"a lock", "a thread"})
"""Kinds whose methods give plain values, so that an object that holds one of these has surely been given it."""

LOCKS = frozenset(
    f"threading.{name}" for name in ("Lock", "RLock", "Condition", "Event", "Semaphore", "BoundedSemaphore", "Barrier")
)
"""The type names of what is made of locks, which can be handed on; their methods too give plain values."""


GROUPED = "pandas grouped"
"""The type name of what iterates by a generator: a frame's groups and windows."""
GROUPING = frozenset({"expanding", "groupby", "resample", "rolling"})
"""Methods of pandas that give such things."""

MAPPING = "map_imperatively"
"""The method of a registry of SQLAlchemy that makes a class one of what is mapped."""

BUFFER = "a view of a buffer"
VIEWING_BUFFERS = "getbuffer"
"""The method of `io.BytesIO` that gives such a view."""
EXIT_STACKS = frozenset({"contextlib.ExitStack", "contextlib.AsyncExitStack"})
"""The type names of what keeps the context managers that it has entered until it is closed."""

_SEQUENCES = frozenset({
    "collections.UserList", "collections.UserString", "collections.abc.MutableSequence", "collections.abc.Sequence",
})  # fmt: skip
"""Classes whose `__iter__` and `__reversed__` are generators."""

_ITERATED_BY_GENERATORS = frozenset({"dateutil"})
"""Packages of whose objects those that can be iterated over are so by a generator."""

ITERATING = {
    "arch": frozenset({"bootstrap"}),
    "networkx": frozenset(
        {
            "adjacency",
            "nbunch_iter",
            "neighbors",
            "predecessors",
            "successors",
            "to_sets",
        }
    ),
    "pandas": frozenset({"iterrows", "itertuples", "items"}),
    "pathlib": frozenset({"glob", "rglob", "iterdir", "walk"}),
    "re": frozenset({"finditer"}),
    "sklearn": frozenset(
        {"split", "staged_decision_function", "staged_predict", "staged_predict_proba", "staged_score"}
    ),
}
"""Methods that give a generator, by the package of their object: it can be read from in one process only."""
STORABLE = frozenset({"adjacency", "neighbors", "predecessors", "successors"})
"""Those of them that give an iterator which goes on in another process."""

_GROWING = frozenset(f"scipy.spatial.{name}" for name in ("ConvexHull", "Delaunay", "Voronoi"))
"""What cannot be handed on where it was made with `incremental=True`."""

_READING_PARTS = frozenset({"chunksize", "iterator"})
"""Keywords with which pandas reads a file part by part."""
_LOADER = "torch.utils.data.DataLoader"
"""A class whose iterators cannot be stored, as a generator cannot."""
_GIVING_GENERATORS = _SEQUENCES | {GROUPED, _LOADER}


def reads_generator(given: Iterable[Object]) -> str:
    """What an iterator is that reads from what is `given`: a generator, where one of that is; "" where none is."""
    return GENERATOR if any(item.unstorable == GENERATOR or _gives_generator(item) for item in given) else ""


def _gives_generator(item: Object) -> bool:
    """Whether what iterates over an object is a generator of the package that its class is from."""
    if item.type_name in _GIVING_GENERATORS or item.library in _ITERATED_BY_GENERATORS:
        return True
    fact = item.instance_of
    return fact is not None and not fact.lookup("__iter__") and any(path in _SEQUENCES for path in fact.foreign())


def kind_of_class(fact: ClassFact) -> str:
    """What a class of the notebook is, in words, where it cannot be handed on itself; "" where it can be."""
    bases = [item for base in fact.bases for item in base]
    mapped = MAPPED in map(kind_made_by, fact.foreign()) or any(item.unstorable == MAPPED for item in bases)
    return MAPPED if mapped else ""


def kind_made_by(path: str, keywords: Container[str] = ()) -> str:
    """What the function or class of this dotted name makes, in words; "" where that can be handed on.

    keywords: of the call, but for those that are False.
    """
    if path.startswith("pandas.read_") and any(word in keywords for word in _READING_PARTS):
        return FILE
    if _OF_OPENCV.fullmatch(path):
        return ALGORITHM
    if path in _GROWING:
        return "what points can be added to" if "incremental" in keywords else ""
    if path == "tinydb.TinyDB" and "storage" in keywords:
        return ""
    return SPARK if path.startswith(_SPARK_BUILDER) else UNSTORABLE.get(path, "")
