"""What the restore into the target does to the chosen variable: verdict, both sides, effect, cause, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from explorer.gui.inspector.parts import Facts
from explorer.gui.language import tr
from explorer.gui.restore.outcome_words import EFFECT_LOOK, outcome_looked_at, without_machinery
from explorer.gui.restore.verdict_source import expectation_text, source_of
from explorer.gui.theme import current_palette
from explorer.report.numbers import display_name
from explorer.report.palette import VERDICT_MARK
from explorer.report.restore_text import short_title

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from explorer.gui.session import Session


def add_restore_facts(session: Session, key: str, layout: QVBoxLayout, body: QWidget) -> None:
    """Below the heading: what the report of the session says of a key that has a row in it."""
    report = session.report
    if report is None:
        return
    source, colours = source_of(report), current_palette()
    found = source.record(source.row_of(key))
    facts = Facts(body, "restore_facts")
    facts.add(
        "verdict",
        f"{VERDICT_MARK.get(found.verdict, '?')} {found.verdict}",
        colour=colours.verdict(found.verdict),
        tip=found.sentence,
    )
    facts.add("model", expectation_text(found.expected) or "does not have it", data=bool(found.expected))
    facts.add("checkpoint", expectation_text(found.stored) or "not there", data=bool(found.stored))
    outcome = outcome_looked_at(report.outcomes, session.choice)
    effect = report.effect(found, outcome) if outcome is not None else ""
    if effect and outcome is not None:
        tone, mark = EFFECT_LOOK[effect]
        facts.add("effect", f"{mark} {effect}", colour=colours.verdict(tone))
        facts.add("under", display_name(short_title(outcome.api), 80), name=True)
    finding = source.finding_of(key)
    if finding is not None:
        facts.add("because", display_name(without_machinery(finding.title), 400))
    layout.addWidget(facts)
    button = QPushButton(tr("Show in Restore"), body)
    button.setObjectName("inspector_show_in_restore")
    button.setProperty("pill", True)
    button.setAccessibleName(tr("Show this variable in the Restore view"))
    button.clicked.connect(lambda: session.show_rows((key,)))
    line = QHBoxLayout()
    line.addWidget(button)
    line.addStretch(1)
    layout.addLayout(line)
