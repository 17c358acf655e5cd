"""How large a run becomes is estimated well enough to tell of it."""

import random

import pytest

from kale_converter.convert import convert
from kale_converter.export.kfp import to_kfp
from kale_converter.export.kfp.workflow import sizes
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import Cell, CellId, CellKind, Notebook, Target
from tests.kfp.workflow import workflow


@pytest.mark.parametrize(("steps", "carried"), [(3, 0), (9, 0), (9, 60_000), (2, 400_000), (120, 0)])
def test_the_estimate_is_near(steps, carried):
    """Whether many steps or much that they carry makes it large."""
    cells = [
        Cell(n, CellId(f"c{n}"), CellKind.CODE, f"x{n} = {f'x{n - 1}' if n else '0'} + 1", tags, {"tags": list(tags)})
        for n in range(steps)
        if (tags := (f"step:s{n}",))
    ]
    around = Surroundings(files={"data.bin": random.Random(1).randbytes(carried)} if carried else {})
    package = to_kfp(convert(Notebook("some", tuple(cells), {}), target=Target.KUBEFLOW), around)
    counted = sum(workflow(package.pipeline_spec).sizes)
    assert counted == pytest.approx(sizes(package.pipeline_spec).run, rel=0.15)
