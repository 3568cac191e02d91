"""What TensorFlow raises on a damaged object-based checkpoint, where the files tell without reading values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.analysis.restoring.outcome import Raised
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint


def reading_error(checkpoint: Checkpoint, row: int) -> Raised:
    """What RestoreV2 raises for a value that cannot be trusted."""
    problem = checkpoint.table.problems.get(row, "")
    shard = int(checkpoint.table.shard[row])
    parts = checkpoint.table.slices.get(row, ())
    if shard < 0 and parts:
        shard = parts[0].shard
    files = {file.name: file for file in checkpoint.reader.data_files}
    name = next((name for name in files if f".data-{shard:05d}-of-" in name), "")
    if not name or not (checkpoint.prefix.parent / name).exists():
        return Raised("NotFoundError", f"<path>{name and '/' + name}; No such file or directory")
    if "short" in problem or "end" in problem or "beyond" in problem:
        return Raised("OutOfRangeError", "Read less bytes than requested")
    return Raised("DataLossError", f"TensorBundle at <path> shard {shard}: {problem}")


def graph_error(checkpoint: Checkpoint, tensorflow: str) -> Raised | None:
    """What reading the object graph itself raises; None where it can be read."""
    try:
        data = checkpoint.reader.object_graph_bytes()
    except MissingFileError as error:
        where = str(error.where) if getattr(error, "where", None) else ""
        name = where.rpartition("/")[2].split(":")[0] if where else ""
        return Raised("OpError", f"<path>{name and '/' + name}; No such file or directory")
    except CorruptFileError as error:
        if "checksum" in error.problem.lower():
            return Raised(
                "DataLossError" if tensorflow == "1.15" else "OpError",
                f"Checksum does not match: {error.problem}",
            )
        if tensorflow == "1.15":
            return Raised("OutOfRangeError", "Read less bytes than requested")
        return Raised("IndexError", "Read less bytes than requested")
    except ExplorerError as error:
        return Raised("OpError", error.problem)
    if data is not None and checkpoint.object_graph is None:
        return Raised("DecodeError", "Error parsing message with type 'tensorflow.TrackableObjectGraph'")
    return None
