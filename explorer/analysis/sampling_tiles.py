"""The filters of a convolution as small pictures: one tile an output channel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.sampling_slices import SIZE, SliceChoice, real_values
from explorer.analysis.sampling_values import TensorValues
from explorer.task import QUIET, Task

MOST_SIDE = 64  # larger than any filter: such a tensor is something else
MOST_TILES = 4096
MEAN, COLOURS = -1, -2  # instead of an input channel


@dataclass(frozen=True)
class TileAxes:
    """Which axes of a tensor are a filter's height, its width, its inputs and its outputs."""

    height: int
    width: int
    inputs: int
    outputs: int


def tile_axes(names: tuple[str, ...], shape: tuple[int, ...]) -> TileAxes | None:
    """The axes of a convolution's kernel of rank 4; None for what has no filters."""
    if len(shape) != 4 or 0 in shape:
        return None
    outputs = (
        names.index("out") if "out" in names else names.index("multiplier") if "multiplier" in names else 3
    )
    inputs = names.index("in") if "in" in names else 2
    if max(shape[0], shape[1]) > MOST_SIDE or (not names and max(shape[:2]) > 16):
        return None
    return TileAxes(0, 1, inputs, outputs)


@dataclass(frozen=True)
class Tiles:
    """float64 [outputs, height, width], or [outputs, height, width, 3]; not finite where the file has that."""

    values: npt.NDArray[np.float64]
    channel: int  # of the input, MEAN or COLOURS
    left_out: int = 0  # outputs beyond MOST_TILES


def tiles_of(
    values: TensorValues, axes: TileAxes, channel: int, part: str = SIZE, task: Task = QUIET
) -> Tiles:
    """The filters of every output channel for one input channel, their mean, or three as red, green, blue."""
    shape = values.shape
    outputs, inputs = shape[axes.outputs], shape[axes.inputs]
    shown = min(outputs, MOST_TILES)
    channels = range(inputs) if channel < 0 else range(channel, channel + 1)
    cells = shape[axes.height] * shape[axes.width]
    found = np.zeros((3 if channel == COLOURS else 1, cells, shown))
    for cell in range(cells):
        task.report(cell, cells, "Reading the filters")
        at = [0] * 4
        at[axes.height], at[axes.width] = divmod(cell, shape[axes.width])
        choice = SliceChoice(axes.inputs, axes.outputs, tuple(at))
        matrix = real_values(values.part(choice, channels, range(shown), task), part)
        with np.errstate(invalid="ignore"):  # infinities of both signs are NaN; sums of 1e308 are no infinity
            found[:, cell] = matrix if channel == COLOURS else (matrix / len(matrix)).sum(axis=0)
    tiles = found.transpose(2, 1, 0).reshape(shown, shape[axes.height], shape[axes.width], -1)
    return Tiles(tiles if channel == COLOURS else tiles[..., 0], channel, outputs - shown)
