"""The licence texts of everything in the bundle, found by what was really collected; fails when one is missing."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePath

from shipping.steps import PACKAGING, ROOT, StepError, emptied, program_version

TEXTS = PACKAGING / "licenses"
IS_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
TEXT_SUFFIXES = ("", ".txt", ".md", ".rst")
# What wheels lack: texts that only their metadata names, and those of libraries linked into them.
TEXTS_BESIDES = {
    "cramjam": ("cramjam-third-party.txt",),
    "google-crc32c": ("crc32c.txt",),
    "protobuf": ("utf8_range.txt",),
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt", "Qt-third-party.txt", "ICU.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt"),
}
FONTS = {  # the first letters of the file's name: licence, who holds the rights
    "DejaVu": ("Bitstream-Vera", ("2003 Bitstream, Inc.", "2006 Tavmjong Bah")),
    "DroidSansFallback": ("Apache-2.0", ("2006-2010 Google Corp.",)),
}
QT = ("The Qt Company Ltd. and other contributors; their names are in the text",)
HOLDERS = {"pyside6-essentials": QT, "shiboken6": QT}
HOLDERS_OF_PYTHON = (
    "2001 Python Software Foundation",
    "2000 BeOpen.com",
    "1995-2001 Corporation for National Research Initiatives",
    "1991-1995 Stichting Mathematisch Centrum",
)
SHORT_NAMES = {  # as DEP-5 writes what metadata says in words
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3 or GPL-2 or GPL-3",
    "3-Clause BSD License": "BSD-3-clause",
    "Apache 2.0": "Apache-2.0",
}
OF_THE_FREEZER = ("pyi", "_pyi", "_sysconfigdata")


@dataclass(frozen=True)
class Component:
    """A part of the bundle by somebody else (or by us), and the texts that come with it."""

    name: str
    version: str
    licence: str  # its short name
    texts: tuple[Path, ...]
    places: tuple[str, ...]  # where in the bundle it lies, as patterns
    holders: tuple[str, ...] = ()  # of the rights, where the texts do not tell


def collected(work: Path, kind: str) -> list[tuple[str, str, str]]:
    """(name, source, type) of what PyInstaller took, from the list it leaves: `PYZ` for modules, `COLLECT` for files."""
    (path,) = work.glob(f"**/{kind}-00.toc")
    told = ast.literal_eval(path.read_text(encoding="utf-8"))
    lists = [part for part in told if isinstance(part, list)]
    return [entry for part in lists for entry in part if isinstance(entry, tuple) and len(entry) == 3]


def components(work: Path) -> list[Component]:
    """Everything in the bundle that PyInstaller made in `work`.

    Raises:
        StepError: something has no licence text, or belongs to nobody known.
    """
    modules = {name.split(".")[0] for name, _, _ in collected(work, "PYZ")}
    files = collected(work, "COLLECT")
    modules |= {
        Path(name).parts[0] for name, _, kind in files if kind in ("BINARY", "EXTENSION") and "/" in name
    }
    return [
        *of_the_program(),
        of_python(),
        *sorted(of_distributions(modules), key=lambda one: one.name.lower()),
        of_the_bootloader(),
        *of_the_system(files),
    ]


def of_the_program() -> list[Component]:
    """The program itself, and the fonts that lie in its resources: each beside its licence."""
    ours = ("The Checkpoint Explorer maintainers",)
    made = [
        Component(
            "Checkpoint Explorer", program_version(), "Apache-2.0", (ROOT / "LICENSE",), ("explorer/*",), ours
        )
    ]
    fonts = ROOT / "resources" / "fonts"
    for path in sorted(fonts.rglob("*.[ot]tf")):
        family = next((name for name in FONTS if path.name.startswith(name)), None)
        text = path.with_name(f"LICENSE-{family}.txt")
        if family is None or not text.exists():
            raise StepError(
                f"{path.name} comes without a licence text.", "Name it in packaging/shipping/licences.py."
            )
        licence, holders = FONTS[family]
        place = f"explorer/_resources/fonts/{path.relative_to(fonts).as_posix()}"
        made.append(Component(path.stem, "(font)", licence, (text,), (place,), holders))
    return made


def of_python() -> Component:
    stdlib = Path(sysconfig.get_path("stdlib"))
    texts = tuple(path for path in (stdlib / "LICENSE.txt", stdlib.parents[1] / "LICENSE") if path.exists())[
        :1
    ]
    if not texts:
        raise StepError(f"Python's licence is not in {stdlib}.", "Install the whole of Python.")
    version = "{}.{}.{}".format(*sys.version_info[:3])
    places = ("python3*", "libpython3*", "base_library.zip")
    texts += (TEXTS / "Python-third-party.txt",)
    return Component("Python", version, "PSF-2.0", texts, places, HOLDERS_OF_PYTHON)


def of_distributions(modules: Iterable[str]) -> list[Component]:
    owners = metadata.packages_distributions()
    known = {"explorer", *sys.stdlib_module_names}
    places: dict[str, set[str]] = {}
    for module in modules:
        name = module.removesuffix(".libs").partition(".")[0]
        if name in known or module.startswith(OF_THE_FREEZER) or re.fullmatch(r"python3\.\d+", module):
            continue
        found = owners.get(name) or owners.get(module)
        if not found:
            raise StepError(f"The bundle holds {module}, which belongs to no installed package.")
        for owner in found:
            if any(str(file).startswith((name, module)) for file in metadata.files(owner) or ()):
                places.setdefault(owner, set()).add(f"{module}*")
    return [of_distribution(name, tuple(sorted(where))) for name, where in places.items()]


def is_licence(file: PurePath) -> bool:
    """Whether a file of a distribution is a licence text, or a list of what is linked into its libraries."""
    if ".dist-info" in file.parts[0]:
        return IS_LICENCE.search(file.name) is not None or "sboms" in file.parts
    return IS_LICENCE.search(file.stem) is not None and file.suffix in TEXT_SUFFIXES  # of its data


def of_distribution(name: str, places: tuple[str, ...]) -> Component:
    told = metadata.distribution(name)
    texts = [Path(str(told.locate_file(file))) for file in told.files or () if is_licence(file)]
    texts += [TEXTS / text for text in TEXTS_BESIDES.get(name.lower().replace("_", "-"), ())]
    if not texts:
        raise StepError(
            f"{name} comes without a licence text.", "Put it into packaging/licenses and name it."
        )
    licence = told.metadata.get("License-Expression") or told.metadata.get("License") or "see-text"
    licence = licence.splitlines()[0].strip()
    holders = HOLDERS.get(name.lower().replace("_", "-"), ())
    return Component(name, told.version, SHORT_NAMES.get(licence, licence), tuple(texts), places, holders)


def of_the_bootloader() -> Component:
    found = of_distribution("pyinstaller", ("../checkpoint-explorer", "../ckptx"))
    return Component(
        "PyInstaller's loader", found.version, "GPL-2+ with bootloader exception", found.texts, found.places
    )


def of_the_system(files: Iterable[tuple[str, str, str]]) -> list[Component]:
    """Libraries of this Debian that travel with the program."""
    homes = tuple(Path(home).resolve() for home in (sys.prefix, sys.base_prefix) if home != "/usr")
    made = []
    for name, source, kind in files:
        if kind != "BINARY" or any(Path(source).resolve().is_relative_to(home) for home in homes):
            continue
        package, version = debian_package(Path(source))
        text = Path("/usr/share/doc") / package.partition(":")[0] / "copyright"
        if not text.exists():
            raise StepError(f"{name} comes without a licence text ({text}).")
        made.append(Component(package.partition(":")[0], version, "see-text", (text,), (name,)))
    return made


def debian_package(path: Path) -> tuple[str, str]:
    """(package, version) that a file of this system belongs to."""
    for place in (path, path.resolve(), Path("/", *path.resolve().parts[2:])):  # /lib is a link to /usr/lib
        done = subprocess.run(["dpkg-query", "-S", str(place)], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            package = done.stdout.splitlines()[0].rpartition(": ")[0]
            shown = ["dpkg-query", "-W", "-f", "${Version}", package]
            return package, subprocess.run(shown, capture_output=True, text=True, check=True).stdout
    raise StepError(f"{path} belongs to no package of this system.", "Build where its licence can be found.")


def folder_name(one: Component) -> str:
    return one.name.replace(" ", "-").replace("'", "")


def write_texts(found: Iterable[Component], folder: Path) -> None:
    """A folder for each component, and a page that lists them."""
    emptied(folder)
    lines = ["What this program is made of. The texts lie in the folder of each part's name.", ""]
    for one in found:
        own = folder / folder_name(one)
        own.mkdir()
        lines.append(f"{one.name} {one.version}: {one.licence}")
        for text in one.texts:
            # Several texts of one distribution may have one name: the path inside it tells them apart.
            inside = text.parts[text.parts.index("licenses") + 1 :] if "licenses" in text.parts else ()
            name = "-".join(inside) or text.name
            while (own / name).exists():
                name = f"{text.parent.name}-{name}"
            shutil.copyfile(text, own / name)
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def copyright_lines(one: Component) -> list[str]:
    """Who holds the rights, as the texts say."""
    if one.holders:
        return list(one.holders)
    seen: dict[str, None] = {}
    for text in one.texts:
        for line in text.read_text(encoding="utf-8", errors="replace").splitlines():
            found = re.match(
                r"\W*(?:copyright|\(c\)|©)\W+(?:\(c\)|©)?\s*((?:\d{4}|by).*)", line, re.IGNORECASE
            )
            if found:
                seen.setdefault(found.group(1).strip(" ./*#"))
    return list(seen)[:12]
