"""What the name of a checkpoint prefix tells by itself: numbers at its end, an epoch, the family."""

from __future__ import annotations

import re

KERAS_ENDINGS = {".weights.h5": "weights_h5", ".h5": "h5", ".hdf5": "h5", ".keras": "keras"}

_NUMBER_SUFFIX = re.compile(r"-(\d{1,18})$")
# "ckpt-3" may be the third of anything; "epoch-3", "weights-3" and the filled up number of "cp-0003" are epochs.
_PLAIN_NUMBER = re.compile(r"(?<!epoch)(?<!epochs)(?<!ep)(?<!weights)-(?:0|[1-9]\d*)$", re.IGNORECASE)
_SHARDS = re.compile(r"-(?:\?{5}|\d{5})-of-\d{5}$")  # of V1 in several files
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+")
# A number is an epoch where it stands apart or behind a word that counts: not the 16 of vgg16, the 2 of v2.
_EPOCH = re.compile(
    r"(?<![A-Za-z0-9])(?:epochs?|ep|e|weights|w|model|ckpt|cp|checkpoint|save)?(\d{1,7})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(.*?)[-_.]?\d+(?:\.ckpt)?", re.DOTALL)
_WITH_METRIC = re.compile(r"(\D*?)[-_. ]?(?:\d.*?)?\d+\.\d+\D*", re.DOTALL)  # weights.05-0.32


def suffix_number(prefix: str) -> int | None:
    """The digits at the end of a prefix, `model.ckpt-200` -> 200: a Saver's step, or the number of a save."""
    match = _NUMBER_SUFFIX.search(without_shards(prefix))
    return int(match[1]) if match else None


def is_plain_number(name: str) -> bool:
    """Whether the number a name ends in may count anything: saves, steps, epochs, as in `ckpt-3`."""
    return _PLAIN_NUMBER.search(name) is not None


def without_shards(prefix: str) -> str:
    """A V1 checkpoint's prefix without what names its several files: `model.ckpt-5-?????-of-00002` -> `model.ckpt-5`."""
    return _SHARDS.sub("", prefix)


def epoch_in_name(name: str) -> int | None:
    """The epoch in a free-form ModelCheckpoint name: the last number that is no decimal fraction.

    Longer numbers are dates and times, not epochs: Estimator's exports are named 1576640070.
    """
    stem = name.removesuffix(keras_ending(name))
    digits = _EPOCH.findall(_DECIMAL.sub(" ", stem))
    return int(digits[-1]) if digits else None


def keras_ending(name: str) -> str:
    """The ending of a file that Keras writes, `.weights.h5` of `w_01.weights.h5`; "" for others."""
    lower = name.lower()
    for ending in KERAS_ENDINGS:
        if lower.endswith(ending) and len(name) > len(ending):
            return name[-len(ending) :]
    return ""


def family_of(prefix: str) -> str:
    """The prefix without its number: what the checkpoints of one saver have in common.

    `model.ckpt-200` -> `model.ckpt`; of Keras files the ending stays: `w_01.weights.h5` -> `w.weights.h5`.
    """
    ending = keras_ending(prefix)
    stem = prefix.removesuffix(ending)
    match = _WITH_METRIC.fullmatch(stem) if _DECIMAL.search(stem) else None
    match = match or _NUMBERED.fullmatch(stem)
    return (match[1] if match and match[1] else stem) + ending
