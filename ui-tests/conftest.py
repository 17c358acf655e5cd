"""One server and one browser for all journeys; a folder, a workspace and a page for each."""

import os
import shutil
from pathlib import Path

import pytest
import server as lab_server
from pages.lab import Lab
from playwright.sync_api import expect, sync_playwright

SHOTS = Path(__file__).parent / "shots"
expect.set_options(timeout=20_000)  # as long as an action may take: the machine may be busy


@pytest.fixture(scope="session")
def chromium():
    """A browser. scripts/browser finds or installs it."""
    path = os.environ.get("KALE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium; scripts/browser tells how to get one")
    assert path is not None, "there is no Chromium; scripts/browser tells how to get one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A `jupyter lab` that every journey uses."""
    running = lab_server.start(tmp_path_factory.mktemp("lab"))
    yield running
    running.stop()


@pytest.fixture
def place(server, request):
    """A folder of its own on the server."""
    folder = server.root / request.node.name
    folder.mkdir()
    return folder


@pytest.fixture
def lab(chromium, server, request):
    """JupyterLab in a page of its own; a screenshot is kept where the test fails."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(20_000)
    page = context.new_page()
    yield Lab(page, server, request.node.name)
    if request.node.stash.get(FAILED, False):
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{request.node.name}.png")
    context.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Note for the fixtures whether the test failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report
