"""Notebooks that are being edited."""

from pathlib import Path
from threading import Event, Thread

from kale_ext.services.interpreters import REMEMBERED, Interpreters


def test_a_notebook_keeps_its_interpreter():
    """The same one for the same notebook, another for another."""
    interpreters = Interpreters()
    with interpreters.lend(Path("a")) as first, interpreters.lend(Path("b")) as other:
        assert first is not other
    with interpreters.lend(Path("a")) as again:
        assert again is first


def test_those_used_longest_ago_are_forgotten():
    """A server that stays up for months remembers only so many notebooks."""
    interpreters = Interpreters()
    with interpreters.lend(Path("a")) as first:
        pass
    for number in range(REMEMBERED):
        with interpreters.lend(Path(str(number))):
            pass
    with interpreters.lend(Path("a")) as again:
        assert again is not first


def test_one_thread_at_a_time():
    """Who asks for an interpreter that is lent gets it when it is given back."""
    interpreters, got = Interpreters(), Event()

    def ask():
        with interpreters.lend(Path("a")):
            got.set()

    with interpreters.lend(Path("a")):
        thread = Thread(target=ask)
        thread.start()
        assert not got.wait(0.05)
    assert got.wait(10)
    thread.join()
