"""A report in one sentence, with what its rows do not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.matching import Matching
from explorer.analysis.restoring.outcome import Outcome
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS, WORST_FIRST, RestoreRow
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.formats.reader import KERAS_FORMATS

_KERAS_ENDINGS = (".h5", ".hdf5", ".keras")


def summary_of(rows: Iterable[RestoreRow], first: Outcome | None) -> str:
    """One sentence, "2 of 5 variables would not be restored: shape differs (1), missing in checkpoint (1).".

    What the likeliest way of loading never asks for (an optimizer's variables, when weights are
    loaded) is not counted.
    """
    counts = Counter(row.verdict for row in rows if first is None or first.concerns(row.variable))
    unused = counts.pop("unused by model", 0)
    total = sum(counts.values())
    left = f"{unused} in the checkpoint {'is' if unused == 1 else 'are'} unused by the model"
    if not total:
        return f"The target asks for no variables; {left}." if unused else "The target asks for no variables."
    wanting = {verdict: count for verdict, count in counts.items() if verdict != "restored"}
    if not wanting:
        subject = "The only variable" if total == 1 else f"All {total:,} variables"
        return f"{subject} would be restored; {left}." if unused else f"{subject} would be restored."
    missing = sum(wanting.values())
    parts = ", ".join(_counted(verdict, wanting[verdict]) for verdict in WORST_FIRST if verdict in wanting)
    if unused:
        return f"{missing:,} of {total:,} variables would not be restored: {parts}; {left}."
    return f"{missing:,} of {total:,} variables would not be restored: {parts}."


def _counted(verdict: str, count: int) -> str:
    """ "shape differs (2)": each verdict's words stand whole, so that they can be said in another language."""
    return {
        "wrong value silently": f"wrong value silently ({count:,})",
        "damaged": f"damaged ({count:,})",
        "shape differs": f"shape differs ({count:,})",
        "dtype differs": f"dtype differs ({count:,})",
        "missing in checkpoint": f"missing in checkpoint ({count:,})",
        "deferred": f"deferred ({count:,})",
        "unknown": f"unknown ({count:,})",
    }.get(verdict, f"{verdict} ({count:,})")


def but_raises(rows: Iterable[RestoreRow], first: Outcome | None) -> str:
    """What the rows do not show: an exception of the likeliest way although each variable fits."""
    if first is None or first.exception is None or any(row.verdict in PROBLEM_VERDICTS for row in rows):
        return ""
    said = first.exception.message.partition("\n")[0]
    return f"But {API[first.api].title} raises {first.exception.type}: {said}"


def why_unmatched(
    checkpoint: Checkpoint, target: ModelSpec, rows: Sequence[RestoreRow], matching: Matching
) -> str:
    """A sentence on why hardly a variable of one side is one of the other; "" where there is nothing to say."""
    if not len(checkpoint.table) or not target.variables:
        return ""
    matched = sum(row.expected is not None and row.stored is not None for row in rows)
    ours, theirs = checkpoint.format in KERAS_FORMATS, target.source.lower().endswith(_KERAS_ENDINGS)
    if ours != theirs and 2 * matched < len(target.variables) and not matching.by_layer:
        return (
            "Files of Keras (.h5, .keras) name variables otherwise than TensorFlow's checkpoints and graphs do, so "
            f"{'most could not' if matched else 'none could'} be matched by name; this tells nothing about their shapes. "
            "Compare two files of one format, both written by the programs in question."
        )
    if matched or (len(target.variables) == 1 and len(checkpoint.table) == 1):
        return ""
    return "The two sides have no name in common: they are of different models, or saved by different APIs."
