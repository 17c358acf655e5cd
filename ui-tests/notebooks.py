"""The notebooks of the journeys, written into the server's folder."""

from __future__ import annotations

import json
import platform
import shutil
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

RICH = [
    ("step:zoo", "from IPython.display import HTML\nHTML('zoo<script>window.kaleWasHere = 1</script>')"),
    ("step:yak prev:zoo", "from IPython.display import HTML\nHTML('<table><tr><td>horns</td><td>2</td></tr></table>')"),
    ("step:ant prev:zoo", "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()"),
    ("step:end prev:yak prev:ant", "print('all of them')"),
]
WRONG = [
    ("step:a prev:nowhere", "x = 1"),
    ("step:b", "print(x)\nprint(undefined_thing, 'and a line that is longer than the panel is wide, by far')"),
    ("step:c limit:cpu:abc", "y = ("),
]

SURPRISING = [
    ("step:load", "import surprise\nx = [1]"),
    ("step:look", "len(x)\nsurprise.grow()"),
    ("step:measure", "y = len(x)"),
    ("step:report", "print(x, y)"),
]


def surprising(folder: Path) -> Path:
    """A notebook whose step `look` changes `x` by way of a library, which its text does not show."""
    (folder / "surprise.py").write_text("import __main__\n\ndef grow(): __main__.x.append(2)\n", encoding="utf-8")
    return write(folder, "surprising", SURPRISING)


def example(name: str, folder: Path) -> Path:
    """A copy of one of the examples."""
    return Path(shutil.copy(EXAMPLES / f"{name}.ipynb", folder))


def tags(file: Path) -> list[list[str]]:
    """The tags of each code cell in the file; of one that has no list of tags, none."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return [cell["metadata"].get("tags", []) for cell in cells if cell["cell_type"] == "code"]


def as_saved_by_lab(file: Path) -> Path:
    """The same file with the description of the kernel's language, which Lab else adds by itself, making it unsaved."""
    content = json.loads(file.read_text(encoding="utf-8"))
    content["metadata"]["kernelspec"] = KERNEL
    content["metadata"]["language_info"] = {
        "codemirror_mode": {"name": "ipython", "version": sys.version_info.major},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": f"ipython{sys.version_info.major}",
        "version": platform.python_version(),
    }
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def write(folder: Path, name: str, cells: list[tuple[str, str]]) -> Path:
    """A notebook of code cells, each (tags with blanks between, source)."""
    content = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"cell-{number}",
                "metadata": {"tags": tags.split()} if tags else {},
                "outputs": [],
                "source": source,
            }
            for number, (tags, source) in enumerate(cells, 1)
        ],
        "metadata": {"kernelspec": KERNEL},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    file = folder / f"{name}.ipynb"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def held(folder: Path) -> Path:
    """A notebook whose step `hold` waits, a minute at most, until there is a file `go` beside it."""
    wait = (
        "import pathlib, time\n"
        "print('holding', flush=True)\n"
        "deadline = time.monotonic() + 60\n"
        "while not pathlib.Path('go').exists() and time.monotonic() < deadline:\n"
        "    time.sleep(0.05)\n"
        "held = True"
    )
    return write(
        folder,
        "held",
        [("step:first", "x = 1"), ("step:hold", f"{wait}\ny = x + 1"), ("step:last", "print('the end', y)")],
    )
