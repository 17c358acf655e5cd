"""What a step of an exported pipeline carries in its command, in bytes: the runtime, and the step's own bundle."""

from types import SimpleNamespace

from benchmarks.compiling import NOTEBOOK
from kale_converter.convert import convert
from kale_converter.export.kfp.carrying import LARGEST_HANDED_ON
from kale_converter.program.command import TRAVELLING, bundle_tasks, carry, travelling
from kale_converter.program.step_bundle import make_step_bundle
from kale_converter.program.wiring import Wiring
from kale_converter.reading.notebook import read_notebook


def main() -> None:
    """Count and print."""
    conversion = convert(read_notebook(NOTEBOOK)[0])
    assert conversion.pipeline is not None
    beside = SimpleNamespace(modules={}, files={})
    bundles = [make_step_bundle(conversion, step.name, Wiring(), beside) for step in conversion.pipeline.steps]
    modules = travelling(bundles)
    sizes = [carry(bundle, modules).size for bundle in bundles]
    bare = {**bundles[0], "program": {}, "parameters": {}, "imports": []}
    for used in (modules, TRAVELLING):
        print(f"the runtime: {len(used)} modules, {carry(bare, used).size:,} bytes in the command of each step")
    for bundle, size in zip(bundles, sizes, strict=True):
        print(f"  {NOTEBOOK.stem} {bundle['step']:20} {size:8,} bytes")
    handed = bundle_tasks({bundle["step"]: bundle for bundle in bundles}, LARGEST_HANDED_ON).size
    print(f"all {len(bundles)} steps: {sum(sizes):,} bytes; once for all, in an artifact: {handed:,}")


if __name__ == "__main__":
    main()
