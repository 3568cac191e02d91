"""The help pages of the restore debugger and the program speak of the same verdicts, effects, causes and ways."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from explorer.analysis.error_reading.forms import FORMS
from explorer.analysis.renames_code import CSV_HEADER
from explorer.analysis.renames_code import FORMS as RENAME_FORMS
from explorer.analysis.restoring.apis import APIS
from explorer.analysis.restoring.causes.find import KINDS
from explorer.analysis.restoring.outcome import EFFECTS
from explorer.analysis.restoring.verdicts import VERDICTS
from explorer.analysis.resume_audit_item import State
from explorer.report import audit_text
from explorer.report.audit_text import topic_words
from explorer.report.restore_text import CHECKS, STATE_MARK
from explorer.report.sentences import capital

ROOT = Path(__file__).resolve().parents[1]
HELP = ROOT / "resources" / "help"
CAUSES = sorted((ROOT / "explorer" / "analysis" / "restoring" / "causes").glob("*.py"))
AUDITS = sorted((ROOT / "explorer" / "analysis").glob("resume_audit*.py"))
PAGES = (
    "restore.md",
    "restore-verdicts.md",
    "restore-findings.md",
    "restore-ways.md",
    "restore-errors.md",
    "renames.md",
    "resume.md",
    "target.md",
)


def page(name: str) -> str:
    return (HELP / name).read_text(encoding="utf-8")


def sections(text: str, part: str = "") -> dict[str, str]:
    """Heading -> text below it, for the headings of the second level; below one heading of the first only."""
    if part:
        text = re.split(r"^# ", text.partition(f"\n# {part}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    text = re.sub(r"^# .*$", "", text, flags=re.MULTILINE)
    pieces = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return {heading.strip(): body.strip() for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)}


def by_kind(name: str, part: str = "") -> dict[str, str]:
    """Kind -> text of the sections called "kind: Title"."""
    return {heading.partition(": ")[0]: body for heading, body in sections(page(name), part).items()}


def strings_of(paths: list[Path]) -> set[str]:
    """Every text in the code of some modules."""
    found: set[str] = set()
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


def called_with(paths: list[Path], name: str) -> set[str]:
    """The texts that stand first in the calls of a class."""
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name and node.args:
                first = node.args[0]
                found |= {part.value for part in ast.walk(first) if isinstance(part, ast.Constant)}
    return {text for text in found if isinstance(text, str)}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# --- verdicts, effects, cards ----------------------------------------------------------------------


def test_every_verdict_has_a_section_in_their_order():
    assert tuple(sections(page("restore-verdicts.md"), "Verdicts")) == VERDICTS


def test_every_effect_has_a_section_in_their_order():
    assert tuple(sections(page("restore-verdicts.md"), "Effects")) == EFFECTS


def test_the_marks_of_the_cards_are_those_of_the_window():
    rows = re.findall(r"^\| `(.)` \| ([a-z ]+) \|", page("restore.md"), re.MULTILINE)

    assert {state: mark for mark, state in rows} == STATE_MARK


# --- findings ----------------------------------------------------------------------------------------


def test_every_kind_of_finding_has_a_section_and_no_section_is_of_another():
    assert sorted(by_kind("restore-findings.md")) == sorted(KINDS)


def test_every_kind_that_is_documented_can_still_come_out_of_the_code():
    makers = strings_of([path for path in CAUSES if path.name != "find.py"])  # that one only orders them
    made = makers | {verdict.replace(" ", "-") for verdict in VERDICTS if verdict in makers}

    assert [kind for kind in by_kind("restore-findings.md") if kind not in made] == []


def test_every_kind_the_code_gives_a_draft_is_documented():
    made = {text for text in called_with(CAUSES, "Draft") if text.strip("- ")}

    assert len(made) > 30
    assert sorted(made - by_kind("restore-findings.md").keys()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_says_what_tensorflow_says_what_is_silent_and_what_to_do(kind):
    text = by_kind("restore-findings.md")[kind].lower()

    assert "tensorflow says" in text
    assert "what to do" in text
    assert "silently**" in text or kind == "fits"
    assert text.startswith("*")


# --- ways of loading -------------------------------------------------------------------------------


def test_every_way_of_loading_has_a_section_in_their_order():
    text = page("restore-ways.md")
    named = [*sections(text, "TensorFlow"), *sections(text, "Keras")]

    assert sorted(named) == sorted(api.id for api in APIS)


def test_every_way_of_loading_is_named_on_the_command_page():
    text = page("command-line.md")

    assert [api.id for api in APIS if f"`{api.id}`" not in text] == []


def test_every_row_of_the_table_of_ways_answers_for_every_column():
    rows = [line for line in page("restore-ways.md").splitlines() if line.startswith("|")]

    assert len(rows) > 12
    assert {row.count("|") for row in rows} == {7}
    assert all(cell.strip() for row in rows for cell in row.strip("|").split("|"))


def test_the_three_status_checks_are_explained():
    text = page("restore-ways.md")

    assert [check for check in CHECKS if f"`{check}()`" not in text] == []


# --- errors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted({form.kind for form in FORMS}))
def test_every_cause_an_error_can_have_is_explained(kind):
    assert kind in by_kind("restore-findings.md") or kind in by_kind(
        "restore-errors.md", "Causes that no file tells"
    )


def test_every_cause_that_no_file_tells_can_still_be_read_from_an_error():
    own = by_kind("restore-errors.md", "Causes that no file tells")

    assert sorted(set(own) - {form.kind for form in FORMS}) == []
    assert set(own).isdisjoint(KINDS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_message_that_is_understood_stands_on_the_page_with_its_cause(form):
    rows = [
        line for line in page("restore-errors.md").splitlines() if squeezed(form.anchor) in squeezed(line)
    ]

    assert any(f"| `{form.kind}` |" in row for row in rows), form.anchor


# --- resume and renames ----------------------------------------------------------------------------------


def test_every_state_of_an_audit_is_explained():
    states = re.findall(r"^\| `.` [a-z ]+ \| `(\w+)` \|", page("resume.md"), re.MULTILINE)

    assert sorted(states) == sorted(get_args(State))


def test_the_words_of_the_audit_are_those_of_the_window():
    rows = re.findall(r"^\| `(.)` ([a-z ]+) \| `(\w+)` \|", page("resume.md"), re.MULTILINE)

    assert {state: (mark, word) for mark, word, state in rows} == {
        state: (audit_text.STATE_MARK[state], audit_text.STATE_WORD[state]) for state in audit_text.STATES
    }


def test_every_topic_of_an_audit_has_a_section_and_no_section_is_of_another():
    topics = called_with(AUDITS, "AuditItem")

    assert set(by_kind("resume.md", "What training needs")) == topics
    assert set(sections(page("resume.md"), "What training needs")) == {
        topic if topic_words(topic) == topic else f"{topic}: {capital(topic_words(topic))}"
        for topic in topics
    }


def test_every_form_of_code_for_renames_is_named():
    text = page("renames.md").replace("`", "")

    assert [title for title in RENAME_FORMS.values() if f"| {title} |" not in text] == []
    assert f"`{', '.join(CSV_HEADER)}`" in page("renames.md")


# --- links -------------------------------------------------------------------------------------------


def slugs(text: str) -> set[str]:
    """The anchors that headings get: small letters, hyphens for spaces, no other marks."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_to_a_section_leads_to_one(name):
    for target, anchor in re.findall(r"\]\(([^)#]*)#([^)]+)\)", page(name)):
        assert anchor in slugs(page(target or name)), (target, anchor)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_in_the_contents(name):
    assert f"]({name})" in page("index.md")
