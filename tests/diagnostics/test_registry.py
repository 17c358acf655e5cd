"""The rules as a whole, and how their findings are switched off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kale_converter import diagnostics
from kale_converter.convert import convert
from kale_converter.diagnostics.registry import RULES
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Severity
from kale_converter.reading.notebook import parse_notebook

FILES = sorted((Path(diagnostics.__file__).parent / "rules").glob("k*.py"))


def codes(source: str, *tags: str, kale: object = None, cell_kale: object = None) -> list[str]:
    metadata = {"tags": list(tags), **({} if cell_kale is None else {"kale": cell_kale})}
    cell = {"cell_type": "code", "source": source, "metadata": metadata}
    content = {"cells": [cell], "metadata": {} if kale is None else {"kale": kale}}
    return [finding.code for finding in convert(parse_notebook(content, "n")[0]).diagnostics]


def test_every_rule_has_a_code_and_a_name_of_its_own() -> None:
    """Codes are stable and public, so two rules can never share one."""
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_rules_are_sorted_by_code() -> None:
    """So that lists of them are."""
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """Its docstring is its page in the docs: what, why, what to do."""
    page = type(rule).__doc__ or ""
    assert re.match(r"K\d{3}$", rule.code)
    assert re.findall(r"^    (\S.*)\n    -+$", page, re.MULTILINE) == ["What", "Why", "What to do"]
    assert page.split("\n")[0].endswith(".")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_a_rule_is_registered(path: Path) -> None:
    """A rule that nobody asks is no rule."""
    assert path.stem[:4].upper() in {rule.code for rule in RULES}


@pytest.mark.parametrize("comment", ["# kale: ignore[K101]", "#kale:ignore", "# kale: ignore[K999, k101]  # why"])
def test_a_comment_on_the_line_switches_off(comment: str) -> None:
    """One code, several, or all."""
    assert codes(f"x = f()  {comment}\ny = f()", "pipeline-parameters").count("K101") == 1


@pytest.mark.parametrize("comment", ["# kale: ignore[K999]", "# kale: ignore[]", "# kale: ignored"])
def test_another_comment_does_not(comment: str) -> None:
    """The code must be the finding's."""
    assert codes(f"x = f()  {comment}", "pipeline-parameters").count("K101") == 1


@pytest.mark.parametrize("comment", ["# kale: ignore[K101]", "  #kale:ignore  # all of it"])
def test_a_comment_on_a_line_of_its_own_counts_for_the_cell(comment: str) -> None:
    """Wherever in the cell it stands."""
    assert "K101" not in codes(f"x = f()\n{comment.strip()}\ny = f()", "pipeline-parameters")
    assert "K101" not in codes(f"{comment.strip()}\nx = f()", "pipeline-parameters")


@pytest.mark.parametrize("code", ["K999", "K011"])
def test_a_comment_with_a_code_that_does_not_count_is_told(code: str) -> None:
    """One that no rule has, or one of an error."""
    assert "K007" in codes(f"1  # kale: ignore[{code}]")
    assert "K007" not in codes("1  # kale: ignore[K101]")


def test_metadata_of_the_notebook_or_the_cell_switch_off() -> None:
    """`metadata.kale.ignore` is a list of codes."""
    assert "K010" in codes("1", "stpe:a")
    assert "K010" not in codes("1", "stpe:a", kale={"ignore": ["K010"]})
    assert "K010" not in codes("1", "stpe:a", cell_kale={"ignore": ["K010"]})


def test_errors_cannot_be_switched_off() -> None:
    """They stop the conversion for a reason."""
    source = "1  # kale: ignore"
    found = codes(source, "limit:cpu", kale={"ignore": ["K011"]}, cell_kale={"ignore": ["K011"]})
    assert "K011" in found
    assert next(rule for rule in RULES if rule.code == "K011").severity is Severity.ERROR


def test_a_cell_sets_the_severity_for_itself() -> None:
    """Over what the notebook says."""
    cell = {
        "cell_type": "code",
        "source": "1",
        "metadata": {"tags": ["stpe:a"], "kale": {"severity": {"K010": "error"}}},
    }
    other = {"cell_type": "code", "source": "1", "metadata": {"tags": ["stpe:a"]}}
    content = {"cells": [cell, other], "metadata": {"kale": {"severity": {"K010": "info"}}}}
    found = [finding for finding in convert(parse_notebook(content, "n")[0]).diagnostics if finding.code == "K010"]
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.INFO]
