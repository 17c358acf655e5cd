"""What looks like a secret is found, and never shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kale_converter.convert import convert
from kale_converter.diagnostics.secrets import masked, may_hold, secrets_in
from kale_converter.diagnostics.text import render
from tests.analysis.text import notebook

PASSWORD = "h7Kq2vX9-lemon"


def test_no_finding_shows_a_secret() -> None:
    """Findings of other rules on the same line neither."""
    text = f'# %% [step:a]\nfrom x import y\nif y:\n    pass\nprint(nowhere, y(password="{PASSWORD}"))'
    findings = convert(notebook(text)).diagnostics
    assert {finding.code for finding in findings} >= {"K202", "K601"}
    assert PASSWORD not in "".join(render(finding) + repr(finding) for finding in findings)


def test_a_mask_is_as_long_as_the_secret() -> None:
    """So that what is marked under the line stays where it is."""
    line = f'f(password="{PASSWORD}", x=nowhere)'
    assert masked(line) == line.replace(PASSWORD, "*" * len(PASSWORD))


@given(st.text())
def test_masking_changes_nothing_else(line: str) -> None:
    """Whatever the line holds."""
    after = masked(line)
    assert len(after) == len(line)
    assert [b for b in after if b != "*"] == [a for a, b in zip(line, after, strict=True) if b != "*"]


def test_the_quick_look_sees_whatever_the_search_finds() -> None:
    """Else secrets would be missed for speed."""
    lines = (
        'x = "AKIAQZ7WPL2XK4NTRVBD"', 'x = "ghp_' + "a1B2" * 10 + '"', 'x = "glpat-' + "a1B2" * 5 + '"',
        'x = "sk-proj-9fK2mQ7xT4vL8wR1zB6n"', 'x = "sk_live_9fK2mQ7xT4vL8wR1zB6n"', 'x = "hf_' + "aB3dE6gH" * 4 + '"',
        'x = "xoxb-1234567890-aBcDeFgHiJkL"', 'x = "AIzaSyD4k9fK2mQ7xT4vL8wR1zB6nQ0pE3uW5yZ"[:39]',
        'x = "pypi-AgEIcHlwaS5vcmcCJD4k9fK2mQ7xT4vL8wR1zB6nQ0pE3uW5y"', 'x = "npm_' + "a1B2c3D4e" * 4 + '"',
        'x = "dapi0f1e2d3c4b5a69788796a5b4c3d2e1f0"', 'x = "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4"',
        "-----BEGIN PRIVATE KEY-----", 'x = "mysql://ada:h7Kq2vX9@db/x"', 'passphrase = "h7Kq2vX9"',
    )  # fmt: skip
    for line in lines:
        assert len(secrets_in(line)) == 1, line
        assert may_hold(line), line
