"""Random settings of a step, most of them as a cluster takes them."""

from __future__ import annotations

from hypothesis import strategies as st

from kale_converter.model import (
    Backoff,
    ConfigMapFiles,
    EnvFromConfigMap,
    EnvFromSecret,
    Foreach,
    SecretFiles,
    SecurityContext,
    StepSettings,
    Volume,
    VolumeKind,
)
from kale_converter.reading.asked import ask

NAMES = st.sampled_from(["a", "b2", "some-name", "x" * 26, "UPPER", "with.dot"])
ENV_NAMES = st.sampled_from(["A", "B", "_C", "PATH_2"])
TEXTS = st.sampled_from(["", "1", "a b", "$(A)", "ä", "{{b}}", "x" * 70])
KEYS = st.sampled_from(["a", "b.c/d", "not ok", "team"])
PAIRS = st.dictionaries(KEYS, TEXTS, max_size=2).map(lambda pairs: tuple(sorted(pairs.items())))
AMOUNTS = st.dictionaries(
    st.sampled_from(["cpu", "memory", "nvidia.com/gpu", "amd.com/gpu"]),
    st.sampled_from(["1", "2", "0.5", "1Gi"]),
    max_size=3,
).map(lambda pairs: tuple(sorted(pairs.items())))
FOLDERS = st.sampled_from(["/", "/data", "/data/x", "/keys", "/dev/shm"])
SIZES = st.sampled_from([None, 1, 1024, 5 << 30, (1 << 30) + 1])
BOOLS = st.booleans()
VOLUMES = st.builds(
    Volume,
    name=NAMES,
    kind=st.sampled_from(VolumeKind),
    mount_point=FOLDERS,
    size=SIZES,
    annotations=PAIRS,
    sub_path=st.sampled_from(["", "", "part", "../out"]),
    read_only=st.sampled_from([False, False, False, True]),
    storage_class=st.sampled_from(["", "ssd"]),
    access_modes=st.sampled_from([(), ("ReadWriteMany",), ("ReadWriteOnce", "ReadOnlyMany")]),
)


def _few(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, min_size=1, max_size=2).map(tuple)


FIELDS: dict[str, st.SearchStrategy[object]] = {
    "limits": AMOUNTS,
    "image": st.sampled_from(["python:3.12", f"host:5000/a/b@sha256:{'0' * 64}"]),
    "labels": PAIRS,
    "annotations": PAIRS,
    "secrets": _few(st.builds(EnvFromSecret, env=ENV_NAMES, secret=NAMES, key=KEYS, optional=BOOLS)),
    "cache": BOOLS,
    "report": BOOLS,
    "retries": st.integers(0, 5),
    "timeout": st.sampled_from([0.5, 60.0, 61.2]),
    "requests": AMOUNTS,
    "env": st.dictionaries(ENV_NAMES, TEXTS, max_size=2).map(lambda pairs: tuple(sorted(pairs.items()))),
    "config_maps": _few(st.builds(EnvFromConfigMap, env=ENV_NAMES, config_map=NAMES, key=KEYS, optional=BOOLS)),
    "secret_files": _few(st.builds(SecretFiles, secret=NAMES, mount_point=FOLDERS, optional=BOOLS)),
    "config_map_files": _few(st.builds(ConfigMapFiles, config_map=NAMES, mount_point=FOLDERS, optional=BOOLS)),
    "volumes": _few(VOLUMES),
    "profile": st.sampled_from(["gpu", "gqu"]),
    "node_selector": PAIRS,
    "pull_policy": st.sampled_from(["Always", "IfNotPresent", "Never"]),
    "pull_secrets": st.sampled_from([("a",), ("a", "b.c")]),
    "shared_memory": st.sampled_from([0, 1, 2 << 30]),
    "security": st.builds(
        SecurityContext,
        run_as_user=st.sampled_from([None, 0, 1000]),
        run_as_group=st.sampled_from([None, 0, 100]),
        run_as_non_root=st.sampled_from([None, True, False]),
    ),
    "backoff": st.builds(
        Backoff,
        seconds=st.sampled_from([0.5, 10.0]),
        factor=st.sampled_from([1.0, 2.0]),
        longest=st.sampled_from([60.0, 3600.0]),
    ),
    "cache_key": st.sampled_from(["prices", "2026-11"]),
    "foreach": st.builds(
        Foreach,
        variable=st.sampled_from(["item", "class"]),
        items=st.sampled_from([(1, 2), ("a",), ({"a": [1]}, {"a": []})]),
        parallelism=st.sampled_from([None, 2]),
    ),
    "when": st.sampled_from(["rows > 1", "flag and rows in [1, 2]", "unknown == 1", "len(rows) > 1"]),
    "exit_handler": st.sampled_from([True]),
    "notebook": st.sampled_from(["other.ipynb"]),
}
"""A strategy for each field of StepSettings; a test holds that none is missing."""


@st.composite
def step_settings(draw: st.DrawFn) -> StepSettings:
    """Some of the fields, as reading would give them: each folder and variable once in each field."""
    chosen = draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=6))
    return ask(**{name: draw(FIELDS[name]) for name in sorted(chosen)}).settings
