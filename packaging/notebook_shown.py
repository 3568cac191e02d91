"""The picture of a notebook: what two cells show, set as a notebook sets them, drawn by a browser without a display."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
QUIET += " --disable-component-update --disable-sync --hide-scrollbars"
STYLE = """
body { margin: 14px 18px; background: #fff; font: 13px sans-serif; }
.cell { display: grid; grid-template-columns: 46px 1fr; margin-bottom: 12px; }
.mark { color: #5b6570; font: 12px monospace; padding-top: 8px; }
pre { margin: 0 0 6px; padding: 7px 10px; background: #f5f6f8; border: 1px solid #d8dce2; font: 13px monospace; }
"""
CELLS = (
    'import explorer\n\nrun = explorer.open_model_dir(explorer.demo_path("guide_net"))\nrun',
    "explorer.open_checkpoint(run.latest.path).object_graph",
)
WIDTH, HEIGHT = 980, 900


def draw_notebook(to: Path) -> None:
    """Run the two cells and take a picture of what they show."""
    import explorer

    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise OSError("a picture of a notebook needs a browser: apt-get install chromium")
    run = explorer.open_model_dir(explorer.demo_path("guide_net"))
    results = (run, explorer.open_checkpoint(run.latest.path).object_graph)
    cells = "".join(
        f'<div class="cell"><div class="mark">[{number}]:</div><div><pre>{escape(code)}</pre>'
        f"{result._repr_mimebundle_()['text/html']}</div></div>"
        for number, (code, result) in enumerate(zip(CELLS, results, strict=True), 1)
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(f"<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style>{cells}", encoding="utf-8")
        subprocess.run(
            [
                browser,
                *QUIET.split(),
                f"--user-data-dir={folder}/profile",
                f"--window-size={WIDTH},{HEIGHT}",
                f"--screenshot={to.absolute()}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    if not to.is_file():
        raise OSError(f"{to} could not be written")
