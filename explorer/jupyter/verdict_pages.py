"""Two sides in a notebook: differences of two checkpoints, a restore's verdicts, a target, a verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.jupyter import page as p
from explorer.jupyter.run_pages import problem_notes, role_cell
from explorer.jupyter.style import class_of
from explorer.natural_sort import natural_key
from explorer.report import restore_text
from explorer.report.numbers import format_bytes, format_count, format_counted, format_float, format_shape
from explorer.report.palette import DIFFERENCE_MARK, VERDICT_MARK
from explorer.report.sentences import sentence

if TYPE_CHECKING:
    from explorer.analysis.comparison import Comparison
    from explorer.analysis.diff import Difference
    from explorer.analysis.doctor_records import Verification
    from explorer.analysis.restoring.finding import Finding
    from explorer.analysis.restoring.report import RestoreReport
    from explorer.checkpoints.spec import ModelSpec

_MOST_FINDINGS = 12
_MOST_CARDS = 16
_MEASURES = (("Max |Δ|", "max_abs"), ("‖Δ‖", "l2"), ("‖Δ‖/‖older‖", "relative_l2"), ("Cosine", "cosine"))


def comparison_page(found: Comparison) -> p.Page:
    """What differs, the differences first; what is the same behind a line that opens it."""
    counts = found.counts
    same = counts.pop("same", 0)
    title = f"{found.older} → {found.newer}"
    if not found.rows:
        return p.Page("Comparison", title, (p.Note("Neither side holds a tensor."),))
    parts = tuple(
        (f"{change} {format_count(count)}", count / len(found.rows), class_of("change", change))
        for change, count in found.counts.items()
    )
    blocks: list[p.Block] = [p.Share(parts)]
    rows = sorted(
        found.changed, key=lambda row: (list(DIFFERENCE_MARK).index(row.change), natural_key(row.key))
    )
    heads: tuple[p.Head, ...] = (
        p.Head("Key", is_name=True), p.Head("Change"), p.Head("Older"), p.Head("Newer"),
    )  # fmt: skip
    if found.has_values:
        heads += tuple(p.Head(text, is_number=True) for text, _ in _MEASURES)
    heads += (p.Head("", is_prose=True),)
    more = "All of them: differences.to_pandas(), or differences.rows."
    if rows:
        blocks.append(
            p.Table(
                heads, len(rows), lambda index: _difference(rows[index], found.has_values), more, "difference"
            )
        )
    else:
        blocks.append(p.Note("Nothing differs."))
    total = format_counted(len(found.rows), "tensor")
    words = f"{format_count(len(rows))} of {total} differ" if rows else f"{total} the same"
    if rows and same:
        words += f", {format_count(same)} the same"
    if not found.has_values and counts.get("value"):
        blocks.append(p.Note("How far values moved: explorer.compare(older, newer, values=True).", "muted"))
    return p.Page("Comparison", title, tuple(blocks), words)


def _difference(row: Difference, has_values: bool) -> tuple[str | p.Cell, ...]:
    name = row.key if row.renamed is None else f"{row.older_key} → {row.key}"
    numbers = (
        tuple(
            "" if row.values is None else format_float(getattr(row.values, field)) for _, field in _MEASURES
        )
        if has_values
        else ()
    )
    problem = p.Cell(sentence(row.problem), "!", "bad") if row.problem else ""
    change = p.Cell(row.change, DIFFERENCE_MARK[row.change], class_of("change", row.change))
    return (name, change, _side(row.older), _side(row.newer), *numbers, problem)


def _side(side: object) -> str:
    if side is None:
        return "–"
    dtype, shape = getattr(side, "dtype", None), getattr(side, "shape", None)
    return f"{dtype or '?'} {'?' if shape is None else format_shape(shape)}"


def report_page(report: RestoreReport) -> p.Page:
    """A card for each way of loading, the causes with their cures, and a verdict for every variable."""
    blocks: list[p.Block] = []
    silent = restore_text.silent_line(report.outcomes)
    if silent:
        blocks.append(p.Note(silent, "verdict-wrong-value-silently", "!"))
    blocks.append(p.Note(report.summary))
    cards = tuple(
        p.Card(
            restore_text.short_title(outcome.api),
            restore_text.headline(outcome, report.spec),
            class_of("state", restore_text.state(outcome)),
            restore_text.STATE_MARK[restore_text.state(outcome)],
            restore_text.situation(outcome),
        )
        for outcome in report.outcomes[:_MOST_CARDS]
    )
    if cards:
        blocks.append(p.Cards(cards))
    blocks += [
        _finding(finding, is_open=not place) for place, finding in enumerate(report.findings[:_MOST_FINDINGS])
    ]
    if len(report.findings) > _MOST_FINDINGS:
        left = len(report.findings) - _MOST_FINDINGS
        blocks.append(
            p.Note(f"… {format_counted(left, 'more finding')}: report.findings has them all.", "muted")
        )
    heads = (
        p.Head("Variable", is_name=True), p.Head("Verdict"), p.Head("Model expects"), p.Head("Checkpoint holds"),
        p.Head("What to do", is_prose=True),
    )  # fmt: skip
    rows = report.rows
    table = p.Table(
        heads,
        len(rows),
        lambda index: (
            rows[index].key,
            p.Cell(
                rows[index].verdict,
                VERDICT_MARK[rows[index].verdict],
                class_of("verdict", rows[index].verdict),
                rows[index].sentence,
            ),
            _side(rows[index].expected),
            _side(rows[index].stored),
            rows[index].hint,
        ),
        "All of them: report.to_pandas(), or report.rows.",
    )
    counted = ", ".join(f"{format_count(count)} {verdict}" for verdict, count in report.counts.items())
    if rows:
        blocks.append(p.Fold(f"{format_counted(len(rows), 'row')}: {counted}", (table,), len(rows) <= 30))
    if report.assumed:
        blocks.append(
            p.Fold("What the files do not tell, and was assumed", tuple(map(p.Note, report.assumed[:20])))
        )
    return p.Page("Restore", f"{report.checkpoint} → {report.target}", tuple(blocks))


def _finding(finding: Finding, *, is_open: bool) -> p.Fold:
    inside: list[p.Block] = [p.Note(finding.detail)] if finding.detail else []
    for cure in finding.cures:
        inside.append(p.Note(cure.text))
        if cure.code:
            inside.append(p.Code(cure.code))
    return p.Fold(f"{finding.title} ({format_counted(len(finding.keys), 'row')})", tuple(inside), is_open)


def spec_page(spec: ModelSpec) -> p.Page:
    """What a target asks a checkpoint for."""
    heads = (p.Head("Key", is_name=True), p.Head("Role"), p.Head("Dtype"), p.Head("Shape"))
    order = sorted(spec.variables, key=lambda item: natural_key(item.key))

    def row(index: int) -> tuple[str | p.Cell, ...]:
        item = order[index]
        shape = "?" if item.shape is None else format_shape(item.shape)
        return item.key, role_cell(item.role), item.dtype or "?", shape

    words = f"{spec.kind}, {'object-based' if spec.object_based else 'name-based'}: "
    words += format_counted(len(order), "variable")
    table = p.Table(heads, len(order), row, "All of them: spec.to_pandas(), or spec.variables.", "variable")
    fold = p.Fold(format_counted(len(order), "variable"), (table,), len(order) <= 30)
    return p.Page("Target", spec.source, (*problem_notes(spec.problems), fold), words)


def verification_page(found: Verification) -> p.Page:
    """What is damaged, and what to do about it."""
    words = f"{format_bytes(found.checked_bytes)} checked, {format_counted(len(found.problems), 'problem')}"
    if found.is_sound:
        return p.Page("Verification", "sound", (p.Note("Nothing is wrong.", "verdict-restored", "✓"),), words)
    problems = found.problems
    heads = (
        p.Head("File", is_name=True),
        p.Head("Tensor", is_name=True),
        p.Head("Problem", is_prose=True),
        p.Head("What to do", is_prose=True),
    )

    def row(index: int) -> tuple[str | p.Cell, ...]:
        one = problems[index]
        key = one.key or (format_counted(len(one.keys), "tensor") if one.keys else "")
        return one.file, key, p.Cell(sentence(one.problem), "!", "bad"), one.hint

    table = p.Table(heads, len(problems), row, "All of them: verification.to_pandas().", "problem")
    notes = tuple(p.Note(note, "muted") for note in found.notes[:10])
    if not found.lost_count:  # an index that cannot be read tells of no tensor that could be lost
        words, lost = f"{format_bytes(found.checked_bytes)} checked", format_counted(len(problems), "problem")
    else:
        lost = f"{format_counted(found.lost_count, 'tensor')} of {format_count(found.tensor_count)} lost"
    return p.Page("Verification", lost, (table, *notes), words)
