"""Pasted errors: the right variable, the right sides, the right cause; whatever a terminal did to the text."""

from __future__ import annotations

import json
import random
import textwrap
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.error_reading import NamedTensor, answer_error, explain, read_error
from explorer.analysis.error_reading.answer import ALIKE, NAMED, SAME_FAULT, SAME_LAYER
from explorer.analysis.error_reading.words import NO_ERROR
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from tests.golden_answers import GOLDEN
from tests.report.made_checkpoints import made_checkpoint

TEXTS = GOLDEN / "error_texts"
EXPECTED = json.loads((TEXTS / "expected.json").read_text())


@cache
def text_of(name):
    return (TEXTS / f"{name}.txt").read_text()


def read(text):
    """A reading in the words of expected.json: what the text says of its first variable."""
    reading = read_error(text)
    if reading is None:
        return None
    first = reading.tensors[0] if reading.tensors else NamedTensor()
    return {
        "kind": reading.kind,
        "exception": reading.exception,
        "name": first.name,
        "expected_shape": None if first.expected_shape is None else list(first.expected_shape),
        "stored_shape": None if first.stored_shape is None else list(first.stored_shape),
        "expected_dtype": first.expected_dtype,
        "stored_dtype": first.stored_dtype,
        "path": reading.path,
        "counts": [reading.expected_count, reading.stored_count],
        "is_warning": reading.is_warning,
    }


def wanted(name):
    return EXPECTED[name]


def of_those(found, names):
    return None if found is None else {name: found[name] for name in names}


def test_the_corpus_is_whole():
    assert len(EXPECTED) >= 60
    assert {path.stem for path in TEXTS.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_printed_error_is_read(name):
    assert of_those(read(text_of(name)), wanted(name)) == wanted(name)


def hard_wrapped(text, width):
    return "\n".join(
        line[start : start + width]
        for line in text.split("\n")
        for start in range(0, max(len(line), 1), width)
    )


def softly_wrapped(text, width):
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)) or line
        for line in text.split("\n")
    )


def coloured(text, seed):
    rng = random.Random(seed)
    words = text.split(" ")
    return " ".join(
        f"\x1b[{rng.choice(['31', '0;32', '38;5;208', '1'])}m{word}\x1b[0m" if rng.random() < 0.3 else word
        for word in words
    )


def logged(text):
    return "\n".join(f"2023-05-01 10:20:30.123456: {line}" for line in text.split("\n"))


def quoted(text):
    return "\n".join(f"> {line}" for line in text.split("\n"))


def notebook(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
    return f'<div class="output"><pre><span class="ansi-red-fg">{escaped}</span></pre></div>'


VARIANTS = {
    "wrapped at 80": lambda text: hard_wrapped(text, 80),
    "wrapped at 100": lambda text: hard_wrapped(text, 100),
    "wrapped at 120": lambda text: hard_wrapped(text, 120),
    "softly wrapped": lambda text: softly_wrapped(text, 90),
    "coloured": lambda text: coloured(text, 3),
    "with time stamps": logged,
    "quoted": quoted,
    "of a notebook": notebook,
    "Windows lines": lambda text: text.replace("\n", "\r\n"),
    "repeated": lambda text: f"{text}\n\n{text}",
    "amid other lines": lambda text: (
        "Epoch 3/9\n10/10 - loss: 0.1\n" * 20 + text + "\nmake: *** [train] Error 1\n"
    ),
}


@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_a_changed_text_is_read_the_same(variant):
    change = VARIANTS[variant]

    wrong = {
        name: found
        for name in EXPECTED
        if (found := of_those(read(change(text_of(name))), wanted(name))) != wanted(name)
    }

    assert wrong == {}


def test_a_text_without_its_first_lines_tells_all_but_the_exception():
    wrong = {}
    for name in EXPECTED:
        lines = text_of(name).split("\n")
        # What remains has the message: it stands behind the last frames.
        first = max((i for i, line in enumerate(lines) if line.startswith("Traceback")), default=-1)
        found = of_those(read("\n".join(lines[first + 1 :])), wanted(name))
        if found != wanted(name):
            wrong[name] = found

    assert wrong == {}


def test_a_message_cut_in_its_middle_tells_what_is_left():
    text = "ValueError: Received incompatible tensor with shape (5,) when attempting to restore vari"

    assert read_error(text).tensors == (NamedTensor(stored_shape=(5,)),)


def test_lhs_is_the_graph_and_rhs_the_checkpoint():
    text = "Assign requires shapes of both tensors to match. lhs shape= [2] rhs shape= [3]"

    answer = explain(text)

    assert answer.sentence == "The shape of a variable differs: model expects [2], checkpoint holds [3]."


def test_a_name_may_hold_the_words_of_the_message():
    reading = read_error("NotFoundError: Key KeyEmbedding/Key not found in checkpoint")

    assert [tensor.name for tensor in reading.tensors] == ["KeyEmbedding/Key"]


def test_hundreds_of_values_without_a_place_are_all_named():
    reading = read_error(text_of("tf215_obj_log_many"))

    assert [tensor.name for tensor in reading.tensors] == [f"v{number:03d}" for number in range(1, 150)]


@pytest.mark.parametrize(
    "text", ["", "hello", "Epoch 1/3\nloss: 0.5", "ValueError: x must be positive", "\x1b[31m"]
)
def test_a_text_without_such_an_error_is_said_to_be_one(text):
    assert read_error(text) is None
    assert explain(text).sentence == NO_ERROR


def test_a_variable_is_found_in_the_checkpoint_by_its_name_with_those_of_its_layer():
    checkpoint = made_checkpoint(
        ("dnn/hidden/bias", "float32", (10,)),
        ("dnn/hidden/bias/Adagrad", "float32", (10,)),
        ("dnn/hidden/kernel", "float32", (4, 10)),
        ("dnn/logits/bias", "float32", (3,)),
    )

    answer = explain(
        "Received incompatible tensor with shape (10,) when attempting to restore variable with "
        "shape (20,) and name dnn/hidden/bias:0.",
        checkpoint,
    )

    assert [(match.key, match.why) for match in answer.matches] == [
        ("dnn/hidden/bias", NAMED),
        ("dnn/hidden/bias/Adagrad", SAME_LAYER),
        ("dnn/hidden/kernel", SAME_LAYER),
    ]
    assert (answer.matches[0].expected, answer.matches[0].stored) == ("[20]", "float32 [10]")
    assert answer.sentence == (
        "The shape of `dnn/hidden/bias` differs: model expects [20], checkpoint holds [10]."
    )


def test_with_a_target_all_variables_with_the_same_fault_are_listed():
    checkpoint = made_checkpoint(("a", "float32", (2,)), ("b", "float32", (2,)), ("c", "float32", (2,)))
    target = ModelSpec(
        "t",
        False,
        tuple(SpecVariable(key, key, "float32", (size,)) for key, size in (("a", 5), ("b", 2), ("c", 6))),
    )

    answer = explain("lhs shape= [5] rhs shape= [2]", checkpoint, target)

    assert [(match.key, match.why, match.expected, match.stored) for match in answer.matches] == [
        ("a", NAMED, "[5]", "float32 [2]"),
        ("c", SAME_FAULT, "float32 [6]", "float32 [2]"),
    ]


def test_an_object_path_and_a_full_name_lead_to_the_key():
    checkpoint = open_checkpoint(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-3")
    by_path = explain(
        "WARNING:tensorflow:Value in checkpoint could not be found in the restored object: (root).net.l1.bias",
        checkpoint,
    )
    by_name = explain(
        "Received incompatible tensor with shape (5,) when attempting to restore variable with shape (7,)"
        " and name n/dense/bias:0.",
        checkpoint,
    )

    key = "net/l1/bias/.ATTRIBUTES/VARIABLE_VALUE"
    assert [match.key for match in by_path.matches] == [key]
    assert by_name.matches[0].key == key
    assert {match.key for match in by_name.matches[1:]} == {
        f"net/l1/bias/.OPTIMIZER_SLOT/optimizer/{slot}/.ATTRIBUTES/VARIABLE_VALUE" for slot in "mv"
    } | {"net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"} | {
        f"net/l1/kernel/.OPTIMIZER_SLOT/optimizer/{slot}/.ATTRIBUTES/VARIABLE_VALUE" for slot in "mv"
    }


def test_a_missing_key_is_answered_with_the_names_like_it():
    checkpoint = made_checkpoint(("dense/kernel", "float32", (2,)), ("other", "float32", (2,)))

    answer = explain("NotFoundError: Key dense_1/kernel not found in checkpoint", checkpoint)

    assert [(match.key, match.row, match.why) for match in answer.matches] == [
        ("dense_1/kernel", -1, NAMED),
        ("dense/kernel", 0, ALIKE),
    ]


def test_no_reading_gives_a_sentence_and_no_cures():
    answer = answer_error(None, made_checkpoint())

    assert (answer.sentence, answer.matches, answer.cures) == (NO_ERROR, (), ())


def test_a_huge_paste_is_cut_and_that_is_said():
    reading = read_error("step 1 loss 0.5\n" * 100_000 + "Key zz not found in checkpoint")

    assert [tensor.name for tensor in reading.tensors] == ["zz"]
    assert reading.remarks == ("The text is longer than 1,000,000 characters: its middle was not read.",)


_PIECES = st.sampled_from(
    ["Key ", "tensor_name = ", "with shape (", "Tensor ", "not found in checkpoint", "Shapes (", "are incompatible",
     "when attempting to restore variable", "[", "]", ")", ";", "\n", "\x1b[", "<", "Layer '", "\x01", "expected dtype "]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_any_text_gives_a_reading_or_none(text):
    answer = explain(text, made_checkpoint(("a/b", "float32", (2,))))

    assert answer.sentence
    assert (answer.reading is None) == (answer.sentence == NO_ERROR)


def _before_each_line(prefix):
    return lambda text: "\n".join(prefix + line for line in text.rstrip().split("\n"))


@pytest.mark.parametrize(
    "change",
    [
        _before_each_line("trainer-1  | "),
        _before_each_line("2026-11-21T17:04:11.482913Z stderr F "),
        _before_each_line("Nov 21 17:04:11 node-07 train.sh[21433]: "),
        _before_each_line("E   "),
        lambda text: " ".join(line.strip() for line in text.split("\n")),
        lambda text: (
            "<pre>" + text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") + "</pre>"
        ),
        lambda text: json.dumps({"severity": "ERROR", "message": text}),
    ],
    ids=["docker", "kubernetes", "journal", "pytest", "one line", "html", "json"],
)
@pytest.mark.parametrize(
    "name",
    ["tf215_held_saver_ref_shape", "tf215_held_sgd_of_adam", "tf221_held_ckpt_units", "tf215_held_h5_count"],
)
def test_the_exception_is_known_whatever_stands_before_each_line(name, change):
    assert of_those(read(change(text_of(name))), wanted(name)) == wanted(name)


@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        (
            "tf215_held_sgd_of_adam",
            "Received incompatible tensor with shape (3, 4) when",
            "name SGD/m/inner/bias:0.",
        ),
        (
            "tf215_held_saver_ref_shape",
            "Assign requires shapes of both tensors to match. lhs",
            "rhs shape= [4,5]",
        ),
        ("tf215_held_saver_renamed", "Key tower/weights2 not found in checkpoint", "checkpoint"),
        ("tf215_held_wh5_bias", "Layer 'stem' expected 2 variables, but received 1", "during loading."),
        (
            "tf215_held_h5_topology_shape",
            "Cannot assign value to variable ' stem/kernel:0': Shape",
            "incompatible.",
        ),
    ],
)
def test_messages_are_told_in_whole_sentences(name, begins, ends):
    message = read_error(text_of(name)).message

    assert message.startswith(begins)
    assert message.endswith(ends)


def test_an_estimator_without_a_checkpoint_only_warns():
    answer = explain(text_of("tf215_held_est_evaluate_nothing"))

    assert answer.reading is not None
    assert answer.reading.is_warning
    assert "raises nothing" in answer.sentence


def test_a_keras_file_given_to_a_reader_of_checkpoints_is_called_one():
    answer = explain(
        "DataLossError: Unable to open table file /runs/w.h5: DATA_LOSS: not an sstable (bad magic number): "
        "perhaps your file is in a different file format and you need to use a different restore operator?"
    )

    assert answer.sentence.startswith("A file of Keras was given")
    assert "load_weights" in answer.cures[0].text


def test_a_short_message_that_is_repeated_names_all_it_names():
    text = "\n".join(f"Key z{number}/k not found in checkpoint" for number in range(200))

    reading = read_error(text)

    assert [tensor.name for tensor in reading.tensors] == [f"z{number}/k" for number in range(200)]


@pytest.mark.parametrize(
    "words",
    ["Value in checkpoint could not be found in the restored object", "Unresolved object in checkpoint"],
)
def test_a_warning_of_a_slot_names_the_slot_and_not_the_optimizer(words):
    checkpoint = open_checkpoint(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-3")

    answer = explain(
        f"WARNING:tensorflow:{words}: (root).optimizer's state 'v' for (root).net.l1.bias",
        checkpoint,
    )

    key = "net/l1/bias/.OPTIMIZER_SLOT/optimizer/v/.ATTRIBUTES/VARIABLE_VALUE"
    assert [match.key for match in answer.matches] == [key]
