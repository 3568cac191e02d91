"""Which reader opens a path: the checkpoint's prefix, or any of its files; and what a file is that none opens."""

from __future__ import annotations

import os
import re
from pathlib import Path

from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, UnsupportedFileError
from explorer.formats.lfs_pointer import POINTER_HEAD, POINTER_HINT, pointer_at
from explorer.formats.reader import CheckpointReader
from explorer.formats.saved_model_files import folder_of, variables_prefix
from explorer.formats.tensor_bundle import TensorBundle
from explorer.formats.v1_files import first_format_files
from explorer.storage.files import FileSource, is_there

_SUFFIX = re.compile(r"\.(?:index|meta|data-\d{5,}-of-\d{5,})\Z")
_HDF5 = b"\x89HDF\r\n\x1a\n"
_PROMISES = {
    ".h5": "HDF5 file",
    ".hdf5": "HDF5 file",
    ".keras": "zip archive, as Keras writes it",
}
_ZIP = b"PK\x03\x04"


def choose_reader(path: Path | str) -> CheckpointReader:
    """Open the checkpoint that `path` belongs to; see `reader.open_reader` for the errors."""
    try:
        path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as the user wrote them
        if is_there(f"{path}.index"):
            return _open_bundle(path)
        if (folder := folder_of(path)) is not None:
            return _open_saved_model(folder)
        if os.path.isdir(path):  # noqa: PTH112 - a name too long raises in pathlib
            raise UnsupportedFileError(
                "it is a directory, not one checkpoint", hint="Open it as a model_dir.", path=path
            )
        prefix = path.with_name(_SUFFIX.sub("", path.name))
        if prefix != path and prefix.name and is_there(f"{prefix}.index"):
            return _open_bundle(prefix)
        exists = is_there(path)
        if path.name.endswith(".meta") and prefix.name and first_format_files(prefix):
            return _open_first_format(prefix)
    except ValueError as error:  # a NUL in the name
        raise MissingFileError("no file can have this name", path=repr(str(path))) from error
    if first_format_files(path):  # before anything that lists the directory: there may be thousands of them
        return _open_first_format(path)
    if not exists and _has_data_files(path):
        raise MissingFileError(
            "its data files are there, but not its index",
            hint="The checkpoint may still be being written: the index comes last.",
            path=path,
        )
    if not exists:
        raise MissingFileError(
            "there is no checkpoint of this name",
            hint="A checkpoint is named by its prefix, model.ckpt-200 for model.ckpt-200.index.",
            path=path,
        )
    return _open_file(path)


def _has_data_files(prefix: Path) -> bool:
    try:
        with os.scandir(prefix.parent) as entries:
            return any(entry.name.startswith(f"{prefix.name}.data-") for entry in entries)
    except OSError:
        return False


def _open_first_format(prefix: Path) -> CheckpointReader:
    from explorer.formats.tensor_slice_v1 import TensorSliceV1  # late: few directories have one

    return TensorSliceV1(prefix)


def _open_bundle(prefix: Path) -> CheckpointReader:
    try:
        return TensorBundle(prefix)
    except CorruptFileError:
        index = Path(f"{prefix}.index")
        with FileSource(index) as source:
            head = source.read(0, min(source.size, 64))
        if head.startswith(POINTER_HEAD):
            raise _pointer(index) from None
        raise


def _pointer(path: Path) -> CorruptFileError:
    text = pointer_at(path) or "it is a git-lfs pointer, its content is stored elsewhere"
    return CorruptFileError(text, hint=POINTER_HINT, path=path)


def _open_saved_model(folder: Path) -> CheckpointReader:
    variables = variables_prefix(folder)
    if os.path.lexists(f"{variables}.index"):
        return _open_bundle(variables)
    from explorer.formats.no_variables import NoVariables  # late: nearly all have some

    return NoVariables(folder)


def _open_file(path: Path) -> CheckpointReader:
    """Open a file that is no part of a bundle by what it begins with."""
    with FileSource(path) as source:
        head = source.read(0, min(source.size, 64))
        # HDF5 lets a program keep a block of its own before what is HDF5.
        is_hdf5 = head.startswith(_HDF5) or any(
            source.size >= at + len(_HDF5) and source.read(at, len(_HDF5)) == _HDF5
            for at in (512, 1024, 2048)
        )
    if is_hdf5:
        from explorer.formats.keras_h5 import KerasH5  # late: most directories have none

        return KerasH5(path)
    if head.startswith(_ZIP):
        from explorer.formats.keras_archive import KerasArchive

        return KerasArchive(path)
    raise _explain(path, head)


def _explain(path: Path, head: bytes) -> ExplorerError:
    """What the file at `path` is, since no reader opens it."""
    name = path.name
    if head.startswith(POINTER_HEAD):
        return _pointer(path)
    if (match := _SUFFIX.search(name)) is not None:
        prefix = name[: match.start()]
        return MissingFileError(
            f"it is a file of the checkpoint {prefix}, whose index {prefix}.index is not there",
            hint="The checkpoint may still be being written, or was deleted in part.",
            path=path,
        )
    if "tfevents" in name:
        kind = "an event file of TensorBoard"
        return UnsupportedFileError(
            f"it is {kind}", hint="Open its directory: the curves are drawn over the steps.", path=path
        )
    if name == "checkpoint" or head.lstrip().startswith((b"model_checkpoint_path", b"all_model_")):
        return UnsupportedFileError(
            "it is the list of a directory's checkpoints, not one of them",
            hint="Open the directory.",
            path=path,
        )
    if not head:
        return CorruptFileError("the file is empty", hint="It may still be being written.", path=path)
    ending = next((ending for ending in _PROMISES if name.lower().endswith(ending)), "")
    if ending:
        is_text = not any(byte < 9 for byte in head)
        return CorruptFileError(
            f"its name ends in {ending}, but it is no {_PROMISES[ending]}",
            hint=(
                "It is text: perhaps the page of a download that failed. Fetch the file again."
                if is_text
                else "Its beginning is damaged, or it was given a wrong name. Fetch it again from where it was written."
            ),
            path=path,
        )
    return UnsupportedFileError("it is no checkpoint file that we know", path=path)
