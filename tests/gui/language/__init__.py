"""Tests of the window in other languages."""
