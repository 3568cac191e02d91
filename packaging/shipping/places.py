"""Folders of the machine something was built on: what is handed on must not name them."""

from __future__ import annotations

import marshal
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from shipping.steps import ROOT, StepError

Part = tuple[str, bytes]  # its name, what it holds


def places() -> tuple[str, ...]:
    """This checkout, where Python is installed, and where it was built, if those are no folders of the system."""
    found = (str(ROOT), sys.base_prefix, str(sysconfig.get_config_var("abs_srcdir") or ""))
    return tuple(place for place in found if place.count("/") > 1)


def hide(paths: Iterable[Path], found: Iterable[str]) -> None:
    """Write over the places in these files, nothing moved: Python as built from source holds them without use."""
    for path in paths:
        data = before = path.read_bytes()
        for place in map(str.encode, found):
            data = data.replace(place, b"/" + b"x" * (len(place) - 1))
        if data != before:
            path.write_bytes(data)


def expect_none(parts: Iterable[Part], found: Iterable[str]) -> None:
    """Raise StepError if one of the parts names one of the places."""
    named = [f"{name} ({place})" for name, data in parts for place in found if place.encode() in data]
    if named:
        raise StepError(f"What was built names folders of this machine: {', '.join(named[:5])}")


def parts_of_folder(folder: Path) -> Iterator[Part]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.name, path.read_bytes()


def parts_of_archive(path: Path) -> Iterator[Part]:
    """The files of a wheel or an sdist."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())
        return
    with tarfile.open(path) as archive:
        for entry in archive:
            if (file := archive.extractfile(entry)) is not None:
                yield entry.name, file.read()


def parts_of_program(program: Path) -> Iterator[Part]:
    """The modules packed into a program that PyInstaller made."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(program))
    modules = archive.open_embedded_archive(next(name for name in archive.toc if name.endswith(".pyz")))
    for name in modules.toc:
        if (code := modules.extract(name)) is not None:  # None: a folder without a module
            yield name, marshal.dumps(code)
