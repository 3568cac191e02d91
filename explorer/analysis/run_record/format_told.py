"""What only some formats tell: names, roles and slots of their own, and the configuration of a Keras file."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer.analysis.run_record.sealed import BrokenSealError, parse_object
from explorer.errors import ExplorerError
from explorer.formats.hdf5_reader import Hdf5Reader
from explorer.formats.keras_archive import KerasArchive, KerasMetadata
from explorer.formats.keras_layout import NO_CONTENTS, KerasContents
from explorer.formats.reader import CheckpointReader


@dataclass(frozen=True, slots=True)
class FormatTold:
    """See `CheckpointReader` and `Hdf5Reader`. `kind`: which of the readers told it, "" for the plain ones."""

    kind: str = ""  # "hdf5", "archive"
    names: Sequence[str] | None = None
    roles: Mapping[int, str] = field(default_factory=dict)
    slots: Mapping[int, tuple[int, str, str]] = field(default_factory=dict)
    contents: KerasContents = NO_CONTENTS
    config: bytes | None = None
    training: bytes | None = None
    metadata: KerasMetadata = field(default_factory=KerasMetadata)


def format_told_by(reader: CheckpointReader) -> FormatTold:
    """Ask a reader; a configuration that cannot be read counts as none."""
    names = None if reader.told_names is None else tuple(reader.told_names)
    plain = FormatTold("", names, dict(reader.told_roles), dict(reader.told_slots))
    if not isinstance(reader, Hdf5Reader):
        return plain
    is_archive = isinstance(reader, KerasArchive)
    config = training = None
    try:
        config, training = reader.config_json(), reader.training_json()
    except ExplorerError:
        pass
    return FormatTold(
        "archive" if is_archive else "hdf5",
        plain.names,
        plain.roles,
        plain.slots,
        reader.contents,
        config,
        training,
        reader.metadata if isinstance(reader, KerasArchive) else KerasMetadata(),
    )


def format_to_bytes(told: FormatTold) -> bytes:
    """Equal for readers that tell the same, so that the steps of a run share it."""
    contents = told.contents
    value = {
        "kind": told.kind,
        "names": None if told.names is None else list(told.names),
        "roles": [[row, role] for row, role in told.roles.items()],
        "slots": [[row, *slot] for row, slot in told.slots.items()],
        "layer_names": {name: list(names) for name, names in contents.layer_names.items()},
        "weight_names": {name: list(names) for name, names in contents.weight_names.items()},
        "versions": dict(contents.versions),
        "groups": sorted(contents.groups),
        "group_names": dict(contents.names),
        "config": _text(told.config),
        "training": _text(told.training),
        "keras_version": told.metadata.keras_version,
        "date_saved": told.metadata.date_saved,
    }
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def format_from_bytes(data: bytes, rows: int) -> FormatTold:
    """What was told of a table of so many rows. Raises BrokenSealError."""
    value = parse_object(data)
    try:
        names = value["names"]
        told = FormatTold(
            kind=str(value["kind"]),
            names=None if names is None else tuple(map(str, names)),
            roles={int(row): str(role) for row, role in value["roles"]},
            slots={int(row): (int(of), str(slot), str(scope)) for row, of, slot, scope in value["slots"]},
            contents=KerasContents(
                layer_names={name: tuple(names) for name, names in value["layer_names"].items()},
                weight_names={name: tuple(names) for name, names in value["weight_names"].items()},
                versions=dict(value["versions"]),
                groups=frozenset(value["groups"]),
                names=dict(value["group_names"]),
            ),
            config=_octets(value["config"]),
            training=_octets(value["training"]),
            metadata=KerasMetadata(str(value["keras_version"]), str(value["date_saved"])),
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise BrokenSealError from error
    owners = (owner for owner, _, _ in told.slots.values())
    if any(not 0 <= row < rows for row in (*told.roles, *told.slots)) or any(
        not -1 <= owner < rows for owner in owners
    ):
        raise BrokenSealError
    if told.names is not None and len(told.names) != rows:
        raise BrokenSealError
    return told


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode("ascii")


def _octets(value: Any) -> bytes | None:
    return None if value is None else base64.b64decode(value, validate=True)
