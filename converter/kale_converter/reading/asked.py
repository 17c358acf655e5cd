"""What one place (a tag, a cell's metadata, the notebook's defaults) asks of a step, and how places add up."""

from __future__ import annotations

from dataclasses import dataclass

from kale_converter.model import EnvFromSecret, StepSettings


@dataclass(frozen=True, slots=True)
class Asked:
    """Settings of a step as far as one place says something of them; None and empty where it does not.

    The fields are those of StepSettings.
    """

    limits: tuple[tuple[str, str], ...] = ()
    image: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()
    secrets: tuple[EnvFromSecret, ...] = ()
    cache: bool | None = None
    report: bool | None = None
    retries: int | None = None
    timeout: float | None = None

    def then(self, later: Asked) -> Asked:
        """Both together; where both say something of the same thing, `later` counts."""
        if later.nothing:
            return self
        return Asked(
            limits=_together(self.limits, later.limits),
            image=self.image if later.image is None else later.image,
            labels=_together(self.labels, later.labels),
            annotations=_together(self.annotations, later.annotations),
            secrets=_each_once(self.secrets, later.secrets),
            cache=self.cache if later.cache is None else later.cache,
            report=self.report if later.report is None else later.report,
            retries=self.retries if later.retries is None else later.retries,
            timeout=self.timeout if later.timeout is None else later.timeout,
        )

    @property
    def settings(self) -> StepSettings:
        """The same as settings of a step, with the model's values where nothing is said."""
        return StepSettings(
            limits=_together(self.limits),
            image=self.image or "",
            labels=_together(self.labels),
            annotations=_together(self.annotations),
            secrets=_each_once(self.secrets),
            cache=self.cache,
            report=self.report,
            retries=self.retries or 0,
            timeout=self.timeout,
        )

    @property
    def nothing(self) -> bool:
        """Whether nothing is asked."""
        return self is NOTHING or self == NOTHING


NOTHING = Asked()
"""What a place asks that says nothing."""


def _together(*pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    merged: dict[str, str] = {}
    for some in pairs:
        merged.update(some)
    return tuple(sorted(merged.items()))


def _each_once(*places: tuple[EnvFromSecret, ...]) -> tuple[EnvFromSecret, ...]:
    by_env = {secret.env: secret for secrets in places for secret in secrets}
    return tuple(by_env[env] for env in sorted(by_env))
