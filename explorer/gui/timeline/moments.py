"""Moments on the time axis: round times between two ends, and how they are written beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_STEPS_S = (
    *(1, 2, 5, 10, 30),
    *(count * _MINUTE for count in (1, 2, 5, 10, 30)),
    *(count * _HOUR for count in (1, 2, 3, 6, 12)),
    *(count * _DAY for count in (1, 2, 7, 14, 30, 90, 365)),
)
_MOST = 60


def nice_moments(low: float, high: float) -> Iterator[list[float]]:
    """Round local times between two moments (seconds since the epoch), ever fewer of them."""
    offset = _local_offset_s(low)
    for step in _STEPS_S:
        if (high - low) / step <= _MOST:
            first = -int(-(low + offset) // step)
            last = int((high + offset) // step)
            yield [float(number * step - offset) for number in range(first, last + 1)]


def moments(values: Sequence[float]) -> list[str]:
    """Each moment as short as it can be beside the others: "14:05", "14:05:30", "03-01 14:05", "2026-03-01"."""
    times = [_time(value) for value in values]
    known = [time for time in times if time is not None]
    distinct = len({value for value, time in zip(values, times) if time is not None})
    if not known:
        return ["?"] * len(times)
    days = {time.date() for time in known}
    if len({time.replace(microsecond=0) for time in known}) < distinct:
        return ["?" if time is None else f"{time:%H:%M:%S}.{time.microsecond // 1000:03d}" for time in times]
    if len({(time.date(), time.hour, time.minute) for time in known}) < distinct:
        pattern = "%H:%M:%S" if len(days) == 1 else "%m-%d %H:%M:%S"
    elif len(days) == 1:
        pattern = "%H:%M"
    elif all(time.hour == time.minute == 0 for time in known):
        pattern = "%m-%d" if len({day.year for day in days}) == 1 else "%Y-%m-%d"
    else:
        pattern = "%m-%d %H:%M"
    return ["?" if time is None else time.strftime(pattern) for time in times]


def _time(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds)
    except (OverflowError, OSError, ValueError):  # a file system may claim any time
        return None


def _local_offset_s(seconds: float) -> float:
    time = _time(seconds)
    offset = time.astimezone().utcoffset() if time is not None else None
    return offset.total_seconds() if offset is not None else 0.0
