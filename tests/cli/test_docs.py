"""docs/cli.md tells of everything that the command has."""

from __future__ import annotations

import re
from argparse import _SubParsersAction
from pathlib import Path

import pytest

from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.main import parser
from kale_ext.cli.registry import COMMANDS

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    found = re.search(rf"^## kale {name}$(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, f"docs/cli.md has no section on kale {name}"
    return found[1]


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_each_option_is_described(name: str) -> None:
    """Each command has its section with an example, and each of its options stands there."""
    text = section(name)
    assert f"$ kale {name}" in text
    commands = next(action for action in parser()._actions if isinstance(action, _SubParsersAction))
    for action in commands.choices[name]._actions:
        words = [option for option in action.option_strings if option not in ("-h", "--help")] or []
        if action.metavar and not action.option_strings:
            words.append(str(action.metavar))
        for word in words:
            assert re.search(rf"{re.escape(word)}(?![\w-])", text), f"kale {name}: {word} is not described"


def test_exit_codes_are_described() -> None:
    """Each code has a line in the table."""
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \|", PAGE, re.MULTILINE)


def test_nothing_is_described_that_is_not_there() -> None:
    """Sections are commands."""
    assert re.findall(r"^## kale (\w+)$", PAGE, re.MULTILINE) == [command.name for command in COMMANDS]
