"""What is the name of a container image."""

import pytest

from kale_converter.reading.image_name import is_image


@pytest.mark.parametrize(
    "text",
    [
        "python",
        "python:3.12",
        "team/train:1",
        "localhost:5000/a/b_c/d--e:T.1-x",
        "a.b.C/x",
        "1.2.3.4:80/x__y",
        f"quay.io/x/y@sha256:{'0' * 64}",
        f"x:latest@sha256:{'a' * 64}",
    ],
)
def test_it_is_one(text: str) -> None:
    """A domain where there is one, a path in lower case, a tag, a digest."""
    assert is_image(text)


@pytest.mark.parametrize(
    "text",
    ["", "bad image", "UPPER/Case", "Python:3", "{{x}}", "a//b", "/a", "a/", "a:", "a:b c", "a@sha256:1", "-a", "a:-x"],
)
def test_it_is_none(text: str) -> None:
    """A container runtime would refuse it as an invalid name."""
    assert not is_image(text)
