"""Writes checkpoints for tests: tensor bundles as TensorFlow writes them, byte for byte, and damaged ones.

    write_bundle(prefix, {"w": np.zeros((2, 3), np.float32)})
    write_layered_model(prefix, layers=100)            # an object-based Keras-like model with Adam slots
    write_many(prefix, 200_000)                        # a name-based one with that many tensors

Independent of the code it tests: no module of `explorer` is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import google_crc32c
import numpy as np

OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH"
MAGIC = 0xDB4775248B80FB57
BLOCK_TARGET = 262144
VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
DTYPE_NUMBER = {
    "float32": 1, "float64": 2, "int32": 3, "uint8": 4, "int16": 5, "int8": 6, "string": 7, "complex64": 8,
    "int64": 9, "bool": 10, "qint8": 11, "quint8": 12, "qint32": 13, "bfloat16": 14, "qint16": 15, "quint16": 16,
    "uint16": 17, "complex128": 18, "float16": 19, "resource": 20, "variant": 21, "uint32": 22, "uint64": 23,
    "float8_e5m2": 24, "float8_e4m3fn": 25, "float8_e4m3fnuz": 26, "float8_e4m3b11fnuz": 27, "float8_e5m2fnuz": 28,
    "int4": 29, "uint4": 30, "int2": 31, "uint2": 32, "float4_e2m1fn": 33,
}  # fmt: skip

# A tensor: an array, a bytes or a list of bytes (strings), or (dtype name or number, shape, stored bytes).
Tensor = Any
Extents = tuple[Sequence[int], Sequence[int]]  # starts, lengths


# --- protobuf and checksums ------------------------------------------------------------------


def varint(value: int) -> bytes:
    """A base-128 integer; a negative one as its 64-bit two's complement."""
    value &= 2**64 - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number_field(number: int, value: int) -> bytes:
    """A varint field, left out when it is 0, as proto3 does."""
    return varint(number << 3) + varint(value) if value else b""


def bytes_field(number: int, value: bytes | str) -> bytes:
    """A length-delimited field, written even when it is empty."""
    data = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def text_field(number: int, value: str) -> bytes:
    """A string field, left out when it is empty."""
    return bytes_field(number, value) if value else b""


def crc32c(data: bytes, crc: int = 0) -> int:
    """The plain checksum, continuing `crc`."""
    return google_crc32c.extend(crc, bytes(data))


def mask(crc: int) -> int:
    """The form in which TensorFlow stores a checksum."""
    return ((crc >> 15 | crc << 17 & 0xFFFFFFFF) + 0xA282EAD8) & 0xFFFFFFFF


# --- the table file --------------------------------------------------------------------------


def shared_prefix(first: bytes, second: bytes) -> int:
    """How many bytes two keys have in common at their start, by halving."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def block_bytes(entries: Sequence[tuple[bytes, bytes]], restart_interval: int = 16) -> bytes:
    """The contents of one block."""
    out = bytearray()
    restarts = [0]
    previous = b""
    since = 0
    for key, value in entries:
        shared = 0
        if since == restart_interval:
            restarts.append(len(out))
            since = 0
        elif out:
            shared = shared_prefix(previous, key)
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        previous = key
        since += 1
    return bytes(out) + b"".join(r.to_bytes(4, "little") for r in (*restarts, len(restarts)))


def stored_block(contents: bytes, *, snappy: bool = False) -> bytes:
    """A block as it stands in the file, with compression byte and checksum."""
    kind = b"\0"
    if snappy:
        import cramjam

        contents, kind = bytes(cramjam.snappy.compress_raw(contents)), b"\1"
    return contents + kind + mask(crc32c(contents + kind)).to_bytes(4, "little")


def table_bytes(
    entries: Iterable[tuple[bytes, bytes]],
    *,
    snappy: bool = False,
    block_target: int = BLOCK_TARGET,
    restart_interval: int = 16,
) -> bytes:
    """A whole table file of entries that are already in the order of their keys."""
    groups: list[list[tuple[bytes, bytes]]] = [[]]
    size, previous = 0, b""
    for key, value in entries:
        if size >= block_target:
            groups.append([])
            size, previous = 0, b""
        group = groups[-1]
        if len(group) % restart_interval == 0:
            size += 4 if group else 8  # a restart point; the first comes with the count of them
            shared = 0
        else:
            shared = shared_prefix(previous, key)
        size += len(varint(shared)) + len(varint(len(key) - shared)) + len(varint(len(value)))
        size += len(key) - shared + len(value)
        group.append((key, value))
        previous = key
    out = bytearray()
    index = []
    groups = [group for group in groups if group]
    for at, group in enumerate(groups):
        contents = stored_block(block_bytes(group, restart_interval), snappy=snappy)
        handle = varint(len(out)) + varint(len(contents) - 5)
        last = group[-1][0]
        following = groups[at + 1][0][0] if at + 1 < len(groups) else None
        index.append((separator(last, following), handle))
        out += contents
    return bytes(out) + table_end(len(out), index)


def table_end(data_size: int, index: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Metaindex, index block and footer behind `data_size` bytes of data blocks."""
    metaindex = stored_block(block_bytes([]))
    index_block = stored_block(block_bytes(index, 1))
    return (
        metaindex
        + index_block
        + footer((data_size, len(metaindex) - 5), (data_size + len(metaindex), len(index_block) - 5))
    )


def footer(metaindex: tuple[int, int], index: tuple[int, int]) -> bytes:
    """The last 48 bytes of a table file."""
    handles = b"".join(varint(number) for number in (*metaindex, *index))
    return handles.ljust(40, b"\0") + MAGIC.to_bytes(8, "little")


def separator(last: bytes, following: bytes | None) -> bytes:
    """The key of the index block between two data blocks, or behind the last one."""
    if following is None:
        for at, byte in enumerate(last):
            if byte != 0xFF:
                return last[:at] + bytes([byte + 1])
        return last
    at = shared_prefix(last, following)
    if at < min(len(last), len(following)) and last[at] < 0xFF and last[at] + 1 < following[at]:
        return last[:at] + bytes([last[at] + 1])
    return last


def one_block_table(contents: bytes, *, compression: int = 0) -> bytes:
    """A table whose only data block has these contents and a right checksum, for damage inside it."""
    kind = bytes([compression])
    block = contents + kind + mask(crc32c(contents + kind)).to_bytes(4, "little")
    return block + table_end(len(block), [(b"\xff", varint(0) + varint(len(contents)))])


# --- entries of the index --------------------------------------------------------------------


def header_bytes(
    num_shards: int = 1, *, big_endian: bool = False, min_consumer: int = 0, producer: int = 1
) -> bytes:
    """A BundleHeaderProto."""
    version = number_field(1, producer) + number_field(2, min_consumer)
    return number_field(1, num_shards) + number_field(2, int(big_endian)) + bytes_field(3, version)


def shape_bytes(shape: Iterable[int]) -> bytes:
    """A TensorShapeProto."""
    return b"".join(bytes_field(2, number_field(1, size)) for size in shape)


def slice_bytes(start: Sequence[int], length: Sequence[int], full: Sequence[int]) -> bytes:
    """A TensorSliceProto; a whole dimension is an empty extent."""
    return b"".join(
        bytes_field(
            1,
            b"" if (first, count) == (0, size) else number_field(1, first) + varint(2 << 3) + varint(count),
        )
        for first, count, size in zip(start, length, full)
    )


def entry_bytes(
    dtype: int | str,
    shape: Iterable[int] | bytes,
    *,
    shard: int = 0,
    offset: int = 0,
    size_bytes: int = 0,
    crc: int = 0,
    slices: Iterable[bytes] = (),
) -> bytes:
    """A BundleEntryProto; `crc` is the masked checksum, `shape` sizes or a ready TensorShapeProto."""
    number = DTYPE_NUMBER[dtype] if isinstance(dtype, str) else dtype
    proto = shape if isinstance(shape, bytes) else shape_bytes(shape)
    out = number_field(1, number) + bytes_field(2, proto) + number_field(3, shard)
    out += number_field(4, offset) + number_field(5, size_bytes)
    if crc:
        out += b"\x35" + crc.to_bytes(4, "little")
    return out + b"".join(bytes_field(7, part) for part in slices)


def string_bytes(strings: Sequence[bytes], *, big_endian: bool = False) -> tuple[bytes, int]:
    """How strings are stored, and the masked checksum of their entry."""
    order = "big" if big_endian else "little"
    widths = b"".join(len(text).to_bytes(4, order) for text in strings)
    checksum = mask(crc32c(widths)).to_bytes(4, order)
    joined = b"".join(strings)
    stored = b"".join(varint(len(text)) for text in strings) + checksum + joined
    return stored, mask(crc32c(widths + checksum + joined))


def stored_tensor(tensor: Tensor, *, big_endian: bool = False) -> tuple[int, tuple[int, ...], bytes, int]:
    """DataType number, shape, stored bytes and masked checksum of a tensor."""
    if isinstance(tensor, tuple):
        dtype, shape, data = tensor
        number = DTYPE_NUMBER[dtype] if isinstance(dtype, str) else dtype
        return number, tuple(shape), bytes(data), mask(crc32c(data))
    if isinstance(tensor, bytes):
        data, crc = string_bytes([tensor], big_endian=big_endian)
        return 7, (), data, crc
    if isinstance(tensor, list):
        data, crc = string_bytes(tensor, big_endian=big_endian)
        return 7, (len(tensor),), data, crc
    array = np.asarray(tensor)
    if array.dtype == object:
        data, crc = string_bytes(array.ravel().tolist(), big_endian=big_endian)
        return 7, array.shape, data, crc
    number = DTYPE_NUMBER[array.dtype.name]
    data = array.tobytes()
    if big_endian:
        data = array.byteswap().tobytes()
    return number, array.shape, data, mask(crc32c(data))


def slice_key(name: bytes, start: Sequence[int], length: Sequence[int], full: Sequence[int]) -> bytes:
    """The ordered-code key of a slice's own entry."""

    def signed(value: int) -> bytes:
        size = next(n for n in range(1, 11) if -(2 ** (7 * n - 1)) <= value < 2 ** (7 * n - 1))
        pattern = value % 2 ** (8 * size) ^ (2**size - 1) * 2 ** (7 * size)
        return pattern.to_bytes(size, "big")

    escaped = b"".join({0: b"\0\xff", 255: b"\xff\0"}.get(byte, bytes([byte])) for byte in name)
    rank = len(full)
    out = b"\0" + escaped + b"\0\1" + (bytes([1, rank]) if rank else b"\0")
    for first, count, size in zip(start, length, full):
        whole = (first, count) == (0, size)
        out += signed(0 if whole else first) + signed(-1 if whole else count)
    return out


# --- whole checkpoints -----------------------------------------------------------------------


def data_name(prefix: Path | str, shard: int = 0, num_shards: int = 1) -> Path:
    """The path of a data file."""
    return Path(f"{prefix}.data-{shard:05d}-of-{num_shards:05d}")


def write_index(prefix: Path | str, entries: Mapping[bytes, bytes], **options: Any) -> Path:
    """Write only an index with these raw entries (header under the empty key); sorted here."""
    path = Path(f"{prefix}.index")
    path.write_bytes(table_bytes(sorted(entries.items()), **options))
    return path


def write_bundle(
    prefix: Path | str,
    tensors: Mapping[str | bytes, Tensor],
    *,
    num_shards: int = 1,
    slices: Mapping[str, Sequence[Extents]] | None = None,
    object_graph: bytes | Sequence[Mapping[str, Any]] | None = None,
    snappy: bool = False,
    big_endian: bool = False,
    block_target: int = BLOCK_TARGET,
    restart_interval: int = 16,
    extra: Mapping[bytes, bytes] | None = None,
) -> Path:
    """Write a checkpoint and return its prefix.

    Args:
        prefix: where; the directory must exist.
        tensors: key -> array, string(s), or (dtype, shape, stored bytes). Offsets follow this order.
        num_shards: data files; tensors go to them in equal runs.
        slices: key -> [(starts, lengths)] of a tensor to be stored in parts. Parts left out stay missing.
        object_graph: serialized, or nodes as `object_graph_bytes` takes them; stored as its own tensor.
        snappy: compress the blocks of the index.
        big_endian: store numbers the other way round and say so in the header.
        block_target: when a block of the index is full.
        restart_interval: keys between two whole ones.
        extra: raw entries that replace or join the others, for damage.
    """
    prefix = Path(prefix)
    tensors = dict(tensors)
    if object_graph is not None:
        graph = object_graph if isinstance(object_graph, bytes) else object_graph_bytes(object_graph)
        tensors[OBJECT_GRAPH_KEY] = graph
    entries: dict[bytes, bytes] = {b"": header_bytes(num_shards, big_endian=big_endian)}
    files: list[list[bytes]] = [[] for _ in range(num_shards)]
    sizes = [0] * num_shards
    for at, (key, tensor) in enumerate(tensors.items()):
        shard = at * num_shards // len(tensors)
        name = key if isinstance(key, bytes) else key.encode("utf-8", "surrogateescape")
        parts = (slices or {}).get(key) if isinstance(key, str) else None
        stored = []
        if parts is None:
            stored.append((name, *stored_tensor(tensor, big_endian=big_endian)))
        else:
            array = np.asarray(tensor)
            number = stored_tensor(array[:0] if array.ndim else array)[0]
            protos = [slice_bytes(start, length, array.shape) for start, length in parts]
            entries[name] = entry_bytes(number, array.shape, slices=protos)
            for start, length in parts:
                box = tuple(slice(first, first + count) for first, count in zip(start, length))
                part = np.ascontiguousarray(array[box])
                part_key = slice_key(name, start, length, array.shape)
                stored.append((part_key, *stored_tensor(part, big_endian=big_endian)))
        for part_key, number, shape, data, crc in stored:
            entries[part_key] = entry_bytes(
                number, shape, shard=shard, offset=sizes[shard], size_bytes=len(data), crc=crc
            )
            files[shard].append(data)
            sizes[shard] += len(data)
    entries |= extra or {}
    for shard, pieces in enumerate(files):
        data_name(prefix, shard, num_shards).write_bytes(b"".join(pieces))
    write_index(prefix, entries, snappy=snappy, block_target=block_target, restart_interval=restart_interval)
    return prefix


def object_graph_bytes(nodes: Iterable[Mapping[str, Any]]) -> bytes:
    """A TrackableObjectGraph.

    Each node may have `children` [(name, node)], `attributes` [(name, full name, checkpoint key)] or dicts of
    these, `slot_variables` [(variable, slot name, node)], `has_values` (bool), `saver` (name, object name).
    """
    out = bytearray()
    for node in nodes:
        body = bytearray()
        for name, child in node.get("children", ()):
            body += bytes_field(1, number_field(1, child) + text_field(2, name))
        for attribute in node.get("attributes", ()):
            if isinstance(attribute, Mapping):
                names = (attribute["name"], attribute.get("full_name", ""), attribute["checkpoint_key"])
            else:
                names = tuple(attribute)
            body += bytes_field(2, b"".join(text_field(n + 1, text) for n, text in enumerate(names)))
        for variable, name, slot in node.get("slot_variables", ()):
            body += bytes_field(3, number_field(1, variable) + text_field(2, name) + number_field(3, slot))
        if (saver := node.get("saver")) is not None:
            body += bytes_field(4, text_field(1, saver[0]) + text_field(2, saver[1]))
        if (has_values := node.get("has_values")) is not None:
            body += bytes_field(5, number_field(1, int(has_values)))
        out += bytes_field(1, bytes(body))
    return bytes(out)


def write_many(prefix: Path | str, count: int, *, shapes: Sequence[tuple[int, ...]] = ((2,), (3,))) -> Path:
    """A name-based checkpoint of `count` float32 tensors in layers with Adam slots, and a global_step."""
    tensors: dict[str | bytes, Tensor] = {"global_step": np.int64(count)}
    payload = {
        shape: np.arange(np.prod(shape, dtype=int), dtype=np.float32).reshape(shape) for shape in shapes
    }
    kinds = [f"{name}{slot}" for name in ("kernel", "bias") for slot in ("", "/Adam", "/Adam_1")]
    for number in range(count - 1):
        layer, kind = divmod(number, len(kinds))
        key = f"model/block_{layer // 100}/dense_{layer}/{kinds[kind]}"
        tensors[key] = payload[shapes[kind // 3 % len(shapes)]]
    return write_bundle(prefix, tensors)


def write_layered_model(
    prefix: Path | str,
    layers: int,
    *,
    style: str = "legacy",
    units: int = 2,
    step: int = 100,
    save_counter: int = 1,
    seed: int = 0,
    num_shards: int = 1,
) -> Path:
    """A `tf.train.Checkpoint(net=model, optimizer=Adam, step=...)` of a model with `layers` Dense layers.

    Args:
        prefix: where.
        layers: each has kernel, bias and two Adam slots of each: 7 nodes, 6 tensors.
        style: "legacy" lists slots in slot_variables, "new" keeps them in `_variables` as Keras 2.11 does.
        units: kernels are (units, units).
        step: value of the step variable.
        save_counter: value of the save counter.
        seed: of the values.
        num_shards: data files.
    """
    nodes, tensors = layered_model(layers, style=style, units=units, step=step, seed=seed)
    tensors[f"save_counter{VALUE}"] = np.int64(save_counter)
    return write_bundle(prefix, tensors, num_shards=num_shards, object_graph=object_graph_bytes(nodes))


def layered_model(
    layers: int, *, style: str = "legacy", units: int = 2, step: int = 100, seed: int = 0
) -> tuple[list[dict[str, Any]], dict[str | bytes, Tensor]]:
    """Nodes and tensors of `write_layered_model`, without the save counter's value."""
    rng = np.random.default_rng(seed)
    tensors: dict[str | bytes, Tensor] = {}
    nodes: list[dict[str, Any]] = []

    def node(**what: Any) -> int:
        nodes.append({"has_values": True, **what})
        return len(nodes) - 1

    def variable(path: str, full_name: str, value: Any) -> int:
        tensors[path + VALUE] = value
        return node(attributes=[("VARIABLE_VALUE", full_name, path + VALUE)])

    root, net, optimizer = node(), node(), node()
    step_node = variable("step", "Variable", np.int64(step))
    counter = node(attributes=[("VARIABLE_VALUE", "save_counter", f"save_counter{VALUE}")])
    nodes[root]["children"] = [
        ("net", net), ("optimizer", optimizer), ("step", step_node), ("save_counter", counter),
    ]  # fmt: skip
    layer_edges, variables = [], []
    for number in range(layers):
        layer = node()
        layer_edges += [(f"layer_with_weights-{number}", layer), (f"layer-{number}", layer)]
        edges = []
        for name, shape in (("kernel", (units, units)), ("bias", (units,))):
            path = f"net/layer_with_weights-{number}/{name}"
            full_name = f"dense_{number}/{name}"
            child = variable(path, full_name, rng.standard_normal(shape).astype(np.float32))
            edges.append((name, child))
            variables.append((child, path, full_name, shape))
        nodes[layer]["children"] = edges
    nodes[net]["children"] = layer_edges
    if style == "legacy":
        scalars = ("iter", "beta_1", "beta_2", "decay", "learning_rate")
        nodes[optimizer]["children"] = [
            (name, variable(f"optimizer/{name}", f"Adam/{name}", np.int64(step) if name == "iter" else np.float32(0.01)))
            for name in scalars
        ]  # fmt: skip
        listed = []
        for slot in ("m", "v"):
            for child, path, full_name, shape in variables:
                key = f"{path}/.OPTIMIZER_SLOT/optimizer/{slot}"
                value = rng.standard_normal(shape).astype(np.float32)
                listed.append((child, slot, variable(key, f"Adam/{full_name}/{slot}", value)))
        nodes[optimizer]["slot_variables"] = listed
        return nodes, tensors
    iterations = variable("optimizer/_variables/0", "iteration", np.int64(step))
    rate = variable("optimizer/_learning_rate", "learning_rate", np.float32(0.01))
    every = [("0", iterations)]
    lists: dict[str, list[tuple[str, int]]] = {"m": [], "v": []}
    for at, (_, _, full_name, shape) in enumerate(variables):
        for slot in ("m", "v"):
            value = rng.standard_normal(shape).astype(np.float32)
            child = variable(f"optimizer/_variables/{len(every)}", f"Adam/{slot}/{full_name}", value)
            every.append((str(len(every)), child))
            lists[slot].append((str(at), child))
    nodes[optimizer]["children"] = [
        ("_variables", node(children=every)),
        ("_iterations", iterations),
        ("_learning_rate", rate),
        ("_index_dict", node(has_values=False)),
        ("_momentums", node(children=lists["m"])),
        ("_velocities", node(children=lists["v"])),
    ]
    return nodes, tensors


# --- damage ----------------------------------------------------------------------------------


def mutants(data: bytes, count: int, seed: int) -> Iterable[bytes]:
    """Copies of `data` with a few bytes flipped, replaced, cut out, doubled or moved."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        out = bytearray(data)
        for _ in range(int(rng.integers(1, 4))):
            if not out:
                break
            at = int(rng.integers(len(out)))
            what = int(rng.integers(6))
            size = int(rng.integers(1, 9))
            if what == 0:
                out[at] ^= 1 << int(rng.integers(8))
            elif what == 1:
                out[at] = int(rng.choice([0, 1, 0x7F, 0x80, 0xFF, int(rng.integers(256))]))
            elif what == 2:
                del out[at : at + size]
            elif what == 3:
                out[at:at] = out[at : at + size]
            elif what == 4:
                out[at : at + size] = b"\xff" * size
            else:
                other = int(rng.integers(len(out)))
                out[at : at + size] = out[other : other + size]
        yield bytes(out)


def mutant_tables(contents: bytes, count: int, seed: int) -> Iterable[bytes]:
    """Tables whose one data block is a mutant of `contents` behind a right checksum."""
    for mutant in mutants(contents, count, seed):
        yield one_block_table(mutant)
