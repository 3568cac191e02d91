"""The values of the chosen tensor at the current step: reads it in the background, shows any slice, says why when it cannot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from explorer.errors import CorruptFileError, ExplorerError
from explorer.gui.histogram.export import write_png, write_svg
from explorer.gui.histogram.history import sentence
from explorer.gui.histogram.message_page import MessagePage
from explorer.gui.histogram.picture import Readout
from explorer.gui.histogram.readout_card import ReadoutCard
from explorer.gui.problems import why_nothing
from explorer.gui.refreshing_view import RefreshingView
from explorer.gui.starters import NO_VARIABLE, offer_largest
from explorer.gui.theme import current_palette, data_font
from explorer.gui.values import export
from explorer.gui.values.axis_bar import AxisBar
from explorer.gui.values.colours import scale_for
from explorer.gui.values.facts import facts_sentence
from explorer.gui.values.grid_model import element_text, exact_text
from explorer.gui.values.grid_page import GridPage
from explorer.gui.values.heat_map import MOST_PIXELS, ColourBar, HeatMap, VectorPlot
from explorer.gui.values.reading import ASK_ABOVE_BYTES, LoadedTensor, read_part, read_tensor
from explorer.gui.values.slicing import (
    Detail,
    SliceChoice,
    SliceStatistics,
    first_choice,
    real_values,
    reduce_matrix,
    slice_statistics,
    take_slice,
)
from explorer.gui.values.text_model import TextModel
from explorer.gui.values.values_bar import GRID, PICTURE, ValuesBar
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name, format_bytes, format_count, format_shape
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.gui.session import Session

_MOST_COPIED = 1_000_000


class ValuesView(RefreshingView):
    """Number grid and heat map of one tensor."""

    view_id = "values"
    title = "Values"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName("Values of the chosen tensor")
        self.mode = PICTURE
        self.loaded: LoadedTensor | None = None
        self.choice: SliceChoice | None = None
        self.statistics: SliceStatistics | None = None
        self._has_slices = False  # neither text nor a single value
        self._is_same_tensor = False  # as the one shown before: another step of it
        self._asked: tuple[object, str] | None = None  # (checkpoint identity, key) on screen or on its way
        self._read_slot = session.new_slot(self, "Reading values")
        self._measure_slot = session.new_slot(self)
        self._detail_slot = session.new_slot(self)
        self._detailing = QTimer(self, singleShot=True, interval=30)
        self._detailing.timeout.connect(self._ask_detail)
        self._lay_out()
        session.newer_changed.connect(self._newer_changed)
        session.selection_changed.connect(self._changed)
        session.run_changed.connect(self._changed)
        session.palette_changed.connect(self._take_theme)

    # --- widgets -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = self._new_layout()
        self.bar = ValuesBar(self.mode, self)
        self.modes, self.colours = self.bar.modes, self.bar.colours
        self.bar.mode_chosen.connect(self.set_mode)
        self.bar.colours_chosen.connect(self._paint)
        layout.addWidget(self.bar)
        self.axis_bar = AxisBar(self)
        self.axis_bar.chosen.connect(self.show_slice)
        layout.addWidget(self.axis_bar)
        self.note = QLabel(self)
        self.note.setObjectName("values_note")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(12, 4, 12, 6)
        self.note.hide()
        layout.addWidget(self.note)
        self.stack = QStackedWidget(self)
        layout.addWidget(self.stack, 1)
        self._make_pages()
        self.card = ReadoutCard(self.stack)
        self.facts = QLabel(self)
        self.facts.setObjectName("values_facts")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setProperty("muted", True)
        self.facts.setContentsMargins(12, 5, 12, 6)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.facts)

    @property
    def vector(self) -> VectorPlot:
        """The curve of a vector: 40 ms to make, so it is made when the first vector is shown."""
        if self._vector is None:
            self._vector = VectorPlot(self)
            self._vector.hovered.connect(partial(self._show_readout, self._vector))
            self.stack.addWidget(self._vector)
        return self._vector

    def _make_pages(self) -> None:
        self.heat_map, self.colour_bar = HeatMap(self), ColourBar(self)
        self.heat_map.hovered.connect(partial(self._show_readout, self.heat_map))
        self.heat_map.window_wanted.connect(lambda *_: self._detailing.start())
        self.heat_page = QWidget(self)
        side_by_side = QHBoxLayout(self.heat_page)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        side_by_side.addWidget(self.heat_map, 1)
        side_by_side.addWidget(self.colour_bar)
        self._vector: VectorPlot | None = None
        self.grid_page = GridPage(self)
        self.grid, self.model = self.grid_page.grid, self.grid_page.model
        self.text_model = TextModel(self)
        self.texts = QListView(self)
        self.texts.setObjectName("values_texts")
        self.texts.setAccessibleName("Strings of the tensor")
        self.texts.setModel(self.text_model)
        self.texts.setFont(data_font())
        self.texts.setUniformItemSizes(True)
        self.texts.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.scalar = MessagePage("values_scalar", self)
        self.message = MessagePage("values_message", self)
        for page in (self.heat_page, self.grid_page, self.texts, self.scalar, self.message):
            self.stack.addWidget(page)

    # --- what the window asks ----------------------------------------------------------------

    def deactivate(self) -> None:
        self._active = False
        if self._read_slot.is_busy:
            self._asked = None
        for slot in (self._read_slot, self._measure_slot, self._detail_slot):
            slot.cancel()

    def is_busy(self) -> bool:
        slots = (self._read_slot, self._measure_slot, self._detail_slot)
        timers = self._refreshing.isActive() or self._detailing.isActive()
        return timers or any(slot.is_busy for slot in slots)

    def selected_keys(self) -> tuple[str, ...]:
        return (self.loaded.key,) if self.loaded is not None else ()

    def copy_text(self) -> str:
        """The selected cells as TSV with a line of column indices; strings one a line."""
        page = self.stack.currentWidget()
        if page is self.texts:
            chosen = sorted(index.row() for index in self.texts.selectedIndexes())
            return "\n".join(
                display_name(self.text_model.element(row).decode("utf-8", "surrogateescape"), 1 << 20)
                for row in chosen
            )
        if self.loaded is None or self.choice is None:
            return ""
        if page is self.scalar:
            return exact_text(self.loaded.array.reshape(-1)[0])
        chosen = self.grid_page.chosen_cells() if page is self.grid_page else None
        if chosen is None:
            return ""
        if chosen.count > _MOST_COPIED:
            self.status_changed.emit(f"More than {_MOST_COPIED:,} cells: export the slice as CSV instead.")
            return ""
        return self.grid_page.text_of(chosen)

    def exports(self) -> tuple[ViewExport, ...]:
        loaded, page = self.loaded, self.stack.currentWidget()
        if loaded is None or self.choice is None:
            return ()
        if page is self.texts:
            return (ViewExport("Strings as CSV", ".csv", partial(_write, export.write_texts, loaded.array)),)
        matrix = take_slice(loaded.array, self.choice)
        found = [
            ViewExport("Tensor as .npy", ".npy", partial(_write, export.write_npy, loaded.array)),
            ViewExport("Slice as CSV", ".csv", partial(_write, export.write_matrix, matrix)),
        ]
        picture = {self.heat_page: self.heat_map, self._vector: self._vector}.get(page)
        if picture is not None:
            found.append(ViewExport("Picture as PNG", ".png", lambda path, task: write_png(path, page), True))
            found.append(
                ViewExport(
                    "Picture as SVG", ".svg", lambda path, task: write_svg(path, picture, loaded.key), True
                )
            )
        return tuple(found)

    # --- asking ------------------------------------------------------------------------------

    def _newer_changed(self, _: object) -> None:
        if self.loaded is None:
            self._asked = None  # told again of the same files: what could not be read may be there now
        self._changed()

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
        elif self._asked != (newer.identity, key):
            self._ask(newer, newer.variable(key))

    def _offer(self, checkpoint: Checkpoint) -> None:
        text = "Choose a variable in the graph or the table to see its values."
        self._explain(NO_VARIABLE, text)
        offer_largest(self._read_slot, checkpoint, self.message, text, self.session.select)

    def _ask(self, checkpoint: Checkpoint, variable: Variable) -> None:
        heading = display_name(variable.key, 120)
        if variable.element_count == 0:
            self._explain(heading, f"The tensor is empty: its shape is {format_shape(variable.shape)}.")
            return
        if variable.size_bytes > ASK_ABOVE_BYTES:
            size = format_bytes(variable.size_bytes)
            buttons = [
                (f"Read all {size}", partial(self._start, checkpoint, variable, read_tensor)),
            ]
            if variable.slices is None:
                buttons.insert(
                    0,
                    ("Read its beginning (16.0 MiB)", partial(self._start, checkpoint, variable, read_part)),
                )
            self._explain(heading, f"This tensor takes {size} of memory.", buttons)
            return
        self._start(checkpoint, variable, read_tensor)

    def _start(self, checkpoint: Checkpoint, variable: Variable, read: Any, *options: Any) -> None:
        self._asked = (checkpoint.identity, variable.key)
        if self.loaded is None or self.stack.currentWidget() is self.message:
            self.message.say(display_name(variable.key, 120), "Reading …")
            self.stack.setCurrentWidget(self.message)
        self._read_slot.start(
            read,
            checkpoint,
            variable.key,
            *options,
            then=self._show_loaded,
            otherwise=partial(self._failed, checkpoint, variable),
        )

    def _failed(self, checkpoint: Checkpoint, variable: Variable, error: Exception) -> None:
        buttons = []
        if isinstance(error, CorruptFileError):
            again = partial(self._start, checkpoint, variable, read_tensor, False)
            buttons.append(("Show anyway", again))
        asked = self._asked
        self._explain(display_name(variable.key, 120), _sentences(error), buttons)
        self._asked = asked  # the answer stands; it is not asked again by every signal

    def _explain(self, heading: str, text: str, buttons=()) -> None:  # type: ignore[no-untyped-def]
        for slot in (self._read_slot, self._measure_slot, self._detail_slot):
            slot.cancel()
        self._detailing.stop()
        self._asked, self.loaded, self.choice, self.statistics = None, None, None, None
        self.card.hide()
        self.note.hide()
        self.axis_bar.hide()
        self.facts.setText("")
        self.bar.say_title("")
        self.message.say(heading, text, buttons)
        self.stack.setCurrentWidget(self.message)
        self.bar.disable()

    # --- showing -----------------------------------------------------------------------------

    def _show_loaded(self, loaded: LoadedTensor) -> None:
        before, self.loaded = self.loaded, loaded
        title = f"{display_name(loaded.key, 90)} · {loaded.dtype} {format_shape(loaded.shape)}"
        self.bar.say_title(title)
        self.note.setText(loaded.note)
        self.note.setVisible(bool(loaded.note))
        self._colour_note()
        array = loaded.array
        self._measure_slot.cancel()  # an answer about the tensor before
        self._detail_slot.cancel()
        self._has_slices = array.dtype != object and array.size != 1
        if array.dtype == object:
            self._show_texts(array)
            return
        same = before is not None and before.key == loaded.key and before.array.shape == array.shape
        self._is_same_tensor = same
        if array.size == 1:
            self._show_scalar(array)
            return
        choice = self.choice if same and self.choice is not None else first_choice(array.shape)
        for mode in self.modes.values():
            mode.setEnabled(True)
        self.show_slice(choice)

    def _show_texts(self, array: Any) -> None:
        self.choice = first_choice(array.shape)
        self.text_model.show_array(array)
        self.axis_bar.hide()
        self.bar.disable()
        total = sum(len(element) for element in array.reshape(-1)[:100_000])
        self.facts.setText(f"{format_count(int(array.size))} strings · {format_bytes(total)}")
        self.stack.setCurrentWidget(self.texts)

    def _show_scalar(self, array: Any) -> None:
        self.choice = first_choice(array.shape)
        self.axis_bar.hide()
        self.bar.disable()
        value = array.reshape(-1)[0]
        exact = exact_text(value)
        self.scalar.say(element_text(value), f"exactly {exact}" if exact != element_text(value) else "")
        self.facts.setText("one value")
        self.stack.setCurrentWidget(self.scalar)

    def show_slice(self, choice: SliceChoice) -> None:
        """Show another slice of the loaded tensor."""
        self.choice = choice
        array = self.loaded.array
        self.axis_bar.show_choice(array.shape, choice)
        self.statistics = None
        self._measure_slot.start(
            _measure, take_slice(array, choice), then=self._show_statistics, otherwise=self._show_bug
        )
        self._show_page()

    def set_mode(self, mode: str) -> None:
        """Picture or numbers."""
        self.mode = mode
        self.card.hide()
        self.modes[mode].setChecked(True)
        if self.choice is not None:
            self._show_page()

    def _show_page(self) -> None:
        if not self._has_slices or self.loaded is None or self.choice is None:
            return
        array, choice = self.loaded.array, self.choice
        matrix = take_slice(array, choice)
        self.colours.setEnabled(self.mode == PICTURE and array.ndim > 1)
        if self.mode == GRID:
            self.grid_page.show_matrix(matrix, array.ndim == 1, keeps_place=self._is_same_tensor)
            self.stack.setCurrentWidget(self.grid_page)
        elif array.ndim == 1:
            self.vector.show_values(real_values(array), "index", keeps_zoom=self._is_same_tensor)
            self.stack.setCurrentWidget(self.vector)
        else:
            names = (f"axis {choice.rows}", f"axis {choice.columns}")
            self.heat_map.set_shape(matrix.shape[0], matrix.shape[1], *names)
            self.stack.setCurrentWidget(self.heat_page)
            self._detailing.start()

    def _ask_detail(self) -> None:
        if self.loaded is None or self.choice is None or self.stack.currentWidget() is not self.heat_page:
            return
        matrix = take_slice(self.loaded.array, self.choice)
        self._detail_slot.start(
            _reduce, matrix, self.heat_map.window(), then=self._show_detail, otherwise=self._show_bug
        )

    def _show_detail(self, detail: Detail) -> None:
        self.heat_map.detail = detail
        self._paint()

    def _show_statistics(self, statistics: SliceStatistics) -> None:
        self.statistics = statistics
        self._paint()

    def _show_bug(self, error: Exception) -> None:
        self._explain("These values cannot be shown", _sentences(error))

    def _paint(self) -> None:
        """Colours need both the range of the slice and the pixels; whichever comes last paints."""
        if not self._has_slices or self.loaded is None or self.choice is None:
            return
        self._tell_facts()
        detail, statistics = self.heat_map.detail, self.statistics
        if self.stack.currentWidget() is not self.heat_page or detail is None or statistics is None:
            return
        if detail.top >= self.heat_map.rows or detail.left >= self.heat_map.columns:
            return
        scale = scale_for(statistics.min, statistics.max, self.colours.currentData())
        self.heat_map.show_detail(detail, scale)
        self.colour_bar.show_scale(scale, bool(statistics.nan or statistics.infinite))

    def _tell_facts(self) -> None:
        found = self.statistics
        if found is None:
            self.facts.setText("measuring …")
            return
        is_picture = self.stack.currentWidget() is self.heat_page
        text = facts_sentence(
            found,
            self.choice if self.loaded.array.ndim > 2 else None,
            self.heat_map.detail if is_picture else None,
        )
        self.facts.setText(text)
        self.facts.setToolTip(text)
        self.status_changed.emit(text)

    def _show_readout(self, plot: QWidget, cell: tuple[int, int] | None, at: QPointF) -> None:
        if cell is None or self.loaded is None or self.choice is None:
            self.card.hide()
            return
        matrix = take_slice(self.loaded.array, self.choice)
        row, column = cell
        if row >= matrix.shape[0] or column >= matrix.shape[1]:
            self.card.hide()
            return
        if self.loaded.array.ndim == 1:
            place = f"[{column}]"
        else:
            index = list(self.choice.at)
            index[self.choice.rows], index[self.choice.columns] = row, column
            place = f"[{', '.join(map(str, index))}]"
        value = export.cell_text(matrix[row, column])
        shown = Readout(value or "not stored", place)
        self.card.tell(shown, QPointF(plot.mapTo(self.stack, at.toPoint())))

    def _colour_note(self) -> None:
        palette = current_palette()
        colour = (
            palette.verdict("wrong value silently")
            if self.loaded and not self.loaded.is_part
            else palette.muted
        )
        self.note.setStyleSheet(f"color: {colour}; background: {palette.panel};")

    def _take_theme(self) -> None:
        self.heat_map.take_theme()
        if self._vector is not None:
            self._vector.take_theme()
        self._colour_note()
        self.grid_page.take_theme()
        self._paint()


def _measure(matrix: Any, *, task: Task) -> SliceStatistics:
    return slice_statistics(matrix, task)


def _reduce(matrix: Any, window: tuple[int, int, int, int], *, task: Task) -> Detail:
    return reduce_matrix(matrix, window, MOST_PIXELS, MOST_PIXELS, task)


def _write(function: Any, array: Any, path: Any, task: Task) -> None:
    function(path, array, task)


def _sentences(error: Exception | None) -> str:
    """Problem and hint of an error; a bug is called one."""
    if isinstance(error, ExplorerError):
        return f"{sentence(error)} {error.hint}".strip()
    return f"This is a fault of the program: {error!r}"
