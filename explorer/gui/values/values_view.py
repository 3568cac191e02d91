"""The values of the chosen tensor at the current step: any slice, beside the older step's, or why they cannot be shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from explorer.analysis.sampling_axes import axis_names
from explorer.analysis.sampling_find import FLAWED, LARGEST
from explorer.analysis.sampling_slices import SliceChoice, first_choice
from explorer.gui.histogram.readout_card import ReadoutCard
from explorer.gui.language import tr
from explorer.gui.refreshing_view import RefreshingView
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.values import view_exports
from explorer.gui.values.asking import Asking
from explorer.gui.values.axis_bar import AxisBar
from explorer.gui.values.going import Going
from explorer.gui.values.note_line import NoteLine
from explorer.gui.values.page import Page
from explorer.gui.values.pages import VECTOR, Pages, modes_of
from explorer.gui.values.pointing import readout_at
from explorer.gui.values.reading import LoadedTensor
from explorer.gui.values.subject import NEWER, SIDE, Subject
from explorer.gui.values.tensors import Tensors
from explorer.gui.values.values_bar import FILTERS, PICTURE, ValuesBar
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name, format_label, format_shape

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.session import Session


class ValuesView(RefreshingView):
    """One tensor as picture, numbers, rows or filters; decides which page shows what."""

    view_id = "values"
    title = "Values"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName(tr("Values of the chosen tensor"))
        self.mode = PICTURE
        self.layer = NEWER
        self.choice: SliceChoice | None = None
        self.subject: Subject | None = None
        self._names: tuple[str, ...] = ()
        self._shown_key = ""
        self.tensors = Tensors(session, self)
        self.tensors.newer_came.connect(self._take_newer)
        self.tensors.older_came.connect(self._take_older)
        self.asking = Asking(session, self.tensors, self)
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
        self.bar.add_option(self.axis_bar.head)
        layout.addWidget(self.axis_bar)
        self.note = NoteLine(self)
        self.note.read_all_wanted.connect(self.asking.read_all)
        layout.addWidget(self.note)
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
        self.bar.disable()

    def _page_made(self, page: Page) -> None:
        page.facts_changed.connect(partial(self._tell_facts, page))
        page.failed.connect(self.asking.page_failed)
        page.pointed.connect(self._show_readout)
        if page.controls is not None:
            self.bar.add_option(page.controls, in_front=page.controls_lead)
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
        self.asking.stop()

    def is_busy(self) -> bool:
        pages = any(page.is_busy() for page in self.pages.made())
        asking = self.tensors.is_busy() or self.asking.is_busy() or self.going.is_busy()
        return pages or asking or self._refreshing.isActive()

    def next_difference(self, forward: bool) -> bool:
        if self.subject is None or not forward:
            return False
        self.going.find(LARGEST if self.subject.is_difference else FLAWED)
        return True

    def selected_keys(self) -> tuple[str, ...]:
        return (self.loaded.key,) if self.loaded is not None else ()

    def copy_text(self) -> str:
        """The selected cells as TSV with a line of column indices; strings one a line."""
        return view_exports.copied_text(self)

    def exports(self) -> tuple[ViewExport, ...]:
        return view_exports.exports_of(self)

    def _older_changed(self, _: object) -> None:
        if self._active and self.layer != NEWER:
            self.tensors.ask_older()

    def _newer_changed(self, _: object) -> None:
        self.asking.look_again()
        self._changed()

    def _refresh(self) -> None:
        super()._refresh()
        self.asking.ask()

    def explain(self, heading: str, text: str, buttons=()) -> None:  # type: ignore[no-untyped-def]
        """Say in words why there is no picture."""
        self.tensors.forget()
        self.pages.stop()
        self.going.stop()
        self.asking.stop()
        self._hide_page_controls()
        self.choice, self.subject = None, None
        self.card.hide()
        self.note.say("", None)
        self.axis_bar.show_controls(False)
        self.facts.setText("")
        self.bar.say_title("")
        self.message.say(heading, text, buttons)
        self.pages.setCurrentWidget(self.message)
        self.bar.disable()

    def _hide_page_controls(self) -> None:
        for page in self.pages.made():
            if page.controls is not None:
                page.controls.hide()

    # --- showing -----------------------------------------------------------------------------

    def _take_newer(self, loaded: LoadedTensor | None) -> None:
        if loaded is None:
            self.asking.ask_first()
            return
        same = self._shown_key == loaded.key and self.subject is not None
        self._shown_key = loaded.key
        self.bar.say_title(f"{display_name(loaded.key, 90)} · {loaded.dtype} {format_shape(loaded.shape)}")
        self._names = self._axis_names(self.session.newer, loaded)
        self.subject = None if not same else self.subject
        if loaded.stands_alone:
            self._show_alone(loaded)
            return
        shape = loaded.values.shape
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

    def _show_alone(self, loaded: LoadedTensor) -> None:
        """Strings, or one value: there is nothing to choose."""
        self.choice, self.subject = first_choice(loaded.array.shape), None
        self.axis_bar.show_controls(False)
        self._hide_page_controls()
        self.bar.disable()
        self.note.say(loaded.note, loaded)
        self._say(self.pages.show_alone(loaded.array))

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
        if loaded is None or choice is None or newer is None or loaded.stands_alone:
            return
        older = self.tensors.older if self.layer != NEWER else None
        older_label = format_label(self.session.older.label) if self.session.older is not None else "older"
        subject = Subject(
            loaded.key,
            loaded.dtype,
            choice,
            self._names,
            loaded.values,
            older.values if older is not None else None,
            self.layer if older is not None else NEWER,
            self.bar.parts.currentData(),
            (format_label(newer.label), older_label),
            keeps_place,
        )
        self.subject = subject
        why_not = self.tensors.older_problem if self.layer != NEWER else ""
        self.note.say(" ".join(tr(part) for part in (loaded.note, why_not) if part), loaded)
        self.axis_bar.show_choice(loaded.values.shape, choice, self._names)
        modes = modes_of(subject)
        mode = self.mode if self.mode in modes else PICTURE
        is_complex = loaded.dtype.startswith("complex")
        self.bar.offer(modes, mode, is_vector=subject.is_vector, is_complex=is_complex)
        self.bar.show_layer(self.layer)
        self.bar.profiles.setEnabled(subject.layer != SIDE)  # three pictures leave no room for them
        self.axis_bar.show_controls(len(loaded.values.shape) > 1 and mode != FILTERS)
        page = self.pages.page(VECTOR if mode == PICTURE and subject.is_vector else mode)
        for other in self.pages.made():
            if other is not page:
                other.stop()
            if other.controls is not None:
                other.controls.setVisible(other is page)
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
        text = tr_parts(text)
        self.facts.setText(text)
        self.facts.setToolTip(text)
        self.status_changed.emit(text)

    def _show_readout(self, plot: QWidget, cell: tuple[int, int] | None, at: QPointF) -> None:
        shown = readout_at(self.subject, cell)
        if shown is None:
            self.card.hide()
        else:
            self.card.tell(shown, QPointF(plot.mapTo(self.pages, at.toPoint())))

    def _take_theme(self) -> None:
        self.pages.take_theme()
        self.note.take_theme()
