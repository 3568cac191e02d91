"""The strip of small multiples below the picture: the variable and its slots at the current step."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from explorer.analysis.statistics import TensorStatistics
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.gui.language import tr
from explorer.gui.sparkline import paint_histogram
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.report.numbers import display_name, format_float

MOST_MEMBERS = 12


@dataclass(frozen=True)
class Member:
    """A tensor of the family: the variable itself, or one of its slots."""

    key: str
    title: str
    role: str


def family_of(checkpoint: Checkpoint, key: str) -> tuple[Member, ...]:
    """The variable first, then its slots by name; () for a tensor that has none and is none."""
    row = checkpoint.table.row_of.get(key)
    if row is None:
        return ()
    slots = checkpoint.slots
    owner = slots[row][0] if row in slots and slots[row][0] >= 0 else row
    mine = sorted((name, slot) for slot, (of, name) in slots.items() if of == owner)
    if not mine:
        return ()
    variable = checkpoint.variable(checkpoint.table.keys[owner])
    short = display_name(_short_name(variable.key), 28)
    members = [Member(variable.key, short, variable.role)]
    members += [
        Member(checkpoint.table.keys[slot], f"{short} · {display_name(name, 28)}", "slot")
        for name, slot in mine
    ]
    return tuple(members[:MOST_MEMBERS])


def _short_name(key: str) -> str:
    return key.split("/.ATTRIBUTES/")[0].rsplit("/", 1)[-1] or key


class MemberButton(QAbstractButton):
    """One small histogram with its name; click or Space chooses the tensor."""

    def __init__(self, member: Member, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.member = member
        self.is_compact = False
        self.statistics: TensorStatistics | ExplorerError | None = None
        self.is_gone = False  # the files: what was not read then never will be
        self.setCheckable(True)
        self.setObjectName("family_member")
        self.setAccessibleName(tr(f"Choose {display_name(member.key)}"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(180, px(60) if self.is_compact else px(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(70, px(60) if self.is_compact else px(84))

    def sentence(self) -> str:
        """What stands where no histogram can."""
        found = self.statistics
        if found is None:
            return "reading …"
        if isinstance(found, ExplorerError):
            return "gone before it was read" if self.is_gone else "damaged"
        if found.values is None or not len(found.values.count):
            if found.nan or found.posinf or found.neginf:
                return "no finite value"
            return "no numbers" if found.count else "empty"
        if found.count == 1:
            return format_float(found.mean, 6)
        return ""

    def paintEvent(self, _) -> None:  # type: ignore[no-untyped-def]
        painter, palette = QPainter(self), current_palette()
        area = self.rect().adjusted(4, 2, -4, -2)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(palette.selection if self.isChecked() else palette.panel))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(area, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(qcolor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 4, 4)
        painter.setFont(ui_font(12))
        painter.setPen(qcolor(palette.text))
        inner = area.adjusted(8, 4, -8, -6)
        title = QFontMetrics(ui_font(12)).elidedText(
            self.member.title, Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)
        shape = QRectF(inner.adjusted(0, px(20), 0, 0))
        sentence = tr(self.sentence())
        if sentence:
            painter.setPen(qcolor(palette.muted))
            painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, sentence)
        else:
            paint_histogram(painter, shape, self.statistics.values, qcolor(palette.role(self.member.role)))
        painter.end()


class FamilyStrip(QWidget):
    """A heading and one button a member."""

    chosen = Signal(object)  # key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("family_strip")
        self.setAccessibleName(tr("The variable and its slots"))
        self.heading = QLabel(tr("with its slots"), self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("muted", True)
        self.buttons: list[MemberButton] = []
        self._is_compact = False
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addLayout(self._row)
        self.hide()

    def show_members(self, members: tuple[Member, ...], chosen: str) -> None:
        """Replace the buttons; () hides the strip."""
        if [button.member for button in self.buttons] != list(members):
            for button in self.buttons:
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = [MemberButton(member, self) for member in members]
            self._fit_buttons()
            for button in self.buttons:
                button.clicked.connect(lambda _, member=button.member: self.chosen.emit(member.key))
                self._row.addWidget(button)
        for button in self.buttons:
            button.setChecked(button.member.key == chosen)
        is_variable = bool(members) and members[0].key == chosen
        self.heading.setText(tr("with its slots" if is_variable else "with its variable"))
        self.setVisible(bool(members))

    def set_compact(self, is_compact: bool) -> None:
        """Take less room in a low window."""
        self.heading.setVisible(not is_compact)
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._fit_buttons()

    def _fit_buttons(self) -> None:
        for button in self.buttons:
            button.is_compact = self._is_compact
            button.updateGeometry()

    def tell(self, key: str, statistics: TensorStatistics | ExplorerError | None, *, is_gone: bool) -> None:
        """The statistics of one member, as far as they are known, of a checkpoint that may be gone."""
        for button in self.buttons:
            if button.member.key == key and (button.statistics, button.is_gone) != (statistics, is_gone):
                button.statistics, button.is_gone = statistics, is_gone
                button.update()

    def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().paintEvent(event)
        painter, palette = QPainter(self), current_palette()
        painter.setPen(qcolor(palette.border))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
