"""A method in, a property that is worked out once for each object out: without a lock.

In Python 3.11 ``functools.cached_property`` holds a lock while it works a value out, one for all objects of
a class: a process that another thread forks meanwhile waits for it for ever, whatever object it asks.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Value = TypeVar("Value")


class cached_property(Generic[Value]):
    """What *make* gives for an object, kept in the object.

    Two threads that ask at once may both make it, and get the same one.

    >>> class Name:
    ...     @cached_property
    ...     def words(self) -> list[str]:
    ...         return ["Kian", "Zand"]
    >>> name = Name()
    >>> name.words is name.words
    True
    """

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object, owner: type) -> Any:
        if instance is None:
            return self
        kept = instance.__dict__  # where Python looks first: once the value is in, this is not asked
        return kept[self._name] if self._name in kept else kept.setdefault(self._name, self._make(instance))
