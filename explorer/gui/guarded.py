"""Keeps a fault in one of our overrides of Qt's virtual methods from taking the process along.

Qt calls `resizeEvent` and its like while Python is already inside a call of Qt's. PySide (measured
with 6.11.3 on Python 3.11) stores the exception for later, and dies of a segmentation fault when
the interpreter's C code raised it (`()[3]`, `len(3)`) or when it is the second one. So overrides
report through `sys.excepthook` themselves, and nothing leaves them.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

GUARDED_PACKAGE = "explorer.gui."
_NAMES = {
    "event", "eventFilter", "viewportEvent", "paint", "boundingRect", "shape", "sizeHint", "minimumSizeHint",
    "data", "headerData", "flags", "rowCount", "columnCount", "canFetchMore", "fetchMore", "initStyleOption",
    "viewTransformChanged", "hasHeightForWidth", "heightForWidth",
}  # fmt: skip
# A queued call is an event: handed to Qt again it runs a second time, from memory that may be given back.
_NOT_TWICE = {"event", "viewportEvent"}
_done: set[str] = set()


def guard_overrides() -> None:
    """Wrap the overrides of all classes in modules of the window that are loaded by now; cheap when repeated."""
    # A copy made in one step: another thread may be importing.
    for name, module in sys.modules.copy().items():
        if not name.startswith(GUARDED_PACKAGE) or name in _done or is_loading(module):
            continue
        _done.add(name)
        for found in list(vars(module).values()):
            if isinstance(found, type) and found.__module__ == name:
                guard_class(found)


def guard_class(found: type) -> None:
    """Wrap the overrides one class defines."""
    for name, function in list(vars(found).items()):
        is_virtual = name in _NAMES or name.endswith("Event")
        if is_virtual and isinstance(function, FunctionType) and _qt_base(found, name) is not None:
            setattr(found, name, _guarded(found, name, function))


def is_loading(module: Any) -> bool:
    """Whether another thread is still importing a module that stands in `sys.modules` already."""
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))


def _qt_base(found: type, name: str) -> type | None:
    """The class of Qt's whose method `name` overrides."""
    for base in found.__mro__[1:]:
        if base.__module__.startswith("PySide6.") and name in vars(base):
            return base
    return None


def _guarded(found: type, name: str, function: FunctionType) -> Callable[..., Any]:
    @functools.wraps(function)
    def guarded(self: Any, *arguments: Any) -> Any:
        try:
            return function(self, *arguments)
        except Exception:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        if name in _NOT_TWICE:
            return True
        try:
            base = _qt_base(found, name)
            return getattr(base, name)(self, *arguments) if name not in ("paint", "data") else None
        except Exception:  # pure virtual, or the object is gone
            return None

    return guarded
