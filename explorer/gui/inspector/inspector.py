"""The inspector: everything known of the chosen variable, node, or else of the checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.errors import ExplorerError
from explorer.gui.inspector.parts import Facts, RoleName, SmallHistogram, clear_layout, heading, link_button
from explorer.gui.inspector.saved_model_facts import add_checkpoint_facts, add_node_facts, signature_lines
from explorer.gui.inspector.small_value import is_small, small_value
from explorer.gui.plain_text import breakable, plain_label, tool_tip
from explorer.gui.problems import describe
from explorer.gui.session import Session
from explorer.gui.theme import current_palette, data_font
from explorer.gui.turns import first_turn
from explorer.report.numbers import (
    display_name,
    format_bytes,
    format_count,
    format_float,
    format_percent,
    format_shape,
)
from explorer.report.sentences import capital
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.diff import ValueChange
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable

SETTLES_MS = 90  # arrow keys run through a table: read values for the row where they stop
MAX_LINKS = 12

# Formats without a checksum for each tensor: where theirs stands.
_FORMAT_WORDS = {  # as in the help page about formats
    "tensor_bundle": "tensor bundle (V2)",
    "tensor_slice_v1": "first format (V1)",
    "saved_model": "SavedModel",
    "h5": "Keras .h5",
    "weights_h5": "Keras .weights.h5",
    "keras": "Keras archive (.keras)",
}
_CHECKSUM_WORDS = {
    "tensor_slice_v1": "of its block",
    "h5": "none in this format",
    "weights_h5": "none in this format",
    "keras": "of the archive",
}


class Inspector(QScrollArea):
    """Follows the session's selection; reads the small value, statistics and change of what is chosen."""

    heading_changed = Signal(str)  # "VARIABLE", "CHECKPOINT": the dock's title

    def __init__(
        self, session: Session, copy_actions: tuple[QAction, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._copy_actions = copy_actions
        self.setObjectName("inspector")
        self.setAccessibleName("Inspector")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(250)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget(self)
        self._body.setObjectName("inspector_body")
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(14, 2, 8, 12)
        self._layout.setSpacing(6)
        self.setWidget(self._body)
        self._value_slot = session.new_slot(self, "Reading a value")
        self._change_slot = session.new_slot(self, "Comparing a variable")
        self._value: str | ExplorerError | None = None
        self._change: ValueChange | Exception | str | None = None
        self._asked_for: tuple[object, ...] = ()
        self._ask_timer = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._ask_timer.timeout.connect(self._ask)
        self._show_timer = QTimer(self, singleShot=True, interval=0)  # many signals, one rebuild
        self._show_timer.timeout.connect(self._show)
        self._listening = False
        for signal in (
            session.selection_changed,
            session.node_changed,
            session.newer_changed,
            session.older_changed,
        ):
            signal.connect(self._renew)
        for signal in (session.report_changed, session.choice_changed):
            signal.connect(lambda _: self._show_timer.start())
        session.palette_changed.connect(self._show_timer.start)
        session.entries_changed.connect(self._show_timer.start)
        self._show()

    def is_busy(self) -> bool:
        """Whether something shown here is still on its way."""
        waiting = self._ask_timer.isActive() or self._show_timer.isActive()
        return waiting or self._value_slot.is_busy or self._change_slot.is_busy

    # -- asking --------------------------------------------------------------------------------

    def _variable(self) -> Variable | None:
        checkpoint = self.session.newer
        if checkpoint is None or not self.session.selected_key:
            return None
        try:
            return checkpoint.variable(self.session.selected_key)
        except ExplorerError:
            return None

    def _renew(self, *_: object) -> None:
        older, newer = self.session.older, self.session.newer
        wanted = (
            newer.identity if newer is not None else None,
            older.identity if older is not None else None,
            self.session.selected_key,
        )
        failed = isinstance(self._value, Exception) or isinstance(self._change, Exception)
        if self._listening and newer is not None and self.session.selected_key:
            failed |= self.session.statistics.get(newer, self.session.selected_key) is None
        if wanted != self._asked_for or (failed and not self._is_asking()):
            self._asked_for = wanted
            self._value_slot.cancel()
            self._change_slot.cancel()
            self._value = self._change = None
            if self.session.selected_key and newer is not None:
                self._ask_timer.start()
        self._show_timer.start()

    def _ask(self) -> None:
        variable, newer, older = self._variable(), self.session.newer, self.session.older
        if variable is None or newer is None:
            return
        if not self._listening:
            self._listening = True
            self.session.statistics.arrived.connect(self._arrived)
        if self.session.statistics.get(newer, variable.key) is None:
            self.session.statistics.want(newer, (variable.key,))
        if is_small(variable):
            self._value_slot.start(
                small_value, newer, variable.key, then=self._take_value, otherwise=self._take_value
            )
        if older is not None:
            self._change_slot.start(
                _change, older, newer, variable.key, then=self._take_change, otherwise=self._take_change
            )
        self._show_timer.start()

    def _is_asking(self) -> bool:
        return self._ask_timer.isActive() or self._value_slot.is_busy or self._change_slot.is_busy

    def _arrived(self, what: tuple[object, str]) -> None:
        newer = self.session.newer
        if newer is not None and what == (newer.identity, self.session.selected_key):
            self._show_timer.start()

    def _take_value(self, value: str | Exception) -> None:
        self._value = value
        self._show_timer.start()

    def _take_change(self, change: ValueChange | Exception | str | None) -> None:
        self._change = change if change is not None else "It has no numbers to compare."
        self._show_timer.start()

    # -- showing -------------------------------------------------------------------------------

    @first_turn()
    def _show(self) -> None:
        scroll = self.verticalScrollBar().value()
        focus = self._body.focusWidget()
        focused = focus.objectName() if focus is not None and focus.hasFocus() else ""
        clear_layout(self._layout)
        checkpoint = self.session.newer
        variable = self._variable()
        if variable is not None and checkpoint is not None:
            self._show_variable(variable, checkpoint)
        elif checkpoint is not None and self.session.selected_key:
            self._show_absent(checkpoint)
        elif checkpoint is not None and self.session.selected_node >= 0:
            self._show_node(checkpoint, self.session.selected_node)
        elif checkpoint is not None:
            self._show_checkpoint(checkpoint)
        elif self.session.newer_error is not None:
            self._heading("Checkpoint")
            problem = describe(self.session.newer_error)
            is_waiting = getattr(self.session.newer_error, "is_waiting", False)
            self._sentence(problem.sentence, "" if is_waiting else current_palette().verdict("damaged"))
            self._sentence(problem.hint)
        elif self.session.newer_entry is not None:
            self._heading("Checkpoint")
            self._sentence(f"Opening {display_name(self.session.newer_entry.label, 80)}…")
        else:
            self._heading("Inspector")
            if self.session.run is None:
                self._sentence("Open a directory; what you choose in any view is explained here.")
            else:
                self._sentence("What you choose in any view is explained here.")
        self._layout.addStretch(1)
        if focused and (again := self._body.findChild(QWidget, focused)) is not None:
            again.setFocus()
        self.verticalScrollBar().setValue(scroll)

    def _heading(self, text: str) -> None:
        if not self._layout.count():  # the dock's title bar says it
            self.heading_changed.emit(text.upper())
            return
        self._layout.addSpacing(8)
        self._layout.addWidget(heading(text, self._body))

    def _title(self, name: str) -> None:
        label = plain_label(breakable(name), self._body, name="inspector_title")
        label.setAccessibleName(display_name(name))
        label.setFont(data_font(13))
        label.setWordWrap(True)
        label.setToolTip(tool_tip(name))
        self._layout.addWidget(label)

    def _sentence(self, text: str, colour: str = "") -> None:
        if not text:
            return
        label = plain_label(text, self._body, muted=not colour)
        label.setWordWrap(True)
        if colour:
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, colour)
            label.setPalette(palette)
        self._layout.addWidget(label)

    def _facts(self, name: str) -> Facts:
        facts = Facts(self._body, name)
        self._layout.addWidget(facts)
        return facts

    def _show_variable(self, variable: Variable, checkpoint: Checkpoint) -> None:
        self._heading("Slot variable" if variable.role == "slot" else "Variable")
        self._title(variable.key)
        if variable.problem:
            problem = display_name(variable.problem, 1024)
            self._sentence(f"! {capital(problem)}", current_palette().verdict("damaged"))
        facts = self._facts("variable_facts")
        role = variable.role + (f" {display_name(variable.slot_name, 60)}" if variable.slot_name else "")
        facts.add_widget("role", RoleName(variable.role, role, facts))
        facts.values["role"] = role
        if variable.name != variable.key:
            facts.add("name", breakable(variable.name), data=True)
        facts.add("owner", breakable(variable.owner))
        add_node_facts(facts, checkpoint, variable.node)
        facts.add("dtype", variable.dtype, data=True)
        facts.add("shape", format_shape(variable.shape[:64]), data=True)
        unit = "value" if variable.element_count == 1 else "values"
        elements = format_count(variable.element_count) if variable.element_count >= 0 else "too many"
        facts.add("size", f"{format_bytes(variable.size_bytes)} · {elements} {unit}")
        if isinstance(self._value, str):
            facts.add("value", breakable(self._value), data=True)
        self._show_links(facts, variable, checkpoint)
        facts.add("stored", _stored(variable, checkpoint))
        self._show_checksum(facts, variable, checkpoint)
        self._show_restore(variable.key)
        self._show_statistics(variable, checkpoint)
        self._show_change(variable)
        self._show_copy()

    def _show_links(self, facts: Facts, variable: Variable, checkpoint: Checkpoint) -> None:
        if variable.slot_of:
            name = display_name(variable.slot_of.removesuffix("/.ATTRIBUTES/VARIABLE_VALUE"), 60)
            button = link_button(_tail(name), "variable", facts, variable.slot_of)
            button.setObjectName("slot_of_link")
            button.clicked.connect(lambda: self.session.select(variable.slot_of))
            facts.add_widget("slot of", button)
            return
        rows = checkpoint.slots_of.get(variable.row, ())
        if not rows:
            return
        box = QWidget(facts)
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        line = QHBoxLayout()
        for place, row in enumerate(rows[:MAX_LINKS]):
            key, name = checkpoint.table.keys[row], checkpoint.slots[row][1]
            button = link_button(display_name(name, 30) or "slot", "slot", box, key)
            button.setObjectName(f"slot_link_{place}")
            button.clicked.connect(lambda _=False, chosen=key: self.session.select(chosen))
            if place % 2 == 0:
                line = QHBoxLayout()
                line.setSpacing(4)
                lines.addLayout(line)
            line.addWidget(button)
            if place % 2 == 1 or place == min(len(rows), MAX_LINKS) - 1:
                line.addStretch(1)
        if len(rows) > MAX_LINKS:
            lines.addWidget(plain_label(f"and {len(rows) - MAX_LINKS} more", box, muted=True))
        facts.add_widget("slots", box)
        facts.values["slots"] = ", ".join(checkpoint.slots[row][1] for row in rows)

    def _show_checksum(self, facts: Facts, variable: Variable, checkpoint: Checkpoint) -> None:
        from explorer.errors import CorruptFileError

        colours = current_palette()
        answer = self.session.statistics.get(checkpoint, variable.key)
        if isinstance(answer, CorruptFileError):
            facts.add("checksum", "✗ does not fit", colour=colours.verdict("damaged"), tip=str(answer))
        elif checkpoint.format in _CHECKSUM_WORDS:
            facts.add("checksum", _CHECKSUM_WORDS[checkpoint.format])
        elif answer is not None and not isinstance(answer, ExplorerError) and answer.values is not None:
            facts.add("checksum", "✓ verified", colour=colours.verdict("restored"))
        elif not variable.problem and (variable.crc32c is not None or variable.slices):
            facts.add("checksum", "not verified yet")

    def _show_statistics(self, variable: Variable, checkpoint: Checkpoint) -> None:
        self._heading(_label(checkpoint))
        answer = self.session.statistics.get(checkpoint, variable.key)
        if answer is None:
            self._sentence("Reading statistics…")
            return
        if isinstance(answer, Exception):
            problem = describe(answer)
            known = "Its values cannot be read." if variable.problem else ""  # why stands above
            self._sentence(known or problem.sentence, current_palette().verdict("damaged"))
            self._sentence(problem.hint)
            return
        if answer.values is None:
            self._sentence(
                f"{format_count(answer.count)} values of {variable.dtype}: no numbers, no statistics."
            )
            return
        if answer.finite > 1:
            colour = current_palette().role(variable.role)
            self._layout.addWidget(SmallHistogram(answer.values, colour, self._body))
        facts = self._facts("statistics_facts")
        if answer.finite:
            facts.add("mean", format_float(answer.mean), data=True)
            facts.add("std", format_float(answer.std), data=True)
            facts.add("min, max", f"{format_float(answer.min)}, {format_float(answer.max)}", data=True)
            facts.add("norm", format_float(answer.l2), data=True, tip="Square root of the sum of squares")
        elif not answer.count:
            self._sentence("It is empty: a dimension is 0.")
        facts.add("zero", f"{format_count(answer.zero)}" if answer.count else "", data=True)
        odd = [
            (answer.nan, "NaN"),
            (answer.posinf, "+Inf"),
            (answer.neginf, "−Inf"),
            (answer.denormal, "denormal"),
        ]
        bad = current_palette().verdict("damaged")
        for count, word in odd:
            if count or word == "NaN":
                colour = bad if count and word != "denormal" else ""
                facts.add(word, format_count(count) if answer.count else "", data=True, colour=colour)

    def _show_change(self, variable: Variable) -> None:
        older, entry = self.session.older, self.session.older_entry
        if older is None:
            if self.session.older_error is not None and entry is not None:
                self._heading(f"Since {display_name(entry.label, 60)}")
                self._sentence(describe(self.session.older_error).sentence)
            return
        self._heading(f"Since {_label(older)}")
        change = self._change
        if change is None:
            self._sentence("Comparing…")
        elif isinstance(change, str):
            self._sentence(change)
        elif isinstance(change, Exception):
            self._sentence(describe(change).sentence)
        else:
            facts = self._facts("change_facts")
            tip = "Norm of the difference over the norm of the older value"
            facts.add("‖Δ‖ / ‖w‖", format_float(change.relative_l2) or "–", data=True, tip=tip)
            facts.add("cosine", format_float(change.cosine, 5) or "–", data=True)
            facts.add(
                "largest", format_float(change.max_abs) or "–", data=True, tip="Largest change of one value"
            )
            share = change.changed_elements / max(variable.element_count, 1)
            changed = f"{format_count(change.changed_elements)} ({format_percent(share)})"
            facts.add("changed", changed if change.changed_elements else "none: bitwise the same")

    def _show_copy(self) -> None:
        if not self._copy_actions:
            return
        self._heading("Copy")
        line = QHBoxLayout()
        line.setSpacing(4)
        for action in self._copy_actions:
            button = QPushButton(self._body)
            button.setProperty("pill", True)
            button.setObjectName(f"inspector_{action.objectName()}")
            button.setText({"copy_key": "key", "copy_path": "path", "copy_python": "Python", "save_npy": ".npy"}.get(
                action.objectName().removeprefix("action_"), action.text().replace("&", "")))  # fmt: skip
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text().replace("&", ""))
            button.clicked.connect(action.trigger)
            line.addWidget(button)
        line.addStretch(1)
        self._layout.addLayout(line)

    def _show_restore(self, key: str) -> None:
        report = self.session.report
        if report is None:
            return
        from explorer.gui.inspector.restore_facts import add_restore_facts
        from explorer.gui.restore.verdict_source import source_of

        if source_of(report).row_of(key) >= 0:
            self._heading(f"Into {display_name(report.target, 60)}")
            add_restore_facts(self.session, key, self._layout, self._body)

    def _show_absent(self, checkpoint: Checkpoint) -> None:
        self._heading("Variable")
        self._title(self.session.selected_key)
        self._sentence(f"{display_name(_label(checkpoint), 80)} holds no tensor of this key.")
        self._show_restore(self.session.selected_key)

    def _show_node(self, checkpoint: Checkpoint, node: int) -> None:
        graph = checkpoint.graph
        if node >= graph.node_count:
            return
        role = graph.role_name(node)
        self._heading("Scope" if graph.is_scope_tree else "Object")
        self._title(graph.path(node) or "(root)")
        facts = self._facts("node_facts")
        facts.add_widget("role", RoleName(role, role, facts))
        if not graph.is_scope_tree:
            add_node_facts(facts, checkpoint, node)
        children = graph.children(node)
        facts.add("children", format_count(len(children)))
        facts.add("node", str(node), data=True)
        if children:
            names = ", ".join(display_name(name, 40) for name, _ in children[:MAX_LINKS])
            facts.add("names", names + (" ..." if len(children) > MAX_LINKS else ""))
        paths = graph.paths(node, 6)
        if len(paths) > 1:
            facts.add("also", "\n".join(breakable(path) for path in paths[1:]), data=True)
        self._sentence("It stores no value of its own.")

    def _show_checkpoint(self, checkpoint: Checkpoint) -> None:
        self._heading("Checkpoint")
        entry = self.session.newer_entry
        is_whole = entry is not None and entry.path == checkpoint.prefix
        self._title(entry.name if is_whole else checkpoint.name)
        for sentence in checkpoint.problems[:5]:
            self._sentence(f"! {display_name(sentence, 1024)}", current_palette().verdict("damaged"))
        facts = self._facts("checkpoint_facts")
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
        self._heading("By role")
        roles = self._facts("role_facts")
        for role, (count, size) in sorted(checkpoint.totals_by_role.items(), key=lambda item: -item[1][1]):
            share = format_percent(size / total) if total else ""
            row = roles._grid.rowCount()
            name = RoleName(role, f"{role} {format_count(count)}", roles)
            name.keep_whole()
            roles._grid.addWidget(name, row, 0, 1, 2)
            for column, text in ((2, format_bytes(size)), (3, share)):
                label = plain_label(text, roles)
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                roles._grid.addWidget(label, row, column)
        signatures = signature_lines(checkpoint)
        if signatures:
            self._heading("Signatures")
            for line in signatures:
                self._sentence(line)
        self._sentence("Choose a variable in any view to see its values.")


def _change(older: Checkpoint, newer: Checkpoint, key: str, task: Task = QUIET) -> ValueChange | str | None:
    from explorer.analysis.diff import compare_values
    from explorer.errors import UnknownKeyError

    try:
        before, after = older.variable(key), newer.variable(key)
    except UnknownKeyError:
        return f"{display_name(_label(older), 60)} does not hold it."
    if before.shape != after.shape:
        return f"The shape differs: {format_shape(before.shape)} then, {format_shape(after.shape)} now."
    if before.dtype != after.dtype:
        return f"The dtype differs: {before.dtype} then, {after.dtype} now."
    return compare_values(older, newer, key, task)


def _label(checkpoint: Checkpoint) -> str:
    if checkpoint.step is not None:
        return f"step {checkpoint.step:,}"
    return f"save {checkpoint.number}" if checkpoint.number is not None else checkpoint.name


def _stored(variable: Variable, checkpoint: Checkpoint) -> str:
    shards = len(checkpoint.reader.data_files)
    if variable.slices:
        return f"{len(variable.slices)} slices in {len({part.shard for part in variable.slices})} of {shards} shards"
    if variable.shard is None or variable.offset is None:
        return ""
    return f"shard {variable.shard} of {shards}, at {variable.offset:,}"


def _tail(name: str, limit: int = 14) -> str:
    return name if len(name) <= limit else "…" + name[-limit:]
