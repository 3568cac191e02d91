"""Hands on a graph view: real clicks and keys, and the guide's nodes by the ids its file gives them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.graph.conftest import settle

GUIDE = "net_adam_manager_legacy_tf215/tf_ckpts"
ROOT, ITERATOR, NET, OPTIMIZER, STEP, L1, ITER, KERNEL, BIAS, KERNEL_M = 0, 1, 2, 3, 4, 6, 7, 12, 13, 14
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def click(qtbot, view, node, *, double=False, modifier=NONE):
    """On the middle of a node."""
    place = view.canvas.place_of(node).toPoint()
    act = qtbot.mouseDClick if double else qtbot.mouseClick
    act(view.canvas, Qt.MouseButton.LeftButton, modifier, pos=place)


def key(qtbot, view, *keys, modifier=NONE):
    """On the canvas, and wait for what it brings about."""
    for one in keys:
        qtbot.keyClick(view.canvas, one, modifier)
    settle(qtbot, view)


def shown(view):
    """The ids of all drawn nodes."""
    return sorted(view.canvas.scene.drawing.layout.node.tolist())


def said(view):
    """The sentence at the right of the path."""
    return view.breadcrumbs.note.text()


def menu_of(view, node):
    """The entries of the context menu by name, those of its inner menus too."""
    view.canvas.menu_asked.emit(node, view.mapToGlobal(view.rect().center()))
    found = {}
    waiting = list(view._menu.actions())
    while waiting:
        action = waiting.pop()
        if action.menu() is not None:
            waiting += action.menu().actions()
        found[action.objectName().removeprefix("graph_menu_")] = action
    view._menu.close()
    return found
