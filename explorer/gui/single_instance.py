"""One window for all starts: a second start hands what it was given to the window that runs, and ends.

Per user and display. A line of JSON goes to the running window, a line comes back. Where nobody answers soon,
where the running window cannot take it, or where `--new-window` asks for it, the start opens its own window.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from explorer.gui.actions import VIEWS
from explorer.gui.running import is_another_running
from explorer.gui.state_folder import made_state_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

PROTOCOL = 1
LONGEST_LINE = 64 << 10
LONGEST_SOCKET_PATH = 100  # bytes; the system takes 107
ANSWER_MS = 1000  # a window that hangs does not keep the next one from opening
LATE_S = 0.1  # an answer needs that long
PROBE_MS = 100
LISTENING_MS = 3000  # to one that connects and says nothing
MOST_CALLERS = 8
OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start was asked to show; the path absolute, "" for none."""

    path: str = ""
    view: str = ""
    step: int | None = None

    def line(self, until: float | None = None) -> bytes:
        """As it is sent; `until` when, on the computer's own clock, the sender no longer waits."""
        known = {
            "protocol": PROTOCOL,
            "path": os.fsencode(self.path).hex(),
            "view": self.view,
            "step": self.step,
            "until": until,
        }
        return json.dumps(known).encode() + b"\n"


def wish_of(line: bytes) -> Wish | None:
    """What somebody sent, checked; None when it is no wish of ours."""
    try:
        known = json.loads(line)
        path = os.fsdecode(bytes.fromhex(known["path"]))
        protocol, view, step = known["protocol"], known["view"], known["step"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    views = ("", *(view_id for view_id, _, _ in VIEWS))
    is_step = step is None or (type(step) is int and -(1 << 63) <= step < 1 << 63)
    is_path = not path or (Path(path).is_absolute() and "\0" not in path)
    if protocol != PROTOCOL or view not in views or not is_step or not is_path:
        return None
    return Wish(path, view, step)


def is_late(line: bytes) -> bool:
    """Whether whoever sent a wish has given up, or nearly so, and opens a window of its own."""
    until = json.loads(line).get("until")
    return isinstance(until, int | float) and not time.monotonic() < until - LATE_S


def server_name() -> str:
    """Where the running window of this user and display is to be met; "" where there is no such place."""
    display = os.environ.get("WAYLAND_DISPLAY", "") + "|" + os.environ.get("DISPLAY", "")
    if platform := os.environ.get("QT_QPA_PLATFORM", ""):
        display += "|" + platform
    try:
        folder = made_state_folder()
    except (OSError, RuntimeError):
        return ""
    # The state folder is in the name too: whoever keeps another one is another user to us.
    number = hashlib.sha256(f"{PROTOCOL}|{display}|{folder}".encode("utf-8", "replace")).hexdigest()[:16]
    name = f"checkpoint-explorer-{number}"
    if sys.platform == "win32":
        return name
    place = _private_place()
    path = os.fspath(place / name) if place is not None else ""
    return path if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH else ""


def hand_over(wish: Wish) -> str:
    """Give a wish to the running window; what it answered, "" when nobody took it.

    Costs a look into a folder when no other program runs.
    """
    if not is_another_running() or not (name := server_name()):
        return ""
    try:
        from PySide6.QtNetwork import QLocalSocket
    except (
        ImportError
    ):  # libraries of the system it needs may be missing: then every start has its own window
        return ""
    socket = QLocalSocket()
    until = time.monotonic() + ANSWER_MS / 1000
    socket.connectToServer(name)
    if not socket.waitForConnected(ANSWER_MS):
        return ""
    socket.write(wish.line(until))
    answer = b""
    while b"\n" not in answer and len(answer) <= LONGEST_LINE:
        left_ms = int((until - time.monotonic()) * 1000)
        if left_ms <= 0 or not socket.waitForReadyRead(left_ms):
            break
        answer += socket.readAll().data()
    socket.abort()
    try:
        said = json.loads(answer)["answer"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return OPENED if said == OPENED else ""


class Reception(QObject):
    """Takes wishes for one window; `take(wish)` says whether it was taken."""

    def __init__(self, take: Callable[[Wish], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._server: Any = None
        self._callers = 0

    def open(self) -> bool:
        """Begin to listen, unless another window does; whether this one listens."""
        try:
            from PySide6.QtNetwork import QLocalServer, QLocalSocket
        except ImportError:  # as above
            return False
        name = server_name()
        if not name:
            return False
        # Asked first: listening takes the name away from whoever has it.
        probe = QLocalSocket()
        probe.connectToServer(name)
        is_taken = probe.waitForConnected(PROBE_MS)
        probe.abort()
        if is_taken:
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(MOST_CALLERS)
        # A program that died may have left its socket.
        if not server.listen(name) and not (QLocalServer.removeServer(name) and server.listen(name)):
            server.deleteLater()
            return False
        server.newConnection.connect(self._receive)
        self._server = server
        return True

    def close(self) -> None:
        """Listen no longer."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _receive(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            _Caller(self._server.nextPendingConnection(), self._take, self)


class _Caller(QObject):
    """One connection: a line in, a line out, then it is over."""

    def __init__(self, socket: QLocalSocket, take: Callable[[Wish], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._socket, self._take, self._line = socket, take, b""
        socket.setParent(self)
        socket.setReadBufferSize(LONGEST_LINE + 1)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.deleteLater)
        QTimer.singleShot(LISTENING_MS, self, self._hang_up)
        self._read()

    def _read(self) -> None:
        self._line += self._socket.readAll().data()
        if b"\n" in self._line:
            line = self._line.partition(b"\n")[0]
            wish = wish_of(line)
            taken = wish is not None and not is_late(line) and self._take(wish)
            self._socket.readyRead.disconnect(self._read)
            self._socket.write(json.dumps({"answer": OPENED if taken else "no"}).encode() + b"\n")
            self._socket.flush()
            self._socket.disconnectFromServer()
        elif len(self._line) > LONGEST_LINE:
            self._hang_up()

    def _hang_up(self) -> None:
        self._socket.abort()
        self.deleteLater()


def _private_place() -> Path | None:
    """A folder of this computer that only this user can enter."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and _is_ours(Path(runtime)):
        return Path(runtime)
    try:
        place = Path(tempfile.gettempdir()) / f"checkpoint-explorer-{os.getuid()}"
    except OSError:  # no folder for temporary files can be written to
        return None
    with contextlib.suppress(OSError):
        place.mkdir(mode=0o700)
    return place if _is_ours(place) else None


def _is_ours(folder: Path) -> bool:
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077
