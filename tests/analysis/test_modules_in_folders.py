"""Modules that the notebook writes to a folder, or finds in the folder that it has changed to."""

from __future__ import annotations

import pytest

from tests.analysis.pipeline import codes, inputs

STATEFUL = "seen = []\ndef f(x):\n    seen.append(x)\n"


@pytest.mark.parametrize(
    ("file", "use"),
    [
        ("lib/own.py", "import own\nown.f(1)"),
        ("lib/own.py", "from lib import own\nown.f(1)"),
        ("own/__init__.py", "import own\nown.f(1)"),
        ("src/own/part.py", "from own.part import f\nf(1)"),
    ],
)
def test_one_that_keeps_state_is_told(file: str, use: str) -> None:
    """K305 names the call, and knows by the text that is written."""
    written = f"# %% [step:a]\n%%writefile {file}\n"
    assert ("K305", 2) in codes(f"{written}{STATEFUL}# %% [step:b]\n{use}\n")
    assert "K305" not in {code for code, _ in codes(f"{written}def f(x):\n    return x\n# %% [step:b]\n{use}\n")}


def test_one_that_is_found_where_the_notebook_has_changed_to_is_found_there_later() -> None:
    """Who imports it, and who may load it anew, begins in that folder; others do not."""
    text = "# %% [step:a]\nimport os\nos.chdir('repo')\n# %% [step:b]\nx = 1\n"
    text += "# %% [step:c]\nimport model\n# %% [step:d]\ny = 2\n"
    assert not inputs(text, "b")
    assert inputs(text, "c") == inputs(text, "d") == {"state:cwd": "a"}
