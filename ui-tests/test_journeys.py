"""Whole journeys of a data scientist in JupyterLab."""

import json

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
    """`kill -9` of the server in the middle of a run: the run goes on, and with the next one the same page shows it."""
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

        server = lab_server.start(tmp_path, before=server)
        lab.reload()
        panel = lab.panel()
        panel.expect_step("hold", "Running")
        (server.root / "go").touch()
        panel.expect_run("Succeeded")
        panel.expect_step("last", "Succeeded")
    finally:
        page.close()
        server.stop()


def test_the_executed_notebook_in_mid_run(lab, place):
    """Opened in the middle of a run, the executed notebook has the outputs so far, and all of them in the end."""
    lab.open(notebooks.held(place))
    panel = lab.panel()
    expect(panel.step("hold")).to_be_visible()
    panel.run()
    panel.expect_step("hold", "Running")
    expect(panel.output).to_contain_text("holding")
    panel.open_executed()
    expect(lab.notebook.locator(".jp-OutputArea-output")).to_have_text(["holding"])
    (place / "go").touch()
    panel.expect_run("Succeeded")
    expect(lab.notebook.locator(".jp-OutputArea-output")).to_have_text(["holding", "the end 2"])


def test_outputs_are_shown_in_the_panel(lab, place):
    """A step's details show its table and its plot, as a notebook does; steps come in the notebook's order."""
    lab.open(notebooks.write(place, "rich", notebooks.RICH))
    panel = lab.panel()
    expect(panel.step("zoo")).to_be_visible()
    assert panel.steps() == ["zoo", "yak", "ant", "end"]
    panel.run()
    panel.expect_run("Succeeded")
    expect(panel.output).to_contain_text("all of them")
    panel.step("yak", "Succeeded").click()
    expect(panel.output.get_by_role("table")).to_contain_text("horns")
    panel.step("ant", "Succeeded").click()
    expect(panel.output.get_by_role("img")).to_be_visible()
    panel.step("zoo", "Succeeded").click()
    expect(panel.output.locator("script")).to_have_count(0)
    assert lab.page.evaluate("window.kaleWasHere") is None, "outputs are not trusted"


def test_the_panel_follows_the_notebook(lab, place):
    """Two notebooks: the panel is about the one in front, renamed or not, until it is closed."""
    lab.open(notebooks.held(place))
    panel = lab.panel()
    expect(panel.step("hold")).to_be_visible()
    panel.run()
    panel.expect_step("hold", "Running")

    lab.open_also(notebooks.example("failing", place))
    lab.panel()
    expect(panel.title).to_have_text("failing.ipynb")
    expect(panel.step("divide")).to_be_visible()
    lab.bring_forward("held.ipynb")
    panel.expect_step("hold", "Running")

    lab.rename("kept.ipynb")
    expect(panel.title).to_have_text("kept.ipynb")
    panel.expect_step("hold", "Running")
    (place / "go").touch()
    panel.expect_run("Succeeded")

    lab.close_notebook()
    expect(panel.title).to_have_text("failing.ipynb")
    lab.close_notebook()
    expect(panel.region).to_contain_text("No notebook is open")


def test_two_tabs_on_one_run(lab, place):
    """What one browser tab starts, another shows live; what the other cancels, the first shows as cancelled."""
    file = notebooks.held(place)
    lab.open(file)
    panel = lab.panel()
    expect(panel.step("hold")).to_be_visible()
    other = Lab(lab.page.context.new_page(), lab.server, f"{place.name}-other")
    other.open(file)
    there = other.panel()
    expect(there.step("hold")).to_be_visible()

    panel.run()
    there.expect_step("hold", "Running")
    there.cancel()
    panel.expect_run("Cancelled")
    there.expect_run("Cancelled")


def test_a_run_from_a_terminal(lab, server, place):
    """`kale run` in a terminal: the panel that is open on the notebook shows the run live."""
    file = notebooks.held(place)
    lab.open(file)
    panel = lab.panel()
    expect(panel.step("hold")).to_be_visible()
    terminal = server.kale("run", str(file.relative_to(server.root)))
    panel.expect_step("hold", "Running")
    expect(panel.runs).to_have_count(1)
    (place / "go").touch()
    panel.expect_run("Succeeded")
    text, _ = terminal.communicate(timeout=30)
    assert terminal.returncode == 0, text


def test_by_keys_alone(lab, place):
    """Open the panel, run, walk to the step that failed and go to its cell, without a mouse."""
    lab.open(notebooks.example("failing", place))
    panel = lab.panel()
    expect(panel.step("divide")).to_be_visible()
    lab.page.get_by_role("tab", name="File Browser").click()
    expect(panel.region).to_be_hidden()
    keys = lab.page.keyboard

    keys.press("Control+Alt+k")
    expect(panel.step("numbers")).to_be_focused()
    keys.press("Control+Alt+Enter")
    panel.expect_run("Failed")
    expect(panel.step("numbers", "Succeeded")).to_be_focused()
    keys.press("ArrowDown")
    expect(panel.step("add", "Succeeded")).to_be_focused()
    keys.press("Enter")
    expect(panel.output).to_contain_text("The sum is 24")
    keys.press("ArrowRight")
    expect(panel.step("divide", "Failed")).to_be_focused()
    keys.press("Enter")
    expect(panel.failure).to_contain_text("ZeroDivisionError")
    keys.press("Enter")
    expect(lab.notebook.locator(".jp-Cell.jp-mod-active")).to_contain_text("shares.append")


def test_the_same_words_everywhere(lab, server, place):
    """Diagnostics and outputs read the same in the panel, in the terminal and in `--json`."""
    wrong = notebooks.write(place, "wrong", notebooks.WRONG)
    name = str(wrong.relative_to(server.root))
    lab.open(wrong)
    panel = lab.panel()
    expect(panel.step("b")).to_be_visible()
    terminal, _ = server.kale("check", name).communicate(timeout=30)
    machine = json.loads(server.kale("check", name, "--json").communicate(timeout=30)[0])
    texts = [one["text"] for one in machine["notebooks"][0]["diagnostics"]]
    assert len(texts) > 2
    assert terminal.startswith("\n".join(texts))
    found = panel.problems().get_by_role("listitem").locator(".kale-Problem-text")
    expect(found).to_have_count(len(texts))
    assert found.evaluate_all("all => all.map(one => one.textContent)") == texts

    lab.open_also(notebooks.example("hello", place))
    lab.panel()
    expect(panel.step("invite")).to_be_visible()
    panel.run()
    panel.expect_run("Succeeded")
    panel.step("invite", "Succeeded").click()
    expect(panel.output).to_contain_text("At the table")
    shown = panel.output.evaluate("one => one.textContent")
    log, _ = server.kale("logs", "latest", "--step", "invite").communicate(timeout=30)
    events = server.kale("logs", "latest", "--step", "invite", "--json").communicate(timeout=30)[0]
    assert shown == log
    assert shown == "".join(json.loads(line)["output"]["text"] for line in events.splitlines())


def test_looking_changes_nothing(lab, server, place):
    """A notebook that is opened and analysed is not dirty, its file is the same, and no kernel was started for it."""
    file = notebooks.as_saved_by_lab(notebooks.example("wine", place))
    before = file.read_bytes()
    sessions = server.get("api/sessions")
    lab.open(file)
    expect(lab.panel().step("compare")).to_be_visible()
    expect(lab.page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
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


def test_steps_for_a_notebook_that_has_none(lab, place):
    """Ask for steps, look at them, accept; one undo of Lab's takes all tags back, and so does the panel's own."""
    file = notebooks.as_saved_by_lab(notebooks.example("untagged", place))
    lab.open(file)
    panel = lab.panel()
    panel.suggest()
    expect(panel.proposed).to_contain_text(["imports", "load", "measure"])
    assert not lab.is_dirty()

    panel.accept()
    expect(panel.step("measure")).to_be_visible()
    assert panel.steps() == ["load", "measure"]
    lab.command_mode()
    lab.save()
    assert notebooks.tags(file) == [["imports"], ["step:load"], ["step:measure"], []]

    lab.page.keyboard.press("z")
    expect(panel.region.get_by_role("button", name="Suggest steps")).to_be_visible()
    lab.save()
    assert notebooks.tags(file) == [[], [], [], []]

    panel.suggest()
    lab.page.keyboard.press("Tab")
    panel.suggestion.get_by_role("button", name="Accept").press("Enter")
    expect(panel.step("load")).to_be_visible()
    lab.page.keyboard.press("Enter")
    expect(panel.region.get_by_role("button", name="Suggest steps")).to_be_visible()
    lab.command_mode()
    lab.save()
    assert notebooks.tags(file) == [[], [], [], []]


def test_a_plan_that_a_run_corrects(lab, server, place):
    """A step does what its text does not say: the panel tells it and leads to the cell; it is known, and forgotten."""
    file = notebooks.surprising(place)
    lab.open(file)
    panel = lab.panel()
    expect(panel.step("look")).to_be_visible()
    panel.run()
    panel.expect_run("Succeeded")
    expect(panel.output).to_contain_text("[1, 2] 2")
    expect(panel.correction).to_contain_text("Cell 2, line 1 changes x")
    expect(panel.correction).to_contain_text("It was kept for later runs")
    panel.correction.get_by_title("Go to this line in the notebook").press("Enter")
    expect(lab.notebook.locator(".jp-Cell.jp-mod-active")).to_contain_text("surprise.grow()")
    assert lab.active_cell() == 2
    assert "changes x" in server.kale("check", str(file.relative_to(server.root))).communicate(timeout=30)[0]

    known = panel.problems().get_by_role("listitem").filter(has_text="a run has shown that this cell changes x")
    expect(known).to_have_count(1)
    panel.forget()
    expect(known).to_have_count(0)
    text, _ = server.kale("forget", str(file.relative_to(server.root))).communicate(timeout=30)
    assert "nothing to forget" in text
    assert sorted(entry.name for entry in place.iterdir() if entry.suffix) == ["surprise.py", "surprising.ipynb"]


def test_export_in_labs_own_menu(lab, place):
    """*File, Save and Export Notebook As* has the pipeline's forms; each downloads what `kale compile` writes."""
    notebook = notebooks.example("hello", place)
    with lab.page.expect_response("**/api/nbconvert*", timeout=60_000):
        lab.open(notebook)
    for form, end in (("kfp", ".yaml"), ("python", ".py"), ("mermaid", ".mmd")):
        file = lab.export(f"Kale-{form}")
        assert file.suffix == end
        compiled = lab.server.kale("compile", str(notebook), "--to", form, "-o", str(place / f"own{end}"))
        said, _ = compiled.communicate(timeout=60)
        assert compiled.returncode == 0, said
        assert file.read_text() == (place / f"own{end}").read_text()
