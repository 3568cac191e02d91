"""A verification in sentences: what the terminal, the window and a copied report say alike."""

from __future__ import annotations

from explorer.analysis.doctor_records import CheckpointVerdict, Verification
from explorer.report.numbers import display_name, format_bytes, format_count, format_counted


def summary(verification: Verification) -> str:
    """The verdict in one sentence, with what was read for it."""
    known = [verdict for verdict in verification.checkpoints if verdict.is_known]
    read = f"{format_bytes(verification.checked_bytes)} read in {_seconds(verification.elapsed_s)}"
    total, lost = verification.tensor_count, verification.lost_count
    of = f" of {format_counted(len(known), 'checkpoint')}" if len(known) != 1 else ""
    if lost:
        return f"{_lost(lost, total, of, verification.misplaced_count)}: {read}."
    if not known:
        unread = sum(verdict.status == "damaged" for verdict in verification.checkpoints)
        if unread:
            return (
                "The checkpoint cannot be read."
                if unread == 1
                else f"None of the {unread} checkpoints can be read."
            )
        return f"There was nothing to verify: {read}."
    if not total:
        return f"There is no tensor to verify{of}: {read}."
    whole, held = format_count(total), len(known)
    if all(verdict.has_checksums for verdict in known):
        if total == 1:
            sentence = f"The only tensor{of} is safe: {read}."
        elif of:
            sentence = f"All {whole} tensors of {held:,} checkpoints are safe: {read}."
        else:
            sentence = f"All {whole} tensors are safe: {read}."
    elif total == 1:
        sentence = f"The only tensor{of} can be read: {read}."
    elif of:
        sentence = f"All {whole} tensors of {held:,} checkpoints can be read: {read}."
    else:
        sentence = f"All {whole} tensors can be read: {read}."
    unread = sum(not verdict.is_known and verdict.status == "damaged" for verdict in verification.checkpoints)
    if unread:
        sentence = f"{sentence} {format_counted(unread, 'other checkpoint')} cannot be read at all."
    return sentence


def lost_sentence(verdict: CheckpointVerdict) -> str:
    """ "3 of 12 tensors are lost, 9 are safe" of one checkpoint."""
    if not verdict.is_known:
        return {
            "gone": "its files are gone",
            "being written": "it is being written; it was not verified",
            "damaged": "its index cannot be read, so which tensors it held cannot be told",
        }.get(verdict.status, "it was not verified")
    lost, total = len(verdict.lost), verdict.tensor_count
    if lost:
        return _lost(lost, total, "", len(verdict.misplaced))
    if not total:
        return "it holds no tensor"
    if not verdict.has_checksums:
        return (
            "its only tensor can be read" if total == 1 else f"all {format_count(total)} tensors can be read"
        )
    return "its only tensor is safe" if total == 1 else f"all {format_count(total)} tensors are safe"


def counted_problems(verification: Verification) -> str:
    """How many problems there are, and that nothing was changed."""
    return f"{format_counted(len(verification.problems), 'problem')}; nothing was changed."


def report_text(verification: Verification, subject: str) -> str:
    """The whole verification as plain text, to be copied or mailed.

    Args:
        verification: what was found.
        subject: what was verified, as the user calls it.
    """
    lines = [f"Verification of {display_name(subject, 2000)}", summary(verification), ""]
    for problem in verification.problems:
        place = ": ".join(display_name(part) for part in (problem.file, problem.key) if part)
        lines.append(f"- {place}: {display_name(problem.problem, 2000)}")
        if problem.hint:
            lines.append(f"  {display_name(problem.hint, 2000)}")
        lines += [f"    {display_name(key)}" for key in problem.keys]
    if verification.problems:
        lines.append("")
    for verdict in verification.checkpoints:
        lines.append(f"{display_name(verdict.prefix)}: {lost_sentence(verdict)}")
        misplaced = frozenset(verdict.misplaced)
        lines += [
            f"    {'recoverable' if key in misplaced else 'lost'}: {display_name(key)}"
            for key in verdict.lost
        ]
    if verification.notes:
        lines += ["", *(f"Note: {display_name(note, 2000)}" for note in verification.notes)]
    if verification.proposed_state is not None:
        lines += ["", "The checkpoint file should read:", "", verification.proposed_state]
    return "\n".join(lines).rstrip() + "\n"


def _lost(unreadable: int, total: int, of: str, misplaced: int = 0) -> str:
    lost = unreadable - misplaced
    if misplaced:
        safe = total - unreadable
        parts = [
            f"{format_count(misplaced)} {'is' if misplaced == 1 else 'are'} recoverable by renaming data files"
        ]
        if lost:
            parts.insert(0, f"{format_count(lost)} {'is' if lost == 1 else 'are'} lost")
        noun = "tensor" if total == 1 else "tensors"
        return f"{format_count(safe)} of {format_count(total)} {noun}{of} {'is' if safe == 1 else 'are'} safe, {', '.join(parts)}"
    if lost == total:
        return "The only tensor is lost" if total == 1 else f"All {format_count(total)} tensors{of} are lost"
    safe = total - lost
    return (
        f"{format_count(lost)} of {format_count(total)} tensors{of} {'is' if lost == 1 else 'are'} lost, "
        f"{format_count(safe)} {'is' if safe == 1 else 'are'} safe"
    )


def _seconds(elapsed_s: float) -> str:
    return f"{elapsed_s:.1f} s" if elapsed_s >= 0.1 else f"{max(round(1000 * elapsed_s), 1)} ms"
