"""What a step needs of its image: the modules that it imports, looked for before any work."""

import importlib.machinery
import importlib.util
import shutil
from typing import Any, Dict, List

from .refusal import Refusal

DISTRIBUTIONS = {
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "faiss": "faiss-cpu",
    "fitz": "PyMuPDF",
    "git": "GitPython",
    "google.cloud.bigquery": "google-cloud-bigquery",
    "google.cloud.storage": "google-cloud-storage",
    "grpc": "grpcio",
    "IPython": "ipython",
    "imblearn": "imbalanced-learn",
    "jose": "python-jose",
    "jwt": "PyJWT",
    "kfp_kubernetes": "kfp-kubernetes",
    "Levenshtein": "python-Levenshtein",
    "magic": "python-magic",
    "mpl_toolkits": "matplotlib",
    "MySQLdb": "mysqlclient",
    "OpenSSL": "pyOpenSSL",
    "PIL": "Pillow",
    "pkg_resources": "setuptools",
    "psycopg2": "psycopg2-binary",
    "pylab": "matplotlib",
    "ruamel": "ruamel.yaml",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "skopt": "scikit-optimize",
    "slugify": "python-slugify",
    "tables": "tables",
    "umap": "umap-learn",
    "yaml": "PyYAML",
    "zmq": "pyzmq",
}
"""Packages that are not called as their module is. Source: the metadata (`top_level.txt`, RECORD) of these packages."""


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


def distribution(module: str) -> str:
    """The package that holds a module, as an installer calls it."""
    parts = module.split(".")
    names = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((DISTRIBUTIONS[name] for name in names if name in DISTRIBUTIONS), parts[0])


def told(absent: List[Dict[str, Any]], image: str) -> str:
    """What to say of modules that are not there."""
    lines = []
    for wanted in absent:
        package, module = distribution(wanted["module"]), wanted["module"]
        called = package if package == module.split(".")[0] else f"{package} (the module {module})"
        cell = wanted.get("cell")
        place = f"cell {cell}" if cell is not None else wanted.get("file", "a local module")
        lines.append(f"  {called}, which {place}, line {wanted['line']} imports")
    return f"the image {image} lacks\n" + "\n".join(lines)
