"""The report of a step: one page of HTML with its cells and what they put out, that loads nothing from elsewhere.

What cells put out as text or as images stands in the page. HTML and SVG of theirs stand in frames of their own, which
run no scripts and reach nothing; JavaScript is left out.
"""

import html
import re
from typing import Any, Dict, List, Optional

from .log import told
from .record import Record

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'"
_TALL, _ROW = 22, 2
"""Of a frame, and of a row of a table in it, in rem."""
_FRAME_STYLE = (
    "body{font:14px system-ui,sans-serif;margin:4px;color:#1b1f24;background:#fff}"
    "table{border-collapse:collapse}td,th{padding:2px 8px;text-align:right;border-bottom:1px solid #ddd}"
)
_STYLE = """
:root{color-scheme:light dark;--text:#1b1f24;--soft:#59636e;--page:#fff;--code:#f5f6f8;--line:#d8dee4;--bad:#b42318}
@media (prefers-color-scheme:dark){:root{--text:#e6e9ed;--soft:#9aa4b0;--page:#16181c;--code:#20242a;--line:#3a414a;
--bad:#ff8a80}}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;color:var(--text);background:var(--page);
font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.4rem;margin:0}.about{color:var(--soft);margin:.2rem 0 1.5rem}.bad{color:var(--bad)}
section{margin:0 0 1.2rem}h2{font-size:.8rem;font-weight:500;color:var(--soft);margin:0 0 .2rem}
pre{margin:0;padding:.6rem .8rem;overflow:auto;font:13px/1.45 ui-monospace,monospace;white-space:pre-wrap;
overflow-wrap:anywhere}
pre.code{background:var(--code);border-radius:6px}pre.err{color:var(--bad)}
img{max-width:100%;background:#fff;border-radius:4px}iframe{width:100%;border:1px solid var(--line);border-radius:4px;
background:#fff}table.metrics td{padding:.1rem 1rem .1rem 0}
"""


def report(
    bundle: Dict[str, Any],
    cells: List[Dict[str, Any]],
    record: Record,
    metrics: Dict[str, Any],
    failure: Optional[Dict[str, Any]],
) -> str:
    """The page."""
    title = html.escape(f"{bundle['pipeline']}: {bundle['step']}")
    status = f'<span class="bad">failed{_text(told(failure))}</span>' if failure else "succeeded"
    rows = "".join(f"<tr><td>{_text(name)}</td><td>{_text(value)}</td></tr>" for name, value in metrics.items())
    parts = [
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width">',
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(_POLICY)}">',
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>",
        f'<p class="about">{status}</p>',
        f'<table class="metrics">{rows}</table>' if rows else "",
        *(_cell(cell, record) for cell in cells if cell["source"].strip()),
        "</body></html>\n",
    ]
    return "\n".join(part for part in parts if part)


def _cell(cell: Dict[str, Any], record: Record) -> str:
    count = record.count(cell["index"])
    heading = f"cell {cell['index']}" + ("" if count is None else f" [{count}]")
    outputs = "\n".join(_output(output) for output in record.of(cell["index"]))
    return f'<section><h2>{heading}</h2><pre class="code">{_text(cell["source"])}</pre>\n{outputs}</section>'


def _output(output: Dict[str, Any]) -> str:
    kind = output["output_type"]
    if kind == "stream":
        return f"<pre{' class=err' if output['name'] == 'stderr' else ''}>{_text(_settled(output['text']))}</pre>"
    if kind == "error":
        return f'<pre class="err">{_text(chr(10).join(output["traceback"]))}</pre>'
    data = output["data"]
    for image in _IMAGES:
        held = data.get(image)
        if isinstance(held, str) and _BASE64.fullmatch(held):
            name = _text(data.get("text/plain", "an image"))
            return f'<p><img alt="{name}" src="data:{image};base64,{"".join(held.split())}"></p>'
    for markup in ("text/html", "image/svg+xml"):
        if isinstance(data.get(markup), str):
            return _frame(data[markup])
    plain = data.get("text/markdown") or data.get("text/latex") or data.get("text/plain") or ""
    return f"<pre>{_text(plain)}</pre>" if plain else ""


def _frame(markup: str) -> str:
    """Markup of the user's in a frame that runs nothing (`sandbox` without any permission) and loads nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    page = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{_FRAME_STYLE}</style>{markup}'
    # A frame does not grow with what is in it, and without scripts nothing can tell its height.
    rows = markup.count("<tr")
    height = min(_TALL, _ROW * (rows + 1)) if rows else _TALL
    return (
        f'<iframe sandbox="" loading="lazy" title="output" style="height:{height}rem" srcdoc="{_text(page)}"></iframe>'
    )


def _settled(text: str) -> str:
    """Text as a terminal leaves it: what a progress bar has written over is gone."""
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))


def _text(value: Any) -> str:
    return html.escape(_CONTROL.sub("", _COLOURS.sub("", str(value))))
