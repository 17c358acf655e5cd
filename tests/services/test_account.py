"""The account's name."""

from __future__ import annotations

import os
import pwd

import pytest

from kale_ext.services.account import account_name


def test_the_name_that_the_environment_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """The login name counts."""
    monkeypatch.setenv("LOGNAME", "ada")
    assert account_name() == "ada"


def test_an_account_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container with a made-up account, its number stands for the name."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    unused = next(number for number in range(60000, 0, -1) if not _exists(number))
    monkeypatch.setattr(os, "getuid", lambda: unused)
    assert account_name() == str(unused)


def _exists(number: int) -> bool:
    try:
        pwd.getpwuid(number)
    except KeyError:
        return False
    return True
