"""The Kale panel."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

LONG = 60_000
"""Milliseconds that a run may take on a busy machine."""


class KalePanel:
    """What is in the panel, by roles and labels."""

    def __init__(self, region: Locator) -> None:
        self.region = region

    @property
    def graph(self) -> Locator:
        """The pipeline, drawn."""
        return self.region.get_by_role("listbox", name="Steps of the pipeline")

    def steps(self) -> list[str]:
        """The names of the steps in the graph."""
        return [
            name for name in (box.get_attribute("data-step") for box in self.graph.get_by_role("option").all()) if name
        ]

    def step(self, name: str, status: str | None = None) -> Locator:
        """The box of a step, in a status ("Running", "Succeeded", "Failed", …) if one is given."""
        return self.graph.get_by_role("option", name=name if status is None else f"{name}, {status}", exact=True)

    def expect_step(self, name: str, status: str) -> None:
        """Wait for a step to be in a status."""
        expect(self.step(name, status)).to_be_visible(timeout=LONG)

    def run(self) -> None:
        """Press Run."""
        self.region.get_by_role("button", name="Run", exact=True).click()

    def cancel(self) -> None:
        """Press Cancel."""
        self.region.get_by_role("button", name="Cancel", exact=True).click()

    def resume(self) -> None:
        """Press Resume at the newest run."""
        self.runs.first.get_by_role("button", name="Resume").click()

    def expect_run(self, status: str) -> None:
        """Wait for the run that is shown to be in a status."""
        expect(self.region.locator(".kale-Header-run")).to_contain_text(status, timeout=LONG)

    @property
    def runs(self) -> Locator:
        """The list of runs, newest first."""
        return self.region.get_by_role("list", name="Runs").get_by_role("listitem")

    def open_executed(self) -> None:
        """Open the executed notebook of the run that is shown."""
        self.region.get_by_role("button", name="Executed notebook", exact=True).click()

    @property
    def title(self) -> Locator:
        """The name of the notebook that the panel is about."""
        return self.region.locator(".kale-Header-name")

    @property
    def output(self) -> Locator:
        """What the step that is shown has put out."""
        return self.region.get_by_role("log", name="Output")

    @property
    def failure(self) -> Locator:
        """Why the step that is shown failed."""
        return self.region.locator(".kale-Failure")

    def go_to_failure(self) -> None:
        """Follow the link from the failure to the line in the notebook."""
        self.failure.get_by_title("Go to this line in the notebook").click()

    @property
    def correction(self) -> Locator:
        """The word that the run which is shown has corrected its plan."""
        return self.region.locator(".kale-Corrected")

    def forget(self) -> None:
        """Ask to forget what runs have shown, beside the first problem that tells of it, and say that it is meant."""
        self.region.get_by_role("button", name="Forget what runs have shown").first.click()
        self.region.page.get_by_role("dialog").get_by_role("button", name="Forget").click()

    def suggest(self) -> None:
        """Press Suggest steps, and wait for the proposal."""
        self.region.get_by_role("button", name="Suggest steps").click()
        expect(self.proposed.first).to_be_visible()

    @property
    def suggestion(self) -> Locator:
        """The proposal of steps."""
        return self.region.get_by_role("region", name="Suggested steps")

    @property
    def proposed(self) -> Locator:
        """What is proposed: roles and steps."""
        return self.suggestion.get_by_role("list", name="Proposed tags").get_by_role("listitem")

    def accept(self) -> None:
        """Write the proposed tags into the notebook."""
        self.suggestion.get_by_role("button", name="Accept").click()

    def problems(self) -> Locator:
        """The list of problems, opened."""
        header = self.region.locator(".kale-Header-problems")
        section = self.region.locator('[data-section="problems"]')
        if not section.is_visible():
            header.click()
        return section
