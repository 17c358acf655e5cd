"""Functions of modules that nothing is known of set the generators where they are called so."""

from __future__ import annotations

import pytest

from tests.analysis.pipeline import inputs


@pytest.mark.parametrize(
    ("line", "seeding"),
    [
        ("import utils", "utils.set_seed(42)"),
        ("from src.tools import seed_everything", "seed_everything(42)"),
        ("from helpers import *", "fix_random_seed()"),
        ("import helpers", "helpers.setSeed(1)"),
        ("import helpers", "helpers.seed_all(1)"),
        ("import helpers", "helpers.make_reproducible(1)"),
        ("import helpers", "helpers.set_deterministic_mode()"),
    ],
)
def test_a_function_with_such_a_name_sets_the_generators(line: str, seeding: str) -> None:
    """Who draws gets the state from the cell that calls it."""
    text = f"# %% [imports]\nimport random\nimport numpy as np\n{line}\n# %% [step:a]\n{seeding}\n"
    text += "# %% [step:b]\nprint(random.random(), np.random.rand())\n"
    assert {"state:random": "a", "state:numpy.random": "a"}.items() <= inputs(text, "b").items()


@pytest.mark.parametrize("call", ["helpers.seeds_of(image)", "helpers.get_seed()", "helpers.random_walk()"])
def test_others_set_nothing(call: str) -> None:
    """A generator that is not set is not handed on."""
    text = f"# %% [imports]\nimport random\nimport helpers\nimage = 1\n# %% [step:a]\nx = {call}\n"
    assert not inputs(text + "# %% [step:b]\nprint(random.random())\n", "b")


def test_what_was_set_before_stays_where_the_function_sets_others() -> None:
    """`set_seed` may set `random` only."""
    text = "# %% [imports]\nimport numpy as np\nimport utils\n# %% [step:a]\nnp.random.seed(1)\n"
    text += "# %% [step:b]\nutils.set_seed(2)\n# %% [step:c]\nprint(np.random.rand())\n"
    assert inputs(text, "b") == {"state:numpy.random": "a"}


def test_calls_of_which_nothing_is_known_may_draw_from_pytorch() -> None:
    """A network that a module beside the notebook defines begins with weights that are drawn."""
    text = "# %% [imports]\nimport torch\nimport models\n# %% [step:a]\ntorch.manual_seed(1)\n"
    text += "# %% [step:b]\nnet = models.Net()\n# %% [step:c]\nx = torch.rand(2)\n"
    assert inputs(text, "c") == {"state:torch.random": "b"}
