"""Keras classes and layer names in a SavedModel: `keras_metadata.pb`, JSON for each node of the object graph.

    SavedMetadata: 1 nodes
    SavedObject: 2 node_id, 3 node_path, 4 identifier, 5 metadata (JSON with class_name, name and config)

Source: Keras, keras/protobuf/saved_metadata.proto.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.errors import ExplorerError, MissingFileError
from explorer.formats.messages import parse_message
from explorer.storage.files import read_small_file

MAX_FILE_BYTES = 64 << 20
MAX_JSON_BYTES = 16 << 20  # of one node: the root repeats the configuration of all its layers


@dataclass(frozen=True, slots=True)
class KerasClass:
    """What Keras tells of one object. `optimizer` is the class of the optimizer it was compiled with, or ""."""

    class_name: str
    name: str
    optimizer: str


def read_keras_metadata(path: Path) -> tuple[dict[int, KerasClass], str]:
    """Node id -> class, and a sentence where the file is there but cannot be read."""
    try:
        stored = parse_message("KerasMetadata", read_small_file(path, MAX_FILE_BYTES))
    except MissingFileError:
        return {}, ""
    except ExplorerError as error:
        return {}, f"The names of the Keras classes cannot be read from {path.name}: {error.problem}."
    found = {}
    for node in stored.nodes:
        if (told := parse_keras_class(node.metadata)) is not None:
            found[node.node_id] = told
    return found, ""


def parse_keras_class(data: bytes) -> KerasClass | None:
    """Class and name in the JSON of one node; None if it tells neither, or is no such JSON."""
    if not data or len(data) > MAX_JSON_BYTES:
        return None
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):  # nested as deeply as no configuration is
        return None
    class_name, name = _word(told, "class_name"), _word(told, "name")
    optimizer = _word(_within(_within(told, "training_config"), "optimizer_config"), "class_name")
    return KerasClass(class_name, name, optimizer) if class_name or name else None


def _within(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _word(value: Any, key: str) -> str:
    """A text in a JSON object, without the package under which Keras registers classes ("Custom>Adam")."""
    word = _within(value, key)
    return word.rpartition(">")[2] if isinstance(word, str) else ""
