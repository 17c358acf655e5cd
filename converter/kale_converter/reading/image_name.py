"""References of container images, as registries and container runtimes take them (`distribution/reference`)."""

from __future__ import annotations

import re

_DOMAIN = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?/)"
_PART = r"[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*"
_REFERENCE = re.compile(
    rf"{_DOMAIN}?{_PART}(?:/{_PART})*(?::\w[\w.-]{{0,127}})?(?:@[A-Za-z0-9+._-]+:[0-9a-fA-F]{{32,}})?", re.ASCII
)

IMAGE_FORM = "it as in `ghcr.io/team/train:1.2`, with a name in lower case"
"""What is allowed, in words."""


def is_image(text: str) -> bool:
    """Whether a container runtime takes the text for a reference of an image: `[domain/]path[:tag][@digest]`."""
    return _REFERENCE.fullmatch(text) is not None
