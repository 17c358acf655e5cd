"""TensorFlow, Keras, JAX and Lightning: what they keep in the process. By the analysis alone, as none is installed."""

from __future__ import annotations

import pytest

from kale_converter.convert import convert
from kale_converter.model import Division
from tests.analysis.pipeline import codes, inputs
from tests.analysis.text import notebook

MODEL = """
# %% [imports]
import keras
from keras import layers
# %% [step:a]
layer = layers.Dense(1)
given = keras.Input((2,))
net = keras.Model(given, layer(given))
optimizer = keras.optimizers.SGD()
net.compile(optimizer, loss="mse")
half = keras.Model(net.inputs, net.layers[0].output)
first = net.layers[0]
twin = keras.models.clone_model(net)
past = net.fit(X, y).history
"""

SEEDS = [
    ("import lightning as L", "L.seed_everything(0)"),
    ("from lightning.pytorch import seed_everything", "seed_everything(0)"),
    ("import transformers", "transformers.set_seed(0)"),
    ("import keras", "keras.utils.set_random_seed(0)"),
]
"""What seeds Python's and NumPy's generators."""


@pytest.mark.parametrize(("line", "seeding"), SEEDS)
def test_packages_seed_the_generators_of_python_and_numpy(line: str, seeding: str) -> None:
    """Who draws gets the state from the cell that seeds."""
    text = f"# %% [imports]\nimport random\nimport numpy as np\n{line}\n# %% [step:a]\n{seeding}\n"
    text += "# %% [step:b]\nprint(random.random(), np.random.rand())\n"
    assert inputs(text, "b") == {"state:random": "a", "state:numpy.random": "a"}
    assert "K305" not in {code for code, _ in codes(text)}


def test_tensorflow_draws_on_where_the_last_cell_has_left_its_generator() -> None:
    """Its own seed is carried, and not told as a setting that is lost (K305)."""
    text = "# %% [imports]\nimport tensorflow as tf\n# %% [step:a]\ntf.random.set_seed(1)\n"
    text += "# %% [step:b]\nx = tf.random.normal((2,))\n# %% [step:c]\nprint(tf.random.normal((2,)))\n"
    assert inputs(text, "c") == {"state:tensorflow": "b"}
    assert "K305" not in {code for code, _ in codes(text)}


@pytest.mark.parametrize("made", ["keras.layers.Dense(2)", "keras.Sequential([])", "Net()"])
def test_names_of_layers_are_numbered_on(made: str) -> None:
    """`dense_1` follows `dense`, though another process makes it."""
    text = "# %% [imports]\nimport keras\n# %% [functions]\nclass Net(keras.Model):\n    pass\n"
    text += f"# %% [step:a]\none = {made}\n# %% [step:b]\nother = {made}\n"
    assert inputs(text, "b") == {"state:keras": "a"}


def test_what_makes_nothing_does_not_number_on() -> None:
    """Showing a model, or asking it, needs no other cell that has made one."""
    text = "# %% [imports]\nimport keras\n# %% [step:a]\none = keras.Sequential([])\n"
    text += "# %% [step:b]\nother = keras.layers.Dense(2)\n# %% [step:c]\nprint(one.count_params())\n"
    assert inputs(text, "c") == {"one": "a"}


@pytest.mark.parametrize("line", ["jax.config.update('jax_enable_x64', True)", "jax.config.jax_enable_x64 = True"])
def test_settings_of_jax_hold_in_every_later_step(line: str) -> None:
    """They show in what operators make of arrays, which does not name the package."""
    text = f"# %% [imports]\nimport jax\n# %% [step:a]\n{line}\n# %% [step:b]\nprint(1)\n"
    assert inputs(text, "b") == {"state:jax": "a"}
    assert "K305" not in {code for code, _ in codes(text)}


@pytest.mark.parametrize("other", ["layer", "half", "first", "optimizer"])
def test_what_shares_layers_is_handed_on_with_layers_of_its_own(other: str) -> None:
    """K406 tells it where one of them is changed, and a division by cells keeps the cells together."""
    text = MODEL.replace("X, y", "[1], [2]") + f"# %% [step:b]\nnet.fit([1], [2])\nprint({other})\n"
    assert ("K406", 2) in codes(text)
    pipeline = convert(notebook(text), Division.CELLS).pipeline
    assert pipeline is not None
    assert [len(step.cells) for step in pipeline.steps] == [2]


@pytest.mark.parametrize(
    "line", ["net.fit([1], [2])\nprint(twin)", "net.fit([1], [2])\nprint(past)", "print(net, half)"]
)
def test_what_shares_no_layers_is_handed_on(line: str) -> None:
    """A clone and a record of numbers have none in common with the model; nor does it matter where nothing changes."""
    text = MODEL.replace("X, y", "[1], [2]") + f"# %% [step:b]\n{line}\n"
    assert "K406" not in {code for code, _ in codes(text)}


def test_keras_of_tensorflow_is_keras() -> None:
    """`tf.keras` is another name of the package."""
    text = "# %% [imports]\nimport tensorflow as tf\n# %% [step:a]\none = tf.keras.layers.Dense(2)\n"
    text += "# %% [step:b]\nother = tf.keras.layers.Dense(2)\n"
    assert inputs(text, "b") == {"state:keras": "a"}


def test_who_is_called_back_by_a_model_is_changed_with_it() -> None:
    """What `fit` is given by `callbacks` is the model's from then on."""
    text = "# %% [imports]\nimport keras\n# %% [functions]\nclass Log(keras.callbacks.Callback):\n    pass\n"
    text += "# %% [step:a]\nnet = keras.Sequential([])\nlog = Log()\n"
    text += "# %% [step:b]\nnet.fit([1], [2], callbacks=[log])\n# %% [step:c]\nprint(log.seen)\n"
    assert inputs(text, "c")["log"] == "b"


def test_a_class_is_handed_on_as_it_has_been_registered() -> None:
    """With JAX, by another cell than the one that defines it, with functions that read a variable."""
    text = "# %% [imports]\nimport jax\n# %% [step:a]\nclass Pair:\n    pass\nscale = 2\n# %% [step:b]\n"
    text += "jax.tree_util.register_pytree_node(Pair, lambda p: ((p.x * scale,), None), lambda _, x: Pair())\n"
    text += "# %% [step:c]\nprint(jax.tree_util.tree_leaves(Pair()))\n"
    assert inputs(text, "c") == {"Pair": "b", "scale": "a"}


LIGHTNING = """
# %% [imports]
import lightning as L
# %% [functions]
class Net(L.LightningModule):
    pass
# %% [step:a]
net = Net()
trainer = L.Trainer()
# %% [step:b]
trainer.fit(net, [1])
# %% [step:c]
"""


def test_a_trainer_changes_the_module() -> None:
    """What it has trained comes from the step that does; that it is no longer the module's trainer there is told."""
    assert inputs(f"{LIGHTNING}print(net)\n", "c")["net"] == "b"
    assert "K310" not in {code for code, _ in codes(f"{LIGHTNING}print(net)\n")}
    assert ("K310", 5) in codes(f"{LIGHTNING}print(net.trainer)\n")


def test_derivatives_of_jax_are_told() -> None:
    """Of the pair of a value and a derivative it is told that one may be what cannot be handed on (K402)."""
    head = "# %% [imports]\nimport jax\n# %% [functions]\ndef f(x):\n    return x\n# %% [step:a]\n"
    assert ("K402", 3) in codes(f"{head}y, back = jax.vjp(f, 3.0)\n# %% [step:b]\nprint(back(1.0))\n")


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("tf.random.normal([2], seed=1)", True),
        ("tf.nn.dropout(tf.ones(3), 0.5, seed=1)", True),
        ("tf.random.normal([2])", False),
        ("tf.random.stateless_normal([2], seed=[1, 2])", False),
    ],
)
def test_operations_with_a_seed_of_their_own_are_told(drawn: str, told: bool) -> None:
    """Each gives other numbers when it runs again, as the process counts how often it has."""
    text = f"# %% [imports]\nimport tensorflow as tf\n# %% [step:a]\n{drawn}\n# %% [step:b]\n{drawn}"
    assert (("K310", 3) in codes(text)) == told
