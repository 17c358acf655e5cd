"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("shared-machine", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("shared-machine")

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the expected texts anew instead of comparing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two test files that Python knows by one name are an error: pytest would run the first one in place of both."""
    for item in items:
        module = getattr(item, "module", None)
        if module is not None and not item.path.samefile(module.__file__):
            raise pytest.UsageError(f"{item.path} is taken for {module.__file__}: its folder needs an __init__.py")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file that holds what is expected; with `--update-golden`, write that file."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(expected: Path, text: str) -> None:
        if update:
            expected.write_text(text, encoding="utf-8")
            return
        assert expected.exists(), f"{expected.name} is missing: run pytest --update-golden and look at what it wrote"
        assert text == expected.read_text(encoding="utf-8")

    return compare
