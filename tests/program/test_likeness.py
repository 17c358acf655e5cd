"""What counts as a change of a value, and what does not."""

from __future__ import annotations

import functools
import pickle
import time
from argparse import Namespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.tseries.holiday import AbstractHolidayCalendar

from kale_converter.program.runtime.likeness import Likeness, Unsure


class Thing:
    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)

    @functools.cached_property
    def total(self) -> int:
        return sum(self.numbers)


def alike(a: Any, b: Any) -> bool:
    return Likeness(time.thread_time() + 10).same(a, b)


def frame() -> pd.DataFrame:
    return pd.DataFrame({"a": [1.0, np.nan], "b": ["x", None]}, index=pd.Index([3, 4], name="i"))


def ring() -> list[Any]:
    made: list[Any] = [1]
    made.append(made)
    return made


def counter(n: int) -> Any:
    return lambda: n


SAME = {
    "nothing": lambda: None,
    "not a number": lambda: [float("nan"), complex("nan")],
    "a set of texts": lambda: {"a", "b", ("c", 1)},
    "a list that holds itself": ring,
    "an object": lambda: Thing(a=[1, {"b": 2}]),
    "a frame": frame,
    "a series with categories": lambda: pd.Series(["x", "y"], dtype="category", name="s"),
    "dates": lambda: pd.date_range("2020", periods=3),
    "an array of objects": lambda: np.array([{"a": 1}, None], object),
    "a structured array": lambda: np.zeros(3, [("a", "i4"), ("b", "f8")]),
    "a closure": lambda: counter(5),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_made_twice_is_alike(name: str) -> None:
    """Whatever its identity."""
    assert alike(SAME[name](), SAME[name]())


DIFFERENT = {
    "a number and a truth value": (1, True),
    "minus zero": (0.0, -0.0),
    "an element more": ([1], [1, 2]),
    "the order of a dict": ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    "deep inside": (Thing(a=[1, {"b": 2}]), Thing(a=[1, {"b": 3}])),
    "an attribute": (Thing(), Thing(a=1)),
    "a private attribute of the notebook's own class": (Thing(), Thing(_a=1)),
    "a cache of the notebook's own class": (Thing(_cache={}), Thing(_cache={1: 2})),
    "a public cache of a library's object": (Namespace(cache={}), Namespace(cache={1: 2})),
    "a value of a frame": (frame(), frame().assign(a=[1.0, 2.0])),
    "a type of a frame": (pd.Series([1]), pd.Series([1.0])),
    "the name of an index": (frame(), frame().rename_axis("j")),
    "attributes of a frame": (frame(), frame().pipe(lambda f: (f.attrs.update(a=1), f)[1])),
    "an element of an array": (np.zeros(3), np.array([0, 0, 1.0])),
    "a closure's variable": (counter(1), counter(2)),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_a_user_could_tell_apart_is_not(name: str) -> None:
    """Values, types, order, attributes."""
    assert not alike(*DIFFERENT[name])


def test_what_a_cached_property_has_kept_is_no_change() -> None:
    """It is worked out again where it is asked for."""
    asked, fresh = Thing(numbers=[1, 2]), Thing(numbers=[1, 2])
    assert asked.total == 3
    assert alike(asked, fresh)


@pytest.mark.parametrize("name", ["_cache", "_sum_cache", "_cache_of_sums", "_caches"])
def test_what_a_librarys_object_privately_calls_a_cache_is_no_change(name: str) -> None:
    """It fills as the object is looked at; what else the object holds counts."""
    asked, fresh = (Namespace(**{name: kept, "a": [1]}) for kept in ({"sum": 3}, {}))
    assert alike(asked, fresh)
    assert alike(fresh, asked)
    asked.a.append(2)
    assert not alike(asked, fresh)


def test_what_pandas_has_put_together_or_kept_is_no_change() -> None:
    """Blocks and caches are its own matter."""
    one, two = frame(), frame()
    for made in (one, two):
        for number in range(5):
            made[f"c{number}"] = float(number)
    assert one.to_numpy() is not None
    one._consolidate_inplace()
    assert pickle.dumps(one) != pickle.dumps(two)
    assert alike(one, two)
    groups, fresh = frame().groupby("a"), frame().groupby("a")
    assert groups.ngroups == 1
    assert alike(groups, fresh)


def test_a_model_that_has_only_predicted_is_no_other() -> None:
    """Though it counts how often it was asked."""
    neighbors = pytest.importorskip("sklearn.neighbors")
    rows, labels = np.random.default_rng(0).random((50, 2)), [0, 1] * 25
    one = neighbors.KNeighborsClassifier(algorithm="kd_tree").fit(rows, labels)
    two = pickle.loads(pickle.dumps(one))
    one.predict(rows)
    assert alike(one, two)
    one.fit(rows + 1, labels)
    assert not alike(one, two)


def test_a_tree_of_scipy_is_like_its_copy() -> None:
    """Though its pickle holds addresses; one of other points, or made in another way, is another."""
    spatial = pytest.importorskip("scipy.spatial")
    rows = np.random.default_rng(0).random((50, 2))
    for kind in (spatial.cKDTree, spatial.KDTree, type("Own", (spatial.KDTree,), {})):
        one = kind(rows, leafsize=4)
        assert alike(one, kind(rows.copy(), leafsize=4))
        assert not alike(one, kind(rows + 1, leafsize=4))
        assert not alike(one, kind(rows, leafsize=5))
        assert not alike(one, kind(rows, leafsize=4, boxsize=2))


def test_the_bytes_between_the_fields_of_an_array_do_not_count() -> None:
    """The trees of a forest hold such arrays, of which a copy has other bytes there."""
    layout = np.dtype([("a", "i1"), ("b", "f8")], align=True)
    one, other = (np.frombuffer(bytes([1, filler] * 8), layout) for filler in (0, 7))
    assert not alike(one, other)  # of `b` they are a part
    one, other = (np.frombuffer(bytes([1, *[filler] * 7, *[1] * 8]), layout) for filler in (0, 7))
    assert alike(one, other)


def test_it_says_where_it_cannot_tell() -> None:
    """Objects in a set have no order, and there is not always time."""
    with pytest.raises(Unsure):
        alike({Thing()}, {Thing()})
    with pytest.raises(Unsure):
        Likeness(time.thread_time() - 1).same([[1]], [[1]])


def test_what_is_made_when_it_is_first_asked_for() -> None:
    """A private dictionary of a package's object that was not there is no change while it is empty."""
    first, second, third = (pd.api.indexers.FixedForwardWindowIndexer(window_size=2) for _ in range(3))
    first._kept, second._kept, third._kept = None, {}, {"a": 1}
    assert alike(first, second)
    assert not alike(first, third)


def test_a_cache_that_a_package_declares() -> None:
    """The holidays that a calendar of the notebook's own has worked out, in the attribute that pandas has for them."""
    own = type("Own", (AbstractHolidayCalendar,), {"rules": [], "__module__": "__main__"})
    first, second = own(), own()
    first.holidays("2020", "2021")
    assert alike(first, second)
