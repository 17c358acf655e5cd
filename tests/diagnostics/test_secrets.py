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
    key = "a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ0f1e2d3c4b5a69788796a5b4"
    tokens = (
        f"ghp_{key[:36]}", f"glpat-{key[:20]}", f"sk-proj-{key[:20]}", f"sk_live_{key[:20]}", f"hf_{key[:34]}",
        f"xoxb-{key[:24]}", f"AIza{key[:35]}", f"pypi-AgEI{key[:44]}", f"npm_{key[:36]}", "AKIAQZ7WPL2XK4NTRVBD",
        f"dapi{'0f1e2d3c4b5a6978' * 2}", f"eyJ{key[:14]}.eyJ{key[:14]}.{key[:14]}", "-----BEGIN PRIVATE KEY-----",
        "mysql://ada:h7Kq2vX9@db/x",
    )  # fmt: skip
    lines = [*(f'x = "{token}"' for token in tokens), 'passphrase = "h7Kq2vX9"']
    for line in lines:
        assert len(secrets_in(line)) == 1, line
        assert may_hold(line), line
