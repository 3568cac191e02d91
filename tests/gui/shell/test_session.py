"""The session: which steps are chosen, and what it tells."""

from __future__ import annotations

from explorer.errors import MissingFileError
from explorer.gui.history import History, Place
from explorer.gui.problems import why_nothing
from explorer.gui.session import first_choice, previous_entry
from explorer.gui.statuses import DAMAGED, GONE
from tests.gui.records import entry, run_of
from tests.made_runs import delete_step, write_run

RUN = run_of(entry(1, 100), entry(2, 200), entry(3, 300, GONE), entry(4, 400))


def steps(session):
    return tuple(e.step if e is not None else None for e in (session.older_entry, session.newer_entry))


def test_the_newer_step_brings_the_one_before_it_as_older(bare_session):
    bare_session._set_run(RUN)

    bare_session.choose_newer(RUN.checkpoints[3])

    assert steps(bare_session) == (200, 400)


def test_going_below_the_older_step_moves_it_along(bare_session):
    bare_session._set_run(RUN)
    bare_session.choose_newer(RUN.checkpoints[3])

    bare_session.choose_newer(RUN.checkpoints[1])
    assert steps(bare_session) == (100, 200)
    bare_session.choose_newer(RUN.checkpoints[0])
    assert steps(bare_session) == (None, 100)


def test_an_older_step_that_was_chosen_stays_while_the_newer_moves(bare_session):
    bare_session._set_run(RUN)
    bare_session.choose_newer(RUN.checkpoints[3])
    bare_session.choose_older(RUN.checkpoints[0])

    bare_session.choose_newer(RUN.checkpoints[1])

    assert steps(bare_session) == (100, 200)


def test_stepping_leaves_out_what_is_gone(bare_session):
    bare_session._set_run(RUN)
    bare_session.choose_newer(RUN.checkpoints[1])

    bare_session.step_by(1)

    assert steps(bare_session)[1] == 400
    bare_session.step_by(1)
    assert steps(bare_session)[1] == 400


def test_a_checkpoint_that_cannot_be_opened_is_told_once(qtbot, bare_session):
    bare_session._set_run(RUN)

    with qtbot.waitSignal(bare_session.problem_met) as told:
        bare_session.choose_newer(RUN.checkpoints[0])

    error, doing = told.args
    assert isinstance(error, MissingFileError)
    assert doing == "step 100 could not be opened"
    assert bare_session.newer is None
    assert bare_session.newer_error is error


def test_a_key_of_odd_bytes_arrives_whole(bare_session):
    heard = []
    bare_session.selection_changed.connect(heard.append)

    bare_session.select("odd\udcff\0name")

    assert heard == ["odd\udcff\0name"]


def test_the_first_choice_is_the_latest_then_the_last_sound_one():
    damaged = entry(5, 500, DAMAGED)

    assert first_choice(run_of(entry(1, 1), entry(2, 2), latest="ckpt-1")).step == 1
    assert first_choice(run_of(entry(1, 1), damaged)).step == 1
    assert first_choice(run_of(entry(3, 3, GONE))) is None


def test_the_step_before_is_of_the_same_family():
    run = run_of(entry(1, 10), entry(1, 20, family="best"), entry(2, 30))

    assert previous_entry(run, run.checkpoints[2]).prefix == "ckpt-1"


def test_history_goes_back_and_forgets_what_lay_ahead():
    history = History()
    first, second, third = (Place("graph", None, key, -1) for key in "abc")
    history.visit(first)
    history.visit(second)

    assert history.go(-1) == first
    history.visit(third)

    assert history.go(1) is None
    assert history.go(-1) == first
    assert (history.can_go_back, history.can_go_forward) == (False, True)


def test_a_step_that_was_deleted_and_not_remembered_is_told_without_alarm(qtbot, session, tmp_path):
    run = write_run(tmp_path / "run", (1000, 2000, 3000), {"w": (2, 2)}, with_loss=False)
    met = []
    session.problem_met.connect(lambda error, doing: met.append(str(error)))
    session.open(run)
    qtbot.waitUntil(lambda: session.newer is not None, timeout=10_000)
    delete_step(run, 1000)
    session.reload()
    qtbot.waitUntil(lambda: session.run.checkpoints[0].status == "gone", timeout=10_000)

    session.choose_newer(session.run.checkpoints[0])
    qtbot.waitUntil(lambda: session.newer_error is not None, timeout=10_000)

    assert why_nothing(session, "", "") == (
        "Step 1,000 was deleted from disk, and nothing of it was remembered.",
        "Choose another step on the time axis.",
    )
    assert met == []


def test_the_stores_of_answers_belong_to_the_window_before_any_job_can_use_them(qtbot, session, tmp_path):
    write_run(tmp_path, (1,), {"kernel": (4,)})
    made_when_told = []
    session.newer_changed.connect(lambda _: made_when_told.append((session._statistics, session._changes)))
    session.open(tmp_path)
    qtbot.waitUntil(lambda: session.newer is not None, timeout=10_000)

    assert made_when_told == [(session.statistics, session.changes)]
    assert {store.thread() for store in made_when_told[0]} == {session.thread()}
