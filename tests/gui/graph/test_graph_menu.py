"""The context menu: what it copies, where it leads, and what it says of what cannot be had."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from explorer.gui.graph.canvas_input import _COMMANDS
from explorer.gui.graph.graph_keys import KEYS
from explorer.gui.graph.searched_graph import CARD_KEY
from explorer.report.node_words import expression
from explorer.resources import resource_path
from explorer.task import QUIET
from tests.gui.graph.hands import BIAS, CONTROL, KERNEL, KERNEL_M, L1, NET, click, key, menu_of, shown
from tests.made_graphs import make_graph

KEY_OF = "net/l1/{}/.ATTRIBUTES/VARIABLE_VALUE"


def copied(entry):
    entry.trigger()
    return QGuiApplication.clipboard().text()


def test_a_nodes_path_key_and_code_are_copied(qtbot, guide):
    click(qtbot, guide, KERNEL)
    entries = menu_of(guide, KERNEL)

    python = copied(entries["copy_python"])

    assert copied(entries["copy_path"]) == "net/l1/kernel"
    assert copied(entries["copy_key"]) == KEY_OF.format("kernel")
    assert copied(entries["copy_expression"]) == "net.l1.kernel"
    assert python.startswith("explorer.open_checkpoint('")
    assert python.endswith(f"ckpt-5').read('{KEY_OF.format('kernel')}')")


def test_several_chosen_nodes_are_copied_together_by_python_that_runs(qtbot, guide):
    import explorer

    click(qtbot, guide, KERNEL)
    click(qtbot, guide, BIAS, modifier=CONTROL)
    entries = menu_of(guide, KERNEL)

    known = {"explorer": explorer}
    exec(copied(entries["copy_python"]), known)  # the point of code is that it runs

    assert copied(entries["copy_path"]) == "net/l1/kernel\nnet/l1/bias"
    assert copied(entries["copy_key"]) == "\n".join(KEY_OF.format(name) for name in ("kernel", "bias"))
    assert {key: value.shape for key, value in known["values"].items()} == {
        KEY_OF.format("kernel"): (1, 5), KEY_OF.format("bias"): (5,),
    }  # fmt: skip
    assert entries["note"].isEnabled()


def test_all_paths_of_a_shared_node(qtbot, open_view):
    graph = make_graph(
        ["container", "layer", "container", "variable"],
        [(0, "net", 1), (0, "all", 2), (1, "kernel", 3), (2, "0", 3)],
        rows={3: 0},
    )
    view = open_view(graph)

    assert copied(menu_of(view, 3)["copy_paths"]) == "net/kernel\nall/0"
    assert not menu_of(view, 1)["copy_paths"].isEnabled()


@pytest.mark.parametrize(
    ("edges", "node", "expected"),
    [
        ([(0, "net", 1), (1, "l1", 2)], 2, "net.l1"),
        ([(0, "layers", 1), (1, "12", 2)], 2, "layers[12]"),
        ([(0, "net", 1), (1, "class", 2)], 2, "getattr(net, 'class')"),
        ([(0, "layer_with_weights-0", 1), (0, "dense", 1)], 1, "dense"),
        ([(0, "layer-0", 1)], 1, "getattr(root, 'layer-0')"),
        ([(0, "3", 1)], 1, "root[3]"),
        ([(0, "a'b\n", 1)], 1, 'getattr(root, "a\'b\\n")'),
        ([(0, "net", 1)], 0, ""),
        ([(0, "net", 1)], 2, ""),
    ],
)
def test_expressions_of_the_program(edges, node, expected):
    assert expression(make_graph(["container"] * 3, edges), node) == expected


def test_slots_and_names_without_objects_have_no_expression(guide, open_view, golden):
    graph = guide._loaded.graph

    assert expression(graph, KERNEL_M) == ""
    assert not menu_of(guide, KERNEL_M)["copy_expression"].isEnabled()
    scopes = open_view(golden / "iris_dnn_tf115/models/iris")._loaded.graph
    assert {expression(scopes, node) for node in range(scopes.node_count)} == {""}


def test_entries_that_cannot_be_had_say_why(qtbot, open_view, golden):
    view = open_view(golden / "checkpoint_basic_tf215/checkpoints")
    graph = view._loaded.graph
    variable = next(node for node in range(graph.node_count) if graph.role_name(node) == "variable")
    entries = menu_of(view, variable)

    assert entries["show_variables"].isEnabled()
    assert entries["show_compare"].toolTip() == "No older step: choose one to compare with."
    assert entries["show_restore"].toolTip() == "No target: choose a model to restore into."
    assert menu_of(view, 0)["copy_key"].toolTip() == "This node stores no value."


def test_the_empty_canvas_has_a_menu_for_the_whole_picture(qtbot, guide):
    key(qtbot, guide, Qt.Key.Key_1)
    entries = menu_of(guide, -1)

    entries["unfold_all"].trigger()
    key(qtbot, guide)

    assert len(shown(guide)) == 18
    assert entries["everything"].toolTip() == "Nothing is left out."
    assert entries["notes"].toolTip() == "No notes yet: choose a node and press N."
    assert entries["undo"].text() == "Take the last change back\tCtrl+Z"


def test_what_is_left_out_can_be_shown_again_only_while_something_is(qtbot, guide):
    whole = menu_of(guide, L1)["everything"]
    assert (whole.isEnabled(), whole.toolTip()) == (False, "Nothing is left out.")

    menu_of(guide, L1)["isolate"].trigger()
    key(qtbot, guide)
    entry = menu_of(guide, L1)["everything"]

    assert shown(guide) == [0, NET, L1, KERNEL, BIAS, 14, 15, 16, 17]
    assert entry.isEnabled()
    assert menu_of(guide, 0)["isolate"].toolTip() == "It is the whole graph."


def test_every_entry_is_named_and_none_appears_twice(guide):
    for node in (NET, L1, KERNEL, KERNEL_M, -1):
        menu_of(guide, node)
        waiting, names = [guide._menu], []
        while waiting:
            menu = waiting.pop()
            assert menu.objectName().startswith("graph_")
            names += [
                action.objectName()
                for action in menu.actions()
                if not action.isSeparator() and not action.menu()
            ]
            waiting += [action.menu() for action in menu.actions() if action.menu()]
        assert isinstance(guide._menu, QMenu)
        assert len(names) == len(set(names)) > 7
        assert all(name.startswith("graph_menu_") for name in names)


def test_every_key_stands_on_the_help_page():
    page = resource_path("help", "keyboard.md").read_text(encoding="utf-8")
    inside = page[page.index("In the graph") : page.index("In Variables and Restore")]

    missing = [texts[0] for texts in KEYS.values() if texts[0] not in inside]

    assert missing == []


def test_no_key_of_the_graph_means_two_things():
    own = [QKeySequence(text)[0].toCombined() for texts in KEYS.values() for text in texts]
    moving = (
        "0",
        "F",
        "+",
        "-",
        "Home",
        "Left",
        "Right",
        "Up",
        "Down",
        "Space",
        "Shift+Return",
        "Ctrl+Space",
        "B",
    )
    others = [*_COMMANDS, CARD_KEY, *(QKeySequence(text)[0].toCombined() for text in moving)]

    bound = [*own, *map(int, others)]

    assert sorted(set(bound)) == sorted(bound)


def test_a_menu_ends_with_the_graph_it_was_opened_on(qtbot, guide, golden):
    guide.canvas.menu_asked.emit(KERNEL, guide.mapToGlobal(guide.rect().center()))
    entry = next(action for action in guide._menu.actions() if action.objectName() == "graph_menu_note")
    copy = guide._menu.findChild(QAction, "graph_menu_copy_path")
    assert guide._menu.isVisible()

    guide.session.close_run()
    settled_without_a_graph = guide.canvas.scene is None
    copy.trigger()  # as if it had been pressed a moment earlier
    entry.trigger()

    assert settled_without_a_graph
    assert not guide._menu.isVisible()
    assert QGuiApplication.clipboard().text() == "net/l1/kernel"


def test_what_a_worker_copies_is_of_the_graph_the_menu_was_opened_on(qtbot, guide, monkeypatch):
    jobs = []
    guide.copy_in_job = lambda count, make: jobs.append(make)
    monkeypatch.setattr("explorer.gui.graph.noted_graph.FEW", 1)
    click(qtbot, guide, KERNEL)
    click(qtbot, guide, BIAS, modifier=CONTROL)
    for name in ("copy_path", "copy_key"):
        menu_of(guide, KERNEL)[name].trigger()

    guide.session.close_run()

    assert [make(QUIET) for make in jobs] == [
        "net/l1/kernel\nnet/l1/bias",
        f"{KEY_OF.format('kernel')}\n{KEY_OF.format('bias')}",
    ]
