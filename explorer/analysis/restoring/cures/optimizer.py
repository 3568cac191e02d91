"""Cures where the optimizers' state, moving averages or counters differ."""

from __future__ import annotations

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.cures import code
from explorer.analysis.restoring.cures import code_graph as graph_code
from explorer.analysis.restoring.cures.pieces import is_graph, model_only, path_of, take_the_rest, way_of
from explorer.analysis.restoring.finding import Cure

_NOTHING = "Nothing to mend: it keeps its initial value. Set it yourself if the program relies on it."


def optimizers(case: Case, draft: Draft) -> list[Cure]:
    """The model alone, or the optimizer that was saved."""
    cures = [model_only(case)]
    theirs = draft.optimizers[1] if draft.optimizers else None
    if theirs is None or not theirs.name:
        return cures
    if way_of(case) == "objects" and theirs.layout in ("legacy Keras", "Keras 2.11", "Keras 3"):
        if theirs.layout == "legacy Keras":
            text = f"Or keep its state: train with the legacy {theirs.name} (tf.keras of TensorFlow 2.11 to 2.15, or tf-keras)."
            made = f"tf.keras.optimizers.legacy.{theirs.name}()"
        else:
            since = "of Keras 3" if theirs.layout == "Keras 3" else "of Keras 2.11 or later"
            is_layout = draft.kind == "optimizer-layout"
            text = f"Or keep its state: train with {theirs.name} {since + ', ' if is_layout else ''}as the checkpoint was."
            made = f"tf.keras.optimizers.{theirs.name}()"
        cures.append(Cure(text, _made(made)))
    elif draft.kind == "optimizer-switched":
        cures.append(Cure(f"Or keep its state: train with {theirs.name} as the checkpoint was."))
    return cures


def _made(optimizer: str) -> str:
    return (
        "# Restores nothing by itself: build the program with it, and restore as before.\n"
        f"import tensorflow as tf\n\noptimizer = {optimizer}  # and its settings"
    )


def settings(case: Case, draft: Draft) -> list[Cure]:
    """The optimizer with the settings it had, or the model alone."""
    return [Cure("Make the optimizer with the settings it was saved with."), model_only(case)]


def averages_missing(case: Case, draft: Draft) -> list[Cure]:
    """Averages begin at the variables themselves."""
    if way_of(case) == "names" and is_graph(case):
        text = "Restore the variables themselves; the averages start from them."
        return [Cure(text, graph_code.saver_without(path_of(case)))]
    return [take_the_rest(case, "the averages")]


def averages_unused(case: Case, draft: Draft) -> list[Cure]:
    """The averages in place of the variables."""
    if way_of(case) != "names":
        return []
    return [
        Cure(
            "To judge the model by its averages, restore them into the variables.",
            "\n".join(
                (
                    "# `session` is your program's session; the graph is built.",
                    "import tensorflow.compat.v1 as tf",
                    "",
                    "ema = tf.train.ExponentialMovingAverage(decay=0.999)  # the decay plays no role here",
                    "saver = tf.train.Saver(ema.variables_to_restore(tf.trainable_variables()))",
                    "# In the session:",
                    f"saver.restore(session, {code.literal(path_of(case))})",
                )
            ),
        )
    ]


def counters(case: Case, draft: Draft) -> list[Cure]:
    """Counters and settings that are not stored."""
    if way_of(case) == "names" and is_graph(case):
        text = "Restore the rest; it keeps its initial value."
        return [Cure(text, graph_code.saver_without(path_of(case)))]
    return [Cure(_NOTHING)]
