"""Another try for a step that failed."""

from __future__ import annotations

import math
from typing import Any

from kale_converter.model import Backoff, StepSettings

_AT_ONCE = Backoff(0)


def retry_policy(settings: StepSettings) -> dict[str, Any]:
    """The `retryPolicy` of a task, {} without; KFP counts whole seconds, so parts of one are rounded up."""
    if not settings.retries:
        return {}
    backoff = settings.backoff or _AT_ONCE
    return {
        "backoffDuration": f"{math.ceil(backoff.seconds)}s",
        "backoffFactor": float(backoff.factor),
        "backoffMaxDuration": f"{math.ceil(backoff.longest)}s",
        "maxRetryCount": settings.retries,
    }
