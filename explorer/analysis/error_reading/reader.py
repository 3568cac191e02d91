"""Reads a pasted text: which message it holds, what that names, and which side is which."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from explorer.analysis.error_reading.cleaning import MARK, MOST_CHARACTERS, CleanText, clean
from explorer.analysis.error_reading.forms import FORMS, OBJECT_REPR, VARIABLE_REPR, Form
from explorer.analysis.error_reading.quoting import quoted
from explorer.analysis.error_reading.records import ErrorReading, NamedTensor
from explorer.analysis.error_reading.shapes import TURNED, as_stored, dtype_of, shape_of
from explorer.analysis.error_reading.surroundings import (
    api_of,
    exception_before,
    generation_of_text,
    is_warned,
)
from explorer.checkpoints.object_graph import escape
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY

_OF_THE_CHECKPOINT = frozenset({"save_counter", "_CHECKPOINTABLE_OBJECT_GRAPH"})
_OPENED_KERAS_FILE = re.compile(r"table ?file[^\x01:]{1,600}\.(?:h5|hdf5|keras):")
MOST_OCCURRENCES = 2000  # of one form: a log may repeat a warning without end
_AHEAD = 24_000  # a list of names in one message
_MOST_TENSORS = 2000
_MOST_MISSES = 30  # anchors without their message: the text plays with us
_MOST_STARTS = 12  # of one pattern before one anchor
_AHEAD_OF_MOST = 3000


@dataclass(frozen=True)
class _Found:
    form: Form
    start: int
    end: int
    groups: dict[str, str]


def read_error(text: str) -> ErrorReading | None:
    """The error a text holds, None where it holds none. Never raises, whatever was pasted.

    Of a chain of exceptions (or of warnings before an exception) the one that says most counts.
    """
    cleaned = clean(text)
    found = [each for form in FORMS for each in _occurrences(form, cleaned)]
    if not found:
        return None
    best = max(found, key=lambda each: (each.form.rank, each.start))
    same = [each for each in found if each.form.id == best.form.id]
    same.sort(key=lambda each: each.start)
    others = dict.fromkeys(each.form.id for each in sorted(found, key=lambda e: -e.form.rank))
    others.pop(best.form.id, None)
    tensors = list(dict.fromkeys(_tensor(each, cleaned) for each in same[:_MOST_TENSORS]))
    tensors = [tensor for tensor in tensors if tensor != NamedTensor()]
    # Asked for only to see of which kind the file is: no variable, where another is named.
    tensors = [tensor for tensor in tensors if tensor.name != OBJECT_GRAPH_KEY] or tensors
    tensors += [tensor for tensor in _listed(best, cleaned) if tensor not in tensors]
    layers = dict.fromkeys(each.groups["layer"] for each in same if each.groups.get("layer"))
    for match in OBJECT_REPR.finditer(cleaned.squeezed, best.start, best.start + _AHEAD):
        layers.setdefault(match["name"])
    tensors.sort(
        key=lambda tensor: tensor.name.partition(":")[0] in _OF_THE_CHECKPOINT
    )  # no model's: named last
    remarks: tuple[str, ...] = ()
    if cleaned.was_cut:
        remarks = (f"The text is longer than {MOST_CHARACTERS:,} characters: its middle was not read.",)
    if best.form.id in ("keras-assign", "layer-shape") and tensors:
        told = tensors[0]
        tensors[0] = as_stored(told)
        if tensors[0] != told:
            remarks += (TURNED,)
    said = same[0] if best.form.is_warning else best
    is_warning = best.form.is_warning or is_warned(cleaned.squeezed, best.start)
    form, kind = _of_a_file(best, cleaned)
    return ErrorReading(
        form=form,
        kind=kind,
        message=quoted(cleaned, said.start, said.end),
        exception="" if is_warning else exception_before(cleaned.squeezed, best.start),
        api=api_of(cleaned.squeezed, best.form.api, best.form.id),
        generation=generation_of_text(cleaned.squeezed, best.form.id),
        tensors=tuple(tensors[:_MOST_TENSORS]),
        layers=tuple(layers),
        path=best.groups.get("path", "").strip("'\".,;") if best.groups.get("path") else "",
        expected_count=_count(best.groups.get("en")),
        stored_count=_count(best.groups.get("sn")),
        is_warning=is_warning,
        also=tuple(others),
        remarks=remarks,
    )


def _of_a_file(found: _Found, cleaned: CleanText) -> tuple[str, str]:
    """The form and kind, where what is named tells more than the message's words."""
    form = found.form
    if form.id == "index-damaged" and _OPENED_KERAS_FILE.search(
        cleaned.squeezed, max(0, found.start - 900), found.end
    ):
        return "keras-file", "wrong-call"
    if form.id == "variable-count" and _count(found.groups.get("sn")) and _count(found.groups.get("en")):
        return form.id, _more_or_fewer(found)  # the layer is stored, with other weights
    if form.id == "weight-count":
        return form.id, _more_or_fewer(found)
    return form.id, form.kind


def _more_or_fewer(found: _Found) -> str:
    expected, stored = (_count(found.groups.get(group)) or 0 for group in ("en", "sn"))
    return "bias-dropped" if expected < stored else "bias-added"


def _occurrences(form: Form, cleaned: CleanText) -> Iterator[_Found]:
    """Every place where a form's message stands, each looked at in a window of bounded size."""
    text, anchor = cleaned.squeezed, form.anchor
    start = text.find(anchor)
    count = misses = behind = 0
    while start >= 0 and count < MOST_OCCURRENCES and misses < _MOST_MISSES:
        count += 1
        window = max(behind, start - form.back)  # a message does not begin within the one before
        match = _last_covering(form, text, window, start, cleaned)
        misses += match is None
        if match is not None:
            behind = min(match.end(), start + len(anchor))
            if "%s" in match[0] or "%(" in match[0]:
                start = text.find(anchor, start + len(anchor))
                continue  # a line of the program that would print the message
            groups = {name: value for name, value in match.groupdict().items() if value is not None}
            for name in form.ends:
                if name in groups:
                    groups[name] = _up_to_break(groups[name], match.start(name), cleaned)
            if form.id == "data-missing":  # a path has no other mark before it than white space
                place = bisect_right(cleaned.breaks, start) - 1
                first = cleaned.breaks[place] if place >= 0 else 0
                groups["path"] = text[max(first, window) : start].replace(MARK, "")
            yield _Found(form, match.start(), match.end(), groups)
        start = text.find(anchor, start + len(anchor))


def _last_covering(
    form: Form, text: str, window: int, anchor: int, cleaned: CleanText
) -> re.Match[str] | None:
    """The match nearest before the anchor that reaches over it: an earlier start would swallow other words."""
    best = None
    end = min(len(text), anchor + (_AHEAD if form.rank == 10 else _AHEAD_OF_MOST))
    place, starts = window, 0
    while (
        starts < _MOST_STARTS
        and (match := form.pattern.search(text, place, end)) is not None
        and match.start() <= anchor
    ):
        if match.end() > anchor and all(cleaned.is_break(match.start(group)) for group in form.breaks):
            best = match
        place, starts = match.start() + 1, starts + 1
        if not form.back:
            break
    if best is None and not form.back:
        match = form.pattern.search(text, anchor, end)
        return match if match is not None and match.start() - anchor < 400 else None
    return best


def _up_to_break(value: str, start: int, cleaned: CleanText) -> str:
    """A name or path that ends where white space (or a mark) stood; a full stop before it is the sentence's."""
    breaks = cleaned.breaks
    place = bisect_left(breaks, start + 1)
    end = start + len(value)
    while place < len(breaks) and breaks[place] < end:
        # A terminal breaks lines anywhere; a sentence's end has its full stop.
        if cleaned.squeezed[breaks[place] - 1] in ".,;" or not _goes_on(cleaned, breaks[place]):
            end = breaks[place]
            break
        place += 1
    return cleaned.squeezed[start:end].rstrip(".,;")


def _goes_on(cleaned: CleanText, place: int) -> bool:
    """Whether a name may go on behind white space: only where a line was broken."""
    return cleaned.is_wrap(place)


def _tensor(found: _Found, cleaned: CleanText) -> NamedTensor:
    groups, kind = found.groups, found.form.name_kind
    key = groups.get("key", "")
    name = groups.get("name", "") or groups.get("object", "") or groups.get("layer", "")
    if kind == "key":
        name = key
    elif kind == "object path" and not name:
        name = "(root)"
    elif kind == "variable" and not name and key:
        name, kind = key, "key"
    if slot := groups.get("slot"):
        path, owner = ("/".join(map(escape, text.split("."))) for text in (name, groups["owner"]))
        key = f"{path}/.OPTIMIZER_SLOT/{owner}/{escape(slot)}/.ATTRIBUTES/VARIABLE_VALUE"
        name = f"{name}, slot {slot} of {groups['owner'] or '(root)'}"
    return NamedTensor(
        name=name.strip(),
        name_kind=kind if name else "",
        expected_shape=shape_of(groups.get("es")),
        stored_shape=shape_of(groups.get("ss")),
        expected_dtype=dtype_of(groups.get("ed")),
        stored_dtype=dtype_of(groups.get("sd")),
        checkpoint_key=key,
    )


def _listed(found: _Found, cleaned: CleanText) -> list[NamedTensor]:
    """The variables a message lists behind its first sentence."""
    if found.form.id == "objects-into-saver":
        return [NamedTensor(name, "variable") for name in found.groups.get("missing", "").split(",") if name]
    if found.form.id not in ("not-bound", "attributes-not-restored", "not-assigned"):
        return []
    end = found.start + 40 * _AHEAD
    return [
        NamedTensor(
            match["name"] or match["path"],
            "variable",
            expected_shape=shape_of(match["es"] if match["name"] else match["es3"]),
            expected_dtype=dtype_of(match["ed"] if match["name"] else match["ed3"]),
        )
        for match in VARIABLE_REPR.finditer(cleaned.squeezed, found.start, end)
    ][:_MOST_TENSORS]


def _count(text: str | None) -> int | None:
    return int(text) if text else None
