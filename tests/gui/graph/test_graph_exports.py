"""What Ctrl+E writes of the graph: every format, of the whole, of what is shown, of a selection."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QComboBox, QPushButton, QRadioButton

from explorer.errors import ExplorerError
from explorer.gui.export_dialog import WHICH, ExportDialog, export_name
from explorer.gui.graph import graph_picture
from explorer.gui.graph.graph_picture import size_of
from explorer.gui.settings import Settings
from explorer.report.graph_svg import Frame
from explorer.task import QUIET, Cancelled, Task


def written(view, tmp_path, suffix: str, **answers: str):
    """(the file, the note) of one export with its questions answered."""
    export = next(export for export in view.exports() if export.suffix == suffix)
    told = {question.id: question.answers[0][0] for question in export.questions}
    chosen = export.answered(told | {f"graph_{name}": answer for name, answer in answers.items()})
    path = tmp_path / f"graph{suffix}"
    note = chosen.write(path, QUIET)
    return path, note


def node_ids(path) -> list[int]:
    return [node["id"] for node in json.loads(path.read_text("utf-8"))["nodes"]]


def test_one_offer_a_format(guide):
    assert [(export.label, export.suffix) for export in guide.exports()] == [
        ("Graph as picture (PNG)", ".png"),
        ("Graph as SVG, text as text", ".svg"),
        ("Graph for Graphviz (DOT)", ".dot"),
        ("Graph as GraphML, for yEd and Gephi", ".graphml"),
        ("Graph as node-link JSON", ".json"),
    ]


@pytest.mark.parametrize("scope", ["whole", "visible"])
def test_each_format_is_read_back(guide, tmp_path, scope):
    files = {suffix: written(guide, tmp_path, suffix, scope=scope)[0] for suffix in (".png", ".svg", ".dot", ".graphml", ".json")}  # fmt: skip

    assert not QImage(str(files[".png"])).isNull()
    assert "kernel" in [element.text for element in ET.parse(files[".svg"]).iter()]
    assert len(re.findall(r"^  n\d+ \[", files[".dot"].read_text("utf-8"), re.MULTILINE)) == 18
    assert len(ET.parse(files[".graphml"]).findall(".//{*}node")) == 18
    assert node_ids(files[".json"]) == list(range(18))


def test_a_selection_of_one_node_brings_what_is_below_it(guide, tmp_path):
    guide.canvas.select(6)

    path, _ = written(guide, tmp_path, ".json", scope="selection")

    assert node_ids(path) == [6, 12, 13, 14, 15, 16, 17]


def test_the_legend_of_a_part_counts_what_the_picture_shows(guide, tmp_path):
    guide.canvas.select(6)

    def legend(scope: str) -> set[str]:
        path, _ = written(guide, tmp_path, ".svg", scope=scope)
        texts = {element.text or "" for element in ET.parse(path).iter()}
        return {text for text in texts if re.fullmatch(r"[a-z ]+ \d+", text)}

    assert legend("selection") == {"variable 2", "slot variable 4", "layer 1", "container 2"}
    assert {"variable 3", "hyperparameter 5", "other 1"} < legend("visible")


def test_without_a_selection_the_dialog_says_why_it_cannot_be_written(qtbot, guide):
    dialog = ExportDialog(guide.exports())
    qtbot.addWidget(dialog)
    scope = dialog.findChild(QComboBox, "export_graph_scope")

    assert scope.itemText(scope.findData("selection")) == "The selection (nothing is selected)"
    assert not scope.model().item(scope.findData("selection")).isEnabled()


def test_format_and_scope_are_chosen_by_keyboard_and_remembered(qtbot, guide):
    settings = Settings(fresh=True)
    dialog = ExportDialog(guide.exports(), None, settings.export_answers)
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.keyClick(dialog.findChild(QRadioButton, "export_1"), Qt.Key.Key_Space)
    qtbot.keyClick(dialog.findChild(QComboBox, "export_graph_scope"), Qt.Key.Key_Down)
    settings.export_answers = dialog.answers_now()
    again = ExportDialog(guide.exports(), None, settings.export_answers)
    qtbot.addWidget(again)

    assert settings.export_answers[WHICH] == "Graph as SVG, text as text"
    assert again.chosen().suffix == ".svg"
    assert again.chosen().name_part == "whole-graph"


def test_questions_that_change_nothing_are_out_of_reach(qtbot, guide):
    dialog = ExportDialog(guide.exports())
    qtbot.addWidget(dialog)

    dialog.findChild(QRadioButton, "export_4").setChecked(True)

    reach = {name: combo.isEnabled() for name, combo in dialog.answers.items()}
    assert reach == {"graph_scope": True, "graph_background": False, "graph_size": False}
    assert dialog.findChild(QPushButton, "export_choose_file").isEnabled()


def test_the_file_name_tells_the_scope(guide):
    export = guide.exports()[1]
    session = SimpleNamespace(
        run=SimpleNamespace(directory=SimpleNamespace(name="run")),
        newer=object(), newer_entry=SimpleNamespace(label="step 3"), older_entry=None,
    )  # fmt: skip

    names = [
        export_name(session, export.answered({"graph_scope": scope}), "graph")
        for scope in ("visible", "whole")
    ]

    assert names == ["run-step 3-graph", "run-step 3-whole-graph"]


def test_a_picture_has_the_size_and_the_background_asked_for(guide, tmp_path):
    path, note = written(guide, tmp_path, ".png", background="dark", size="1x")
    small = QImage(str(path))
    path, _ = written(guide, tmp_path, ".png", background="transparent", size="2x")
    large = QImage(str(path))

    assert small.pixelColor(2, 2) == QColor("#15181C")
    assert large.pixelColor(2, 2).alpha() == 0
    assert abs(large.width() - 2 * small.width()) <= 2
    assert note == f"{small.width():,} × {small.height():,} pixels"


def test_strips_of_a_picture_join(guide, tmp_path, monkeypatch):
    whole = QImage(str(written(guide, tmp_path, ".png", size="1x")[0]))
    monkeypatch.setattr(graph_picture, "STRIP_PIXELS", 40_000)

    strips = QImage(str(written(guide, tmp_path, ".png", size="1x")[0]))

    assert strips.size() == whole.size()
    differ = sum(
        strips.pixel(x, y) != whole.pixel(x, y)
        for y in range(whole.height())
        for x in range(0, whole.width(), 2)
    )
    assert differ < 0.01 * whole.width() * whole.height() / 2  # dashes may begin a little elsewhere


def test_a_picture_too_large_is_made_smaller_and_says_so():
    size = size_of(Frame(0, 0, 200_000, 1_000, ()), 2.0)

    assert (size.width, size.height) == (16_000, 80)
    assert size.note.startswith("16,000 × 80 pixels, at 4 % of the size asked for")


def test_a_picture_that_would_be_a_line_is_refused(guide, tmp_path, monkeypatch):
    monkeypatch.setattr(graph_picture, "frame_of", lambda *_: Frame(0, 0, 400, 900_000, ()))

    with pytest.raises(ExplorerError, match="7 × 16,000 pixels, and nothing could be seen in it"):
        written(guide, tmp_path, ".png", scope="whole")
    assert list(tmp_path.iterdir()) == []


def test_the_whole_as_a_picture_holds_helpers_too(qtbot, open_view, golden, tmp_path):
    view = open_view(golden / "keras_cnn_tf215/checkpoints/cnn_01")
    graph = view.canvas.scene.drawing.graph
    assert view.canvas.scene.drawing.helper_count == 67
    assert not view.canvas.scene.drawing.state.show_helpers

    path, _ = written(view, tmp_path, ".svg", scope="whole")

    assert graph.node_count == 93
    assert ">93 nodes, coloured by role<" in path.read_text("utf-8")


def test_a_cancelled_picture_leaves_no_file(guide, tmp_path):
    export = guide.exports()[0].answered({"graph_scope": "whole"})
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        export.write(tmp_path / "x.png", task)
    assert list(tmp_path.iterdir()) == []


def test_the_part_on_the_screen_is_what_the_canvas_shows(guide, tmp_path):
    path, _ = written(guide, tmp_path, ".png", scope="screen")

    assert QImage(str(path)).size() == guide.canvas.size()
