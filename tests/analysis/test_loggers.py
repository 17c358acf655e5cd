"""The settings of loggers: who makes them, and where they show."""

import pytest

from tests.analysis.pipeline import codes, inputs

SETTINGS = [
    "import logging\nlogging.getLogger('optuna').setLevel(logging.ERROR)",
    "import optuna\noptuna.logging.set_verbosity(optuna.logging.WARNING)",
    "import optuna\noptuna.logging.disable_default_handler()",
    "import transformers\ntransformers.utils.logging.set_verbosity_error()",
    "import tensorflow as tf\ntf.get_logger().setLevel('ERROR')",
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_a_package_logs_shows_in_every_step_that_uses_one(setting: str) -> None:
    """The package asks for its logger by itself; NumPy and Python's own modules log nothing."""
    text = f"""
# %% [step:a]
{setting}
# %% [step:b]
import optuna
study = optuna.create_study()
# %% [step:c]
study.tell(1, 2)
# %% [step:d]
import math
import numpy as np
print(np.sqrt(math.pi))
"""
    assert inputs(text, "b") == {"state:logging": "a"}
    assert inputs(text, "c")["state:logging"] == "a"
    assert inputs(text, "d") == {}
    assert "K305" not in [code for code, _ in codes(text)]
