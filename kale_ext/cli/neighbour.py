"""Whether kubeflow-kale is installed beside us: it has a `kale` command and a panel of its own."""

from __future__ import annotations

from importlib.util import find_spec

from kale_ext.cli.terminal import Terminal

_NOTICE = (
    "kubeflow-kale {version} is installed in this environment as well. Kale Ext replaces it, and both bring a command "
    "`kale` and a JupyterLab panel. Remove it: pip uninstall kubeflow-kale, then "
    "pip install --force-reinstall --no-deps kale-ext"
)


def warn_of_neighbour(terminal: Terminal) -> None:
    """Say so on stderr where kubeflow-kale is installed."""
    version = neighbour()
    if version is not None:
        terminal.say(terminal.error_style("note: ", "yellow") + _NOTICE.format(version=version))


def neighbour() -> str | None:
    """The version of kubeflow-kale in this environment, None where there is none.

    The import package is looked for first, which is quick; only then is the slow register of packages asked.
    """
    if find_spec("kale") is None:
        return None
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kubeflow-kale")
    except PackageNotFoundError:
        return None
