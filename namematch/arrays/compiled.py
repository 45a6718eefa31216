"""Plain loops in; the same loops, plain or compiled, out: whichever the call at hand has chosen.

A compiler takes half a second to load and many to compile: a list of a hundred names is done before that.
``kernels_for`` chooses once for a whole call, by its size, and the answers are the same to the last bit.
Nothing here imports numba before a call wants compiled loops.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, update_wrapper
from threading import RLock
from types import CodeType, FunctionType
from typing import Any, Final, TypeVar, cast

import numpy as np

from .dtypes import Longs

PLAIN_UP_TO: Final = 1000  # names; measured: more take longer in plain Python than compiling them first

_COMPILED: ContextVar[bool] = ContextVar("compiled", default=True)
_CHOSEN: ContextVar[bool] = ContextVar("chosen", default=False)
_LOCK: Final = RLock()
_F = TypeVar("_F", bound=Callable[..., Any])
_KERNELS: Final[dict[FunctionType, "Kernel"]] = {}


class Kernel:
    """A loop over arrays that runs plain or compiled. Loops that it calls, kernels or plain functions of
    this package, run as it does."""

    def __init__(self, function: FunctionType, twin: Callable[..., Any] | None = None) -> None:
        self.function, self._twin = function, twin
        update_wrapper(self, function)

    def __call__(self, *arguments: Any) -> Any:
        return (self.compiled if _COMPILED.get() else self.plain)(*arguments)

    @cached_property
    def plain(self) -> Callable[..., Any]:
        """The loop in plain Python, or its twin where it has one."""
        if self._twin is not None:
            return self._twin
        with _LOCK:
            return _bound(self.function, {name: k.plain for name, k in self._called().items()})

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The loop compiled: at its first call, where no cache has it."""
        import numba as nb  # noqa: PLC0415 small lists need none

        with _LOCK:
            bound = _bound(self.function, {name: k.compiled for name, k in self._called().items()})
            return cast(Callable[..., Any], nb.njit(cache=True, nogil=True)(bound))

    def _called(self) -> dict[str, "Kernel"]:
        """The loops that this one calls, by the names that it has for them."""
        known = self.function.__globals__
        named = {name: known[name] for name in _names_in(self.function.__code__) if name in known}
        return {name: _kernel_of(value) for name, value in named.items() if _is_loop(value)}


def kernel(function: _F) -> _F:
    """*function*, a loop over arrays, to run plain or compiled (``kernels_for``)."""
    return cast(_F, _kernel_of(function))


def kernel_beside(twin: _F) -> Callable[[_F], _F]:
    """A kernel with a *twin* in numpy, of the same answers, that is run in place of the plain loop."""

    def beside(function: _F) -> _F:
        assert isinstance(function, FunctionType)
        return cast(_F, _KERNELS.setdefault(function, Kernel(function, twin)))

    return beside


@contextmanager
def kernels_for(size: int) -> Iterator[None]:
    """Run all within as suits a call about so many names: up to ``PLAIN_UP_TO`` in plain Python, more
    compiled. Within another choice that one stands: a call does not change its mind.

    >>> with kernels_for(3):
    ...     grown(np.zeros(3)).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    if _CHOSEN.get():
        yield
        return
    chosen, running = _CHOSEN.set(True), _COMPILED.set(size > PLAIN_UP_TO)
    try:
        yield
    finally:
        _COMPILED.reset(running)
        _CHOSEN.reset(chosen)


def workers(threads: int) -> ThreadPoolExecutor:
    """A pool of threads that run kernels as the call that makes it."""
    return ThreadPoolExecutor(threads, initializer=_COMPILED.set, initargs=(_COMPILED.get(),))


def _kernel_of(function: Any) -> Kernel:
    if isinstance(function, Kernel):
        return function
    with _LOCK:
        return _KERNELS.setdefault(function, Kernel(function))


def _is_loop(value: Any) -> bool:
    package = __name__.partition(".")[0]
    return isinstance(value, Kernel) or (
        isinstance(value, FunctionType) and value.__module__.partition(".")[0] == package
    )


def _bound(function: FunctionType, calls: dict[str, Any]) -> FunctionType:
    """*function* with its calls going to *calls*."""
    bound = FunctionType(function.__code__, function.__globals__ | calls, function.__name__)
    bound.__module__, bound.__qualname__ = function.__module__, function.__qualname__
    return bound


def _names_in(code: CodeType) -> set[str]:
    inner = (_names_in(part) for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*inner)


@kernel
def longest_row(starts: Longs, first: int, last: int) -> int:
    """Values of the longest row from *first* to before *last*."""
    most = 0
    for x in range(first, last):
        most = max(most, starts[x + 1] - starts[x])
    return most


@kernel
def grown(array: Any) -> Any:
    """*array* and as much room again, one place at least.

    >>> len(grown(np.zeros(3)))
    6
    """
    longer = np.empty(max(1, 2 * len(array)), array.dtype)
    for i in range(len(array)):
        longer[i] = array[i]
    return longer
