"""The name that is offered for an invalid one can be taken as it is."""

from __future__ import annotations

import re

from kale_converter.convert import convert
from kale_converter.model import Cell, CellId, CellKind, Notebook
from kale_converter.reading.names import is_step_name


def offers(*tags: str) -> list[str]:
    """The tag that each finding offers, in the order of the cells."""
    cells = tuple(
        Cell(number, CellId(f"c{number}"), CellKind.CODE, f"print({number})", (tag,))
        for number, tag in enumerate(tags, 1)
    )
    findings = convert(Notebook("n", cells)).diagnostics
    return [re.findall(r"`([^`]+)`", finding.remedy)[0] for finding in findings if finding.code == "K012"]


def test_two_invalid_names_get_two_offers() -> None:
    """Else following both would make one step of two."""
    assert offers("step:load data", "step:load.data") == ["step:load_data", "step:load_data-2"]


def test_an_offer_is_not_the_name_of_another_step() -> None:
    """That one is there already."""
    assert offers("step:load data", "step:other", "step:load_data") == ["step:load_data-2"]


def test_the_same_name_gets_the_same_offer() -> None:
    """In `prev:` as in `step:`."""
    assert offers("step:load data", "prev:load data") == ["step:load_data", "prev:load_data"]


def test_offers_are_valid() -> None:
    """Whatever the name: too long, in another script, digits first, signs only."""
    names = ("x" * 80, "датасет", "1st", "!!!", "a/b", "-a", "ä" * 70, "trailing-", "é")
    for offer in offers(*(f"step:{name}" for name in names)):
        assert is_step_name(offer.partition(":")[2]), offer
