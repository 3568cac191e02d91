"""`ckptx diff` under a rule: tolerances, what is ignored, and tensors that were renamed."""

import json

import numpy as np
import pytest

from tests.builders import write_bundle


@pytest.fixture
def sides(tmp_path):
    kernel = np.linspace(1, 2, 6, dtype=np.float32).reshape(2, 3)
    older = {"net/dense/kernel": kernel, "net/dense/kernel/Adam": kernel, "global_step": np.int64(1)}
    newer = {
        "net/dense/kernel": kernel * 1.001,
        "net/dense/kernel/Adam": kernel + 1,
        "global_step": np.int64(2),
    }
    return (
        write_bundle(tmp_path / "model.ckpt-1", older),
        write_bundle(tmp_path / "model.ckpt-2", {k: np.asarray(v, older[k].dtype) for k, v in newer.items()}),
    )


def changes(out):
    return {row["key"]: row["change"] for row in json.loads(out)["rows"]}


def test_bits_decide_without_a_rule(ckptx, sides):
    status, out, _ = ckptx("diff", *sides, "--json")

    assert status == 1
    assert changes(out) == dict.fromkeys(
        ("global_step", "net/dense/kernel", "net/dense/kernel/Adam"), "value"
    )
    assert "rule" not in json.loads(out)


def test_a_tolerance_is_a_share_of_the_older_value(ckptx, sides):
    _, close, _ = ckptx("diff", *sides, "--rtol", "0.002", "--json")
    _, apart, _ = ckptx("diff", *sides, "--rtol", "0.0005", "--json")

    assert changes(close)["net/dense/kernel"] == "same"
    assert changes(apart)["net/dense/kernel"] == "value"
    assert json.loads(close)["rule"] == "within rtol 0.002, atol 0"


def test_what_is_ignored_decides_nothing(ckptx, sides):
    status, out, _ = ckptx(
        "diff", *sides, "--rtol", "0.002", "--ignore-slots", "--ignore-bookkeeping", "--json"
    )

    assert status == 0
    assert changes(out) == {"net/dense/kernel": "same"}


def test_the_table_tells_the_rule(ckptx, sides):
    _, out, _ = ckptx("diff", *sides, "--atol", "5")

    assert "equal means within rtol 0, atol 5" in out


def test_keys_that_nothing_matches_are_no_equality(ckptx, sides):
    _, out, _ = ckptx("diff", *sides, "--keys", "nothing*")

    assert "nothing was compared: no key matches" in out
    assert "no difference" not in out


def test_a_negative_tolerance_is_refused(ckptx, sides):
    assert ckptx("diff", *sides, "--rtol", "-1")[0] == 2
    assert ckptx("diff", *sides, "--rtol", "inf")[0] == 2


def test_renamed_tensors_are_compared_when_asked(ckptx, tmp_path):
    values = {"kernel": np.arange(12, dtype=np.float32).reshape(3, 4), "bias": np.arange(4, dtype=np.float32)}
    older = write_bundle(tmp_path / "a", {f"model/dense/{name}": value for name, value in values.items()})
    newer = write_bundle(tmp_path / "b", {f"model/head/{name}": value for name, value in values.items()})

    plain, renamed = (
        json.loads(ckptx("diff", older, newer, *more, "--json")[1])["rows"]
        for more in ((), ("--match-renamed",))
    )

    assert sorted(row["change"] for row in plain) == ["added", "added", "removed", "removed"]
    assert [(row["older_key"], row["key"], row["change"]) for row in renamed] == [
        ("model/dense/bias", "model/head/bias", "same"),
        ("model/dense/kernel", "model/head/kernel", "same"),
    ]


def test_the_largest_change_comes_first_when_asked(ckptx, sides):
    _, out, _ = ckptx("diff", *sides, "--by-change", "--json")

    moved = [(row["key"], row["relative_l2"]) for row in json.loads(out)["rows"]]
    assert [key for key, _ in moved] == ["global_step", "net/dense/kernel/Adam", "net/dense/kernel"]
    assert [size for _, size in moved] == sorted((size for _, size in moved), reverse=True)


def test_elements_that_are_not_finite_are_said_to_be_left_out(ckptx, tmp_path):
    older = write_bundle(tmp_path / "a", {"w": np.array([1, 2, 3], np.float32)})
    newer = write_bundle(tmp_path / "b", {"w": np.array([1, np.nan, 4], np.float32)})

    _, out, _ = ckptx("diff", older, newer, "--values")

    assert (
        "w: 1 of 3 elements are NaN or infinite on one side or both; the numbers are over the others" in out
    )
