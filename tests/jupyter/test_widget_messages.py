"""No message to the page is larger than it may be, whatever a checkpoint holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.errors import CorruptFileError
from explorer.jupyter.widget_answers import Answers
from explorer.jupyter.widget_messages import ROOM_BYTES, checked, fitting, size_of, told
from tests.builders import write_bundle, write_many

QUESTIONS = ("directory", "table", "graph", "part", "compare", "restore")


def all_answers(answers: Answers) -> list[dict[str, Any]]:
    start = answers.start()
    sides = {"newer": start["newer"], "older": start["older"], "target": start["newer"]}
    key = answers.answer({"ask": "table", **sides})["rows"][0][0]
    found = [start]
    for what in QUESTIONS:
        found.append(answers.answer({"ask": what, **sides, "all": True, "key": key, "count": 10**9}))
    return [*found, answers.answer({"ask": "variable", **sides, "key": key})]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    folder = tmp_path_factory.mktemp("large")
    for step in (1, 2):
        write_many(folder / f"model.ckpt-{step}", 3000)
    return Answers(folder)


def test_messages_of_a_large_checkpoint_are_small(large: Answers):
    assert max(map(size_of, all_answers(large))) < ROOM_BYTES


def test_messages_of_an_unfolded_graph_are_small_and_say_what_is_left_out(large: Answers):
    newer = large.start()["newer"]
    large.answer({"ask": "graph", "newer": newer})
    large.answer({"ask": "graph", "newer": newer, "act": "unfold all"})

    part = large.answer({"ask": "part", "rect": None})

    assert size_of(part) < ROOM_BYTES
    assert part["left_out"] > 0


@given(
    names=st.lists(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).map(lambda text: text * 60),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    copies=st.integers(1, 40),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_messages_of_any_names_are_small(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], copies: int
):
    folder = tmp_path_factory.mktemp("named")
    tensors = {f"{name}/{copy}": np.float32(copy) for name in names for copy in range(copies)}
    for step in (1, 2):
        write_bundle(folder / f"model.ckpt-{step}", tensors)

    assert max(map(size_of, all_answers(Answers(folder)))) < ROOM_BYTES


@given(sizes=st.lists(st.integers(0, 90_000), min_size=1, max_size=40))
def test_as_many_rows_are_sent_as_fit(sizes: list[int]):
    page = fitting(lambda most: {"rows": ["x" * size for size in sizes[:most]]}, len(sizes))

    assert size_of(page) <= ROOM_BYTES
    assert page["rows"] or not sizes


def test_a_message_that_is_too_large_is_never_sent():
    with pytest.raises(AssertionError, match="too large for the page"):
        checked({"text": "é" * ROOM_BYTES})


def test_a_number_javascript_has_no_word_for_is_never_sent():
    with pytest.raises(ValueError, match="not JSON compliant"):
        checked({"mean": float("nan")})


def test_errors_are_sentences_and_bugs_tell_no_traceback(caplog: pytest.LogCaptureFixture):
    explained = told(CorruptFileError("ends with <b>", path=Path("/tmp/\u202ex")))
    bug = told(ZeroDivisionError("division by zero"))

    assert explained == {
        "problem": r"Ends with <b> (path /tmp/\u202ex).",
        "hint": "The file is damaged, still being written, or a copy of it was cut short.",
    }
    assert bug["problem"] == "Something went wrong inside Checkpoint Explorer (ZeroDivisionError)."
    assert "division by zero" in caplog.text
