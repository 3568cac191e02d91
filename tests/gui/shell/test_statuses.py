"""The words said twice are the same words."""

from explorer.checkpoints import model_dir
from explorer.gui import statuses


def test_the_states_are_those_of_the_scan():
    assert (statuses.COMPLETE, statuses.BEING_WRITTEN, statuses.DAMAGED, statuses.GONE) == (
        model_dir.COMPLETE,
        model_dir.BEING_WRITTEN,
        model_dir.DAMAGED,
        model_dir.GONE,
    )
