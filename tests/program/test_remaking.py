"""Objects that refuse to be pickled, though all that is in them can be, reach the next step."""

from __future__ import annotations

import argparse
import functools
import gc
import re
import sqlite3
import sys
import threading
import weakref
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image

from kale_converter.program import runtime
from kale_converter.program.runtime import rebuilding
from kale_converter.program.runtime.artifact import NotStorable
from kale_converter.program.runtime.weak import hold_what_nothing_holds


@pytest.mark.parametrize(
    "match",
    [
        re.search(r"(\d)(?P<last>\d)", "ab12"),
        re.compile("a").match("aaa", 1),
        re.compile("a+").fullmatch("baac", 1, 3),
        [*re.finditer("^a|(?<=b)c", "abc")][1],
        re.search(b"a|(b)", b"cab"),
    ],
)
def test_a_match_is_the_same(match: Any, hand_over: Any) -> None:
    """Its spans, groups, pattern and text are what they were."""
    loaded = hand_over(match=match).match
    assert (loaded.regs, loaded.groups(), loaded.groupdict()) == (match.regs, match.groups(), match.groupdict())
    assert (loaded.re, loaded.string, loaded.endpos) == (match.re, match.string, match.endpos)


def test_rows_of_a_database(hand_over: Any) -> None:
    """They are read by name and place without the connection."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    rows = connection.execute("""SELECT 1 AS "a b", 'x' AS "q""q" """).fetchall()
    connection.close()
    (row,) = hand_over(rows=rows).rows
    assert (row["a b"], row[1], row.keys()) == (1, "x", ["a b", 'q"q'])


def test_an_open_archive_of_arrays(hand_over: Any, tmp_path: Path) -> None:
    """Its arrays are there, though its file is gone."""
    file = tmp_path / "x.npz"
    np.savez(file, a=np.arange(3), b=np.eye(2))
    with np.load(file) as archive:
        archive["a"]
        loaded = hand_over(archive=archive).archive
    file.unlink()
    assert (sorted(loaded.files), loaded["a"].tolist()) == (["a", "b"], [0, 1, 2])
    loaded.close()


def test_an_argument_parser_leaves_out_what_is_not_given(hand_over: Any) -> None:
    """`--help` has no default that shows, and neither has what is to be left out."""
    parser = argparse.ArgumentParser(argument_default=argparse.SUPPRESS)
    parser.add_argument("--n", type=int)
    parser.add_argument("--m", default=1)
    loaded = hand_over(parser=parser).parser
    loaded.add_argument("--later")
    assert vars(loaded.parse_args([])) == {"m": 1}


@pytest.mark.parametrize("ending", ["gif", "tiff"])
def test_an_open_image_of_several_frames(ending: str, hand_over: Any, tmp_path: Path) -> None:
    """It is at the frame that it was at, with what was painted there, and goes to the others without its file."""
    frames = [Image.new("RGB", (4, 4), (80 * n, 0, 0)) for n in range(3)]
    file = tmp_path / f"x.{ending}"
    frames[0].save(file, save_all=True, append_images=frames[1:])
    with Image.open(file) as image:
        image.seek(1)
        image.putpixel((0, 0), (0, 9, 0))
        image.info["note"] = "x"
        loaded = hand_over(image=image).image
    file.unlink()
    assert (loaded.getpixel((0, 0)), loaded.getpixel((1, 1))) == ((0, 9, 0), (80, 0, 0))
    assert (loaded.tell(), loaded.n_frames, loaded.info["note"]) == (1, 3, "x")
    loaded.seek(2)
    assert loaded.convert("RGB").getpixel((0, 0)) == (160, 0, 0)


def test_locks_are_as_they_were(hand_over: Any) -> None:
    """Locked or not, and the same one wherever it is; a reentrant one as often as its owner has acquired it."""
    held, reentrant = threading.Lock(), threading.RLock()
    condition = threading.Condition(held)
    held.acquire()
    reentrant.acquire()
    reentrant.acquire()
    loaded = hand_over(held=held, condition=condition, reentrant=reentrant)
    assert loaded.held.locked()
    loaded.condition.release()
    assert not loaded.held.locked()
    loaded.reentrant.release()
    loaded.reentrant.release()
    with pytest.raises(RuntimeError):
        loaded.reentrant.release()


def test_a_thread_that_runs_is_refused(hand_over: Any) -> None:
    """It cannot go on elsewhere; one that has ended has ended there too."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="worker")
    thread.start()
    with pytest.raises(NotStorable, match="running"):
        hand_over(thread=thread)
    end.set()
    thread.join()
    loaded = hand_over(thread=thread).thread
    assert (loaded.is_alive(), loaded.name, loaded.ident) == (False, "worker", thread.ident)


class _Thing:
    def method(self) -> str:
        return "called"


def test_weak_references_stay_weak(hand_over: Any) -> None:
    """What they refer to lives until whoever holds it drops it; one that was dead is dead."""
    thing = _Thing()
    loaded = hand_over(
        thing=thing,
        reference=weakref.ref(thing),
        proxy=weakref.proxy(thing),
        method=weakref.WeakMethod(thing.method),
        dead=weakref.ref(_Thing()),
    )
    hold_what_nothing_holds([loaded.thing])
    assert loaded.reference() is loaded.thing
    assert (loaded.proxy.method(), loaded.method()(), loaded.dead()) == ("called", "called", None)
    del loaded.thing
    assert (loaded.reference(), loaded.method()) == (None, None)


def test_what_only_weak_references_refer_to_is_held(hand_over: Any) -> None:
    """Something that the step does not need holds it in one kernel, be it a part of a cycle or not."""
    thing = _Thing()
    thing.itself = thing  # type: ignore[attr-defined]
    loaded = hand_over(names=weakref.WeakValueDictionary(a=thing), both=weakref.WeakSet([thing]))
    hold_what_nothing_holds([loaded.names, loaded.both])
    gc.collect()
    assert [*loaded.names.values()] == [*loaded.both]
    assert len(loaded.both) == 1


def test_the_mark_of_a_module_stays_the_very_object(hand_over: Any) -> None:
    """A package asks with `is` whether an argument was given; another plain object is none of its marks."""
    mark: Any = functools._initial_missing  # type: ignore[attr-defined]
    given = hand_over(given={"default": mark, "other": object()}).given
    assert given["default"] is mark
    assert given["other"] is not mark


def test_a_solved_problem_leaves_its_solver_behind(monkeypatch: pytest.MonkeyPatch, hand_over: Any) -> None:
    """What cvxpy keeps of a solver cannot be stored, the rest of the problem can."""

    class Problem:
        """Stands for `cvxpy.Problem`."""

    module: Any = ModuleType("cvxpy")
    Problem.__module__, Problem.__qualname__, module.Problem = "cvxpy", "Problem", Problem
    monkeypatch.setitem(sys.modules, "cvxpy", module)
    native = (n for n in ())
    problem: Any = Problem()
    vars(problem).update(value=3, _solver_cache={"OSQP": native}, extra_stats=native)
    problem.attr = {"num_iters": 2, "solver_specific_stats": native}
    loaded = hand_over(problem=problem).problem
    assert (loaded.value, loaded._solver_cache, loaded.extra_stats, loaded.attr) == (3, {}, None, {"num_iters": 2})
    assert problem._solver_cache == {"OSQP": native}


def test_what_numba_compiles_keeps_no_globals(monkeypatch: pytest.MonkeyPatch, session: Any, hand_over: Any) -> None:
    """Numba stores a function with a copy of its globals; ours is one of the namespace that it is loaded into."""

    class Parts:
        """Stands for `numba.core.serialize._CustomPickled`."""

        def __init__(self, ctor: type, states: dict[str, Any]) -> None:
            self.ctor, self.states = ctor, states

        def __reduce__(self) -> Any:
            raise TypeError("stored by Numba")

    module: Any = ModuleType("numba.core.serialize")
    Parts.__module__, Parts.__qualname__, Parts.__name__ = "numba.core.serialize", "_CustomPickled", "_CustomPickled"
    module._CustomPickled = Parts
    for name in ("numba", "numba.core", "numba.core.serialize"):
        monkeypatch.setitem(sys.modules, name, module)
    exec("k = 1\ndef f(x):\n    return x + k", session.namespace)
    session.namespace["f"].__module__ = "__main__"
    made: Any = Parts(dict, {"py_func": session.namespace["f"], "can_compile": True, "sigs": []})
    loaded = hand_over(made=made).made.states["py_func"]
    assert loaded.__globals__ is session.namespace
    made.states["sigs"] = ["compiled as it is loaded"]
    with pytest.raises(NotStorable, match="stored by Numba"):
        hand_over(made=made)


def test_artifacts_find_all_that_makes_them_in_one_module() -> None:
    """What makes or fills something again is named `__kale__`: the runtime has another name on a cluster."""
    folder = Path(runtime.__path__[0])
    texts = [file.read_text() for file in folder.glob("*.py") if not file.name.startswith("plain_")]
    makers = {name for text in texts for name in re.findall(r"^def (_make_\w+|_set_\w+)", text, re.MULTILINE)}
    assert len(makers) > 50
    elsewhere = {name for name in makers if getattr(rebuilding, name, getattr).__module__ != "__kale__"}
    assert elsewhere == set()
