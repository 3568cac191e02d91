"""The counters a checkpoint carries: training step, save number, epoch; found by the graph, read from tensors.

In order of trust: a `global_step` tensor, an object-graph edge or variable of that name (or `step`, at the
root or beside the optimizer), the optimizer's iterations. The digits at the end of a prefix are a step for a Saver, but the number
of the save for tf.train.Checkpoint.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.prefix_names import epoch_in_name, is_plain_number, suffix_number
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, VALUE_SUFFIX
from explorer.errors import ExplorerError
from explorer.formats.object_graph import RawObjectGraph, decode_object_graph
from explorer.formats.reader import KERAS_FORMATS, CheckpointReader

if TYPE_CHECKING:
    import numpy.typing as npt

_COUNTER_TYPES = (3, 9)  # int32, int64
_UPDATES = ("_iterations", "iter", "iterations")


@dataclass(frozen=True, slots=True)
class Counters:
    """What a checkpoint says of its own place in time. `step_source` is a phrase for the inspector."""

    step: int | None
    number: int | None
    epoch: int | None
    step_source: str


@dataclass(frozen=True, slots=True)
class CounterKeys:
    """Checkpoint keys of the counters; "" where there is none."""

    step: str
    iterations: str
    save_counter: str
    epoch: str
    train_counter: str


def read_counters(reader: CheckpointReader, name: str) -> Counters:
    """Read what the files say. Damage to a counter counts as its absence: it is reported elsewhere."""
    table = reader.table
    if reader.format in KERAS_FORMATS:
        return _keras_counters(reader, name)
    object_based = table.find(OBJECT_GRAPH_KEY) >= 0
    if not object_based:
        step = _read_scalar(reader, "global_step")
        if step is not None:
            return Counters(step, None, None, "global_step")
        suffix = suffix_number(name)
        return Counters(suffix, None, None, "" if suffix is None else "digits of the file name")

    keys = _counter_keys(reader)
    number = _read_scalar(reader, keys.save_counter)
    epoch = _read_scalar(reader, keys.epoch)
    step, step_source = None, ""
    for key, source in (
        (keys.step, keys.step.removesuffix(VALUE_SUFFIX)),
        (keys.iterations, "optimizer updates"),
        (keys.train_counter, "train_counter"),
    ):
        if step is None and (step := _read_scalar(reader, key)) is not None:
            step_source = source
    if epoch is None and number is None:
        parts = name.split("/")
        folder = len(parts) >= 3 and parts[-2:] == ["variables", "variables"]
        told = parts[-3] if folder else parts[-1]
        epoch = None if is_plain_number(told) else epoch_in_name(told)
    return Counters(step, number, epoch, step_source)


def _keras_counters(reader: CheckpointReader, name: str) -> Counters:
    """Of files that Keras wrote: the optimizer's count of updates, and the epoch in the file's name."""
    from explorer.checkpoints.keras_names import iteration_keys  # late: most directories have none

    epoch = epoch_in_name(name.rsplit("/", 1)[-1])
    for key in iteration_keys(reader.table.keys):
        if (step := _read_scalar(reader, key)) is not None:
            return Counters(step, None, epoch, "optimizer updates")
    return Counters(None, None, epoch, "")


def _read_scalar(reader: CheckpointReader, key: str) -> int | None:
    row = reader.table.find(key) if key else -1
    if row < 0 or reader.table.shape(row) != () or int(reader.table.dtype[row]) not in _COUNTER_TYPES:
        return None
    try:
        return int(reader.read(row))
    except ExplorerError:
        return None


_NO_KEYS = CounterKeys("", "", "", "", "")
_remembered: OrderedDict[tuple[int, int], CounterKeys] = OrderedDict()
_lock = Lock()


def _counter_keys(reader: CheckpointReader) -> CounterKeys:
    """Where the counters lie; the steps of one run share one object graph, so it is looked at once."""
    table = reader.table
    row = table.find(OBJECT_GRAPH_KEY)
    identity = (int(table.crc32c[row]), int(table.size_bytes[row]))
    with _lock:
        if identity in _remembered:
            _remembered.move_to_end(identity)
            return _remembered[identity]
    try:
        data = reader.object_graph_bytes()
        keys = find_counter_keys(decode_object_graph(data)) if data is not None else _NO_KEYS
    except ExplorerError:
        # The names the guide uses, for a run whose graph is lost.
        return CounterKeys(f"step{VALUE_SUFFIX}", "", f"save_counter{VALUE_SUFFIX}", "", "")
    with _lock:
        _remembered[identity] = keys
        while len(_remembered) > 64:
            _remembered.popitem(last=False)
    return keys


def find_counter_keys(raw: RawObjectGraph) -> CounterKeys:
    """The counters' checkpoint keys, by edge name and full_name; of several the shallowest node's (lowest id)."""
    attribute_of = np.full(raw.node_count, -1, np.int64)  # the first with a value
    values = np.flatnonzero(raw.attribute_name.equal("VARIABLE_VALUE"))
    attribute_of[raw.attribute_node[values[::-1]]] = values[::-1]
    named = values[raw.attribute_full_name.take(values).equal("global_step")]
    has_value = attribute_of[raw.edge_target] >= 0

    def value_key(node: int) -> str:
        return raw.attribute_checkpoint_key[int(attribute_of[node])]

    def edges(*names: str) -> npt.NDArray[np.int64]:
        return np.flatnonzero(raw.edge_name.among(names) & has_value)

    by_edge: dict[str, int] = {}
    step_holder = -1
    for name in ("step", "global_step", *_UPDATES):
        if len(found := edges(name)):
            lowest = found[np.argmin(raw.edge_target[found])]
            by_edge[name] = int(raw.edge_target[lowest])
            if name == "step":
                step_holder = int(raw.edge_source[lowest])
    updates = edges(*_UPDATES)[:1]
    updates_holder = int(raw.edge_source[updates[0]]) if len(updates) else -1
    at_root: dict[str, str] = {}
    for edge in edges("global_step", "step", "save_counter", "ckpt_saved_epoch", "train_counter").tolist():
        if raw.edge_source[edge] > 0:  # they ascend
            break
        at_root.setdefault(raw.edge_name[edge], value_key(int(raw.edge_target[edge])))

    def first(*nodes: int | None) -> str:
        return next((value_key(node) for node in nodes if node is not None), "")

    if updates_holder >= 0 and not _holds(raw, step_holder, updates_holder):
        by_edge.pop("step", None)  # some layer's own counter, not the trainer's

    return CounterKeys(
        step=at_root.get("global_step")
        or at_root.get("step")
        or first(*raw.attribute_node[named[:1]].tolist(), by_edge.get("global_step"), by_edge.get("step")),
        iterations=first(by_edge.get("_iterations"), by_edge.get("iter"), by_edge.get("iterations")),
        save_counter=at_root.get("save_counter", ""),
        epoch=at_root.get("ckpt_saved_epoch", ""),
        train_counter=at_root.get("train_counter", ""),
    )


def _holds(raw: RawObjectGraph, holder: int, child: int) -> bool:
    """Whether one object has the other as a child: a trainer and its optimizer."""
    first, last = np.searchsorted(raw.edge_source, (holder, holder + 1))
    return holder >= 0 and bool((raw.edge_target[first:last] == child).any())
