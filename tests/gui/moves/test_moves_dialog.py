"""What moved over the run, under real keys and clicks."""

from __future__ import annotations

import csv
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from explorer.gui import export_dialog
from explorer.gui.jobs import BOARD
from explorer.gui.moves import knowledge, overview
from explorer.gui.moves.moves_dialog import MovesDialog
from explorer.task import Cancelled
from tests.builders import write_bundle
from tests.gui.item_models.sessions import opened
from tests.gui.moves.conftest import SHAPES, STEPS, column, said
from tests.made_runs import write_run


def click(qtbot, page, row: int, *, double: bool = False) -> None:
    place = page.table.visualRect(page.table.model().index(row, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if double:
        qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def choose_tab(qtbot, dialog, place: int) -> None:
    bar = dialog.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())


def test_a_sound_run_is_told_in_two_sentences(look, sound):
    dialog = look(sound)

    assert said(dialog) == ["✓ All 3 weights moved.", "✓ Every value is finite at all 5 steps."]
    assert dialog.explanation.text().startswith("5 steps of model.ckpt: step 100 to step 500.")
    assert dialog.bar.isHidden()


def test_a_frozen_weight_and_the_first_nan_are_told_first(look, blown_up):
    dialog = look(blown_up)

    assert said(dialog) == [
        "! 1 of 3 weights never moved: frozen, on purpose or by accident.",
        "✗ NaN or infinities first appear at step 400, in 1 tensor (last sound step: step 300).",
    ]
    assert [dialog.tabs.tabText(place) for place in range(3)] == [
        "Moved &most  2",
        "&Never moved, or stopped  1",
        "N&aN and infinities  1",
    ]
    assert column(dialog.still, "key") == ["b/kernel"]
    assert column(dialog.still, "verdict") == ["! frozen?"]
    assert column(dialog.odd, "first") == ["step 400"]


def test_slots_and_counters_come_when_asked_for(qtbot, look, sound):
    dialog = look(sound)

    qtbot.keyClick(dialog.everything, Qt.Key.Key_Space)

    assert sorted(column(dialog.moved, "key")) == sorted(
        [*(f"{name}{slot}" for name in ("a/kernel", "a/bias", "b/kernel") for slot in ("", "/Adam", "/Adam_1")), "beta1_power", "beta2_power", "global_step"]
    )  # fmt: skip


def test_enter_on_a_nan_leads_to_the_tensor_and_the_two_steps(qtbot, look, blown_up):
    dialog = look(blown_up)
    choose_tab(qtbot, dialog, 2)
    click(qtbot, dialog.odd, 0)

    qtbot.keyClick(dialog.odd.table, Qt.Key.Key_Return)

    session = dialog._session
    assert session.selected_key == "a/bias"
    assert (session.older_entry.step, session.newer_entry.step) == (300, 400)


def test_a_double_click_leads_to_where_a_weight_moved_most(qtbot, look, sound):
    dialog = look(sound)
    where = column(dialog.moved, "where")[1]

    click(qtbot, dialog.moved, 1, double=True)

    session = dialog._session
    assert session.selected_key == column(dialog.moved, "key")[1]
    assert where == f"step {session.older_entry.step} → {session.newer_entry.step}"


def test_the_rows_are_sorted_by_size_and_by_what_is_clicked(qtbot, look, sound):
    dialog = look(sound)
    model = dialog.moved.table.model()
    means = [model.source.record(int(row)).mean for row in model.rows]

    header = dialog.moved.table.horizontalHeader()
    place = header.sectionViewportPosition(model.column_index("mean")) + 20
    orders = []
    for _ in range(2):
        qtbot.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft() + _x(place)
        )
        orders.append([model.source.record(int(row)).mean for row in model.rows])

    assert means == sorted(means, reverse=True)
    assert orders == [means, sorted(means)]


def _x(place: int):
    from PySide6.QtCore import QPoint

    return QPoint(place, 10)


def test_typing_filters_the_rows(qtbot, look, sound):
    dialog = look(sound)

    qtbot.keyClicks(dialog.moved.filter, "bias")

    assert column(dialog.moved, "key") == ["a/bias"]


def test_the_rows_are_copied_with_a_header(qtbot, look, blown_up):
    dialog = look(blown_up)
    choose_tab(qtbot, dialog, 1)

    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Variable", "Verdict", "Kind"]
    assert lines[1].split("\t")[:4] == ["b/kernel", "frozen?", "weight", "never"]


def test_every_change_is_exported_outside_the_run(qtbot, look, blown_up, tmp_path, monkeypatch):
    dialog = look(blown_up)
    target = tmp_path / "moves.csv"
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: target)

    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_busy())

    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12 * (len(STEPS) - 1)
    frozen = [row for row in rows if row["key"] == "b/kernel"]
    assert [(row["older_step"], row["newer_step"], row["state"]) for row in frozen] == [
        ("100", "200", "unchanged"), ("200", "300", "unchanged"), ("300", "400", "unchanged"), ("400", "500", "unchanged"),
    ]  # fmt: skip


def test_a_file_in_the_run_itself_is_refused(qtbot, look, sound, monkeypatch):
    dialog = look(sound)
    before = sorted(path.name for path in sound.iterdir())
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: sound / "moves.csv")

    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)

    assert "files are never written into the opened directory" in dialog.explanation.text()
    assert sorted(path.name for path in sound.iterdir()) == before


def test_a_step_that_comes_later_is_looked_at_by_itself(qtbot, look, sound):
    dialog = look(sound)
    write_bundle(sound / "model.ckpt-600", {"a/kernel": _floats(4, 3), "global_step": _step(600)})

    dialog._session.reload()
    qtbot.waitUntil(lambda: "step 600" in dialog.explanation.text() and not dialog.is_busy(), timeout=10_000)

    assert dialog.explanation.text().startswith("6 steps of model.ckpt: step 100 to step 600.")


@pytest.mark.parametrize("how", ["button", "status bar"])
def test_stopping_keeps_what_is_known_and_goes_on_when_asked(qtbot, sound, monkeypatch, how):
    stopped = threading.Event()

    def never_ends(*args, task, partly):
        partly(replace(overview.look_at_run(*args), is_whole=False))
        while not task.is_cancelled:
            stopped.wait(0.01)
        stopped.set()
        raise Cancelled

    monkeypatch.setattr(knowledge, "look_at_run", never_ends)
    session = opened(qtbot, sound)
    dialog = MovesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.moved.row_count() == 3)
    first = (dialog.is_busy(), dialog.stop_button.text(), said(dialog)[0])

    if how == "button":
        qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    else:  # as the status bar's Cancel does
        BOARD.cancel_all()
    qtbot.waitUntil(stopped.is_set)
    second = (dialog.is_busy(), dialog.stop_button.text(), dialog.moved.row_count())
    monkeypatch.setattr(knowledge, "look_at_run", overview.look_at_run)
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_busy())

    assert first == (True, "Stop", "✓ All 3 weights moved so far.")
    assert second == (False, "Go on", 3)
    assert dialog.stop_button.isHidden()
    session.pool.close(1.0)


def test_a_page_is_made_when_it_is_looked_at(qtbot, look, blown_up):
    dialog = look(blown_up)
    qtbot.waitUntil(lambda: dialog.moved.is_made)
    before = [page.is_made for page in dialog.pages]

    choose_tab(qtbot, dialog, 2)
    qtbot.waitUntil(lambda: dialog.odd.is_made)

    assert before == [True, False, False]
    assert column(dialog.odd, "key") == ["a/bias"]


def test_what_is_not_known_yet_is_no_zero_and_says_so(qtbot, sound, monkeypatch):
    stopped = threading.Event()

    def knows_nothing_yet(*args, task, partly):
        whole = overview.look_at_run(*args)
        partly(replace(whole, is_whole=False, moved=(), still=(), unhealthy=None))
        while not task.is_cancelled:
            stopped.wait(0.01)
        stopped.set()
        raise Cancelled

    monkeypatch.setattr(knowledge, "look_at_run", knows_nothing_yet)
    session = opened(qtbot, sound)
    dialog = MovesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.knowledge.overview is not None and dialog.moved.is_made)
    titles = [dialog.tabs.tabText(place) for place in range(3)]
    looking = dialog.moved.empty.sentence.text()

    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(stopped.is_set)

    assert titles == ["Moved &most", "&Never moved, or stopped", "N&aN and infinities"]
    assert looking == "Still comparing the steps: rows come as soon as they are known."
    assert dialog.moved.empty.sentence.text() == "Not known: looking was stopped. “Go on” looks further."
    session.pool.close(1.0)


# --- bad input ---------------------------------------------------------------------------------


def _floats(*shape: int):
    import numpy as np

    return np.ones(shape, np.float32)


def _step(number: int):
    import numpy as np

    return np.int64(number)


def test_one_step_is_told_to_have_nothing_to_be_compared_with(look, tmp_path):
    dialog = look(write_run(tmp_path / "run", (7,), {"w": (2,)}))

    assert said(dialog) == [
        "? There is one step only (step 7): nothing to compare it with.",
        "✓ Every value is finite.",
    ]


def test_steps_of_other_shapes_are_no_change(look, tmp_path):
    for step, shape in ((1, (2,)), (2, (3,))):
        write_bundle(tmp_path / f"model.ckpt-{step}", {"w": _floats(*shape), "global_step": _step(step)})

    dialog = look(tmp_path)

    assert said(dialog)[0] == "? No weight can be compared between any two steps."


def test_a_run_that_trains_nothing_is_told_so(look, tmp_path):
    for step in (1, 2):
        write_bundle(
            tmp_path / f"model.ckpt-{step}", {"w": _floats(2), "v": _floats(3), "global_step": _step(step)}
        )

    dialog = look(tmp_path)

    assert said(dialog)[0] == "! No weight moved between any two steps: 2 weights, all unchanged."
    assert column(dialog.still, "verdict") == ["= never moved", "= never moved"]


def test_nan_from_the_first_step_on_may_be_meant(look, tmp_path):
    import numpy as np

    for step in (1, 2):
        tensors = {"w": _floats(2) * step, "pad": np.full(3, np.nan, np.float32), "global_step": _step(step)}
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)

    dialog = look(tmp_path)

    assert said(dialog)[1] == "! 1 tensor holds NaN or infinities from the first step there is on (step 1)."
    assert column(dialog.odd, "what") == ["! from the first step on"]


def test_a_nan_that_went_away_again_is_still_told(look, tmp_path):
    import numpy as np

    for step, value in ((1, 1.0), (2, np.nan), (3, 3.0)):
        tensors = {"w": np.array([value, step], np.float32), "global_step": _step(step)}
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)

    dialog = look(tmp_path)

    assert said(dialog)[1] == (
        "✗ NaN or infinities first appear at step 2, in 1 tensor (last sound step: step 1)."
    )


@pytest.mark.parametrize("name", ["model.ckpt-300.index", "model.ckpt-300.data-00000-of-00001"])
def test_a_damaged_step_hides_no_other(look, sound, name):
    path = sound / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))

    dialog = look(sound)

    assert said(dialog)[0] == (
        "✓ All 3 weights moved. Measured 2 of 4 pairs of steps for all: the largest change may be elsewhere."
        if name.endswith(".index")
        else "✓ All 3 weights moved."
    )


def test_a_directory_without_checkpoints_says_so(look, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing here")

    dialog = look(tmp_path)

    assert said(dialog) == ["No step of this directory can be read."]
    assert not dialog.export_button.isEnabled()


def test_a_weight_that_stopped_is_told_with_the_step_it_moved_up_to(qtbot, look, tmp_path):
    for step in range(1, 6):
        tensors = {
            "early": _floats(2) * min(step, 3),
            "always": _floats(2) * step,
            "global_step": _step(step),
        }
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)

    dialog = look(tmp_path)
    choose_tab(qtbot, dialog, 1)
    click(qtbot, dialog.still, 0)

    assert said(dialog)[0] == "! All 2 weights moved, but 1 stopped before the end."
    assert (column(dialog.still, "key"), column(dialog.still, "since")) == (["early"], ["step 3"])
    assert dialog.detail.text() == "early: It moved up to step 3, and not since."


def test_two_families_are_looked_at_one_at_a_time(qtbot, look, tmp_path):
    for family, step, factor in (
        ("model.ckpt", 1, 1),
        ("model.ckpt", 2, 2),
        ("best.ckpt", 1, 1),
        ("best.ckpt", 2, 1),
    ):
        tensors = {"w": _floats(2) * factor, "global_step": _step(step)}
        write_bundle(tmp_path / f"{family}-{step}", tensors)
    dialog = look(tmp_path)
    first = (dialog.family.currentText(), said(dialog)[0])

    dialog.family.setFocus()
    qtbot.keyClick(dialog.family, Qt.Key.Key_Down if dialog.family.currentIndex() == 0 else Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not dialog.is_busy(), timeout=10_000)
    second = (dialog.family.currentText(), said(dialog)[0])

    assert {first, second} == {
        ("model.ckpt", "✓ The only weight moved."),
        ("best.ckpt", "! No weight moved between any two steps: 1 weight, all unchanged."),
    }


def test_the_tables_are_sound_models(qtmodeltester, look, blown_up):
    dialog = look(blown_up)

    for page in (dialog.moved, dialog.still, dialog.odd):
        qtmodeltester.check(page.table.model(), force_py=True)


def test_the_keys_of_the_window_open_it(qtbot, open_window, sound):
    window = open_window(sound, view="variables")

    qtbot.keyClick(
        window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = window._moves
    qtbot.waitUntil(lambda: not dialog.is_busy(), timeout=10_000)

    assert dialog.isVisible()
    assert said(dialog)[0] == "✓ All 3 weights moved."


# --- what the numbers leave out --------------------------------------------------------------------


def _odd_run(folder):
    """Six steps: infinite at one, from zero, another shape, absent, a flag, an empty tensor, one of NaN, a frozen table."""
    import numpy as np

    for step in range(1, 7):
        tensors = {
            "bias": _floats(3) * (step - 1),
            "embedding/table": _floats(5, 4),
            "empty": np.zeros((0, 3), np.float32),
            "flag": np.array([step % 2 == 0]),
            "huge": np.array([step, np.inf if step == 4 else 1], np.float32),
            "nothing": np.full(4, np.nan, np.float32),
            "wider": _floats(2, 2 if step < 4 else 3) * step,
            "global_step": _step(step),
        }
        if step not in (3, 4):
            tensors["sometimes"] = _floats(4) * step
        write_bundle(folder / f"model.ckpt-{step}", tensors)
    return folder


def test_notes_tell_what_the_numbers_leave_out_and_where_it_is_not_finite(look, tmp_path):
    dialog = look(_odd_run(tmp_path))

    notes = dict(zip(column(dialog.moved, "key"), column(dialog.moved, "note")))
    assert notes == {
        "bias": "! the older value is all zero between step 1 and 2",
        "flag": "! the older value is all zero between step 1 and 2, between step 3 and 4, between step 5 and 6",
        "huge": "! not finite at step 4 only",
        "sometimes": "! absent at step 3, step 4",
        "wider": "! the shape changed from [2, 2] to [2, 3] at step 4",
    }
    assert said(dialog)[0] == "! 1 of 5 weights never moved: frozen, on purpose or by accident."
    assert "assumed" not in dialog.explanation.text()


def test_what_cannot_move_is_not_told_to_be_frozen(qtbot, look, tmp_path):
    dialog = look(_odd_run(tmp_path))
    choose_tab(qtbot, dialog, 1)

    verdicts = dict(zip(column(dialog.still, "key"), column(dialog.still, "verdict")))
    kinds = dict(zip(column(dialog.still, "key"), column(dialog.still, "kind")))

    assert verdicts == {"embedding/table": "! frozen?", "empty": "= never moved", "nothing": "= never moved"}
    assert kinds == {"embedding/table": "weight", "empty": "empty tensor", "nothing": "NaN or Inf only"}


def test_the_page_of_nan_names_the_steps(qtbot, look, tmp_path):
    dialog = look(_odd_run(tmp_path))
    choose_tab(qtbot, dialog, 2)

    assert column(dialog.odd, "key") == ["huge", "nothing"]
    assert column(dialog.odd, "when") == ["at step 4 only", "from step 1 on"]


def test_frozen_weights_that_hold_nan_are_told_apart(look, tmp_path):
    import numpy as np

    for step in (1, 2, 3):
        tensors = {
            "still": np.array([np.nan, 1], np.float32),
            "w": _floats(2) * step,
            "global_step": _step(step),
        }
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)

    dialog = look(tmp_path)

    assert said(dialog)[0] == (
        "! 1 of 2 weights never moved: frozen, on purpose or by accident; "
        "1 of these holds NaN or infinities from the first step on."
    )


def test_one_step_is_not_said_to_be_halved(look, tmp_path):
    dialog = look(write_run(tmp_path / "run", (7,), {"w": (2,)}))

    assert "halving" not in dialog.explanation.text()
    assert "step 7" in dialog.explanation.text().lower()


def test_a_note_is_not_cut_where_there_is_room(qtbot, look, tmp_path):
    from PySide6.QtGui import QFontMetricsF

    dialog = look(_odd_run(tmp_path))
    dialog.resize(1900, 620)
    table = dialog.moved.table
    number = table.model().column_index("note")
    longest = max(column(dialog.moved, "note"), key=len)

    qtbot.waitUntil(
        lambda: table.columnWidth(number) >= QFontMetricsF(table.font()).horizontalAdvance(longest)
    )

    assert not table.isColumnHidden(number)


@pytest.fixture
def with_gaps(tmp_path):
    """Six steps that nobody measured, of which 2, 3 and 5 were deleted and are remembered."""
    import numpy as np

    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.series import CheckpointCache, open_model_dir
    from tests.made_runs import delete_step

    folder = tmp_path / "run"
    folder.mkdir()
    for step in range(1, 7):
        tensors = {
            "kernel": np.full(5000, step, np.float32),
            "table": _floats(5000),
            "global_step": _step(step),
        }
        write_bundle(folder / f"model.ckpt-{step}", tensors)
    record, cache = RunRecord(folder, tmp_path / "records"), CheckpointCache()
    for entry in open_model_dir(folder).checkpoints:
        record.remember_checkpoint(entry, cache.open(entry))
    record.close()
    for step in (2, 3, 5):
        delete_step(folder, step)
    return folder


def test_deleted_steps_that_were_never_measured_are_told_and_compared_across(
    qtbot, look, with_gaps, tmp_path, monkeypatch
):
    dialog = look(with_gaps, tmp_path / "records")
    explained = dialog.explanation.text()
    target = tmp_path / "moves.csv"
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: target)

    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_busy())

    assert said(dialog)[0] == (
        "! 1 of 2 weights never moved: frozen, on purpose or by accident. Measured none of 5 pairs of steps for 1 weight."
    )
    assert column(dialog.moved, "note") == ["! measured none of 5 pairs: how far it moved is not known"]
    assert column(dialog.moved, "across") == ["3 (1 → 4)"]
    assert "as a pair of their own" in explained
    with target.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["key"] == "kernel"]
    assert [(row["older_step"], row["newer_step"], row["deleted_between"], row["state"]) for row in rows] == [
        ("1", "2", "0", "unreadable"), ("2", "3", "0", "unreadable"), ("3", "4", "0", "unreadable"),
        ("4", "5", "0", "unreadable"), ("5", "6", "0", "unreadable"),
        ("1", "4", "2", "moved"), ("4", "6", "1", "moved"),
    ]  # fmt: skip
    assert {(row["pairs_measured"], row["pairs"]) for row in rows} == {("0", "5")}


def test_shares_and_cosines_are_exported_with_all_their_digits(qtbot, look, tmp_path, monkeypatch):
    import numpy as np

    (tmp_path / "run").mkdir()
    older, newer = np.array([1, 2, 3], np.float32), np.array([-1, 2, 4], np.float32)
    for step, values in ((1, older), (2, newer)):
        write_bundle(tmp_path / f"run/model.ckpt-{step}", {"w": values, "global_step": _step(step)})
    dialog = look(tmp_path / "run")
    target = tmp_path / "moves.csv"
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: target)

    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_busy())

    with target.open(newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["key"] == "w")
    assert float(row["flipped_share"]) == 1 / 3
    assert float(row["changed_share"]) == 2 / 3
    assert float(row["cosine"]) == pytest.approx(15 / np.sqrt(14 * 21), rel=1e-15)


def test_what_did_not_fit_into_a_narrow_window_comes_back_in_a_wide_one(qtbot, look, blown_up):
    narrow = look(blown_up)
    narrow.resize(620, 560)
    qtbot.waitUntil(lambda: "where" not in narrow.moved.table.shown_columns())
    narrow.close()

    wide = look(blown_up)
    wide.resize(1900, 560)

    qtbot.waitUntil(lambda: {"where", "flipped"} <= set(wide.moved.table.shown_columns()))
    assert wide.moved.table.shown_columns()[:2] == ("key", "note")
    wide.moved.table.forget_columns()


def test_the_column_of_deleted_steps_is_shown_only_where_there_are_any(look, with_gaps, tmp_path):
    gaps = look(with_gaps, tmp_path / "records")
    first = gaps.moved.table.shown_columns()
    gaps.close()

    sound = look(write_run(tmp_path / "sound", STEPS, SHAPES))

    assert "across" in first
    assert "across" not in sound.moved.table.shown_columns()
    sound.moved.table.forget_columns()


def test_pairs_still_to_be_measured_are_no_gaps(blown_up):
    from explorer.checkpoints.series import CheckpointCache, open_model_dir

    run = open_model_dir(blown_up)
    whole = overview.look_at_run(run, "model.ckpt", CheckpointCache().open, None)
    state = whole.moves.state.copy()
    state[:, 0] = 0

    told = overview.with_moves(whole, replace(whole.moves, state=state), is_whole=False)

    assert [row.note for row in told.moved if "measured" in row.note] == []
    assert told.weights_with_gaps == 0
