"""Every refusal of an export is in the docs, and the docs have no other."""

import re
from pathlib import Path

import pytest

from kale_converter.export.python import refusal

ROOT = Path(__file__).parents[2]
_ERROR = re.compile(r'(?:ExportError|NotExportable)\(\s*"([a-z-]+)"')


def test_every_code_is_documented() -> None:
    """Those in the source, and those of classes."""
    sources = (ROOT / "converter" / "kale_converter" / "export").rglob("*.py")
    raised = {code for source in sources for code in _ERROR.findall(source.read_text(encoding="utf-8"))}
    raised |= {refusal.NotPlain.code, refusal.NameTaken.code}
    listed = re.findall(
        r"^\| (`.*?`) \|", (ROOT / "docs" / "export-errors.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {code for row in listed for code in re.findall(r"`([a-z-]+)`", row)} == raised
    assert len(raised) > 10


@pytest.mark.parametrize(("source", "code"), [("%store x", "needs-ipython"), ("_show = 1", "name-taken")])
def test_a_script_says_which(source: str, code: str) -> None:
    """The error has the code and what to do."""
    from kale_converter.convert import convert
    from kale_converter.export.surroundings import Surroundings
    from kale_converter.model import Cell, CellId, CellKind, Notebook
    from kale_ext.errors import NotExportable
    from kale_ext.services.exports import Form, export

    cell = Cell(1, CellId("c"), CellKind.CODE, source, ("step:a",), {"tags": ["step:a"]})
    with pytest.raises(NotExportable, match="cell 1, line 1") as problem:
        export(convert(Notebook("some", (cell,), {})), Form.PYTHON, Surroundings())
    assert problem.value.code == code
    assert problem.value.remedy
