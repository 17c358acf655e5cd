"""A real `jupyter lab`, with folders of its own for everything it remembers."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECONDS_TO_START = 120
SECONDS_TO_END = 60
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


@dataclass(slots=True)
class LabServer:
    """A running server. root: its notebooks. home: its runs. log: what it says."""

    process: subprocess.Popen[bytes]
    url: str
    token: str
    root: Path
    home: Path
    log: Path

    def get(self, path: str) -> Any:
        """The JSON answer of a GET under the base URL."""
        request = urllib.request.Request(self.url + path, headers={"Authorization": f"token {self.token}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def kale(self, *words: str) -> subprocess.Popen[str]:
        """The command `kale` in a terminal in the server's folder, with the same runs."""
        return subprocess.Popen(
            [sys.executable, "-m", "kale_ext.cli", *words],
            cwd=self.root,
            env={**os.environ, "KALE_HOME": str(self.home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def stop(self) -> None:
        """End it as its user would. One that does not end says on which lines it stands, and is killed."""
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait()
            print(f"the server did not end within {SECONDS_TO_END} s:")
            print(self.log.read_text(errors="replace")[-20_000:])

    def kill(self) -> None:
        """End it as the system would for want of memory."""
        self.process.kill()
        self.process.wait()


def start(folder: Path, *options: str, before: LabServer | None = None) -> LabServer:
    """Start a server on folders inside `folder` (its log is `server.log` there) and wait until it answers.

    options: more of them for `jupyter lab`. before: an ended server whose address and token this one takes over.
    """
    root, home = folder / "root", folder / "kale"
    token = secrets.token_hex(8) if before is None else before.token
    port = _free_port() if before is None else urlsplit(before.url).port
    root.mkdir(exist_ok=True)
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(NO_NEWS))
    environment = {
        **os.environ,
        "KALE_HOME": str(home),
        "PYTHONFAULTHANDLER": "1",
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    words = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={token}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *(["--allow-root"] if os.getuid() == 0 else []),
        *options,
    ]
    log = folder / "server.log"
    with log.open("ab") as end:
        process = subprocess.Popen(words, env=environment, stdout=end, stderr=end, start_new_session=True)
    server = LabServer(process, f"http://localhost:{port}/", token, root, home, log)
    try:
        _await(server)
    except BaseException:
        server.kill()
        print(log.read_text(errors="replace")[-4000:])
        raise
    return server


def _await(server: LabServer) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.process.poll() is None, "the server ended; see its log"
        try:
            server.get("api/status")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)  # there is no event to wait for: the server is another program
        else:
            return
    raise TimeoutError(f"the server did not answer within {SECONDS_TO_START} s")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("localhost", 0))
        port: int = one.getsockname()[1]
        return port
