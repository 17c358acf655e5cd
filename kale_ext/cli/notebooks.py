"""From what the user typed to a converted notebook."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kale_ext.errors import NotConvertible, NotFound

if TYPE_CHECKING:
    from kale_converter.model import Conversion

_SHOWN, _NEAR = 5, 2


@dataclass(frozen=True, slots=True)
class Converted:
    """A notebook file and what converting it gave. typed: the path as the user wrote it, for messages."""

    typed: str
    path: Path
    conversion: Conversion
    content: dict[str, Any]


def convert(typed: str, steps: str | None = None, target: str = "local", carried: Iterable[Path] = ()) -> Converted:
    """Read and convert the notebook for a target (the values of `Target`). Raises NotFound and NotebookUnreadable.

    carried: data files that travel with its steps.
    """
    path = existing(typed)
    from kale_converter.reading.quick_start import skip_iri_grammar

    skip_iri_grammar()
    from kale_converter.model import Division, Target
    from kale_ext.services.conversion import convert_file

    division = None if steps is None else Division(steps)
    conversion, content = convert_file(path, division, target=Target(target), carried=carried)
    return Converted(typed, path, conversion, content)


def convert_sound(
    typed: str, steps: str | None = None, target: str = "local", carried: Iterable[Path] = ()
) -> Converted:
    """Like `convert`, and raises NotConvertible where the notebook has errors."""
    converted = convert(typed, steps, target, carried)
    if not converted.conversion.ok:
        raise NotConvertible(
            f"{typed} cannot be made a pipeline", "mend the errors and try again", converted.conversion.diagnostics
        )
    return converted


def existing(typed: str) -> Path:
    """The absolute path of the notebook. Raises NotFound that names notebooks with a similar name."""
    path = Path(typed).expanduser()
    if path.exists():
        return Path(os.path.normpath(Path.cwd() / path))  # not resolved: links stay as the user named them
    folder = path.parent
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}, so no notebook {path.name} in it", "check the path")
    here = sorted(entry.name for entry in folder.glob("*.ipynb"))
    near = get_close_matches(path.stem, [Path(name).stem for name in here], n=_NEAR)
    raise NotFound(f"there is no notebook {typed}", _hint(near, here))


def _hint(near: list[str], here: list[str]) -> str:
    if near:
        return f"did you mean {' or '.join(f'{stem}.ipynb' for stem in near)}?"
    if not here:
        return "there are no notebooks in that folder"
    more = f" and {len(here) - _SHOWN} more" if len(here) > _SHOWN else ""
    return f"that folder has {', '.join(here[:_SHOWN])}{more}"
