"""How places that ask for settings add up."""

from __future__ import annotations

from kale_converter.model import (
    Backoff,
    EnvFromConfigMap,
    EnvFromSecret,
    SecretFiles,
    SecurityContext,
    Volume,
    VolumeKind,
)
from kale_converter.reading.asked import NOTHING, ask


def test_later_settings_count() -> None:
    """Of two settings of one thing the later counts, and the rest adds up."""
    first = ask(limits=(("cpu", "1"), ("memory", "1Gi")), image="a", cache=True, retries=3, pull_secrets=("b", "a"))
    both = first.then(ask(limits=(("cpu", "2"),), image="", cache=False, retries=0, pull_secrets=("c",))).settings
    assert both.limits == (("cpu", "2"), ("memory", "1Gi"))
    assert (both.image, both.cache, both.retries, both.pull_secrets) == ("", False, 0, ("a", "b", "c"))


def test_who_says_nothing_changes_nothing() -> None:
    """In either order."""
    some = ask(image="a", env=(("A", "1"),))
    assert NOTHING.then(some) == some
    assert some.then(NOTHING) == some
    assert NOTHING.nothing


def test_a_variable_is_filled_by_whoever_comes_last() -> None:
    """A text, a secret and a config map fill the same environment."""
    first = ask(env=(("A", "1"), ("B", "2")), secrets=(EnvFromSecret("C", "s", "k"),))
    both = first.then(
        ask(secrets=(EnvFromSecret("A", "s", "k"),), config_maps=(EnvFromConfigMap("C", "m", "k"),))
    ).settings
    assert both.env == (("B", "2"),)
    assert both.secrets == (EnvFromSecret("A", "s", "k"),)
    assert both.config_maps == (EnvFromConfigMap("C", "m", "k"),)


def test_a_folder_has_what_is_mounted_last() -> None:
    """A volume and a secret cannot both be there."""
    first = ask(volumes=(Volume("v", VolumeKind.EXISTING, "/a"), Volume("v", VolumeKind.EXISTING, "/b")))
    both = first.then(ask(secret_files=(SecretFiles("s", "/a"),))).settings
    assert [volume.mount_point for volume in both.volumes] == ["/b"]
    assert both.secret_files == (SecretFiles("s", "/a"),)


def test_of_a_security_context_each_part_counts() -> None:
    """Of a back-off, the whole, because its parts mean something together."""
    first = ask(security=SecurityContext(run_as_user=1, run_as_group=2), backoff=Backoff(1, factor=3))
    both = first.then(ask(security=SecurityContext(run_as_user=5), backoff=Backoff(2))).settings
    assert both.security == SecurityContext(run_as_user=5, run_as_group=2)
    assert both.backoff == Backoff(2)
