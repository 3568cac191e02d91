"""The `checkpoint` state file: what protobuf's text format means by it, and what TensorFlow refuses."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorruptFileError
from explorer.formats.checkpoint_state import CheckpointState, parse_checkpoint_state
from tests.builders import mutants
from tests.golden_answers import GOLDEN, fixtures, golden_answers

EXAMPLE = b"""model_checkpoint_path: "ckpt-2"
all_model_checkpoint_paths: "ckpt-1"
all_model_checkpoint_paths: "ckpt-2"
all_model_checkpoint_timestamps: 1576640070.138009
all_model_checkpoint_timestamps: 1576640102.5460615
last_preserved_timestamp: 1576640036.6357675
"""


def test_a_real_file_reads_as_written():
    assert parse_checkpoint_state(EXAMPLE) == CheckpointState(
        "ckpt-2", ("ckpt-1", "ckpt-2"), (1576640070.138009, 1576640102.5460615), 1576640036.6357675
    )


STATE_FILES = [
    (name, folder) for name in fixtures() for folder in golden_answers(name).get("checkpoint_state", {})
]


@pytest.mark.parametrize(("fixture", "folder"), STATE_FILES)
def test_every_golden_state_file_parses(fixture, folder):
    path = GOLDEN / fixture / folder / "checkpoint"
    answer = golden_answers(fixture)["checkpoint_state"][folder]

    state = parse_checkpoint_state(path.read_bytes())

    # TensorFlow joins relative paths with the folder; the names behind it are the file's.
    assert [p.rsplit("/", 1)[-1] for p in state.all_model_checkpoint_paths] == [
        p.rsplit("/", 1)[-1] for p in answer["all_model_checkpoint_paths"]
    ]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (rb'"a\"b"', 'a"b'),
        (rb'"\303\251"', "é"),
        (rb'"\xc3\xa9"', "é"),
        (rb'"\u00e9\U0001F600"', "é\U0001f600"),
        (rb'"a\nb\tc\\d\r\a\b\f\v\?"', "a\nb\tc\\d\r\a\b\f\v?"),
        (rb"'single \' \"'", "single ' \""),
        (b'"one" \'two\'\n "three"', "onetwothree"),
        (rb'"\377"', "\udcff"),
        (b'"\xc3\xa9"', "é"),
        (b'""', ""),
        (rb'"\0011"', "\0011"),
        (rb'"\q"', r"\q"),
    ],
)
def test_strings_have_the_escapes_of_text_format(literal, value):
    assert parse_checkpoint_state(b"model_checkpoint_path: " + literal).model_checkpoint_path == value


@pytest.mark.parametrize(
    ("literal", "value"),
    [(b"1", 1), (b"-1.5e3", -1500), (b".5", 0.5), (b"2.", 2), (b"1.5f", 1.5), (b"010", 10), (b"INF", math.inf),
     (b"infinityf", math.inf), (b"-infinity", -math.inf), (b"-1e400", -math.inf), (b"+5", 5), (b"1.5ff", 1.5)],
)  # fmt: skip
def test_numbers_have_the_forms_of_text_format(literal, value):
    assert parse_checkpoint_state(b"last_preserved_timestamp:" + literal).last_preserved_timestamp == value


def test_lists_comments_and_separators_are_understood():
    text = b"""# a comment
    all_model_checkpoint_paths: ["a", "b" "c"] ; all_model_checkpoint_paths : "d" # another
    all_model_checkpoint_timestamps: [], all_model_checkpoint_timestamps: [1, 2]"""

    assert parse_checkpoint_state(text) == CheckpointState("", ("a", "bc", "d"), (1.0, 2.0), 0.0)


def test_of_a_field_that_is_there_twice_the_last_counts_as_in_tensorflow():
    text = b"""model_checkpoint_path: "a" model_checkpoint_path: "b"
    last_preserved_timestamp: 1 last_preserved_timestamp: 0"""

    assert parse_checkpoint_state(text) == CheckpointState("b", (), (), 0.0)


def test_an_empty_file_is_an_empty_state():
    assert parse_checkpoint_state(b" \n") == CheckpointState()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b'unknown: "x"', "line 1 .* the field unknown is not known"),
        (b"model_checkpoint_path: a", "a quoted string is expected"),
        (b'model_checkpoint_path: "a', "a quoted string is expected"),
        (b'model_checkpoint_path: "a\nb"', "a quoted string is expected"),
        (b'model_checkpoint_path "a"', "a colon is expected"),
        (rb'model_checkpoint_path: "\x"', "the escape .* is not known"),
        (rb'model_checkpoint_path: "\UFFFFFFFF"', "the escape .* is not known"),
        (b'last_preserved_timestamp: "a"', "a number is expected"),
        (b"last_preserved_timestamp: 1x", "a number is expected"),
        (b"last_preserved_timestamp: 0x10", "a number is expected"),
        (b"last_preserved_timestamp: .5F", "a number is expected"),
        (b"last_preserved_timestamp: - inf", "a number is expected"),
        (b"last_preserved_timestamp: true", "a number is expected"),
        (b'all_model_checkpoint_paths: ["a" "b", 1]', "a quoted string is expected"),
        (b'all_model_checkpoint_paths: ["a" ; "b"]', "a comma is expected"),
        (b"\x80\x02garbage", "a field name is expected"),
        (b"{" * 1000, "a field name is expected"),
    ],
)
def test_what_tensorflow_refuses_we_refuse_with_the_line(text, words):
    with pytest.raises(CorruptFileError, match=words):
        parse_checkpoint_state(text)


def test_a_huge_file_is_refused():
    with pytest.raises(CorruptFileError, match="at most"):
        parse_checkpoint_state(b" " * (16 * 2**20 + 1))


@given(st.lists(st.text()))
def test_names_survive_the_escapes_tensorflow_writes(names):
    octal = ["".join(f"\\{byte:03o}" for byte in name.encode("utf-8", "surrogatepass")) for name in names]
    text = "".join(f'all_model_checkpoint_paths: "{name}"\n' for name in octal).encode()

    found = parse_checkpoint_state(text).all_model_checkpoint_paths

    assert [name.encode("utf-8", "surrogateescape") for name in found] == [
        name.encode("utf-8", "surrogatepass") for name in names
    ]


@given(st.binary(max_size=60))
def test_any_bytes_give_a_state_or_an_explained_error(text):
    with contextlib.suppress(CorruptFileError):
        parse_checkpoint_state(b"model_checkpoint_path: " + text)


@pytest.mark.parametrize("seed", range(2))
def test_mutants_give_a_state_or_an_explained_error(seed):
    parsed = 0
    for mutant in mutants(EXAMPLE, 300, seed):
        with contextlib.suppress(CorruptFileError):
            parse_checkpoint_state(mutant)
            parsed += 1
    assert parsed > 5


@pytest.mark.parametrize(
    "text",
    [
        'all_model_checkpoint_paths: "a"\nall_model_checkpoint_paths: "b"\n"c"\nall_model_checkpoint_paths: "d"\n',
        'all_model_checkpoint_paths: "a"\r\nall_model_checkpoint_paths: "bc"# "x"\nall_model_checkpoint_paths:"d"',
        'all_model_checkpoint_paths: ["a", "b" "c", "d"]',
        'all_model_checkpoint_paths: ["a","b\\143" , \'d\']',
        'all_model_checkpoint_paths: ["a"]\nall_model_checkpoint_paths: ["b"\n"c",\n"d"\n]',
    ],
)
def test_strings_side_by_side_join_wherever_they_stand_in_a_long_list(text):
    paths = parse_checkpoint_state(text.encode()).all_model_checkpoint_paths

    assert paths == ("a", "bc", "d")


def test_a_list_may_end_in_no_comma_and_hold_no_endless_name():
    for text in (b'all_model_checkpoint_paths: ["a", "b",]', b'all_model_checkpoint_paths: ["a", "b"'):
        with pytest.raises(CorruptFileError, match="line 1 "):
            parse_checkpoint_state(text)
    endless = b'all_model_checkpoint_paths: "%s"\n' % (b"n" * 70_000)
    with pytest.raises(CorruptFileError, match="70000 bytes"):
        parse_checkpoint_state(endless * 2)


@pytest.mark.parametrize("count", [1, 2, 511, 512, 513, 1025])
def test_lists_longer_than_one_stroke_are_read_to_their_end(count):
    names = [f"ckpt-{number}" for number in range(count)]
    lines = "".join(f'all_model_checkpoint_paths: "{name}"\n' for name in names)
    items = ", ".join(f'"{name}"' for name in names)

    assert parse_checkpoint_state(lines.encode()).all_model_checkpoint_paths == tuple(names)
    assert parse_checkpoint_state(
        f"all_model_checkpoint_paths: [{items}]".encode()
    ).all_model_checkpoint_paths == tuple(names)
