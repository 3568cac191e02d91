"""What public objects show of themselves in a notebook: inert, capped, readable in both themes, and true."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

import explorer
from explorer.jupyter.style import plain_colour, style_sheet, tones
from explorer.report.palette import contrast, palette
from tests.builders import write_layered_model, write_many
from tests.jupyter.made_results import NAMES, demo_results, hostile_results

KINDS = {"text/plain", "text/html", "image/svg+xml"}
PICTURED = {"ModelDir", "ObjectGraph", "HistogramSeries"}
TAGS = {
    "div",
    "span",
    "b",
    "i",
    "br",
    "style",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "pre",
    "img",
}
ATTRIBUTES = {"class", "style", "scope", "open", "alt", "src", "title"}


class Page(HTMLParser):
    """What a browser would make of a text: its elements, their attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.rules = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("img", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open and self._open[-1] == "style":
            self.rules += data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def pictures(self) -> list[str]:
        return [
            base64.b64decode(attributes["src"].partition(",")[2]).decode()
            for tag, attributes in self.elements
            if tag == "img"
        ]


def assert_inert(html: str) -> Page:
    page = Page(html)
    assert not page._open
    for tag, attributes in page.elements:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        assert (attributes.get("src") or "data:image/svg+xml;base64,").startswith(
            "data:image/svg+xml;base64,"
        )
        assert "url" not in (attributes.get("style") or "")
    assert not re.search(r"@import|url\(|expression|</", page.rules)
    for picture in page.pictures:
        assert_inert_picture(picture)
    return page


def assert_inert_picture(svg: str) -> None:
    for element in ElementTree.fromstring(svg).iter():
        name = element.tag.rpartition("}")[2]
        assert name in {"svg", "title", "g", "rect", "line", "circle", "path", "text", "tspan", "polygon"}
        assert not any(key.lower().startswith("on") or "href" in key for key in element.attrib)


def assert_no_unseen(text: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\0\x1b]", text)


@pytest.fixture(scope="module")
def shown():
    return [(type(thing).__name__, thing._repr_mimebundle_()) for thing in demo_results()]


def test_every_public_object_has_text_and_html_and_those_with_a_shape_a_picture(shown):
    for name, bundle in shown:
        assert {"text/plain", "text/html"} <= set(bundle) <= KINDS
        assert ("image/svg+xml" in bundle) == (name in PICTURED), name
        page = assert_inert(bundle["text/html"])
        assert bool(page.pictures) == (name in PICTURED), name
        assert 'href="' not in bundle["text/html"]


def test_hostile_names_are_shown_as_text_in_every_form(tmp_path):
    for thing in hostile_results(tmp_path):
        bundle = thing._repr_mimebundle_()
        page = assert_inert(bundle["text/html"])
        if "image/svg+xml" in bundle:
            assert_inert_picture(bundle["image/svg+xml"])
        for text in (*bundle.values(), page.text, *page.pictures):
            assert_no_unseen(text)
        assert all(len(text.encode()) <= 200_000 for text in bundle.values())
        assert all(len(word) < 3000 for word in page.words)


def test_a_name_can_be_read_although_it_is_no_markup(tmp_path):
    things = {type(thing).__name__: thing for thing in hostile_results(tmp_path)}

    page = Page(things["Checkpoint"]._repr_mimebundle_()["text/html"])

    assert NAMES[0] in page.text
    assert "\\u202ebidi\\u2066" in page.text
    assert "zero\\u200bwidth\\ufeff" in page.text


def test_a_large_checkpoint_is_capped_and_says_how_to_see_the_rest(tmp_path):
    write_many(tmp_path / "many-1", 2_000)
    checkpoint = explorer.open_checkpoint(tmp_path / "many-1")

    bundle = checkpoint._repr_mimebundle_()

    page = assert_inert(bundle["text/html"])
    assert len(bundle["text/html"].encode()) <= 200_000
    assert sum(tag == "tr" for tag, _ in page.elements) == 201  # its head, and 200
    assert "1,800 more tensors" in page.text
    assert "checkpoint.to_pandas()" in page.text
    assert len(bundle["text/plain"]) < 20_000


def test_rows_give_way_where_their_names_are_long(tmp_path):
    names = [f"{'&' * 280}{number}" for number in range(300)]
    from tests.report.made_checkpoints import made_checkpoint

    html = made_checkpoint(*((name, "float32", (2,)) for name in names))._repr_mimebundle_()["text/html"]

    assert len(html.encode()) <= 200_000
    assert re.search(r"… [0-9]+ more tensors", html)


def test_a_big_graph_becomes_a_small_folded_drawing(tmp_path):
    write_layered_model(tmp_path / "big-1", layers=400)
    graph = explorer.open_checkpoint(tmp_path / "big-1").object_graph

    bundle = graph._repr_mimebundle_()

    page = assert_inert(bundle["text/html"])
    assert graph.node_count > 1500
    assert all(len(picture.encode()) < 60_000 for picture in page.pictures)
    assert len(page.pictures) == 2  # for light and dark
    assert "folded" in page.text


def test_variables_stand_in_the_order_people_count_in():
    from tests.report.made_checkpoints import made_checkpoint

    made = made_checkpoint(*((f"layer_{number}/kernel", "float32", (2,)) for number in (10, 9, 2)))

    text = made._repr_mimebundle_()["text/plain"]

    assert text.index("layer_2/") < text.index("layer_9/") < text.index("layer_10/")


def test_the_time_axis_marks_what_is_gone_damaged_and_latest(golden):
    run = explorer.open_model_dir(explorer.demo_path("iris20"))
    damaged = explorer.open_model_dir(golden / "corrupt_shared/cases/truncated_index")

    svg = run._repr_mimebundle_()["image/svg+xml"]
    broken = damaged._repr_mimebundle_()

    light = palette(False)
    marks = [element for element in ElementTree.fromstring(svg) if element.tag.endswith("circle")]
    assert [mark.get("fill") for mark in marks] == [
        light.canvas,
        light.accent,
        "none",
    ]  # hollow, filled, the ring
    assert ">latest<" in svg
    assert ">!<" in broken["image/svg+xml"]
    assert "damaged" in broken["text/plain"]


def test_a_checkpoint_that_is_being_written_has_a_mark_of_its_own(golden):
    run = explorer.open_model_dir(golden / "corrupt_shared/cases/half_written_save")
    writing = [replace(entry, status="being written") for entry in run.checkpoints]

    bundle = replace(run, checkpoints=tuple(writing))._repr_mimebundle_()

    assert ">~<" in bundle["image/svg+xml"]
    assert "being written" in bundle["text/plain"]


def test_only_what_is_asked_for_is_made():
    run = explorer.open_model_dir(explorer.demo_path("iris"))

    assert set(run._repr_mimebundle_(include={"text/plain"})) == {"text/plain"}
    assert set(run._repr_mimebundle_(exclude={"text/html"})) == {"text/plain", "image/svg+xml"}


@pytest.mark.parametrize("is_dark", [False, True])
def test_every_colour_can_be_read_on_its_theme(is_dark):
    theme = palette(is_dark)

    for colour in (*tones(theme).values(), theme.text, theme.muted, theme.as_text(theme.accent)):
        assert min(contrast(colour, theme.canvas), contrast(colour, theme.panel)) >= 4.5


def test_marks_can_be_seen_on_both_themes_where_the_style_sheet_was_dropped():
    for tone in tones(palette(False)):
        for is_dark in (False, True):
            assert contrast(plain_colour(tone), palette(is_dark).canvas) >= 3, tone


def test_the_style_sheet_touches_nothing_outside_its_root():
    rules = style_sheet(tones(palette(False)))

    selectors = re.findall(r"([^{}]+)\{", rules)
    assert len(selectors) > 20
    for selector in selectors:
        if not selector.startswith("@media"):
            assert all(re.search(r"(^|\s)\.ckx(\s|$)", part) for part in selector.split(",")), selector
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)) <= _palette_colours()


def _palette_colours() -> set[str]:
    found = set()
    for theme in (palette(False), palette(True)):
        found |= {
            getattr(theme, name)
            for name in ("canvas", "panel", "border", "text", "muted", "selection", "grid")
        }
        found |= {*tones(theme).values(), theme.as_text(theme.accent)}
    return found


def test_an_error_shows_the_problem_the_place_and_the_next_step():
    checkpoint = explorer.open_checkpoint(explorer.demo_path("iris"))
    with pytest.raises(explorer.UnknownKeyError) as caught:
        checkpoint.read("dnn/logits/kernal")

    text = caught.value._repr_mimebundle_()["text/plain"]
    lines = caught.value._render_traceback_()

    assert "The checkpoint holds no tensor 'dnn/logits/kernal'." in text
    assert "model.ckpt-200" in text
    assert "Did you mean dnn/logits/kernel" in text
    assert 'checkpoint.read("dnn/logits/kernal")' in lines[0]
    assert lines[1].startswith("UnknownKeyError: the checkpoint holds no tensor")
    assert "Did you mean" in lines[2]


def test_a_restore_shows_verdicts_cards_and_cures():
    checkpoint = explorer.open_checkpoint(explorer.demo_path("iris"))
    report = explorer.check_restore(checkpoint, explorer.demo_path("iris20"))

    page = Page(report._repr_mimebundle_()["text/html"])

    assert "10 of 13 variables would not be restored" in page.text
    assert "Saver.restore" in page.text
    assert "raises InvalidArgumentError on dnn/hiddenlayer_0/bias" in page.text
    assert "Hidden layers 0 and 1 have 20 units in the model, 10 in the checkpoint" in page.text
    assert "hidden_units = [10, 10]" in page.text
    assert page.text.count("shape differs") >= 10


def test_code_to_copy_keeps_its_lines_whatever_the_page_does_to_them():
    """JupyterLab's rule for `pre` breaks lines within words."""
    checkpoint = explorer.open_checkpoint(explorer.demo_path("iris"))
    report = explorer.check_restore(checkpoint, explorer.demo_path("iris20"))

    page = Page(report._repr_mimebundle_()["text/html"])

    codes = [attributes for tag, attributes in page.elements if tag == "pre"]
    assert codes
    assert all(attributes == {"class": "ckx-code"} for attributes in codes)
    rule = re.search(r"\.ckx \.ckx-code\{([^}]*white-space:pre!important;[^}]*)\}", page.rules)
    assert rule
    assert "word-break:normal" in rule[1]
