"""What a cell that no tag speaks of is good for: nothing to run, nothing but imports, or imports and settings."""

from __future__ import annotations

import ast
import re
from collections.abc import Set as AbstractSet

_SETUP_MAGIC = re.compile(r"\s*%(matplotlib|config|load_ext|reload_ext|autoreload)\b.*")

_SETTINGS = frozenset({
    "basicConfig", "filterwarnings", "init_notebook_mode", "init_printing", "manual_seed", "rc", "rcdefaults",
    "register_matplotlib_converters", "seed", "set", "set_config", "set_context", "set_matplotlib_formats",
    "set_option", "set_options", "set_palette", "set_printoptions", "set_random_seed", "set_seed", "set_style",
    "set_theme", "simplefilter",
})  # fmt: skip
"""What functions are called that set something of their module."""
_PATHS = frozenset({
    "matplotlib.use", "mpl.use", "matplotlib.style.use", "mpl.style.use", "plt.style.use", "matplotlib.rcParams.update",
    "mpl.rcParams.update", "plt.rcParams.update", "sys.path.append", "sys.path.insert",
})  # fmt: skip
"""The same by the whole of what is called, where the last word says too little."""


def is_blank(source: str) -> bool:
    """Whether there is nothing to run: no lines but blank ones and comments."""
    return all(not line.strip() or line.strip().startswith("#") for line in source.split("\n"))


def is_imports_only(source: str) -> bool:
    """Whether the cell does nothing but import, also when it is blank.

    Magics that only set up the session (`%matplotlib inline`, `%load_ext`, …), a text that says what follows, and a
    look at the version of what is imported (`np.__version__`) commonly stand beside the imports and are allowed.
    """
    body = _statements(source)
    return body is not None and all(map(_only_imports, body))


def is_setup(source: str) -> bool:
    """Whether the cell only imports, or also sets or checks what it imports: `plt.rc(…)`, `np.random.seed(0)`."""
    body = _statements(source)
    if body is None:
        return False
    imported = frozenset(name for statement in body for name in _imported(statement))
    return all(_only_imports(statement) or _sets_up(statement, imported) for statement in body)


def _statements(source: str) -> list[ast.stmt] | None:
    """The cell's code without magics that set up the session; None where it cannot be read."""
    plain = "\n".join("" if _SETUP_MAGIC.fullmatch(line) else line for line in source.split("\n"))
    try:
        return ast.parse(plain).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _imported(statement: ast.stmt) -> list[str]:
    """The names that an import binds."""
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        return []
    return [alias.asname or alias.name.partition(".")[0] for alias in statement.names]


def _sets_up(statement: ast.stmt, imported: AbstractSet[str]) -> bool:
    """Whether a statement checks or sets something of imported modules and leaves all else alone."""
    match statement:
        case ast.Assert(test=test):
            return _is_quiet(test, imported)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name) as function, args=args, keywords=keywords)):
            values = [*args, *(keyword.value for keyword in keywords)]
            is_setting = name in _SETTINGS or ast.unparse(function) in _PATHS
            return is_setting and _root(function) in imported and all(_is_quiet(value, imported) for value in values)
        case ast.Assign(targets=targets, value=value):
            places = all(isinstance(target, ast.Attribute | ast.Subscript) for target in targets)
            return places and all(_root(target) in imported for target in targets) and _is_quiet(value, frozenset())
        case _:
            return False


def _is_quiet(node: ast.expr, imported: AbstractSet[str]) -> bool:
    """Whether evaluating it calls nothing but what is imported, and binds nothing."""
    parts = list(ast.walk(node))
    calls = all(_root(part.func) in imported for part in parts if isinstance(part, ast.Call))
    return calls and not any(isinstance(part, ast.Await | ast.Lambda | ast.NamedExpr | ast.Yield) for part in parts)


def _root(node: ast.expr) -> str:
    """The name that a chain of attributes and items begins with, "" where it is none."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


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
