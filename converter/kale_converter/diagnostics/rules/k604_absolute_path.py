"""K604: absolute-path."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from kale_converter.analysis.source import Source
from kale_converter.diagnostics.code import nodes, sign
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity

_SIGN = sign(r"[\"'](?:/(?:home|Users|root|Volumes|media|content|kaggle)/|[A-Za-z]:[\\/]|\\\\\\\\\w)")
_PATH = re.compile(
    r"(?:/home/[^/\s]+|/Users/[^/\s]+|/root|/Volumes/[^/\s]+|/media/[^/\s]+|/content|/kaggle)/[^\n\r\t<>|*?\"]{0,250}"
    r"|[A-Za-z]:[\\/][^\n\r\t<>|*?\":+^$\[\]]{1,250}"
    r"|\\\\[\w.-]+\\[^\n\r\t<>|*?\":/]{1,250}"
)


class AbsolutePath(Rule):
    r"""A path is that of one machine.

    What
    ----
    A text in the code is a path in somebody's home folder, on a drive of Windows, or in a folder that only a hosted
    notebook service has: `/home/ada/prices.csv`, `C:\data`, `/content/drive`. Paths such as `/tmp` or `/data`, which a
    cluster may well have, are not told of; nor are those below the mount point of one of the notebook's volumes.

    Why
    ---
    It works on this machine for this user. For others, and on a cluster, the file is not there.

    What to do
    ----------
    Use a path relative to the notebook, `Path.home()`, or a parameter.
    """

    code = "K604"
    name = "absolute-path"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        mounted = tuple(f"{volume.mount_point.rstrip('/')}/" for volume in facts.metadata.settings.volumes)
        for source in facts.code.having(_SIGN):
            for text in source.once(_texts):
                path = str(text.value)
                if _PATH.fullmatch(path) and not path.startswith(mounted):
                    yield self.finding(
                        f"the path `{path}` is that of one machine",
                        "use a path relative to the notebook, Path.home(), or a parameter",
                        source.span(text),
                    )


def _texts(source: Source) -> tuple[ast.Constant, ...]:
    """The texts of a cell that may be used as paths: no docstrings, and nothing that is only compared."""
    texts = []
    apart: set[ast.AST] = set()
    for node in nodes(source):
        if isinstance(node, ast.Expr):
            apart.add(node.value)
        elif isinstance(node, ast.Compare):
            apart.update((node.left, *node.comparators))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in apart:
            texts.append(node)
    return tuple(texts)
