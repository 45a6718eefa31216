"""Columns in, a frame of a library that the caller has out."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from ..errors import NameMatchError

FRAMES: Final = ("pandas", "polars", "pyarrow")


def frame_of(columns: Mapping[str, Any], library: str) -> Any:
    """*columns* as a frame of *library*: "pandas", "polars" or "pyarrow", which must be installed.

    Raises ``NameMatchError`` for another library, and for one that is not installed.

    >>> frame_of({"left": [0]}, "excel")
    Traceback (most recent call last):
    ...
    namematch.errors.NameMatchError: library='excel' is none of pandas, polars, pyarrow
    """
    if library not in FRAMES:
        raise NameMatchError(f"library={library!r} is none of {', '.join(FRAMES)}")
    try:
        module = import_module(library)
    except ImportError as error:
        raise NameMatchError(f"{library} is not installed: pip install {library}") from error
    make = module.table if library == "pyarrow" else module.DataFrame
    return make(dict(columns))
