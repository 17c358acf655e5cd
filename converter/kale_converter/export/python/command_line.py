"""The options of a script's command line, from the pipeline's parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kale_converter.model import Parameter, ParameterType

_TYPES = {
    ParameterType.INT: "type=int",
    ParameterType.FLOAT: "type=float",
    ParameterType.STR: "",
    ParameterType.BOOL: "action=argparse.BooleanOptionalAction",
    ParameterType.LIST: 'type=json.loads, metavar="JSON"',
    ParameterType.DICT: 'type=json.loads, metavar="JSON"',
    ParameterType.ANY: 'type=json.loads, metavar="JSON"',
}


@dataclass(frozen=True, slots=True)
class Options:
    """The lines that read the command line, and the modules they need besides argparse; "" for no parameters."""

    text: str = ""
    modules: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


def parser_lines(parameters: Iterable[Parameter], notebook: str) -> Options:
    """An option `--name` for each parameter, with its description; without it the notebook's value counts."""
    parameters = tuple(parameters)
    if not parameters:
        return Options()
    lines = [f"_options = argparse.ArgumentParser(description={f'What {notebook}.ipynb does.'!r})"]
    for parameter in parameters:
        words = [repr(f"--{parameter.name.replace('_', '-')}"), f"dest={parameter.name!r}"]
        words += [text for text in (_TYPES[parameter.type],) if text]
        if parameter.description:
            words.append(f"help={parameter.description.replace('%', '%%')!r}")
        lines.append(f"_options.add_argument({', '.join(words)})")
    lines.append("_given = _options.parse_args()")
    json = any("json." in _TYPES[parameter.type] for parameter in parameters)
    return Options("\n".join(lines), ("json",) if json else ())
