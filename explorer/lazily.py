"""What is computed at the first look and kept: attributes, without a lock, and answers about an object.

Python 3.11's `functools.cached_property` holds one lock for all instances of a class while it computes: a read
that hangs on a dead disk would hang every other checkpoint's attribute, and with it the window. Here two threads
may compute the same value at once; one of the results is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload
from weakref import ref

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


class KeptWith(Generic[T]):
    """Answers about objects that never change, each kept as long as its object lives: asked for again, it is there at once.

    The answers must not refer to the object itself, or it lives forever. Two threads may compute one at once.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[ref[Any], dict[Any, T]]] = {}

    def get(self, owner: Any, question: Any, compute: Callable[[], T]) -> T:
        """The answer to a (hashable) question about the owner."""
        place = id(owner)
        found = self._kept.get(place)
        if found is None or found[0]() is not owner:
            found = self._kept[place] = (ref(owner, lambda gone: self._forget(place, gone)), {})
        answers = found[1]
        if question not in answers:
            answers[question] = compute()
        return answers[question]

    def _forget(self, place: int, gone: ref[Any]) -> None:
        found = self._kept.get(place)
        if found is not None and found[0] is gone:
            self._kept.pop(place, None)
