"""The command that opens the window; looks for Qt's system libraries before Qt is imported."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

# library: Debian package. Qt itself only says that a plugin could not be loaded.
_ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
_FOR_X11 = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def missing_libraries(platform: str = "") -> tuple[tuple[str, str], ...]:
    """(library, Debian package) of what Qt needs and the system lacks; empty off Linux."""
    if not sys.platform.startswith("linux"):
        return ()
    wanted = dict(_ALWAYS)
    if not platform or platform.startswith("xcb"):
        wanted |= _FOR_X11
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append((library, package))
    return tuple(missing)


def run(argv: list[str] | None = None) -> int:
    """Open the window; 2 when it cannot be opened."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    arguments = sys.argv[1:] if argv is None else argv
    only_help = any(argument in ("-h", "--help") for argument in arguments)
    if not only_help and (problem := why_no_window(platform)):
        print(problem, file=sys.stderr)
        return 2
    try:
        from explorer.gui.app import main
    except ImportError as error:
        print(f"The window cannot be opened: {error}.", file=sys.stderr)
        print("Install it again: pip install checkpoint-explorer", file=sys.stderr)
        return 2
    return main(arguments)


def picture_painter() -> Callable[..., str]:
    """What paints a graph into a PNG file, without a display.

    Raises:
        ExplorerError: Qt is not there, or the system lacks libraries it needs.
    """
    from explorer.errors import ExplorerError

    # The picture needs no display; a display that is there must not flash a window.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    hint = "Write the graph as SVG instead: that needs no Qt."
    if missing := missing_libraries("offscreen"):
        names = ", ".join(library for library, _ in missing)
        raise ExplorerError(f"a PNG is painted by Qt, which needs libraries missing here: {names}", hint=hint)
    try:
        from explorer.gui.graph.graph_picture import write_picture
    except ImportError as error:
        raise ExplorerError(
            f"a PNG is painted by Qt, which is not installed here: {error}", hint=hint
        ) from error
    return write_picture


def why_no_window(platform: str = "") -> str:
    """Why no window can be opened here, with what to type; "" when it can."""
    missing = missing_libraries(platform)
    if missing:
        names = ", ".join(library for library, _ in missing)
        packages = " ".join(package for _, package in missing)
        return (
            f"The window needs system libraries that are missing here: {names}.\n"
            f"On Debian or Ubuntu: sudo apt-get install {packages}"
        )
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    is_asked_for_x11 = platform.startswith("xcb") and not os.environ.get("DISPLAY")
    if sys.platform.startswith("linux") and (is_asked_for_x11 or not (platform or has_display)):
        return (
            "There is no display to open a window on.\n"
            "For a picture of the window: ckptx screenshot PATH --view graph --to window.png"
        )
    if sys.platform.startswith("linux") and (not platform or platform.startswith("xcb")):
        return _why_no_server(os.environ.get("WAYLAND_DISPLAY", "") if not platform else "")
    return ""


def _why_no_server(wayland: str) -> str:
    """Whether somebody answers at the display the environment names: Qt ends the program where nobody does."""
    if wayland and (Path(os.environ.get("XDG_RUNTIME_DIR", "")) / wayland).exists():
        return ""
    display = os.environ.get("DISPLAY", "")
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:  # then Qt says what it lacks
        return ""
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(None, None)
    has_failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    if not has_failed:
        return ""
    return (
        f"The display {display or wayland} does not answer: it is gone, or does not let this user in.\n"
        "Log in on the desktop, or with `ssh -X`, and start again there.\n"
        "For a picture of the window without a display: ckptx screenshot PATH --view graph --to window.png"
    )
