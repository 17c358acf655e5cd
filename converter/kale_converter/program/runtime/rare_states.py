"""State that few notebooks set: dialects of CSV, prefixes of XML, what tqdm adds to pandas."""

import sys
from typing import Any, Dict, Tuple


def take_xml(module: Any) -> Dict[str, str]:
    """The prefixes of namespaces."""
    return dict(module._namespace_map)


def put_xml(module: Any, value: Dict[str, str]) -> None:
    """The same prefixes."""
    module._namespace_map.clear()
    module._namespace_map.update(value)


_OF_A_DIALECT = (
    "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict",
)  # fmt: skip


def take_csv(module: Any) -> Tuple[Dict[str, Dict[str, Any]], int]:
    """The dialects, each with its settings, and the largest field."""
    dialects = {name: module.get_dialect(name) for name in module.list_dialects()}
    settings = {name: {key: getattr(one, key) for key in _OF_A_DIALECT} for name, one in dialects.items()}
    return settings, module.field_size_limit()


def put_csv(module: Any, value: Tuple[Dict[str, Dict[str, Any]], int]) -> None:
    """The same dialects, and no others."""
    for name in module.list_dialects():
        module.unregister_dialect(name)
    for name, settings in value[0].items():
        module.register_dialect(name, **settings)
    module.field_size_limit(value[1])


def take_tqdm(_: Any) -> Any:
    """The class and the settings that `tqdm.pandas` was last called with, which only its methods know."""
    method = getattr(getattr(sys.modules.get("pandas"), "DataFrame", None), "progress_apply", None)
    if method is None:
        return None
    known = dict(zip(method.__code__.co_freevars, (cell.cell_contents for cell in method.__closure__)))
    return known["cls"], known["tqdm_kwargs"]


def put_tqdm(_: Any, value: Any) -> None:
    """Call it again with the same."""
    if value is not None:
        value[0].pandas(**value[1])
