"""What a Kubernetes namespace holds that tasks use, and what a platform spec makes of it in a container."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Keys = Mapping[str, Mapping[str, str]]


class Unschedulable(Exception):
    """Kubernetes would not start the pod, or this machine cannot mount what it asks for."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Secrets and config maps by name, and a folder with a folder for each PersistentVolumeClaim.

    Mounts are links to the folders of the claims, so that a pod may ask only for paths that are free here.
    """

    claims: Path
    secrets: Keys = field(default_factory=dict)
    config_maps: Keys = field(default_factory=dict)

    def claim(self, name: str) -> Path:
        """The folder of a claim that is there."""
        if not (self.claims / name).is_dir():
            raise Unschedulable(f'persistentvolumeclaim "{name}" not found')
        return self.claims / name

    def env(self, config: Mapping[str, Any]) -> dict[str, str]:
        """The variables that a pod gets from secrets and config maps."""
        found: dict[str, str] = {}
        for listed, kept, name, key in (
            (config.get("secretAsEnv", ()), self.secrets, "secretName", "secretKey"),
            (config.get("configMapAsEnv", ()), self.config_maps, "configMapName", "configMapKey"),
        ):
            for one in listed:
                for pair in one["keyToEnv"]:
                    value = kept.get(one[name], {}).get(pair[key])
                    if value is not None:
                        found[pair["envVar"]] = value
                    elif not one.get("optional"):
                        raise Unschedulable(f"couldn't find key {pair[key]} in {one[name]}")
        return found

    @contextmanager
    def mounted(self, config: Mapping[str, Any], claims: Mapping[str, str]) -> Iterator[None]:
        """Within, the paths that the pod mounts are there. claims: mount path to the name of the claim."""
        made: list[Path] = []
        try:
            for mount in config.get("pvcMount", ()):
                source = self.claim(claims[mount["mountPath"]]) / mount.get("subPath", "")
                source.mkdir(parents=True, exist_ok=True)
                made.append(_linked(Path(mount["mountPath"]), source))
            for kind, kept, name in (
                ("secretAsVolume", self.secrets, "secretName"),
                ("configMapAsVolume", self.config_maps, "configMapName"),
            ):
                made += [self._files(one, kept, one[name]) for one in config.get(kind, ())]
            yield
        finally:
            for path in made:
                path.unlink(missing_ok=True)

    def _files(self, one: Mapping[str, Any], kept: Keys, name: str) -> Path:
        keys = kept.get(name)
        if keys is None and not one.get("optional"):
            raise Unschedulable(f'"{name}" not found')
        folder = self.claims / f".files-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        for key, value in (keys or {}).items():
            (folder / key).write_text(value, encoding="utf-8")
        return _linked(Path(one["mountPath"]), folder)


def _linked(path: Path, folder: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(folder, target_is_directory=True)
    except OSError as error:
        raise Unschedulable(f"this machine cannot mount a volume at {path}: {error}") from error
    return path
