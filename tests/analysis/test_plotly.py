"""Plotly's templates, which every figure begins with. By the analysis alone, as it is not installed."""

from __future__ import annotations

import pytest

from tests.analysis.pipeline import codes, inputs

BEGIN = "# %% [imports]\nimport pandas as pd\nimport plotly.express as px\nimport plotly.graph_objects as go\n"
BEGIN += "import plotly.io as pio\nfig = go.Figure()\n"


@pytest.mark.parametrize(
    "setting",
    [
        'pio.templates.default = "plotly_dark"',
        'pio.templates["mine"] = {}',
        'pio.templates["plotly"].layout.font.size = 20',
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        "go.Figure()",
        "px.bar(x=[1], y=[1])",
        "pio.templates.default",
        "pd.Series([1]).plot()",
        "fig.update_layout(template='mine')",
        "fig.layout.template = 'mine'",
    ],
)
def test_a_figure_has_the_templates_that_were_set(setting: str, use: str) -> None:
    """They come from the cell that has set them, which K305 need not tell of."""
    text = f"{BEGIN}# %% [step:a]\n{setting}\n# %% [step:b]\nx = 1\n# %% [step:c]\n{use}\n"
    assert inputs(text, "c")["state:plotly"] == "a"
    assert not inputs(text, "b")
    assert "K305" not in {code for code, _ in codes(text)}
