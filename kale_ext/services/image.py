"""The container image of steps for which the notebook names none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kale_converter.export.surroundings import PLAIN_IMAGE, Image

OwnImage = Callable[[Mapping[str, str]], str]
"""Gives the image that this process runs in, as the cluster says it, "" outside one; given the environment."""


def default_image(
    asked: str = "", admin: str = "", environ: Mapping[str, str] | None = None, own: OwnImage | None = None
) -> Image:
    """The image, and why it is the one: what was asked for, the administrator's, this server's own, a plain Python.

    asked: on the command line or in a request. admin: `default_image` of `kale.json`.
    """
    environ = os.environ if environ is None else environ
    if asked:
        return Image(asked, "asked for")
    if admin:
        return Image(admin, "the administrator's default")
    for variable in ("JUPYTER_IMAGE_SPEC", "JUPYTER_IMAGE"):  # JupyterHub's KubeSpawner sets them
        if environ.get(variable):
            return Image(environ[variable], f"what this server runs on ({variable})")
    image = (own or image_of_this_pod)(environ)
    if image:
        return Image(image, "what this server runs on, as its pod says")
    return PLAIN_IMAGE


def image_of_this_pod(environ: Mapping[str, str]) -> str:
    """The image of the first container of the pod that this process runs in; "" where there is none to be seen.

    Asks the cluster's API as the pod's own service account, which needs the right to get pods.
    """
    if not environ.get("KUBERNETES_SERVICE_HOST"):
        return ""
    try:
        from kubernetes import client
        from kubernetes.config.incluster_config import SERVICE_TOKEN_FILENAME, InClusterConfigLoader
    except ImportError:
        return ""
    folder = Path(environ.get("KALE_SERVICE_ACCOUNT", Path(SERVICE_TOKEN_FILENAME).parent))
    configuration = client.Configuration()
    try:
        loader: Any = InClusterConfigLoader
        loader(str(folder / "token"), str(folder / "ca.crt"), environ=environ).load_and_set(configuration)
        namespace = (folder / "namespace").read_text(encoding="utf-8").strip()
        with client.ApiClient(configuration) as api:
            pod: Any = client.CoreV1Api(api).read_namespaced_pod(environ["HOSTNAME"], namespace, _request_timeout=3)
    except Exception:  # noqa: BLE001 - whatever a cluster answers, there is a plain image to fall back on
        return ""
    return str(pod.spec.containers[0].image)
