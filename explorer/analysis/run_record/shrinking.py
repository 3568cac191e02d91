"""A record that outgrew its cap: the counts of the oldest-used checkpoints go first, then these checkpoints."""

from __future__ import annotations

import sqlite3

from explorer.analysis.run_record.database import Database

_SMALLER = 0.75  # of the cap: not to be looked at again after each step


def shrink(database: Database, cap_bytes: int) -> bool:
    """Drop what was not used for the longest time until the file fits; whether anything was dropped.

    The order: answers about checkpoints that are not remembered, statistics, changes, checkpoints;
    each of the oldest-used checkpoint first. The last used checkpoint stays.
    """
    size = database.size_bytes()
    if size <= cap_bytes:
        return False
    left = size - int(cap_bytes * _SMALLER)

    def change(connection: sqlite3.Connection) -> None:
        nonlocal left
        oldest = [
            name for (name,) in connection.execute("SELECT content FROM checkpoints ORDER BY used, rowid")
        ]
        for table, column in (("statistics", "content"), ("changes", "older"), ("changes", "newer")):
            connection.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT content FROM checkpoints)")
        for table, column in (("statistics", "content"), ("changes", "newer"), ("checkpoints", "content")):
            sizes = _sizes(connection, table, column)
            for name in oldest[: -1 if table == "checkpoints" else None]:
                if left <= 0:
                    break
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))
                left -= sizes.get(name, 0)
        connection.execute(
            "DELETE FROM shared WHERE hash NOT IN (SELECT layout FROM checkpoints UNION SELECT places FROM "
            "checkpoints UNION SELECT format FROM checkpoints UNION SELECT graph FROM checkpoints WHERE graph NOT NULL)"
        )

    dropped = database.write(change)
    if dropped:
        database.give_room_back()
    return dropped


def _sizes(connection: sqlite3.Connection, table: str, column: str) -> dict[bytes, int]:
    """Bytes of the rows of each checkpoint."""
    lengths = "length(data)" if table != "checkpoints" else "length(told) + length(sums) + length(small)"
    return dict(connection.execute(f"SELECT {column}, sum({lengths} + 64) FROM {table} GROUP BY {column}"))
