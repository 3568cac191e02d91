"""What the inspector tells of a variable since the older step, of its optimizer and of its rank."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from explorer.gui.inspector.inspector import Inspector
from explorer.gui.inspector.parts import Facts
from explorer.gui.moves.knowledge import knowledge_of
from tests.builders import write_bundle

KERNEL = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"
MATRIX = np.outer(np.arange(1, 4), [1.0, 2.0]).astype(np.float32)


@pytest.fixture
def inspect(qtbot, session):
    """`inspect(directory, key)`: the inspector when everything has arrived."""

    def show(directory, key: str) -> Inspector:
        inspector = Inspector(session)
        qtbot.addWidget(inspector)
        inspector.resize(300, 900)
        inspector.show()
        session.open(directory)
        qtbot.waitUntil(lambda: session.newer is not None and not session.is_busy(), timeout=10_000)
        session.select(key)
        settle(qtbot, inspector)
        return inspector

    return show


@pytest.fixture
def run(tmp_path):
    for step, factor in ((1, 1.0), (2, -1.0)):
        tensors = {
            "flipped": np.array([1.0, 2.0, 0.0, factor], np.float32) * np.float32(factor),
            "kept": np.ones(3, np.float32),
            "odd": np.array([1.0, np.nan if step == 2 else 1.0, step], np.float32),
            "matrix": MATRIX * np.float32(factor),
            "text": b"one",
            "lost": np.full(4, np.nan, np.float32),
            "global_step": np.int64(step),
        }
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)
    return tmp_path


def settle(qtbot, inspector) -> None:
    session = inspector.session
    for _ in range(2):
        qtbot.waitUntil(
            lambda: (
                not inspector.is_busy() and not session.statistics.is_busy() and not session.changes.is_busy()
            ),
            timeout=10_000,
        )


def facts(inspector, name: str) -> dict[str, str] | None:
    found = inspector.findChildren(Facts, name)
    return found[-1].values if found else None


def sentences(inspector) -> list[str]:
    return [label.text() for label in inspector.findChildren(QLabel) if not label.isHidden()]


def test_flipped_signs_are_counted(inspect, run):
    inspector = inspect(run, "flipped")

    found = facts(inspector, "change_facts")

    assert found["flipped"] == "2 (50 %)"
    assert found["changed"] == "3 (75 %)"
    assert found["largest"] == "4"


def test_no_flip_is_said_so(inspect, run):
    assert facts(inspect(run, "odd"), "change_facts")["flipped"] == "none"


def test_a_value_that_stayed_is_said_to_be_unchanged(inspect, run):
    assert facts(inspect(run, "kept"), "change_facts") == {"changed": "= unchanged, bit for bit"}


def test_values_that_are_not_finite_are_left_out_and_counted(inspect, run):
    assert facts(inspect(run, "odd"), "change_facts")["left out"] == "! 1 value not finite"


def test_one_string_is_one_value(qtbot, inspect, run):
    inspector = inspect(run, "text")

    qtbot.waitUntil(lambda: "1 value of dtype string: no numbers, no statistics." in sentences(inspector))
    assert "It has no numbers to compare." in sentences(inspector)


def test_numbers_none_of_which_is_finite_are_counted(qtbot, inspect, run):
    inspector = inspect(run, "lost")

    qtbot.waitUntil(lambda: "None of its values is finite." in sentences(inspector))
    assert facts(inspector, "statistics_facts") == {"zero": "0", "NaN": "4"}


def test_the_rank_is_measured_when_the_button_is_pressed(qtbot, inspect, run):
    inspector = inspect(run, "matrix")
    before = facts(inspector, "rank_facts")

    qtbot.mouseClick(inspector.findChild(QPushButton, "inspector_rank"), Qt.MouseButton.LeftButton)
    settle(qtbot, inspector)

    assert before is None
    assert facts(inspector, "rank_facts") == {"effective": "1 of 2", "stable": "1"}


def test_a_vector_offers_no_rank(inspect, run):
    assert inspect(run, "kept").findChild(QPushButton, "inspector_rank") is None


def test_the_optimizers_last_step_is_told_with_what_was_assumed(inspect, golden):
    found = facts(inspect(golden / "net_adam_manager_legacy_tf215/tf_ckpts", KERNEL), "optimizer_step_facts")

    assert found["optimizer"] == "Adam"
    assert 0 < float(found["step / ‖w‖"]) < 1
    assert "epsilon" in found["assumed"]


def test_the_first_nan_is_told_once_the_run_was_looked_at(qtbot, inspect, run):
    inspector = inspect(run, "odd")
    session = inspector.session
    knowledge = knowledge_of(session)
    knowledge.ask("model.ckpt")

    qtbot.waitUntil(
        lambda: "! NaN or infinities in it at step 2, the last one; step 1 is sound." in sentences(inspector)
    )
    assert facts(inspector, "statistics_facts")["NaN"] == "1"
