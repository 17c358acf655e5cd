"""What a cell is about: loading, cleaning, training …, told by the names of what it calls.

The words are those of pandas, scikit-learn, Keras, PyTorch and Matplotlib, and of the functions that people write
around them (`train_model`, `plot_history`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from kale_converter.suggest.calls import Called, calls


class Activity(StrEnum):
    """What a cell is about; the value names a step that does it. In order of what counts most."""

    TUNE = "tune"
    TRAIN = "train"
    VALIDATE = "cross-validate"
    LOAD = "load-data"
    SPLIT = "split-data"
    CLEAN = "clean-data"
    TRANSFORM = "transform"
    EVALUATE = "evaluate"
    PREDICT = "predict"
    SAVE = "save"
    PLOT = "plot"


HEAVY = frozenset({Activity.TUNE, Activity.TRAIN, Activity.VALIDATE})
"""What takes long enough that running it beside other work pays."""

_PHASES = {
    Activity.LOAD: 0, Activity.CLEAN: 1, Activity.SPLIT: 1, Activity.TRANSFORM: 1, Activity.TUNE: 2,
    Activity.TRAIN: 2, Activity.VALIDATE: 2, Activity.EVALUATE: 3, Activity.PREDICT: 3,
}  # fmt: skip

_WHOLE = {
    "GridSearchCV": Activity.TUNE, "RandomizedSearchCV": Activity.TUNE, "HalvingGridSearchCV": Activity.TUNE,
    "create_study": Activity.TUNE, "optimize": Activity.TUNE,
    "fit": Activity.TRAIN, "partial_fit": Activity.TRAIN, "fit_predict": Activity.TRAIN, "backward": Activity.TRAIN,
    "lstsq": Activity.TRAIN, "OLS": Activity.TRAIN,
    "cross_val_score": Activity.VALIDATE, "cross_validate": Activity.VALIDATE, "cross_val_predict": Activity.VALIDATE,
    "learning_curve": Activity.VALIDATE, "validation_curve": Activity.VALIDATE,
    "urlretrieve": Activity.LOAD, "urlopen": Activity.LOAD, "make_classification": Activity.LOAD,
    "make_regression": Activity.LOAD, "make_blobs": Activity.LOAD, "make_moons": Activity.LOAD,
    "train_test_split": Activity.SPLIT, "random_split": Activity.SPLIT,
    "dropna": Activity.CLEAN, "fillna": Activity.CLEAN, "drop": Activity.CLEAN, "drop_duplicates": Activity.CLEAN,
    "rename": Activity.CLEAN, "astype": Activity.CLEAN, "to_datetime": Activity.CLEAN, "to_numeric": Activity.CLEAN,
    "fit_transform": Activity.TRANSFORM, "transform": Activity.TRANSFORM, "get_dummies": Activity.TRANSFORM,
    "merge": Activity.TRANSFORM, "concat": Activity.TRANSFORM, "groupby": Activity.TRANSFORM,
    "pivot_table": Activity.TRANSFORM, "resample": Activity.TRANSFORM, "cut": Activity.TRANSFORM,
    "qcut": Activity.TRANSFORM, "map": Activity.TRANSFORM, "apply": Activity.TRANSFORM,
    "score": Activity.EVALUATE, "confusion_matrix": Activity.EVALUATE, "classification_report": Activity.EVALUATE,
    "roc_curve": Activity.EVALUATE, "compute_metrics": Activity.EVALUATE,
    "to_csv": Activity.SAVE, "to_parquet": Activity.SAVE, "to_excel": Activity.SAVE, "to_sql": Activity.SAVE,
    "to_json": Activity.SAVE, "to_pickle": Activity.SAVE, "savefig": Activity.SAVE, "dump": Activity.SAVE,
    "to_hdf": Activity.SAVE, "write": Activity.SAVE, "write_text": Activity.SAVE, "writerow": Activity.SAVE,
    "writerows": Activity.SAVE, "savetxt": Activity.SAVE, "savez": Activity.SAVE,
    "hist": Activity.PLOT, "boxplot": Activity.PLOT, "scatter": Activity.PLOT, "imshow": Activity.PLOT,
    "FacetGrid": Activity.PLOT, "heatmap": Activity.PLOT, "barplot": Activity.PLOT, "pairplot": Activity.PLOT,
    "scatter_matrix": Activity.PLOT, "countplot": Activity.PLOT, "histplot": Activity.PLOT, "legend": Activity.PLOT,
}  # fmt: skip

_FIRST_WORD = {
    "train": Activity.TRAIN, "fit": Activity.TRAIN, "tune": Activity.TUNE, "optimize": Activity.TUNE,
    "load": Activity.LOAD, "read": Activity.LOAD, "fetch": Activity.LOAD, "download": Activity.LOAD,
    "split": Activity.SPLIT, "clean": Activity.CLEAN, "preprocess": Activity.TRANSFORM, "prepare": Activity.TRANSFORM,
    "evaluate": Activity.EVALUATE, "predict": Activity.PREDICT, "save": Activity.SAVE, "export": Activity.SAVE,
    "plot": Activity.PLOT, "draw": Activity.PLOT,
}  # fmt: skip
_LAST_WORD = {"score": Activity.EVALUATE, "error": Activity.EVALUATE, "report": Activity.EVALUATE}
_NOT_WHOLE_WORDS = frozenset({"read", "split", "load"})
"""Methods of files, texts and the like: `line.split(",")` divides no data."""
_PLOTTERS = frozenset({"plt", "sns", "px", "go", "alt", "pyplot", "ax", "axes", "axs", "fig"})
_SETTINGS = frozenset({"rc", "set", "set_theme", "set_style", "set_palette", "set_context", "use", "rcParams", "close"})
SCALERS = re.compile(r"scal|encod|vec|imput|pca|transform|poly|binar|token", re.IGNORECASE)
"""Names of what is fitted to prepare data and not to judge with it."""


Own = Mapping[str, frozenset[Activity]]
"""What the notebook's own functions do, by their names."""


def activities(body: Iterable[ast.stmt], own: Own = MappingProxyType({})) -> frozenset[Activity]:
    """What these statements do, as far as their calls tell."""
    found: set[Activity] = set()
    for call in calls(body):
        if call.receiver is None and call.name in own:
            found |= own[call.name]
        if (activity := _activity(call)) is not None:
            found.add(activity)
    return frozenset(found)


def own_functions(bodies: Iterable[Sequence[ast.stmt]]) -> Own:
    """What the functions do that these cells define, also by calling each other."""
    defined = {
        statement.name: statement.body
        for body in bodies
        for statement in body
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found: dict[str, frozenset[Activity]] = {name: frozenset() for name in defined}
    while True:
        more = {name: activities(body, found) for name, body in defined.items()}
        if more == found:
            return found
        found = more


def main_activity(found: Iterable[Activity]) -> Activity | None:
    """The one that counts most, None for none."""
    order = list(Activity)
    return min(found, key=order.index, default=None)


def phase(found: Iterable[Activity]) -> int | None:
    """Where in a usual notebook this is done: 0 loading, 1 preparing, 2 training, 3 judging; None for none of these."""
    main = main_activity(activity for activity in found if activity in _PHASES)
    return None if main is None else _PHASES[main]


def _activity(call: Called) -> Activity | None:
    if call.root in _PLOTTERS:
        return Activity.SAVE if call.name == "savefig" else None if call.name in _SETTINGS else Activity.PLOT
    if isinstance(call.receiver, ast.Attribute) and call.receiver.attr == "plot":
        return Activity.PLOT
    if call.name == "fit" and call.receiver is not None and SCALERS.search(ast.unparse(call.receiver)):
        return Activity.TRANSFORM
    if call.name == "open" and _opens_for_writing(call.node):
        return Activity.SAVE
    return _WHOLE.get(call.name) or _by_words(call.name)


def _by_words(name: str) -> Activity | None:
    """What a name such as `train_model`, `load_iris` or `f1_score` says."""
    words = name.strip("_").lower().split("_")
    if words[0] in _FIRST_WORD and not (len(words) == 1 and words[0] in _NOT_WHOLE_WORDS):
        return _FIRST_WORD[words[0]]
    return _LAST_WORD.get(words[-1])


def _opens_for_writing(node: ast.Call) -> bool:
    modes = [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and set(str(mode.value)) & set("wax") for mode in modes)
