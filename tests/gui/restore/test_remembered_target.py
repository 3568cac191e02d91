"""The target is remembered with the run."""

from explorer.gui.restore_choice import RestoreChoice
from explorer.gui.settings import MAX_TARGETS, Settings
from explorer.gui.target_memory import choice_of


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)


def test_settings_keep_targets_by_directory(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    settings.remember_target("/run|a,b", "/t\udcff", ("saver.restore", "1.15", "", "ref"))
    settings.remember_target("/other", "/u", ())
    settings.sync()

    again = Settings(tmp_path / "window.ini")

    assert again.target_of("/run|a,b") == ("/t\udcff", ("saver.restore", "1.15", "", "ref"))
    assert again.target_of("/other") == ("/u", ())
    assert again.target_of("/nobody") == ("", ())


def test_a_forgotten_target_is_gone_and_only_so_many_are_kept(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    for number in range(MAX_TARGETS + 5):
        settings.remember_target(f"/run{number}", "/t", ())
    settings.remember_target("/run10", "", ())

    assert settings.target_of("/run4") == ("", ())
    assert settings.target_of("/run5") == ("/t", ())
    assert settings.target_of("/run10") == ("", ())


def test_long_paths_push_out_the_oldest(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    for number in range(12):
        settings.remember_target(f"/run{number}", "/" + "x" * 4000, ())

    assert settings.target_of("/run11")[0] == "/" + "x" * 4000
    assert settings.target_of("/run0") == ("", ())


def test_what_is_no_choice_counts_as_none():
    assert choice_of(("saver.restore", "1.15", "ref", "ref")) == RestoreChoice(
        "saver.restore", "1.15", "ref", "ref"
    )
    assert choice_of(("rm -rf", "9.9", "odd", "ref")) == RestoreChoice()
    assert choice_of(()) == RestoreChoice()


def test_the_target_is_chosen_again_with_the_directory(qtbot, golden, tmp_path, open_window):
    run = golden / "iris_dnn_tf115/models/iris"
    settings = Settings(tmp_path / "window.ini")
    window = open_window(run, settings=settings)
    window.session.choose_target_path(run.with_name("iris20"))
    idle(qtbot, window)
    window.session.choose_way(RestoreChoice(tensorflow="1.15"))
    idle(qtbot, window)
    window.close()

    again = open_window(run, settings=Settings(tmp_path / "window.ini"))
    idle(qtbot, again)

    assert again.session.target.source == "iris20/model.ckpt-1"
    assert again.session.choice == RestoreChoice(tensorflow="1.15")
    assert again.session.report is not None


def test_another_directory_has_no_target_and_the_first_keeps_its_own(qtbot, golden, tmp_path, open_window):
    run = golden / "iris_dnn_tf115/models/iris"
    window = open_window(run, settings=Settings(tmp_path / "window.ini"))
    window.session.choose_target_path(run.with_name("iris20"))
    idle(qtbot, window)
    window.session.choose_way(RestoreChoice(api="saver.restore", variables="ref"))
    idle(qtbot, window)

    window.open_path(golden / "history_tf115")
    idle(qtbot, window)
    assert (window.session.target, window.session.choice) == (None, RestoreChoice())

    window.open_path(run)
    idle(qtbot, window)
    assert window.session.target is not None
    assert window.session.choice == RestoreChoice(api="saver.restore", variables="ref")


def test_a_cleared_target_is_not_chosen_again(qtbot, golden, tmp_path, open_window):
    run = golden / "iris_dnn_tf115/models/iris"
    window = open_window(run, settings=Settings(tmp_path / "window.ini"))
    window.session.choose_target_path(run.with_name("iris20"))
    idle(qtbot, window)
    window.actions_by_id["clear_target"].trigger()

    window.open_path(run)
    idle(qtbot, window)

    assert window.session.target is None


def test_a_target_that_vanished_is_said(qtbot, golden, tmp_path, open_window):
    run = golden / "iris_dnn_tf115/models/iris"
    settings = Settings(tmp_path / "window.ini")
    settings.remember_target(str(run), str(tmp_path / "gone.json"), ())

    window = open_window(run, settings=settings)
    idle(qtbot, window)

    sentence = f"the target remembered for this directory is gone: {tmp_path / 'gone.json'}"
    assert window.session.target is None
    assert sentence.lower() in window.banner.problem.sentence.lower()
    assert sentence in window.tabs.current_view.empty.sentence.text()


def test_fresh_settings_know_no_target(qtbot, golden, tmp_path, open_window):
    run = golden / "iris_dnn_tf115/models/iris"
    settings = Settings(tmp_path / "window.ini")
    settings.remember_target(str(run), str(run.with_name("iris20")), ())
    settings.sync()

    window = open_window(run, settings=Settings(tmp_path / "window.ini", fresh=True))
    idle(qtbot, window)

    assert window.session.target is None
