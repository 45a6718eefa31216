"""Plain loops in; the same loops, plain or compiled, out: whichever the call at hand has chosen
(``arrays.choice``).

Nothing here loads numba before a call wants compiled loops.
"""

from collections.abc import Callable
from functools import cached_property, update_wrapper
from threading import RLock
from types import CodeType, FunctionType
from typing import Any, Final, TypeVar, cast

import numpy as np

from .choice import runs_compiled
from .dtypes import Longs

_LOCK: Final = RLock()
_F = TypeVar("_F", bound=Callable[..., Any])
_KERNELS: Final[dict[FunctionType, "Kernel"]] = {}


class Kernel:
    """A loop over arrays that runs plain or compiled. Loops that it calls, kernels or plain functions of
    this package, run as it does. A *part* is called by compiled loops alone; a *twin* is what runs in place
    of the plain loop."""

    def __init__(
        self, function: FunctionType, *, part: bool = False, twin: Callable[..., Any] | None = None
    ) -> None:
        self.function, self._part, self._twin = function, part, twin
        update_wrapper(self, function)

    def __call__(self, *arguments: Any) -> Any:
        return (self.compiled if runs_compiled() and not self._part else self.plain)(*arguments)

    @cached_property
    def plain(self) -> Callable[..., Any]:
        """The loop in plain Python, or its twin."""
        with _LOCK:
            return self._twin or self._bound({name: k.plain for name, k in self._called().items()})

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The loop compiled: at its first call, where no cache has it."""
        from .compiler import compile_loop, compile_part  # noqa: PLC0415 it loads numba

        with _LOCK:
            bound = self._bound({name: k.compiled for name, k in self._called().items()})
            return compile_part(bound) if self._part else compile_loop(bound)

    def _bound(self, calls: dict[str, Any]) -> FunctionType:
        """The loop with its calls going to *calls*."""
        function = self.function
        bound = FunctionType(function.__code__, function.__globals__ | calls, function.__name__)
        bound.__module__, bound.__qualname__ = function.__module__, function.__qualname__
        return bound

    def _called(self) -> dict[str, "Kernel"]:
        """The loops that this one calls, by the names that it has for them."""
        known = self.function.__globals__
        named = {name: known[name] for name in _names_in(self.function.__code__) if name in known}
        return {name: _kernel_of(value, part=True) for name, value in named.items() if _is_loop(value)}


def kernel(function: _F) -> _F:
    """*function*, a loop over arrays, to run plain or compiled (``arrays.running.kernels_for``)."""
    return cast(_F, _kernel_of(function))


def kernel_part(function: _F) -> _F:
    """*function*, a loop that kernels call, and nobody else: it is compiled with them, for them alone."""
    return cast(_F, _kernel_of(function, part=True))


def kernel_beside(twin: _F) -> Callable[[_F], _F]:
    """A kernel with a *twin* in numpy, of the same answers, that is run in place of the plain loop."""
    return lambda function: cast(_F, _kernel_of(function, twin=twin))


def declared_loops() -> int:
    """How many loops the modules that have been imported declare."""
    return len(_KERNELS)


def _kernel_of(function: Any, **kind: Any) -> Kernel:
    """The kernel of a function, which is made once; of one that nobody has declared, a part."""
    if isinstance(function, Kernel):
        return function
    with _LOCK:
        return _KERNELS.setdefault(function, Kernel(function, **kind))


def _is_loop(value: Any) -> bool:
    package = __name__.partition(".")[0]
    return isinstance(value, Kernel) or (
        isinstance(value, FunctionType) and value.__module__.partition(".")[0] == package
    )


def _names_in(code: CodeType) -> set[str]:
    inner = (_names_in(part) for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*inner)


@kernel_part
def longest_row(starts: Longs, first: int, last: int) -> int:
    """Values of the longest row from *first* to before *last*."""
    most = 0
    for x in range(first, last):
        most = max(most, starts[x + 1] - starts[x])
    return most


@kernel_part
def grown(array: Any) -> Any:
    """*array* and as much room again, one place at least.

    >>> len(grown(np.zeros(3)))
    6
    """
    longer = np.empty(max(1, 2 * len(array)), array.dtype)
    for i in range(len(array)):
        longer[i] = array[i]
    return longer
