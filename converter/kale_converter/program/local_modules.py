"""Which of the modules beside a notebook a step may import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kale_converter.program.imports import Import, module_imports


def module_name(path: str) -> str:
    """The dotted name of a module file: "pkg/sub.py" is pkg.sub, "pkg/__init__.py" is pkg."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class LocalModules:
    """Modules by their path beside the notebook."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(sorted(texts.items()))
        self._paths = {module_name(path): path for path in self._texts}
        self._tops = {name.partition(".")[0] for name in self._paths}
        self._imports: dict[str, tuple[Import, ...]] = {}

    def has(self, module: str) -> bool:
        """Whether a module, by its dotted name, is one of the notebook's folder, or of a package there."""
        return module.partition(".")[0] in self._tops

    def imports(self, path: str) -> tuple[Import, ...]:
        """What the module of this path imports."""
        if path not in self._imports:
            self._imports[path] = module_imports(self._texts[path])
        return self._imports[path]

    def reached(self, imports: Iterable[Import], *, sure: bool = False) -> dict[str, str]:
        """The modules that these imports may load, and those that they load in turn: text by path, sorted.

        sure: those only that are loaded for sure.
        """
        reached: set[str] = set()
        waiting = [name for found in imports if not found.level for name in found.modules]
        while waiting:
            for path in self._loaded(waiting.pop()):
                if path not in reached:
                    reached.add(path)
                    for found in self.imports(path):
                        waiting += _absolute(found, path) if found.sure or not sure else ()
        return {path: self._texts[path] for path in sorted(reached)}

    def _loaded(self, module: str) -> Iterator[str]:
        """The files of a module and of the packages that it is in; all of a package that has no `__init__.py`."""
        parts = module.split(".")
        for count in range(1, len(parts) + 1):
            path = self._paths.get(".".join(parts[:count]))
            if path is not None:
                yield path


def _absolute(found: Import, path: str) -> list[str]:
    """The modules of an import that stands in the module of `path`."""
    if not found.level:
        return list(found.modules)
    package = path.split("/")[:-1]
    above = package[: len(package) - found.level + 1]
    base = ".".join([*above, *([found.module] if found.module else [])])
    return [base, *(f"{base}.{name}" for name in found.names if name != "*")]
