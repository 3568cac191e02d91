"""What the window remembers between two runs; the only place where QSettings is touched.

Nothing read from the file is believed: a damaged, huge or newer file counts as none, so that
settings can never keep the window from starting.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import QLockFile, QSettings

from explorer.gui.sealed import sealed, unsealed

LAYOUT_VERSION = 1
MAX_FILE_BYTES = 1 << 20
MAX_TEXT = 64 << 10
MAX_RECENTS = 12
MAX_TARGETS = 40
MIB = 1 << 20
LOCK_WAITS_MS = 300
DEFAULT_RECORDS_MIB, LEAST_RECORDS_MIB, MOST_RECORDS_MIB = 512, 16, 1 << 20
DEFAULT_NEW_MIB, MOST_NEW_MIB = 256, 1 << 20
DAMAGED = "The settings could not be read: they start anew, and the damaged file was put aside."
NEWER = "The settings were written by a newer version: they are left as they are, and changes are not kept."
NOT_KEPT = "The settings cannot be written: changes of this run are not kept."


def settings_file() -> Path:
    """Where the settings lie: the user's configuration directory."""
    from platformdirs import user_config_path

    return user_config_path("checkpoint-explorer", appauthor=False) / "window.ini"


class Settings:
    """Typed properties over an INI file; with `fresh` nothing is read and nothing written."""

    def __init__(self, path: Path | None = None, *, fresh: bool = False) -> None:
        self.is_fresh = fresh
        self._memory: dict[str, str] = {}
        self._file: QSettings | None = None
        self.why_forgotten = ""  # a sentence, when nothing was read or nothing will be kept
        if fresh:
            return
        try:
            path = path or settings_file()
            if path.exists() and not self._is_usable(path):
                path.replace(path.with_name(path.name + ".damaged"))
                self.why_forgotten = DAMAGED
            path.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, RuntimeError):  # a read-only home is no reason not to start
            self.why_forgotten = NOT_KEPT
            return
        file = QSettings(os.fspath(path), QSettings.Format.IniFormat)
        version = _number(file.value("layout_version"), 0)
        if file.status() != QSettings.Status.NoError:
            self.why_forgotten = NOT_KEPT
            return
        if version > LAYOUT_VERSION:
            self.why_forgotten = NEWER  # left as it is
            return
        if not file.isWritable():
            self.why_forgotten = NOT_KEPT
        elif not self._can_be_locked(path):
            self._memory = {name: str(file.value(name)) for name in file.allKeys()}
            self.why_forgotten = NOT_KEPT
            return
        if version < LAYOUT_VERSION:
            file.clear()
            file.setValue("layout_version", LAYOUT_VERSION)
        self._file = file

    @staticmethod
    def _is_usable(path: Path) -> bool:
        if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
            return False
        head = path.read_bytes()
        return b"\0" not in head and (not head.strip() or b"layout_version=" in head)

    @staticmethod
    def _can_be_locked(path: Path) -> bool:
        """Whether QSettings gets the lock it takes for writing, for which it would wait without an end."""
        lock = path.with_name(path.name + ".lock")
        if lock.exists() and not lock.is_file():
            return False
        own = QLockFile(os.fspath(lock))
        return own.tryLock(LOCK_WAITS_MS)  # given back with the object

    def _text(self, name: str, default: str = "") -> str:
        value = self._memory.get(name) if self._file is None else self._file.value(name)
        return value if isinstance(value, str) and len(value) <= MAX_TEXT else default

    def _set_text(self, name: str, value: str) -> None:
        if self._file is None:
            self._memory[name] = value
        else:
            self._file.setValue(name, value)

    def sync(self) -> None:
        """Write what is still only in memory."""
        if self._file is not None:
            self._file.sync()

    @property
    def theme(self) -> str:
        """ "system", "light" or "dark"."""
        value = self._text("theme")
        return value if value in ("system", "light", "dark") else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._set_text("theme", value)

    @property
    def language(self) -> str:
        """ "system", "en" or "zh_CN"."""
        value = self._text("language")
        return value if value in ("system", "en", "zh_CN") else "system"

    @language.setter
    def language(self, value: str) -> None:
        self._set_text("language", value)

    @property
    def colour_blind(self) -> bool:
        """Whether the colour-blind set of colours is used."""
        return self._text("colour_blind") == "yes"

    @colour_blind.setter
    def colour_blind(self, value: bool) -> None:
        self._set_text("colour_blind", "yes" if value else "no")

    @property
    def text_percent(self) -> int:
        """Size of texts in percent of our own, 100 to 200; 0 for what the system asks for."""
        value = _number(self._text("text_percent"), 0)
        return value if 100 <= value <= 200 else 0

    @text_percent.setter
    def text_percent(self, value: int) -> None:
        self._set_text("text_percent", str(value))

    @property
    def show_hints(self) -> bool:
        """Whether hints are shown, each once."""
        return self._text("show_hints") != "no"

    @show_hints.setter
    def show_hints(self, value: bool) -> None:
        self._set_text("show_hints", "yes" if value else "no")

    @property
    def seen_hints(self) -> tuple[str, ...]:
        """Ids of the hints that were shown; others than the program's own are of no concern to it."""
        return tuple(part for part in self._text("seen_hints").split(",") if part)

    @seen_hints.setter
    def seen_hints(self, value: tuple[str, ...]) -> None:
        self._set_text("seen_hints", ",".join(value))

    @property
    def follow(self) -> bool:
        """Whether the opened directory is looked at again and again."""
        return self._text("follow") != "no"

    @follow.setter
    def follow(self, value: bool) -> None:
        self._set_text("follow", "yes" if value else "no")

    @property
    def follow_interval_s(self) -> float:
        """Seconds between two looks; 0 for only when the system tells of a change."""
        try:
            value = float(self._text("follow_interval_s", "2"))
        except ValueError:
            return 2.0
        return value if 0.0 <= value <= 3600.0 else 2.0

    @follow_interval_s.setter
    def follow_interval_s(self, value: float) -> None:
        self._set_text("follow_interval_s", f"{value:g}")

    @property
    def export_answers(self) -> dict[str, str]:
        """What was chosen in the export dialog, by question."""
        try:
            found = json.loads(self._text("export_answers"))
        except (ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {question: answer for question, answer in found.items() if isinstance(answer, str)}

    @export_answers.setter
    def export_answers(self, value: dict[str, str]) -> None:
        self._set_text("export_answers", json.dumps(value))

    @property
    def graph_layout(self) -> tuple[str, str]:
        """Form and direction of the graph as chosen last; "" for none. Whoever takes them up checks them."""
        form, _, direction = self._text("graph_layout").partition(",")
        return form, direction

    @graph_layout.setter
    def graph_layout(self, value: tuple[str, str]) -> None:
        self._set_text("graph_layout", ",".join(value))

    @property
    def remember_runs(self) -> bool:
        """Whether what is read of a run is kept in the user's cache directory."""
        return self._text("remember_runs") != "no"

    @remember_runs.setter
    def remember_runs(self, value: bool) -> None:
        self._set_text("remember_runs", "yes" if value else "no")

    @property
    def records_mib(self) -> int:
        """How large the records of all runs may grow together, MiB; the oldest used go first."""
        value = _number(self._text("records_mib"), DEFAULT_RECORDS_MIB)
        return value if LEAST_RECORDS_MIB <= value <= MOST_RECORDS_MIB else DEFAULT_RECORDS_MIB

    @records_mib.setter
    def records_mib(self, value: int) -> None:
        self._set_text("records_mib", str(value))

    @property
    def remember_new(self) -> bool:
        """Whether the statistics of new checkpoints are read while a run is followed."""
        return self._text("remember_new") != "no"

    @remember_new.setter
    def remember_new(self, value: bool) -> None:
        self._set_text("remember_new", "yes" if value else "no")

    @property
    def remember_new_mib(self) -> int:
        """Up to which size, MiB, a new checkpoint's statistics are read by themselves."""
        value = _number(self._text("remember_new_mib"), DEFAULT_NEW_MIB)
        return value if 1 <= value <= MOST_NEW_MIB else DEFAULT_NEW_MIB

    @remember_new_mib.setter
    def remember_new_mib(self, value: int) -> None:
        self._set_text("remember_new_mib", str(value))

    @property
    def view(self) -> str:
        """Id of the view shown last."""
        return self._text("view", "graph")

    @view.setter
    def view(self, value: str) -> None:
        self._set_text("view", value)

    @property
    def geometry(self) -> bytes:
        """Qt's own description of the window's place; b"" when there is none."""
        return unsealed(self._text("geometry"))

    @geometry.setter
    def geometry(self, value: bytes) -> None:
        self._set_text("geometry", sealed(value))

    @property
    def docks(self) -> bytes:
        """Qt's own description of where the docks are; b"" when there is none."""
        return unsealed(self._text("docks"))

    @docks.setter
    def docks(self, value: bytes) -> None:
        self._set_text("docks", sealed(value))

    @property
    def recents(self) -> tuple[str, ...]:
        """Paths opened lately, the last one first."""
        paths = (_unquoted(part) for part in self._text("recents").split("|"))
        return tuple(dict.fromkeys(path for path in paths if path))[:MAX_RECENTS]

    def remember_recent(self, path: str) -> None:
        """Put a path at the top of the recent ones."""
        paths = (path, *(other for other in self.recents if other != path))
        self._set_text("recents", "|".join(map(_quoted, paths[:MAX_RECENTS])))

    def forget_recents(self) -> None:
        """Empty the list of recent paths."""
        self._set_text("recents", "")

    @property
    def last_directory(self) -> str:
        """What was open when the window closed; "" for nothing."""
        return _unquoted(self._text("last_directory"))

    @last_directory.setter
    def last_directory(self, value: str) -> None:
        self._set_text("last_directory", _quoted(value))

    def target_of(self, directory: str) -> tuple[str, tuple[str, ...]]:
        """(path of the target chosen last for a directory, "" for none; the choices made with it)."""
        for entry in self._targets():
            if entry[0] == directory:
                return entry[1], tuple(entry[2:])
        return "", ()

    def remember_target(self, directory: str, path: str, choices: tuple[str, ...]) -> None:
        """Put the target of a directory at the top of those remembered; path "" and no choices forget it."""
        entries = [entry for entry in self._targets() if entry[0] != directory]
        if path or any(choices):
            entries.insert(0, (directory, path, *choices))
        texts = [",".join(map(_quoted, entry)) for entry in entries[:MAX_TARGETS]]
        while len("|".join(texts)) > MAX_TEXT:  # what is longer is not read again
            texts.pop()
        self._set_text("targets", "|".join(texts))

    def _targets(self) -> list[tuple[str, ...]]:
        entries = (tuple(map(_unquoted, part.split(","))) for part in self._text("targets").split("|"))
        return [entry for entry in entries if len(entry) >= 2 and entry[0]][:MAX_TARGETS]


def _quoted(path: str) -> str:
    """A path as plain hexadecimal text: names may hold any byte, QSettings' own escapes lose some."""
    return os.fsencode(path).hex()


def _unquoted(text: str) -> str:
    try:
        path = os.fsdecode(bytes.fromhex(text))
    except ValueError:
        return ""
    return "" if "\0" in path else path


def _number(value: object, default: int) -> int:
    try:
        return int(str(value))
    except ValueError:
        return default
