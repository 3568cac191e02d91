"""Which tensors of an older checkpoint most likely are tensors of a newer one under other keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, VALUE_SUFFIX
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task, breathing

CERTAIN = 0.9  # above it name, shape and neighbours agree, and nothing else comes near
PROVEN = 0.99  # the stored values are equal
DOUBTFUL = 0.8


@dataclass(frozen=True, slots=True)
class KeyPair:
    """One tensor under two keys, as it seems: a proposal, with what speaks for it.

    `confidence` lies in 0..1; `reason` says in words what was exchanged in the name or what is equal.
    """

    older_key: str
    newer_key: str
    confidence: float
    reason: str

    @property
    def is_certain(self) -> bool:
        """Whether it may be matched without being asked for; it is shown as a proposal all the same."""
        return self.confidence >= CERTAIN


def propose_key_pairs(older: Checkpoint, newer: Checkpoint, task: Task = QUIET) -> tuple[KeyPair, ...]:
    """Pairs among the keys only one side holds, equal in shape and dtype, in the order of the newer side.

    A key that both sides hold is never paired with another one: equal keys are the same variable.
    Names, neighbours, stored checksums and, up to a bound, values speak for a pair.
    """
    from explorer.analysis.renames import propose_renames  # late: most comparisons need none
    from explorer.checkpoints.spec import spec_from_checkpoint

    # Key by key, not as sets: those of 200,000 keys would keep the interpreter to themselves for long.
    if not (_has_more(older.table, newer.table) and _has_more(newer.table, older.table)):
        return ()
    target = spec_from_checkpoint(newer)
    shared = [
        (place, older.table.row_of[variable.key])
        for place, variable in enumerate(breathing(target.variables))
        if variable.key in older.table.row_of
    ]
    found = propose_renames(older, target, shared, task, values=True, target_checkpoint=newer)
    pairs = []
    same_values = _by_checksum(newer.table, older.table) if found else {}
    for pair in found:
        key, variable = older.table.keys[pair.row], target.variables[pair.variable]
        confidence = pair.confidence
        names = older.names[pair.row], variable.full_name or variable.name
        is_alike = _last_part(key) == _last_part(variable.key) or _last_part(names[0]) == _last_part(names[1])
        if confidence < PROVEN and not is_alike:
            # The only two of a shape are a pair for a target that needs one; here they may be two variables.
            confidence = min(confidence, DOUBTFUL)
        if (equal := same_values.get(_checksum(older.table, pair.row))) and variable.key != equal:
            confidence = min(confidence, DOUBTFUL)  # names say this one, values another
        pairs.append(KeyPair(key, variable.key, confidence, pair.reason))
    return tuple(pairs)


def _has_more(table: TensorTable, other: TensorTable) -> bool:
    """Whether one table has a key of a value that the other has not."""
    known = other.row_of
    return any(key not in known for key in breathing(table.keys) if key != OBJECT_GRAPH_KEY)


def _by_checksum(table: TensorTable, other: TensorTable) -> dict[tuple[object, ...] | None, str]:
    """Checksum, size, dtype and shape -> the only key that has them, of the keys the other table has not."""
    found: dict[tuple[object, ...] | None, str] = {}
    for row, key in enumerate(breathing(table.keys)):
        if key not in other.row_of:
            told = _checksum(table, row)
            found[told] = "" if told in found else key
    return {told: key for told, key in found.items() if told is not None and key}


def _checksum(table: TensorTable, row: int) -> tuple[object, ...] | None:
    """What is equal where values are, and hardly elsewhere; None where no checksum is stored."""
    crc = int(table.crc32c[row])
    return (crc, int(table.size_bytes[row]), int(table.dtype[row]), table.shape(row)) if crc else None


def _last_part(key: str) -> str:
    return key.removesuffix(VALUE_SUFFIX).rpartition("/")[2]


def usable_pairs(pairs: Iterable[KeyPair], older: Iterable[str], newer: Iterable[str]) -> dict[str, KeyPair]:
    """Newer key -> its pair, of pairs between keys that only one side holds; each key is used once."""
    old_keys, new_keys = set(older), set(newer)
    found: dict[str, KeyPair] = {}
    used: set[str] = set()
    for pair in pairs:
        is_apart = pair.older_key not in new_keys and pair.newer_key not in old_keys
        is_there = pair.older_key in old_keys and pair.newer_key in new_keys
        if is_apart and is_there and pair.older_key not in used and pair.newer_key not in found:
            used.add(pair.older_key)
            found[pair.newer_key] = pair
    return found
