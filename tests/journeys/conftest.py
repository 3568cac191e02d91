"""Journeys drive the same window as the tests of its parts."""

from tests.gui.conftest import *  # noqa: F403 - its fixtures
