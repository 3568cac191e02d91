"""The palette keeps the contrast it promises and covers every role, verdict, change and status."""

import math
from itertools import combinations, product

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


def weak_texts(theme, texts, surfaces):
    """(text, surface) of what cannot be read."""
    return [(text, surface) for text in texts for surface in surfaces if contrast(text, surface) < 4.5]


@themes
def test_text_reads_on_whatever_lies_under_it(theme):
    surfaces = [theme.canvas, theme.panel, theme.raised, theme.selection]
    surfaces += [mix(theme.raised, theme.accent, share) for share in (0.08, 0.18)]  # hovered, pressed

    assert weak_texts(theme, [theme.text, theme.muted], surfaces) == []
    assert weak_texts(theme, [theme.canvas], [theme.accent]) == []  # marked text in a field


@themes
def test_everything_coloured_that_is_read_reads_on_every_surface(theme):
    surfaces = [theme.canvas, theme.panel, theme.raised, theme.selection]
    texts = {theme.conflict(change) for change in ("shape", "dtype")}
    texts |= {theme.difference(change) for change in (*CHANGES, "changed")}
    texts |= {theme.verdict(name) for name in (*VERDICTS, "damaged", "unknown")}
    texts |= {theme.as_text(theme.series(name)) for name in ("older", "newer")}
    texts |= {theme.as_text(theme.role(name)) for name in ROLES}

    assert weak_texts(theme, texts, surfaces) == []


@themes
def test_every_dtype_and_the_ring_of_the_focus_show_on_every_surface(theme):
    surfaces = [theme.canvas, theme.panel, theme.raised, theme.selection]
    marks = [theme.dtype(name) for name in (*home._DTYPES, "float8_e4m3fn", "qint8", "new_dtype")]

    weak = [(m, s) for m in [*marks, theme.accent] for s in surfaces if contrast(m, s) < 3]

    assert weak == []


# Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB.
SIGHTS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}  # fmt: skip
APART = 12.0  # of CIELAB: a difference seen at a glance


def seen(colour, sight):
    """CIELAB of a colour for eyes that lack one kind of cones."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0.0), 1.0) for row in SIGHTS[sight]
    )
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def alike(colours, sight):
    """Pairs of names whose colours look the same."""
    shown = {name: seen(colour, sight) for name, colour in colours.items()}
    return {
        (first, second)
        for first, second in combinations(sorted(shown), 2)
        if math.dist(shown[first], shown[second]) < APART
    }


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("dark", [False, True])
def test_without_red_or_green_what_looks_alike_differs_in_shape_letter_or_mark(dark, sight):
    theme = palette(dark, colour_blind=True)
    roles = alike({name: theme.role(name) for name in ROLES}, sight)
    verdicts = alike({name: theme.verdict(name) for name in VERDICTS}, sight)
    changes = alike({name: theme.difference(name) for name in ("added", "removed", "value")}, sight)

    assert {pair for pair in roles if home.ROLE_LETTER[pair[0]] == home.ROLE_LETTER[pair[1]]} == set()
    assert {pair for pair in verdicts if home.VERDICT_MARK[pair[0]] == home.VERDICT_MARK[pair[1]]} == set()
    assert ("optimizer", "variable") not in roles
    assert ("slot", "variable") not in roles
    assert {
        pair for pair in changes if home.DIFFERENCE_MARK[pair[0]] == home.DIFFERENCE_MARK[pair[1]]
    } == set()
    assert ("added", "removed") not in changes
