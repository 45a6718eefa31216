"""Whether the loops of the call at hand run plain or compiled: chosen once for the whole call."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_COMPILED: Final = ContextVar("compiled", default=True)
_CHOSEN: Final = ContextVar("chosen", default=False)


def runs_compiled() -> bool:
    """Whether loops run compiled; where nobody has chosen they do."""
    return _COMPILED.get()


def is_chosen() -> bool:
    """Whether a call has chosen how its loops run."""
    return _CHOSEN.get()


@contextmanager
def chosen(*, compiled: bool) -> Iterator[None]:
    """Run all loops within *compiled*, or plain.

    >>> with chosen(compiled=False):
    ...     runs_compiled()
    False
    """
    choice, running = _CHOSEN.set(True), _COMPILED.set(compiled)
    try:
        yield
    finally:
        _COMPILED.reset(running)
        _CHOSEN.reset(choice)


def workers(threads: int) -> ThreadPoolExecutor:
    """A pool of threads whose loops run as those of the call that makes it."""
    return ThreadPoolExecutor(threads, initializer=_COMPILED.set, initargs=(_COMPILED.get(),))
