"""Names and texts as Kubernetes allows them (its API's own validation, `apimachinery/pkg/util/validation`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kale_converter.model import StepSettings, Volume, VolumeKind
from kale_converter.reading.image_name import IMAGE_FORM, is_image

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
_SUBDOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_WORD = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
_KEY = re.compile(r"[-._a-zA-Z0-9]{1,253}")
_LONGEST_NEW = 26
"""Of a new volume's name: KFP puts a UUID and a hyphen before it, and the pod's volume is called so."""

_A_LABEL = "lower-case letters, digits and `-`, at most 63 of them"
_A_SUBDOMAIN = "lower-case letters, digits, `-` and `.`"
_A_WORD = "letters, digits, `-`, `_` and `.`, at most 63 of them, first and last a letter or a digit"
_A_QUALIFIED = f"{_A_WORD}, and before it a domain and `/` where you like"
_A_FOLDER = "a path below `/` without `:`"
_NO_BRACES = "it without `{{`"

Objection = tuple[str, str]
"""What is not allowed, and what is."""


def objections(settings: StepSettings) -> Iterator[Objection]:
    """Everything in these settings that Kubernetes or KFP would refuse."""
    for what, pairs in (("label", settings.labels), ("node label", settings.node_selector)):
        for key, value in pairs:
            yield from _unless(_is_qualified(key), f"the {what} {key}", _A_QUALIFIED)
            yield from _unless(not value or _is(_WORD, value), f"the value {value!r} of the {what} {key}", _A_WORD)
    for key, value in settings.annotations:
        yield from _unless(_is_qualified(key), f"the annotation {key}", _A_QUALIFIED)
        yield from _unless("{{" not in value, f"the annotation {key}", _NO_BRACES)
    for name, value in settings.env:
        yield from _unless("{{" not in value, f"the value of {name}", _NO_BRACES)
    for resource in sorted({name for name, _ in (*settings.limits, *settings.requests)}):
        yield from _unless(_is_qualified(resource), f"the resource {resource}", _A_QUALIFIED)
    if settings.image:
        yield from _unless(is_image(settings.image), f"the image {settings.image!r}", IMAGE_FORM)
    yield from _sources(settings)
    for volume in settings.volumes:
        yield from _volume(volume)


def _sources(settings: StepSettings) -> Iterator[Objection]:
    """Secrets and config maps."""
    keys = [("secret", given.secret, given.key) for given in settings.secrets]
    keys += [("config map", given.config_map, given.key) for given in settings.config_maps]
    for what, name, key in keys:
        yield from _unless(_is(_SUBDOMAIN, name), f"the name {name!r} of a {what}", _A_SUBDOMAIN)
        yield from _unless(_is(_KEY, key), f"the key {key!r} of the {what} {name}", "letters, digits, `-`, `_` and `.`")
    for name in settings.pull_secrets:
        yield from _unless(_is(_SUBDOMAIN, name), f"the name {name!r} of a secret", _A_SUBDOMAIN)
    files = [("secret", given.secret, given.mount_point) for given in settings.secret_files]
    files += [("config map", given.config_map, given.mount_point) for given in settings.config_map_files]
    for what, name, folder in files:
        yield from _unless(_is(_LABEL, name), f"the name {name!r} of a mounted {what}", _A_LABEL)
        yield from _unless(_is_folder(folder), f"the folder {folder!r} of the {what} {name}", _A_FOLDER)


def _volume(volume: Volume) -> Iterator[Objection]:
    name = volume.name
    yield from _unless(_is(_LABEL, name), f"the name {name!r} of a volume", _A_LABEL)
    if volume.kind is VolumeKind.NEW:
        yield from _unless(
            len(name) <= _LONGEST_NEW, f"the name {name!r} of a new volume", f"{_LONGEST_NEW} characters at most"
        )
    yield from _unless(
        _is_folder(volume.mount_point), f"the folder {volume.mount_point!r} of the volume {name}", _A_FOLDER
    )
    part = volume.sub_path
    inside = not part.startswith("/") and ".." not in part.split("/") and "{{" not in part
    yield from _unless(inside, f"the part {part!r} of the volume {name}", "a path within it")
    if volume.storage_class:
        is_name = _is(_SUBDOMAIN, volume.storage_class)
        yield from _unless(is_name, f"the storage class {volume.storage_class!r}", _A_SUBDOMAIN)
    for key, value in volume.annotations:
        yield from _unless(
            _is_qualified(key) and "{{" not in value, f"the annotation {key} of the volume {name}", _A_QUALIFIED
        )


def _unless(right: bool, what: str, wanted: str) -> Iterator[Objection]:
    if not right:
        yield what, wanted


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None


def _is_qualified(key: str) -> bool:
    domain, slash, name = key.rpartition("/")
    return _is(_WORD, name) and (not slash or _is(_SUBDOMAIN, domain))


def _is_folder(path: str) -> bool:
    return path.startswith("/") and path != "/" and ":" not in path and "{{" not in path
