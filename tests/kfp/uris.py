"""Where artifacts lie: in the object store, and in a container's file system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

MOUNTS = {"minio://": "/minio/", "s3://": "/s3/", "gs://": "/gcs/"}


def local_path(artifact: Mapping[str, Any]) -> Path:
    """Where a container finds an artifact: the path that KFP gave it, else one that follows from its URI."""
    if artifact.get("customPath"):
        return Path(artifact["customPath"])
    return Path(mounted(artifact["uri"]))


def mounted(uri: str) -> str:
    """The path of a URI in a container. Raises ValueError for a scheme that KFP does not mount."""
    for scheme, mount in MOUNTS.items():
        if uri.startswith(scheme):
            return mount + uri.removeprefix(scheme)
    raise ValueError(f"failed to generate local path for URI {uri}: unsupported storage scheme")
