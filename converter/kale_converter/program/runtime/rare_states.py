"""State that few notebooks set: dialects of CSV, prefixes of XML, what tqdm adds to pandas, Plotly's templates."""

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


def take_plotly(module: Any) -> Tuple[Dict[str, Any], Any]:
    """The templates that have been loaded or registered, and the default: names, or a template."""
    known = module.templates._templates
    return {name: one for name, one in known.items() if hasattr(one, "to_plotly_json")}, module.templates.default


def put_plotly(module: Any, value: Tuple[Dict[str, Any], Any]) -> None:
    """The same templates and default; of the others Plotly's own are loaded where they are asked for."""
    templates, default = value
    for name, one in templates.items():
        module.templates[name] = one
    module.templates.default = default
