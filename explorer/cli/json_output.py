"""JSON on standard output."""

from __future__ import annotations

import json
import sys


def print_json(document: object) -> None:
    """One JSON document on standard output, ASCII."""
    sys.stdout.write(json.dumps(document, allow_nan=False) + "\n")
