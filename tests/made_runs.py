"""Writes runs as a training program leaves them: checkpoints of many steps, slots, a loss, and what can go wrong.

    write_run(path, range(100, 1100, 100), {"dense/kernel": (256, 256), "dense/bias": (256,)})

The values are a random walk that slows down: a kernel drifts and widens, its Adam slots follow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import numpy as np

from tests.builders import write_bundle
from tests.event_builders import event_file, scalar, version

LEARNING_RATE = 0.01


def write_run(
    directory: Path,
    steps: Iterable[int],
    shapes: Mapping[str, tuple[int, ...]],
    *,
    seed: int = 0,
    with_slots: bool = True,
    frozen: Collection[str] = (),
    not_a_number: Mapping[str, int] | None = None,
    with_loss: bool = True,
) -> Path:
    """Write `model.ckpt-<step>` for each step, the `checkpoint` file and an event file; gives the directory.

    Args:
        directory: where; made if it is not there.
        steps: ascending.
        shapes: variables, float32.
        seed: of the values.
        with_slots: each variable's `/Adam` and `/Adam_1`.
        frozen: variables that never move.
        not_a_number: variable -> first step at which some of its values are NaN.
        with_loss: an event file with a falling "loss".
    """
    directory.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    values = {name: _initial(random, shape) for name, shape in shapes.items()}
    means = {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}
    squares = {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}
    written = []
    for number, step in enumerate(steps):
        for name in shapes:
            if name in frozen or not number:
                continue
            gradient = random.standard_normal(shapes[name], np.float32) * np.float32(0.5 / number)
            gradient -= np.float32(0.2)
            means[name] = np.float32(0.9) * means[name] + np.float32(0.1) * gradient
            squares[name] = np.float32(0.999) * squares[name] + np.float32(0.001) * gradient * gradient
            values[name] = values[name] - np.float32(LEARNING_RATE) * means[name] / (
                np.sqrt(squares[name]) + np.float32(1e-3)
            )
        tensors: dict[str | bytes, object] = {}
        for name in shapes:
            stored = values[name]
            if not_a_number and step >= not_a_number.get(name, step + 1):
                stored = stored.copy()
                stored.reshape(-1)[: max(stored.size // 10, 1)] = np.nan
            tensors[name] = stored
            if with_slots:
                tensors[f"{name}/Adam"], tensors[f"{name}/Adam_1"] = means[name], squares[name]
        tensors["beta1_power"] = np.float32(0.9 ** (number + 1))
        tensors["beta2_power"] = np.float32(0.999 ** (number + 1))
        tensors["global_step"] = np.int64(step)
        write_bundle(directory / f"model.ckpt-{step}", tensors)  # type: ignore[arg-type]
        written.append(step)
    _write_state(directory, written)
    if with_loss:
        losses = [scalar(step, "loss", 2.0 / (1 + place)) for place, step in enumerate(written)]
        (directory / "events.out.tfevents.1700000000.trainbox").write_bytes(event_file(version(), *losses))
    return directory


def delete_step(directory: Path, step: int) -> None:
    """Delete the files of one checkpoint, as `max_to_keep` does."""
    for path in directory.glob(f"model.ckpt-{step}.*"):
        path.unlink()


def _initial(random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype]:
    if len(shape) < 2:
        return np.zeros(shape, np.float32)
    limit = float(np.sqrt(6 / (shape[-1] + shape[-2])))
    return (random.random(shape, np.float32) * np.float32(2) - np.float32(1)) * np.float32(limit)


def _write_state(directory: Path, steps: list[int]) -> None:
    lines = [f'model_checkpoint_path: "model.ckpt-{steps[-1]}"'] if steps else []
    lines += [f'all_model_checkpoint_paths: "model.ckpt-{step}"' for step in steps]
    (directory / "checkpoint").write_text("\n".join(lines) + "\n", encoding="utf-8")
