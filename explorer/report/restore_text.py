"""What a way of loading does, in words: the same for window, terminal, Markdown and notebook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from explorer.report.numbers import format_count

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.restoring.outcome import Check, Outcome
    from explorer.checkpoints.spec import ModelSpec

# Worst first. Each has a mark, for colour never speaks alone.
STATES = ("raises", "silently wrong", "restores in part", "restores")
STATE_MARK = {"raises": "✕", "silently wrong": "!", "restores in part": "◐", "restores": "✓"}
CHECKS = ("assert_consumed", "assert_existing_objects_matched", "assert_nontrivial_match")

_KIND_WORDS = {"resource": "resource variables", "ref": "ref variables"}
_SHORTER = (  # a card, a button and a sentence have little room
    (re.compile(r"^tf\.(compat\.v1\.)?(train\.|estimator\.)?"), ""),
    (re.compile(r"^(?:tf\.keras\.)?Model\.load_weights of an? (\S+) (?:file|archive)"), r"load_weights(\1)"),
    (re.compile(r"=True\b"), ""),
)
_NAMED = (  # what a message says is at fault, most telling first
    re.compile(r"\band name (\S+?)\.?$", re.MULTILINE),
    re.compile(r"\bKey (\S+) not found in checkpoint"),
    re.compile(r"Existing variables not in the checkpoint: ([^\s,]+)"),
    re.compile(r"\btensor_name = ([^;\s]+)"),
    re.compile(r"Tensor (?:name )?\"?([^\s\"]+)\"? (?:\(.*?\) )?(?:is )?not found"),
    re.compile(r"Shape of variable (\S+)"),
    re.compile(r"value to variable ' ?([^']+)'"),
    re.compile(r"for weight (\S+?)\. "),
    re.compile(r"for object (<[^>]+>)"),
    re.compile(r"[Ll]ayer '([^']+)'"),
)


def effect_counts(outcome: Outcome) -> dict[str, int]:
    """Effect -> number of variables, in the order of EFFECTS, for the effects that occur."""
    import numpy as np

    from explorer.analysis.restoring.outcome import EFFECTS

    counted = np.bincount(outcome.effect, minlength=len(EFFECTS)).tolist()
    return {effect: count for effect, count in zip(EFFECTS, counted, strict=True) if count}


def state(outcome: Outcome) -> str:
    """One of STATES."""
    if outcome.exception is not None:
        return "raises"
    if outcome.is_silently_wrong:
        return "silently wrong"
    counts = effect_counts(outcome)
    return "restores in part" if counts.get("left alone") else "restores"


def title(outcome: Outcome) -> str:
    """The API as programs call it."""
    return api_title(outcome.api)


def api_title(api: str) -> str:
    """A way of loading as programs call it."""
    from explorer.analysis.restoring.apis import API

    return API[api].title if api in API else api


def situation(outcome: Outcome) -> str:
    """Under which conditions, "TensorFlow 2.15, ref variables"."""
    from explorer.analysis.restoring.situation import NAME_BASED_APIS

    known = outcome.conditions
    parts = [f"TensorFlow {known.tensorflow}"] if known.tensorflow else []
    if outcome.api.startswith("load_weights") and known.keras:
        parts.append({"2": "Keras 2", "3": "Keras 3"}.get(known.keras, known.keras))
    if outcome.api in NAME_BASED_APIS and known.variables:
        parts.append(_KIND_WORDS.get(known.variables, known.variables))
    return ", ".join(parts)


def headline(outcome: Outcome, spec: ModelSpec | None = None) -> str:
    """One line: "raises ValueError on n/dense/bias:0", "10 variables take the stored shape, without an error".

    With the `spec`, a variable is named also where TensorFlow's message names none.
    """
    found = state(outcome)
    counts = effect_counts(outcome)
    if outcome.exception is not None:
        name = culprit(outcome.exception.message) or _first_raising(outcome, spec)
        kind = outcome.exception.type
        return f"raises {kind} on {name}" if name else f"raises {kind}"
    if found == "silently wrong":
        wrong = [effect for effect in ("wrong value silently", "stored shape adopted") if counts.get(effect)]
        told = ", ".join(_counted(effect, counts[effect]) for effect in wrong)
        return f"{told}, without an error"
    if found == "restores in part":
        done = counts.get("restored", 0) + counts.get("deferred", 0)
        total = done + counts["left alone"]
        return f"restores {format_count(done)} of {format_count(total)} variables, without an error"
    done = counts.get("restored", 0)
    if not done and not counts.get("deferred"):
        return "asks for nothing"
    if not done:
        return _counted("deferred", counts["deferred"])
    whole = "restores its only variable" if done == 1 else f"restores all {format_count(done)} variables"
    return f"{whole}, {_counted('deferred', counts['deferred'])}" if counts.get("deferred") else whole


def aftermath(outcome: Outcome) -> str:
    """What state an exception leaves the program in; what the status checks say; "" for nothing to add."""
    if outcome.exception is not None:
        done = sum(
            effect_counts(outcome).get(effect, 0)
            for effect in ("restored", "stored shape adopted", "wrong value silently")
        )
        if not done:
            return "Nothing is assigned before the error."
        return f"{format_count(done)} {'variable has' if done == 1 else 'variables have'} the stored value by then: TensorFlow takes nothing back."
    failing = [check for check in CHECKS if getattr(outcome, check) not in (None, "ok")]
    if failing:
        return f"{' and '.join(failing)} would raise."
    all_pass = all(getattr(outcome, check) == "ok" for check in CHECKS)
    return "All three status checks pass." if all_pass else ""


def _first_raising(outcome: Outcome, spec: ModelSpec | None) -> str:
    from explorer.analysis.restoring.outcome import RAISES

    places = (outcome.effect == RAISES).nonzero()[0]
    if spec is None or not len(places):
        return ""
    variable = spec.variables[int(places[0])]
    return variable.name or variable.key


def culprit(message: str) -> str:
    """The variable, key or layer a message names, "" for none. Cut to what fits a line."""
    for pattern in _NAMED:
        match = pattern.search(message[:20_000])
        if match:
            return match.group(1)[:120]
    return ""


def check_words(check: Check) -> str:
    """A status check in words: "ok", or the exception with the first line of its text."""
    if check is None:
        return "–"
    if isinstance(check, str):
        return check
    first = check.message.partition("\n")[0]
    return f"{check.type}: {first}"


def verdict_line(report: RestoreReport) -> str:
    """The report in a sentence or two: what goes wrong without an error first, then the count of variables."""
    return f"{silent_line(report.outcomes)} {report.summary}".strip()


def silent_line(outcomes: Sequence[Outcome]) -> str:
    """ "Silently wrong with Saver.restore (ref variables): 3 variables take the stored shape."; "" for none."""
    wrong = silent_outcomes(outcomes)
    if not wrong:
        return ""
    first = wrong[0]
    same = [outcome for outcome in wrong if effect_counts(outcome) == effect_counts(first)]
    several = len({outcome.conditions.variables for outcome in outcomes if outcome.api == first.api}) > 1
    kind = f" ({first.conditions.variables} variables)" if several and first.conditions.variables else ""
    others = len(wrong) - len(same)
    names = list(dict.fromkeys(short_title(outcome.api) for outcome in same))
    who = (f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]) + kind
    tail = (
        "Another way of loading is silently wrong, too."
        if others == 1
        else f"{format_count(others)} other ways of loading are silently wrong, too."
    )
    what = headline(first).removesuffix(", without an error")
    told = f"Silently wrong with {who}: {what}."
    return f"{told} {tail}" if others else told


def silent_outcomes(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those that go wrong without an exception: to be told first."""
    return [outcome for outcome in outcomes if state(outcome) == "silently wrong"]


def short_title(api: str) -> str:
    """What people call a way of loading, without module and file words."""
    name = api_title(api)
    for pattern, by in _SHORTER:
        name = pattern.sub(by, name)
    return name


def _counted(effect: str, count: int) -> str:
    is_one = count == 1
    return {
        "restored": "1 variable is restored" if is_one else f"{count:,} variables are restored",
        "left alone": "1 keeps its initial value" if is_one else f"{count:,} keep their initial values",
        "deferred": "1 waits until it is created" if is_one else f"{count:,} wait until they are created",
        "stored shape adopted": "1 variable takes the stored shape"
        if is_one
        else f"{count:,} variables take the stored shape",
        "wrong value silently": "1 variable takes another one's value"
        if is_one
        else f"{count:,} variables take other variables' values",
    }[effect]
