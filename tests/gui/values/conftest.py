"""The session of the histogram tests serves here too."""

from __future__ import annotations

from tests.gui.histogram.conftest import open_session

__all__ = ["open_session"]
