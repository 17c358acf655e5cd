"""What a step needs of its image: the modules that it imports, looked for before any work."""

import importlib.machinery
import importlib.util
import shutil
from typing import Any, Dict, List

from .refusal import Refusal


def check(bundle: Dict[str, Any]) -> None:
    """Raise Refusal where the image lacks what the step surely needs."""
    image = bundle["image"] or "of this step"
    absent = missing(bundle["imports"])
    if absent:
        remedy = "choose an image that has it (`image:` tag, or `image` in the notebook's settings), or build one"
        raise Refusal(told(absent, image), remedy)
    cells = [*bundle["program"]["prologue"]["cells"], *bundle["program"]["steps"][0]["cells"]]
    if not is_there("IPython"):
        _check_plain(cells, image)


def _check_plain(cells: List[Dict[str, Any]], image: str) -> None:
    """Where there is no IPython: what the cells use of it must be known here."""
    needing = [(cell["index"], line, name) for cell in cells for line, name in cell.get("plain", {}).get("needs", ())]
    if needing:
        lines = [f"  cell {cell}, line {line} uses {name}, which needs IPython" for cell, line, name in needing]
        message = f"the image {image} lacks ipython\n" + "\n".join(lines)
        raise Refusal(message, "choose an image that has it, or do without the magic")
    for cell in cells:
        for program in cell.get("plain", {}).get("programs", ()):
            if shutil.which(program) is None:
                message = f"cell {cell['index']} runs {program}, which the image {image} lacks"
                raise Refusal(message, "choose an image that has it")


def missing(imports: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Those of the bundle's imports that are not there. Nothing is imported to find out."""
    return [wanted for wanted in imports if not is_there(wanted["module"])]


def is_there(module: str) -> bool:
    """Whether a module can be found. Of a package that is a folder only, also whether its part can."""
    parts = module.split(".")
    try:
        spec = importlib.util.find_spec(parts[0])
        for count in range(2, len(parts) + 1):
            if spec is None or spec.origin is not None or not spec.submodule_search_locations:
                break
            name = ".".join(parts[:count])
            spec = importlib.machinery.PathFinder.find_spec(name, list(spec.submodule_search_locations))
    except (ImportError, ValueError, AttributeError):
        return False
    return spec is not None


def told(absent: List[Dict[str, Any]], image: str) -> str:
    """What to say of modules that are not there."""
    lines = []
    for wanted in absent:
        module = wanted["module"]
        called = f"{wanted['package']} (the module {module})" if "package" in wanted else module.split(".")[0]
        cell = wanted.get("cell")
        place = f"cell {cell}" if cell is not None else wanted.get("file", "a local module")
        lines.append(f"  {called}, which {place}, line {wanted['line']} imports")
    return f"the image {image} lacks\n" + "\n".join(lines)
