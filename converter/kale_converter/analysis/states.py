"""State that is carried from step to step: its names, and what sets random generators."""

from __future__ import annotations

import re

from kale_converter.analysis.library import TRUSTED

RANDOM = "state:random"
NUMPY_RANDOM = "state:numpy.random"
TORCH_RANDOM = "state:torch.random"
TENSORFLOW = "state:tensorflow"
"""TensorFlow's random generator."""
KERAS = "state:keras"
"""What Keras has numbered the names of layers and models with, and its random generator."""
JAX = "state:jax"
ENVIRON = "state:os.environ"
SYS_PATH = "state:sys.path"
SYS_ARGV = "state:sys.argv"
WARNINGS = "state:warnings"
MATPLOTLIB = "state:matplotlib"
FIGURES = "state:figures"
"""Whether a figure has been made: the first one lets Matplotlib show figures at once, for good."""
PANDAS = "state:pandas"
NUMPY = "state:numpy"
LOGGING = "state:logging"
IPYTHON = "state:ipython"
SKLEARN = "state:sklearn"
DECIMAL = "state:decimal"
TQDM = "state:tqdm"
XML = "state:xml"
CSV = "state:csv"
PLOTLY = "state:plotly"
"""Its templates, and which is the default."""

EVERYWHERE = (WARNINGS, PANDAS, NUMPY, IPYTHON, SKLEARN, DECIMAL, SYS_PATH, JAX)
"""State that shows in what any later cell puts out, or in what it can load."""

SEEDING = {
    "random.seed": (RANDOM,),
    "random.setstate": (RANDOM,),
    "numpy.random.seed": (NUMPY_RANDOM,),
    "numpy.random.set_state": (NUMPY_RANDOM,),
    "torch.manual_seed": (TORCH_RANDOM,),
    "torch.random.manual_seed": (TORCH_RANDOM,),
    "torch.set_rng_state": (TORCH_RANDOM,),
    "tensorflow.random.set_seed": (TENSORFLOW,),
    "tensorflow.compat.v1.set_random_seed": (TENSORFLOW,),
    "keras.utils.set_random_seed": (RANDOM, NUMPY_RANDOM, TENSORFLOW),
    **dict.fromkeys(
        (
            *(f"{package}.seed_everything" for package in (
                "lightning", "lightning.fabric", "lightning.fabric.utilities.seed", "lightning.pytorch",
                "lightning_fabric", "pytorch_lightning")),
            *(f"{package}.set_seed" for package in (
                "accelerate.utils", "accelerate.utils.random", "fastai.torch_core", "transformers",
                "transformers.trainer_utils")),
            "transformers.enable_full_determinism",
        ),
        (RANDOM, NUMPY_RANDOM, TORCH_RANDOM),
    ),
}  # fmt: skip
"""What sets random generators, and which."""

_SEEDING_NAME = re.compile(
    r"_*(set|fix|init|initiali[sz]e|reset|setup)\w*seeds?(_\w+)?"
    r"|_*seed_?(all|every\w*|it_all|random\w*|rngs?|torch)?"
    r"|_*random_?seeds?"
    r"|_*(set|make|enable|ensure)_(\w+_)?(determinis|reproducib)\w+",
    re.IGNORECASE,
)


def seeded_by(path: str) -> tuple[str, ...]:
    """The generators that a function of this dotted name sets: known to, or by its name (`utils.set_seed`)."""
    if path in SEEDING:
        return SEEDING[path]
    root, _, rest = path.partition(".")
    named = root not in TRUSTED and _SEEDING_NAME.fullmatch(rest.rpartition(".")[2])
    return (RANDOM, NUMPY_RANDOM, TORCH_RANDOM, TENSORFLOW) if named else ()
