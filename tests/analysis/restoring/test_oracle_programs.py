"""The hardest of the random programs that were asked of TensorFlow (`make oracle`), predicted again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden_answers import GOLDEN
from tests.oracle.compare_programs import cases_in, compared

CASES = cases_in(GOLDEN / "oracle_programs")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_what_tensorflow_did_to_a_random_program_is_predicted(folder: Path) -> None:
    told = list(compared(folder))

    assert [(one.api, one.differences, one.unjudged) for one in told] == [(one.api, (), "") for one in told]
    assert told
