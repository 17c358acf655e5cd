"""Reading notebook files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_converter.model import CellKind
from kale_converter.reading.errors import NotebookError
from kale_converter.reading.notebook import parse_notebook, read_notebook


def notebook(*cells: Any, **changes: Any) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **changes}


def code(source: Any = "x = 1", **changes: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, **changes}


def test_sources_in_lines_are_joined() -> None:
    """nbformat lets a source be a list of lines."""
    read, document = parse_notebook(notebook(code(["a = 1\n", "b = 2"])), "n")
    assert read.cells[0].source == document["cells"][0]["source"] == "a = 1\nb = 2"


def test_ids_are_filled_in_by_place_and_made_unique() -> None:
    """A missing, invalid or repeated id is replaced; the first cell with a valid one keeps it."""
    cells = [code(id="a"), code(id="a"), code(id="bad id!"), code(), code(id="cell-4"), code(id=7)]
    read, document = parse_notebook(notebook(*cells), "n")
    assert [cell.id for cell in read.cells] == ["a", "cell-2", "cell-3", "cell-4-2", "cell-4", "cell-6"]
    assert [cell["id"] for cell in document["cells"]] == [cell.id for cell in read.cells]


@pytest.mark.parametrize("minor", range(6))
def test_what_comes_out_is_valid(minor: int) -> None:
    """Whatever the minor version and whatever is missing, the JSON is a valid notebook of 4.5."""
    odd = [
        {"cell_type": "code", "source": "x"},
        {"cell_type": "markdown", "source": ["# a\n", "b"], "metadata": None, "attachments": {"a.png": {}}},
        {"cell_type": "raw"},
        code(None, outputs=None, metadata={"tags": []}),
    ]
    _, document = parse_notebook(notebook(*odd, nbformat_minor=minor, metadata=None), "n")
    nbformat.validate(document)
    assert document["nbformat_minor"] == 5


def test_a_good_notebook_is_read_as_nbformat_reads_it(tmp_path: Path) -> None:
    """For a valid notebook of 4.5 there is nothing to fill in."""
    path = tmp_path / "good.ipynb"
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell("a\nb", id="one"), nbformat.v4.new_markdown_cell("c", id="two")]
        ),
        path,
    )
    _, document = read_notebook(path)
    assert document == nbformat.read(path, as_version=4)


def test_the_given_data_is_not_changed() -> None:
    """A caller's own notebook stays as it is."""
    given_data = notebook(code(["a"]))
    before = json.dumps(given_data)
    parse_notebook(given_data, "n")
    assert json.dumps(given_data) == before


def test_the_file_is_not_changed(tmp_path: Path) -> None:
    """Reading is only reading."""
    path = tmp_path / "n.ipynb"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(notebook(code(["a"]), nbformat_minor=2)).encode())
    before = path.read_bytes()
    read, _ = read_notebook(path)
    assert read.name == "n"
    assert path.read_bytes() == before


def test_an_old_notebook_is_brought_up_to_date() -> None:
    """A notebook of format 3 has worksheets, `input` and `language`."""
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": "old"},
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 2, "source": ["Title"], "metadata": {}},
                    {"cell_type": "code", "input": ["print 1"], "language": "python", "outputs": [], "metadata": {}},
                ],
                "metadata": {},
            }
        ],
    }
    read, _ = parse_notebook(old, "n")
    assert [(cell.kind, cell.source) for cell in read.cells] == [
        (CellKind.MARKDOWN, "## Title"),
        (CellKind.CODE, "print 1"),
    ]
    assert [cell.id for cell in read.cells] == ["cell-1", "cell-2"]


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, "python"),
        ({"kernelspec": {"language": "Python"}}, "python"),
        ({"kernelspec": {"name": "x"}, "language_info": {"name": "ipython"}}, "python"),
        ({"kernelspec": {"language": "R"}, "language_info": {"name": "python"}}, "r"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": None, "language_info": "x"}, "python"),
    ],
)
def test_the_language_is_the_kernels(metadata: dict[str, Any], language: str) -> None:
    """The kernel's language counts first, then that of the last session; nothing said is Python."""
    assert parse_notebook(notebook(metadata=metadata), "n")[0].language == language


@pytest.mark.parametrize(
    ("content", "code_"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b"\x89PNG\r\n\x1a\n\xff", "not-utf8"),
        ("ä".encode("latin-1"), "not-utf8"),
        (b"import os", "not-json"),
        (b"[1, 2]", "not-a-notebook"),
        (b'{"a": 1}', "not-a-notebook"),
        (b'{"cells": 1}', "not-a-notebook"),
        (b'{"cells": [1]}', "not-a-cell"),
        (b'{"cells": [{"cell_type": "plot"}]}', "not-a-cell"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "not-a-cell"),
        (b'{"cells": [], "nbformat": 5}', "newer-format"),
        (b'{"worksheets": [3], "nbformat": 3}', "old-format"),
        (b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}', "not-unicode"),
        (b"[" * 200_000, "too-deep"),
    ],
)
def test_what_is_no_notebook_is_told_plainly(tmp_path: Path, content: bytes, code_: str) -> None:
    """One error with a code, the file's name, and what to do."""
    path = tmp_path / "bad.ipynb"
    path.write_bytes(content)
    with pytest.raises(NotebookError) as error:
        read_notebook(path)
    assert error.value.code == code_
    assert "bad.ipynb" in error.value.message
    assert error.value.remedy


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    """The two commonest mistakes with a path."""
    with pytest.raises(NotebookError) as missing:
        read_notebook(tmp_path / "no.ipynb")
    with pytest.raises(NotebookError) as folder:
        read_notebook(tmp_path)
    assert (missing.value.code, folder.value.code) == ("no-such-file", "is-a-folder")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | JSON,
        "source": st.text() | st.lists(st.text(), max_size=2) | JSON,
        "metadata": st.fixed_dictionaries({}, optional={"tags": JSON}) | JSON,
        "id": JSON,
        "outputs": JSON,
    },
)
NOTEBOOKS = st.fixed_dictionaries(
    {},
    optional={
        "nbformat": st.integers(0, 6) | JSON,
        "nbformat_minor": JSON,
        "metadata": JSON,
        "cells": st.lists(CELLS | JSON, max_size=3) | JSON,
        "worksheets": JSON,
    },
)


@settings(max_examples=150, deadline=None)
@given(NOTEBOOKS | JSON)
def test_nothing_but_a_notebook_error_comes_of_any_json(data: Any) -> None:
    """Any JSON is read or refused; what is read is a valid notebook in what counts."""
    try:
        read, document = parse_notebook(json.dumps(data), "n")
    except NotebookError:
        return
    assert len({cell.id for cell in read.cells}) == len(document["cells"])
    assert all(isinstance(cell["source"], str) for cell in document["cells"])


def test_reading_imports_nothing_slow() -> None:
    """Nothing but old notebooks needs nbformat, and nothing but `kale` metadata jsonschema."""
    program = (
        "import sys; from kale_converter.reading.notebook import parse_notebook;"
        "from kale_converter.reading.metadata import read_metadata;"
        "n, _ = parse_notebook({'cells': []}, 'n'); read_metadata(n);"
        "print([m for m in ('nbformat', 'jsonschema', 'IPython') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_quicker_start_spares_the_iri_grammar() -> None:
    """Once it is asked for, nbformat works and the slow module is not there."""
    program = (
        "from kale_converter.reading.quick_start import skip_iri_grammar; skip_iri_grammar(); skip_iri_grammar();"
        "import sys, nbformat; print(sys.modules['rfc3987_syntax'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"
