"""Which reader opens a path: the checkpoint's prefix, or any of its files; and what a file is that none opens."""

from __future__ import annotations

import os
import re
from pathlib import Path

from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, UnsupportedFileError
from explorer.formats.reader import CheckpointReader
from explorer.formats.table import MAGIC
from explorer.formats.tensor_bundle import TensorBundle
from explorer.storage.files import FileSource

_SUFFIX = re.compile(r"\.(?:index|meta|data-\d{5,}-of-\d{5,})\Z")
_SHARDS = re.compile(r"-\?{5}-of-\d{5}\Z")  # how a V1 checkpoint in several files is called
_HDF5 = b"\x89HDF\r\n\x1a\n"
_ZIP = b"PK\x03\x04"


def choose_reader(path: Path | str) -> CheckpointReader:
    """Open the checkpoint that `path` belongs to; see `reader.open_reader` for the errors."""
    try:
        path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as the user wrote them
        if os.path.lexists(f"{path}.index"):
            return TensorBundle(path)
        if os.path.isdir(path):  # noqa: PTH112 - a name too long raises in pathlib
            return _open_directory(path)
        prefix = path.with_name(_SUFFIX.sub("", path.name))
        if prefix != path and prefix.name and os.path.lexists(f"{prefix}.index"):
            return TensorBundle(prefix)
        is_there = os.path.lexists(path)
    except ValueError as error:  # a NUL in the name
        raise MissingFileError("no file can have this name", path=repr(str(path))) from error
    if not is_there and _has_data_files(path):
        raise MissingFileError(
            "its data files are there, but not its index",
            hint="The checkpoint may still be being written: the index comes last.",
            path=path,
        )
    if not is_there and _is_first_format(path.with_name(_SHARDS.sub("", path.name) or path.name)):
        raise _first_format("it is", path)
    if not is_there:
        raise MissingFileError(
            "there is no checkpoint of this name",
            hint="A checkpoint is named by its prefix, model.ckpt-200 for model.ckpt-200.index.",
            path=path,
        )
    raise _explain(path)


def _has_data_files(prefix: Path) -> bool:
    try:
        with os.scandir(prefix.parent) as entries:
            return any(entry.name.startswith(f"{prefix.name}.data-") for entry in entries)
    except OSError:
        return False


def _first_format(what: str, path: Path) -> UnsupportedFileError:
    return UnsupportedFileError(
        f"{what} a checkpoint of TensorFlow's first format (V1), recognised; "
        "reading its values comes in a later release",
        path=path,
    )


def _is_first_format(prefix: Path) -> bool:
    """Whether a V1 checkpoint lies at `prefix`: one table file of that name, or several, numbered."""
    try:
        files = [prefix] if prefix.is_file() else []
        if not files:
            shard = re.compile(re.escape(prefix.name) + r"-\d{5}-of-\d{5}", re.DOTALL)
            with os.scandir(prefix.parent) as entries:
                files = [Path(entry.path) for entry in entries if shard.fullmatch(entry.name)][:1]
        for file in files:
            with FileSource(file) as source:
                return (
                    int.from_bytes(source.read(max(source.size - 8, 0), min(source.size, 8)), "little")
                    == MAGIC
                )
    except (OSError, ExplorerError):
        pass
    return False


def _open_directory(path: Path) -> CheckpointReader:
    variables = path / "variables" / "variables"
    if os.path.lexists(path / "saved_model.pb") and os.path.lexists(f"{variables}.index"):
        return TensorBundle(variables)
    raise UnsupportedFileError(
        "it is a directory, not one checkpoint", hint="Open it as a model_dir.", path=path
    )


def _explain(path: Path) -> ExplorerError:
    """What the file at `path` is, since it is no part of a bundle that we can open."""
    with FileSource(path) as source:
        head = source.read(0, min(source.size, 64))
        tail = source.read(max(source.size - 8, 0), min(source.size, 8))
    name = path.name
    if (match := _SUFFIX.search(name)) is not None:
        prefix = name[: match.start()]
        if _is_first_format(path.with_name(prefix)):
            return _first_format(f"it belongs to {prefix},", path)
        return MissingFileError(
            f"it is a file of the checkpoint {prefix}, whose index {prefix}.index is not there",
            hint="The checkpoint may still be being written, or was deleted in part.",
            path=path,
        )
    if int.from_bytes(tail, "little") == MAGIC:
        kind = "a checkpoint of TensorFlow's first format (V1)"
    elif head.startswith(_HDF5):
        kind = "a Keras HDF5 file"
    elif head.startswith(_ZIP) and name.endswith(".keras"):
        kind = "a Keras 3 archive"
    elif "tfevents" in name:
        kind = "an event file of TensorBoard"
    elif name == "saved_model.pb":
        kind = "the graph of a SavedModel; its values lie in variables/"
        return UnsupportedFileError(f"it is {kind}", hint="Open the folder of the SavedModel.", path=path)
    elif name == "checkpoint" or head.lstrip().startswith((b"model_checkpoint_path", b"all_model_")):
        return UnsupportedFileError(
            "it is the list of a directory's checkpoints, not one of them",
            hint="Open the directory.",
            path=path,
        )
    elif not head:
        return CorruptFileError("the file is empty", hint="It may still be being written.", path=path)
    else:
        return UnsupportedFileError("it is no checkpoint file that we know", path=path)
    return UnsupportedFileError(
        f"it is {kind}, recognised; reading its values comes in a later release", path=path
    )
