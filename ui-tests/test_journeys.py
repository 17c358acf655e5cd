"""Whole journeys of a data scientist in JupyterLab."""

import notebooks
import server as lab_server
from pages.lab import Lab
from playwright.sync_api import expect


def test_from_an_example_to_its_executed_notebook(lab, place):
    """Open an example, see its graph, press Run, see all steps succeed, open the executed notebook."""
    lab.open(notebooks.example("hello", place))
    panel = lab.panel()
    expect(panel.step("winner")).to_be_visible()
    steps = panel.steps()
    assert sorted(steps) == ["ada", "grace", "invite", "katherine", "pipeline-metrics", "winner"]

    panel.run()
    panel.expect_run("Succeeded")
    for step in steps:
        panel.expect_step(step, "Succeeded")

    panel.open_executed()
    expect(lab.notebook).to_contain_text("At the table: Ada, Grace, Katherine")
    expect(lab.notebook).to_contain_text("wins with")


def test_plots_and_tables_are_in_the_executed_notebook(lab, place):
    """Run an example with four models at the same time; its plots and tables are in the result."""
    lab.open(notebooks.example("wine", place))
    panel = lab.panel()
    expect(panel.step("compare")).to_be_visible()
    panel.run()
    panel.expect_run("Succeeded")
    panel.open_executed()
    expect(lab.notebook).to_contain_text("178 wines")
    expect(lab.notebook.locator(".jp-OutputArea-output img").first).to_be_visible()
    expect(lab.notebook.locator(".jp-OutputArea-output table").first).to_be_visible()


def test_a_failure_points_at_the_cell(lab, place):
    """A step fails: it is red, its traceback is the user's, and the link goes to the cell; the other branch is done."""
    lab.open(notebooks.example("failing", place))
    panel = lab.panel()
    expect(panel.step("divide")).to_be_visible()
    panel.run()
    panel.expect_run("Failed")
    panel.expect_step("divide", "Failed")
    panel.expect_step("report", "Skipped")
    panel.expect_step("add", "Succeeded")

    panel.step("divide", "Failed").click()
    expect(panel.failure).to_contain_text("ZeroDivisionError")
    expect(panel.failure).to_contain_text("cell 5, line 3")
    expect(panel.failure).to_contain_text("shares.append(number / divisor)")
    panel.go_to_failure()
    expect(lab.notebook.locator(".jp-Cell.jp-mod-active")).to_contain_text("shares.append")
    assert lab.active_cell() == 5


def test_cancel_and_resume(lab, place):
    """A run is cancelled in the middle; resumed, it runs what is missing."""
    lab.open(notebooks.held(place))
    panel = lab.panel()
    expect(panel.step("hold")).to_be_visible()
    panel.run()
    panel.expect_step("hold", "Running")
    panel.cancel()
    panel.expect_run("Cancelled")
    panel.expect_step("hold", "Cancelled")

    (place / "go").touch()
    panel.resume()
    panel.expect_run("Succeeded")
    panel.expect_step("last", "Succeeded")


def test_a_run_outlives_the_page(lab, place):
    """Reload the page in the middle of a run: the panel shows it live, and its end."""
    lab.open(notebooks.held(place))
    panel = lab.panel()
    expect(panel.step("hold")).to_be_visible()
    panel.run()
    panel.expect_step("hold", "Running")

    lab.reload()
    panel = lab.panel()
    panel.expect_step("first", "Succeeded")
    panel.expect_step("hold", "Running")
    (place / "go").touch()
    panel.expect_run("Succeeded")
    panel.expect_step("last", "Succeeded")


def test_a_run_outlives_the_server(chromium, tmp_path):
    """`kill -9` of the server in the middle of a run: the run goes on, and the next server shows it."""
    server = lab_server.start(tmp_path)
    page = chromium.new_page()
    try:
        lab = Lab(page, server, "first")
        lab.open(notebooks.held(server.root))
        panel = lab.panel()
        expect(panel.step("hold")).to_be_visible()
        panel.run()
        panel.expect_step("hold", "Running")
        server.kill()

        server = lab_server.start(tmp_path)
        lab = Lab(page, server, "second")
        lab.open(server.root / "held.ipynb")
        panel = lab.panel()
        panel.expect_step("hold", "Running")
        (server.root / "go").touch()
        panel.expect_run("Succeeded")
        panel.expect_step("last", "Succeeded")
    finally:
        page.close()
        server.stop()


def test_looking_changes_nothing(lab, server, place):
    """A notebook that is opened and analysed is not dirty, its file is the same, and no kernel was started for it."""
    file = notebooks.example("wine", place)
    before = file.read_bytes()
    sessions = server.get("api/sessions")
    lab.open(file)
    expect(lab.panel().step("compare")).to_be_visible()
    assert not lab.is_dirty()
    assert file.read_bytes() == before
    mine = [one for one in server.get("api/sessions") if one not in sessions and place.name in one["path"]]
    assert len(mine) <= 1, "Lab itself starts one session for a notebook that is opened, and nobody a second"


def test_a_mistake_is_shown_before_the_run(lab, place):
    """A notebook that cannot be converted says why and where, and offers no run."""
    lab.open(notebooks.write(place, "wrong", [("step:a prev:nowhere", "x = 1"), ("step:b", "print(x")]))
    panel = lab.panel()
    expect(panel.region.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    expect(panel.problems()).to_contain_text("cell 2")
