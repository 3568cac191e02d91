"""What the Compare view calls the kinds of change, and the columns of its table."""

from __future__ import annotations

from explorer.gui.item_models.cells import TableColumn
from explorer.report.palette import DIFFERENCE_MARK

# The first six in the order of analysis.diff.CHANGES; the last two only a rule makes.
CHANGE_WORD = {
    "added": "added",
    "removed": "removed",
    "shape": "shape differs",
    "dtype": "dtype differs",
    "value": "changed",
    "same": "same",
    "pending": "not yet compared",
    "ignored": "ignored",
}
PENDING, IGNORED = 6, 7
RENAMED_MARK = "↪"
NAN_MARK = "N"  # beside the outlines of values of which some are NaN
MARKS = {**DIFFERENCE_MARK, "pending": "…", "ignored": "·"}
# column -> field of a ValueChange
VALUE_FIELDS = {
    "relative_l2": "relative_l2",
    "moved": "relative_l2",
    "max_abs": "max_abs",
    "cosine": "cosine",
    "changed": "changed_elements",
}
VALUE_COLUMNS = tuple(VALUE_FIELDS)

COMPARE_COLUMNS = (
    TableColumn("key", "Key", "The name the tensor is stored under; of a renamed one both, older -> newer", 30),
    TableColumn("role", "Role", "Variable, slot variable, hyperparameter ...", 17, is_default=False),
    TableColumn("change", "Change", "What differs between the two steps", 11),
    TableColumn("older", "Older", "Shape in the older step, with the dtype where the two differ", 11),
    TableColumn("newer", "Newer", "Shape in the newer step, with the dtype where the two differ", 11),
    TableColumn("relative_l2", "‖Δ‖ / ‖w‖", "Norm of the change over the norm of the older values", 12, is_number=True),
    TableColumn("moved", "Moved", "The same as a bar, against the largest of all variables and slots; counters get none", 8),
    TableColumn(
        "values",
        "Values",
        "How the values are spread, on one axis: older in grey, newer in blue; N marks NaN values",
        12,
        needs_statistics=True,
        is_sortable=False,
    ),
    TableColumn("max_abs", "Max |Δ|", "Largest change of a single element", 11, is_number=True),
    TableColumn("cosine", "Cosine", "Cosine between older and newer values: 1 is the same direction", 10, is_number=True, is_smallest_first=True),
    TableColumn("changed", "Elements", "How many elements changed, bit by bit", 11, is_number=True, is_default=False),
)  # fmt: skip
