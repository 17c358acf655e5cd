"""What each kind of statement does, branches and loops included.

A branch is taken or not: afterwards a name may have either binding. A loop's body runs any number of times, none
included; it is run twice here, so that what one turn leaves is seen by the next.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace

from kale_converter.analysis import states
from kale_converter.analysis.attributes import look_at
from kale_converter.analysis.bindings import Binding, Names
from kale_converter.analysis.catching import leaves
from kale_converter.analysis.decorating import decorate
from kale_converter.analysis.defining import make_class, make_function
from kale_converter.analysis.drawing_numbers import DRAWING_PACKAGES
from kale_converter.analysis.dunders import of_operator, of_update
from kale_converter.analysis.expressions import combined, operand, test
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder
from kale_converter.analysis.imported import import_star, read_module
from kale_converter.analysis.interpret import evaluate, evaluate_all, execute, statement
from kale_converter.analysis.iteration import use_up
from kale_converter.analysis.library import TRUSTED
from kale_converter.analysis.made_by_class import made_by_class
from kale_converter.analysis.objects import NOTHING, WEAK, Value, new
from kale_converter.analysis.shown import lay_out, show
from kale_converter.analysis.targets import assign, delete, elements
from kale_converter.analysis.world import OBJECTS_A_STEP
from kale_converter.model import Span

_DEEPEST_REPEATED_LOOP = 2


@statement(ast.Expr)
def _expression(node: ast.Expr, frame: Frame) -> None:
    frame.world.discarded = node.value
    value = evaluate(node.value, frame)
    frame.world.effects.packages.update(item.library for item in value if item.library)
    show(value, frame, node.value)
    if isinstance(node.value, ast.Name | ast.Attribute):
        lay_out(value, frame, node.value)


@statement(ast.Assign)
def _assign(node: ast.Assign, frame: Frame) -> None:
    if len(node.targets) == 1 and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
        targets = node.targets[0].elts
        if len(targets) == len(node.value.elts) and not any(
            isinstance(t, ast.Starred) for t in (*targets, *node.value.elts)
        ):
            values = [evaluate(item, frame) for item in node.value.elts]
            for target, value in zip(targets, values, strict=True):
                assign(target, value, frame)
            return
    value = evaluate(node.value, frame)
    for target in node.targets:
        assign(target, value, frame)


@statement(ast.AnnAssign)
def _annotated(node: ast.AnnAssign, frame: Frame) -> None:
    if (frame.outer is None or frame.is_class) and not frame.world.postponed_annotations:
        notes = _notes(evaluate(node.annotation, frame))
        if notes and frame.is_class:
            frame.values["__annotations__"] = frame.values.get("__annotations__", NOTHING) | notes
    if node.value is not None:
        assign(node.target, evaluate(node.value, frame), frame)


@statement(ast.AugAssign)
def _augmented(node: ast.AugAssign, frame: Frame) -> None:
    """`x += v` changes the object in place where it can, and rebinds the name."""
    target = node.target
    span = frame.span(target)
    old = frame.read(target.id, span) if isinstance(target, ast.Name) else evaluate(target, frame)
    given = evaluate(node.value, frame)
    frame.world.mutate(old, span)
    if any(item.iterator for item in given) and old:
        given = use_up(given, frame, node.value)
    old = operand(target, old, frame)
    frame.world.steps_left -= len(old) * len(given) // OBJECTS_A_STEP
    for item in old:
        if item.type_name == "container":
            item.hold(elements(given))
        elif item.library not in TRUSTED:
            item.hold(given)
    of_left, of_right = of_operator(node.op)
    made = call_dunder(old, (of_update(node.op), of_left), frame, target, given)
    made |= call_dunder(operand(node.value, given, frame), (of_right,), frame, target, old)
    made_by_class(old, frame, target)  # it is worked out before it is stored
    if not old:  # a number: what is bound is something new
        made |= combined(operand(node.value, given, frame), frame)
    assign(target, old | made, frame)


@statement(ast.FunctionDef, ast.AsyncFunctionDef)
def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    notes = NOTHING
    if not frame.world.postponed_annotations:
        notes = _notes(evaluate_all([*(argument.annotation for argument in every), node.returns], frame))
    value = make_function(node, frame)
    for item in value:
        item.hold(notes)
    frame.bind(node.name, decorate(value, node.decorator_list, frame), _name_span(node, frame))


def _notes(annotations: Value) -> Value:
    """What annotations give access to besides types: objects of the notebook in `typing.Annotated[int, made]`."""
    return frozenset(
        item for item in annotations if not (item.may_be_called or item.module or item.library == "typing")
    )


@statement(ast.ClassDef)
def _class(node: ast.ClassDef, frame: Frame) -> None:
    frame.bind(node.name, make_class(node, frame), _name_span(node, frame))


def _name_span(node: ast.stmt, frame: Frame) -> Span:
    """The span of a definition: its first line."""
    span = frame.span(node)
    text = frame.source.text(span)
    return replace(span, end_line=span.line, end_column=len(text) + 1)


@statement(ast.Return)
def _return(node: ast.Return, frame: Frame) -> None:
    frame.returns |= evaluate(node.value, frame)


@statement(ast.Delete)
def _delete(node: ast.Delete, frame: Frame) -> None:
    for target in node.targets:
        delete(target, frame)


@statement(ast.Import)
def _import(node: ast.Import, frame: Frame) -> None:
    span = frame.span(node)
    frame.world.use_state(states.SYS_PATH, span, change=False)
    for alias in node.names:
        path = alias.name if alias.asname else alias.name.partition(".")[0]
        _loads(alias.name, frame, node)
        if path != alias.name and not alias.asname and frame.outer is None:
            frame.world.extend(path, span)
        frame.bind(alias.asname or path, frozenset((frame.world.module(path),)), span)


@statement(ast.ImportFrom)
def _import_from(node: ast.ImportFrom, frame: Frame) -> None:
    span = frame.span(node)
    frame.world.use_state(states.SYS_PATH, span, change=False)
    _loads(node.module or "", frame, node)
    if node.module == "__future__" and any(alias.name == "annotations" for alias in node.names):
        frame.world.postponed_annotations.add(node.module)
    for alias in node.names:
        if alias.name == "*":
            import_star(frame.world, node.module or "", span)
            continue
        path = f"{node.module or ''}.{alias.name}"
        frame.bind(alias.asname or alias.name, frozenset((frame.world.module(path),)), span)


def _loads(module: str, frame: Frame, node: ast.stmt) -> None:
    """Importing a module reads its file, which an earlier step may have written, and may draw the first time."""
    (top, _, part), world = module.partition("."), frame.world
    if top == WEAK:
        world.notices.add(top)
    read_module(world, top, frame.span(node))
    if top in DRAWING_PACKAGES and (part or isinstance(node, ast.ImportFrom)):
        imported = f"import:{top}"
        if not world.knows(imported):
            world.may_change_state(states.RANDOM, frame.span(node))
            world.env.set(imported, Binding(NOTHING, {}))


@statement(ast.If)
def _if(node: ast.If, frame: Frame) -> None:
    test(node.test, frame)
    _branches([node.body, node.orelse], frame)


def _branches(bodies: Sequence[Sequence[ast.stmt]], frame: Frame) -> None:
    """Exactly one of several bodies runs."""
    world = frame.world
    start = world.fork()
    ends = []
    world.conditional += 1
    for body in bodies:
        world.env = start.copy()
        execute(body, frame)
        ends.append((world.env, leaves(body)))
    world.conditional -= 1
    staying = [env for env, leaves in ends if not leaves] or [env for env, _ in ends]
    world.env = staying[0]
    for env in staying[1:]:
        world.join(env)


@statement(ast.For, ast.AsyncFor)
def _for(node: ast.For | ast.AsyncFor, frame: Frame) -> None:
    value = use_up(evaluate(node.iter, frame), frame, node.iter)
    before = frame.world.fork()

    def turn() -> None:
        assign(node.target, elements(value), frame)
        execute(node.body, frame)

    _loop(turn, before, frame)
    _otherwise(node, frame)


@statement(ast.While)
def _while(node: ast.While, frame: Frame) -> None:
    test(node.test, frame)
    before = frame.world.fork()

    def turn() -> None:
        execute(node.body, frame)
        test(node.test, frame)

    _loop(turn, before, frame)
    _otherwise(node, frame)


def _otherwise(node: ast.For | ast.AsyncFor | ast.While, frame: Frame) -> None:
    """The `else` of a loop, which a `break` passes over."""
    world = frame.world
    if not any(isinstance(inner, ast.Break) for statement in node.body for inner in ast.walk(statement)):
        execute(node.orelse, frame)
        return
    before = world.fork()
    world.conditional += 1
    execute(node.orelse, frame)
    world.conditional -= 1
    world.join(before)


def _loop(turn: Callable[[], None], before: Names, frame: Frame) -> None:
    world = frame.world
    world.conditional += 1
    world.loops += 1
    turn()
    world.join(before)
    if world.loops <= _DEEPEST_REPEATED_LOOP:
        turn()
        world.join(before)
    world.loops -= 1
    world.conditional -= 1


@statement(ast.Match)
def _match(node: ast.Match, frame: Frame) -> None:
    value = evaluate(node.subject, frame)
    world = frame.world
    start = world.fork()
    ends = [start]
    world.conditional += 1
    for case in node.cases:
        world.env = start.copy()
        for part in ast.walk(case.pattern):
            match part:
                case ast.MatchAs(name=str(name)):
                    frame.bind(name, value | elements(value), frame.span(part))
                case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                    rest = new(elements(value), type_name="container")
                    frame.bind(name, rest | elements(value), frame.span(part))
                case ast.MatchValue(value=inner):
                    evaluate(inner, frame)
                case ast.MatchClass(cls=inner):
                    evaluate(inner, frame)
                    look_at(value | elements(value), part.kwd_attrs, frame, node.subject, others=bool(part.patterns))
                case _:
                    pass
        if case.guard is not None:
            test(case.guard, frame)
        execute(case.body, frame)
        ends.append(world.env)
        if isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None:
            ends.remove(start)
            break
    world.conditional -= 1
    world.env = ends[0]
    for env in ends[1:]:
        world.join(env)
