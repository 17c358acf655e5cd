"""API paths and the files they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kale_ext.errors import BadInput, NotFound
from kale_ext.server.paths import Root


@pytest.fixture
def root(tmp_path: Path) -> Root:
    (tmp_path / "root" / "sub").mkdir(parents=True)
    return Root(tmp_path / "root")


@pytest.mark.parametrize(
    "path", ["a.ipynb", "sub/a.ipynb", "sub/../a.ipynb", "not/there.ipynb", "späß ☃.ipynb", "C:a.ipynb"]
)
def test_inside(root: Root, path: str) -> None:
    """A path inside the root names the file there, and the file names the path."""
    file = root.file(path)
    assert file.is_relative_to(root.folder)
    assert root.folder / root.path(str(file)) == file


@pytest.mark.parametrize(
    "path",
    ["", "/", "..", "../a.ipynb", "../root-2/a.ipynb", "sub/../../a.ipynb", "/etc/passwd", "//etc/passwd", "a\0.ipynb"],
)
def test_outside(root: Root, path: str) -> None:
    """A path that leaves the root, is absolute or is none is bad input."""
    with pytest.raises(BadInput) as error:
        root.file(path)
    assert error.value.code == "bad-path"
    assert error.value.remedy


@pytest.mark.parametrize("path", [".hidden.ipynb", ".git/a.ipynb", "sub/.x/a.ipynb"])
def test_hidden(root: Root, path: str) -> None:
    """Hidden files are not there unless the server shows them."""
    file = root.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    with pytest.raises(NotFound):
        root.file(path)
    assert Root(root.folder, allow_hidden=True).file(path) == file


def test_links_inside_are_followed(root: Root, tmp_path: Path) -> None:
    """As in Jupyter, a link that somebody put inside the root may lead out of it."""
    (tmp_path / "data").mkdir()
    (root.folder / "link").symlink_to(tmp_path / "data")
    file = root.file("link/a.ipynb")
    assert file == root.folder / "link" / "a.ipynb"
    assert root.path(str(file)) == "link/a.ipynb"


def test_a_root_that_is_a_link(root: Root, tmp_path: Path) -> None:
    """A run that was started under the root's real name is inside, and the other way round."""
    (tmp_path / "alias").symlink_to(root.folder)
    assert Root(tmp_path / "alias").path(str(root.folder / "a.ipynb")) == "a.ipynb"
    assert root.path(str(tmp_path / "alias" / "sub" / "a.ipynb")) == "sub/a.ipynb"


def test_outside_is_shown_as_it_is(root: Root, tmp_path: Path) -> None:
    """A run of a notebook outside the root keeps its absolute path."""
    assert root.path(str(tmp_path / "b.ipynb")) == f"{tmp_path.as_posix()}/b.ipynb"


def test_the_whole_machine(tmp_path: Path) -> None:
    """A server may show the file system from its top."""
    root = Root(Path("/"), allow_hidden=True)
    assert root.file("tmp/a.ipynb") == Path("/tmp/a.ipynb")
    assert root.path("/tmp/a.ipynb") == "tmp/a.ipynb"
