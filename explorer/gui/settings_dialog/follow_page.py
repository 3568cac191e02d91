"""Settings of following a run: whether, how often, and what is read of each new checkpoint."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from explorer.gui.follow import Follower
from explorer.gui.language import tr
from explorer.gui.recording import policy_of
from explorer.gui.session import Session
from explorer.gui.settings import MOST_NEW_MIB, Settings
from explorer.gui.settings_dialog.parts import Page, bound_box, check_box, mib_box


class FollowPage(Page):
    """Shows and triggers the follower's actions; the rest goes to settings and recording."""

    title = "Following a run"

    def __init__(self, session: Session, settings: Settings, follower: Follower, parent: QWidget) -> None:
        super().__init__("following", parent)
        self._session, self._settings = session, settings
        self.add_heading("A directory that is being written to")
        self.follow = bound_box(follower.follow_action, "settings_follow", self)
        self.latest = bound_box(follower.latest_action, "settings_follow_latest", self)
        self.column.addWidget(self.follow)
        self.column.addWidget(self.latest)
        self.add_heading("How often the directory is looked at")
        group = QButtonGroup(self)
        self.rates: list[QRadioButton] = []
        for action in follower.rate_actions:
            button = QRadioButton(tr(action.text().removeprefix("Look ").capitalize()), self)
            button.setObjectName(f"settings_{action.objectName()}")
            button.setAccessibleName(action.text())
            button.setToolTip(action.toolTip())
            button.setChecked(action.isChecked())
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            group.addButton(button)
            self.rates.append(button)
            self.column.addWidget(button)
        self.add_heading("New checkpoints")
        row = QHBoxLayout()
        self.remember_new = check_box(
            "Remember new checkpoints up to",
            "settings_remember_new",
            "Read the statistics of each new checkpoint as it is written, so that they outlive its files",
            settings.remember_new,
            self._switch,
            self,
        )
        self.limit = mib_box(
            "settings_remember_new_mib",
            "Largest new checkpoint that is read by itself",
            (1, MOST_NEW_MIB),
            settings.remember_new_mib,
            self._set_limit,
            self,
        )
        self.limit.setEnabled(settings.remember_new)
        row.addWidget(self.remember_new)
        row.addWidget(self.limit)
        row.addStretch(1)
        self.column.addLayout(row)
        self.add_sentence(
            "Histograms and statistics of a checkpoint that was read stay to be looked at after its files are "
            "deleted. Of larger ones the table of variables is remembered, and whatever was looked at.",
            "settings_remember_new_note",
        )
        self.column.addStretch(1)

    def _switch(self, wanted: bool) -> None:
        self._settings.remember_new = wanted
        self.limit.setEnabled(wanted)
        self._session.recording.set_policy(policy_of(self._settings))

    def _set_limit(self, value: int) -> None:
        self._settings.remember_new_mib = value
        self._session.recording.set_policy(policy_of(self._settings))
