"""Work that nobody waits for yet, done on a thread of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from .choice import workers

Worked = TypeVar("Worked")


@contextmanager
def meanwhile(work: Callable[[], Worked], *, threads: int) -> Iterator[Callable[[], Worked]]:
    """Begin *work*, and give what waits for it and gives its value, or raises its error. With one of
    *threads* it is done when it is asked for, once.

    Compiled loops let go of Python's lock, so that plain Python beside them costs no time where there is a
    core to spare.

    >>> with meanwhile(lambda: sum(range(5)), threads=2) as total:
    ...     print("beside it", total())
    beside it 10
    """
    if threads == 1:
        yield work
        return
    with workers(1) as pool:
        yield pool.submit(work).result
