"""Cells that are no part of a step: imports, functions, parameters, and the metrics at the end.

Syntax proposes, the analysis decides: a cell that needs what a step makes, or sets a name that an earlier step uses,
cannot run before all steps and stays where it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kale_converter.analysis import Analyser, Analysis
from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.source import Source
from kale_converter.model import Cell, CellId, Division, Notebook, Parameter, Role
from kale_converter.reading.division import divide
from kale_converter.reading.imports_only import is_blank
from kale_converter.reading.parameters import read_parameters
from kale_converter.reading.tags import read_all_tags
from kale_converter.suggest.calls import changed_names, imported_names, is_literal, read_names, root
from kale_converter.suggest.proposal import with_tags

Sources = Mapping[CellId, Source]

PAPERMILL = "parameters"
"""The tag by which papermill knows the cell of parameters."""
_TOP = 5
"""So many cells with steps' code may stand before a parameters cell."""
_LONGEST_PARAMETER = 10
_SCORE = re.compile(
    r"(^|_)(acc|accuracy|score|scores|auc|f1|r2|mse|rmse|mae|mape|loss|error|precision|recall|metric|mean|std|median|"
    r"ratio|total|count|best|perplexity|bleu)(_|$)",
    re.IGNORECASE,
)


def roles(cells: Sequence[Cell], sources: Sources, taken: Mapping[CellId, Role | None]) -> dict[CellId, Role]:
    """The cells that look like imports, functions, parameters or metrics. taken: cells whose tags say what they are."""
    found: dict[CellId, Role] = {}
    work = 0
    imported: set[str] = set()
    for place, cell in enumerate(cells):
        body = sources[cell.id].body
        if cell.id in taken or is_blank(cell.source) or not body:
            continue
        if _is_imports(body, imported):
            found[cell.id] = Role.IMPORTS
        elif _is_functions(body):
            found[cell.id] = Role.FUNCTIONS
        elif (PAPERMILL in cell.tags or work < _TOP) and _is_parameters(cell, cells[place + 1 :], sources):
            found[cell.id] = Role.PARAMETERS
        else:
            work += 1
        imported |= imported_names(body)
    found.update((cell.id, Role.METRICS) for cell in _metrics(cells, sources, taken))
    return found


def settled(
    notebook: Notebook, found: Mapping[CellId, Role], sources: Sources
) -> tuple[dict[CellId, Role], Analysis, Notebook]:
    """The roles that the analysis bears out, the analysis of the notebook cell by cell, and the notebook so tagged.

    A cell that does not bear out loses its role; this may cost others theirs, so it is done until all do.
    """
    kept = dict(found)
    while True:
        tagged = with_tags(notebook, {cell: (role.value,) for cell, role in kept.items()})
        analysis = Analyser().analyse(divide(tagged, read_all_tags(tagged), Division.CELLS))
        wrong = {split.cell.id for split in analysis.splits if split.was == "prologue"} & set(kept)
        wrong |= {cell for cell, role in kept.items() if role is Role.PARAMETERS and _changed(cell, analysis, sources)}
        if not wrong:
            return kept, analysis, tagged
        for cell in wrong:
            del kept[cell]


def _changed(cell: CellId, analysis: Analysis, sources: Sources) -> bool:
    """Whether a step hands on another version of what the cell assigns: then it is data and no parameter."""
    names = bound_names(sources[cell].body)[0]
    return any(variable in names for step in analysis.steps for made in step.outputs for variable in made.variables)


def _is_imports(body: Sequence[ast.stmt], imported: set[str]) -> bool:
    """Imports, perhaps with settings of what is imported, constants, and a print of versions."""
    known = imported | imported_names(body)
    has_import = any(isinstance(statement, ast.Import | ast.ImportFrom) for statement in body)
    return all(_belongs_to_imports(statement, known, with_constants=has_import) for statement in body)


def _belongs_to_imports(statement: ast.stmt, known: set[str], *, with_constants: bool) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            fits = True
        case ast.Expr(value=ast.Call() as call):
            fits = _is_setting(call, known)
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript() as target], value=value):
            fits = root(target) in known and is_literal(value)
        case ast.Assign(targets=[ast.Name()], value=value):
            fits = with_constants and is_literal(value)
        case ast.Assert(test=test):
            fits = read_names([test]) <= known
        case _:
            fits = False
    return fits


def _is_setting(call: ast.Call, known: set[str]) -> bool:
    """A call of a module with constants (`warnings.filterwarnings("ignore")`), a magic that sets up, or a version."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    match call.func:
        case ast.Name(id="print"):
            return all(is_literal(value) or _is_version(value, known) for value in given)
        case ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=way):
            first = str(given[0].value) if given and isinstance(given[0], ast.Constant) else ""
            return first in _SETUP_MAGICS if way == "run_line_magic" else bool(_INSTALL.match(first))
        case ast.Attribute(value=value, attr=name):
            changes_path = name in {"append", "insert"} and ast.unparse(value) == "sys.path"
            fits = _is_path(value) and root(value) in known and (name in _SETTERS or changes_path)
        case ast.Name(id=name):
            fits = name in known and name in _SETTERS
        case _:
            fits = False
    return fits and all(map(is_literal, given))


_SETUP_MAGICS = frozenset({"matplotlib", "config", "load_ext", "reload_ext", "autoreload", "pip", "conda", "mamba"})
_SETTERS = frozenset({
    "filterwarnings", "simplefilter", "seed", "manual_seed", "set_seed", "set_option", "set_theme", "set", "set_style",
    "set_palette", "set_context", "use", "rc", "update", "set_printoptions", "set_verbosity", "set_random_seed",
    "basicConfig", "set_loglevel", "register_matplotlib_converters", "set_matplotlib_formats", "load_dotenv",
    "set_config", "set_verbosity_error", "set_log_level", "disable_eager_execution",
})  # fmt: skip
"""Functions of modules that only set something up."""


_INSTALL = re.compile(r"\s*(python\S* -m |uv )?(pip3?|conda|mamba|apt|apt-get)(\s+-\S+)*\s+install\b")


def _is_path(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and _is_path(node.value))


def _is_version(node: ast.expr, known: set[str]) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"__version__", "version"} and root(node) in known


def _is_functions(body: Sequence[ast.stmt]) -> bool:
    """Functions and classes, perhaps with the imports that they need."""
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    others = ast.Import | ast.ImportFrom
    defined = [statement for statement in body if isinstance(statement, definitions)]
    rest = [statement for statement in body if not isinstance(statement, definitions | others)]
    return bool(defined) and all(isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant) for item in rest)


def _is_parameters(cell: Cell, later: Iterable[Cell], sources: Sources) -> bool:
    """Only constants assigned to names, some of which later cells read and none of which they assign again."""
    body = sources[cell.id].body
    if not all(isinstance(statement, ast.Assign | ast.AnnAssign) for statement in body):
        return False
    parameters, problems = read_parameters((cell,))
    if problems or len(parameters) < len(body) or not all(map(_could_be_set, parameters)):
        return False
    names = {parameter.name for parameter in parameters}
    read: set[str] = set()
    for other in later:
        its = sources[other.id].body
        if names & (bound_names(its)[0] | changed_names(its)):
            return False
        read |= read_names(its)
    return bool(names & read)


def _could_be_set(parameter: Parameter) -> bool:
    """Whether somebody may want another value: a number, a text, a short list of such; not the data itself."""
    value = parameter.default
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return len(value) <= _LONGEST_PARAMETER and not any(isinstance(item, list | dict) for item in value)
    return True


def _metrics(cells: Sequence[Cell], sources: Sources, taken: Mapping[CellId, Role | None]) -> Iterator[Cell]:
    """The last cells with code, where all they do is show scores."""
    for cell in reversed(cells):
        if is_blank(cell.source):
            continue
        body = sources[cell.id].body
        if cell.id in taken or not body or not all(map(_shows_scores, body)):
            return
        yield cell


def _shows_scores(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Name(id=name)):
            return _SCORE.search(name) is not None
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=args)):
            shown = [item.id for item in args if isinstance(item, ast.Name)]
            plain = all(isinstance(item, ast.Name | ast.Constant) for item in args)
            return plain and bool(shown) and all(_SCORE.search(name) for name in shown)
        case _:
            return False
