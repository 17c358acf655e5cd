"""K513: unknown-profile."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target
from kale_converter.reading.lookalike import closest


class UnknownProfile(Rule):
    """There is no node profile of that name.

    What
    ----
    `profile` names a kind of node that the administrator of this installation has not described.

    Why
    ---
    The step would run on any node, perhaps on one without what it needs.

    What to do
    ----------
    Correct the name, or ask the administrator for the profile.
    """

    code = "K513"
    name = "unknown-profile"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        there = ", ".join(sorted(facts.profiles))
        for at in facts.asked():
            name = at.asked.settings.profile
            if name and name not in facts.profiles:
                near = closest(name, facts.profiles)
                otherwise = f"choose one of {there}" if there else "remove it, or ask the administrator for it"
                yield self.finding(
                    f"there is no node profile {name}{at.of}",
                    f"did you mean `{near}`?" if near else otherwise,
                    at.span,
                )
