"""Attributes computed at their first look, without a lock.

Python 3.11's `functools.cached_property` holds one lock for all instances of a class while it computes: a read
that hangs on a dead disk would hang every other checkpoint's attribute, and with it the window. Here two threads
may compute the same value at once; one of the results is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class cached_property(Generic[T]):  # noqa: N801 - it stands in for functools' own
    """`functools.cached_property` as Python 3.12 has it: the value goes into the instance's `__dict__`."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self._function = function
        self._name = function.__name__
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> cached_property[T]: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> T: ...
    def __get__(self, instance: object | None, owner: type | None = None) -> cached_property[T] | T:
        if instance is None:
            return self
        kept: T = instance.__dict__.setdefault(self._name, self._function(instance))
        return kept
