"""Finished texts are said in the window's language, and no character of a file's name is ever changed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from explorer.gui.language import tr, tr_label, without_mnemonic
from explorer.gui.recognition import NUMBER, OPAQUE, OWN, Recognition, template_of

FIXTURE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
# Names of all kinds, with our own words and separators in them.
names = st.lists(
    st.sampled_from(
        ["Graph", "kernel", "step 3", "a", "/", " ", ", ", ": ", "; ", " · ", ". ", "&", "[", "]"]
    )
    | st.text(min_size=1, max_size=3),
    min_size=1,
    max_size=4,
).map("".join)


def test_english_is_the_very_same_object(qapp):
    text = "&Open " + "directory…"

    assert tr(text) is text


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("&Open directory…", "打开目录(&O)…"),
        ("Open directory", "打开目录"),
        ("graph", "图"),
        ("1,200 variables", "1,200 个变量"),
        ("✓ restored", "✓ 已恢复"),
        ("Open a directory that holds checkpoints (Ctrl+O)", "打开包含检查点的目录 (Ctrl+O)"),
    ],
)
def test_a_text_of_ours_is_said_in_chinese_however_it_is_dressed(chinese, english, said):
    assert tr(english) == said


@pytest.mark.parametrize(
    "text", ["Graph, Values", "Graph: kernel", "Graph · Values", "dense/Graph", "x and y"]
)
def test_single_words_between_separators_may_be_names_and_stay(chinese, text):
    assert "Graph" not in text or "Graph" in tr(text)
    assert tr(text).replace("，", ", ").replace(" 和 ", " and ") == text


def test_what_was_said_once_is_not_said_again(chinese):
    said = tr("Problem 1 of 3, show the next")

    assert "问题" in said
    assert tr(said) is said


def test_a_checkpoint_called_like_a_word_of_ours_keeps_its_name(chinese):
    assert tr_label("Graph") == "Graph"
    assert tr_label("step 200") == "第 200 步"
    assert tr("Go to Graph") == tr("Go to model").replace("model", "Graph")


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Go to axis 0", "转到 axis 0"),
        (
            "Layer hidden has 12 units in the model, 8 in the checkpoint",
            "层 hidden 在模型中有 12 个单元，在检查点中为 8 个",
        ),
        (
            "Layers mid and out are in the checkpoint, not in the model",
            "层 mid and out 是检查点中有、模型中没有的",
        ),
        ("2 steps of 3 nodes: step 1 to step 2.", "3 nodes 的 2 步：第 1 步到第 2 步。"),
        (
            "net → model (and 5 others alike); same shape and dtype",
            "net → model（及另外 5 个相同的）；形状和 dtype 相同",
        ),
    ],
)
def test_a_name_like_a_word_of_ours_stays_in_what_is_said_of_it(chinese, english, said):
    assert tr(english) == said


@pytest.mark.parametrize(
    ("english", "said"),
    [
        (
            "ckpt-2 is damaged: ckpt-2.index has 0 bytes, too few for the 48-byte footer of a table file.",
            "ckpt-2 已损坏：ckpt-2.index 有 0 字节，容不下表文件 48 字节的尾部。",
        ),
        (
            "The checksum does not match: stored 1, computed 2 (checkpoint ckpt-2, key v1).",
            "校验和不匹配：存储的为 1，算得 2 (checkpoint ckpt-2, key v1)。",
        ),
        (
            "tf.compat.v1.train.Saver.restore (resource variables) and tf.estimator.Estimator.train raise NotFoundError.",
            "tf.compat.v1.train.Saver.restore (资源变量) 和 tf.estimator.Estimator.train 抛出 NotFoundError。",
        ),
        (
            "tf.train.Checkpoint.restore raises ValueError for this target (Layer l1 has 7 units in the model, 5 in the checkpoint).",
            "对此目标，tf.train.Checkpoint.restore 会抛出 ValueError（层 l1 在模型中有 7 个单元，在检查点中为 5 个）。",
        ),
    ],
)
def test_a_sentence_with_its_reason_is_said_whole(chinese, english, said):
    assert tr(english) == said


def test_a_sentence_of_which_half_is_known_stays_english(chinese):
    text = "It is damaged, the mice are dancing over there"

    assert tr(text) is text


@FIXTURE
@given(name=names)
def test_a_name_in_a_sentence_survives_to_the_last_character(chinese, name):
    assert name in tr(f"Open {name}, which holds 3 checkpoints")


@FIXTURE
@given(first=names, second=names)
def test_two_names_survive_or_the_sentence_stays_english(chinese, first, second):
    text = f"Variable {first} in the model is called {second} in the checkpoint"
    said = tr(text)

    assert said == text or (first in said and second in said)


@given(first=names, second=names, count=st.integers(0, 10**9))
def test_a_reading_gives_back_what_was_put_in(first, second, count):
    template = template_of("The file {0} holds {1} of {2}.", (OPAQUE, NUMBER, OPAQUE))
    text = f"The file {first} holds {count:,} of {second}."

    for readings in Recognition((template,)).read(text, lambda _: False):
        for reading in readings:
            assert template.source.format(*reading.arguments) == text


@given(name=names)
def test_where_a_text_can_be_cut_in_two_ways_both_are_told(name):
    assume(" is " not in name)
    template = template_of("It is known that {0} is {1} here", (OPAQUE, OPAQUE))
    (readings,) = Recognition((template,)).read(f"It is known that {name} is a is b here", lambda _: False)

    assert {reading.arguments for reading in readings} >= {(name, "a is b"), (f"{name} is a", "b")}


def test_an_argument_is_translated_only_where_it_is_ours():
    template = template_of("The view {0} shows {1} now", (OWN, OPAQUE))
    ((reading,),) = Recognition((template,)).read("The view Graph shows Graph now", lambda _: True)

    assert reading.arguments == ("Graph", "Graph")


def test_a_huge_text_is_left_alone_at_once(chinese):
    text = "Graph of " * 100_000

    assert tr(text) is text


@pytest.mark.parametrize(
    ("text", "bare"), [("&Open", "Open"), ("打开(&O)…", "打开…"), ("Save && close", "Save & close")]
)
def test_a_mnemonic_is_taken_out(text, bare):
    assert without_mnemonic(text) == bare
