"""Every error a caller can meet tells the next step, however deep it was raised."""

import pytest

from explorer import errors
from explorer.formats.varint import read_varint

FAMILY = [
    errors.CorruptFileError,
    errors.UnsupportedFileError,
    errors.MissingFileError,
    errors.FileAccessError,
    errors.UnknownKeyError,
    errors.NoValueError,
]


@pytest.mark.parametrize("kind", FAMILY)
def test_an_error_without_a_hint_of_its_own_has_the_usual_one(kind):
    error = kind("it cannot be read", path="ckpt-1.index")

    assert error.own_hint == ""
    assert error.hint.endswith(".")
    assert str(error) == "it cannot be read (path ckpt-1.index)"


@pytest.mark.parametrize("kind", FAMILY)
def test_a_hint_of_its_own_stands_before_the_usual_one(kind):
    assert kind("it cannot be read", hint="Save it again.").hint == "Save it again."


def test_damage_met_deep_in_a_parser_has_a_next_step():
    with pytest.raises(errors.CorruptFileError) as caught:
        read_varint(b"\xff", 0, 1)

    assert "a copy of it was cut short" in caught.value.hint
