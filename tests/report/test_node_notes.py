"""Notes as files: written, read again, and whatever else may lie where they are kept."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.report import node_notes
from explorer.report.node_notes import NotesError, changed, notes_file, read_notes, write_note


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_EXPLORER_DATA", str(tmp_path / "data"))
    directory = tmp_path / "run"
    directory.mkdir()
    return directory


def texts(notes):
    return {path: note.text for path, note in notes.items()}


def test_notes_are_kept_by_directory_and_path(run, tmp_path):
    write_note(run, "net/l1", "  too wide?\n ")
    write_note(run, "", "the best run")
    write_note(tmp_path / "other", "net/l1", "another directory's")

    assert texts(read_notes(run)) == {"net/l1": "too wide?", "": "the best run"}
    assert texts(read_notes(tmp_path / "other")) == {"net/l1": "another directory's"}
    assert list(run.iterdir()) == []
    assert notes_file(run).parent == tmp_path / "data" / "notes"


def test_an_empty_text_takes_the_note_away(run):
    write_note(run, "a", "one")
    write_note(run, "b", "two")

    assert texts(write_note(run, "a", "   ")) == {"b": "two"}
    assert texts(read_notes(run)) == {"b": "two"}


def test_what_another_window_wrote_meanwhile_stays(run):
    mine = write_note(run, "a", "one")
    write_note(run, "b", "from elsewhere")

    assert list(mine) == ["a"]
    assert texts(write_note(run, "a", "mine")) == {"a": "mine", "b": "from elsewhere"}


def test_any_name_and_any_text_come_back(run):
    path, text = "a\udcff/\u202e/\0", '<b>&amp;</b>\n"quoted" \\ ünï \U0001f600'

    write_note(run, path, text)

    assert texts(read_notes(run)) == {path: text}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is damaged"),
        (b"\xff\xfe\0", "it is damaged"),
        (b'{"format": "checkpoint-explorer notes", "version": 1', "it is damaged"),
        (b"[" * 100_000, "it is damaged"),
        (b"[]", "it is no file of notes"),
        (b'{"format": "something else"}', "it is no file of notes"),
        (b'{"format": "checkpoint-explorer notes", "version": 2}', "another version of this program wrote it"),
        (b'{"format": "checkpoint-explorer notes", "version": 1, "notes": 3}', "it is damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_notes_is_told_of_and_put_aside_before_writing(run, content, why):
    file = notes_file(run)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)

    with pytest.raises(NotesError) as told:
        read_notes(run)
    assert told.value.problem == f"the notes of this directory cannot be shown: {why}"

    write_note(run, "a", "new")
    assert texts(read_notes(run)) == {"a": "new"}
    assert file.with_name(file.name + ".unreadable-1").read_bytes() == content


def test_a_huge_file_and_a_folder_in_its_place_are_no_harm(run, monkeypatch):
    file = notes_file(run)
    file.mkdir(parents=True)
    assert read_notes(run) == {}
    file.rmdir()
    file.write_bytes(b" " * 2_000)
    monkeypatch.setattr(node_notes, "LARGEST_FILE", 1_000)

    with pytest.raises(NotesError, match="too large"):
        read_notes(run)


def test_strange_entries_are_left_out_and_long_texts_cut(run):
    file = notes_file(run)
    file.parent.mkdir(parents=True)
    entries = [
        3, None, {"path": "a"}, {"path": 1, "text": "x"}, {"path": "b", "text": "  "},
        {"path": "c", "text": "y" * 5_000, "changed": "never"}, {"path": "d" * 20_000, "text": "z"},
        {"path": "e", "text": "kept", "changed": float("nan")}, {"path": "f", "text": "t", "changed": 12.5},
    ]  # fmt: skip
    head = {"format": "checkpoint-explorer notes", "version": 1}
    file.write_text(json.dumps({**head, "notes": entries}))

    found = read_notes(run)

    assert {path: (len(note.text), note.changed) for path, note in found.items()} == {
        "c": (2_000, 0.0), "e": (4, 0.0), "f": (1, 12.5),
    }  # fmt: skip


def test_too_many_too_long_and_a_folder_inside_the_directory_are_refused(run, monkeypatch):
    many = {}
    for number in range(node_notes.MOST_NOTES):
        many = changed(many, str(number), "x")

    with pytest.raises(NotesError, match="room for 500 notes"):
        changed(many, "one more", "x")
    assert changed(many, "7", "other")["7"].text == "other"
    with pytest.raises(NotesError, match="at most 2,000 characters"):
        changed({}, "a", "x" * 2_001)
    monkeypatch.setenv("CHECKPOINT_EXPLORER_DATA", str(run / "inside"))
    with pytest.raises(NotesError, match="not written into the directory that is open"):
        write_note(run, "a", "x")
    assert list(run.iterdir()) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=200) | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_any_bytes_are_notes_or_a_sentence(run, content):
    file = notes_file(run)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(NotesError, match="cannot be shown"):
        read_notes(run)


def test_two_windows_that_write_at_once_lose_nothing(run):
    code = (
        "import sys; from explorer.report.node_notes import write_note\n"
        "for number in range(25): write_note(sys.argv[1], f'{sys.argv[2]}/{number}', 'text')"
    )
    windows = [subprocess.Popen([sys.executable, "-c", code, str(run), name]) for name in ("a", "b")]

    assert [window.wait(60) for window in windows] == [0, 0]
    assert set(read_notes(run)) == {f"{name}/{number}" for name in "ab" for number in range(25)}
