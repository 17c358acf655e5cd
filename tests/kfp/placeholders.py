"""What becomes of a container's command and arguments on their way to the process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.kfp.uris import local_path
from tests.kfp.values import as_json, as_text

OPERATOR, OPENER, CLOSER = b"$()"


def placeholders(executor_input: Mapping[str, Any]) -> dict[str, str]:
    """What KFP's launcher replaces, and by what; `{{$}}` first, so that what it brings is replaced as well.

    The launcher goes through a map of Go, in no order: this is the worst one.
    """
    inputs, outputs = executor_input.get("inputs", {}), executor_input.get("outputs", {})
    found = {"{{$}}": as_json(executor_input)}
    for side, artifacts in (("inputs", inputs.get("artifacts", {})), ("outputs", outputs.get("artifacts", {}))):
        for name, listed in artifacts.items():
            if listed["artifacts"]:
                first = listed["artifacts"][0]
                found[f"{{{{$.{side}.artifacts['{name}'].uri}}}}"] = first["uri"]
                found[f"{{{{$.{side}.artifacts['{name}'].path}}}}"] = str(local_path(first))
    for name, value in inputs.get("parameterValues", {}).items():
        found[f"{{{{$.inputs.parameters['{name}']}}}}"] = as_text(value)
    for name, parameter in outputs.get("parameters", {}).items():
        found[f"{{{{$.outputs.parameters['{name}'].output_file}}}}"] = parameter["outputFile"]
    return found


def replaced(text: str, found: Mapping[str, str]) -> str:
    """The text with every placeholder replaced."""
    for placeholder, replacement in found.items():
        text = text.replace(placeholder, replacement)
    return text


def expanded(text: str, env: Mapping[str, str]) -> str:
    """An argument of a pod as the kubelet passes it on: `$(NAME)` of a known name is its value, `$$` is `$`.

    It goes through bytes, and makes a character of its own of the byte after a lone `$`: a letter that takes more than
    one byte is broken there.
    """
    rest = text.encode()
    out = b""
    while (at := rest.find(OPERATOR)) >= 0 and at + 1 < len(rest):
        out, rest = out + rest[:at], rest[at + 1 :]
        end = rest.find(CLOSER)
        if rest[0] == OPENER and end > 0:
            name = rest[1:end].decode()
            out += env[name].encode() if name in env else b"$(" + rest[1 : end + 1]
            rest = rest[end + 1 :]
        elif rest[0] == OPERATOR:
            out, rest = out + b"$", rest[1:]
        else:
            out, rest = out + b"$" + chr(rest[0]).encode(), rest[1:]
    return (out + rest).decode(errors="surrogateescape")
