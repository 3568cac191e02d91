"""What Keras means by the groups of its HDF5 files: which layout it is, names of weights, roles, slots.

Keras 3 (and 2.15 in its newer layout): `layers/<class>_<n>/.../vars/<i>`, `optimizer/vars/<i>`, `metrics/...`;
the attribute `name` of a `vars` group is what the program called the layer. Keras 2: a group a layer with the
attribute `weight_names`, in which the weights lie under their names; `save` puts these below
`model_weights` and the optimizer's below `optimizer_weights`. Lists too long for one attribute go
on in `weight_names0`, `weight_names1` ...
Source: Keras 2.15 and 3.15, saving/legacy/hdf5_format.py, saving/saving_lib.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from explorer.formats.dtypes import data_type
from explorer.formats.hdf5_attributes import Attribute
from explorer.formats.hdf5_file import Hdf5File

_INDEX = re.compile(r":\d+\Z")
_SCALARS = frozenset(
    (
        *("iter", "iteration", "iterations", "learning_rate", "decay", "beta_1", "beta_2", "momentum", "rho"),
        *("epsilon", "current_loss_scale", "good_steps", "loss_scale", "step_counter", "dynamic_scale"),
    )
)
_METRICS = ("metrics", "compile_metrics")
_OPTIMIZER_GROUP = "optimizer_weights"
_MOST_PARTS = 100_000  # of one list of names
_LONGEST_NAME = 1024  # longer ones are no program's, and would be repeated for every weight

Texts = Callable[[Attribute], list[bytes]]


@dataclass(frozen=True, slots=True)
class KerasContents:
    """The lists of names a file keeps, by group ("" is the root), as the loaders of Keras read them.

    `versions`: the Keras that wrote a group, where it says so. `groups`: those that hold variables of
    the newer layout, and all of the first level.
    """

    layer_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)  # `vars` group -> what the program called it


NO_CONTENTS = KerasContents()


@dataclass(frozen=True, slots=True)
class KerasLayout:
    """`names`, one a row, are the program's; `roles` and `slots` as `CheckpointReader` tells them."""

    format: str  # "h5" or "weights_h5"
    names: tuple[str, ...]
    roles: Mapping[int, str] = field(default_factory=dict)
    slots: Mapping[int, tuple[int, str, str]] = field(default_factory=dict)
    contents: KerasContents = NO_CONTENTS


def describe(
    found: Hdf5File,
    keys: Sequence[str],
    shapes: Sequence[tuple[int, ...]],
    dtypes: Sequence[int],
    texts: Texts,
    file_name: str,
) -> KerasLayout:
    """Tell names, roles and slots of the datasets `keys` (in table order, with shape and dtype number of each)."""
    told: dict[str, str] = {}
    layer_names: dict[str, tuple[str, ...]] = {}
    weight_names: dict[str, tuple[str, ...]] = {}
    versions: dict[str, str] = {}
    is_old = any(has_list(found.groups.get(group, {}), b"layer_names") for group in ("", "model_weights"))
    for path, attributes in found.groups.items():
        if len(path) > _LONGEST_NAME:
            continue
        if has_list(attributes, b"weight_names"):
            weight_names[path] = tuple(text_list(attributes, b"weight_names", texts))
            for name in weight_names[path]:
                told[f"{path}/{name}" if path else name] = _INDEX.sub("", name)
        if path in ("", "model_weights"):
            if has_list(attributes, b"layer_names"):
                layer_names[path] = tuple(text_list(attributes, b"layer_names", texts))
            if b"keras_version" in attributes:
                versions[path] = "".join(
                    text.decode("utf-8", "replace")[:40] for text in texts(attributes[b"keras_version"])[:1]
                )
    vars_names = _names_of_vars(found, texts)
    names = []
    for key in keys:
        group, _, last = key.rpartition("/")
        of_layer = vars_names.get(group, "")
        names.append(told.get(key) or (f"{of_layer}/{last}" if of_layer else key))
    holders = [path for path in found.groups if path == "vars" or path.endswith("/vars")]
    has_vars = bool(holders)
    contents = KerasContents(
        layer_names,
        weight_names,
        versions,
        frozenset([*holders, *(path for path in found.groups if "/" not in path)]),
        vars_names,
    )
    is_new = not is_old and (has_vars or file_name.endswith(".weights.h5"))
    if is_new:
        roles, slots = _roles_of_paths(keys, shapes, dtypes)
        return KerasLayout("weights_h5", tuple(names), roles, slots, contents)
    roles, slots = _optimizer_weights(keys, names, shapes)
    return KerasLayout("h5", tuple(names), roles, slots, contents)


def has_list(attributes: Mapping[bytes, Attribute], name: bytes) -> bool:
    """Whether there is a list of this name, in one piece or in several."""
    return name in attributes or name + b"0" in attributes


def text_list(attributes: Mapping[bytes, Attribute], name: bytes, texts: Texts) -> list[str]:
    """A list of texts, put together from its pieces; empty where there is none."""
    parts = []
    if name in attributes:
        parts = [attributes[name]]
    else:
        for number in range(min(len(attributes), _MOST_PARTS)):
            part = attributes.get(name + str(number).encode())
            if part is None:
                break
            parts.append(part)
    found: list[str] = []
    for part in parts:
        found += (text.decode("utf-8", "surrogateescape") for text in texts(part))
    return found


def _names_of_vars(found: Hdf5File, texts: Texts) -> dict[str, str]:
    """Path of a `vars` group -> what the program called its layer."""
    names = {}
    for path, attributes in found.groups.items():
        if (path == "vars" or path.endswith("/vars")) and b"name" in attributes:
            told = texts(attributes[b"name"])
            if len(told) == 1 and 0 < len(told[0]) <= _LONGEST_NAME:
                names[path] = told[0].decode("utf-8", "surrogateescape")
    return names


def _roles_of_paths(
    keys: Sequence[str], shapes: Sequence[tuple[int, ...]], dtypes: Sequence[int]
) -> tuple[dict[int, str], dict[int, tuple[int, str, str]]]:
    """Roles and slots in the newer layout. Which variable a slot belongs to is not in the file."""
    roles: dict[int, str] = {}
    slots: dict[int, tuple[int, str, str]] = {}
    for row, key in enumerate(keys):
        parts = key.split("/")
        if parts[0] in _METRICS and len(parts) > 2:
            roles[row] = "metric"
        elif len(parts) > 2 and parts[-2] == "vars" and any("optimizer" in part for part in parts[:-2]):
            # 0 is the count of updates; Keras 3 has the learning rate behind it.
            kind = data_type(dtypes[row]).kind
            is_own = shapes[row] == () and (parts[-1] == "0" or (parts[-1] == "1" and kind == "float"))
            is_own |= shapes[row] == () and kind in ("int", "uint", "bool")
            roles[row] = "hyperparameter" if is_own else "slot"
            if not is_own:
                slots[row] = (-1, "", "/".join(parts[:-2]))
    return roles, slots


def _optimizer_weights(
    keys: Sequence[str], names: Sequence[str], shapes: Sequence[tuple[int, ...]]
) -> tuple[dict[int, str], dict[int, tuple[int, str, str]]]:
    """Roles and slots in the older layout, where the optimizer's weights tell by name whose they are."""
    roles: dict[int, str] = {}
    slots: dict[int, tuple[int, str, str]] = {}
    model: dict[str, int] = {}
    flat: dict[str, int] = {}  # as Keras 3 writes it into a slot's name
    optimizer = []
    for row, key in enumerate(keys):
        if key.startswith(f"{_OPTIMIZER_GROUP}/"):
            optimizer.append(row)
            continue
        name = names[row]
        model[name] = -1 if name in model else row
        name = name.replace("/", "_")
        flat[name] = -1 if name in flat else row
    for row in optimizer:
        name = _INDEX.sub("", names[row].removeprefix(f"{_OPTIMIZER_GROUP}/"))
        last = name[name.rfind("/") + 1 :]
        if shapes[row] == () and last in _SCALARS:
            roles[row] = "hyperparameter"
            continue
        roles[row] = "slot"
        owner, slot = _owner(name, model, flat)
        is_sure = owner >= 0 and shapes[owner] == shapes[row]
        slots[row] = (owner, slot, _OPTIMIZER_GROUP) if is_sure else (-1, "", _OPTIMIZER_GROUP)
    return roles, slots


def _owner(name: str, model: Mapping[str, int], flat: Mapping[str, int]) -> tuple[int, str]:
    """Row of the variable a slot is named after, and what the slot is called; (-1, "") unless exactly one is."""
    if len(name) > _LONGEST_NAME:
        return -1, ""
    parts = name.split("/")
    for begin in range(len(parts)):
        # Keras 2.11 and later: <optimizer>/<slot>/<variable>.
        if begin and (owner := model.get("/".join(parts[begin:]), -1)) >= 0:
            return owner, parts[begin - 1]
        # Keras before: <scopes>/<variable>/<slot>.
        if (owner := model.get("/".join(parts[begin:-1]), -1)) >= 0:
            return owner, parts[-1]
    # Keras 3: <optimizer>/<variable with _ for />_<slot>.
    cut = len(parts[-1])
    while len(parts) == 2 and (cut := parts[1].rfind("_", 0, cut)) > 0:
        if (owner := flat.get(parts[1][:cut], -1)) >= 0:
            return owner, parts[1][cut + 1 :]
    return -1, ""
