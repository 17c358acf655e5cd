"""Arrays that share memory share it after a hand-over, and nothing else does."""

from __future__ import annotations

import array
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kale_converter.program.runtime import NotStorable, load, save
from kale_converter.program.runtime.pickling import Pickler

VIEWS = {
    "slice": lambda x: x[:3],
    "with gaps": lambda x: x[1::2],
    "backwards": lambda x: x[::-1],
    "shape": lambda x: x.reshape(2, -1),
    "transposed": lambda x: x.reshape(2, -1).T,
    "other type": lambda x: x.view("u1")[8:24],
    "diagonal": lambda x: np.lib.stride_tricks.as_strided(x, (2, 2), (8, 16)),
    "broadcast": lambda x: np.broadcast_to(x[2:3], (4,)),
    "scalar array": lambda x: x[1, ...],
    "matrix": lambda x: x[:4].view(np.matrix),
    "of a view": lambda x: x[1:][1:],
    "record": lambda x: x[:4].view([("a", "i8"), ("b", "i8")])["b"],
}


@pytest.mark.parametrize("size", [6, 3000])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_stays_a_view(name: str, size: int, hand_over: Any) -> None:
    """In the pickle or beside it; type, place, strides and the right to write stay."""
    x = np.arange(size)
    view = VIEWS[name](x)
    y = hand_over(view=view, x=x)
    assert type(y.view) is type(view)
    assert (y.view.dtype, y.view.shape, y.view.strides) == (view.dtype, view.shape, view.strides)
    assert y.view.flags.writeable == view.flags.writeable
    assert y.x.flags.writeable
    x[:] += 7
    y.x[:] += 7
    assert np.array_equal(y.view, view)
    assert np.array_equal(y.x, x)


def test_views_whose_owner_is_elsewhere(hand_over: Any, tmp_path: Path) -> None:
    """Two views that overlap share what they have; the rest of a large owner is not stored."""
    owner = np.zeros(1_000_000)
    y = hand_over(a=owner[10:20], b=owner[15:30])
    y.a[5] = 3
    assert y.b[0] == 3
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 10_000


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in {"matrix", "broadcast"}])
@pytest.mark.parametrize("together", [True, False])
def test_where_cells_ask_for_it_views_keep_their_base(name: str, together: bool, session: Any, hand_over: Any) -> None:
    """All of what it looks into is stored then, once, and is its base; what has no base has none afterwards."""
    session.asks_for_base = True
    x = np.arange(6)
    view = VIEWS[name](x)
    got = hand_over(view=view, x=x) if together else hand_over(view=view)
    assert got.view.tolist() == view.tolist()
    assert got.view.base.tolist() == x.tolist()
    assert not got.view.flags.owndata
    if together:
        assert got.view.base is got.x


def test_a_view_keeps_its_gaps(hand_over: Any) -> None:
    """By which sums are rounded, and products of matrices; not where it shows little of much."""
    x = np.arange(40_000.0).reshape(100, 400)
    got = hand_over(small=x[1:3, 1:2], most=x[:, :-1], few=x[:, :2])
    assert got.small.strides == got.most.strides == x.strides
    assert got.small.tolist() == [[401.0], [801.0]]
    assert hand_over(few=x[:, :2]).few.strides == (16, 8)


def test_a_view_of_bytes_keeps_its_base(session: Any, hand_over: Any) -> None:
    """Which nobody can write to."""
    session.asks_for_base = True
    got = hand_over(view=np.frombuffer(b"abc", "u1")[1:])
    assert got.view.tolist() == [98, 99]
    assert not got.view.flags.writeable


def test_parts_that_do_not_overlap_are_not_tied(hand_over: Any, tmp_path: Path) -> None:
    """However far apart they are."""
    owner = np.arange(1_000_000.0)
    y = hand_over(a=owner[:5], b=owner[-5:])
    assert y.b.tolist() == owner[-5:].tolist()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 10_000


def test_in_containers_objects_and_attributes(hand_over: Any) -> None:
    """Wherever a pickle finds them."""
    x = np.arange(10)
    y = hand_over(d={"rows": [x[:5]], "more": (x[5:], {"again": x})}, o=SimpleNamespace(x=x[2:4]))
    y.d["more"][1]["again"][:] = -1
    assert (y.d["rows"][0].tolist(), y.o.x.tolist()) == ([-1] * 5, [-1] * 2)


def test_arrays_of_objects(hand_over: Any) -> None:
    """They hold no bytes but objects, one of them the array itself."""
    x = np.array([{}, 1, "a", None], object)
    x[3] = x[:2]
    y = hand_over(x=x, row=x[1:3], square=x.reshape(2, 2).T)
    y.x[1] = "new"
    y.row[1] = "b"
    assert (y.row[0], y.x[2], y.square[1, 0], y.x[3][1]) == ("new", "b", "new", "new")


@pytest.mark.parametrize("owner", [bytearray(b"12345678"), array.array("b", b"12345678")], ids=["bytearray", "array"])
def test_buffers_that_are_no_arrays(owner: Any, hand_over: Any) -> None:
    """A bytearray, an array of the standard library, and memory views of them."""
    y = hand_over(a=np.frombuffer(owner, "u1")[2:], owner=owner, m=memoryview(owner)[1:5])
    y.owner[2] = 65
    assert (y.a[0], y.m[1], y.m.nbytes, type(y.owner)) == (65, 65, 4, type(owner))


def test_an_array_on_a_bytearray_that_is_not_stored(hand_over: Any) -> None:
    """Nothing of the bytearray goes along that the array does not show."""
    y = hand_over(a=np.frombuffer(bytearray(b"12345678"), "u1")[2:4])
    y.a[0] = 1
    assert y.a.tolist() == [1, 52]


def test_a_memory_view_of_an_array(hand_over: Any) -> None:
    """It shows the array's changes."""
    x = np.arange(4, dtype="i4")
    y = hand_over(m=memoryview(x)[1:], x=x)
    y.x[1] = 9
    assert y.m.tolist() == [9, 2, 3]


def test_a_memory_view_with_gaps_is_refused(session: Any, tmp_path: Path) -> None:
    """In one sentence."""
    with pytest.raises(NotStorable, match=r"the variable m \(memoryview\) cannot be handed to another step"):
        save({"m": memoryview(b"1234")[::2]}, tmp_path, session)


def test_frames_copy_before_they_write(hand_over: Any) -> None:
    """A column and its frame share memory and know it; they must not come back sharing it unawares."""
    frame = pd.DataFrame({"a": range(1000), "b": range(1000), "t": pd.Timestamp("2020")})
    y = hand_over(frame=frame, column=frame["a"], part=frame[["a", "t"]], times=frame["t"])
    y.frame.loc[0, "a"] = -5
    y.frame.loc[0, "t"] = pd.Timestamp("1999")
    assert (y.column[0], y.part["a"][0], y.times[0]) == (0, 0, pd.Timestamp("2020"))


def test_an_array_that_looks_into_a_series(hand_over: Any) -> None:
    """It shows the series' changes, as before."""
    x = np.arange(1000.0)
    series = pd.Series(x, copy=False)
    y = hand_over(x=x, series=series)
    y.x[0] = 7
    assert y.series[0] == 7


def test_what_shares_nothing_is_pickled_once(session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also arrays that are views of what nobody else has."""
    dumped = []
    dump = Pickler.dump
    monkeypatch.setattr(Pickler, "dump", lambda self, value: (dumped.append(1), dump(self, value))[1])
    x = np.arange(10)
    save({"x": x, "y": x.copy()[1:], "z": [x, x]}, tmp_path, session)
    assert len(dumped) == 1


@pytest.mark.parametrize(
    "label",
    [
        pd.Index(["name", "data", "b"]),
        pd.MultiIndex.from_product([["levels", "codes"], ["names"]], names=["name", None]),
        pd.RangeIndex(3, name="start"),
    ],
    ids=lambda index: type(index).__name__,
)
def test_labels_that_are_words_of_pandas(label: pd.Index, session: Any, tmp_path: Path) -> None:
    """Loading changes nothing: stored again, the frame gives the same file, so that no step seems to have changed it."""
    frame = pd.DataFrame({"name": range(len(label)), "data": 1.5}, index=label)
    first, _ = save({"frame": frame}, tmp_path, session)
    loaded = load(tmp_path / first)
    pd.testing.assert_frame_equal(loaded["frame"], frame)
    second, _ = save(loaded, tmp_path, session)
    assert second == first


@pytest.mark.parametrize("value", [pd.DataFrame({"a": [1]}), pd.Series([1]), pd.Index([1]), np.zeros(1, "i,f")[0]])
def test_artifacts_name_nothing_of_this_package(value: Any, session: Any, tmp_path: Path) -> None:
    """In a container the runtime has another name."""
    name, _ = save({"value": value}, tmp_path, session)
    assert b"kale_converter" not in b"".join(
        file.read_bytes() for file in (tmp_path / name).parent.rglob("*") if file.is_file()
    )
