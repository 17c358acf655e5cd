"""Which steps stand when a run goes on with another plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kale_ext.engines.local.observations import Finding, Observations
from kale_ext.engines.local.revision import Standing, revise


def step(name: str, *inputs: str, after: tuple[str, ...] = (), outputs: tuple[str, ...] = (), **more: Any) -> dict:
    """inputs: as "step.variable"."""
    given = [dict(zip(("step", "variable"), text.split("."), strict=True)) for text in inputs]
    return {
        "name": name,
        "cells": [{"id": name}],
        "inputs": given,
        "outputs": [{"name": variable, "variables": [variable]} for variable in outputs],
        "after": [*after, *(item["step"] for item in given)],
        "writes": list(outputs),
        **more,
    }


def program(*steps: dict, prologue: str = "p") -> dict[str, Any]:
    return {"prologue": {"cells": [{"id": prologue}]}, "steps": list(steps)}


def standing(succeeded: str = "", running: str = "", failed: str = "", **stored: str) -> Standing:
    kept = {name: {v: frozenset((v,)) for v in names.split()} for name, names in stored.items()}
    return Standing(frozenset(succeeded.split()), frozenset(running.split()), frozenset(failed.split()), kept)


def seen(plan: dict[str, Any], *events: tuple[str, str, dict]) -> Observations:
    found = Observations(plan, Path("/nb"))
    for name, kind, fields in events:
        found.add(name, {"event": kind, **fields})
    return found


def used(name: str, cell: int, use: str, path: str = "/nb/f") -> tuple[str, str, dict]:
    return name, "file", {"cell": cell, "cell_id": f"c{cell}", "path": path, "use": use}


OLD = program(
    step("a", outputs=("x",)), step("b", "a.x"), step("c", "a.x", outputs=("y",)), step("d", "c.y"), step("e")
)
NEW = program(
    step("a", outputs=("x",)),
    step("b", "a.x", outputs=("x",)),
    step("c", "b.x", outputs=("y",)),
    step("d", "c.y"),
    step("e"),
)


def test_who_read_the_old_value_runs_again_with_all_that_follows() -> None:
    """The step that changed it stands, as what it changed is stored; so do those that have nothing to do with it."""
    found = revise(OLD, NEW, standing("a b c e", "d", a="x", b="x", c="y"), seen(OLD))
    assert found.kept == {"a", "b", "e"}
    assert found.invalid == ("c", "d")
    assert (found.running, found.failed, found.problem, found.quiet) == (frozenset(), frozenset(), "", False)


def test_a_step_whose_change_is_not_stored_runs_again() -> None:
    """Nobody could read it."""
    assert revise(OLD, NEW, standing("a b", a="x"), seen(OLD)).invalid == ("b",)


def test_what_runs_with_the_right_values_runs_on() -> None:
    """And what has failed with them has failed."""
    found = revise(OLD, NEW, standing("a b", "e", a="x", b="x"), seen(OLD))
    assert (found.running, found.invalid) == ({"e"}, ())
    found = revise(OLD, NEW, standing("a b", "", "c e", a="x", b="x"), seen(OLD))
    assert (found.failed, found.invalid) == ({"e"}, ("c",))


def test_other_first_cells_mean_beginning_again() -> None:
    """Every step began with them."""
    assert revise(OLD, program(*OLD["steps"], prologue="q"), standing("a", "b", a="x"), seen(OLD)).invalid == ("a", "b")


def test_a_plan_that_only_knows_more_is_quiet() -> None:
    """There is nothing to tell."""
    assert revise(OLD, OLD, standing("a", a="x"), seen(OLD)).quiet


FILES = program(step("a"), step("b"))
ORDERED = program(step("a"), step("b", after=("a",)))


def test_a_file_that_was_read_too_early_is_read_again() -> None:
    """And not again where it was in order by chance."""
    early = [
        ("a", "step-started", {}),
        ("b", "step-started", {}),
        used("b", 2, "reads-file"),
        used("a", 1, "writes-file"),
    ]
    watched = seen(FILES, *early)
    assert watched.contradictions("a", failed=False) == [
        Finding("a", 1, "c1", "writes-file", "f"),
        Finding("b", 2, "c2", "reads-file", "f"),
    ]
    assert revise(FILES, ORDERED, standing("a b"), watched).invalid == ("b",)
    in_time = [*early[:2], early[3], ("a", "cell-finished", {"cell": 1}), early[2]]
    assert revise(FILES, ORDERED, standing("a b"), seen(FILES, *in_time)).invalid == ()
    assert seen(ORDERED, *early).contradictions("a", failed=False) == []


def test_a_file_that_two_steps_read_orders_nothing() -> None:
    """Nobody can tell who was first."""
    both = [
        ("a", "step-started", {}),
        ("b", "step-started", {}),
        used("b", 2, "reads-file"),
        used("a", 1, "reads-file"),
    ]
    assert seen(FILES, *both).contradictions("a", failed=False) == []


def test_what_a_later_step_has_overwritten_is_lost() -> None:
    """No run of any step brings it back."""
    early = [
        ("a", "step-started", {}),
        ("b", "step-started", {}),
        used("b", 2, "writes-file"),
        used("a", 1, "reads-file"),
    ]
    problem = revise(FILES, ORDERED, standing("a b"), seen(FILES, *early)).problem
    assert problem == "b had written the file f before a, which comes first, had read it"


def test_a_missing_name_is_a_read_if_an_earlier_step_makes_it() -> None:
    """And an ordinary mistake of the user's if none does."""
    event = {"kind": "reads", "variable": "x", "cells": [{"cell": 2, "cell_id": "c2"}]}
    watched = seen(program(step("a", outputs=("x",)), step("b")), ("b", "step-started", {}), ("b", "observed", event))
    assert watched.contradictions("b", failed=True) == [Finding("b", 2, "c2", "reads", "x")]
    assert watched.contradictions("b", failed=False) == []
    watched = seen(program(step("a"), step("b")), ("b", "step-started", {}), ("b", "observed", event))
    assert watched.contradictions("b", failed=True) == []
