"""Checkpoints that are deleted while a directory is open stay in its series."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from explorer.checkpoints.model_dir import (
    BEING_WRITTEN,
    COMPLETE,
    DAMAGED,
    GONE,
    CheckpointEntry,
    ModelDir,
)
from explorer.checkpoints.seen import NOTHING_SEEN, Seen, with_gone

DIRECTORY = Path("/nowhere/run")
INDEX, DATA = ("ckpt.index", 100, 7, 1), ("ckpt.data-00000-of-00001", 900, 6, 2)
NEW_INDEX = ("ckpt.index", 0, 8, 1)
NOON = time.mktime((2026, 5, 4, 12, 0, 0, 0, 0, -1))


def saved(number: int, status: str = COMPLETE, **other) -> CheckpointEntry:
    values = {
        "prefix": f"ckpt-{number}",
        "path": DIRECTORY / f"ckpt-{number}",
        "family": "ckpt",
        "step": 100 * number,
        "number": number,
        "epoch": None,
        "format": "tensor_bundle",
        "status": status,
        "size_bytes": 1000,
        "modified": 50.0 + number,
        "is_resolved": True,
        "stamp": (DATA, INDEX),
    }
    return CheckpointEntry(**(values | other))


def run_of(*entries: CheckpointEntry) -> ModelDir:
    return ModelDir(DIRECTORY, entries, None, "", (), ())


def after(*scans: ModelDir) -> ModelDir:
    """What is shown after these scans, a minute apart from noon on."""
    seen, shown = NOTHING_SEEN, run_of()
    for minute, scan in enumerate(scans):
        seen, shown = with_gone(seen, scan, NOON + 60 * minute)
    return shown


def marks(run: ModelDir) -> list[tuple[str, str]]:
    return [(entry.prefix, entry.status) for entry in run.checkpoints]


def test_a_deleted_checkpoint_stays_with_what_was_last_known_of_it():
    shown = after(run_of(saved(1), saved(2)), run_of(saved(2)), run_of(saved(2), saved(3)))

    assert marks(shown) == [("ckpt-1", GONE), ("ckpt-2", COMPLETE), ("ckpt-3", COMPLETE)]
    assert shown.checkpoints[0] == replace(
        saved(1),
        status=GONE,
        problems=("Its files were deleted at about 12:01, while this directory was open.",),
    )


def test_what_nobody_saw_is_gone_in_the_words_of_the_scan():
    lost = saved(1, GONE, size_bytes=0, modified=None, problems=("The checkpoint file names it.",))

    assert after(run_of(lost)).checkpoints == (lost,)


def test_one_the_state_file_still_names_keeps_what_was_known_of_it():
    listed = saved(1, GONE, size_bytes=0, step=None, modified=None, is_listed=True)

    shown = after(run_of(saved(1)), run_of(listed))

    assert [(e.step, e.size_bytes, e.is_listed) for e in shown.checkpoints] == [(100, 1000, True)]
    assert "12:01" in shown.checkpoints[0].problems[0]


def test_a_checkpoint_made_again_is_alive_again():
    again = saved(1, modified=99.0)

    assert after(run_of(saved(1)), run_of(), run_of(again)).checkpoints == (again,)


def test_one_deleted_while_it_was_read_keeps_the_step_read_before():
    half_read = replace(saved(1), step=None, number=None)

    shown = after(run_of(saved(1)), run_of(half_read), run_of())

    assert [(e.step, e.number, e.status) for e in shown.checkpoints] == [(100, 1, GONE)]


def test_the_time_it_was_first_missed_stays():
    shown = after(run_of(saved(1)), run_of(), run_of(), run_of())

    assert "12:01" in shown.checkpoints[0].problems[0]


def test_a_half_written_one_that_vanishes_leaves_nothing():
    assert after(run_of(saved(1, BEING_WRITTEN)), run_of()).checkpoints == ()


def test_a_name_that_was_only_guessed_whole_leaves_nothing():
    guessed = saved(1, is_resolved=False)

    assert after(run_of(guessed), run_of(saved(1, BEING_WRITTEN)), run_of()).checkpoints == ()


def test_a_deletion_under_way_is_no_save_under_way():
    rest = saved(1, BEING_WRITTEN, stamp=(DATA,))

    shown = after(run_of(saved(1), saved(2)), run_of(rest, saved(2)), run_of(saved(2)))

    assert marks(after(run_of(saved(1)), run_of(rest))) == [("ckpt-1", GONE)]
    assert marks(shown) == [("ckpt-1", GONE), ("ckpt-2", COMPLETE)]


def test_a_checkpoint_saved_again_over_itself_is_being_written():
    again = saved(1, BEING_WRITTEN, stamp=(DATA, NEW_INDEX))

    assert marks(after(run_of(saved(1)), run_of(again))) == [("ckpt-1", BEING_WRITTEN)]
    assert marks(after(run_of(saved(1)), run_of(again), run_of())) == [("ckpt-1", GONE)]


def test_a_damaged_one_that_is_deleted_was_seen_all_the_same():
    assert marks(after(run_of(saved(1, DAMAGED)), run_of())) == [("ckpt-1", GONE)]


def test_memory_is_bounded_and_the_longest_gone_are_forgotten_first():
    seen = NOTHING_SEEN
    for number in range(1, 8):
        seen, shown = with_gone(seen, run_of(saved(number)), NOON + number, most=4)

    assert marks(shown) == [("ckpt-4", GONE), ("ckpt-5", GONE), ("ckpt-6", GONE), ("ckpt-7", COMPLETE)]
    assert len(seen.whole) == 4
    assert len(seen.missed) == 3


def test_more_on_disk_than_are_remembered_are_all_shown():
    entries = [saved(number) for number in range(1, 9)]

    seen, shown = with_gone(Seen(), run_of(*entries), NOON, most=4)

    assert shown.checkpoints == tuple(entries)
    assert len(seen.whole) == 4


@given(st.lists(st.dictionaries(st.integers(1, 6), st.sampled_from([COMPLETE, BEING_WRITTEN, DAMAGED]))))
def test_whatever_happens_each_prefix_stands_there_once_and_what_is_on_disk_as_it_is(scans):
    seen = NOTHING_SEEN
    whole: set[int] = set()
    for at, scan in enumerate(scans):
        entries = [saved(number, status, modified=1000.0 + at) for number, status in sorted(scan.items())]
        seen, shown = with_gone(seen, run_of(*entries), NOON + at)
        whole |= {number for number, status in scan.items() if status != BEING_WRITTEN}
        alive = tuple(entry for entry in shown.checkpoints if entry.status != GONE)

        assert alive == tuple(entries)
        assert {entry.number for entry in shown.checkpoints} == whole | scan.keys()
        assert len(shown.checkpoints) == len({entry.prefix for entry in shown.checkpoints})
