"""Notebooks that are being edited."""

from pathlib import Path
from threading import Event, Thread

from kale_ext.services.analysers import REMEMBERED, Analysers


def test_a_notebook_keeps_its_analyser():
    """The same one for the same notebook, another for another."""
    analysers = Analysers()
    with analysers.lend(Path("a")) as first, analysers.lend(Path("b")) as other:
        assert first is not other
    with analysers.lend(Path("a")) as again:
        assert again is first


def test_those_used_longest_ago_are_forgotten():
    """A server that stays up for months remembers only so many notebooks."""
    analysers = Analysers()
    with analysers.lend(Path("a")) as first:
        pass
    for number in range(REMEMBERED):
        with analysers.lend(Path(str(number))):
            pass
    with analysers.lend(Path("a")) as again:
        assert again is not first


def test_one_thread_at_a_time():
    """Who asks for an analyser that is lent gets it when it is given back."""
    analysers, got = Analysers(), Event()

    def ask():
        with analysers.lend(Path("a")):
            got.set()

    with analysers.lend(Path("a")):
        thread = Thread(target=ask)
        thread.start()
        assert not got.wait(0.05)
    assert got.wait(10)
    thread.join()
