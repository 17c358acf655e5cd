"""Settings in metadata: all that a step can be given can be asked for there."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kale_converter.model import Foreach, StepSettings, Volume, VolumeKind
from kale_converter.reading.kale_metadata import schema
from kale_converter.reading.settings_form import read_settings, write_settings

SCHEMA = schema()
SETTINGS = {**SCHEMA["$defs"]["everywhere"]["properties"], **SCHEMA["$defs"]["step"]["properties"]}


def examples() -> list[tuple[str, Any]]:
    """Every example of the schema, by the setting that it is of."""
    found = []
    for name, setting in SETTINGS.items():
        described = {**SCHEMA["$defs"].get(setting.get("$ref", "").rpartition("/")[2], {}), **setting}
        found += [(name, example) for example in described.get("examples", ())]
    return found


def test_the_schema_has_every_setting_of_the_model() -> None:
    """And none that the model lacks, but for training, which is not there yet."""
    assert set(SETTINGS) - {"training"} == {field.name for field in fields(StepSettings)}


def test_every_setting_is_explained() -> None:
    """In words, and with an example where it is not one of a few words."""
    for name, setting in SETTINGS.items():
        described = {**SCHEMA["$defs"].get(setting.get("$ref", "").rpartition("/")[2], {}), **setting}
        assert described["description"].endswith("."), name
    simple = {"cache", "report", "exit_handler", "pull_policy", "training"}
    assert {name for name, _ in examples()} == set(SETTINGS) - simple


@pytest.mark.parametrize(("name", "example"), examples(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_examples_are_right(name: str, example: Any) -> None:
    """They are valid, they say something, and what they say is written as it was given."""
    validator = Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": "#/$defs/settings"})
    assert not list(validator.iter_errors({name: example}))
    settings = read_settings({name: example}).settings
    assert settings != StepSettings()
    written = write_settings(settings)
    assert read_settings(written).settings == settings
    assert set(written) == {name}


def test_a_volume_is_there_already_where_nothing_is_said() -> None:
    """And a folder has no slash at its end."""
    volume = read_settings({"volumes": [{"name": "v", "mount_point": "/data/", "size": "1Ki"}]}).settings.volumes
    assert volume == (Volume("v", VolumeKind.EXISTING, "/data", size=1024),)


def test_a_loop_is_over_a_list_or_a_name() -> None:
    """One of the two is empty in the model."""
    over_list = read_settings({"foreach": {"variable": "x", "in": [1, None, {"a": []}], "parallelism": 2.0}})
    assert over_list.settings.foreach == Foreach("x", (1, None, {"a": []}), "", 2)
    assert read_settings({"foreach": {"variable": "x", "in": "xs"}}).settings.foreach == Foreach("x", (), "xs")
