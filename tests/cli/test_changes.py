"""What `kale compile --check` shows of a file that is out of date."""

from kale_ext.cli.changes import changes


def test_the_same_text_has_no_changes() -> None:
    """Nothing to tell."""
    assert changes("a\nb\n", "a\nb\n") == []


def test_each_place_with_what_was_and_what_is() -> None:
    """By the line of the file as it is."""
    old, new = "a\nb\nc\nd\ne\n", "a\nB\nc\nd\nmore\ne\n"
    assert changes(old, new) == ["  line 2:", "  - b", "  + B", "  line 5:", "  + more"]


def test_long_lines_and_many_are_shortened() -> None:
    """The rest is counted."""
    told = changes("x" * 300, "\n".join(f"{n} {'y' * 300}" for n in range(20)))
    assert told[0] == "  line 1:"
    assert told[-1] == "  and 13 more"
    assert all(len(line) <= 104 for line in told)


def test_two_large_files_are_told_soon() -> None:
    """They are not compared line by line."""
    old, new = ("\n".join(f"{sign}{n}" for n in range(20_000)) for sign in "ab")
    assert changes(f"same\n{old}", f"same\n{new}")[:2] == ["  line 2:", "  - a0"]
