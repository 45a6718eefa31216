"""Plain loops in, compiled ones out, by numba, which is loaded with this module: import it late.

What is compiled is kept in the folder of ``compile_cache``. Nothing that goes wrong there goes further: what
cannot be read is compiled, and what cannot be written is not kept.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FunctionType
from typing import Any, Final, cast

import numba
from numba.core import event

from .compile_cache import cache_folder, say_not_kept

_CONFIGURING: Final = threading.RLock()
_NUMBA: Final[Any] = numba  # with options that its types do not tell of


def compile_loop(function: FunctionType) -> Callable[..., Any]:
    """*function* to be compiled when it is first called, or taken from where it was kept."""
    return cast(Callable[..., Any], _dispatcher(function, cache_folder(), nogil=True))


def compile_part(function: FunctionType) -> Callable[..., Any]:
    """*function* to be compiled with the loops that call it: nobody else does, and nothing of it is kept."""
    options = {"nogil": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(Callable[..., Any], _dispatcher(function, None, **options))


@contextmanager
def compiled_loops_told(tell: Callable[[int], None]) -> Iterator[None]:
    """*tell* how many functions have been compiled so far within."""
    listener = _Count(tell)
    with event.install_listener("numba:compile", listener):
        yield


class _Count(event.Listener):
    """Tells how many functions of ours are done; numba compiles some of its own with them."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell, self._done = tell, 0

    def on_start(self, event: Any) -> None:
        """Say nothing."""

    def on_end(self, event: Any) -> None:
        """Count one more."""
        if event.data["dispatcher"].py_func.__module__.startswith(__name__.partition(".")[0]):
            self._done += 1
            self._tell(self._done)


def _dispatcher(function: FunctionType, folder: str | None, **options: bool) -> Any:
    with _CONFIGURING:
        given, _NUMBA.config.CACHE_DIR = _NUMBA.config.CACHE_DIR, folder or ""
        try:
            dispatcher = _NUMBA.njit(cache=folder is not None, **options)(function)
        finally:
            _NUMBA.config.CACHE_DIR = given
    _take_numbers_for_numbers(dispatcher)
    _keep_calm(dispatcher)
    return dispatcher


def _take_numbers_for_numbers(dispatcher: Any) -> None:
    """Compile no loop once more for a call with a constant: numba has types of its own for 0 and False."""
    template_of = dispatcher.get_call_template

    def template(arguments: Any, options: Any) -> Any:
        return template_of(tuple(map(_NUMBA.types.unliteral, arguments)), options)

    dispatcher.get_call_template = template


def _keep_calm(dispatcher: Any) -> None:
    """Compile what was kept and cannot be read, and do without keeping what cannot be written."""
    cache = dispatcher._cache
    load, save = cache.load_overload, cache.save_overload

    def load_calmly(*arguments: Any) -> Any:
        try:
            return load(*arguments)
        except Exception:  # a file that was cut off may be anything
            with suppress(Exception):
                cache.flush()
            return None

    def save_calmly(*arguments: Any) -> None:
        try:
            save(*arguments)
        except Exception as error:  # as above; and a disk may be full
            say_not_kept(getattr(error, "strerror", None) or str(error))

    cache.load_overload, cache.save_overload = load_calmly, save_calmly
