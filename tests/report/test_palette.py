"""The palette keeps the contrast it promises and covers every role, verdict, change and status."""

from itertools import product

import pytest

from explorer.analysis.diff import CHANGES
from explorer.analysis.restore import VERDICTS
from explorer.checkpoints.model_dir import BEING_WRITTEN, COMPLETE, DAMAGED, GONE
from explorer.checkpoints.roles import ROLES
from explorer.report import palette as home
from explorer.report.palette import contrast, mix, palette

THEMES = [palette(dark, colour_blind) for dark, colour_blind in product((False, True), repeat=2)]
themes = pytest.mark.parametrize(
    "theme", THEMES, ids=lambda t: f"dark={t.dark} colour_blind={t.colour_blind}"
)


def test_contrast_is_the_ratio_of_the_web_guidelines():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1


def test_mixing_goes_from_the_first_colour_to_the_second():
    assert mix("#000000", "#FF8040", 0) == "#000000"
    assert mix("#000000", "#FF8040", 0.5) == "#804020"
    assert mix("#000000", "#FF8040", 1) == "#FF8040"


@themes
def test_text_reads_on_every_surface(theme):
    texts = [theme.text, theme.muted, theme.accent]
    texts += [theme.verdict(name) for name in VERDICTS]
    texts += [theme.difference(change) for change in CHANGES]
    texts += [theme.status(name) for name in (COMPLETE, GONE, DAMAGED, BEING_WRITTEN)]

    weak = [t for t in texts for s in (theme.canvas, theme.panel, theme.selection) if contrast(t, s) < 4.5]

    assert weak == []


@themes
def test_marks_show_on_every_surface(theme):
    marks = [theme.role(name) for name in ROLES] + [theme.series("older"), theme.series("newer")]

    weak = [m for m in marks for s in (theme.canvas, theme.panel, theme.selection) if contrast(m, s) < 3]

    assert weak == []


@themes
def test_the_step_ramp_shows_on_the_canvas_from_end_to_end(theme):
    ramp = [theme.step_ramp(i / 50) for i in range(51)]

    assert [colour for colour in ramp if contrast(colour, theme.canvas) < 3] == []
    assert len(set(ramp)) == 51


def test_the_step_ramp_takes_fractions_beyond_its_ends():
    assert palette(False).step_ramp(-1) == palette(False).step_ramp(0)
    assert palette(True).step_ramp(7) == "#FDE725"


def test_tokens_that_hold_their_contrast_are_used_as_they_are():
    assert palette(False).role("variable") == "#1F6FD6"
    assert palette(True).role("optimizer") == "#FF5C6C"
    assert palette(False).verdict("restored") == "#18774A"
    assert palette(False).canvas == "#FFFFFF"
    assert palette(True).canvas == "#15181C"


def test_optimizer_variable_and_slot_differ_in_colour_shape_and_letter():
    three = ("optimizer", "variable", "slot")
    for theme in THEMES:
        assert len({theme.role(name) for name in three}) == 3
    assert len({home.ROLE_SHAPE[name] for name in three}) == 3
    assert len({home.ROLE_LETTER[name] for name in three}) == 3


def test_every_role_verdict_change_and_status_has_a_mark_of_its_own():
    assert set(home.ROLE_LETTER) == set(ROLES)
    assert len(set(home.ROLE_LETTER.values())) == len(ROLES)
    assert set(home.VERDICT_MARK) == set(VERDICTS)
    assert len(set(home.VERDICT_MARK.values())) == len(VERDICTS)
    assert set(home.DIFFERENCE_MARK) == set(CHANGES)
    assert set(home.STATUS_MARK) == {COMPLETE, GONE, DAMAGED, BEING_WRITTEN}
    assert len(set(home.STATUS_MARK.values())) == 4


def test_a_name_nobody_knows_gets_the_quiet_colour():
    assert palette(False).role("surprise") == palette(False).role("other")
    assert palette(False).verdict("surprise") == palette(False).verdict("unknown")
    assert palette(False).difference("same") == palette(False).muted
