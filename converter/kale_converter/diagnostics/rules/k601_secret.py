"""K601: secret-in-code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kale_converter.analysis.source import REMEMBERED
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.secrets import Secret, may_hold, secrets_in
from kale_converter.model import Diagnostic, Severity, Span
from kale_converter.reading.place import python_lines


class SecretInCode(Rule):
    """Something in the code looks like a secret.

    What
    ----
    A code cell, skipped ones too, holds what has the form of a key or token of a known service, a private key, an
    address with a password, or a text that is given to a name such as `password` or `api_key`. Findings never show it:
    in their source lines it is masked.

        client = connect("postgresql://ada:********@db/prices")

    Why
    ---
    The notebook's text goes into every run, into the pipeline on a cluster and into version control, and is read by
    whoever may read those.

    What to do
    ----------
    Take it from the environment, `os.environ["DB_PASSWORD"]`, which on a cluster a secret fills: the tag
    `secret:NAME:KEY:ENV`. If the notebook has been shared, have the secret replaced.
    """

    code = "K601"
    name = "secret-in-code"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for cell in facts.notebook.code_cells:
            for number, secret in _secrets(cell.source):
                span = Span(cell.index, number, secret.start + 1, number, secret.end + 1, cell.id)
                yield self.finding(
                    f"this looks like {secret.what}",
                    "take it from an environment variable, which the tag secret:NAME:KEY:ENV fills on a cluster",
                    span,
                )


@lru_cache(REMEMBERED)
def _secrets(text: str) -> tuple[tuple[int, Secret], ...]:
    """The secrets in a text, each with the number of its line."""
    if not may_hold(text):
        return ()
    return tuple((number, secret) for number, line in enumerate(python_lines(text), 1) for secret in secrets_in(line))
