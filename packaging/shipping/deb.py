"""The package for Debian 12 and newer, built around the bundle."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import runpy
import shutil
import subprocess
import textwrap
import time
from collections.abc import Iterable
from email.utils import formatdate
from pathlib import Path

from shipping import bundle, desktop, trials
from shipping.licences import Component, components, copyright_lines, folder_name
from shipping.steps import (
    DIST,
    NAME,
    PACKAGING,
    ROOT,
    WORK,
    StepError,
    emptied,
    folder_bytes,
    megabytes,
    need,
    program_version,
    run,
    say,
)

FOLDER = PACKAGING / "deb"
HOME = Path("usr/lib") / NAME
MAINTAINER = "The Checkpoint Explorer maintainers <maintainers@checkpoint-explorer.invalid>"

# Packages that have another name in newer releases; the newer one first, for that is where an upgrade leads.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}
# What the files of the bundle ask for besides what explorer/cli/window.py looks for.
MORE_LIBRARIES = {
    "libc.so.6": "libc6 (>= 2.36)",
    "libm.so.6": "libc6 (>= 2.36)",
    "libdl.so.2": "libc6 (>= 2.36)",
    "libpthread.so.0": "libc6 (>= 2.36)",
    "librt.so.1": "libc6 (>= 2.36)",
    "libutil.so.1": "libc6 (>= 2.36)",
    "libresolv.so.2": "libc6 (>= 2.36)",
    "ld-linux-x86-64.so.2": "libc6 (>= 2.36)",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",  # Qt's network library, by which a second start finds the first
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Asked for by a plugin that nothing else waits for: without them Qt goes on under X11.
RECOMMENDED = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def window_libraries() -> dict[str, str]:
    """Library to Debian package, as the program itself looks for them."""
    told = runpy.run_path(str(ROOT / "explorer" / "cli" / "window.py"))
    return {**told["_ALWAYS"], **told["_FOR_X11"]}


def dependencies(needed: Iterable[str]) -> tuple[list[str], list[str]]:
    """(Depends, Recommends) for a bundle that asks for these libraries.

    Raises:
        StepError: a library whose package is not known.
    """
    looked_for = window_libraries()
    packages, recommended = set(looked_for.values()), set()
    for library in needed:
        if library in looked_for:
            continue
        if library in MORE_LIBRARIES:
            packages.add(MORE_LIBRARIES[library])
        elif library in RECOMMENDED:
            recommended.add(RECOMMENDED[library])
        else:
            raise StepError(f"The bundle needs {library}.", "Name its package in packaging/shipping/deb.py.")
    return (
        [RENAMED.get(package, package) for package in sorted(packages)],
        sorted(recommended - packages),
    )


def build() -> Path:
    """The .deb in dist/."""
    say("-- .deb")
    version = f"{program_version()}-1"
    tree = emptied(WORK / "deb")
    shutil.copytree(bundle.FOLDER, tree / HOME, symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    for program in (NAME, "ckptx"):
        (tree / "usr/bin" / program).symlink_to(Path("../lib") / NAME / program)
        compress(FOLDER / f"{program}.1", tree / "usr/share/man/man1" / f"{program}.1.gz")
    place(desktop.ENTRY, tree / "usr/share/applications" / desktop.ENTRY.name)
    place(desktop.METAINFO, tree / "usr/share/metainfo" / desktop.METAINFO.name)
    place(desktop.MIME, tree / "usr/share/mime/packages" / f"{NAME}.xml")
    icons = tree / "usr/share/icons/hicolor"
    place(desktop.DRAWING, icons / "scalable/apps" / f"{NAME}.svg")
    for size in desktop.SIZES:
        place(DIST / "icons" / f"{NAME}-{size}.png", icons / f"{size}x{size}/apps" / f"{NAME}.png")
    documents = tree / "usr/share/doc" / NAME
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(copyright_text(components(WORK / "bundle")), encoding="utf-8")
    compress_text(changelog_text(version), documents / "changelog.Debian.gz")
    overrides = tree / "usr/share/lintian/overrides" / NAME
    place(FOLDER / "lintian-overrides", overrides)
    control(tree, version)
    settle_modes(tree)
    path = DIST / f"{NAME}_{version}_amd64.deb"
    epoch = dict(os.environ, SOURCE_DATE_EPOCH=str(last_change()))
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z4", "--build", tree, path, env=epoch)
    say(f"   {megabytes(path.stat().st_size)} {path.name}, {megabytes(folder_bytes(tree))} installed")
    return path


def place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def compress(source: Path, target: Path) -> None:
    compress_text(source.read_text(encoding="utf-8"), target)


def compress_text(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def settle_modes(tree: Path) -> None:
    """Folders 755, programs 755, the rest 644, whatever this checkout's are."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            is_program = path.parent == tree / HOME and path.name in (NAME, "ckptx")
            path.chmod(0o755 if path.is_dir() or is_program else 0o644)


def control(tree: Path, version: str) -> None:
    depends, recommends = dependencies(bundle.needed_libraries())
    text = (FOLDER / "control").read_text(encoding="utf-8")
    filled = text.format(
        version=version,
        maintainer=MAINTAINER,
        size_kib=folder_bytes(tree) // 1024,
        depends=", ".join(depends),
        recommends=", ".join(recommends),
    )
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(filled, encoding="utf-8")
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}"
        for path in files
        if "DEBIAN" not in path.relative_to(tree).parts
    ]
    (tree / "DEBIAN/md5sums").write_text("\n".join(sums) + "\n", encoding="utf-8")


def last_change() -> int:
    """When the checkout was last changed, so that a package built twice is the same."""
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(done.stdout) if done.stdout.strip().isdigit() else int(time.time())


def changelog_text(version: str) -> str:
    when = formatdate(last_change(), localtime=False)
    return (
        f"{NAME} ({version}) unstable; urgency=medium\n\n"
        f"  * Version {program_version()}; what changed is told in the project's CHANGELOG.md.\n\n"
        f" -- {MAINTAINER}  {when}\n"
    )


def copyright_text(made_of: Iterable[Component]) -> str:
    """The copyright file, in the form of DEP-5: one paragraph of files and one of licence for each part."""
    files, licences = [], []
    for number, one in enumerate(made_of):
        places = " ".join(f"{HOME}/_internal/{place}".replace("_internal/../", "") for place in one.places)
        short = f"{re.sub(r'[^a-z0-9]+', '-', one.name.lower()).strip('-')}-licence"
        holders = "\n ".join(copyright_lines(one) or [f"the authors of {one.name}"])
        patterns = places if number else "*"
        files.append(
            f"Files: {patterns}\nCopyright: {holders}\nLicense: {short}\nComment: {one.name} {one.version}, {one.licence}"
        )
        licences.append(f"License: {short}\n" + "\n".join(licence_body(one)))
    head = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        f"Upstream-Name: {NAME}\n"
        f"Comment: Qt and PySide6 are shared libraries in /{HOME}/_internal that may be exchanged;\n"
        f" /{HOME}/README.md says how."
    )
    return "\n\n".join([head, *files, *licences]) + "\n"


def licence_body(one: Component) -> list[str]:
    """Where the texts lie: as part of the program they are installed with it, in /usr/lib."""
    lines = [f" {one.licence}; the text is in /{HOME}/licenses/{folder_name(one)}."]
    lines += [
        f" That of {name} is in /usr/share/common-licenses/{name} too."
        for name in ("Apache-2.0", "LGPL-3", "GPL-3", "GPL-2")
        if name in one.licence
    ]
    return lines


def look_at(path: Path) -> None:
    """What lintian says; errors and warnings fail, overridden ones have a reason in deb/lintian-overrides."""
    text = run(need("lintian"), "--no-tag-display-limit", "--fail-on", "none", path)
    found = [line for line in text.splitlines() if line.startswith(("E:", "W:"))]
    if found:
        raise StepError("lintian:\n" + textwrap.indent("\n".join(found[:40]), "  "))
    say("   lintian: no error, no warning that is not explained in packaging/deb/lintian-overrides")


def try_out(path: Path) -> None:
    """The files as they get installed, laid out in a folder: programs by their links, all in place."""
    say("-- trying the .deb's files (make package ARGS=debian-root installs it)")
    tree = emptied(WORK / "unpacked")
    run("dpkg-deb", "--extract", path, tree)
    trials.try_everything(
        trials.Programs(str(tree / "usr/bin" / NAME), str(tree / "usr/bin/ckptx")), WORK, "deb"
    )
