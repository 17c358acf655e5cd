"""Python's garbage collector rests while a notebook is converted, and runs again afterwards."""

import gc

import pytest

from kale_converter.collecting import no_collecting
from kale_converter.convert import convert
from tests.analysis.text import notebook


@pytest.fixture
def collector():
    """The collector as it was before, whatever a test does to it."""
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


def test_switched_on_again(collector):
    """Also where the work fails: here because it is off."""
    gc.enable()
    with pytest.raises(ZeroDivisionError), no_collecting():
        1 / gc.isenabled()
    assert gc.isenabled()
    convert(notebook("x = 1"))
    assert gc.isenabled()


def test_left_off(collector):
    """Whoever has switched it off finds it off."""
    gc.disable()
    convert(notebook("x = 1"))
    assert not gc.isenabled()


def test_within_each_other(collector):
    """Only the outermost switches it on again."""
    gc.enable()
    with no_collecting():
        with no_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
