"""What the window says of one way of loading: a card's words, and the whole story as text.

The words themselves are `report.restore_text`'s, so that terminal, Markdown and window say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.checkpoints.roles import VALUE_SUFFIX
from explorer.gui.language import tr
from explorer.gui.sentence_parts import tr_parts
from explorer.report.numbers import display_lines, display_name
from explorer.report.restore_text import (
    CHECKS,
    STATE_MARK,
    aftermath,
    culprit,
    effect_counts,
    headline,
    short_title,
    situation,
    state,
    title,
)

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.restoring.outcome import Check, Outcome, Raised
    from explorer.gui.restore_choice import RestoreChoice

# effect: the verdict whose colour it has, and a mark that says the same without colour
EFFECT_LOOK = {
    "restored": ("restored", "✓"),
    "left alone": ("missing in checkpoint", "−"),
    "deferred": ("deferred", "…"),
    "raises": ("shape differs", "✕"),
    "stored shape adopted": ("wrong value silently", "!"),
    "wrong value silently": ("wrong value silently", "!"),
    "not concerned": ("unknown", "·"),
}
BAD_EFFECTS = frozenset({"left alone", "raises", "stored shape adopted", "wrong value silently"})
_STATE_TONE = {
    "raises": "shape differs",
    "silently wrong": "wrong value silently",
    "restores in part": "missing in checkpoint",
    "restores": "restored",
}
_LONG = 1 << 16


@dataclass(frozen=True, slots=True)
class Said:
    """A card's content. `tone` is the verdict whose colour it has."""

    title: str
    under: str  # the conditions it is judged under, short
    word: str
    mark: str
    tone: str
    line: str


def without_machinery(text: str) -> str:
    """A sentence with keys as the table shows them, `net/l1/kernel` for `net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE`."""
    return text.replace(VALUE_SUFFIX, "")


def outcome_looked_at(outcomes: Sequence[Outcome], choice: RestoreChoice) -> Outcome | None:
    """The outcome the user chose; of another step, one may tell of both kinds of variables."""
    chosen = [outcome for outcome in outcomes if outcome.api == choice.api]
    exact = [outcome for outcome in chosen if choice.kind in ("", outcome.conditions.variables)]
    return next(iter(exact or chosen), None)


def say_all(outcomes: Sequence[Outcome]) -> list[Said]:
    """The cards; where two are of one API, each title says for which variables it is."""
    counts = Counter(outcome.api for outcome in outcomes)
    said = []
    for outcome in outcomes:
        card = say(outcome)
        if counts[outcome.api] > 1 and outcome.conditions.variables:
            card = replace(card, title=f"{card.title}, {outcome.conditions.variables}")
        said.append(card)
    return said


def say(outcome: Outcome) -> Said:
    """The card of one outcome."""
    found, word = state(outcome), state(outcome)
    head, after = headline(outcome), aftermath(outcome)
    counts = effect_counts(outcome)
    taken = counts.get("restored", 0) + counts.get("deferred", 0)
    if outcome.exception is not None:
        word = f"raises {outcome.exception.type}"
        name = culprit(outcome.exception.message).removesuffix(VALUE_SUFFIX)
        wrong = counts.get("raises", 0)
        unnamed = f"{wrong:,} {'does' if wrong == 1 else 'do'} not fit" if wrong else "nothing is assigned"
        line = f"on {name}" if name else f"{unnamed}, {taken:,} restored before" if taken else unnamed
    elif found == "silently wrong":
        line = head.removesuffix(", without an error")
    elif found == "restores in part":
        left = counts["left alone"]
        if not taken:
            word = "restores nothing"
        line = f"{taken:,} of {taken + left:,} variables, {left:,} left alone"
    else:
        line = after if "would raise" in after else head.removeprefix("restores ")
    mark, tone = STATE_MARK[found], _STATE_TONE[found]
    if word == "restores nothing":
        mark = "−"
    elif found == "restores" and not taken:
        word, mark, tone, line = "restores nothing", "·", "unknown", "it asks for no variable that is stored"
    safe = [display_name(text, 400) for text in (short_title(outcome.api), situation(outcome), word)]
    return Said(*safe, mark, tone, display_name(line, 400))


def story(outcome: Outcome) -> str:
    """Everything known of one outcome as plain text: message, assertions, log lines, remarks, conditions."""
    after = aftermath(outcome)
    head = tr(f"{headline(outcome)}.")
    blocks = [f"{title(outcome)}: {head} {tr(after)}".rstrip()]
    if outcome.exception is not None:
        blocks.append(_raised_text(outcome.exception))
        others = len(outcome.exception.alternatives)
        if others:
            blocks.append(
                tr(f"Which of several it names first is a race: {others:,} other messages are possible.")
            )
    if outcome.status_type or any(getattr(outcome, name) is not None for name in CHECKS):
        lines = [tr(f"It returns a {outcome.status_type}.")] if outcome.status_type else []
        lines += [f"{name}(): {_check_text(getattr(outcome, name))}" for name in CHECKS]
        blocks.append("\n".join(lines))
    if outcome.log:
        blocks.append("\n".join((tr("It prints:"), *outcome.log)))
    if outcome.remarks:
        blocks.append("\n".join(map(tr, outcome.remarks)))
    effects = ", ".join(f"{count:,} {tr(effect)}" for effect, count in effect_counts(outcome).items())
    if effects:
        blocks.append(tr(f"Variables of the model: {effects}."))
    if situation(outcome):
        blocks.append(tr(f"Judged for {tr_parts(situation(outcome), ', ')}."))
    return "\n\n".join(display_lines(block.expandtabs(4), _LONG) for block in blocks)


def unsuitable_sentence(report: RestoreReport) -> str:
    """The ways of loading that were not judged, those of one reason together; "" for none."""
    by_reason: dict[str, list[str]] = {}
    for api, sentence in report.unsuitable:
        by_reason.setdefault(sentence.rstrip("."), []).append(short_title(api))
    parts = [f"{', '.join(names)}: {tr(f'{reason}.')}" for reason, names in by_reason.items()]
    return display_name(tr(f"Not judged: {' '.join(parts)}"), _LONG) if parts else ""


def _raised_text(raised: Raised) -> str:
    return f"{raised.type}: {raised.message}"


def _check_text(check: Check) -> str:
    if check is None:
        return tr("not reached, or there is none")
    return tr("passes") if check == "ok" else tr(f"raises {_raised_text(check)}")
