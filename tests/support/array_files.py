"""Bad files of arrays, made of good ones."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from namematch.errors import TableError

Arrays = dict[str, NDArray]
Tables = TypeVar("Tables")


def changed(content: bytes, change: Callable[[Arrays], object]) -> bytes:
    """The .npz file *content* with its arrays as *change* leaves them."""
    with np.load(io.BytesIO(content)) as file:
        arrays = dict(file)
    change(arrays)
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def placing(name: str, place: object, value: object) -> Callable[[Arrays], object]:
    """A change that puts *value* at a *place* of the array *name*."""

    def change(arrays: Arrays) -> None:
        array = arrays[name].copy()
        array[place] = value
        arrays[name] = array

    return change


def replacing(name: str, make: Callable[[NDArray], object]) -> Callable[[Arrays], object]:
    """A change that has *make* give another array for *name*."""
    return lambda arrays: arrays.update({name: np.asarray(make(arrays[name]))})


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """*content* with some bytes changed, and perhaps without its end."""
    found = bytearray(content)
    for place in draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        found[place] ^= draw(st.integers(1, 255))
    return bytes(found[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else found)


def read_or_refused(read: Callable[[Path], Tables], path: Path) -> Tables | None:
    """What *read* makes of a file; None where it refuses it in one line that begins with the path."""
    try:
        return read(path)
    except TableError as error:
        reason = str(error)
    assert reason.startswith(f"{path}: ")
    assert "\n" not in reason
    return None
