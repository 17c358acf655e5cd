"""The list of packages whose notebooks the corpus is run on."""

import pytest

from tests.corpus.packages import LIST, Package, listed, missing


@pytest.fixture
def source(tmp_path):
    """An unpacked source with two notebooks and something else."""
    for name in ("a.ipynb", "b.ipynb", "c.py"):
        (tmp_path / name).touch()
    return tmp_path


def package(notebooks=("*.ipynb",), **without):
    return Package("p", "1", tuple(notebooks), (), without)


def test_every_entry_of_the_list_is_whole():
    """It has a name, a version and notebooks, and says why it leaves one out."""
    packages = listed(LIST)
    assert len({entry.name for entry in packages}) == len(packages) > 10
    assert all(entry.version and entry.notebooks and all(entry.without.values()) for entry in packages)


def test_a_pattern_stands_for_all_notebooks_that_are_not_left_out(source):
    """Sorted by path."""
    assert package().chosen(source) == [source / "a.ipynb", source / "b.ipynb"]
    assert package(**{"a.ipynb": "downloads"}).chosen(source) == [source / "b.ipynb"]


@pytest.mark.parametrize("wrong", [package(["d/*.ipynb"]), package(**{"d.ipynb": "downloads"})])
def test_what_names_no_file_is_told(wrong, source):
    """A new version of a package may have moved its notebooks."""
    with pytest.raises(ValueError, match=r"p 1 has no d.*mend packages\.toml"):
        wrong.chosen(source)


def test_what_is_not_installed_is_told_with_its_version():
    """Also where another version is there."""
    absent = Package("no-such-package", "1", (), ("pytest", "pip==0.0"), {})
    assert list(missing([absent])) == ["no-such-package==1", "pip==0.0"]
