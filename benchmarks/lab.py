"""Size of the lab extension, and how long JupyterLab takes to activate it. Floor: an extension that does nothing.

The size is that of the wheel in dist/ (scripts/wheel builds it); the time is taken in Chromium, each in a new page.
"""

import gzip
import os
import shutil
import statistics
import sys
import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import ROOT, Cost, report

sys.path.insert(0, str(ROOT / "ui-tests"))
from server import LabServer, start  # the browser tests' server

PAGES = 5
FLOOR = "jupyterlab_pygments"
"""An extension that does next to nothing, and comes with JupyterLab."""
STOPWATCH = """
window.kaleTimes = {};
const timed = (scope, container) => ({
    init: (...given) => container.init(...given),
    get: async module => {
        const start = performance.now();
        const factory = await container.get(module);
        return () => {
            const instance = factory();
            const times = (window.kaleTimes[scope] = { load: performance.now() - start, activate: 0 });
            for (const plugin of [instance.default ?? []].flat()) {
                const { activate } = plugin;
                plugin.activate = (...given) => {
                    const start = performance.now();
                    const result = activate(...given);
                    times.activate += performance.now() - start;
                    return result;
                };
            }
            return instance;
        };
    }
});
window._JUPYTERLAB = new Proxy({}, {
    set: (all, scope, container) => {
        all[scope] = timed(scope, container);
        return true;
    }
});
"""


def main() -> None:
    """Measure and print."""
    _sizes()
    chromium = os.environ.get("KALE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("\nactivation in JupyterLab: not measured, there is no Chromium (scripts/browser)")
        return
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        server = start(Path(place), "--LabApp.expose_app_in_browser=True")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            pages = [_page(browser, server) for _ in range(PAGES)]
        finally:
            browser.close()
            server.stop()
    for what in ("activate", "load"):
        ours, floor = (
            Cost(statistics.median(page[scope][what] for page in pages) / 1000) for scope in ("kale-ext", FLOOR)
        )
        report(f"lab extension, {what}", ours, {FLOOR: floor, "JupyterLab, page to restored": _start(pages)})


def _sizes() -> None:
    wheels = sorted((ROOT / "dist").glob("kale_ext-*.whl"))
    if not wheels:
        print("\nlab extension, size: not measured, there is no wheel (scripts/wheel)")
        return
    with zipfile.ZipFile(wheels[-1]) as wheel:
        scripts = [
            wheel.read(name) for name in wheel.namelist() if "labextensions" in name and name.endswith((".js", ".css"))
        ]
    packed = sum(len(gzip.compress(script)) for script in scripts)
    print(f"\nlab extension, size\n  {sum(map(len, scripts)) / 1000:.0f} kB, {packed / 1000:.0f} kB by gzip")


def _page(browser: Browser, server: LabServer) -> dict[str, dict[str, float]]:
    """Milliseconds by extension, and of JupyterLab as a whole."""
    page = browser.new_page()
    page.add_init_script(STOPWATCH)
    page.goto(f"{server.url}lab?reset&token={server.token}")
    page.wait_for_function("window.jupyterapp !== undefined", timeout=120_000)
    restored = page.evaluate("window.jupyterapp.restored.then(() => performance.now())")
    times: dict[str, dict[str, float]] = page.evaluate("window.kaleTimes")
    page.close()
    return {**times, "": {"restored": restored}}


def _start(pages: list[dict[str, dict[str, float]]]) -> Cost:
    return Cost(statistics.median(page[""]["restored"] for page in pages) / 1000)


if __name__ == "__main__":
    main()
