"""Reports that can be sent to anybody: versions and where it happened, without the user's names and paths."""

from __future__ import annotations

import os
import platform
import re
import traceback
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from PySide6.QtCore import qVersion

import explorer

MAX_REPORT = 64 << 10
MAX_CHAIN = 8  # errors that led to one another
MAX_NAMES = 20_000
MAX_MESSAGE = 4 << 10
SHORTEST_NAME = 3  # a directory called "a" would take every "a" out of a sentence

_FRAME_FILE = re.compile(r'File "([^"\n]*)"')
_OWN_CODE = re.compile(r"^.*[/\\](?:site-packages|dist-packages|lib[/\\]python3\.\d+)[/\\]")
_PATH = re.compile(r"(?<![\w<~./\\])(?:~|[A-Za-z]:)?(?:[/\\][^\s'\"`<>|:;,()\[\]{}]+)+[/\\]?")
_QUOTED_PATH = re.compile(r"'[^'\n]*[/\\][^'\n]*'|\"[^\"\n]*[/\\][^\"\n]*\"")
_WORD = re.compile(r"[\w.\-+=]+")

_private: list[Callable[[], Iterable[str]]] = []


def know_private(names: Callable[[], Iterable[str]]) -> None:
    """Ask this, whenever a report is made, for names that must not stand in it: of the opened directory and its files."""
    _private.clear()
    _private.append(names)


def versions() -> str:
    """The first line of every report."""
    return (
        f"Checkpoint Explorer {explorer.__version__}, Python {platform.python_version()}, "
        f"Qt {qVersion()}, {platform.system()} {platform.machine()}"
    )


def report_of(error: BaseException) -> str:
    """Versions and traceback of an error and of those that led to it."""
    lines: list[str] = []
    for number, link in enumerate(_chain(error)):
        if number:
            lines.append("\nwhich led to:\n\n")
        frames = traceback.extract_tb(link.__traceback__)
        lines += [shortened(line) for line in traceback.StackSummary.from_list(frames).format()]
        lines += [scrubbed(line[:MAX_MESSAGE]) for line in traceback.format_exception_only(type(link), link)]
    return f"{versions()}\n\n{''.join(lines)}"[:MAX_REPORT]


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and not any(link is one for one in found) and len(found) < MAX_CHAIN:
        found.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return found[::-1]


def shortened(line: str) -> str:
    """A line of a traceback with the places of code files as everybody has them."""
    return _FRAME_FILE.sub(lambda found: f'File "{_code_name(found[1])}"', line)


def _code_name(path: str) -> str:
    ours = Path(explorer.__file__).parent.parent
    try:
        return Path(path).relative_to(ours).as_posix()
    except ValueError:
        short = _OWN_CODE.sub("", path)
        return short if short != path or path.startswith("<") else f"…/{Path(path).name}"


def scrubbed(text: str, more: Iterable[str] = ()) -> str:
    """A text without paths, and without the names of the user, the computer, the opened directory and its files."""
    text = _QUOTED_PATH.sub("'<path>'", text)
    text = _PATH.sub("<path>", text)
    names = {_user(): "<user>", platform.node(): "<computer>"}
    for source in (*_private, lambda: more):
        try:
            names |= dict.fromkeys(islice(source(), MAX_NAMES), "<name>")
        except Exception:  # whoever tells the names is what failed: the report must come nevertheless
            text = "<message left out>\n"
    for name, instead in sorted(names.items(), key=lambda pair: -len(pair[0])):  # a/b would break up a/b/c
        if len(name) >= SHORTEST_NAME and not _WORD.fullmatch(name) and not name.isspace():
            text = text.replace(name, instead)
    return _WORD.sub(lambda found: _without(found[0], names), text)


def _without(word: str, names: dict[str, str]) -> str:
    for candidate in (word, word.rstrip(".")):
        if len(candidate) >= SHORTEST_NAME and candidate in names:
            return names[candidate] + word[len(candidate) :]
    return word


def _user() -> str:
    for name in ("USER", "LOGNAME", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    try:
        return Path.home().name
    except RuntimeError:
        return ""
