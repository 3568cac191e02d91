"""The directory panel over thousands of checkpoints: what stays the same is not made anew."""

from __future__ import annotations

from dataclasses import replace

from explorer.gui.browser.directory_panel import MANY_ROWS, DirectoryPanel
from explorer.gui.browser.tree import build_rows
from explorer.gui.browser.tree_model import DirectoryModel
from tests.gui.records import entry, run_of

MANY = run_of(*(entry(n, 10 * n) for n in range(1, MANY_ROWS + 500)), latest=f"ckpt-{MANY_ROWS + 499}")


def test_rows_of_checkpoints_that_did_not_change_are_taken_again():
    before = build_rows(run_of(entry(1, 10), entry(2, 20), entry(3, 30), latest="ckpt-3"))[0].children
    now = run_of(entry(1, 10), entry(2, 25), entry(3, 30), entry(4, 40), latest="ckpt-4")

    rows = build_rows(now, before=before)[0].children

    assert [row.note for row in rows] == ["step 40 · latest", "step 30", "step 25", "step 10"]
    assert [row is old for row, old in zip(rows[1:], before, strict=True)] == [False, False, True]


def test_only_rows_whose_words_changed_are_told(qtbot):
    model = DirectoryModel()
    run = run_of(entry(1, 10), entry(2, 20), entry(3, 30))
    model.set_rows(build_rows(run))
    told = []
    model.dataChanged.connect(lambda first, last, _: told.append((first.row(), last.row())))
    model.modelReset.connect(lambda: told.append("reset"))

    changed = replace(run, checkpoints=(entry(1, 10), entry(2, 21), entry(3, 30)))
    model.set_rows(build_rows(changed, before=model.rows))

    assert (1, 1) in told
    assert "reset" not in told
    assert (2, 2) not in told
    assert model.row(model.find("ckpt-2")).note == "step 21"


def test_choice_and_scrolling_survive_a_look_that_finds_one_more(qtbot, bare_session):
    panel = DirectoryPanel(bare_session)
    qtbot.addWidget(panel)
    panel.resize(280, 500)
    panel.show()
    bare_session._set_run(MANY)
    qtbot.waitUntil(lambda: panel.tree.verticalScrollBar().maximum() > 0)
    bare_session.choose_newer(MANY.checkpoints[700])
    scrolled = panel.tree.verticalScrollBar().value()

    more = replace(MANY, checkpoints=(*MANY.checkpoints, entry(10**6, 10**7)))
    bare_session._set_run(more)
    qtbot.waitUntil(lambda: panel.tree.currentIndex().isValid())

    assert panel.model.row(panel.tree.currentIndex()).entry.prefix == "ckpt-701"
    assert scrolled > 0
    assert panel.tree.verticalScrollBar().value() == scrolled
