"""The values of the chosen tensor at the current step: any slice, beside the older step's, or why they cannot be shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from explorer.analysis.sampling_axes import axis_names
from explorer.analysis.sampling_slices import SliceChoice, first_choice
from explorer.errors import CorruptFileError
from explorer.gui.histogram.readout_card import ReadoutCard
from explorer.gui.problems import why_nothing
from explorer.gui.refreshing_view import RefreshingView
from explorer.gui.starters import NO_VARIABLE, offer_largest
from explorer.gui.theme import current_palette
from explorer.gui.values import view_exports
from explorer.gui.values.axis_bar import AxisBar
from explorer.gui.values.element_text import element_text, exact_text
from explorer.gui.values.going import Going
from explorer.gui.values.gone import is_remembered
from explorer.gui.values.page import Page
from explorer.gui.values.pages import VECTOR, Pages, modes_of
from explorer.gui.values.pointing import readout_at
from explorer.gui.values.reading import ASK_ABOVE_BYTES, LoadedTensor, read_part, read_tensor
from explorer.gui.values.subject import NEWER, Subject
from explorer.gui.values.tensors import Tensors, error_words
from explorer.gui.values.values_bar import FILTERS, PICTURE, ValuesBar
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name, format_bytes, format_counted, format_shape

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.gui.session import Session


class ValuesView(RefreshingView):
    """One tensor as picture, numbers, rows or filters; decides which page shows what."""

    view_id = "values"
    title = "Values"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName("Values of the chosen tensor")
        self.mode = PICTURE
        self.layer = NEWER
        self.choice: SliceChoice | None = None
        self.subject: Subject | None = None
        self._names: tuple[str, ...] = ()
        self._shown_key = ""
        self._offer_slot = session.new_slot(self)
        self.tensors = Tensors(session, self)
        self.tensors.newer_came.connect(self._take_newer)
        self.tensors.newer_failed.connect(self._failed)
        self.tensors.older_came.connect(self._take_older)
        self._lay_out()
        session.newer_changed.connect(self._newer_changed)
        session.older_changed.connect(self._older_changed)
        session.selection_changed.connect(self._changed)
        session.run_changed.connect(self._changed)
        session.palette_changed.connect(self._take_theme)

    # --- widgets -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = self._new_layout()
        self.bar = ValuesBar(self.mode, self)
        self.modes = self.bar.modes
        self.bar.mode_chosen.connect(self.set_mode)
        self.bar.layer_chosen.connect(self.set_layer)
        self.bar.colours_chosen.connect(self._set_colours)
        self.bar.profiles_chosen.connect(lambda shown: self.pages.page(PICTURE).set_profiles(shown))
        self.bar.part_chosen.connect(self._show_subject)
        layout.addWidget(self.bar)
        self.axis_bar = AxisBar(self)
        self.axis_bar.chosen.connect(self.show_slice)
        layout.addWidget(self.axis_bar)
        self.note, self.note_button = QLabel(self), QPushButton("Read all of it", self)
        self.note.setObjectName("values_note")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(12, 4, 12, 6)
        self.note_button.setObjectName("values_read_all")
        self.note_button.clicked.connect(self._read_all)
        self.note_line = QWidget(self)
        self.note_line.setObjectName("values_note_line")
        self.note_line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self.note_line)
        line.setContentsMargins(0, 0, 12, 0)
        line.addWidget(self.note, 1)
        line.addWidget(self.note_button)
        layout.addWidget(self.note_line)
        self.pages = Pages(self.session, self._page_made, self)
        layout.addWidget(self.pages, 1)
        self.message = self.pages.message
        self.card = ReadoutCard(self.pages)
        self.going = Going(self.session, self.bar, self)
        self.facts = QLabel(self)
        self.facts.setObjectName("values_facts")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setProperty("muted", True)
        self.facts.setContentsMargins(12, 5, 12, 6)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.facts.setWordWrap(True)
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.facts)
        self._say_note("")
        self.bar.disable()

    def _page_made(self, page: Page) -> None:
        page.facts_changed.connect(partial(self._tell_facts, page))
        page.failed.connect(self._page_failed)
        page.pointed.connect(self._show_readout)
        opened = getattr(page, "opened", None)
        if opened is not None:
            opened.connect(self._open_filter)

    @property
    def loaded(self) -> LoadedTensor | None:
        """The tensor on show."""
        return self.tensors.newer

    @property
    def heat_map(self) -> Any:
        """The first picture."""
        return self.pages.page(PICTURE).heat_map

    # --- what the window asks ----------------------------------------------------------------

    def deactivate(self) -> None:
        self._active = False
        self.tensors.stop()
        self.pages.stop()
        self.going.stop()
        self._offer_slot.cancel()

    def is_busy(self) -> bool:
        pages = any(page.is_busy() for page in self.pages.made())
        asking = self.tensors.is_busy() or self._offer_slot.is_busy or self.going.is_busy()
        return pages or asking or self._refreshing.isActive()

    def selected_keys(self) -> tuple[str, ...]:
        return (self.loaded.key,) if self.loaded is not None else ()

    def copy_text(self) -> str:
        """The selected cells as TSV with a line of column indices; strings one a line."""
        return view_exports.copied_text(self)

    def exports(self) -> tuple[ViewExport, ...]:
        return view_exports.exports_of(self)

    # --- asking ------------------------------------------------------------------------------

    def _newer_changed(self, _: object) -> None:
        if self.loaded is None:
            self.tensors.asked = None  # told again of the same files: what could not be read may be there now
        self._changed()

    def _older_changed(self, _: object) -> None:
        if self._active and self.layer != NEWER:
            self.tensors.ask_older()

    def _refresh(self) -> None:
        super()._refresh()
        session, key = self.session, self.session.selected_key
        newer = session.newer
        if newer is None:
            why = why_nothing(
                session, "Nothing to show", "Open a directory with checkpoints to see their values."
            )
            self._explain(*why)
        elif not key:
            self._offer(newer)
        elif key not in newer.table.row_of:
            self._explain(display_name(key, 120), f"{newer.label} does not hold this tensor.")
        elif self.tensors.asked != (newer.identity, key):
            self._ask(newer, newer.variable(key))

    def _offer(self, checkpoint: Checkpoint) -> None:
        text = "Choose a variable in the graph or the table to see its values."
        self._explain(NO_VARIABLE, text)
        offer_largest(self._offer_slot, checkpoint, self.message, text, self.session.select)

    def _ask(self, checkpoint: Checkpoint, variable: Variable, read: Any = None, *options: Any) -> None:
        heading = display_name(variable.key, 120)
        if variable.element_count == 0:
            self._explain(heading, f"The tensor is empty: its shape is {format_shape(variable.shape)}.")
            return
        self._offer_slot.cancel()
        if self.loaded is None or self.pages.currentWidget() is self.message:
            self.message.say(heading, "Reading …")
            self.pages.setCurrentWidget(self.message)
        self.tensors.ask_newer(checkpoint, variable.key, *((read, *options) if read is not None else ()))

    def _ask_first(self, checkpoint: Checkpoint, variable: Variable) -> None:
        """It is too large to be read unasked, and cannot be read in parts."""
        size = format_bytes(variable.size_bytes)
        buttons = [(f"Read all {size}", partial(self._ask, checkpoint, variable, read_tensor))]
        if variable.slices is None:
            beginning = partial(self._ask, checkpoint, variable, read_part)
            buttons.insert(0, ("Read its beginning (16.0 MiB)", beginning))
        asked = self.tensors.asked
        self._explain(display_name(variable.key, 120), f"This tensor takes {size} of memory.", buttons)
        self.tensors.asked = asked

    def _read_all(self) -> None:
        newer, loaded = self.session.newer, self.loaded
        if newer is not None and loaded is not None and loaded.key in newer.table.row_of:
            self._ask(newer, newer.variable(loaded.key), read_tensor)

    def _failed(self, checkpoint: Checkpoint, error: Exception) -> None:
        asked = self.tensors.asked
        key = str(asked[1]) if asked is not None else self.session.selected_key
        buttons = []
        if isinstance(error, CorruptFileError) and key in checkpoint.table.row_of:
            again = partial(self._ask, checkpoint, checkpoint.variable(key), read_tensor, False)
            buttons.append(("Show anyway", again))
        self._explain(display_name(key, 120), self.tensors.failure_words(checkpoint, key, error), buttons)
        self.tensors.asked = asked  # the answer stands; it is not asked again by every signal
        if asked is not None and is_remembered(self.session, error):
            self._await_remembered(checkpoint, key, error)

    def _await_remembered(self, checkpoint: Checkpoint, key: str, error: Exception) -> None:
        """The value is gone, its statistics may be remembered: say them when they come."""
        store, asked = self.session.statistics, self.tensors.asked
        if store.get(checkpoint, key) is not None:
            return

        def came(wish: object) -> None:
            if wish == (checkpoint.identity, key):
                store.arrived.disconnect(came)
                if self.tensors.asked == asked and self.pages.currentWidget() is self.message:
                    self.message.say(
                        display_name(key, 120), self.tensors.failure_words(checkpoint, key, error)
                    )

        store.arrived.connect(came)
        store.want(checkpoint, (key,))

    def _page_failed(self, error: Exception) -> None:
        asked = self.tensors.asked
        self._explain("These values cannot be shown", error_words(error))
        self.tensors.asked = asked

    def _explain(self, heading: str, text: str, buttons=()) -> None:  # type: ignore[no-untyped-def]
        self.tensors.forget()
        self.pages.stop()
        self.going.stop()
        self._offer_slot.cancel()
        self.choice, self.subject = None, None
        self.card.hide()
        self._say_note("")
        self.axis_bar.hide()
        self.facts.setText("")
        self.bar.say_title("")
        self.message.say(heading, text, buttons)
        self.pages.setCurrentWidget(self.message)
        self.bar.disable()

    # --- showing -----------------------------------------------------------------------------

    def _take_newer(self, loaded: LoadedTensor | None) -> None:
        newer = self.session.newer
        if loaded is None:
            key = str(self.tensors.asked[1]) if self.tensors.asked is not None else ""
            if newer is not None and key in newer.table.row_of:
                self._ask_first(newer, newer.variable(key))
            return
        same = self._shown_key == loaded.key and self.subject is not None
        self._shown_key = loaded.key
        self.bar.say_title(f"{display_name(loaded.key, 90)} · {loaded.dtype} {format_shape(loaded.shape)}")
        self._names = self._axis_names(newer, loaded)
        self.subject = None if not same else self.subject
        if loaded.is_text:
            self._show_texts(loaded.array)
            return
        shape = loaded.values.shape
        if loaded.array is not None and loaded.array.size == 1:
            self._show_scalar(loaded)
            return
        keeps = same and self.subject is not None and self.subject.newer.shape == shape
        choice = self.choice if keeps and self.choice is not None else first_choice(shape)
        self.choice = choice
        self._show_subject(keeps_place=keeps)
        if self.layer != NEWER:
            self.tensors.ask_older()

    def _axis_names(self, newer: Checkpoint | None, loaded: LoadedTensor) -> tuple[str, ...]:
        if newer is None or loaded.key not in newer.table.row_of:
            return ()
        variable = newer.variable(loaded.key)
        if variable.slot_of and variable.slot_of in newer.table.row_of:  # a slot has its variable's axes
            variable = newer.variable(variable.slot_of)
        return axis_names(variable.key, variable.name, loaded.values.shape)

    def _show_texts(self, array: Any) -> None:
        self.choice, self.subject = first_choice(array.shape), None
        self.pages.text_model.show_array(array)
        self.axis_bar.hide()
        self.bar.disable()
        self._say_note(self.loaded.note if self.loaded is not None else "")
        total = sum(len(element) for element in array.reshape(-1)[:100_000])
        self._say(f"{format_counted(int(array.size), 'string')} · {format_bytes(total)}")
        self.pages.setCurrentWidget(self.pages.texts)

    def _show_scalar(self, loaded: LoadedTensor) -> None:
        self.choice, self.subject = first_choice(loaded.array.shape), None
        self.axis_bar.hide()
        self.bar.disable()
        self._say_note(loaded.note)
        value = loaded.array.reshape(-1)[0]
        exact = exact_text(value) if not self._is_masked(loaded.array) else "not stored"
        short = element_text(value) if exact != "not stored" else exact
        self.pages.scalar.say(short, f"exactly {exact}" if exact != short else "")
        self._say("one value")
        self.pages.setCurrentWidget(self.pages.scalar)

    @staticmethod
    def _is_masked(array: Any) -> bool:
        import numpy as np

        return bool(np.ma.getmaskarray(array).all())

    def show_slice(self, choice: SliceChoice) -> None:
        """Show another slice of the tensor."""
        self.choice = choice
        self._show_subject()

    def set_mode(self, mode: str) -> None:
        """Picture, numbers, rows or filters."""
        self.mode = mode
        self.card.hide()
        self._show_subject(keeps_place=True)

    def set_layer(self, layer: str) -> None:
        """This step, the difference with the older one, or both and their difference."""
        self.layer = layer
        if layer == NEWER:
            self._show_subject(keeps_place=True)
        else:
            self.tensors.ask_older()

    def _take_older(self) -> None:
        self._show_subject(keeps_place=True)

    def _show_subject(self, *, keeps_place: bool = False) -> None:
        loaded, choice, newer = self.loaded, self.choice, self.session.newer
        if loaded is None or choice is None or loaded.is_text or newer is None:
            return
        if loaded.array is not None and loaded.array.size == 1:
            return
        older = self.tensors.older if self.layer != NEWER else None
        older_label = self.session.older.label if self.session.older is not None else "older"
        subject = Subject(
            loaded.key,
            loaded.dtype,
            choice,
            self._names,
            loaded.values,
            older.values if older is not None else None,
            self.layer if older is not None else NEWER,
            self.bar.parts.currentData(),
            (newer.label, older_label),
            keeps_place,
        )
        self.subject = subject
        why_not = self.tensors.older_problem if self.layer != NEWER else ""
        self._say_note(" ".join(part for part in (loaded.note, why_not) if part))
        self.axis_bar.show_choice(loaded.values.shape, choice, self._names)
        modes = modes_of(subject)
        mode = self.mode if self.mode in modes else PICTURE
        is_complex = loaded.dtype.startswith("complex")
        self.bar.offer(modes, mode, is_vector=subject.is_vector, is_complex=is_complex)
        self.bar.show_layer(self.layer)
        self.axis_bar.setVisible(len(loaded.values.shape) > 1 and mode != FILTERS)
        page = self.pages.page(VECTOR if mode == PICTURE and subject.is_vector else mode)
        for other in self.pages.made():
            if other is not page:
                other.stop()
        self.pages.setCurrentWidget(page)
        self._set_colours()
        page.show_subject(subject)

    def _open_filter(self, choice: SliceChoice) -> None:
        self.mode = PICTURE
        self.show_slice(choice)

    def _set_colours(self) -> None:
        kind = self.bar.colours.currentData()
        front = self.pages.front
        if front is not None and front.objectName() == "values_heat_page":
            self.pages.page(PICTURE).set_colours(kind, self.bar.clip.isChecked())
        elif front is not None and front.objectName() == "values_filters_page":
            self.pages.page(FILTERS).set_colours(kind)

    # --- words -------------------------------------------------------------------------------

    def _tell_facts(self, page: Page, text: str) -> None:
        if page is self.pages.front:
            self._say(text)

    def _say(self, text: str) -> None:
        self.facts.setText(text)
        self.facts.setToolTip(text)
        self.status_changed.emit(text)

    def _say_note(self, note: str) -> None:
        loaded, palette = self.loaded, current_palette()
        self.note.setText(note)
        self.note_line.setVisible(bool(note))
        can_read = loaded is not None and loaded.array is None and loaded.size_bytes <= ASK_ABOVE_BYTES
        self.note_button.setVisible(can_read)
        is_doubtful = loaded is not None and "may be wrong" in loaded.note
        colour = palette.verdict("wrong value silently") if is_doubtful else palette.muted
        self.note.setStyleSheet(f"color: {colour};")
        self.note_line.setStyleSheet(f"#values_note_line {{ background: {palette.panel}; }}")

    def _show_readout(self, plot: QWidget, cell: tuple[int, int] | None, at: QPointF) -> None:
        shown = readout_at(self.subject, cell)
        if shown is None:
            self.card.hide()
        else:
            self.card.tell(shown, QPointF(plot.mapTo(self.pages, at.toPoint())))

    def _take_theme(self) -> None:
        self.pages.take_theme()
        self._say_note(self.note.text())
