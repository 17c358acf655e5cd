"""What an export knows besides the notebook: images, node profiles, and what lies beside the notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kale_converter.model import Conversion, NodeProfile


@dataclass(frozen=True, slots=True)
class Image:
    """A container image and, in a few words, why it is the one."""

    reference: str
    reason: str


PLAIN_IMAGE = Image("python:3.12", "a plain Python, because nobody named an image")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an export knows besides the notebook; whoever exports gathers it, because the converter reads no files.

    default_image: of steps for which the notebook names none. profiles: the administrator's, by name. modules: local
    modules that the notebook imports, text by path relative to the notebook's folder. files: small data files that
    travel too, content by such a path. notebooks: those that `notebook:` tags name, converted, by the tag's text.
    """

    default_image: Image = PLAIN_IMAGE
    profiles: Mapping[str, NodeProfile] = field(default_factory=lambda: MappingProxyType({}))
    modules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    notebooks: Mapping[str, Conversion] = field(default_factory=lambda: MappingProxyType({}))
