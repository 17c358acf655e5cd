"""The command line as a whole: help, exit codes, and how mistakes are told."""

from __future__ import annotations

import errno
import sys

import pytest

from kale_converter.model import Division
from kale_ext.cli import command
from kale_ext.cli.exit_code import EXPLANATION
from kale_ext.cli.main import parser
from kale_ext.cli.registry import COMMANDS
from tests.cli.conftest import Kale


def test_help_lists_the_commands_and_the_exit_codes(kale: Kale, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command has its line, and what the exit codes mean stands below."""
    assert kale("--help").code == 0
    said = capsys.readouterr().out
    assert all(f"    {each.name:9} {each.summary}" in said for each in COMMANDS)
    assert EXPLANATION in said


@pytest.mark.parametrize("name", [each.name for each in COMMANDS])
def test_each_command_has_help(name: str, kale: Kale, capsys: pytest.CaptureFixture[str]) -> None:
    """Its lines fit a terminal of 80 columns, and every option says what it does."""
    assert kale(name, "--help").code == 0
    said = capsys.readouterr().out
    assert max(len(line) for line in said.splitlines()) <= 80
    options = next(action for action in parser()._subparsers._group_actions)  # type: ignore[union-attr]
    assert all(action.help for action in options.choices[name]._actions)  # type: ignore[union-attr,index,call-overload]


def test_the_version(kale: Kale, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the distribution's."""
    assert kale("--version").code == 0
    assert capsys.readouterr().out.startswith("kale 0.")


def test_no_command_shows_the_help(kale: Kale) -> None:
    """On stderr, since it is a mistake."""
    said = kale()
    assert (said.code, said.out) == (2, "")
    assert "commands:" in said.err


def test_a_wrong_command_line(kale: Kale, capsys: pytest.CaptureFixture[str]) -> None:
    """Argparse tells what is wrong; the exit code is that of bad input."""
    assert kale("rnu").code == 2
    assert "invalid choice: 'rnu'" in capsys.readouterr().err
    assert kale("run", "a.ipynb", "--jobs", "many").code == 2
    assert "invalid int value: 'many'" in capsys.readouterr().err


def test_the_divisions_are_those_of_the_model() -> None:
    """`--steps` knows the same words as the converter, without importing it."""
    assert set(command.STEPS) == set(Division)


def test_a_bug_is_told_as_one(kale: Kale, monkeypatch: pytest.MonkeyPatch) -> None:
    """No stack trace, but how to get it; and the trace where it is asked for."""
    kale.engine.put("a-1")
    monkeypatch.setattr(kale.engine, "runs", lambda: 1 // 0)
    monkeypatch.delenv("KALE_DEBUG", raising=False)
    said = kale("runs")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("error: ZeroDivisionError: ")
    assert "KALE_DEBUG=1" in said.err
    monkeypatch.setenv("KALE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        kale("runs")


def test_a_machine_that_refuses(kale: Kale, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is nobody's bug: the system's own words, and which file."""

    def refuse() -> list[object]:
        raise OSError(errno.ENOSPC, "No space left on device", "/runs/a")

    monkeypatch.setattr(kale.engine, "runs", refuse)
    monkeypatch.delenv("KALE_DEBUG", raising=False)
    said = kale("runs")
    assert said.code == 1
    assert said.err.startswith("error: /runs/a: No space left on device\n")
    assert "bug" not in said.err


def test_the_parser_imports_nothing_heavy() -> None:
    """Help answers at once: what takes long to import is imported by the commands that need it."""
    import subprocess

    code = "import sys, kale_ext.cli.main as m; m.parser(); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"nbformat", "IPython", "rich", "msgspec", "jsonschema", "importlib.metadata", "asyncio"}
    assert not any(name.startswith(("kale_converter", "kale_ext.services", "kale_ext.engines")) for name in loaded)
