"""What *Save and Export Notebook As* asks a server for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

from kale_ext.services.conversion import convert_file
from kale_ext.services.exports import Form, export, surroundings_of
from tests.cli.notebook_file import two_steps, write

Fetch = Callable[..., Awaitable[HTTPResponse]]
pytestmark = pytest.mark.usefixtures("backend")


async def page(fetch: Fetch, form: str, path: str, **options: object) -> HTTPResponse:
    try:
        return await fetch("nbconvert", form, *path.split("/"), params={"download": "true"}, **options)
    except HTTPClientError as error:
        if error.response is None:
            raise
        return error.response


@pytest.mark.parametrize("form", [Form.KFP, Form.PYTHON, Form.MERMAID])
async def test_a_pipeline(jp_fetch: Fetch, jp_root_dir: Path, form: Form) -> None:
    """A file is downloaded, named after the notebook, with what `kale compile` writes."""
    notebook = two_steps(jp_root_dir)
    before = notebook.read_bytes()
    response = await page(jp_fetch, f"kale-{form.value}", notebook.relative_to(jp_root_dir).as_posix())
    assert response.code == 200
    assert f"{notebook.stem}{form.suffix}" in response.headers["Content-Disposition"]
    conversion, _ = convert_file(notebook, target=form.target)
    assert response.body.decode() == export(conversion, form, surroundings_of(notebook, conversion)).text
    assert notebook.read_bytes() == before


async def test_a_notebook_that_is_no_pipeline(jp_fetch: Fetch, jp_root_dir: Path) -> None:
    """What is wrong, and where, is told in plain text, as a fault of the notebook's and not of the server's."""
    notebook = write(jp_root_dir / "wrong.ipynb", ("step:first", "x = 1"), ("step:second", "print(y"))
    response = await page(jp_fetch, "kale-kfp", notebook.name)
    assert response.code == 422
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "cell 2, line 1" in response.body.decode()
    assert "Traceback" not in response.body.decode()


@pytest.mark.parametrize("path", ["absent.ipynb", "../outside.ipynb", ".hidden/nb.ipynb"])
async def test_no_way_out(jp_fetch: Fetch, jp_root_dir: Path, path: str) -> None:
    """A file that is not there, is outside the root or is hidden is as absent."""
    for file in ("../outside.ipynb", ".hidden/nb.ipynb"):
        (jp_root_dir / file).parent.mkdir(exist_ok=True)
        write(jp_root_dir / file, ("step:first", "x = 1"))
    assert (await page(jp_fetch, "kale-kfp", path)).code == 404


async def test_unknown_users_are_refused(jp_fetch: Fetch, jp_root_dir: Path) -> None:
    """Without the token there is no page."""
    notebook = two_steps(jp_root_dir)
    response = await page(jp_fetch, "kale-kfp", notebook.name, headers={"Authorization": ""}, follow_redirects=False)
    assert response.code in {302, 403}
