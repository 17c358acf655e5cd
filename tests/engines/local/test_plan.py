"""Which step may run when, and what it gets of the machine."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_ext.engines.local.machine import Demand, Machine, quantity, this_machine
from kale_ext.engines.local.plan import Plan, ring


def program(after: dict[str, list[str]], **limits: dict[str, str]) -> dict[str, Any]:
    """Steps by what they wait for, the last of which they read from."""
    return {
        "steps": [
            {
                "name": name,
                "after": names[:-1],
                "inputs": [{"step": step} for step in names[-1:]],
                "limits": limits.get(name, {}),
            }
            for name, names in after.items()
        ]
    }


DIAMOND = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"], "e": []}


def test_steps_begin_in_notebook_order_when_what_they_need_is_there() -> None:
    """A diamond and a loner."""
    plan = Plan(program(DIAMOND), Machine(8))
    assert [plan.next(), plan.next(), plan.next()] == [("a", []), ("e", []), None]
    plan.succeeded("a")
    assert [plan.next(), plan.next(), plan.next()] == [("b", []), ("c", []), None]
    plan.succeeded("c")
    assert plan.next() is None
    plan.succeeded("b")
    assert plan.next() == ("d", [])
    assert plan.waiting == ()
    plan.succeeded("d")
    assert not plan.done
    plan.succeeded("e")
    assert plan.done


def test_what_an_earlier_attempt_has_done_is_not_done_again() -> None:
    """And counts as done for the others."""
    plan = Plan(program(DIAMOND), Machine(8), kept=["a", "b", "e"])
    assert [plan.next(), plan.next()] == [("c", []), None]


def test_a_failure_drops_all_that_hangs_on_it() -> None:
    """Near and far; the rest stays."""
    plan = Plan(program(DIAMOND), Machine(8))
    plan.next()
    assert plan.failed("a") == ["b", "c", "d"]
    assert plan.waiting == ("e",)
    assert plan.drop_all() == ["e"]
    assert plan.done


def test_a_step_that_is_tried_again_is_the_next() -> None:
    """It gets its share of the machine anew."""
    plan = Plan(program(DIAMOND), Machine(1))
    plan.next()
    assert plan.next() is None
    plan.again("a")
    assert plan.next() == ("a", [])


def test_slots_and_gpus_are_held_while_a_step_runs() -> None:
    """The lowest free GPU first; a step that does not fit lets a smaller one go before."""
    limits = {"a": {"nvidia.com/gpu": "1"}, "b": {"nvidia.com/gpu": "2"}, "c": {"cpu": "2"}, "d": {}}
    plan = Plan(program({name: [] for name in "abcd"}, **limits), Machine(3, ("0", "1")))
    assert [plan.next(), plan.next(), plan.next()] == [("a", ["0"]), ("c", []), None]
    plan.succeeded("c")
    assert [plan.next(), plan.next()] == [("d", []), None]
    plan.succeeded("a")
    assert plan.next() == ("b", ["0", "1"])


@given(st.lists(st.lists(st.integers(0, 5), max_size=3), min_size=1, max_size=6), st.integers(1, 3))
def test_every_order_ends(needs: list[list[int]], slots: int) -> None:
    """Whatever waits for what that is before it, all run, each after what it needs, never more than fit."""
    after = {f"s{n}": sorted({f"s{m}" for m in some if m < n}) for n, some in enumerate(needs)}
    assert ring(program(after)) == ()
    plan = Plan(program(after), Machine(slots))
    begun: list[str] = []
    ended: list[str] = []
    while not plan.done:
        while chosen := plan.next():
            assert set(after[chosen[0]]) <= set(ended)
            begun.append(chosen[0])
        assert 0 < len(begun) - len(ended) <= slots
        ended.append(begun[len(ended)])
        plan.succeeded(ended[-1])
    assert sorted(ended) == sorted(after)


def test_rings_are_found() -> None:
    """Of two, of one, among others; whichever way the waiting goes."""
    assert ring(program(DIAMOND)) == ()
    assert set(ring(program({"a": ["b"], "b": ["a"], "c": []}))) == {"a", "b"}
    assert ring(program({"a": ["a"]})) == ("a",)
    assert set(ring(program({**DIAMOND, "a": ["d"]}))) <= {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("500m", 0.5), ("4Gi", 2**32), ("1k", 1e3), (" 1.5M ", 1.5e6), ("2e3", 2000), ("1E", 1e18)],
)
def test_quantities(text: str, number: float) -> None:
    """As Kubernetes writes them."""
    assert quantity(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["", "x", "1 Gib", "-1", "Gi", "1,5"])
def test_what_is_no_quantity(text: str) -> None:
    """It is refused."""
    with pytest.raises(ValueError, match="quantity"):
        quantity(text)


@pytest.mark.parametrize(
    ("limits", "demand"),
    [
        ({}, Demand(1, 0, None)),
        ({"cpu": "100m"}, Demand(1, 0, None)),
        ({"cpu": "1500m", "memory": "1Gi"}, Demand(2, 0, 2**30)),
        ({"cpu": "64"}, Demand(4, 0, None)),
        ({"nvidia.com/gpu": "8"}, Demand(1, 2, None)),
        ({"amd.com/gpu": "1"}, Demand(1, 1, None)),
        ({"ephemeral-storage": "1Gi"}, Demand(1, 0, None)),
    ],
)
def test_demands_never_exceed_the_machine(limits: dict[str, str], demand: Demand) -> None:
    """Else such a step would wait for ever."""
    assert Machine(4, ("0", "1")).demand(limits) == demand


def test_the_gpus_that_are_visible() -> None:
    """As the variable says; an empty one hides all."""
    assert this_machine(3, {"CUDA_VISIBLE_DEVICES": "2, GPU-ab"}) == Machine(3, ("2", "GPU-ab"))
    assert this_machine(1, {"CUDA_VISIBLE_DEVICES": ""}) == Machine(1)
    assert this_machine(None, {"CUDA_VISIBLE_DEVICES": ""}).slots >= 4
