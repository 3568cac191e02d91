"""What every step of packaging uses: where things lie, running programs, and telling what went wrong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
DIST = ROOT / "dist"
WORK = ROOT / "build" / "package"
NAME = "checkpoint-explorer"
PACKAGES = {  # of Debian, by the program in them
    "Xvfb": "xvfb",
    "appstreamcli": "appstream",
    "chroot": "coreutils",
    "debootstrap": "debootstrap",
    "desktop-file-validate": "desktop-file-utils",
    "dpkg-deb": "dpkg",
    "import": "imagemagick",
    "lintian": "lintian",
    "objdump": "binutils",
    "update-mime-database": "shared-mime-info",
    "xdotool": "xdotool",
    "xmllint": "libxml2-utils",
}


class StepError(Exception):
    """A step that failed: what is wrong, and what to do."""

    def __init__(self, problem: str, cure: str = "") -> None:
        super().__init__(problem)
        self.problem, self.cure = problem, cure


def say(text: str) -> None:
    print(text, flush=True)


def program_version() -> str:
    text = (ROOT / "explorer" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    assert found is not None
    return found.group(1)


def run(
    *command: object,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout_s: float = 1800,
    allowed: tuple[int, ...] = (0,),
) -> str:
    """Run a program to its end.

    Returns:
        What it wrote, standard error included.

    Raises:
        StepError: another exit status than the allowed ones, or not done in time.
    """
    words = [str(word) for word in command]
    shown = " ".join([Path(words[0]).name, *words[1:4]])
    try:
        done = subprocess.run(
            words,
            cwd=cwd or ROOT,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StepError(f"{shown} was not done within {timeout_s:.0f} s") from error
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode not in allowed:
        last = "\n  ".join(text.strip().splitlines()[-25:])
        raise StepError(f"{shown} ended with status {done.returncode}:\n  {last}")
    return text


def search_path() -> str:
    """PATH with the folders of root's programs, where debootstrap and the chroot that it calls lie."""
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def need(program: str) -> str:
    """The path of a program.

    Raises:
        StepError: it is not installed.
    """
    (path,) = need_all([program])
    return path


def need_all(programs: Iterable[str]) -> list[str]:
    """The paths of several programs.

    Raises:
        StepError: some are not installed; all of them are named at once.
    """
    found = {program: shutil.which(program, path=search_path()) for program in programs}
    if missing := sorted(program for program, path in found.items() if path is None):
        packages = " ".join(dict.fromkeys(PACKAGES[program] for program in missing))
        raise StepError(f"Not installed: {', '.join(missing)}.", f"sudo apt-get install {packages}")
    return [path for path in found.values() if path is not None]


@contextmanager
def new_home() -> Iterator[dict[str, str]]:
    """The environment of somebody who has never started the program: a home of its own, nothing of ours."""
    with tempfile.TemporaryDirectory(prefix="home-", ignore_cleanup_errors=True) as home:
        yield {"PATH": "/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "TMPDIR": tempfile.gettempdir()}


def folder_bytes(folder: Path) -> int:
    """What the files of a folder take, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"


def emptied(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
