"""Writes checkpoints in TensorFlow's order, stopping after each change of the file system.

Each writer is a generator that yields what it has just done, so a test can look at every state in between:

    for done in save_merged(run, "ckpt-3", files, keep=("ckpt-2", "ckpt-3"), delete=("ckpt-1",)):
        ...

`files` are a checkpoint's files by suffix, as `checkpoint_files` or `files_of` give them. The order is the
one an strace of TensorFlow 1.15, 2.15 and 2.21 shows. No module of `explorer` is imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.builders import VALUE, object_graph_bytes, write_bundle, write_layered_model

Files = dict[str, bytes]  # suffix, ".index" say -> content
MERGED_PARTS = "part-00000-of-00001"


def files_of(prefix: Path) -> Files:
    """The files of a checkpoint that is there, by suffix; of a V1 one the only file, under ""."""
    found = {
        path.name[len(prefix.name) :]: path.read_bytes() for path in prefix.parent.glob(f"{prefix.name}.*")
    }
    if prefix.is_file():
        found[""] = prefix.read_bytes()
    return found


def checkpoint_files(step: int, *, number: int, layers: int = 3, units: int = 4) -> Files:
    """An object-based checkpoint: a small model with optimizer, its step and its save counter."""
    with TemporaryDirectory() as folder:
        prefix = Path(folder) / "ckpt"
        write_layered_model(prefix, layers, units=units, step=step, save_counter=number, seed=number)
        return files_of(prefix)


def saver_files(step: int, *, shards: int = 1) -> Files:
    """What a `Saver` writes: named tensors, and a graph that nobody here reads."""
    rng = np.random.default_rng(step)
    tensors = {
        "dense/bias": rng.standard_normal(3).astype(np.float32),
        "dense/kernel": rng.standard_normal((4, 3)).astype(np.float32),
        "global_step": np.int64(step),
        "dense/kernel/Adam": rng.standard_normal((4, 3)).astype(np.float32),
    }
    with TemporaryDirectory() as folder:
        prefix = Path(folder) / "model.ckpt"
        write_bundle(prefix, tensors, num_shards=shards)
        return files_of(prefix) | {".meta": b"\x0a\x00"}


def weights_files(seed: int) -> Files:
    """What `model.save_weights` writes: no step, no counter."""
    rng = np.random.default_rng(seed)
    key = f"layer_with_weights-0/kernel{VALUE}"
    nodes = [
        {"children": [("layer_with_weights-0", 1)], "has_values": True},
        {"children": [("kernel", 2)], "has_values": True},
        {"attributes": [("VARIABLE_VALUE", "dense/kernel", key)], "has_values": True},
    ]
    with TemporaryDirectory() as folder:
        prefix = Path(folder) / "weights"
        tensors = {key: rng.standard_normal((8, 8)).astype(np.float32)}
        write_bundle(prefix, tensors, object_graph=object_graph_bytes(nodes))
        return files_of(prefix)


def put(run: Path, name: str, files: Files, keep: Sequence[str] = ()) -> None:
    """A whole checkpoint at once, and the state file when `keep` lists names: what was there before."""
    for suffix, data in sorted(files.items()):  # the data before the index
        (run / f"{name}{suffix}").write_bytes(data)
    if keep:
        (run / "checkpoint").write_bytes(state_bytes(keep))


def state_bytes(keep: Sequence[str]) -> bytes:
    """The text of a state file; the last name is the latest."""
    lines = [f'model_checkpoint_path: "{keep[-1]}"']
    lines += [f'all_model_checkpoint_paths: "{name}"' for name in keep]
    return "".join(f"{line}\n" for line in lines).encode()


# --- the writers -----------------------------------------------------------------------------


def save_merged(
    run: Path,
    name: str,
    files: Files,
    *,
    keep: Sequence[str],
    delete: Sequence[str] = (),
    suffix: str = "_temp",
    is_saver: bool = False,
) -> Iterator[str]:
    """`Checkpoint.save` of a manager, the sharded `Saver` and the Estimator: shards in a folder, then merged.

    Args:
        run: the directory.
        name: of the new checkpoint.
        files: its content.
        keep: what the state file lists afterwards, the new one last.
        delete: checkpoints that are dropped.
        suffix: of the folder; TensorFlow 1.15 takes 32 hexadecimal digits more.
        is_saver: writes the state file once and the .meta file last; a manager writes the state file twice.
    """
    folder = run / f"{name}{suffix}"
    folder.mkdir()
    yield "made the temporary folder"
    index, data = files[".index"], {key: value for key, value in files.items() if key.startswith(".data")}
    parts = []
    for shard, content in enumerate(data.values()):
        part = folder / f"part-{shard:05d}-of-{len(data):05d}.data-00000-of-00001"
        yield from _written_and_renamed(part, content, ".tempstate17")
        parts.append(part)
    whole = folder / f"{MERGED_PARTS}.index"
    yield from _written_and_renamed(whole, index, ".tempstate18")
    for part, ending in zip(parts, data, strict=True):
        part.rename(run / f"{name}{ending}")
        yield f"moved {ending}"
    yield from _filled_in_place(run / f"{name}.index", index)
    whole.unlink()
    yield "removed the temporary index"
    folder.rmdir()
    yield "removed the temporary folder"
    yield from _state(run, keep)
    for old in delete:
        yield from _delete(run, old, is_saver)
    if is_saver:
        yield from _meta(run, name, files)
    else:
        yield from _state(run, keep)


def save_unsharded(
    run: Path, name: str, files: Files, *, keep: Sequence[str], delete: Sequence[str] = ()
) -> Iterator[str]:
    """A `Saver` that is not sharded: files renamed in place, the .meta file last."""
    for ending, content in sorted(files.items()):
        if ending.startswith(".data"):
            yield from _written_and_renamed(run / f"{name}{ending}", content, ".tempstate19")
    yield from _written_and_renamed(run / f"{name}.index", files[".index"], ".tempstate20")
    yield from _state(run, keep)
    for old in delete:
        yield from _delete(run, old, True)
    yield from _meta(run, name, files)


def save_first_format(
    run: Path, name: str, files: Files, *, keep: Sequence[str], delete: Sequence[str] = ()
) -> Iterator[str]:
    """A `Saver` of the V1 format: one file."""
    yield from _written_and_renamed(run / name, files[""], ".tempstate21")
    yield from _state(run, keep)
    for old in delete:
        for ending in (".meta", ""):
            path = run / f"{old}{ending}"
            if path.exists():
                path.unlink()
                yield f"deleted {path.name}"
    yield from _meta(run, name, files)


def save_over(run: Path, name: str, files: Files, *, keep: Sequence[str]) -> Iterator[str]:
    """The same prefix again (`write`, `save_weights`): in between, the old index describes the new data."""
    yield from save_merged(run, name, files, keep=keep)


def _written_and_renamed(path: Path, content: bytes, suffix: str) -> Iterator[str]:
    unfinished = path.with_name(path.name + suffix)
    unfinished.write_bytes(b"")
    yield f"created {unfinished.name}"
    unfinished.write_bytes(content[: len(content) // 2])
    yield f"wrote half of {unfinished.name}"
    unfinished.write_bytes(content)
    unfinished.rename(path)
    yield f"renamed it to {path.name}"


def _filled_in_place(path: Path, content: bytes) -> Iterator[str]:
    with path.open("wb") as file:
        file.flush()
        yield f"created {path.name}"
        done = 0
        for end in sorted({1, 47, len(content) // 3, len(content) - 8, len(content) - 1, len(content)}):
            if end > done:
                file.write(content[done:end])
                file.flush()
                done = end
                yield f"wrote {end} of {len(content)} bytes of {path.name}"


def _state(run: Path, keep: Sequence[str]) -> Iterator[str]:
    unfinished = run / "checkpoint.tmp0123456789abcdef0123456789abcdef"
    unfinished.write_bytes(state_bytes(keep))
    yield "wrote the new state file"
    unfinished.replace(run / "checkpoint")
    yield "renamed it to checkpoint"


def _meta(run: Path, name: str, files: Files) -> Iterator[str]:
    unfinished = run / f"{name}.meta.tmp0123456789abcdef0123456789abcdef"
    unfinished.write_bytes(files.get(".meta", b""))
    yield "wrote the new graph"
    unfinished.replace(run / f"{name}.meta")
    yield "renamed it to .meta"


def _delete(run: Path, name: str, is_saver: bool) -> Iterator[str]:
    endings = [".meta"] if is_saver else []
    endings += [".index"]
    endings += sorted(path.name[len(name) :] for path in run.glob(f"{name}.data-*"))
    for ending in endings:
        path = run / f"{name}{ending}"
        if path.exists():
            path.unlink()
            yield f"deleted {path.name}"
