"""compile.py MODULE FOLDER: compile every pipeline of MODULE (beside this file) into FOLDER, as NAME.yaml."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from kfp import compiler
from kfp.dsl.graph_component import GraphComponent


def main() -> None:
    module, folder = importlib.import_module(sys.argv[1]), Path(sys.argv[2])
    for name, pipeline in sorted(vars(module).items()):
        if isinstance(pipeline, GraphComponent) and not name.startswith("_"):
            compiler.Compiler().compile(pipeline, str(folder / f"{name}.yaml"))


main()
