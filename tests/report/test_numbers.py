"""Numbers and names as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.report.numbers import (
    display_name,
    escape_name,
    format_bytes,
    format_count,
    format_float,
    format_label,
    format_percent,
    format_shape,
    format_time,
    is_utf8,
    unescape_name,
)

# Any bytes a file may hold as a key, as the reader decodes them.
names = st.one_of(
    st.binary(max_size=40).map(lambda data: data.decode("utf-8", "surrogateescape")),
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.text(alphabet="\\nxu0abt'=\t\r\n\u202e\udc80", max_size=12),
)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (2458, "2.4 KiB"), (1024**2 - 1, "1.0 MiB"),
        (5 * 1024**3, "5.0 GiB"), (2**63, "8.0 EiB"), (2**80, "1048576.0 EiB"),
    ],
)  # fmt: skip
def test_sizes_in_binary_units(size, text):
    assert format_bytes(size) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0123, "0.0123"), (0.0, "0"), (-0.0, "0"), (1.0, "1"), (123456.0, "123,456"), (1234.0, "1,234"), (-2.5, "-2.5"), (3.14159, "3.142"),
        (1e-5, "1.000e-05"), (1e6, "1.000e+06"), (float("nan"), "nan"), (float("-inf"), "-inf"),
        (None, ""), (7, "7"), (-65536, "-65,536"),
    ],
)  # fmt: skip
def test_floats_with_sensible_digits(value, text):
    assert format_float(value) == text


def test_counts_shapes_percentages_and_times():
    assert format_count(65536) == "65,536"
    assert format_shape((4, 20)) == "[4, 20]"
    assert format_shape(()) == "[]"
    assert format_shape((None, 3)) == "[?, 3]"
    assert format_shape(None) == "?"
    assert [format_percent(f) for f in (0, 0.001, 0.333, 0.999, 1)] == [
        "0 %",
        "< 1 %",
        "33 %",
        "> 99 %",
        "100 %",
    ]
    assert format_time(None) == ""
    assert format_time(1e30) == "?"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dnn/logits/kernel", "dnn/logits/kernel"),
        ("größe/β", "größe/β"),
        ("a\nb\tc\0", "a\\nb\\tc\\0"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("right\u202eleft", "right\\u202eleft"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\u0085", "\\u0085"),
        ("\U000e0001", "\\U000e0001"),
        (b"\xff\x80".decode("utf-8", "surrogateescape"), "\\xff\\x80"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_what_cannot_be_seen_or_trusted_is_escaped(name, text):
    assert escape_name(name) == text
    assert unescape_name(text) == name


@given(names)
def test_any_name_comes_back_from_its_escapes(name):
    assert unescape_name(escape_name(name)) == name


@given(names)
def test_an_escaped_name_is_printable_utf8_on_one_line(name):
    escaped = escape_name(name)

    escaped.encode("utf-8")
    assert len(escaped.splitlines()) <= 1
    assert "\x1b" not in escaped


def test_a_long_name_is_elided_in_its_middle():
    shown = display_name("a" * 5_000_000 + "/kernel", 20)

    assert shown == "aaaaaaaaaa…aa/kernel"
    assert len(display_name("\x00" * 300, 20)) == 20
    assert display_name("x" * 20, 20) == "x" * 20


def test_bytes_that_are_no_utf8_are_known():
    assert is_utf8("größe")
    assert not is_utf8(b"\xff".decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("step 640", "step 640"),
        ("step 3000", "step 3,000"),
        ("save 12000 of other/", "save 12,000 of other/"),
        ("epoch 1000000", "epoch 1,000,000"),
        ("model.ckpt-3000", "model.ckpt-3000"),
        ("my step 3000", "my step 3000"),
    ],
)
def test_the_digits_of_a_label_are_grouped_and_names_are_left_alone(label, text):
    assert format_label(label) == text
