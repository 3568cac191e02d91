"""Dialogs over runs written for them, looked at to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer.gui.moves.moves_dialog import MovesDialog
from explorer.gui.recording import RecordPolicy
from explorer.gui.session import Session
from tests.made_runs import write_run

SHAPES = {"a/kernel": (4, 3), "a/bias": (3,), "b/kernel": (3, 2)}
STEPS = range(100, 600, 100)


@pytest.fixture
def blown_up(tmp_path) -> Path:
    """Five steps: one weight never moves, one becomes NaN at step 400."""
    return write_run(tmp_path / "run", STEPS, SHAPES, frozen=("b/kernel",), not_a_number={"a/bias": 400})


@pytest.fixture
def sound(tmp_path) -> Path:
    """Five steps in which everything moves."""
    return write_run(tmp_path / "run", STEPS, SHAPES)


@pytest.fixture
def look(qtbot) -> Iterator[Callable[..., MovesDialog]]:
    """`look(directory)`: the dialog when everything is known; with `records`, that folder remembers deleted steps."""
    sessions = []

    def open_it(directory: Path, records: Path | None = None) -> MovesDialog:
        session = Session()
        if records is not None:
            session.recording.set_policy(RecordPolicy(True, records, new_limit_bytes=0))
        session.open(directory)
        qtbot.waitUntil(lambda: session.run is not None and not session.is_busy(), timeout=10_000)
        sessions.append(session)
        dialog = MovesDialog(session)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.is_busy(), timeout=10_000)
        return dialog

    yield open_it
    for session in sessions:
        session.pool.close(1.0)


def said(dialog: MovesDialog) -> list[str]:
    """The sentences at the top that are on show."""
    return [label.text() for label in dialog.sentences if not label.isHidden()]


def column(page, name: str) -> list[str]:
    """What a column of a page shows, from top to bottom."""
    model = page.table.model()
    number = model.column_index(name)
    return [model.index(row, number).data() for row in range(page.row_count())]
