"""Cures where the file as a whole is of another kind, or of another model."""

from __future__ import annotations

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.cures import code
from explorer.analysis.restoring.cures import code_graph as graph_code
from explorer.analysis.restoring.cures.pairs import labelled, restored_pairs
from explorer.analysis.restoring.cures.pieces import assign_by_name, path_of
from explorer.analysis.restoring.cures.predicted import restores
from explorer.analysis.restoring.cures.roots import call_of_checkpoint, restore_call
from explorer.analysis.restoring.finding import Cure
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS


def name_based(case: Case, draft: Draft) -> list[Cure]:
    """A Saver's file for a program of objects."""
    script = assign_by_name(case, restored_pairs(case))
    if not script:
        return [Cure("Restore it with a Saver in the program that saved it.")]
    text = "Convert it: read the values by name into the new program, and save that."
    if "import tensorflow as tf" not in script:
        script = f"import tensorflow as tf\n{script}"
    return [Cure(text, f'{script}\ntf.train.Checkpoint(model=model).save("converted/ckpt")')]


def object_based(case: Case, draft: Draft) -> list[Cure]:
    """A file of tf.train.Checkpoint for a graph."""
    pairs = restored_pairs(case)
    if not pairs:
        return [Cure("Restore it with tf.train.Checkpoint in the program that saved it.")]
    _, named = labelled(case, pairs)
    text = "Read the values into the graph's variables, under the keys the file has."
    return [Cure(text, graph_code.load_in_session(path_of(case), named))]


def keras_file(case: Case, draft: Draft) -> list[Cure]:
    """A file of Keras for a program that restores checkpoints, or the other way round."""
    path = path_of(case)
    if case.checkpoint.format in ("h5", "weights_h5", "keras"):
        return [
            Cure(
                "Load the file into its own Keras model and save that as a checkpoint of TensorFlow.",
                "# `model` is the Keras model that wrote the file.\nimport tensorflow as tf\n\n"
                f"model.load_weights({code.literal(path)})\n"
                'tf.train.Checkpoint(model=model).save("converted/ckpt")',
            )
        ]
    call = call_of_checkpoint(case, with_optimizer=True) if case.checkpoint.object_based else ""
    said = restores(case, "checkpoint.restore")
    others = any(case.of_verdict.get(verdict) for verdict in (*PROBLEM_VERDICTS, "unused by model"))
    if not call or said is False or (said is None and others):
        return []
    return [
        Cure(
            "Restore it with tf.train.Checkpoint into the model of that file, and save that with Keras.",
            restore_call(call, path, "status.assert_nontrivial_match()", "status.expect_partial()"),
        )
    ]


def damaged(case: Case, draft: Draft) -> list[Cure]:
    """Another copy."""
    return [Cure("Restore from another step of the run, or copy the files of this one again.")]


def other_model(case: Case, draft: Draft) -> list[Cure]:
    """Another run."""
    return [
        Cure(
            "Choose the directory of the run that saved this model: the names above say which model the checkpoint is of."
        )
    ]


def other_naming(case: Case, draft: Draft) -> list[Cure]:
    """Another target."""
    return [Cure("Choose as the target a file of the same kind that the program in question has written.")]
