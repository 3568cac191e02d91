"""JupyterLab in a folder and a home of its own, and a headless Chromium looking at it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOKEN = "checkpoint-explorer"  # of a server that only this machine reaches, for as long as a test runs
PATIENCE_S = 120.0
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",  # a test may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Collects what goes wrong before any script of the page runs.
WATCH = """
window.seenErrors = [];
window.addEventListener("error", (event) => window.seenErrors.push(String(event.message || event.target)));
window.addEventListener("unhandledrejection", (event) => window.seenErrors.push(String(event.reason)));
"""


def chromium() -> str | None:
    """Where a Chromium lies on this machine, None for nowhere."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    folder: Path
    log: Path

    def write_notebook(self, name: str, cells: list[str]) -> None:
        """A notebook of code cells, not run yet."""
        notebook = {
            "cells": [
                {"cell_type": "code", "id": f"cell{n}", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
                for n, source in enumerate(cells)
            ],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }  # fmt: skip
        (self.folder / name).write_text(json.dumps(notebook), encoding="utf-8")


@contextmanager
def running_lab(home: Path, folder: Path, *, dark: bool = False) -> Iterator[Lab]:
    """Start JupyterLab on a free port with a home where nothing is known, and end it."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = home / ".jupyter" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}'
    )
    theme = "JupyterLab Dark" if dark else "JupyterLab Light"
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    environment = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    log = home / "lab.log"
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    with log.open("wb") as said:
        server = subprocess.Popen(command, env=environment, stdout=said, stderr=said, cwd=folder)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/api?token={TOKEN}", server, log)
        yield Lab(url, folder, log)
    finally:
        server.terminate()  # it ends its kernels first
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            server_is_slow = 0.2
            time.sleep(server_is_slow)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")


@dataclass
class Sight:
    """A page, and everything that went wrong in it."""

    page: Any
    console: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        """What `window.onerror` and the console told, the page's own scripts included."""
        return [*self.page.evaluate("window.seenErrors"), *self.console]


@contextmanager
def looking_at(profile: Path, *, width: int = 1400, height: int = 900, dark: bool = False) -> Iterator[Sight]:
    """A headless Chromium with a profile of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=chromium(),
            headless=True,
            args=list(SWITCHES),
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        try:
            page = browser.new_page()
            page.set_default_timeout(PATIENCE_S * 500)
            page.add_init_script(WATCH)
            sight = Sight(page)
            page.on("console", lambda message: _noted(sight, message))
            page.on("pageerror", lambda error: sight.console.append(f"page error: {error}"))
            yield sight
        finally:
            browser.close()


def _noted(sight: Sight, message: Any) -> None:
    if message.type == "error":
        sight.console.append(f"{message.text} ({message.location.get('url', '')})")


def open_notebook(sight: Sight, lab: Lab, name: str) -> None:
    """Show a notebook alone, in a workspace of its own, and wait until its kernel is idle."""
    sight.page.goto(f"{lab.url}/lab/workspaces/{Path(name).stem}/tree/{name}?token={TOKEN}")
    sight.page.wait_for_function(
        "window.jupyterapp && window.jupyterapp.shell.currentWidget?.context?.isReady"
    )
    sight.page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.context.sessionContext.session?.kernel?.status === 'idle'"
    )


def run_all(sight: Sight) -> None:
    """Run all cells of the notebook that is shown, and wait for the last one."""
    command(sight, "notebook:run-all-cells")


def command(sight: Sight, name: str) -> None:
    """Run a command of JupyterLab."""
    sight.page.evaluate("name => window.jupyterapp.commands.execute(name).then(() => true)", name)
