"""Stands in for Python's table of how and in which folders it was built: pydoc asks for it, nobody reads it."""

build_time_vars: dict[str, str] = {}
