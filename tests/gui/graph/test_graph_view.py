"""The graph view by real keys and clicks; what was drawn is looked up as data and as pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from explorer.analysis.restore import Expectation, RestoreReport, RestoreRow
from explorer.gui.graph.names import paint_names
from explorer.gui.graph.painter import Viewport
from explorer.gui.theme import current_palette
from explorer.report.graph_colours import BY_DIFFERENCE, BY_MOVE, BY_SIZE, BY_VERDICT
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import (
    BIAS,
    ITER,
    KERNEL,
    KERNEL_M,
    L1,
    NET,
    OPTIMIZER,
    STEP,
    click,
    key,
    shown,
)
from tests.made_graphs import chain, layered_model, make_graph


def colour_at(view, node):
    """The colour most of a node has: a mark may be written in its middle."""
    place, image = view.canvas.place_of(node).toPoint(), view.canvas.grab().toImage()
    around = [
        image.pixelColor(place + QPoint(right, down)).name().upper()
        for right in range(-3, 4)
        for down in range(-3, 4)
    ]
    return max(set(around), key=around.count)


def test_the_guides_colours_are_on_the_screen(guide):
    palette = current_palette()

    found = {node: colour_at(guide, node) for node in (OPTIMIZER, KERNEL, BIAS, KERNEL_M, ITER, L1)}

    assert found == {
        OPTIMIZER: palette.role("optimizer"), KERNEL: palette.role("variable"), BIAS: palette.role("variable"),
        KERNEL_M: palette.role("slot"), ITER: palette.role("hyperparameter"), L1: palette.role("layer"),
    }  # fmt: skip


def test_a_click_chooses_the_variable_for_all_views(qtbot, guide):
    with qtbot.waitSignal(guide.session.selection_changed) as chosen:
        click(qtbot, guide, KERNEL)

    assert chosen.args == ["net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"]
    assert guide.session.selected_node == KERNEL
    assert guide.selected_keys() == ("net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE",)


def test_a_choice_elsewhere_marks_the_node_and_shows_its_path(qtbot, guide):
    guide.session.select("net/l1/bias/.ATTRIBUTES/VARIABLE_VALUE")

    def path():
        buttons = guide.breadcrumbs.findChildren(QToolButton)
        return [button.text() for button in buttons if button.isVisibleTo(guide)]

    qtbot.waitUntil(lambda: path() == ["(root)", "net", "l1", "bias"], timeout=2_000)
    assert guide.canvas.selected == BIAS
    assert (
        guide.canvas.accessibleDescription()
        == "bias, variable, float32 [5], 20 B, 2 of 2, 2 children, unfolded"
    )


def test_keys_zoom_fit_and_focus(qtbot, guide):
    fitted = guide.canvas.zoom
    key(qtbot, guide, Qt.Key.Key_Plus)
    larger = guide.canvas.zoom
    key(qtbot, guide, Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    smaller = guide.canvas.zoom
    key(qtbot, guide, Qt.Key.Key_0)

    assert larger == pytest.approx(fitted * 1.25, rel=0.03)
    assert smaller == pytest.approx(fitted * 0.8, rel=0.05)
    assert guide.canvas.zoom == fitted


def test_the_wheel_zooms_at_the_cursor(qtbot, guide):
    place = guide.canvas.place_of(KERNEL)

    guide.canvas.zoom_by(1.6, place)
    settle(qtbot, guide)

    assert (guide.canvas.place_of(KERNEL) - place).manhattanLength() < 1.5


def pixels_of(canvas):
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).copy()


def test_a_drag_pans_by_whole_pixels_and_keeps_the_picture(qtbot, guide):
    canvas = guide.canvas
    canvas.zoom_by(1.5, smooth=False)
    canvas.grab()
    start = QPoint(60, 60)
    before = canvas.place_of(KERNEL)

    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(canvas, start + QPoint(13 * step, 7 * step))
        canvas.grab()
    qtbot.wait(80)  # held still: no glide after the release
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(65, 35))
    settle(qtbot, guide)

    moved = canvas.place_of(KERNEL) - before
    shifted = pixels_of(canvas)
    canvas.refresh()
    assert (moved.x(), moved.y()) == pytest.approx((65, 35))
    # The picture moved along: all but the places where the pointer's ring and a dash's beginning differ.
    assert (shifted != pixels_of(canvas)).mean() < 0.002


def test_what_cannot_be_coloured_says_why(open_view, golden):
    view = open_view(golden / "checkpoint_basic_tf215/checkpoints")

    entries = {action.objectName(): action for action in view.toolbar.modes.menu().actions()}
    difference, verdict = entries["graph_colour_by_difference"], entries["graph_colour_by_restore_verdict"]
    assert (difference.isEnabled(), verdict.isEnabled()) == (False, False)
    assert difference.text() == "difference  (no older step)"
    assert "No older step: choose one to compare with." in difference.toolTip()
    assert verdict.text() == "restore verdict  (no target)"
    assert "No target: choose the model this checkpoint is to be restored into." in verdict.toolTip()


def test_differences_are_coloured_and_f7_goes_through_them(qtbot, guide):
    guide.set_mode(BY_DIFFERENCE)
    settle(qtbot, guide)

    colouring = guide.canvas.scene.colouring
    counts = {entry.name: entry.count for entry in colouring.entries if entry.count}
    assert colouring.mode == BY_DIFFERENCE
    # Ten more steps changed all but the constant beta_1, beta_2, decay and learning_rate; the iterator is a variant.
    golden_same = {"same": 4}
    assert counts["same"] >= golden_same["same"]
    assert colour_at(guide, KERNEL) == current_palette().difference("value")
    assert guide.next_difference(True)
    first = guide.session.selected_node
    assert guide.next_difference(True)
    assert guide.session.selected_node not in (first, -1)


def test_how_much_it_moved_needs_values_and_gets_them(qtbot, guide):
    guide.set_mode(BY_MOVE)
    settle(qtbot, guide)

    scene = guide.canvas.scene
    code = scene.colouring.code[scene.drawing.position(9)]  # beta_2
    assert scene.colouring.mode == BY_MOVE
    assert scene.colouring.entries[code].name == "unchanged"
    assert (
        scene.colouring.entries[scene.colouring.code[scene.drawing.position(STEP)]].name == "more than 10 %"
    )


def test_sizes_are_coloured_in_steps(qtbot, guide):
    guide.set_mode(BY_SIZE)
    settle(qtbot, guide)

    colouring = guide.canvas.scene.colouring
    assert {entry.name: entry.count for entry in colouring.entries if entry.count} == {"below 1 KiB": 14}


def test_incompatible_variables_are_ringed_red_with_a_mark(qtbot, guide):
    side = Expectation("float32", (1, 7))
    key_of = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    row = RestoreRow(key_of, side, Expectation("float32", (1, 5)), "shape differs", "model expects …", "")
    guide.session.report = RestoreReport("ckpt-5", "other", (row,), "1 of 1 variables is not restored.")
    guide.session.report_changed.emit(guide.session.report)
    settle(qtbot, guide)

    scene = guide.canvas.scene
    position = scene.drawing.position(KERNEL)
    image = guide.canvas.grab().toImage()
    centre, radius = guide.canvas.place_of(KERNEL), 9 * 1.5 * guide.canvas.zoom
    across = range(round(centre.x() + radius) - 3, round(centre.x() + radius) + 4)
    ring = {image.pixelColor(QPoint(x, round(centre.y()))).name().upper() for x in across}
    assert np.flatnonzero(scene.colouring.ring).tolist() == [position]
    assert scene.colouring.ring_mark[position] == "≠"
    assert ring >= {current_palette().verdict("shape differs")}

    guide.set_mode(BY_VERDICT)
    settle(qtbot, guide)
    assert colour_at(guide, KERNEL) == current_palette().verdict("shape differs")


def test_the_search_marks_flies_and_cycles(qtbot, guide):
    guide.set_search("kernel")
    settle(qtbot, guide)
    first = guide.session.selected_node
    matches = sorted(guide.canvas.matches.tolist())
    key(qtbot, guide, Qt.Key.Key_Return)
    second = guide.session.selected_node
    key(qtbot, guide, Qt.Key.Key_F3)
    third = guide.session.selected_node
    key(qtbot, guide, Qt.Key.Key_F3)

    assert matches == [12, 14, 16]
    assert [first, second, third, guide.session.selected_node] == [12, 14, 16, 12]
    assert "match 1 of 3" in guide.breadcrumbs.note.text()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("slot m", [14, 15]),
        ("[1, 5] variable", [12]),
        ("float32 hyper", [8, 9, 10, 11]),
        ("no such thing", []),
    ],
)
def test_the_search_knows_roles_dtypes_and_shapes(qtbot, guide, query, found):
    guide.set_search(query)
    settle(qtbot, guide)

    assert sorted(guide.canvas.matches.tolist()) == found


def test_a_match_inside_a_folded_node_is_unfolded(qtbot, guide):
    click(qtbot, guide, NET, double=True)
    settle(qtbot, guide)
    assert KERNEL not in shown(guide)

    guide.set_search("l1/kernel")
    settle(qtbot, guide)

    assert KERNEL in shown(guide)
    assert guide.session.selected_node == KERNEL
    assert guide.canvas.rect().contains(guide.canvas.place_of(KERNEL).toPoint())


def test_the_hover_card_is_plain_text_with_all_paths(qtbot, open_view):
    name = "<b>w</b>&amp;\u202e"
    graph = make_graph(
        ["container", "container", "variable"], [(0, name, 2), (0, "list", 1), (1, "0", 2)], rows={2: 0}
    )
    view = open_view(graph)

    place = view.canvas.place_of(2).toPoint()
    qtbot.mouseMove(view.canvas, place - QPoint(3, 3))
    qtbot.mouseMove(view.canvas, place)
    qtbot.waitUntil(view.card.isVisible, timeout=3_000)

    labels = [label for label in view.card.findChildren(QLabel) if label.isVisible()]
    texts = [label.text() for label in labels]
    facts = dict(zip(texts[::2], texts[1::2], strict=True))
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert facts["path"] == "<b>w<.Sb>&amp;\\u202e"
    assert facts["also at"] == "list/0"
    assert facts["stored"] == "float32 [4, 10]"
    assert facts["size"] == "160 B · 40 values"


def test_another_step_of_the_same_graph_keeps_view_and_folding(qtbot, guide):
    click(qtbot, guide, NET, double=True)
    settle(qtbot, guide)
    guide.canvas.zoom_by(1.4, smooth=False)
    before = guide.canvas.place_of(OPTIMIZER)

    guide.session.step_by(-1)
    qtbot.waitUntil(
        lambda: guide.session.newer is not None and guide.session.newer.step == 40, timeout=10_000
    )
    settle(qtbot, guide)

    assert len(shown(guide)) == 11
    assert guide.canvas.place_of(OPTIMIZER) == before


def test_name_based_checkpoints_draw_their_scopes(open_view, golden):
    view = open_view(golden / "iris_dnn_tf115/models/iris")

    drawing = view.canvas.scene.drawing
    names = {
        drawing.graph.path(int(node)): label
        for node, label in zip(drawing.layout.node, drawing.label, strict=True)
    }
    assert names["dnn/logits/kernel"] == "kernel"
    assert names["dnn/logits/kernel/t_0/Adagrad"] == "Adagrad"
    assert "scopes and tensors" in view.breadcrumbs.note.text()


@pytest.mark.parametrize("zoom", [0.08, 0.25, 0.7])
def test_every_zoom_paints_the_roles_colours(qtbot, open_view, zoom):
    view = open_view(layered_model(400))
    view.toolbar.unfold.trigger()
    settle(qtbot, view)

    view.canvas.zoom_by(zoom / view.canvas.zoom, QPointF(200, 200), smooth=False)
    image = view.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    for role in ("variable", "slot", "layer"):
        assert (pixels == QColor(current_palette().role(role)).rgb()).sum() > 50


def test_panning_a_large_graph_gives_the_same_picture_as_painting_it_anew(qtbot, open_view):
    view = open_view(layered_model(400))
    view.toolbar.unfold.trigger()
    settle(qtbot, view)
    for zoom in (0.1, 0.3, 0.8):
        view.canvas.zoom_by(zoom / view.canvas.zoom, QPointF(200, 200), smooth=False)
        view.canvas.grab()
        for way in ((17, 0), (0, -23), (-40, 31)):
            view.canvas.pan_by(*way)
            moved = pixels_of(view.canvas)
        view.canvas.refresh()

        anew = pixels_of(view.canvas)

        assert (moved != anew).mean() < 0.002  # a dash may begin elsewhere in its pattern


def test_an_empty_graph_and_a_deep_chain_are_shown(open_view, qtbot):
    view = open_view(chain(5_000))
    assert view.canvas.scene.drawing.count > 0

    view.session.newer = None
    view.session.newer_changed.emit(None)

    assert view.canvas.scene is None
    assert view.canvas.message == "Choose a checkpoint to see its graph."


def test_every_control_has_a_name_and_an_accessible_name(guide):
    focusable = [
        widget for widget in guide.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(guide)
    ]  # fmt: skip

    assert len(focusable) > 8
    assert [widget for widget in focusable if not widget.objectName()] == []
    assert [widget for widget in focusable if not (widget.accessibleName() or widget.text())] == []


def test_a_question_for_the_legends_height_moves_nothing(guide):
    legend = guide.legend
    before = [button.geometry() for button in legend.findChildren(QToolButton)]

    height = legend.heightForWidth(150)

    assert height > legend.height()
    assert [button.geometry() for button in legend.findChildren(QToolButton)] == before


def test_names_seen_from_afar_cover_no_node_and_stay_in_the_view(guide):
    scene, within = guide.canvas.scene, QRect(0, 0, 520, 400)
    layout = scene.drawing.layout
    scale = 500 / float(layout.x.max() - layout.x.min())
    view = Viewport(scale, 10 - float(layout.x.min()) * scale, 10 - float(layout.y.min()) * scale, 1.0)
    painter = _Recorder()

    paint_names(painter, scene, view, within)

    places = [QPointF(x * scale + view.x, y * scale + view.y) for x, y in zip(layout.x, layout.y)]
    assert len(painter.boxes) > 5
    assert [box for box in painter.boxes if any(box.contains(place) for place in places)] == []
    assert max(box.right() for box in painter.boxes) <= within.right()


class _Recorder:
    """A painter that keeps where names were put."""

    def __init__(self) -> None:
        self.boxes: list[QRectF] = []

    def setFont(self, font) -> None:
        self._metrics = QFontMetrics(font)

    def fontMetrics(self) -> QFontMetrics:
        return self._metrics

    def fillRect(self, box, colour) -> None:
        self.boxes.append(box)

    def setPen(self, colour) -> None: ...

    def drawText(self, place, text) -> None: ...
