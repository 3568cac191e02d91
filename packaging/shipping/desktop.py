"""Icons in all sizes, and the validators of desktop entry, AppStream metainfo and MIME types."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from shipping.steps import DIST, NAME, PACKAGING, ROOT, StepError, emptied, need, run

FOLDER = PACKAGING / "desktop"
ENTRY = FOLDER / f"{NAME}.desktop"
METAINFO = FOLDER / f"{NAME}.metainfo.xml"
MIME = FOLDER / f"{NAME}-mime.xml"
DRAWING = ROOT / "resources" / "icons" / f"{NAME}.svg"
SMALL_DRAWING = FOLDER / f"{NAME}-small.svg"  # three marks instead of five: at 16 pixels five are mud
SMALL_UP_TO = 24
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SYSTEM_TYPES = Path("/usr/share/mime/packages/freedesktop.org.xml")


def make_icons() -> Path:
    """PNG of every size, .ico for Windows and .icns for macOS, in dist/icons."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    folder = emptied(DIST / "icons")
    for size in SIZES:
        image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(str(SMALL_DRAWING if size <= SMALL_UP_TO else DRAWING)).render(painter)
        painter.end()
        if not image.save(str(folder / f"{NAME}-{size}.png")):
            raise StepError(f"The icon of {size} pixels could not be written.")
    largest = QImage(str(folder / f"{NAME}-256.png"))
    for kind in ("ico", "icns"):
        if not largest.save(str(folder / f"{NAME}.{kind}")):
            raise StepError(f"This Qt writes no .{kind} file.")
    return folder


def validate() -> list[str]:
    """Hold the three files against their validators.

    Returns:
        What each said.

    Raises:
        StepError: an error or a warning.
    """
    return [
        quiet("desktop-file-validate", run(need("desktop-file-validate"), ENTRY)),
        validated_metainfo(),
        *validated_types(),
    ]


def quiet(name: str, text: str) -> str:
    if text.strip():
        raise StepError(f"{name}: {text.strip()}")
    return f"{name}: no error, no warning"


def validated_metainfo() -> str:
    call = (need("appstreamcli"), "validate", "--no-net", "--pedantic", "--no-color")
    text = run(*call, METAINFO, allowed=(0, 1, 3))
    if found := re.findall(r"^[EW]: .*", text, re.MULTILINE):
        raise StepError("appstreamcli: " + "; ".join(found))
    hints = re.findall(r"^[IP]: \S+ (\S+)", text, re.MULTILINE)
    return "appstreamcli validate: no error, no warning" + (f" ({', '.join(hints)})" if hints else "")


def validated_types() -> list[str]:
    """The MIME types against the schema that shared-mime-info's own file begins with, then as they get installed."""
    update, lint = need("update-mime-database"), need("xmllint")
    if not SYSTEM_TYPES.exists():
        raise StepError(f"{SYSTEM_TYPES} is missing.", "sudo apt-get install shared-mime-info")
    schema = re.search(r"<!DOCTYPE mime-info \[.*?\n\]>", SYSTEM_TYPES.read_text("utf-8"), re.DOTALL)
    assert schema is not None
    with tempfile.TemporaryDirectory() as scratch:
        packages = Path(scratch, "mime", "packages")
        packages.mkdir(parents=True)
        whole = Path(scratch, "whole.xml")
        head, rest = MIME.read_text("utf-8").split("\n", 1)
        whole.write_text(f"{head}\n{schema.group()}\n{rest}", "utf-8")
        checked = quiet("xmllint --valid", run(lint, "--noout", "--valid", whole))
        shutil.copy(MIME, packages)
        environment = dict(os.environ, XDG_DATA_HOME=scratch)
        installed = quiet("update-mime-database", run(update, packages.parent, env=environment))
    return [checked, installed]
