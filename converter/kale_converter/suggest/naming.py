"""What the steps are called: after their heading, else after what they do, else after what they make."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence

from kale_converter.model import Role, StepName
from kale_converter.reading.headings import heading_name
from kale_converter.reading.names import slug, unique
from kale_converter.suggest.activities import SCALERS, Activity, activities, main_activity
from kale_converter.suggest.calls import calls, own_nodes
from kale_converter.suggest.material import Piece

NAMELESS = "section"
"""What `heading_name` gives for a heading without a letter that a name may have."""
_RESERVED = frozenset({*(role.value for role in Role), NAMELESS})
_FIRST_STEP = "prepare"
_LONGEST = 40
_FAMILY = re.compile(r"(Classifier|Regressor|Regression|Model|Estimator)(CV)?$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_VAGUE = frozenset({"model", "clf", "classifier", "regressor", "estimator", "reg", "net", "pipe", "pipeline", "m"})
_ON_THE_WAY = frozenset({Activity.CLEAN, Activity.TRANSFORM})
"""What is also done only to draw a plot."""
_BEARS_SUBJECT = frozenset({Activity.TRAIN, Activity.TUNE, Activity.VALIDATE})


def names(pieces: Sequence[Piece], cuts: Sequence[tuple[int, int]]) -> tuple[StepName, ...]:
    """A name for each step: valid as a tag and on Kubernetes, and of its own."""
    taken: set[str] = set(_RESERVED)
    divided = _divided_sections(pieces, cuts)
    made = []
    for number, (start, end) in enumerate(cuts):
        own = pieces[start:end]
        heading = _from_heading(pieces, start, end)
        first_heading = own[0].heading
        strong = first_heading is not None and first_heading.own and number not in divided
        did = _from_activity(own)
        wished = (
            (heading if strong or did == Activity.PLOT else did or heading) or did or _from_variable(pieces, start, end)
        )
        name = unique((wished or _FIRST_STEP)[:_LONGEST].rstrip("-"), taken)
        taken.add(name)
        made.append(StepName(name))
    return tuple(made)


def _divided_sections(pieces: Sequence[Piece], cuts: Sequence[tuple[int, int]]) -> set[int]:
    """The steps that share their heading with another one: what each does tells them apart."""
    found: set[int] = set()
    for number, (start, _) in enumerate(cuts):
        if number and pieces[start].heading is None:
            found |= {number - 1, number}
    return found


def _from_heading(pieces: Sequence[Piece], start: int, end: int) -> str:
    """The name that the heading over these gives, "" where there is none or it gives none.

    Of headings above each other it is the lowest, but the highest where the step goes on below the next heading.
    """
    goes_on = any(piece.heading is not None for piece in pieces[start + 1 : end])
    for piece in reversed(pieces[: start + 1]):
        if piece.heading is not None:
            name = _plain(heading_name(piece.heading.top if goes_on else piece.heading.text))
            return "" if name in _RESERVED else name
    return ""


def _from_activity(own: Sequence[Piece]) -> str:
    """`train-random-forest`, `load-data` …; "" where nothing tells."""
    found = [piece.does for piece in own if piece.does and not piece.shows]
    if not found:
        return Activity.PLOT if any(Activity.PLOT in piece.does for piece in own) else ""
    does = main_activity(activity for each in found for activity in each)
    if does in _ON_THE_WAY and all(Activity.PLOT in each for each in found):
        does = Activity.PLOT
    assert does is not None
    subject = _subject(own, does) if does in _BEARS_SUBJECT else ""
    return _plain(f"{does}-{subject}" if subject else does)


def _subject(own: Sequence[Piece], does: Activity) -> str:
    """What is trained: the one class or variable that all calls of this kind are about, "" for several."""
    found: dict[str, None] = {}
    for piece in own:
        classes = _classes(piece.source.body)
        for call in calls(piece.source.body):
            if call.receiver is None or does not in activities([ast.Expr(call.node)]):
                continue
            match call.receiver:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    found[_words(name)] = None
                case ast.Name(id=name):
                    found[_words(classes.get(name, "" if name in _VAGUE else name))] = None
                case _:
                    pass
    if not any(found):
        made = (call.name for piece in own for call in calls(piece.source.body) if call.name[:1].isupper())
        found = {_words(name): None for name in made if not SCALERS.search(name)}
    subjects = [subject for subject in found if subject]
    return subjects[0] if len(subjects) == 1 else ""


def _classes(body: Iterable[ast.stmt]) -> dict[str, str]:
    """The variables that are assigned a new object, and its class."""
    return {
        target.id: name
        for node in own_nodes(body)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for name in [_called(node.value.func)]
        if name[:1].isupper()
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _called(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _words(name: str) -> str:
    """`RandomForestClassifier` as `random-forest`, `lin_reg` as `lin-reg`; the last word alone is no name."""
    short = _FAMILY.sub("", name)
    if name.endswith("Regression") and short:
        short += "Regression"
    return "-".join(_HUMP.sub(" ", (short or name).replace("_", " ")).lower().split())


def _from_variable(pieces: Sequence[Piece], start: int, end: int) -> str:
    """`make-x` for the variable that most later cells get from these."""
    wanted: dict[str, int] = {}
    for piece in pieces[end:]:
        for need in piece.needs:
            if start <= need.place < end and ":" not in need.variable:
                wanted[need.variable] = wanted.get(need.variable, 0) + 1
    if not wanted:
        return "look" if all(piece.shows for piece in pieces[start:end]) else ""
    return _plain(f"make-{min(wanted, key=lambda name: (-wanted[name], name))}")


def _plain(text: str) -> str:
    """A name that Kubernetes takes as well: lower case, hyphens for underscores."""
    return slug(text.replace("_", "-"), NAMELESS).strip("-")
