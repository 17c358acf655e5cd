"""Compiling a notebook of nine steps. Floor: reading the file and parsing its cells. Peer: Kale 2.3."""

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT, VENV, command, report

TITANIC = ROOT.parent / "shared/notebooks/kale/titanic.ipynb"
NOTEBOOK = TITANIC if TITANIC.exists() else ROOT / "examples/digits.ipynb"
KALE = ROOT / ".venv-peers/kale/bin"
PARSING = """
import ast, json, sys
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        try:
            ast.parse("".join(cell["source"]))
        except SyntaxError:
            pass
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "out.json"
        ours = command([VENV / "kale", "compile", NOTEBOOK, "--output", target], repeats=9)
        floor = command([sys.executable, "-c", PARSING, NOTEBOOK], repeats=9)
        peer = command([KALE / "kale", "--nb", NOTEBOOK], cwd=Path(place), repeats=3) if KALE.exists() else None
    report(f"compile {NOTEBOOK.stem}", ours, {"json + ast.parse": floor, "Kale 2.3": peer})


if __name__ == "__main__":
    main()
