"""Our packages are what KFP's compiler writes for the same pipeline, but for differences that are told, with reasons.

`twins/NAME.ipynb` is a notebook, `oracle/twins.py` has the same pipeline in KFP's DSL, and `twins/NAME.txt` says how the
two packages differ and why (`pytest --update-golden` writes it; the reasons stand in `comparing.py`).
"""

from pathlib import Path

import pytest

from kale_converter.export.kfp import carrying
from tests.kfp import oracle
from tests.kfp.comparing import differences, renamed
from tests.kfp.exported import export
from tests.kfp.package import read_package

pytestmark = pytest.mark.xdist_group("kfp-oracle")
FOLDER = Path(__file__).with_name("twins")
NAMES = sorted(file.stem for file in FOLDER.glob("*.ipynb") if file.stem != "features")


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """The packages that KFP's compiler wrote, by name."""
    oracle.require()
    return oracle.compile_into(tmp_path_factory.mktemp("twins"), "twins")


@pytest.fixture(autouse=True)
def carried_by_each_command(monkeypatch):
    """How large the runtime is today decides how it travels (tests/export/kfp/test_export.py), not what is compared."""
    monkeypatch.setattr(carrying, "LARGEST_RUN", 1 << 24)


@pytest.mark.parametrize("name", NAMES)
def test_twins(name, twins, golden):
    """Every difference is known, and has a reason."""
    exported = export(FOLDER / f"{name}.ipynb")
    assert exported.package, exported.refused
    ours, theirs = read_package(exported.package.text()), read_package(twins[name])
    found = [
        *differences(ours.pipeline, renamed(theirs.pipeline)),
        *differences(ours.platform, renamed(theirs.platform), "platform"),
    ]
    golden(FOLDER / f"{name}.txt", "\n".join(one.told() for one in found))
    assert not [one.path for one in found if not one.reason]
