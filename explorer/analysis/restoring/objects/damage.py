"""What TensorFlow raises on a damaged object-based checkpoint, where the files tell without reading values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.analysis.restoring.outcome import Raised
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError
from explorer.formats.dtypes import data_type

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint


def reading_error(checkpoint: Checkpoint, row: int) -> Raised:
    """What RestoreV2 raises for a value that cannot be trusted."""
    table = checkpoint.table
    name = _missing_file(checkpoint, row)
    if name:
        return Raised("NotFoundError", f"<path>/{name}; No such file or directory")
    item = data_type(int(table.dtype[row])).item_size
    if item and row not in table.slices:
        expected, size = int(table.element_count[row]) * item, int(table.size_bytes[row])
        if expected >= 0 and size != expected:
            return Raised(
                "DataLossError",
                f"Invalid size in bundle entry: key {table.keys[row]}; stored size {size}; expected size {expected}",
            )
    if "should end at byte" in table.problems.get(row, ""):
        return Raised("OutOfRangeError", "Read less bytes than requested")
    return Raised("DataLossError", f"<values> of {table.keys[row]}: {table.problems.get(row, 'damaged')}")


def graph_error(checkpoint: Checkpoint, tensorflow: str) -> Raised | None:
    """What reading the object graph itself raises; None where it can be read."""
    row = checkpoint.table.find(OBJECT_GRAPH_KEY)
    is_old = tensorflow == "1.15"
    try:
        data = checkpoint.reader.object_graph_bytes()
    except MissingFileError:
        name = _missing_file(checkpoint, row) if row >= 0 else ""
        return Raised("OpError", f"<path>{name and '/' + name}; No such file or directory")
    except CorruptFileError as error:
        if "checksum" in error.problem:
            return Raised(
                "DataLossError" if is_old else "OpError",
                "TensorBundle at <path> shard <values>: Checksum does not match: stored <values> vs. calculated on "
                "the restored bytes <values>",
            )
        return Raised("OutOfRangeError" if is_old else "IndexError", "Read less bytes than requested")
    except ExplorerError as error:
        return Raised("OpError", error.problem)
    if data is not None and checkpoint.object_graph is None:
        return Raised("DecodeError", "Error parsing message with type 'tensorflow.TrackableObjectGraph'")
    return None


def _missing_file(checkpoint: Checkpoint, row: int) -> str:
    """The name of the data file a value lies in, where that file is gone; "" where it is there."""
    table = checkpoint.table
    shards = {part.shard for part in table.slices.get(row, ())} or {int(table.shard[row])}
    for file in checkpoint.reader.data_files:
        if any(f".data-{shard:05d}-of-" in file.name for shard in shards):
            try:
                if not (checkpoint.prefix.parent / file.name).is_file():
                    return file.name
            except OSError:
                return file.name
    return ""
