"""Writes the run that the pictures of steps, changes and deleted checkpoints show; no demo has all of it.

A small network learns to tell stripes by their direction, in numpy. It has filters to look at, a layer that was
never trained, a loss, and NaN near the end. `write(directory)` takes about a second.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from tests.builders import write_bundle
from tests.event_builders import event_file, scalar, version

SIDE, FILTERS, HIDDEN, CLASSES, BATCH = 8, 24, 48, 8, 64
STEPS = range(100, 2500, 100)
NAN_FROM = 2200
DELETED = STEPS[:6]  # what `max_to_keep` has deleted once the run was looked at
FROZEN = "projection/kernel"
_BEGAN, _STEP_S = 1_700_000_000, 4
_RATE, _DECAY, _BETAS = 0.003, 4e-3, (0.9, 0.999)
Values = dict[str, np.ndarray]


def write(directory: Path) -> Path:
    """Train, and save every hundred steps as a Saver of TensorFlow 1 does; gives the directory."""
    directory.mkdir(parents=True)
    random = np.random.default_rng(3)
    values = _first_values(random)
    slots = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in values.items()}
    losses = []
    for step in range(1, STEPS[-1] + 1):
        loss, gradients = _gradients(values, *_stripes(random))
        for name, gradient in gradients.items():
            mean, square = slots[name]
            mean += (1 - _BETAS[0]) * (gradient - mean)
            square += (1 - _BETAS[1]) * (gradient**2 - square)
            rate = _RATE * np.sqrt(1 - _BETAS[1] ** step) / (1 - _BETAS[0] ** step)
            values[name] -= rate * mean / (np.sqrt(square) + 1e-8)
        if step % 20 == 0:
            losses.append(scalar(step, "loss", float("nan") if step > NAN_FROM else loss))
        if step in STEPS:
            _save(directory, step, values, slots)
    (directory / f"events.out.tfevents.{_BEGAN}.trainbox").write_bytes(event_file(version(), *losses))
    _write_state(directory, STEPS)
    return directory


def delete_old(directory: Path) -> None:
    """Delete the first checkpoints."""
    for step in DELETED:
        for path in directory.glob(f"model.ckpt-{step}.*"):
            path.unlink()
    _write_state(directory, STEPS[len(DELETED) :])


def _first_values(random: np.random.Generator) -> Values:
    shapes = {
        "conv/kernel": (SIDE, SIDE, 1, FILTERS),
        FROZEN: (FILTERS, FILTERS),
        "dense/kernel": (FILTERS, HIDDEN),
        "head/kernel": (HIDDEN, CLASSES),
        "conv/bias": (FILTERS,),
        "dense/bias": (HIDDEN,),
        "head/bias": (CLASSES,),
    }
    return {
        name: np.zeros(shape)
        if len(shape) == 1
        else random.standard_normal(shape) * np.sqrt(1 / np.prod(shape[:-1]))
        for name, shape in shapes.items()
    }


def _stripes(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(images [batch, pixels], direction of each)."""
    kinds = random.integers(0, CLASSES, BATCH)
    angle, phase = np.pi * kinds / CLASSES, random.random(BATCH) * 2 * np.pi
    y, x = np.mgrid[:SIDE, :SIDE].reshape(2, 1, -1)
    waves = np.sin(1.3 * (np.cos(angle)[:, None] * x + np.sin(angle)[:, None] * y) + phase[:, None])
    return waves + 0.3 * random.standard_normal(waves.shape), kinds


def _gradients(values: Values, images: np.ndarray, kinds: np.ndarray) -> tuple[float, Values]:
    filters = values["conv/kernel"].reshape(-1, FILTERS)
    seen = np.maximum(images @ filters + values["conv/bias"], 0)
    turned = seen @ values[FROZEN]
    inner = np.maximum(turned @ values["dense/kernel"] + values["dense/bias"], 0)
    logits = inner @ values["head/kernel"] + values["head/bias"]
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    rows = np.arange(BATCH)
    loss = float(-np.log(shares[rows, kinds] + 1e-12).mean())
    shares[rows, kinds] -= 1
    at_head = shares / BATCH
    at_inner = (at_head @ values["head/kernel"].T) * (inner > 0)
    at_seen = (at_inner @ values["dense/kernel"].T @ values[FROZEN].T) * (seen > 0)
    return loss, {
        "conv/kernel": (images.T @ at_seen + _DECAY * filters).reshape(values["conv/kernel"].shape),
        "conv/bias": at_seen.sum(axis=0),
        "dense/kernel": turned.T @ at_inner,
        "dense/bias": at_inner.sum(axis=0),
        "head/kernel": inner.T @ at_head,
        "head/bias": at_head.sum(axis=0),
    }


def _save(
    directory: Path, step: int, values: Values, slots: dict[str, tuple[np.ndarray, np.ndarray]]
) -> None:
    tensors: dict[str | bytes, object] = {}
    for name, value in values.items():
        stored = value.astype(np.float32)
        if step >= NAN_FROM and name.startswith("head/"):
            stored.reshape(-1)[:: 9 if step == NAN_FROM else 5] = np.nan
        tensors[name] = stored
        if name != FROZEN:
            for slot, kept in zip(("Adam", "Adam_1"), slots[name], strict=True):
                tensors[f"{name}/{slot}"] = kept.astype(np.float32)
    for number, beta in enumerate(_BETAS, 1):
        tensors[f"beta{number}_power"] = np.float32(beta**step)
    tensors["global_step"] = np.int64(step)
    write_bundle(directory / f"model.ckpt-{step}", tensors)  # type: ignore[arg-type]
    for path in directory.glob(f"model.ckpt-{step}.*"):
        os.utime(path, (_BEGAN + step * _STEP_S,) * 2)


def _write_state(directory: Path, steps: range) -> None:
    names = [f"model.ckpt-{step}" for step in steps]
    lines = [
        f'model_checkpoint_path: "{names[-1]}"',
        *(f'all_model_checkpoint_paths: "{name}"' for name in names),
    ]
    (directory / "checkpoint").write_text("\n".join(lines) + "\n", encoding="utf-8")
