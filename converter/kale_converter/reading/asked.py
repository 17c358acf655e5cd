"""What one place (a tag, a cell's metadata, the notebook's defaults) asks of a step, and how places add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from kale_converter.model import EnvFromConfigMap, EnvFromSecret, SecurityContext, StepSettings

_FILL_THE_SAME = (("env", "secrets", "config_maps"), ("volumes", "secret_files", "config_map_files"))
"""Fields that fill environment variables, and fields that fill folders."""
_PLAIN = StepSettings()


@dataclass(frozen=True, slots=True)
class Asked:
    """Settings of a step as far as one place says something of them; see `ask`.

    said: the names of those fields of `settings` that it says something of; the others are as the model has them.
    """

    settings: StepSettings = _PLAIN
    said: frozenset[str] = frozenset()

    def then(self, later: Asked) -> Asked:
        """Both together.

        Where both say something of the same thing, `later` counts: of one resource, label, environment variable
        (whatever fills it), folder (whatever is mounted there), or of a setting as a whole.
        """
        if later.nothing:
            return self
        together = {name: getattr(self.settings, name) for name in self.said}
        for same in _FILL_THE_SAME:
            taken = {key_of(item) for name in same for item in getattr(later.settings, name)}
            for name in self.said.intersection(same):
                together[name] = tuple(item for item in together[name] if key_of(item) not in taken)
        for name in later.said:
            together[name] = _both(together.get(name), getattr(later.settings, name))
        return ask(**together)

    @property
    def nothing(self) -> bool:
        """Whether nothing is asked."""
        return not self.said


def ask(**said: Any) -> Asked:
    """What a place asks that says this, by the names of StepSettings; of items with one key, the last counts."""
    values: dict[str, Any] = {
        name: _each_once(value) if isinstance(value, tuple) else value for name, value in said.items()
    }
    return Asked(replace(_PLAIN, **values), frozenset(said))


NOTHING = Asked()
"""What a place asks that says nothing."""


def key_of(item: Any) -> str:
    """What an item of a setting fills or names: a resource, a label, a variable, a folder, a secret."""
    match item:
        case str():
            return item
        case (str() as name, _):
            return name
        case EnvFromSecret() | EnvFromConfigMap():
            return item.env
    return str(item.mount_point)


def _both(earlier: Any, later: Any) -> Any:
    if isinstance(later, tuple):
        return (*(earlier or ()), *later)
    if isinstance(earlier, SecurityContext):
        given = {field.name: getattr(later, field.name) for field in fields(later)}
        return replace(earlier, **{name: value for name, value in given.items() if value is not None})
    return later


def _each_once(items: Iterable[Any]) -> tuple[Any, ...]:
    by_key = {key_of(item): item for item in items}
    return tuple(by_key[key] for key in sorted(by_key))
