"""Python environments that stand for the images of steps: what a notebook imports, and nothing of ours.

A package is not installed there but linked from the environment of the tests, with all that it requires: nothing is
downloaded, and an environment takes a tenth of a second.
"""

from __future__ import annotations

import re
import sys
import venv
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

SCIENCE = ("numpy", "pandas", "scikit-learn", "matplotlib", "seaborn", "tqdm")
"""What the notebooks of the cases import."""
FOREIGN = ("kale_ext", "kale_converter", "IPython", "cloudpickle", "jupyter_server", "nbformat", "ipykernel")
"""What no image needs to have."""


def environment(folder: Path, packages: tuple[str, ...] = ()) -> Path:
    """Make one in the folder and return the folder of its `python3`."""
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    library = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    for found in _with_requirements(packages).values():
        for entry in sorted(
            {file.parts[0] for file in found.files or () if file.parts[0] not in {"..", "__pycache__"}}
        ):
            link = library / entry
            if not link.exists():
                link.symlink_to(Path(str(found.locate_file(entry))))
    return folder / "bin"


def _with_requirements(packages: tuple[str, ...]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    waiting = list(packages)
    while waiting:
        name = re.split(r"[^\w.-]", waiting.pop(), maxsplit=1)[0].lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # a requirement of another platform or Python
        waiting += [one for one in found[name].requires or () if "extra ==" not in one]
    return found
