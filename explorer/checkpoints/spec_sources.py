"""A ModelSpec from whatever a path names: told by the content first, by the name where the content is silent."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import ref

from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.json_checks import parse_json
from explorer.checkpoints.keras_places import stored_places
from explorer.checkpoints.spec import ModelSpec, spec_from_checkpoint
from explorer.checkpoints.spec_file import MAX_BYTES, is_spec, spec_from_members
from explorer.checkpoints.spec_merge import merge_specs, moved_model
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, UnsupportedFileError, locating
from explorer.lazily import KeptWith
from explorer.storage.files import FileSource, is_directory, is_file, read_small_file

ACCEPTED = (
    "A target is a checkpoint of any format or its directory, a .meta or graph.pbtxt, a SavedModel, the JSON or"
    " .keras or .h5 of a Keras model, a table of names, shapes and dtypes (CSV, TSV, JSON), or the"
    " model_spec.json that the snippet writes in your program."
)
_HEAD = 4096
_HDF5, _ZIP = b"\x89HDF\r\n\x1a\n", b"PK\x03\x04"
_CONFIG_NAMES = ("model_spec.json", "config.json", "model.json")  # beside a checkpoint, in this order
_PART = re.compile(r"\.index$|\.data-\d+-of-\d+$")  # a data file may hold nothing but text
_STATE = b"model_checkpoint_path:"


def spec_at(path: Path) -> ModelSpec:
    """The spec of what lies at `path`.

    Raises:
        MissingFileError, FileAccessError: it is not there, or cannot be read.
        CorruptFileError: it is damaged.
        UnsupportedFileError: it is of no kind a target can be; the hint names those that are.
    """
    from explorer.checkpoints.graph_spec import is_graph_file, spec_from_graph_file

    if is_graph_file(path):
        return spec_from_graph_file(path)
    if is_directory(path):
        return _spec_of_directory(path)
    if not is_file(path) or path.name == "checkpoint" or _PART.search(path.name):
        return spec_from_checkpoint(open_checkpoint(path))
    with locating(path=str(path)):
        head = _head(path)
        if head.startswith((_HDF5, _ZIP)):
            return _spec_of_keras_file(path)
        if not _is_text(head) or head.lstrip().startswith(_STATE):
            return _spec_of_checkpoint_file(path)
        return _spec_of_text(path, head)


def _spec_of_directory(directory: Path) -> ModelSpec:
    """The latest checkpoint of a directory, with the configuration that lies beside it."""
    beside = next((directory / name for name in _CONFIG_NAMES if is_file(directory / name)), None)
    try:
        found = spec_from_checkpoint(open_checkpoint(directory))
    except MissingFileError:
        if beside is None:
            raise
        return spec_at(beside)
    if beside is None:
        return found
    try:
        return merge_specs(found, spec_at(beside))
    except ExplorerError as error:  # a file of the same name, of another program
        sentence = f"{beside.name} beside the checkpoint was left out: {error.problem}."
        return replace(found, problems=(*found.problems, sentence))


def _spec_of_keras_file(path: Path) -> ModelSpec:
    return keras_file_spec(open_checkpoint(path))


def keras_file_spec(checkpoint: Checkpoint) -> ModelSpec:
    """The variables stored in a Keras file, with the layers (and by the names) of the configuration it holds.

    Where it holds weights alone, or a configuration that cannot be read, the variables as they are stored.
    """
    return _KEPT.get(checkpoint, "", lambda: _keras_file_spec(checkpoint))


# A check asks for it as its target, and to see the layers of the file.
_KEPT: KeptWith[ModelSpec] = KeptWith()


# Text of the configuration -> (what the file stores, what became of it). A file is often checked against itself, opened twice.
_Texts = tuple[bytes | str, bytes | str | None, str]
_SHARED: dict[_Texts, tuple[ModelSpec, ref[ModelSpec]]] = {}


def _keras_file_spec(checkpoint: Checkpoint) -> ModelSpec:
    found = spec_from_checkpoint(checkpoint)
    texts = _texts_in(checkpoint)
    if texts is None:
        return found
    known = _SHARED.get(texts)
    made = known[1]() if known is not None else None
    if known is not None and made is not None and replace(known[0], source=found.source) == found:
        return replace(made, source=found.source)
    made = _with_config(found, texts, checkpoint.name)
    if made is not found:
        _SHARED[texts] = (found, ref(made, lambda gone: _forget(texts, gone)))
    return made


def _forget(texts: _Texts, gone: ref[ModelSpec]) -> None:
    known = _SHARED.get(texts)
    if known is not None and known[1] is gone:
        _SHARED.pop(texts, None)


def _with_config(found: ModelSpec, texts: _Texts, name: str) -> ModelSpec:
    """What a file stores with the layers and names of its configuration; as it is where that cannot be read."""
    from explorer.checkpoints.keras_config import spec_from_config

    text, training, version = texts
    try:
        config = spec_from_config(text, name, version, training)
    except ExplorerError:
        return found
    if config.keras is None:
        return found
    places = stored_places(found.variables, config.keras, config.variables)
    variables = list(found.variables)
    for variable, at in zip(config.variables, places):
        if at >= 0:
            role = variable.role if variable.role != "variable" else variables[at].role
            variables[at] = replace(
                variables[at],
                name=variable.name,
                full_name=variable.full_name,
                role=role,
                trainable=variable.trainable,
            )
    return replace(
        found,
        variables=tuple(variables),
        keras=moved_model(config.keras, places),
        conditions=replace(found.conditions, keras=found.conditions.keras or config.conditions.keras),
        problems=(*found.problems, *config.problems),
    )


def _texts_in(checkpoint: Checkpoint) -> _Texts | None:
    """A Keras file's configuration, that of its training, the version of Keras; None where none can be read."""
    from explorer.formats.hdf5_reader import Hdf5Reader
    from explorer.formats.keras_archive import KerasArchive

    reader = checkpoint.reader
    if not isinstance(reader, Hdf5Reader):
        return None
    try:
        text, training = reader.config_json(), reader.training_json()
        version = reader.metadata.keras_version if isinstance(reader, KerasArchive) else ""
        return (text, training, version) if text is not None else None
    except ExplorerError:
        return None


def _spec_of_checkpoint_file(path: Path) -> ModelSpec:
    try:
        return spec_from_checkpoint(open_checkpoint(path))
    except UnsupportedFileError as error:
        error.own_hint = ACCEPTED
        raise


def _spec_of_text(path: Path, head: bytes) -> ModelSpec:
    from explorer.checkpoints.graph_spec import spec_from_graph_text
    from explorer.checkpoints.spec_table import parse_table, spec_from_json

    source = f"{path.parent.name}/{path.name}"
    if b"node {" in head or b"node_def {" in head or head.lstrip().startswith(b"versions {"):
        from explorer.formats.graph_text import read_graph_text

        with FileSource(path) as file:
            return spec_from_graph_text(read_graph_text(file), source)
    data = read_small_file(path, MAX_BYTES)
    try:
        if head.lstrip()[:1] in (b"{", b"["):
            try:
                value: Any = parse_json(data, "target")
            except CorruptFileError:
                return parse_table(data, source)  # JSON lines, a list that Python printed
            if is_spec(value):
                return spec_from_members(value, source)
            if isinstance(value, dict) and "class_name" in value:
                from explorer.checkpoints.keras_config import spec_from_config

                return spec_from_config(data, source)
            return spec_from_json(value, source)
        return parse_table(data, source)
    except UnsupportedFileError as error:
        error.own_hint = f"{error.own_hint} {ACCEPTED}".strip()
        raise


def _head(path: Path) -> bytes:
    with FileSource(path) as file:
        head = file.read(0, min(_HEAD, file.size))
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head or not head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and len(head) == _HEAD  # a character was cut in two
    return True
