"""At which steps a tensor is not finite: the search's looks and the measured changes, against the arrays themselves."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.statistics import tensor_statistics
from explorer.analysis.updates import (
    BadSpan,
    bad_spans,
    consecutive,
    first_unhealthy,
    health_of,
    look_where_unknown,
    readable,
    run_moves,
)
from tests.analysis.updates.plain_change import write_run
from tests.builders import data_name


def floats(*values: float) -> np.ndarray[Any, Any]:
    return np.array(values, np.float32)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([1.0, 2.0, np.nan, np.inf]), min_size=2, max_size=2), min_size=2, max_size=6
    )
)
def test_all_that_is_known_together_is_the_truth(values: list[list[float]]) -> None:
    with TemporaryDirectory() as folder:
        run, cache = write_run(Path(folder), [{"w": floats(*pair)} for pair in values])
        entries = readable(run, "model.ckpt")
        found = first_unhealthy(entries, cache.open)
        moves = run_moves(consecutive(run, "model.ckpt"), cache.open)

        states = health_of(entries, found, moves, "w")
        looked = look_where_unknown(entries, cache.open, states, "w")

    truth = tuple(not np.isfinite(pair).all() for pair in values)
    assert len(states) == len(truth)
    for told, true in zip(states, truth):
        assert told is None or told == true
    assert looked == truth


@pytest.mark.parametrize(
    ("states", "start", "spans"),
    [
        ((False, True, False, False), 1, (BadSpan(1, 1, 2),)),
        ((False, True, True, False), 1, (BadSpan(1, 2, 3),)),
        ((False, True, True, True), 1, (BadSpan(1, 3),)),
        ((False, True, False, True), 1, (BadSpan(1, 1, 2), BadSpan(3, 3))),
        ((False, True, None, True), 1, (BadSpan(1, 3, is_sure=False),)),
        ((False, True, None, None), 1, (BadSpan(1, 1, is_sure=False),)),
        ((False, True, None, False), 1, (BadSpan(1, 1, 3),)),
        ((None, None), 0, (BadSpan(0, 0, is_sure=False),)),
    ],
)
def test_spans(states: Any, start: int, spans: Any) -> None:
    assert bad_spans(states, start) == spans


def test_nothing_is_assumed_where_statistics_tell_it_all_but_a_damaged_tensor(tmp_path: Path) -> None:
    """An infinity at one step of six, another tensor damaged at the step before."""
    steps = [
        {"harmed": np.full(100, 7 + step, np.float32), "w": floats(1, np.inf if step == 4 else 2)}
        for step in range(6)
    ]
    run, cache = write_run(tmp_path, steps)
    entries = readable(run, "model.ckpt")
    path = data_name(entries[3].path)
    data = bytearray(path.read_bytes())
    data[data.find(np.float32(10).tobytes())] ^= 0xFF
    path.write_bytes(bytes(data))

    def known(checkpoint: Any, keys: Any) -> Any:
        sound = [key for key in keys if not (checkpoint.name.endswith("-4") and key == "harmed")]
        return {key: tensor_statistics(checkpoint, key) for key in sound}

    found = first_unhealthy(entries, cache.open, known)

    assert found.entry is entries[4]
    assert (found.is_certain, found.passed_over) == (False, ())
    assert "assumed" not in found.sentence
    assert found.states == {"w": (False, False, False, False, True, False)}
    assert len(found.unread) == 1


@pytest.mark.parametrize("is_known", [False, True])
def test_tensors_without_one_finite_element_are_told_from_those_with_some(
    tmp_path: Path, is_known: bool
) -> None:
    steps = [
        {"all": floats(np.nan, np.inf), "nan": floats(np.nan, np.nan), "some": floats(np.nan, np.inf, 1)}
    ] * 2
    run, cache = write_run(tmp_path, steps)

    def statistics(checkpoint: Any, keys: Any) -> Any:
        return {key: tensor_statistics(checkpoint, key) for key in keys}

    found = first_unhealthy(readable(run, "model.ckpt"), cache.open, statistics if is_known else None)

    assert found.from_the_first == ("all", "nan", "some")
    assert found.nothing_finite == ("all", "nan")
