import numpy as np

from explorer.checkpoints.roles import ROLE_CODE
from explorer.gui.variables.totals import totals_sentence

CODES = np.array([ROLE_CODE[role] for role in ("variable", "slot", "slot", "bookkeeping")], np.uint8)
SIZES = np.array([800, 800, 800, 8])


def test_the_footer_counts_and_tells_which_roles_take_the_room():
    assert totals_sentence(CODES, SIZES) == "4 tensors, 2.4 KiB · weights 33 % · slots 66 % · other < 1 %"


def test_the_footer_speaks_of_the_rows_shown():
    assert totals_sentence(CODES, SIZES, np.array([0])) == "1 of 4 tensors, 800 B · weights 100 %"
    assert totals_sentence(CODES, SIZES, np.array([], np.intp)) == "0 of 4 tensors, 0 B"
