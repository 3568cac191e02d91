"""The banner shows one of several problems at a time, and forgets what was dismissed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from explorer.checkpoints.model_dir import scan_model_dir
from explorer.gui.banner import Banner, BannerItem
from explorer.gui.directory_problem import damage_problem
from explorer.gui.problems import Problem
from explorer.gui.theme import apply_theme
from explorer.gui.window_problems import WindowProblems

FIRST, SECOND = Problem("The first."), Problem("The second.", "Do this.")


@pytest.fixture
def banner(qtbot):
    made = Banner()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_next_button_walks_through_all_problems_and_back_to_the_first(qtbot, banner):
    banner.show_items([BannerItem(FIRST), BannerItem(SECOND, "Act", lambda: None)])
    shown = []
    for _ in range(3):
        shown.append((banner.sentence.text(), banner.next_button.text(), banner.action_button.isVisible()))
        qtbot.keyClick(banner.next_button, Qt.Key.Key_Space)

    assert shown == [
        ("The first.", "1 of 2  ›", False),
        ("The second.", "2 of 2  ›", True),
        ("The first.", "1 of 2  ›", False),
    ]


def test_one_problem_needs_no_next_button(banner):
    banner.show_items([BannerItem(FIRST)])

    assert not banner.next_button.isVisible()


def test_what_is_on_show_stays_when_others_come(banner):
    banner.show_items([BannerItem(SECOND)])
    banner.show_items([BannerItem(FIRST), BannerItem(SECOND)])

    assert banner.sentence.text() == "The second."


def test_dismissing_shows_what_is_left_and_then_nothing(qtbot, banner):
    told = []
    banner.dismissed.connect(told.append)
    banner.show_items([BannerItem(FIRST), BannerItem(SECOND)])
    qtbot.mouseClick(banner.dismiss_button, Qt.MouseButton.LeftButton)
    left = banner.problem
    qtbot.mouseClick(banner.dismiss_button, Qt.MouseButton.LeftButton)

    assert (left, banner.problem, told) == (SECOND, None, [FIRST, SECOND])


def test_the_action_is_that_of_the_problem_on_show(qtbot, banner):
    done = []
    banner.show_items(
        [
            BannerItem(FIRST, "A", lambda: done.append("first")),
            BannerItem(SECOND, "B", lambda: done.append("second")),
        ]
    )
    banner.show_next()
    qtbot.mouseClick(banner.action_button, Qt.MouseButton.LeftButton)

    assert done == ["second"]


def test_an_error_comes_first_and_goes_when_it_is_mended(qtbot, banner, golden):
    run = scan_model_dir(golden / "corrupt_shared" / "cases" / "missing_data")
    run = replace(run, problems=("The list lies.",))
    problems = WindowProblems(banner, lambda finding: None, lambda: None, banner)
    problems.show_run(run)
    about_directory = banner.problem
    problems.show_error(FIRST)
    in_front = banner.problem
    problems.clear_error()

    assert about_directory == damage_problem(run)
    assert (in_front, banner.problem) == (FIRST, about_directory)


def test_what_was_dismissed_stays_away_until_another_directory_is_opened(qtbot, banner, golden):
    run = replace(scan_model_dir(golden / "corrupt_shared" / "base"), problems=("The list lies.",))
    other = replace(run, directory=run.directory.parent)
    problems = WindowProblems(banner, lambda finding: None, lambda: None, banner)
    problems.show_run(run)
    banner.dismiss()
    problems.show_run(run)
    after_refresh = banner.problem
    problems.show_run(other)

    assert (after_refresh, banner.problem) == (None, Problem("The list lies."))


def test_a_damaged_checkpoint_offers_to_verify(qtbot, banner, golden):
    asked = []
    problems = WindowProblems(banner, lambda finding: None, lambda: asked.append(True), banner)
    problems.show_run(scan_model_dir(golden / "corrupt_shared" / "cases" / "missing_data"))
    qtbot.mouseClick(banner.action_button, Qt.MouseButton.LeftButton)

    assert (banner.action_button.text(), asked) == ("Verify…", [True])


def test_the_reason_of_an_error_is_not_told_a_second_time_as_damage(open_window, golden):
    window = open_window(golden / "corrupt_shared" / "cases" / "truncated_index")

    assert window.banner.problem.sentence.startswith(
        "Save 2 could not be opened: this is not a checkpoint index"
    )
    assert not window.banner.next_button.isVisible()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("The values of all 6 tensors are not here.", "ckpt-2 is damaged. The values of all 6 tensors are not here."),
        ("layer/kernel: the value does not fit", "ckpt-2 is damaged: layer/kernel: the value does not fit."),
        ("", "ckpt-2 is damaged."),
    ],
)  # fmt: skip
def test_the_reason_of_damage_is_told_as_the_sentence_or_the_part_of_one_that_it_is(golden, problem, said):
    run = scan_model_dir(golden / "corrupt_shared" / "cases" / "missing_data")
    damaged = replace(run.checkpoints[0], problems=(problem,) if problem else ())

    assert damage_problem(replace(run, checkpoints=(damaged,))).sentence == said


def test_other_damaged_checkpoints_are_counted(golden):
    run = scan_model_dir(golden / "corrupt_shared" / "cases" / "missing_data")
    damaged = replace(run.checkpoints[0], problems=())

    said = [damage_problem(replace(run, checkpoints=(damaged,) * count)).sentence for count in (2, 3)]

    assert said == [
        "ckpt-2 is damaged. 1 more is damaged.",
        "ckpt-2 is damaged. 2 more are damaged.",
    ]


def test_large_texts_in_a_small_window_have_the_buttons_below_the_words(qapp, qtbot, open_window):
    window = open_window()
    window.resize(1280, 800)
    banner, words = (
        window.banner,
        Problem("A sentence that says what is wrong here.", "And what to do. " * 18),
    )
    sides = []
    for percent in (100, 200):
        apply_theme(qapp, "light", percent=percent)
        banner.show_items([])
        banner.show_items([BannerItem(words, "Show the variables", lambda: None), BannerItem(FIRST)])
        qtbot.waitUntil(lambda: banner.height() >= banner.sizeHint().height())
        sides.append(banner.dismiss_button.y() >= banner.hint.geometry().bottom())
        assert banner.dismiss_button.geometry().bottom() < banner.height() <= 300
    apply_theme(qapp, "light", percent=100)

    assert sides == [False, True]
