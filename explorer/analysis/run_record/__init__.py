"""The record of a run: what was seen and computed of its checkpoints, kept beyond their files.

A cache in the user's own folder, never in the opened directory. Losing it loses time, nothing else.
"""

from explorer.analysis.run_record.folder import (
    DEFAULT_CAP_BYTES,
    RecordFile,
    clear_records,
    has_record,
    list_records,
    record_folder,
    record_size,
)
from explorer.analysis.run_record.record import RunRecord

__all__ = [
    "DEFAULT_CAP_BYTES",
    "RecordFile",
    "RunRecord",
    "clear_records",
    "has_record",
    "list_records",
    "record_folder",
    "record_size",
]
