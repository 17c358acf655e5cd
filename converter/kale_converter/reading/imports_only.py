"""What a cell that no tag speaks of is good for: nothing to run, or nothing but imports."""

from __future__ import annotations

import ast
import re

_SETUP_MAGIC = re.compile(r"\s*%(matplotlib|config|load_ext|reload_ext|autoreload)\b.*")


def is_blank(source: str) -> bool:
    """Whether there is nothing to run: no lines but blank ones and comments."""
    return all(not line.strip() or line.strip().startswith("#") for line in source.split("\n"))


def is_imports_only(source: str) -> bool:
    """Whether the cell does nothing but import, also when it is blank.

    Magics that only set up the session (`%matplotlib inline`, `%load_ext`, …), a text that says what follows, and a
    look at the version of what is imported (`np.__version__`) commonly stand beside the imports and are allowed.
    """
    plain = "\n".join("" if _SETUP_MAGIC.fullmatch(line) else line for line in source.split("\n"))
    try:
        body = ast.parse(plain).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return all(_only_imports(statement) for statement in body)


def _only_imports(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=args, keywords=[])):
            return all(isinstance(shown, ast.Constant) or _is_version(shown) for shown in args)
        case ast.Expr(value=shown):
            return _is_version(shown)
        case _:
            return False


def _is_version(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(), attr="__version__"):
            return True
        case ast.JoinedStr(values=parts):
            return all(isinstance(part, ast.Constant) or _is_version(part) for part in parts)
        case ast.FormattedValue(value=value):
            return _is_version(value)
        case _:
            return False
