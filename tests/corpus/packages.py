"""python -m tests.corpus.packages CACHE [--package NAME] [--only TEXT] [options of `python -m tests.corpus`]
python -m tests.corpus.packages --requirements

Run the notebooks that packages ship in their source distributions, as `packages.toml` lists them. The distributions are
downloaded with pip into the folder CACHE, once, and unpacked there. The packages themselves must be installed:
`--requirements` prints what `pip install` must be given. Exit code 1 where anything is WRONG.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.corpus.__main__ import add_options, run

LIST = Path(__file__).with_name("packages.toml")


@dataclass(frozen=True, slots=True)
class Package:
    """A distribution whose source has notebooks.

    requires: what they import besides it. notebooks: patterns of paths in the source. without: paths to leave out, each
    with the reason.
    """

    name: str
    version: str
    notebooks: tuple[str, ...]
    requires: tuple[str, ...]
    without: dict[str, str]

    @property
    def requirements(self) -> tuple[str, ...]:
        """What `pip install` must be given."""
        return (f"{self.name}=={self.version}", *self.requires)

    def chosen(self, source: Path) -> list[Path]:
        """The notebooks in its unpacked source, sorted. Raises ValueError for a pattern or exception without a file."""
        found = {pattern: sorted(source.glob(pattern)) for pattern in self.notebooks}
        left_out = {source / path for path in self.without}
        idle = [pattern for pattern, files in found.items() if not files]
        idle += [str(path.relative_to(source)) for path in left_out if not path.exists()]
        if idle:
            raise ValueError(f"{self.name} {self.version} has no {', '.join(sorted(idle))}: mend {LIST.name}")
        return sorted({file for files in found.values() for file in files} - left_out)


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.packages", description=__doc__)
    parser.add_argument("cache", nargs="?", type=Path, metavar="CACHE")
    parser.add_argument("--requirements", action="store_true", help="print what must be installed, and do nothing")
    parser.add_argument("--package", default="", help="only this package")
    parser.add_argument("--only", default="", help="only notebooks with this in their path")
    add_options(parser)
    given = parser.parse_args()
    packages = [package for package in listed(LIST) if given.package in {"", package.name}]
    if given.requirements:
        print("\n".join(sorted({line for package in packages for line in package.requirements})))
        return 0
    if given.cache is None:
        parser.error("say which folder to download into")
    if absent := sorted(missing(packages)):
        print(f"these are not installed: {', '.join(absent)}; pip install them first (--requirements)", file=sys.stderr)
        return 2
    files = [file for package in packages for file in package.chosen(unpacked(package, given.cache))]
    return run([file for file in files if given.only in str(file)], given)


def listed(file: Path) -> tuple[Package, ...]:
    """The packages of the list, in its order."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["package"]
    return tuple(
        Package(
            name=entry["name"],
            version=entry["version"],
            notebooks=tuple(entry["notebooks"]),
            requires=tuple(entry.get("requires", ())),
            without=entry.get("without", {}),
        )
        for entry in entries
    )


def missing(packages: Iterable[Package]) -> Iterator[str]:
    """The requirements that are not installed, in the version that is asked for where one is."""
    for package in packages:
        for requirement in package.requirements:
            name, _, wanted = requirement.partition("==")
            try:
                there = version(name)
            except PackageNotFoundError:
                yield requirement
            else:
                if wanted not in {"", there}:
                    yield requirement


def unpacked(package: Package, cache: Path) -> Path:
    """The folder with the source of a package, downloaded unless it is there."""
    place = cache / f"{package.name}-{package.version}"
    source = place / "source"
    if not source.exists():
        place.mkdir(parents=True, exist_ok=True)
        wanted = f"{package.name}=={package.version}"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", package.name]
        subprocess.run([*command, "--dest", str(place), wanted], check=True)
        (archive,) = place.glob("*.tar.gz")
        with tarfile.open(archive) as content:
            content.extractall(place / "half", filter="data")
        (top,) = (place / "half").iterdir()
        top.rename(source)
    return source


if __name__ == "__main__":
    sys.exit(main())
