"""A page for each rule, written from the rule's docstring before Sphinx reads the sources."""

from __future__ import annotations

import inspect
from pathlib import Path

from sphinx.application import Sphinx

from kale_converter.diagnostics.registry import RULES
from kale_converter.diagnostics.rule import Rule

GROUPS = {
    "K0": "The notebook, its metadata and its tags",
    "K1": "Parameters",
    "K2": "Code",
    "K3": "Dependencies and order",
    "K4": "Values and storage",
    "K5": "Settings that are not honoured",
    "K6": "Running unattended and elsewhere",
}


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this when it loads the extension."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_pages(app: Sphinx) -> None:
    """Write `diagnostics/CODE.md` for each rule and the list of them; remove pages of rules that are gone."""
    folder = Path(app.srcdir) / "diagnostics"
    folder.mkdir(exist_ok=True)
    pages = {f"{rule.code}.md": _page(rule) for rule in RULES} | {"index.md": _index()}
    for stale in {file.name for file in folder.iterdir()} - pages.keys():
        (folder / stale).unlink()
    for name, text in pages.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


def _page(rule: Rule) -> str:
    summary, _, body = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    return f"# {rule.code} {rule.name}\n\n**{rule.severity.value.capitalize()}.** {summary}\n{body}\n"


def _index() -> str:
    lines = [
        "# Diagnostics",
        "",
        "What Kale Ext has to say about a notebook before it runs. An error stops the run; a warning may change the",
        "result; an info changes nothing. Warnings and infos are switched off by `# kale: ignore[K101]` on their line",
        "or, for the whole cell, on a line of its own, or by a list of codes under `kale.ignore` in the metadata of",
        "the cell or the notebook. How severe they are is",
        'set there too: `"kale": {"severity": {"K207": "error", "K309": "warning"}}`. What is an error here stays one.',
        "",
        "`kale check NOTEBOOK` prints them all, the panel in JupyterLab shows the same while you type.",
        "",
    ]
    for prefix, title in GROUPS.items():
        rules = [rule for rule in RULES if rule.code.startswith(prefix)]
        if not rules:
            continue
        lines += [f"## {title}", ""]
        lines += [
            f"- [{rule.code}]({rule.code}.md) {rule.name} ({rule.severity.value}): {_summary(rule)}" for rule in rules
        ]
        lines += [""]
    toctree = "\n".join(rule.code for rule in RULES)
    return "\n".join(lines) + f"\n```{{toctree}}\n:hidden:\n\n{toctree}\n```\n"


def _summary(rule: Rule) -> str:
    return inspect.cleandoc(rule.__doc__ or "").partition("\n")[0]
