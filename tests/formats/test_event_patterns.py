"""Events known again are read as they would be decoded."""

from __future__ import annotations

import math
import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.formats.event_patterns import ScalarPatterns
from explorer.formats.messages import parse_message
from tests import event_builders as made

MODELS = (
    made.scalar(5, "loss", 1.0),
    made.tf2_scalar(5, "loss", 1.0),
    made.tf2_scalar(5, "loss", 1.0, plugin=""),
    made.summary(5, made.tensor_value("x", made.tensor("float32", (), made.float_field(5, 2.0)), "scalars")),
    made.summary(
        5, made.tensor_value("x", made.tensor("float32", (1,), made.bytes_field(5, struct.pack("<f", 2.0))))
    ),
)


def decoded(data: bytes) -> tuple[float, int, float]:
    event = parse_message("Event", data)
    value = event.summary.value[0]
    number = value.simple_value
    if value.HasField("tensor"):
        stored = value.tensor.tensor_content
        number = struct.unpack("<f", stored)[0] if stored else value.tensor.float_val[0]
    return event.wall_time, event.step, number


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MODELS), st.integers(0, 2**63 - 1), st.floats(width=32), st.floats())
def test_an_event_known_again_is_read_as_decoded(model, step, value, wall_time):
    patterns: ScalarPatterns[str] = ScalarPatterns()
    patterns.learn(model, "kept")
    summary = model[model.index(b"\x2a", 9) :]
    place = max(summary.find(struct.pack("<f", 1.0)), summary.find(struct.pack("<f", 2.0)))
    summary = summary[:place] + struct.pack("<f", value) + summary[place + 4 :]
    data = made.event(step, summary, wall_time)

    match = patterns.match(data)

    assert match is not None
    expected = (data[1:9], step, struct.pack("<f", decoded(data)[2]))
    assert (struct.pack("<d", match[1]), match[2], struct.pack("<f", match[3])) == expected


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MODELS), st.integers(0, 200), st.integers(0, 255), st.integers(0, 2))
def test_an_event_that_differs_elsewhere_is_not_taken_for_it(model, position, byte, change):
    patterns: ScalarPatterns[str] = ScalarPatterns()
    patterns.learn(model, "kept")
    position %= len(model)
    head, tail = model[:position], model[position:]
    data = head + (
        bytes([byte]) + tail[1:] if change == 0 else bytes([byte]) + tail if change == 1 else tail[1:]
    )

    match = patterns.match(data)

    if match is not None:
        wall_time, step, number = decoded(data)
        assert parse_message("Event", data).summary.value[0].tag in (b"loss", b"x")
        assert match[2] == step
        assert match[1] == wall_time or math.isnan(wall_time)
        assert match[3] == number or math.isnan(number)


def test_events_with_several_values_or_another_dtype_are_no_pattern():
    patterns: ScalarPatterns[str] = ScalarPatterns()
    several = made.summary(1, made.simple_value("a", 1.0), made.simple_value("b", 1.0))
    integer = made.summary(
        1, made.tensor_value("x", made.tensor("int32", (), made.content(1, "int32")), "scalars")
    )

    for data in (several, integer, made.session_log(1, made.START), made.version(), made.graph(100)):
        patterns.learn(data, "kept")
        assert patterns.match(data) is None


def test_steps_below_zero_are_left_to_the_decoder():
    patterns: ScalarPatterns[str] = ScalarPatterns()
    patterns.learn(MODELS[0], "kept")

    assert patterns.match(made.scalar(-1, "loss", 1.0)) is None
    assert patterns.match(made.scalar(7, "loss", 1.0)) is not None
