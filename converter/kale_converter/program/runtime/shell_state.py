"""What magics set in IPython's shell: extensions, configuration, aliases, autoreload."""

import contextlib
import io
from typing import Any, Dict, List, Optional, Tuple

_PLAIN = (bool, int, float, str, type(None))


def take_shell(ipython: Any) -> Optional[Dict[str, Any]]:
    """The settings of the shell, as plain data; None where there is none."""
    shell = ipython.get_ipython()
    if shell is None:
        return None
    return {
        "extensions": sorted(shell.extension_manager.loaded),
        "settings": [(type(part).__name__, _settings(part)) for part in _configurables(shell)],
        "asked": {kind: dict(values) for kind, values in shell.config.items() if _is_plain(dict(values))},
        "aliases": [(name, text) for name, text in shell.alias_manager.aliases if isinstance(text, str)],
        "traceback": shell.InteractiveTB.mode,
        "autoreload": _autoreload(shell),
    }


def put_shell(ipython: Any, value: Optional[Dict[str, Any]]) -> None:
    """Make the shell as it was there; what is the same already is not touched."""
    shell = ipython.get_ipython()
    if shell is None or value is None:
        return
    with contextlib.redirect_stdout(io.StringIO()):
        for name in value["extensions"]:
            if name not in shell.extension_manager.loaded:
                shell.extension_manager.load_extension(name)
        _put_settings(shell, value["settings"])
        _ask(shell, value["asked"])
        known = dict(shell.alias_manager.aliases)
        for name, text in value["aliases"]:
            if known.get(name) != text:
                shell.alias_manager.define_alias(name, text)
        if shell.InteractiveTB.mode != value["traceback"]:
            shell.InteractiveTB.set_mode(mode=value["traceback"])
        reloader = _reloader(shell)
        if reloader is not None and value["autoreload"] is not None:
            vars(reloader).update(value["autoreload"])


def _configurables(shell: Any) -> List[Any]:
    return [*shell.configurables, *shell.display_formatter.formatters.values()]


def _settings(part: Any) -> Dict[str, Any]:
    """The configurable values that are plain data, and the format of floats that `%precision` makes of its own."""
    found = {}
    names = part.trait_names(config=True)
    for name in [*names, "float_format"] if getattr(part, "float_format", "") else names:
        with contextlib.suppress(Exception):
            value = getattr(part, name)
            if _is_plain(value):
                found[name] = value
    return found


def _is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple, set)):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(_is_plain(item) for pair in value.items() for item in pair)
    return isinstance(value, _PLAIN)


def _put_settings(shell: Any, settings: List[Tuple[str, Dict[str, Any]]]) -> None:
    there = {type(part).__name__: part for part in _configurables(shell)}
    for kind, values in settings:
        if kind == "InlineBackend" and kind not in there:  # it comes with the first `%matplotlib` or `%config`
            from matplotlib_inline.config import InlineBackend

            backend = InlineBackend.instance(parent=shell)
            backend.shell = shell
            shell.configurables.append(backend)
            there[kind] = backend
        for name, value in values.items():
            if kind in there and getattr(there[kind], name) != value:
                setattr(there[kind], name, value)


def _ask(shell: Any, asked: Dict[str, Dict[str, Any]]) -> None:
    """What `%config` has said of things that do not exist yet: they look here when they are made."""
    there = {type(part).__name__ for part in _configurables(shell)}
    for kind, values in asked.items():
        if kind not in there:
            shell.config[kind].update(values)


def _reloader(shell: Any) -> Any:
    return getattr(shell.magics_manager.registry.get("AutoreloadMagics"), "_reloader", None)


def _autoreload(shell: Any) -> Optional[Dict[str, Any]]:
    """How `%autoreload` and `%aimport` were called last."""
    reloader = _reloader(shell)
    if reloader is None:
        return None
    wanted = ("enabled", "check_all", "autoload_obj", "modules", "skip_modules")
    return {name: value for name, value in vars(reloader).items() if name in wanted}
