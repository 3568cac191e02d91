"""The optimizer a Keras configuration names: its variables in Keras's order, and how its objects hold them.

Three layouts: those of Keras 2.11 and later (`iteration:0`, `Adam/m/<variable>:0`), the legacy ones
before them (`Adam/iter:0`, `Adam/<variable>/m:0`, slots), and Keras 3 (`adam/<variable>_momentum`).
Slots are tabled as groups: within a group they alternate variable by variable.
Source: measured on Keras 2.15, tf-keras 2.21 and Keras 3.15.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from explorer.checkpoints.keras_entries import Shape, class_of
from explorer.checkpoints.keras_layers import Builder, Weight

Config = Mapping[str, Any]
Tree = Union[Weight, "list[Tree | None]", "dict[str, Tree]"]
_MOST_WRAPPED = 8


@dataclass(slots=True)
class MadeOptimizer:
    """`variables` in the order of `optimizer.variables`; `edges` in that of its objects; `slots` are legacy's."""

    class_name: str
    is_legacy: bool
    variables: list[Weight] = field(default_factory=list)
    edges: dict[str, Tree] = field(default_factory=dict)
    slots: list[tuple[Weight, str, Weight]] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)

    def role(self, weight: Weight) -> str:
        """The role of one of its variables."""
        return self.roles.get(id(weight), "slot")

    def own(self, path: str, dtype: str = "float32", is_listed: bool = True) -> Weight:
        """A number of the optimizer itself."""
        weight = Weight(_last(path), path, (), dtype, False, True)
        self.roles[id(weight)] = "hyperparameter"
        if is_listed:
            self.variables.append(weight)
        return weight

    def slot(self, name: str, path: str, of: Weight, shape: Shape = None, is_listed: bool = True) -> Weight:
        """A slot of the variable `of`, of its shape unless it has one of its own."""
        weight = Weight(name, path, of.shape if shape is None else shape, of.dtype, False, True)
        if is_listed:
            self.variables.append(weight)
        return weight


def _last(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(":0")


@dataclass(frozen=True, slots=True)
class Group:
    """Slots that alternate: (name in Keras 2, name in Keras 3, attribute) each, made where `when` says so."""

    slots: tuple[tuple[str, str, str], ...]
    when: Callable[[Config], bool] = lambda config: True


def _amount(key: str) -> Callable[[Config], bool]:
    def told(config: Config) -> bool:
        value = config.get(key)
        return bool(value) if isinstance(value, (bool, int, float)) else value is not None

    return told


_MOMENTS = Group((("m", "momentum", "_momentums"), ("v", "velocity", "_velocities")))
_HATS = Group((("vhat", "velocity_hat", "_velocity_hats"),), _amount("amsgrad"))
_ACCUMULATORS = ("accumulator", "accumulator", "_accumulators")

_NEW: dict[str, tuple[Group, ...]] = {
    "Adam": (_MOMENTS, _HATS),
    "AdamW": (_MOMENTS, _HATS),
    "Nadam": (_MOMENTS,),
    "Lamb": (_MOMENTS,),
    "ScheduleFreeAdamW": (_MOMENTS,),
    "Adamax": (Group((("m", "momentum", "_m"), ("u", "norm", "_u"))),),
    "RMSprop": (
        Group((("velocity", "velocity", "_velocities"),)),
        Group((("momentum", "momentum", "_momentums"),), _amount("momentum")),
        Group((("average_gradient", "average_gradient", "_average_gradients"),), _amount("centered")),
    ),
    "Adagrad": (Group((_ACCUMULATORS,)),),
    "Adadelta": (
        Group(
            (
                ("accumulated_grad", "accumulated_grad", "_accumulated_grads"),
                ("accumulated_delta_var", "accumulated_delta_var", "_accumulated_delta_vars"),
            )
        ),
    ),
    "Ftrl": (Group((_ACCUMULATORS, ("linear", "linear", "_linears"))),),
    "SGD": (Group((("m", "momentum", "momentums"),)),),
    "Lion": (),  # its attribute differs between the generations
    "Adafactor": (),
    "Muon": (),
}
_LION = {"2": "momentums", "3": "_momentums"}

# Slots of the legacy optimizers, one group after the other, and their numbers beside `iter`.
_LEGACY: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "Adam": ((("m",), ""), (("v",), ""), (("vhat",), "amsgrad")),
    "Adamax": ((("m",), ""), (("v",), "")),
    "Nadam": ((("m",), ""), (("v",), "")),
    "SGD": ((("momentum",), "momentum"),),
    "RMSprop": ((("rms",), ""), (("momentum",), "momentum"), (("mg",), "centered")),
    "Adagrad": ((("accumulator",), ""),),
    "Adadelta": ((("accum_grad",), ""), (("accum_var",), "")),
    "Ftrl": ((("accumulator", "linear"), ""),),
}
_HYPER: dict[str, tuple[str, ...]] = {
    "Adam": ("beta_1", "beta_2", "decay", "learning_rate"),
    "Adamax": ("beta_1", "beta_2", "decay", "learning_rate"),
    "Nadam": ("beta_1", "beta_2", "decay", "learning_rate"),
    "SGD": ("decay", "learning_rate", "momentum"),
    "RMSprop": ("decay", "learning_rate", "momentum", "rho"),
    "Adagrad": ("decay", "learning_rate"),
    "Adadelta": ("decay", "learning_rate", "rho"),
    "Ftrl": (
        *("beta", "decay", "l1_regularization_strength", "l2_regularization_strength"),
        *("learning_rate", "learning_rate_power"),
    ),
}
_BY_LOWER = {name.lower(): name for name in (*_NEW, "LossScaleOptimizer")}


def class_by_name(scope: str) -> str:
    """The class of an optimizer from the name Keras gives it: "rm_sprop_1" -> "RMSprop"; "" for no such one."""
    return _BY_LOWER.get(re.sub(r"_\d+\Z", "", scope).replace("_", "").lower(), "")


def optimizer_of(entry: Any, trained: list[Weight], builder: Builder, keras: str) -> MadeOptimizer | None:
    """The optimizer of an entry (`class_name` and `config`, or a mere name) for variables in its own order.

    None for a class that Keras does not have, which is said among the problems.
    """
    if isinstance(entry, str):
        entry = {"class_name": _BY_LOWER.get(entry.lower(), entry), "config": {}}
    if not isinstance(entry, Mapping) or not class_of(entry):
        builder.tell("The configuration of the optimizer does not tell its class.")
        return None
    return _make(entry, trained, builder, keras, 0)


def _make(
    entry: Mapping[str, Any], trained: list[Weight], builder: Builder, keras: str, depth: int
) -> MadeOptimizer | None:
    class_name = class_of(entry)
    class_name = _BY_LOWER.get(class_name.lower(), class_name)
    config = entry.get("config")
    config = config if isinstance(config, Mapping) else {}
    if class_name in ("LossScaleOptimizer", "LossScaleOptimizerV3", "LossScaleOptimizerV1"):
        inner = config.get("inner_optimizer")
        if isinstance(inner, Mapping) and depth < _MOST_WRAPPED:
            made = _make(inner, trained, builder, keras, depth + 1)
            return None if made is None else _loss_scaled(made, class_name, config, keras)
    known = _LEGACY if is_legacy(entry, config, keras) else _NEW
    if class_name not in known or _is_foreign(entry):
        builder.tell(
            f"The optimizer is of the class {class_name[:200]}, which Keras itself does not have: "
            "its variables are not told by the configuration."
        )
        return None
    name = config.get("name")
    if not isinstance(name, str) or not name:
        name = _snake(class_name) if keras == "3" else class_name
    if known is _LEGACY:
        return _legacy(class_name, name, config, trained)
    if keras == "3":
        return _keras3(class_name, name, config, trained)
    return _keras2(class_name, name, config, trained)


def _is_foreign(entry: Mapping[str, Any]) -> bool:
    module, registered = entry.get("module"), entry.get("registered_name")
    if isinstance(registered, str) and ">" in registered and not registered.startswith("Custom>"):
        return True
    return isinstance(module, str) and module.split(".")[0] not in (
        "keras",
        "tf_keras",
        "builtins",
        "tensorflow",
        "",
    )


def is_legacy(entry: Mapping[str, Any], config: Config, keras: str) -> bool:
    """Whether it is one of the optimizers before Keras 2.11: they are written down in other words."""
    if keras == "3":
        return False
    told = config.get("is_legacy_optimizer")
    if isinstance(told, bool):
        return told
    module = entry.get("module")
    if isinstance(module, str) and "legacy" in module:
        return True
    class_name = entry.get("class_name")
    if isinstance(class_name, str) and ">" in class_name:
        return False
    return not any(key in config for key in ("jit_compile", "use_ema", "weight_decay")) and "decay" in config


def _snake(name: str) -> str:
    """A name as Keras 3 forms it of a class: "RMSprop" -> "rm_sprop"."""
    name = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def _groups(class_name: str, config: Config, keras: str) -> list[Group]:
    groups = [group for group in _NEW[class_name] if group.when(config)]
    if class_name == "Lion":
        groups = [Group((("m", "momentum", _LION["3" if keras == "3" else "2"]),))]
    if class_name == "SGD" and keras == "3" and not _amount("momentum")(config):
        groups = []
    return groups


def _keras2(class_name: str, name: str, config: Config, trained: list[Weight]) -> MadeOptimizer:
    made = MadeOptimizer(class_name, False)

    def path(slot: str, of: Weight) -> str:
        return f"{name}/{slot}/{of.path}"

    listed: list[Tree | None] = []
    made.edges["_variables"] = listed
    made.edges["_iterations"] = made.own("iteration:0", "int64")
    has_schedule = isinstance(config.get("learning_rate"), Mapping)
    rate = "current_learning_rate" if has_schedule else "learning_rate"
    made.edges[f"_{rate}"] = made.own(f"{rate}:0", is_listed=False)
    if config.get("use_ema") is True:
        averages = [made.slot("average", path("average", of), of) for of in trained]
        made.edges["_model_variables_moving_average"] = list(averages)
    for group in _groups(class_name, config, "2"):
        _fill(made, group, trained, 0, path)
    if class_name == "Nadam":
        made.edges["_u_product"] = made.own("Variable:0", is_listed=False)
    if class_name == "Adafactor":
        _adafactor2(made, trained, path)
    listed += made.variables
    return made


def _fill(
    made: MadeOptimizer, group: Group, trained: list[Weight], which: int, path: Callable[[str, Weight], str]
) -> None:
    columns: list[list[Tree | None]] = [[] for _ in group.slots]
    for of in trained:
        for slot, column in zip(group.slots, columns, strict=True):
            column.append(made.slot(slot[which], path(slot[which], of), of))
    for slot, column in zip(group.slots, columns, strict=True):
        made.edges[slot[2]] = column


def _adafactor2(made: MadeOptimizer, trained: list[Weight], path: Callable[[str, Weight], str]) -> None:
    """Rows and columns of the squared gradients; a vector has one number in their place."""
    rows: list[Tree | None] = []
    columns: list[Tree | None] = []
    whole: list[Tree | None] = []
    for of in trained:
        if of.shape is not None and len(of.shape) < 2:
            for name, found in (("r", rows), ("c", columns)):
                found.append(Weight(name, path(name, of), (), "int32", False, True))
        else:
            shapes = (None, None) if of.shape is None else (of.shape[:-1], (*of.shape[:-2], of.shape[-1]))
            rows.append(made.slot("r", path("r", of), of, shapes[0]))
            columns.append(made.slot("c", path("c", of), of, shapes[1]))
        whole.append(made.slot("v", path("v", of), of))
    made.edges |= {"_r": rows, "_c": columns, "_v": whole}


def _keras3(class_name: str, name: str, config: Config, trained: list[Weight]) -> MadeOptimizer:
    made = MadeOptimizer(class_name, False)

    def path(slot: str, of: Weight) -> str:
        return f"{name}/{of.path.replace('/', '_')}_{slot}"

    listed: list[Tree | None] = []
    made.edges["_variables"] = listed
    made.edges["_trainable_variables"] = list(trained)
    made.edges["_iterations"] = made.own(f"{name}/iteration", "int64")
    if not isinstance(config.get("learning_rate"), Mapping):
        made.edges["_learning_rate"] = made.own(f"{name}/learning_rate")
    if config.get("use_ema") is True:
        averages = [made.slot("average", path("average", of), of) for of in trained]
        made.edges["_model_variables_moving_average"] = list(averages)
    if config.get("gradient_accumulation_steps"):
        slot = "gradient_accumulator"
        made.edges["_accumulated_gradients"] = [made.slot(slot, path(slot, of), of) for of in trained]
    for group in _groups(class_name, config, "3"):
        _fill(made, group, trained, 1, path)
    if class_name == "Nadam":
        made.edges["_u_product"] = made.own("variable")
    if class_name == "Adafactor":
        _adafactor3(made, name, trained, path)
    if class_name == "Muon":
        _muon(made, config, trained, path)
    listed += made.variables
    return made


def _adafactor3(
    made: MadeOptimizer, name: str, trained: list[Weight], path: Callable[[str, Weight], str]
) -> None:
    for of in trained:
        if of.shape is not None and len(of.shape) < 2:
            for _ in range(2):
                made.variables.append(Weight(of.name, of.name, (), "int32", False, True))
        else:
            shapes = (None, None) if of.shape is None else (of.shape[:-1], (*of.shape[:-2], of.shape[-1]))
            for shape in shapes:
                made.slot(of.name, f"{name}/{of.name}", of, shape)
        made.slot("velocity", path("velocity", of), of)


def _muon(
    made: MadeOptimizer, config: Config, trained: list[Weight], path: Callable[[str, Weight], str]
) -> None:
    """Momentum for all; velocity for those that Adam updates: no matrices, embeddings and excluded ones."""
    excluded = config.get("exclude_layers")
    patterns = (
        [one for one in excluded if isinstance(one, str)] if isinstance(excluded, (list, tuple)) else []
    )
    embeddings = config.get("exclude_embeddings") is not False
    for of in trained:
        made.slot("momentum", path("momentum", of), of)
        ranks = len(of.shape) if of.shape is not None else 2
        is_adam = not 1 < ranks < 5 or (embeddings and "embedding" in of.path.lower())
        if is_adam or any(pattern in of.path for pattern in patterns):
            made.slot("velocity", path("velocity", of), of)


def _legacy(class_name: str, name: str, config: Config, trained: list[Weight]) -> MadeOptimizer:
    made = MadeOptimizer(class_name, True)
    made.edges["iter"] = made.own(f"{name}/iter:0", "int64")
    for hyper in _HYPER[class_name]:
        if hyper != "learning_rate" or not isinstance(config.get(hyper), Mapping):
            made.edges[hyper] = made.own(f"{name}/{hyper}:0", is_listed=False)
    if class_name == "Nadam":
        made.edges["momentum_cache"] = made.own(f"{name}/momentum_cache:0")
    for slots, when in _LEGACY[class_name]:
        if when and not _amount(when)(config):
            continue
        for of in trained:
            for slot in slots:
                weight = made.slot(slot, f"{name}/{of.path.removesuffix(':0')}/{slot}:0", of)
                made.slots.append((of, slot, weight))
    return made


def _loss_scaled(made: MadeOptimizer, class_name: str, config: Config, keras: str) -> MadeOptimizer:
    """The wrapper of mixed precision around an optimizer."""
    if keras == "3":
        name = config.get("name")
        name = name if isinstance(name, str) and name else "loss_scale_optimizer"
        outer = MadeOptimizer("LossScaleOptimizer", False, roles=made.roles)
        numbers: dict[str, Tree] = {"_iterations": outer.own(f"{name}/iteration", "int64")}
        if not isinstance(config.get("learning_rate"), Mapping):
            numbers["_learning_rate"] = outer.own(f"{name}/learning_rate")
        counter, scale = outer.own(f"{name}/step_counter", "int64"), outer.own(f"{name}/dynamic_scale")
        outer.edges = {
            "_variables": list(outer.variables),
            "_trainable_variables": made.edges["_trainable_variables"],
            **numbers,
            "inner_optimizer": dict(made.edges),
            "step_counter": counter,
            "dynamic_scale": scale,
        }
        outer.variables += made.variables
        return outer
    scale = made.own("current_loss_scale:0", is_listed=False)
    steps = made.own("good_steps:0", "int64", is_listed=False)
    told: dict[str, Tree] = {"current_loss_scale": scale, "good_steps": steps}
    if made.is_legacy:
        made.edges = {"loss_scale": told, **made.edges}
    else:
        made.edges["loss_scale"] = told
    made.class_name = class_name
    return made
