"""JupyterLab around the panel."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from server import LabServer

from pages.panel import KalePanel


class Lab:
    """A browser page with JupyterLab in it."""

    def __init__(self, page: Page, server: LabServer, workspace: str) -> None:
        self.page = page
        self.server = server
        self._workspace = workspace

    def open(self, notebook: Path) -> None:
        """Load JupyterLab with the notebook in front, and wait until it is there."""
        path = notebook.relative_to(self.server.root).as_posix()
        self.page.goto(f"{self.server.url}lab/workspaces/{self._workspace}/tree/{path}?token={self.server.token}")
        self._wait_until_restored()

    def open_also(self, notebook: Path) -> None:
        """Open another notebook beside the one in front; Lab shows its file browser then."""
        self.choose("File", "Open from Path")
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill(notebook.relative_to(self.server.root).as_posix())
        dialog.get_by_role("button", name="Open").click()
        expect(self.tab).to_have_text(notebook.name)
        self.dismiss_kernel_choice()

    def reload(self) -> None:
        """Load the page again, as after closing the browser."""
        self.page.reload()
        self._wait_until_restored()

    def _wait_until_restored(self) -> None:
        """Wait for the notebook, and until Lab has put back what was open the last time."""
        expect(self.notebook).to_be_visible(timeout=60_000)
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)
        self.dismiss_kernel_choice()

    def dismiss_kernel_choice(self) -> None:
        """Close Lab's question for a kernel, should it ask."""
        dialog = self.page.get_by_role("dialog").filter(has_text="Select Kernel")
        if dialog.is_visible():
            dialog.get_by_role("button", name="No Kernel").click()

    def panel(self) -> KalePanel:
        """The Kale panel, shown."""
        region = self.page.get_by_role("region", name="Kale", exact=True)
        if not region.is_visible():
            self.page.get_by_role("tab", name=re.compile("Kale")).click()
        expect(region).to_be_visible()
        return KalePanel(region)

    @property
    def notebook(self) -> Locator:
        """The notebook in front."""
        return self.page.locator(".jp-NotebookPanel:visible")

    @property
    def tab(self) -> Locator:
        """The tab of the document in front."""
        return self.page.locator("#jp-main-dock-panel").get_by_role("tab", selected=True)

    def bring_forward(self, name: str) -> None:
        """Click the tab of an open document."""
        self.page.locator("#jp-main-dock-panel").get_by_role("tab", name=name, exact=True).click()

    def choose(self, menu: str, item: str) -> None:
        """Choose an item of a menu."""
        self.page.get_by_role("menubar").get_by_role("menuitem", name=menu, exact=True).click()
        self.page.get_by_role("menu").get_by_role("menuitem", name=re.compile(f"^{re.escape(item)}")).first.click()

    def export(self, item: str) -> Path:
        """Choose one of *File, Save and Export Notebook As*; returns the downloaded file."""
        self.page.get_by_role("menubar").get_by_role("menuitem", name="File", exact=True).click()
        self.page.locator(".lm-Menu-itemLabel", has_text="Save and Export Notebook As").click()
        with self.page.context.expect_event("download") as download:
            self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()
        folder = self.server.root.parent / "downloads"
        file = folder / download.value.suggested_filename
        download.value.save_as(file)
        return file

    def rename(self, name: str) -> None:
        """Give the notebook in front another name."""
        self.choose("File", "Rename Notebook")
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill(name)
        dialog.get_by_role("button", name="Rename").click()
        expect(dialog).to_be_hidden()

    def close_notebook(self) -> None:
        """Close the notebook in front, with what is unsaved in it."""
        self.choose("File", "Close Tab")
        dialog = self.page.get_by_role("dialog")
        expect(dialog.or_(self.page.locator(".jp-Launcher:visible")).first).to_be_visible()
        if dialog.is_visible():
            dialog.get_by_role("button", name="Discard").click()

    def command_mode(self) -> None:
        """Leave the editor of the active cell, so that keys are commands of the notebook."""
        self.notebook.locator(".jp-Cell .jp-InputPrompt").last.click()
        self.page.keyboard.press("Escape")

    def save(self) -> None:
        """Save the notebook in front."""
        self.page.keyboard.press("Control+s")
        expect(self.tab).not_to_have_class(re.compile("jp-mod-dirty"))

    def is_dirty(self) -> bool:
        """Whether the document in front has unsaved changes."""
        return "jp-mod-dirty" in (self.tab.get_attribute("class") or "")

    def active_cell(self) -> int:
        """The place of the cell that is selected, from 1."""
        cells = self.notebook.locator(".jp-Cell")
        active = [
            number
            for number, cell in enumerate(cells.all(), 1)
            if "jp-mod-active" in (cell.get_attribute("class") or "")
        ]
        return active[0]
