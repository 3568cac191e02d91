"""What a graph file asks a checkpoint for: the ModelSpec of a `.meta`, a `graph.pbtxt` or a SavedModel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.conditions import Conditions, generation_of
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.errors import ExplorerError, locating
from explorer.storage.files import FileSource, is_directory, is_file
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:  # protobuf is loaded when a graph file is read, not before
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.formats.graph_nodes import GraphVariable, SaveRequest
    from explorer.formats.graph_text import GraphText
    from explorer.formats.meta_graph import MetaGraph
    from explorer.formats.saved_model import SavedVariable

_GRAPH_FILE = "saved_model.pb"


def is_graph_file(path: Path) -> bool:
    """Whether a path names a graph by itself: a `.meta`, a text graph, a SavedModel (its folder or file)."""
    if path.name.endswith((".meta", ".pbtxt")):
        return is_file(path)
    return path.name == _GRAPH_FILE or is_file(path / _GRAPH_FILE)


def spec_from_graph_file(path: Path | str, task: Task = QUIET) -> ModelSpec:
    """The model a graph file describes; its kind is told by its name.

    Raises:
        MissingFileError, FileAccessError: it is not there, or cannot be read.
        CorruptFileError: it is no such file, or is damaged.
        UnsupportedFileError: it is larger than we read.
    """
    path = Path(path)
    if path.name == _GRAPH_FILE or is_directory(path):
        return _spec_from_saved_model_folder(path.parent if path.name == _GRAPH_FILE else path, task)
    source = f"{path.parent.name}/{path.name}"
    with locating(path=str(path)), FileSource(path) as file:
        if path.name.endswith(".pbtxt"):
            from explorer.formats.graph_text import read_graph_text

            return spec_from_graph_text(read_graph_text(file, task), source)
        from explorer.formats.meta_graph import read_meta_graph

        return spec_from_meta_graph(read_meta_graph(file, task), source)


def spec_from_meta_graph(graph: MetaGraph, source: str) -> ModelSpec:
    """What the Saver of a `.meta` restores; without save nodes, every variable under its own key."""
    object_based, variables = _asked(graph.variables, graph.save_requests)
    return ModelSpec(
        source,
        object_based,
        variables,
        kind="meta",
        tensorflow_version=graph.tensorflow_version,
        is_complete=graph.knows_saver,
        conditions=_conditions(graph.tensorflow_version, variables),
    )


def spec_from_graph_text(graph: GraphText, source: str) -> ModelSpec:
    """What the Savers of a text graph restore, all together; without any, every variable under its own key."""
    object_based, variables = _asked(graph.variables, graph.save_requests)
    return ModelSpec(source, object_based, variables, kind="graph", conditions=_conditions("", variables))


def spec_from_saved_model(folder: Path, checkpoint: Checkpoint | None, task: Task = QUIET) -> ModelSpec:
    """The variables of a SavedModel as its graph declares them, under the keys of its own checkpoint.

    What the graph does not declare is as the checkpoint holds it. Without a readable checkpoint a
    variable's key is not known: its name stands for it.
    """
    from explorer.formats.saved_model import read_saved_model

    model = read_saved_model(folder)
    if not model.nodes:  # of TensorFlow 1: a graph with a Saver, as a .meta file
        from explorer.formats.meta_graph import read_saved_graph

        with locating(path=str(folder / _GRAPH_FILE)), FileSource(folder / _GRAPH_FILE) as file:
            return replace(
                spec_from_meta_graph(read_saved_graph(file, task), folder.name), kind="saved model"
            )
    blank = ModelSpec(
        folder.name,
        False,
        (),
        "saved model",
        model.tensorflow_version,
        # Its objects are restored by programs of either mode; their variables are all of the new kind.
        conditions=Conditions(generation_of(model.tensorflow_version), variables="resource"),
    )
    if checkpoint is None or checkpoint.object_graph is None:
        unkeyed = (SpecVariable(v.name, v.name, None, None) for v in model.variables)
        declared = zip(unkeyed, model.variables)
        return replace(blank, variables=tuple(starmap(_declared, declared)))
    spec = spec_from_checkpoint(checkpoint)
    by_key = {variable.key: variable for variable in spec.variables}
    rows, keys = checkpoint.object_graph.row, checkpoint.table.keys
    if len(model.nodes) == len(rows):
        for node, row in zip(model.nodes, rows.tolist()):
            known = by_key.get(keys[row]) if node.variable is not None and row >= 0 else None
            if node.variable is None or known is None:
                continue
            if not (known.name and node.variable.name) or known.name == node.variable.name:
                by_key[known.key] = _declared(known, node.variable)  # else they are of two saves
    return replace(blank, object_based=spec.object_based, variables=tuple(by_key.values()))


def _declared(variable: SpecVariable, declared: SavedVariable) -> SpecVariable:
    return replace(
        variable,
        dtype=declared.dtype or variable.dtype,
        shape=declared.shape,
        is_resource=True,
        trainable=declared.trainable,
        full_name=declared.name,
    )


def _spec_from_saved_model_folder(folder: Path, task: Task) -> ModelSpec:
    from explorer.checkpoints.checkpoint import checkpoint_at

    try:
        checkpoint = checkpoint_at(folder / "variables" / "variables")
    except ExplorerError:
        checkpoint = None  # the graph alone tells enough of a model
    return spec_from_saved_model(folder, checkpoint, task)


def _conditions(version: str, variables: Iterable[SpecVariable]) -> Conditions:
    """What a graph tells of the program that restores it: the kind of variables where all agree."""
    kinds = {variable.is_resource for variable in variables if variable.is_resource is not None}
    agreed = {True: "resource", False: "ref"}[kinds.pop()] if len(kinds) == 1 else ""
    return Conditions(generation_of(version), mode="graph", variables=agreed)


def _restore_op(node: str) -> int:
    """The number of the RestoreV2 that belongs to a save node: a Saver has one of each for each device."""
    number = node.rpartition("_")[2]
    return int(number) if "/" not in number and number.isdecimal() and len(number) < 6 else 0


def _asked(
    variables: Iterable[GraphVariable], requests: Iterable[SaveRequest]
) -> tuple[bool, tuple[SpecVariable, ...]]:
    """Whether the keys are those of an object graph, and each key once. The parts of a variable are one."""
    by_name = {variable.name: variable for variable in variables}
    found: dict[str, SpecVariable] = {}
    parts: Counter[str] = Counter()
    object_based = False
    for request in breathing(requests):
        if request.key == OBJECT_GRAPH_KEY:
            object_based = True
            continue
        if request.key not in found:
            found[request.key] = _spec_variable(request.key, by_name.get(request.variable), request)
        if request.part is not None:
            parts[request.key] += 1
    if not found:
        for variable in by_name.values():
            if variable.key not in found and not _is_local(variable):
                found[variable.key] = _spec_variable(variable.key, variable, None)
            parts[variable.key] += variable.partition is not None
    for key in parts.keys() & found.keys():
        if parts[key]:
            found[key] = replace(found[key], part_count=parts[key])
    if object_based:
        return True, tuple(found.values())
    return False, tuple(replace(variable, name=variable.key) for variable in found.values())


def _is_local(variable: GraphVariable) -> bool:
    """Whether a variable is of the kind no Saver takes by itself: metrics and other local ones."""
    return variable.trainable is not None and not any(
        name in ("variables", "trainable_variables", "model_variables", "global_step")
        for name in variable.collections
    )


def _spec_variable(key: str, variable: GraphVariable | None, request: SaveRequest | None) -> SpecVariable:
    if variable is None:
        dtype, shape = (request.dtype, request.shape) if request is not None else (None, None)
        op = _restore_op(request.node) if request is not None else -1
        return SpecVariable(key, "", dtype, shape, restore_op=op)
    partition = variable.partition
    shape = partition.full_shape if partition is not None else variable.shape
    dtype = variable.dtype
    if request is not None:
        dtype, shape = request.dtype or dtype, request.shape
    return SpecVariable(
        key,
        variable.name,
        dtype,
        shape,
        is_resource=variable.is_resource,
        trainable=variable.trainable,
        full_name=variable.name,
        is_partitioned=partition is not None,
        restore_op=_restore_op(request.node) if request is not None else -1,
    )
