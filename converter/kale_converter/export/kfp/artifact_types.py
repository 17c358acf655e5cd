"""Which of KFP's kinds an artifact is, as far as the cells say it.

A name is a dataset or a model by the last assignment to it before its step ends, in notebook order: by what is called,
by what it is called on, or by the name that is copied. What a table below does not know is an Artifact.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kale_converter.analysis.source import parse_cell
from kale_converter.export.kfp.ports import stored
from kale_converter.export.kfp.schemas import Schema
from kale_converter.model import Conversion, Pipeline

_DATASET, _MODEL = Schema.DATASET, Schema.MODEL
_MAKERS = MappingProxyType(
    {
        # pandas, Polars, NumPy and Arrow: their public functions that give tables and arrays (API reference, 2026).
        **dict.fromkeys(("pandas.DataFrame", "pandas.Series", "pandas.concat", "pandas.merge"), _DATASET),
        **dict.fromkeys(("pandas.get_dummies", "pandas.pivot_table", "pandas.crosstab", "pandas.melt"), _DATASET),
        **dict.fromkeys(("polars.DataFrame", "polars.concat", "polars.LazyFrame", "polars.Series"), _DATASET),
        **dict.fromkeys(("numpy.array", "numpy.asarray", "numpy.zeros", "numpy.ones", "numpy.full"), _DATASET),
        **dict.fromkeys(("numpy.arange", "numpy.linspace", "numpy.load", "numpy.loadtxt"), _DATASET),
        **dict.fromkeys(("numpy.genfromtxt", "numpy.concatenate", "numpy.vstack", "numpy.hstack"), _DATASET),
        "seaborn.load_dataset": _DATASET,
        "datasets.load_dataset": _DATASET,
        "pyarrow.table": _DATASET,
        # scikit-learn: what divides data; its classes are told by their names.
        "sklearn.model_selection.train_test_split": _DATASET,
        # Boosting, PyTorch, Keras: what trains or loads a model.
        **dict.fromkeys(("xgboost.train", "lightgbm.train", "joblib.load", "torch.load"), _MODEL),
        **dict.fromkeys(("keras.models.load_model", "tensorflow.keras.models.load_model"), _MODEL),
    }
)
_PREFIXES = MappingProxyType(
    {
        "pandas.read_": _DATASET,
        "polars.read_": _DATASET,
        "polars.scan_": _DATASET,
        "sklearn.datasets.": _DATASET,
        "numpy.random.": _DATASET,
        "torchvision.datasets.": _DATASET,
    }
)
_CLASSES = (
    "sklearn.",
    "xgboost.",
    "lightgbm.",
    "catboost.",
    "torch.nn.",
    "keras.",
    "tensorflow.keras.",
    "statsmodels.",
)
"""Packages whose classes are models, or parts that are trained with one."""
_BASES = ("torch.nn.Module", "keras.Model", "tensorflow.keras.Model", "sklearn.base.BaseEstimator", "lightning.")
_OF_MODEL = MappingProxyType(
    {"predict": _DATASET, "predict_proba": _DATASET, "transform": _DATASET, "fit_transform": _DATASET, "fit": _MODEL}
)
_KEEPING = frozenset(
    {
        "copy",
        "dropna",
        "fillna",
        "drop",
        "merge",
        "join",
        "head",
        "tail",
        "sample",
        "reset_index",
        "set_index",
        "assign",
    }
    | {"assign", "rename", "astype", "sort_values", "query", "apply", "map", "replace", "to_numpy", "reshape"}
    | {
        "drop_duplicates",
        "pivot",
        "pivot_table",
        "melt",
        "loc",
        "iloc",
        "values",
        "T",
        "filter",
        "with_columns",
        "select",
    }
    | {"collect"}
)
"""Methods and attributes of a table or array that give one."""


def schemas_of(conversion: Conversion, pipeline: Pipeline) -> Mapping[tuple[str, str], Schema]:
    """The kind of each artifact that a step hands on, by step and artifact."""
    reader = _Reader()
    ends: dict[str, list[int]] = {}
    for number, step in enumerate(pipeline.steps):
        if step.cells and step.outputs:
            ends.setdefault(step.cells[-1], []).append(number)
    executed = {*pipeline.prologue.cells, *(cell for step in pipeline.steps for cell in step.cells)}
    found: dict[tuple[str, str], Schema] = {}
    for cell in conversion.notebook.code_cells:
        if cell.id in executed:
            reader.read(parse_cell(cell).body)
        for number in ends.get(cell.id, ()):
            step = pipeline.steps[number]
            for artifact in step.outputs:
                kinds = {reader.kinds.get(name) for name in stored(artifact)}
                kind = kinds.pop() if len(kinds) == 1 else None
                found[step.name, artifact.name] = kind or Schema.ARTIFACT
    return MappingProxyType(found)


class _Reader:
    """Reads statements in their order. kinds: of names. modules: the full name of what is imported, by its name."""

    def __init__(self) -> None:
        self.kinds: dict[str, Schema] = {}
        self.modules: dict[str, str] = {}

    def read(self, body: Iterable[ast.stmt]) -> None:
        for node in body:
            match node:
                case ast.Import() | ast.ImportFrom():
                    self._import(node)
                case ast.ClassDef(name=name, bases=bases):
                    if any(self._dotted(base).startswith(_BASES) for base in bases):
                        self.modules[name] = f"torch.nn.{name}"
                case ast.Assign(targets=targets, value=value):
                    self._assign(targets, value)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    self._assign([target], value)
                case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="fit"))):
                    self.kinds[name] = _MODEL
                case ast.If() | ast.For() | ast.While() | ast.With() | ast.Try():
                    for part in ("body", "orelse", "finalbody"):
                        self.read(getattr(node, part, ()))
                case _:
                    pass

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        within = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            top = alias.name if within or alias.asname else alias.name.partition(".")[0]
            self.modules[alias.asname or top] = within + top

    def _assign(self, targets: Iterable[ast.expr], value: ast.expr) -> None:
        kind = self._kind(value)
        for target in targets:
            names = [target] if isinstance(target, ast.Name) else getattr(target, "elts", ())
            for name in names:
                if isinstance(name, ast.Name):
                    self.kinds.pop(name.id, None)
                    if kind is not None:
                        self.kinds[name.id] = kind

    def _kind(self, value: ast.expr) -> Schema | None:
        match value:
            case ast.Name(id=name):
                return self.kinds.get(name)
            case ast.Subscript(value=inner):
                return _data(self._kind(inner))
            case ast.Attribute(value=inner, attr=name):
                return _data(self._kind(inner)) if name in _KEEPING else None
            case ast.Call(func=function):
                return self._called(function)
        return None

    def _called(self, function: ast.expr) -> Schema | None:
        """What a call of this gives."""
        if isinstance(function, ast.Attribute):
            on = self._kind(function.value)
            if on is _MODEL:
                return _OF_MODEL.get(function.attr)
            if on is _DATASET:
                return _DATASET if function.attr in _KEEPING else None
        return self._made(function)

    def _made(self, function: ast.expr) -> Schema | None:
        """What a function or class of a package gives."""
        name = self._dotted(function)
        if name in _MAKERS:
            return _MAKERS[name]
        for prefix, kind in _PREFIXES.items():
            if name.startswith(prefix):
                return kind
        is_class = name.rpartition(".")[2][:1].isupper()
        return _MODEL if is_class and name.startswith(_CLASSES) else None

    def _dotted(self, node: ast.expr) -> str:
        """The full name of what an expression names, "" for any other."""
        match node:
            case ast.Name(id=name):
                return self.modules.get(name, "")
            case ast.Attribute(value=inner, attr=name):
                outer = self._dotted(inner)
                return f"{outer}.{name}" if outer else ""
        return ""


def _data(kind: Schema | None) -> Schema | None:
    """A part of a table is one; of a model nothing is known."""
    return kind if kind is _DATASET else None
