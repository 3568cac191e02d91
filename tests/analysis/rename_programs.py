"""Programs whose variables were renamed, made at random: old names, new names, and which became which."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

Row = tuple[str, str, tuple[int, ...]]


@dataclass(frozen=True)
class RenamedProgram:
    """`stored` and `expected` rows of (key, dtype, shape); `truth` maps stored to expected keys."""

    stored: tuple[Row, ...]
    expected: tuple[Row, ...]
    truth: dict[str, str]


def transformer(rng: random.Random, size: int, slots: bool) -> list[Row]:
    """Blocks of equal shapes, one after the other."""
    width = rng.choice([32, 48, 64])
    rows: list[Row] = [
        ("encoder/embeddings/word/embedding", "float32", (1000, width)),
        ("encoder/embeddings/position/embedding", "float32", (128, width)),
    ]
    block = 0
    while len(rows) * (3 if slots else 1) < size - 20:
        at = f"encoder/layer_{block}"
        for name in ("query", "key", "value", "output"):
            rows.append((f"{at}/attention/{name}/kernel", "float32", (width, width)))
            rows.append((f"{at}/attention/{name}/bias", "float32", (width,)))
        rows.append((f"{at}/intermediate/dense/kernel", "float32", (width, 4 * width)))
        rows.append((f"{at}/intermediate/dense/bias", "float32", (4 * width,)))
        rows.append((f"{at}/output/dense/kernel", "float32", (4 * width, width)))
        rows.append((f"{at}/output/dense/bias", "float32", (width,)))
        for place in ("attention", "output"):
            rows.append((f"{at}/{place}/layer_norm/gamma", "float32", (width,)))
            rows.append((f"{at}/{place}/layer_norm/beta", "float32", (width,)))
        block += 1
    rows.append(("encoder/pooler/dense/kernel", "float32", (width, width)))
    rows.append(("encoder/pooler/dense/bias", "float32", (width,)))
    return with_slots(rows) if slots else rows


def convolutional(rng: random.Random, size: int, slots: bool) -> list[Row]:
    """A chain of convolutions with batch normalization, as Keras numbers them."""
    rows: list[Row] = []
    channels, number = 3, 0
    while len(rows) * (3 if slots else 1) < size - 6:
        after = rng.choice([16, 32, 64, 64])
        tail = f"_{number}" if number else ""
        rows.append((f"conv2d{tail}/kernel", "float32", (3, 3, channels, after)))
        rows.append((f"conv2d{tail}/bias", "float32", (after,)))
        for name in ("gamma", "beta", "moving_mean", "moving_variance"):
            rows.append((f"batch_normalization{tail}/{name}", "float32", (after,)))
        channels, number = after, number + 1
    rows.append(("logits/kernel", "float32", (channels, 10)))
    rows.append(("logits/bias", "float32", (10,)))
    return with_slots(rows) if slots else rows


def perceptron(rng: random.Random, size: int, slots: bool) -> list[Row]:
    """Dense layers in two towers, some of equal widths."""
    rows: list[Row] = []
    per_tower = size // (3 if slots else 1) // 4
    for tower in ("user", "item"):
        before = rng.choice([7, 9])
        for number in range(per_tower):
            after = rng.choice([8, 16, 16, 24])
            rows.append((f"model/{tower}_tower/hidden_{number}/weights", "float32", (before, after)))
            rows.append((f"model/{tower}_tower/hidden_{number}/biases", "float32", (after,)))
            before = after
    return with_slots(rows) if slots else rows


def with_slots(rows: list[Row]) -> list[Row]:
    return [
        row for name, *kind in rows for row in ((name + tail, *kind) for tail in ("", "/Adam", "/Adam_1"))
    ]  # type: ignore[misc]


def _component(old: str, new: str) -> Callable[[str], str]:
    return lambda name: "/".join(new if part == old else part for part in name.split("/"))


def _stem(old: str, new: str) -> Callable[[str], str]:
    def change(name: str) -> str:
        parts = []
        for part in name.split("/"):
            tail = part.removeprefix(old)
            parts.append(new + tail if part.startswith(old) and (not tail or tail[0] == "_") else part)
        return "/".join(parts)

    return change


def _shift(stem: str, by: int) -> Callable[[str], str]:
    def change(name: str) -> str:
        parts = []
        for part in name.split("/"):
            tail = part.removeprefix(stem)
            if part.startswith(stem) and (not tail or (tail[0] == "_" and tail[1:].isdigit())):
                part = f"{stem}_{int(tail[1:] or 0) + by}"
            parts.append(part)
        return "/".join(parts)

    return change


CHANGES: dict[str, list[Callable[[str], str]]] = {
    "transformer": [
        lambda name: f"bert/{name}",
        lambda name: name.removeprefix("encoder/"),
        _component("attention", "self_attention"),
        _component("query", "q"),
        _component("value", "v"),
        _component("key", "k"),
        _component("kernel", "weights"),
        _component("bias", "b"),
        _component("gamma", "scale"),
        _stem("layer", "block"),
        _shift("layer", 1),
        _component("dense", "projection"),
        _component("intermediate", "ffn"),
        _component("pooler", "head"),
        _component("layer_norm", "LayerNorm"),
        lambda name: name.replace("encoder/layer_", "encoder/layers/"),
        lambda name: name.replace("/dense/", "_dense/"),
        lambda name: name.replace("attention/", "attention/self/"),
        lambda name: f"model/{name}",
    ],
    "convolutional": [
        lambda name: f"resnet/{name}",
        _stem("conv2d", "conv"),
        _stem("batch_normalization", "bn"),
        _shift("conv2d", 5),
        _shift("batch_normalization", 5),
        _component("kernel", "weights"),
        _component("bias", "biases"),
        _component("moving_mean", "running_mean"),
        _component("moving_variance", "running_var"),
        _component("logits", "head"),
        lambda name: f"backbone/{name}" if not name.startswith("logits") else name,
        _component("gamma", "scale"),
        _component("beta", "offset"),
    ],
    "perceptron": [
        lambda name: name.removeprefix("model/"),
        lambda name: f"net/{name}",
        _component("weights", "kernel"),
        _component("biases", "bias"),
        _stem("hidden", "dense"),
        _stem("hidden", "fc"),
        _shift("hidden", 1),
        _component("user_tower", "users"),
        _component("item_tower", "items"),
        _component("user_tower", "query"),
        lambda name: name.replace("_tower/", "/"),
        lambda name: name.replace("tower/", "tower/mlp/"),
    ],
}
KINDS = {"transformer": transformer, "convolutional": convolutional, "perceptron": perceptron}


def renamed_program(seed: int, size: int = 500) -> RenamedProgram:
    """One program and the same with one to four changes of its names; where two would clash, one less."""
    rng = random.Random(seed)
    kind = rng.choice(sorted(KINDS))
    rows = KINDS[kind](rng, size, rng.random() < 0.3)
    names = {row[0]: row[0] for row in rows}
    for change in rng.sample(CHANGES[kind], rng.randint(1, 4)):
        changed = {old: change(new) for old, new in names.items()}
        if len(set(changed.values())) == len(changed):
            names = changed
    if rng.random() < 0.2:  # a few only on one side
        rows += [("extra/kernel", "float32", (5, 9)), ("extra/bias", "float32", (9,))]
    expected = [(names[name], *kind) for name, *kind in rows if name in names]
    rng.shuffle(expected)
    return RenamedProgram(tuple(rows), tuple(expected), names)  # type: ignore[arg-type]
