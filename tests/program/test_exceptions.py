"""Exceptions and class members that pickle by itself gets wrong."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest

from kale_converter.program.runtime import NotStorable, load, save


class TooBigError(ValueError):
    """Its parameters are not its `args`."""

    def __init__(self, size: int) -> None:
        super().__init__(f"too big: {size}")
        self.size = size


class MissingError(OSError):
    """A built-in base that reads its arguments."""

    def __init__(self, name: str) -> None:
        super().__init__(2, "missing", name)


class OwnError(ValueError):
    """It says itself how it is pickled."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__("text")
        self.sum = one + two

    def __reduce__(self) -> Any:
        return OwnError, (self.sum, 100)


class Group(ExceptionGroup[Exception]):
    """A group with an attribute."""


class Holder:
    """Python 3.11's property holds a lock."""

    reads = 0

    @functools.cached_property
    def rows(self) -> list[int]:
        """Two rows, read once."""
        self.reads += 1
        return [1, 2]


class Sulking:
    """It cannot be pickled, for a reason of its own."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __reduce__(self) -> Any:
        raise self.error


def through(value: Any, folder: Path, session: Any) -> Any:
    digest, _ = save({"value": value}, folder, session)
    return load(folder / digest)["value"]


def test_a_class_with_parameters_of_its_own(session: Any, tmp_path: Path) -> None:
    """Message, attributes, notes and causes come back."""
    error = TooBigError(3)
    error.add_note("look here")
    error.__cause__ = KeyError("why")
    error.__context__ = TooBigError(1)
    back = through(error, tmp_path, session)
    assert (type(back), str(back), back.args, back.size) == (TooBigError, "too big: 3", ("too big: 3",), 3)
    assert (back.__notes__, repr(back.__cause__), back.__context__.size) == (["look here"], "KeyError('why')", 1)
    assert back.__traceback__ is None


def test_built_in_bases_keep_what_they_read_from_their_arguments(session: Any, tmp_path: Path) -> None:
    """Errors of the system, imports, groups."""
    back = through(MissingError("file"), tmp_path, session)
    assert (back.errno, back.strerror, back.filename, str(back)) == (2, "missing", "file", "[Errno 2] missing: 'file'")
    group = through(Group("many", [TooBigError(1), ValueError("x")]), tmp_path, session)
    assert (type(group), group.message, group.exceptions[0].size) == (Group, "many", 1)
    imported = through(ImportError("no", name="a", path="b"), tmp_path, session)
    assert (imported.msg, imported.name, imported.path) == ("no", "a", "b")
    found = through(FileNotFoundError(2, "x", "f"), tmp_path, session)
    assert (type(found), found.filename) == (FileNotFoundError, "f")


def test_a_class_that_pickles_itself_is_asked(session: Any, tmp_path: Path) -> None:
    """Its own way goes before ours."""
    assert through(OwnError(1, 2), tmp_path, session).sum == 103


def test_a_cause_that_cannot_be_stored_is_left_out(session: Any, tmp_path: Path) -> None:
    """The exception itself can."""
    error = TooBigError(3)
    error.__context__ = cause = TooBigError(4)
    cause.lock = Sulking(TypeError("no"))  # type: ignore[attr-defined]
    assert through(error, tmp_path, session).__context__ is None


def test_long_chains_and_rings_of_causes(session: Any, tmp_path: Path) -> None:
    """A retry loop makes them; storing takes no longer than looking at each."""
    first = last = TooBigError(0)
    for size in range(1, 60):
        last.__cause__ = TooBigError(size)
        last = last.__cause__
    last.__cause__ = first
    back = through(first, tmp_path, session)
    for _ in range(60):
        back = back.__cause__
    assert back.size == 0


def test_a_cached_property_is_made_again(session: Any, tmp_path: Path) -> None:
    """On its own, as a class of the notebook has it."""
    made = through(vars(Holder)["rows"], tmp_path, session)
    holder = Holder()
    assert made.attrname == "rows"
    assert (made.__get__(holder), made.__get__(holder), holder.reads) == ([1, 2], [1, 2], 1)


@pytest.mark.parametrize("error", [ZeroDivisionError("x"), OSError(28, "No space left"), SystemExit(3), MemoryError()])
def test_whatever_storing_raises_names_the_variable(error: BaseException, session: Any, tmp_path: Path) -> None:
    """Its type, and the reason."""
    with pytest.raises(NotStorable, match=rf"the variable value \(tests.Sulking\) .*: {type(error).__name__}.*\. Make"):
        through(Sulking(error), tmp_path, session)
    assert list(tmp_path.iterdir()) == []
