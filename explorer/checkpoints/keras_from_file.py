"""The Keras model that wrote a file without a configuration: layers and weights in the order its lists keep.

An `.h5` file names layers and weights, but no classes. A `.weights.h5` file names classes and counts
them; in which order the model has its layers is not in it, so there is no model to be told.
"""

from __future__ import annotations

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
from explorer.formats.dtypes import data_type
from explorer.formats.hdf5_reader import Hdf5Reader

_MODEL = "model_weights"
_NOT_TRAINED = ("moving_mean", "moving_variance")
_UNTOLD = "A file of weights does not tell the classes of its layers."


def keras_of_file(checkpoint: Checkpoint) -> KerasModel | None:
    """The model whose weights an `.h5` file holds; its weights refer to the file's rows. None elsewhere."""
    reader = checkpoint.reader
    if not isinstance(reader, Hdf5Reader) or checkpoint.format != "h5":
        return None
    contents = reader.contents
    prefix = "" if "" in contents.layer_names else _MODEL
    if prefix not in contents.layer_names:
        return None
    keras = "3" if contents.versions.get(prefix, "").startswith("3.") else "2"
    layers = []
    for name in dict.fromkeys(contents.layer_names[prefix]):  # a group can be there but once
        group = f"{prefix}/{name}" if prefix else name
        weights = []
        for path in contents.weight_names.get(group, ()):
            row = checkpoint.table.row_of.get(f"{group}/{path}", -1)
            if row >= 0:
                last = path.rpartition("/")[2].partition(":")[0]
                dtype = data_type(int(checkpoint.table.dtype[row])).name
                weights.append(
                    KerasWeight(
                        last, path, dtype, checkpoint.table.shape(row), last not in _NOT_TRAINED, row, (last,)
                    )
                )
        layers.append(KerasLayer(name, "", tuple(weights)))
    return KerasModel("", "", keras, tuple(layers), problems=(_UNTOLD,))
