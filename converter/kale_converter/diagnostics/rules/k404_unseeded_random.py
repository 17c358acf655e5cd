"""K404: unseeded-random."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from kale_converter.diagnostics.code import argument, sign
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Span

_SIGN = sign(r"default_rng|RandomState|Random\(|SystemRandom|uuid|secrets\.")
_GENERATORS = frozenset({"numpy.random.default_rng", "numpy.random.RandomState", "random.Random"})
_NEVER_THE_SAME = frozenset({"random.SystemRandom", "uuid.uuid1", "uuid.uuid4", "secrets.token_hex"})
_TORCH_DRAWS = re.compile(
    r"\.(?:rand|randn|randint|randperm|normal|bernoulli|multinomial|rand_like|randn_like|dropout)\b|"
    r"\bnn\.[A-Z]|DataLoader"
)
_WORDS = {"state:random": "random", "state:numpy.random": "numpy.random", "state:torch.random": "torch"}


class UnseededRandom(Rule):
    """Random numbers that are never the same, where a cache or a sweep counts on it.

    What
    ----
    A cell draws from a random generator that nothing has seeded, or makes one without a seed, and its step is to be
    cached (`cache:enabled`), or the notebook has a sweep. Other notebooks are not told of it: there, a new draw in
    every run is what the notebook does.

    Why
    ---
    From a cache comes the draw of an earlier run, and not a new one. In a sweep, trials differ by chance as well as by
    their parameters, so that the best one may only have been lucky.

    What to do
    ----------
    Seed it: `random.seed(1)` or `numpy.random.seed(1)` in an early cell, `default_rng(1)`, `random_state=1`.
    """

    code = "K404"
    name = "unseeded-random"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        swept = _has_sweep(facts)
        why = {
            cell: "every trial of the sweep" if swept else f"the cache of the step {step.name}"
            for cell, step in facts.steps_by_cell().items()
            if swept or step.settings.cache
        }
        if not why:
            return
        told: set[tuple[int, int]] = set()
        for what, span in sorted(_draws(facts), key=lambda draw: draw[1]):
            if span.cell in why and (span.cell, span.line) not in told:
                told.add((span.cell, span.line))
                yield self.finding(
                    f"{what} is not seeded, and {why[span.cell]} counts on the same numbers",
                    "seed it in an early cell, or give it a seed",
                    span,
                )


def _draws(facts: Facts) -> Iterator[tuple[str, Span]]:
    for draw in facts.analysis.unseeded:
        source = facts.code.of(draw.span.cell)
        if draw.what == "state:torch.random" and not (source and _TORCH_DRAWS.search(source.text(draw.span))):
            continue
        if draw.what in _WORDS:
            yield _WORDS[draw.what], draw.span
    for source, call, path in facts.code.calls(_SIGN):
        if path in _NEVER_THE_SAME or (path in _GENERATORS and _is_none(argument(call, 0, "seed", "x"))):
            yield f"{path}()", source.span(call)


def _is_none(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _has_sweep(facts: Facts) -> bool:
    """Whether the notebook asks for a sweep, be it in a form that is not honoured yet."""
    own = facts.notebook.metadata.get("kale")
    old = facts.notebook.metadata.get("kubeflow_notebook")
    katib = isinstance(old, dict) and old.get("katib_run") is True
    return katib or (isinstance(own, dict) and bool(own.get("sweep")))
