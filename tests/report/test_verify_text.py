"""The sentences of a verification."""

import pytest

from explorer.analysis.doctor_records import CheckpointVerdict, FileProblem, Verification
from explorer.report.verify_text import lost_sentence, report_text, summary

NINE = CheckpointVerdict("ckpt-1", "tensor_bundle", "damaged", ("a", "b", "c"), 9, 1000, 1)
SOUND = CheckpointVerdict("ckpt-2", "tensor_bundle", "complete", (), 12, 1000)
UNREADABLE = CheckpointVerdict("ckpt-3", "tensor_bundle", "damaged", problem_count=1, is_known=False)
PROBLEM = FileProblem("ckpt-1.index", "", "it is cut short", "Copy it again.", ("a", "b", "c"), "ckpt-1")


@pytest.mark.parametrize(
    ("verdicts", "problems", "begins"),
    [
        ((NINE,), (PROBLEM,), "3 of 12 tensors are lost, 9 are safe: "),
        ((NINE, SOUND), (PROBLEM,), "3 of 24 tensors of 2 checkpoints are lost, 21 are safe: "),
        ((SOUND,), (), "All 12 tensors are safe: "),
        ((SOUND, SOUND), (), "All 24 tensors of 2 checkpoints are safe: "),
        ((SOUND,), (PROBLEM,), "All 12 tensors are safe: "),
        ((UNREADABLE,), (PROBLEM,), "The checkpoint cannot be read."),
        ((UNREADABLE, UNREADABLE), (PROBLEM,), "None of the 2 checkpoints can be read."),
        ((), (), "There was nothing to verify: "),
    ],
)
def test_the_summary_counts_what_is_lost_and_what_is_safe(verdicts, problems, begins):
    assert summary(Verification(problems, 2000, 0.5, verdicts)).startswith(begins)


def test_a_checkpoint_nobody_can_read_beside_a_sound_one_is_counted():
    text = summary(Verification((PROBLEM,), 2000, 0.5, (SOUND, UNREADABLE)))

    assert text == "All 12 tensors are safe: 2.0 KiB read in 0.5 s. 1 other checkpoint cannot be read at all."


def test_a_verdict_says_why_nothing_is_known():
    assert lost_sentence(NINE) == "3 of 12 tensors are lost, 9 are safe"
    assert "index cannot be read" in lost_sentence(UNREADABLE)


def test_the_report_names_every_lost_tensor_and_hides_no_control_character():
    evil = FileProblem("x\x1b[31m.index", "", "bad\nworse", "", (), "x")
    text = report_text(Verification((PROBLEM, evil), 0, 0.0, (NINE,), 'model_checkpoint_path: "a"\n'), "run")

    assert [line.strip() for line in text.splitlines()].count("lost: b") == 1
    assert 'model_checkpoint_path: "a"' in text
    assert "\x1b" not in text
