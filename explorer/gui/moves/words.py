"""What the overview of a run says at first glance: did the layers train, did anything blow up?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.gui.moves.rows import ALWAYS, FIRST, FROZEN, STOPPED
from explorer.report.numbers import display_name, format_bytes, format_count, format_counted, format_label

if TYPE_CHECKING:
    from explorer.gui.moves.overview import Overview


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence with a mark; `tone` is a verdict whose colour it has, "" for none."""

    text: str
    mark: str = ""
    tone: str = ""


WAITING = Headline("Looking at the steps…")


def headlines(overview: Overview) -> tuple[Headline, ...]:
    """Whether everything trained, then whether everything is finite."""
    return tuple(part for part in (training(overview), health(overview)) if part.text)


def training(overview: Overview) -> Headline:
    """Did the layers train, and how much of that was measured?"""
    told = _training(overview)
    gaps, pairs = overview.weights_with_gaps, 0 if overview.moves is None else len(overview.moves.pairs)
    if not gaps or not pairs or not overview.weights_known:
        return told
    fewest, most = overview.fewest_measured, overview.most_measured
    if not most:
        measured = f"Measured none of {format_count(pairs)} pairs of steps for {_which(overview)}."
        return replace(told, text=f"{told.text} {measured}")
    counts = format_count(fewest) if fewest == most else f"{format_count(fewest)} to {format_count(most)}"
    measured = f"Measured {counts} of {format_count(pairs)} pairs of steps for {_which(overview)}"
    text = f"{told.text} {measured}: the largest change may be elsewhere."
    return replace(told, text=text)


def _which(overview: Overview) -> str:
    """Of which weights there are gaps."""
    gaps = overview.weights_with_gaps
    return _weights(gaps) if gaps < overview.weights_known else "it" if gaps == 1 else "all"


def _training(overview: Overview) -> Headline:
    if not overview.entries:
        return Headline("No step of this run can be read.", "?", "unknown")
    if len(overview.entries) == 1:
        only = format_label(overview.entries[0].label)
        return Headline(f"There is one step only ({only}): nothing to compare it with.", "?", "unknown")
    known, moved = overview.weights_known, overview.weights_moved
    if not known:
        if not overview.is_whole:
            return WAITING
        return Headline("No weight can be compared between any two steps.", "?", "unknown")
    if not moved:
        text = f"No weight moved so far: {_weights(known)}, all unchanged."
        if overview.is_whole:
            text = f"No weight moved between any two steps: {_weights(known)}, all unchanged."
        return Headline(text, "!", "shape differs")
    frozen = sum(row.verdict == FROZEN for row in overview.still)
    if frozen:
        never = _so_far(overview, f"{format_count(frozen)} of {_weights(known)} never moved")
        text = f"{never}: frozen, on purpose or by accident"
        always = {row.key for row in overview.odd if row.what == ALWAYS}
        spoilt = sum(row.verdict == FROZEN and row.key in always for row in overview.still)
        if spoilt:
            more = f"{format_count(spoilt)} of these hold NaN or infinities from the first step on"
            if spoilt == 1:
                more = "1 of these holds NaN or infinities from the first step on"
            text = f"{text}; {more}"
        return Headline(f"{text}.", "!", "shape differs")
    stopped = sum(row.verdict == STOPPED and row.kind == "trained" for row in overview.still)
    if stopped:
        text = f"All {_weights(known)} moved, but {format_count(stopped)} stopped before the end."
        return Headline(text, "!", "wrong value silently")
    if moved < known:
        text = _so_far(overview, f"{format_count(moved)} of {_weights(known)} moved")
        return Headline(f"{text}.", "…")
    text = _so_far(overview, "The only weight moved" if known == 1 else f"All {_weights(known)} moved")
    return Headline(f"{text}.", "✓", "restored")


def health(overview: Overview) -> Headline:
    """Did anything blow up?"""
    found = overview.unhealthy
    if found is None or not overview.entries:
        return Headline("")
    news = [row for row in overview.odd if row.what == FIRST]
    if news:
        first, before = news[0].first, news[0].last_sound
        tensors = format_counted(len(news), "tensor")
        text = f"NaN or infinities first appear at {format_label(first.label)}, in {tensors}"
        if before is not None:
            text = f"{text} (last sound step: {format_label(before.label)})"
        always = sum(row.what == ALWAYS for row in overview.odd)
        if always:
            more = f"{format_count(always)} more have them from the first step on"
            text = f"{text}; {'1 more has them from the first step on' if always == 1 else more}"
        return Headline(f"{text}.", "✗", "damaged")
    if overview.odd:
        count, first = len(overview.odd), format_label(overview.entries[0].label)
        text = (
            f"{format_count(count)} tensors hold NaN or infinities from the first step there is on ({first})."
        )
        if count == 1:
            text = f"1 tensor holds NaN or infinities from the first step there is on ({first})."
        return Headline(text, "!", "wrong value silently")
    if overview.is_finite_throughout or found.is_certain:
        count = len(overview.entries)
        text = (
            f"Every value is finite at all {format_count(count)} steps."
            if count > 1
            else "Every value is finite."
        )
        return Headline(text, "✓", "restored")
    return Headline("Every value that was looked at is finite.", "✓", "restored")


def explanation(overview: Overview) -> str:
    """What was looked at, and how it was found out."""
    entries = overview.entries
    if not entries:
        return ""
    family = display_name(overview.family, 60)
    steps = f"{format_counted(len(entries), 'step')} of {family}: {format_label(entries[0].label)} to {format_label(entries[-1].label)}."
    if len(entries) == 1:
        steps = f"{format_label(entries[0].label).capitalize()} of {family}."
    if overview.across is not None:
        steps += " Where steps were deleted before they were measured, the steps on either side are compared, as a pair of their own."
    remembered = sum(entry.is_remembered for entry in entries)
    if remembered:
        steps += f" {format_count(remembered)} of them deleted from disk and remembered."
    found = overview.unhealthy
    if found is None:
        return steps
    if overview.is_looked_through:
        return f"{steps} Every value of every step was looked at, or has the checksum of one that was."
    how = f" NaN was searched for; {format_bytes(found.bytes_read)} were read for it."
    if len(entries) > 2 and found.passed_over:
        how = (
            f" NaN was searched for by halving the steps; {format_bytes(found.bytes_read)} were read for it."
        )
    if overview.is_assumed:
        how += " Not every step was read: it is assumed that NaN stays once it is there."
    if found.unread:
        how += f" {format_counted(len(found.unread), 'value')} could not be read: {found.unread[0]}"
    return steps + how


def _weights(count: int) -> str:
    return "1 weight" if count == 1 else f"{format_count(count)} weights"


def _so_far(overview: Overview, text: str) -> str:
    return text if overview.is_whole else f"{text} so far"
