"""The size of a call in, all its loops run as suits it: plain, or compiled and beforehand rehearsed.

A compiler takes half a second to load and many to compile: a list of a hundred names is done before that.
The answers are the same to the last bit.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from .choice import chosen, is_chosen, runs_compiled
from .compile_cache import is_rehearsed, keep_rehearsed
from .compiled import declared_loops

PLAIN_UP_TO: Final = 1000  # names; measured: from there on compiled loops, where they are kept, are faster
COMPILING: Final = "compiling, once per installation"

Tell = Callable[[str, int, int], None]  # stage, done, of how many

_REHEARSED: Final[set[str]] = set()


@contextmanager
def kernels_for(
    size: int, rehearse: Callable[[], object] | None = None, tell: Tell | None = None
) -> Iterator[None]:
    """Run all loops within as suits a call about *size* names: up to ``PLAIN_UP_TO`` plain, more compiled.
    Within another choice that one stands: a call does not change its mind.

    Before the first compiled call of an installation it is rehearsed: *rehearse* runs all its loops on a few
    names, so that they are compiled and kept, and *tell* is told of each.

    >>> with kernels_for(3):
    ...     runs_compiled()
    False
    """
    if is_chosen():
        yield
        return
    with chosen(compiled=size > PLAIN_UP_TO):
        if runs_compiled() and rehearse is not None:
            compile_all(rehearse, tell)
        yield


def compile_all(rehearse: Callable[[], object], tell: Tell | None = None) -> None:
    """Run *rehearse* compiled, unless what it runs has been compiled and kept."""
    name = f"{rehearse.__module__}.{rehearse.__qualname__}"
    if name in _REHEARSED or is_rehearsed(name):
        return
    from .compiler import compiled_loops_told  # noqa: PLC0415 it loads numba

    def told(done: int) -> None:
        if tell is not None:
            tell(COMPILING, min(done, total), total)

    total = declared_loops()
    told(0)
    with chosen(compiled=True), compiled_loops_told(told):
        rehearse()
    told(total)
    keep_rehearsed(name)
    _REHEARSED.add(name)
