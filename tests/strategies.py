"""Hypothesis strategies for hostile bytes: for each format, damaged copies of a sound file and bytes that only look like one.

    @given(hostile("table"))
    def test_any_table_is_read_or_explained(data): ...

A failing example shrinks to the smallest mutant number, and then to plain bytes.
"""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import strategies as st

from tests.builders import (
    MAGIC,
    bytes_field,
    layered_model,
    object_graph_bytes,
    varint,
)
from tests.golden_answers import GOLDEN
from tests.mutants import (
    Mutator,
    byte_mutant,
    message_mutant,
    record_bytes,
    records_mutant,
    some_records,
    table_mutant,
    text_mutant,
    zip_mutant,
)

# Format -> (the sound file, how it is damaged where its checksums are repaired, bytes such a file begins with).
_SOUND: dict[str, tuple[str, Mutator, bytes]] = {
    "table": ("dtypes_tf115/model_dir/model.ckpt-1.index", table_mutant, b""),
    "bundle index": ("partitioned_tf115/model_dir/model.ckpt-7.index", table_mutant, b""),
    "V1": ("v1_format_tf115/model_dir/model.ckpt-5", table_mutant, b""),
    "checkpoint_state": ("history_tf215/run/checkpoint", text_mutant, b"model_checkpoint_path: "),
    "object graph": ("", message_mutant, b"\n"),
    "meta_graph": ("sharded_saver_tf115/model_dir/model.ckpt-100.meta", message_mutant, b"\x12"),
    "graph_text": ("iris_dnn_tf115/models/iris/graph.pbtxt", text_mutant, b"node {"),
    "saved_model": ("keras3_modelcheckpoint_tf221/exported/saved_model.pb", message_mutant, b"\x08\x01\x12"),
    "event_file": ("history_tf115/model_dir/events.out.tfevents.*", records_mutant, record_bytes(b"")),
    "hdf5": ("keras3_modelcheckpoint_tf221/weights/w_01.weights.h5", byte_mutant, b"\x89HDF\r\n\x1a\n\0\0\0"),
    "keras archive": ("keras3_modelcheckpoint_tf221/checkpoints/keras_model_01.keras", zip_mutant, b"PK\x03\x04"),
}  # fmt: skip
FORMATS = tuple(_SOUND)
_MOST_TEXT = 20_000


@cache
def sound(name: str) -> bytes:
    """A sound file of a format, as TensorFlow wrote it; of long ones the beginning."""
    path = _SOUND[name][0]
    if not path:
        return object_graph_bytes(layered_model(1)[0])
    (file,) = GOLDEN.glob(path)
    data = file.read_bytes()
    if name == "event_file":
        return some_records(data, 40)
    if name == "graph_text":
        return data[: data.index(b"\nnode {", _MOST_TEXT) + 1]
    return data


def hostile(name: str) -> st.SearchStrategy[bytes]:
    """Bytes for the parser of one format: mutants raw and repaired, cut files, and inventions."""
    _, repaired, head = _SOUND[name]
    mutants = st.builds(
        lambda mutate, number: mutate(sound(name), Random(number)),
        st.sampled_from((byte_mutant, repaired)),
        st.integers(0, 10**6),
    )
    cuts = st.integers(0, len(sound(name))).map(lambda size: sound(name)[:size])
    inventions = st.binary(max_size=200).map(lambda tail: head + tail)
    if repaired is table_mutant:
        inventions |= st.binary(max_size=60).map(lambda tail: tail + MAGIC.to_bytes(8, "little"))
    if repaired is message_mutant:
        inventions |= messages()
    return st.one_of(mutants, cuts, inventions)


def messages() -> st.SearchStrategy[bytes]:
    """Protobuf messages of any fields, some of them messages again."""
    numbers = st.integers(1, 20)
    values = st.one_of(st.integers(0, 2**64 - 1), st.sampled_from((0, 1, 2**31, 2**63)))
    scalar = st.builds(lambda n, v: varint(n << 3) + varint(v), numbers, values)
    flat = st.lists(scalar, max_size=4).map(b"".join)
    return st.recursive(
        flat,
        lambda inner: st.lists(st.builds(bytes_field, numbers, inner), max_size=4).map(b"".join),
        max_leaves=12,
    )
