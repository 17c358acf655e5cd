"""Classification metrics as KFP keeps them: a confusion matrix and a ROC curve, found among a step's metrics."""

import math
from typing import Any, Dict, Iterable, List, Optional

_POINTS = 500
_ROC = 3


def classification(values: Iterable[Any]) -> Dict[str, Any]:
    """The metadata of a ClassificationMetrics artifact: of the first matrix and the first curve among these values."""
    found: Dict[str, Any] = {}
    for value in values:
        for key, made in (("confusionMatrix", _matrix(value)), ("confidenceMetrics", _curve(value))):
            if made is not None:
                found.setdefault(key, made)
    return found


def _matrix(value: Any) -> Optional[Dict[str, Any]]:
    """A square table of counts: what `confusion_matrix` gives, or a frame of it, which names the classes."""
    named = hasattr(value, "columns") and hasattr(value, "to_numpy")
    rows = _plain(value.to_numpy() if named else value)
    if not isinstance(rows, list) or len(rows) < 2 or not all(isinstance(row, list) for row in rows):  # noqa: PLR2004
        return None
    if any(len(row) != len(rows) or not all(_is_number(item) and item >= 0 for item in row) for row in rows):
        return None
    names = [str(name) for name in value.columns] if named else [str(number) for number in range(len(rows))]
    return {"annotationSpecs": [{"displayName": name} for name in names], "rows": [{"row": row} for row in rows]}


def _curve(value: Any) -> Optional[List[Dict[str, float]]]:
    """What `roc_curve` gives: false positive rates, true positive rates, thresholds."""
    if not isinstance(value, (tuple, list)) or len(value) != _ROC:
        return None
    columns = [_plain(column) for column in value]
    if not all(isinstance(column, list) and len(column) > 1 for column in columns):
        return None
    if len({len(column) for column in columns}) != 1 or not all(_is_number(i) for column in columns for i in column):
        return None
    false, true, thresholds = columns
    if not all(0 <= rate <= 1 for rate in (*false, *true)) or sorted(thresholds, reverse=True) != thresholds:
        return None
    finite = [threshold for threshold in thresholds if math.isfinite(threshold)]
    # scikit-learn begins with an infinite threshold, which JSON has not; its older versions had this one.
    thresholds = [threshold if math.isfinite(threshold) else max(finite, default=0.0) + 1 for threshold in thresholds]
    step = max(1, math.ceil(len(thresholds) / _POINTS))
    chosen = sorted({*range(0, len(thresholds), step), len(thresholds) - 1})
    keys = ("falsePositiveRate", "recall", "confidenceThreshold")
    return [dict(zip(keys, (false[n], true[n], thresholds[n]))) for n in chosen]


def _plain(value: Any) -> Any:
    """An array as lists of Python's own numbers."""
    if str(type(value).__module__).split(".")[0] in ("numpy", "pandas", "torch") and hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and not math.isnan(value)
