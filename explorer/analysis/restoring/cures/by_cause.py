"""How each cause is mended: text, and code that runs as it stands but for the names its first comment tells."""

from __future__ import annotations

from collections.abc import Callable

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.cures import files as cures_files
from explorer.analysis.restoring.cures import layers as cures_layers
from explorer.analysis.restoring.cures import names as cures_names
from explorer.analysis.restoring.cures import optimizer as cures_optimizer
from explorer.analysis.restoring.cures import sizes as cures_sizes
from explorer.analysis.restoring.finding import Cure
from explorer.task import QUIET, Task


def cures_of(case: Case, draft: Draft, task: Task = QUIET) -> tuple[Cure, ...]:
    """The cures of one cause, the likeliest first."""
    task.report(0, 0, "Looking for cures")
    maker = _CURES.get(draft.kind)
    return tuple(maker(case, draft)) if maker is not None else ()


_Maker = Callable[[Case, Draft], list[Cure]]
_CURES: dict[str, _Maker] = {
    "keras-file": cures_files.keras_file,
    "name-based-file": cures_files.name_based,
    "object-based-file": cures_files.object_based,
    "damaged": cures_files.damaged,
    "other-model": cures_files.other_model,
    "other-naming": cures_files.other_naming,
    **dict.fromkeys(("order-changed", "layer-inserted", "layer-removed"), cures_layers.shifts),
    **dict.fromkeys(("dtype-policy", "dtype-changed"), cures_sizes.types),
    **dict.fromkeys(
        (
            "units-changed",
            "filters-changed",
            "classes-changed",
            "input-width",
            "embedding-size",
            "vocabulary-changed",
            "sequence-length",
            "kernel-size",
            "shape-changed",
            "shape-differs",
        ),
        cures_sizes.sizes,
    ),
    "transposed": cures_sizes.transposed,
    "partitioning": cures_sizes.parts,
    "keras-layout": cures_names.layout,
    **dict.fromkeys(
        ("scope-prefix", "layer-renamed", "numbered-otherwise", "variable-renamed"), cures_names.renames
    ),
    **dict.fromkeys(
        ("layer-added", "bias-added", "variable-missing", "missing-in-checkpoint"), cures_layers.new_parts
    ),
    **dict.fromkeys(("layer-gone", "bias-dropped"), cures_layers.gone),
    **dict.fromkeys(
        ("optimizer-layout", "optimizer-switched", "weights-only", "mixed-precision"),
        cures_optimizer.optimizers,
    ),
    **dict.fromkeys(("optimizer-settings", "slots-missing"), cures_optimizer.settings),
    "averages-missing": cures_optimizer.averages_missing,
    "averages-unused": cures_optimizer.averages_unused,
    **dict.fromkeys(("counter-missing", "setting-missing"), cures_optimizer.counters),
}
