"""Words get a capital, names of files keep their letters."""

from __future__ import annotations

import pytest

from explorer.report.sentences import capital, sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the data file is missing", "The data file is missing."),
        ("its shape, as stored, is negative.", "Its shape, as stored, is negative."),
        ("ckpt-40.data-00000-of-00001 should hold bytes 0 to 8", "ckpt-40.data-00000-of-00001 should hold bytes 0 to 8."),
        ("model.ckpt is being written", "model.ckpt is being written."),
        ("layer_1/kernel is not there", "layer_1/kernel is not there."),
        ("élan vital", "Élan vital."),
        ("what is it?", "What is it?"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_sentence(text, expected):
    assert sentence(text) == expected


def test_a_single_word_is_a_word():
    assert capital("gone") == "Gone"
