"""What the inspector says of a whole checkpoint, and of a node that stores no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from explorer.gui.inspector.parts import RoleName
from explorer.gui.inspector.saved_model_facts import add_checkpoint_facts, add_node_facts, signature_lines
from explorer.gui.language import tr
from explorer.gui.plain_text import breakable, plain_label
from explorer.gui.theme import current_palette
from explorer.report.numbers import display_name, format_bytes, format_count, format_percent

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.inspector.page import Page

MOST_NAMES = 12
_FORMAT_WORDS = {  # as in the help page about formats
    "tensor_bundle": "tensor bundle (V2)",
    "tensor_slice_v1": "first format (V1)",
    "saved_model": "SavedModel",
    "h5": "Keras .h5",
    "weights_h5": "Keras .weights.h5",
    "keras": "Keras archive (.keras)",
}


def show_checkpoint(page: Page, checkpoint: Checkpoint) -> None:
    """The checkpoint as a whole: its kind, sizes, files, roles and signatures."""
    page.heading("Checkpoint")
    entry = page.session.newer_entry
    is_whole = entry is not None and entry.path == checkpoint.prefix
    page.title(entry.name if is_whole else checkpoint.name)
    for sentence in checkpoint.problems[:5]:
        page.sentence(f"! {display_name(sentence, 1024)}", current_palette().verdict("damaged"))
    facts = page.facts("checkpoint_facts")
    if checkpoint.step is not None:
        facts.add("step", f"{checkpoint.step:,}", data=True)
    if checkpoint.number is not None:
        facts.add(
            "save", f"{checkpoint.number:,}", data=True, tip="How often Checkpoint.save ran; not a step"
        )
    facts.add("format", _FORMAT_WORDS.get(checkpoint.format, checkpoint.format))
    facts.add("kind", "object-based" if checkpoint.object_based else "name-based")
    facts.add("variables", format_count(checkpoint.variable_count))
    total = sum(size for _, size in checkpoint.totals_by_role.values())
    facts.add("size", format_bytes(total))
    files = checkpoint.reader.data_files
    missing = sum(file.size_bytes is None for file in files)
    if files:
        text = f"{len(files)}" + (f", {missing} missing" if missing else "")
        facts.add("data files", text, colour=current_palette().verdict("damaged") if missing else "")
    add_checkpoint_facts(facts, checkpoint)
    if entry is not None and entry.modified is not None:
        from explorer.report.numbers import format_time

        facts.add("written", format_time(entry.modified))
    page.heading("By role")
    roles = page.facts("role_facts")
    for role, (count, size) in sorted(checkpoint.totals_by_role.items(), key=lambda item: -item[1][1]):
        share = format_percent(size / total) if total else ""
        row = roles._grid.rowCount()
        name = RoleName(role, f"{tr(role)} {format_count(count)}", roles)
        name.keep_whole()
        roles._grid.addWidget(name, row, 0, 1, 2)
        for column, text in ((2, format_bytes(size)), (3, share)):
            label = plain_label(text, roles)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            roles._grid.addWidget(label, row, column)
    signatures = signature_lines(checkpoint)
    if signatures:
        page.heading("Signatures")
        for line in signatures:
            page.line(line)
    page.sentence("Choose a variable in any view to see its values.")


def show_node(page: Page, checkpoint: Checkpoint, node: int) -> None:
    """An object or scope without a value of its own."""
    graph = checkpoint.graph
    if node >= graph.node_count:  # of a graph joined with that of the older step or of the target
        page.heading("Object")
        page.sentence(
            "This step does not hold it: only the older step does, or the model it is checked against."
        )
        page.sentence("Its path stands below the graph; D shows what is known of it.")
        return
    role = graph.role_name(node)
    page.heading("Scope" if graph.is_scope_tree else "Object")
    page.title(graph.path(node) or "(root)")
    facts = page.facts("node_facts")
    facts.add_widget("role", RoleName(role, tr(role), facts))
    name = graph.class_name(node)
    if name and not graph.class_is_told(node):
        from explorer.report.card_facts import (
            class_origin,
        )  # late: it needs numpy, and the window opens first

        facts.add("class", breakable(name) + tr(class_origin(graph, node)), data=True)
    if not graph.is_scope_tree:
        add_node_facts(facts, checkpoint, node)
    children = graph.children(node)
    facts.add("children", format_count(len(children)))
    facts.add("node", str(node), data=True)
    if children:
        names = ", ".join(display_name(name, 40) for name, _ in children[:MOST_NAMES])
        facts.add("names", names + (" ..." if len(children) > MOST_NAMES else ""), name=True)
    paths = graph.paths(node, 6)
    if len(paths) > 1:
        facts.add("also", "\n".join(breakable(path) for path in paths[1:]), data=True)
    page.sentence("It stores no value of its own.")
