"""A file of learned tables (.npz) in, its arrays out, each proved when it is taken.

Such a file may be cut off, of another program or made to do harm. Nothing in it is believed: a
number that is later a place in a table must lie within that table.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import numpy as np

from ..arrays.dtypes import Array
from ..errors import TableError

MOST_BYTES: Final = 1 << 27  # of the arrays of a file; the package's own have some four million


@dataclass(frozen=True, slots=True)
class ArrayFile:
    """What a file holds, by name, none of it proved yet; *path* is for messages."""

    path: str
    members: Mapping[str, object]

    def integers(self, name: str, shape: tuple[int | None, ...], *, below: int) -> Array:
        """The array *name* of numbers from 0 up to *below*, as it is stored; None in *shape* is any length.

        Raises ``TableError`` for anything else.
        """
        array = self._array(name)
        if array.dtype.kind not in "iu":
            raise self.broken(f"table {name!r} holds {array.dtype}, not whole numbers")
        lengths = zip(array.shape, shape, strict=False)
        if array.ndim != len(shape) or any(wanted not in (None, length) for length, wanted in lengths):
            raise self.broken(f"table {name!r} has the shape {array.shape}")
        if array.size and not 0 <= int(array.min()) <= int(array.max()) < below:
            raise self.broken(f"table {name!r} holds a number that is not from 0 to {below - 1}")
        return array

    def texts(self, name: str) -> list[str]:
        """The array *name* of texts. Raises ``TableError`` for anything else."""
        array = self._array(name)
        if array.dtype.kind != "U" or array.ndim != 1:
            raise self.broken(f"table {name!r} is no row of texts")
        return [str(text) for text in array]

    def _array(self, name: str) -> Array:
        if name not in self.members:
            raise self.broken(f"no table {name!r}")
        array = self.members[name]
        if not isinstance(array, np.ndarray):
            raise self.broken(f"table {name!r} is no array")
        return array

    def broken(self, reason: str) -> TableError:
        return TableError(f"{self.path}: {reason}")


def read_array_file(path: str | os.PathLike[str], *, kind: str, version: int) -> ArrayFile:
    """The arrays of the file at *path*, which is a *kind* ("a channel table") in format *version*.

    Raises ``TableError``, one line that begins with the path, for a file that is none.
    """
    try:
        with Path(path).open("rb") as opened:
            with ZipFile(opened) as archive:
                size = sum(member.file_size for member in archive.infolist())
            if size > MOST_BYTES:
                raise ValueError(f"{size:,} bytes are more than {MOST_BYTES:,}")
            opened.seek(0)
            with np.load(opened, allow_pickle=False) as members:
                file = ArrayFile(os.fspath(path), dict(members))
    except Exception as error:  # zipfile and numpy raise a dozen kinds for a damaged file
        reason = " ".join(str(error).split()) or type(error).__name__
        raise TableError(f"{path}: not {kind} ({reason})") from error
    found = file.members.get("format")
    if not (isinstance(found, np.ndarray) and found.shape == () and found.dtype.kind in "iu"):
        raise file.broken(f"no number of a format: not {kind}")
    if int(found) != version:
        raise file.broken(f"format {int(found)} is not {version}")
    return file
