"""Cases give, exported and run as KFP would run them with nothing of ours in the image, the lines of a plain run.

A sample; `python -m tests.kfp.cases` runs all of them.
"""

import pytest

from tests.cases.collection import cases
from tests.cases.expectations import kept
from tests.kfp.cases import make_environments, tried

EVERY = 7
"""One case of so many, counted over all files, so that each file has some."""
RIGHT = [case for case in cases() if not case.mistake]
SAMPLE = RIGHT[::EVERY]


@pytest.fixture(scope="session")
def environments(tmp_path_factory):
    """What stands for images."""
    return make_environments(tmp_path_factory.mktemp("images"))


def test_the_sample_has_cases_of_every_file():
    """So that a case added anywhere keeps it so."""
    assert {case.name.split("/")[0] for case in SAMPLE} == {case.name.split("/")[0] for case in RIGHT}


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_same_lines_as_a_plain_run(case, environments):
    """Nothing is refused, and nothing differs."""
    verdict = tried(environments, case.name, case.notebook(), kept()[case.name]["expected"])
    assert not verdict.refused
    assert not verdict.different
