"""The controls above the pictures: which picture, which axes, and what is drawn in it; two lines at any width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QToolButton, QVBoxLayout, QWidget

from explorer.gui.elided_box import ElidedBox
from explorer.gui.elided_label import ElidedLabel
from explorer.gui.flow_layout import FlowLayout
from explorer.gui.histogram import modes
from explorer.gui.histogram.check_menu import CheckMenu
from explorer.gui.histogram.modes import MODES
from explorer.gui.histogram.more_menu import MoreMenu
from explorer.gui.histogram.statistic_curves import STATISTICS, Statistic
from explorer.gui.histogram.step_axis import STEP
from explorer.gui.histogram.tensor_sets import SETS
from explorer.gui.histogram.value_scale import KINDS, LINEAR, LOG, SYMLOG
from explorer.gui.language import tr
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.theme import px

_NARROW_PX = 640  # the seven modes need as much
_SHORT_BOX, _LONG_BOX, _LEAST_PX = 7, 10, 60  # letters, pixels
_KINDS = {
    LINEAR: "Values linear",
    LOG: "Values log",
    SYMLOG: "Values symlog",
}  # the axis says "symmetric log"


class _Box(ElidedBox):
    """As wide as its length in letters asks for; Qt's own least width stays that of the first length it had."""

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_PX, super().minimumSizeHint().height())


class HistogramBar(QWidget):
    """Buttons with a key each; emits what was chosen."""

    mode_chosen = Signal(str)
    kind_chosen = Signal(str)
    step_kind_chosen = Signal(str)
    log_counts_chosen = Signal(bool)
    own_heights_chosen = Signal(bool)
    statistic_toggled = Signal(str, bool)
    scalar_toggled = Signal(str, bool)
    scalars_wanted = Signal()  # the list is about to be shown
    set_chosen = Signal(str)
    common_axes_chosen = Signal(bool)
    range_wanted = Signal(bool)
    zoom_reset = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("histogram_bar")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 12, 4)
        lines.setSpacing(4)
        self._flow = FlowLayout()
        self._flow.setSpacing(4)
        lines.addLayout(self._flow)
        self.modes: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        for number, (mode, (text, explanation)) in enumerate(MODES.items(), 1):
            button = self._button(f"histogram_mode_{mode}", text, f"{tr(explanation)} ({number})")
            button.clicked.connect(lambda _=False, mode=mode: self.mode_chosen.emit(mode))
            self._key(str(number), button.click)
            group.addButton(button)
            self.modes[mode] = button
        self._make_mode_box()
        self._make_axes()
        self._make_heights()
        self._make_menus()
        self._is_narrow = False
        self._key("0", self.zoom_reset.emit)
        self.status = ElidedLabel(self, is_sentence=True)
        self.status.setObjectName("histogram_status")
        lines.addWidget(self.status)

    def _make_mode_box(self) -> None:
        """What stands for the buttons of the modes in a narrow window."""
        self.mode_box = self._combo("histogram_mode", "Kind of picture", "Which picture is drawn (1 to 7)")
        for mode, (text, explanation) in MODES.items():
            self.mode_box.addItem(tr(text), mode)
            self.mode_box.setItemData(self.mode_box.count() - 1, tr(explanation), Qt.ItemDataRole.ToolTipRole)
        self.mode_box.activated.connect(lambda index: self.mode_chosen.emit(self.mode_box.itemData(index)))
        self.mode_box.hide()

    def _make_axes(self) -> None:
        self.kinds = self._combo("histogram_value_axis", "Value axis", "How values lie on their axis (V)")
        for kind in KINDS:
            self.kinds.addItem(tr(_KINDS[kind]), kind)
        self.kinds.currentIndexChanged.connect(lambda index: self.kind_chosen.emit(KINDS[index]))
        self._key("V", lambda: _next(self.kinds))
        self.step_kinds = self._combo("histogram_step_axis", "Step axis", "Where the steps stand (T)")
        self.show_step_kinds((STEP,), STEP)
        self.step_kinds.activated.connect(
            lambda index: self.step_kind_chosen.emit(self.step_kinds.itemData(index))
        )
        self._key("T", self._next_step_kind)

    def _make_heights(self) -> None:
        self.log_counts = self._button("histogram_log_counts", "Log counts", "Rare values become visible (L)")
        self.log_counts.toggled.connect(self.log_counts_chosen)
        self._key("L", self.log_counts.click)
        tip = "Each step as tall as its own tallest bin, not the run's (O)"
        self.own_heights = self._button("histogram_own_heights", "Own heights", tip)
        self.own_heights.clicked.connect(self.own_heights_chosen)
        self._key("O", self.own_heights.click)
        tip = "Share of a range of values over the steps: drag across the picture, or type the range (R)"
        self.range = self._button("histogram_range", "Range", tip)
        self.range.setAccessibleName(tr("Share of a range of values"))
        self.range.clicked.connect(self.range_wanted)
        self._key("R", self.range.click)

    def _make_menus(self) -> None:
        self.statistics = CheckMenu(
            "histogram_statistics", self, "Statistics", "Which curves are drawn (S)", is_exclusive=False
        )
        self.statistics.show_choices([(s.name, _explained(s)) for s in STATISTICS], ())
        self.statistics.toggled_choice.connect(self.statistic_toggled)
        self._key("S", self.statistics.open)
        self.sets = CheckMenu("histogram_tensors", self, "Tensors", "Which tensors are shown (M)")
        self.sets.show_choices([(name, tr(text)) for name, text in SETS.items()], ())
        self.sets.toggled_choice.connect(lambda name, is_on: self.set_chosen.emit(name) if is_on else None)
        self._key("M", self.sets.open)
        tip = "All small pictures on one value axis, or each on its own (C)"
        self.common_axes = self._button("histogram_common_axes", "Common axis", tip)
        self.common_axes.toggled.connect(self.common_axes_chosen)
        self._key("C", self.common_axes.click)
        self.scalars = CheckMenu(
            "histogram_scalars",
            self,
            "Scalars",
            "Scalars of the event files over the same steps (E)",
            is_exclusive=False,
        )
        self.scalars.about_to_open.connect(self.scalars_wanted)
        self.scalars.toggled_choice.connect(self.scalar_toggled)
        self._key("E", self.scalars.open)
        self.more = MoreMenu("histogram_more", "Heights and axes of this picture (Shift+M)", self)
        self._key("Shift+M", self._open_more)
        for button in (self.statistics, self.sets, self.scalars, self.common_axes, self.more):
            self._flow.addWidget(button)

    # --- what can be set now ----------------------------------------------------------------------

    def show_mode(self, mode: str, *, is_scalar: bool) -> None:
        """Offer what has an effect in this mode, and no more."""
        for name, button in self.modes.items():
            button.setEnabled(not is_scalar or name in modes.FOR_SCALARS)
            button.setChecked(name == mode)
        self.kinds.setEnabled(True)
        self.own_heights.setEnabled(mode in modes.WITH_HEIGHTS)
        self.log_counts.setEnabled(mode in modes.WITH_LOG_COUNTS)
        self.common_axes.setEnabled(mode == modes.SEVERAL)
        self.range.setEnabled(mode in modes.WITH_RANGE)
        for widget, is_used in (
            (self.statistics, mode == modes.CURVES and not is_scalar),
            (self.sets, mode == modes.SEVERAL),
            (self.step_kinds, mode in (modes.RIDGES, *modes.WITH_STEPS_SIDEWAYS)),
            (self.scalars, mode in modes.WITH_STEPS_SIDEWAYS or mode == modes.RIDGES),
        ):
            widget.setEnabled(is_used)
            widget.setVisible(is_used)
        self.mode_box.setCurrentIndex(self.mode_box.findData(mode))
        for index in range(self.mode_box.count()):
            item = self.mode_box.model().item(index)
            item.setEnabled(not is_scalar or self.mode_box.itemData(index) in modes.FOR_SCALARS)
        self.mode_box.setEnabled(True)
        self._fit()

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        is_narrow = self.width() < px(_NARROW_PX)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._fit()

    def _fit(self) -> None:
        """In a narrow window a box stands for the modes, and a menu for what is switched on and off."""
        self.mode_box.setVisible(self._is_narrow)
        for combo in (self.mode_box, self.kinds, self.step_kinds):
            combo.setMinimumContentsLength(_SHORT_BOX if self._is_narrow else _LONG_BOX)
        for button in self.modes.values():
            button.setVisible(not self._is_narrow)
        switches = (self.log_counts, self.own_heights, self.range, self.common_axes)
        for button in switches:
            button.setVisible(button.isEnabled() and not self._is_narrow)
        self.more.hold(*switches)
        self.more.setVisible(self._is_narrow and self.more.is_needed)

    def _open_more(self) -> None:
        if self.more.isVisible():
            self.more.showMenu()

    def switch_off(self) -> None:
        """Nothing is shown that could be set."""
        for widget in (
            *self.modes.values(),
            self.mode_box,
            self.kinds,
            self.step_kinds,
            self.log_counts,
            self.own_heights,
            self.range,
            self.statistics,
            self.sets,
            self.common_axes,
            self.scalars,
        ):
            widget.setEnabled(False)
        self._fit()

    def show_step_kinds(self, kinds: Sequence[str], chosen: str) -> None:
        """The kinds of step axis this run has numbers for."""
        known = [self.step_kinds.itemData(index) for index in range(self.step_kinds.count())]
        if known != list(kinds):
            self.step_kinds.clear()
            for kind in kinds:
                self.step_kinds.addItem(tr(f"By {tr(kind)}"), kind)
        self.step_kinds.setCurrentIndex(max(self.step_kinds.findData(chosen), 0))

    def say(self, text: str) -> None:
        """The sentence below the controls; whole in the tool tip."""
        text = tr_parts(text)
        self.status.setText(text)
        self.status.setToolTip(text)
        self.status.setAccessibleName(text)

    def _next_step_kind(self) -> None:
        if self.step_kinds.isEnabled():
            _next(self.step_kinds)
            self.step_kind_chosen.emit(self.step_kinds.currentData())

    def _combo(self, name: str, said: str, tip: str) -> QComboBox:
        combo = _Box(self)
        combo.setObjectName(name)
        combo.setAccessibleName(tr(said))
        combo.setToolTip(tr(tip))
        # As wide as the plain choices; the list itself shows the long one whole.
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_LONG_BOX)
        self._flow.addWidget(combo)
        return combo

    def _button(self, name: str, text: str, explanation: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(tr(text))
        button.setAccessibleName(tr(text))
        button.setToolTip(tr(explanation))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if name != "histogram_common_axes":
            self._flow.addWidget(button)
        return button

    def _key(self, key: str, act) -> None:  # type: ignore[no-untyped-def]
        shortcut = QShortcut(QKeySequence(key), self.parentWidget())
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _next(combo: QComboBox) -> None:
    combo.setCurrentIndex((combo.currentIndex() + 1) % max(combo.count(), 1))


def _explained(statistic: Statistic) -> str:
    name = tr(statistic.name)
    return f"{name}: {tr(statistic.explanation)}" if statistic.explanation else name
