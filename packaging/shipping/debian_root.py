"""A bare Debian 12 in a folder: the bundle with the packages the README names, and the .deb with apt alone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shipping import bundle, trials
from shipping.steps import DIST, NAME, ROOT, WORK, StepError, need, program_version, run, say, search_path

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
ROOTS = WORK / "roots"


def try_out() -> None:
    """Both, each in a root of its own.

    Raises:
        StepError: not root, no debootstrap, nothing built yet, or a start that failed.
    """
    say("-- a bare Debian 12")
    if os.geteuid() != 0:
        raise StepError("Only root can make and enter a bare Debian.", "sudo make package ARGS=debian-root")
    package = DIST / f"{NAME}_{program_version()}-1_amd64.deb"
    if not (bundle.FOLDER.exists() and package.exists()):
        raise StepError("There is no bundle or no .deb in dist/.", "make package")
    base = bare_root()
    with copy_of(base, "bundle") as root:
        say("   the bundle, with the packages of the README")
        shutil.copytree(bundle.FOLDER, root / "opt" / NAME, symlinks=True)
        told = refusal(root, f"/opt/{NAME}/{NAME}")
        say(f"   without them it says: {told!r}")
        install(root, readme_packages(ROOT / "README.md"))
        try_root(root, f"/opt/{NAME}/{NAME}", f"/opt/{NAME}/ckptx", "bare-bundle")
    with copy_of(base, "deb") as root:
        say("   the .deb, with what it depends on")
        shutil.copy(package, root / "tmp")
        install(root, [f"/tmp/{package.name}"])
        try_root(root, f"/usr/bin/{NAME}", "/usr/bin/ckptx", "bare-deb", second_start=True)
        chroot(root, "apt-get", "purge", "-y", NAME)
        if left := [str(path) for path in root.glob(f"usr/**/*{NAME}*")]:
            raise StepError(f"Removing the package leaves {', '.join(left[:5])}")
        say("   purged: nothing is left")


def bare_root() -> Path:
    """A minimal Debian, made once."""
    base = ROOTS / "base"
    if not (base / "usr/bin/apt-get").exists():
        say(f"   debootstrap {SUITE} (once)")
        shutil.rmtree(base, ignore_errors=True)
        base.parent.mkdir(parents=True, exist_ok=True)
        part = ROOTS / "base.part"
        shutil.rmtree(part, ignore_errors=True)
        environment = dict(os.environ, PATH=search_path())
        run(need("debootstrap"), "--variant=minbase", SUITE, part, mirror(), env=environment)
        part.rename(base)
    return base


def mirror() -> str:
    """Where this machine gets Debian from."""
    sources = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    for path in sources:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if found := re.search(r"^(?:URIs:|deb(?: \[.*?\])?) +(\S+/debian)/?\s", text, re.MULTILINE):
            return found.group(1)
    return MIRROR


@contextmanager
def copy_of(base: Path, name: str) -> Iterator[Path]:
    """A copy of the bare root with /proc in it, removed afterwards.

    No folder of this machine is bound into it: an X server outside is reached by its abstract socket.
    """
    root = ROOTS / name
    leave(root)
    run("cp", "-a", base, root)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    for path in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
        shutil.copy(path, root / "etc/apt/apt.conf.d")
    try:
        run("mount", "-t", "proc", "proc", root / "proc")
        yield root
    finally:
        leave(root)


def leave(root: Path) -> None:
    """Remove a root, but never look into what of this machine is mounted in it."""
    for place in mounted_below(root):
        run("umount", place)
    if still := mounted_below(root):
        raise StepError(f"{still[0]} is still in use; {root} was not removed.")
    if root.exists():
        run("rm", "-rf", "--one-file-system", root)


def mounted_below(root: Path) -> list[Path]:
    """Innermost first."""
    lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    places = [Path(line.split()[4]) for line in lines]
    return sorted((place for place in places if place.is_relative_to(root.resolve())), reverse=True)


def chroot(root: Path, *command: str, allowed: tuple[int, ...] = (0,)) -> str:
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/root",
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        **{name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")},
    }
    return run(need("chroot"), root, *command, env=environment, allowed=allowed)


def install(root: Path, packages: list[str]) -> None:
    chroot(root, "apt-get", "update", "-qq")
    text = chroot(root, "apt-get", "install", "-y", "--no-install-recommends", *packages)
    count = re.search(r"(\d+) newly installed", text)
    say(f"   apt installed {count.group(1) if count else '?'} packages")


def readme_packages(page: Path) -> list[str]:
    """The packages of the two lines that a page tells to type."""
    lines = re.findall(
        r"^sudo apt-get install -y --no-install-recommends ([^#\n]+)", page.read_text("utf-8"), re.MULTILINE
    )
    return [name for line in lines for name in line.split()]


def refusal(root: Path, program: str) -> str:
    """The first line of what the window's program says on a system without libraries."""
    text = chroot(root, program, allowed=(2,))
    if "apt-get install" not in text:
        raise StepError(f"Without its libraries the program does not say what to install:\n{text[-2000:]}")
    return text.strip().splitlines()[0]


def try_root(root: Path, window: str, terminal: str, name: str, *, second_start: bool = False) -> None:
    """The trials in a root; a second start reaches the first only where Qt's network library has its own."""
    prefix = (need("chroot"), str(root))
    programs = trials.Programs(window, terminal, prefix)
    demo = Path("/root/guide_net")
    shutil.copytree(trials.DEMO, root / "root/guide_net")
    trials.try_terminal(programs, demo)
    trials.try_offscreen(programs, root / "tmp/shot.png", inside=Path("/tmp/shot.png"), demo=demo)
    shutil.copy(root / "tmp/shot.png", WORK / f"{name}-offscreen.png")
    say("   " + trials.try_start(programs, demo))
    if second_start:
        trials.try_second_start(programs, demo)
    title = trials.try_in_window(programs, WORK / f"{name}-window.png", demo)
    say(f"   under X11: {title!r}")
