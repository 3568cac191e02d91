"""A graph view over a session: a real run, or a checkpoint made of a graph by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from explorer.gui.graph.graph_view import GraphView
from explorer.gui.session import Session
from explorer.gui.theme import apply_theme
from tests.made_graphs import table_of


@pytest.fixture(autouse=True)
def theme(qapp: QApplication):
    apply_theme(qapp, "light", percent=100)


@pytest.fixture
def session():
    made = Session()
    yield made
    made.close_run()
    made.pool.close()


@pytest.fixture
def open_view(qtbot, session):
    """Shows a graph view of a directory, or of a graph made by hand."""

    def open_it(source, *, size=(1100, 760)) -> GraphView:
        view = GraphView(session)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        qtbot.waitExposed(view)
        view.activate()
        if hasattr(source, "node_count"):
            rows = int(source.row.max(initial=-1)) + 1
            session.newer = SimpleNamespace(
                graph=source, table=table_of([f"key/{row}" for row in range(rows)]), name="made", prefix="made",
                identity=("made",), variable=lambda key: SimpleNamespace(node=None),
            )  # fmt: skip
            session.newer_changed.emit(session.newer)
        else:
            session.open(source)
        settle(qtbot, view)
        return view

    return open_it


@pytest.fixture
def guide(open_view, golden):
    """The run of TensorFlow's checkpoint guide."""
    return open_view(golden / "net_adam_manager_legacy_tf215/tf_ckpts")


def settle(qtbot, view: GraphView) -> None:
    """Until the scene is there and nothing is on its way."""
    session = view.session
    qtbot.waitUntil(
        lambda: view.canvas.scene is not None and not view.is_busy() and not session.is_busy(), timeout=20_000
    )
