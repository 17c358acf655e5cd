"""What earlier cells have imported, as each step is told it."""

from kale_converter.model import Cell, CellId, CellKind
from kale_converter.program.repeated import packages_before


def test_packages_of_which_an_earlier_step_imports_a_part():
    """Surely, and more than the package alone; nothing that comes with Python."""
    texts = {
        "one": "import json.decoder\nimport alone\nfrom parts import a\nimport deep.module",
        "two": "try:\n    import tried.part\nexcept ImportError:\n    pass",
        "three": "from parts import b",
    }
    steps = {
        name: [Cell(place, CellId(name), CellKind.CODE, text, (), {})]
        for place, (name, text) in enumerate(texts.items(), start=1)
    }
    assert packages_before(steps) == {"one": (), "two": ("deep", "parts"), "three": ("deep", "parts")}
