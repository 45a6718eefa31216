"""The cells of a list in, its columns out: as texts, and marks for the cells that are none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Longs
from ..arrays.strings import Cells, Texts
from ..errors import quoted

Kinds = NDArray[np.uint8]
_BEYOND_WHOLE = 2.0**63  # Parquet has no such whole numbers

TEXT, WHOLE, WHOLE_FLOAT, OTHER = range(4)  # kinds of cells; all but the first come from JSON and Parquet


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """The cells of one column: '' for an empty cell, a null and NaN; digits for a whole number; dates
    and decimals as they print, and what a message quotes for anything else that is no text."""

    texts: Texts
    kinds: Kinds

    @classmethod
    def of(cls, cells: Sequence[object]) -> Self:
        """Cells of any kind.

        >>> column = Column.of(["Ali", None, 7, True])
        >>> list(column.texts), column.kinds.tolist()
        (['Ali', '', '7', 'True'], [0, 0, 1, 3])
        """
        if set(map(type, cells)) <= {str, type(None)}:
            texts = Texts.of(cell if isinstance(cell, str) else "" for cell in cells)
            return cls(texts, np.full(len(texts), TEXT, np.uint8))
        read = [_read_cell(cell) for cell in cells]
        kinds = np.fromiter((kind for _, kind in read), np.uint8, len(read))
        return cls(Texts.of(text for text, _ in read), kinds)

    def first_unreadable(self, *, numbers: bool) -> int | None:
        """The first cell that is no text, nor a whole number if *numbers* count; None without any."""
        bad = np.flatnonzero(self.kinds >= OTHER if numbers else self.kinds != TEXT)
        return int(bad[0]) if len(bad) else None

    def cells(self) -> Cells:
        """The cells, numbers as their digits; none may be unreadable."""
        # pandas turns a column of years into floats as soon as one is missing.
        floats = np.flatnonzero(self.kinds == WHOLE_FLOAT)
        if not len(floats):
            return Cells(self.texts)
        place = np.arange(len(self.texts))
        place[floats] = len(place) + np.arange(len(floats))
        digits = Texts.of(str(int(float(text))) for text in self.texts.take(floats))
        return Cells(Texts.joined([self.texts, digits]).take(place))

    def values(self) -> Sequence[object]:
        """The cells to be written again: numbers, or truth values, where all of a column are, None for an
        empty one; else what ``cells`` gives.

        >>> list(Column.of([7, None, 0.5]).values()), list(Column.of([7, "x"]).values())
        ([7, None, 0.5], ['7', 'x'])
        """
        cells = self.cells()
        if ((self.kinds == TEXT) & (self.texts.lengths > 0)).any() or not self.kinds.any():
            return cells
        read = [None if cell is None else _value_of(cell) for cell in cells]
        types = {type(value) for value in read if value is not None}
        return read if types == {bool} or types <= {int, float} else cells


def _read_cell(cell: object) -> tuple[str, int]:
    if isinstance(cell, str):
        return cell, TEXT
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "", TEXT
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell), WHOLE
    if isinstance(cell, (date, time, Decimal)):
        return str(cell), OTHER
    return quoted(cell), WHOLE_FLOAT if isinstance(cell, float) and cell.is_integer() else OTHER


def _value_of(cell: str) -> object:
    """The number or truth value that was read as *cell*; itself if it was none that every format has."""
    if cell in ("True", "False"):
        return cell == "True"
    try:
        number = float(cell)
    except ValueError:
        return cell
    whole = cell.lstrip("-").isdecimal()
    if not math.isfinite(number) or (whole and abs(number) >= _BEYOND_WHOLE):
        return cell
    read = int(cell) if whole else number
    return read if str(read) == cell else cell  # a decimal may have more digits


class GrowingColumn:
    """A column in the making: blocks of cells, one after the other.

    >>> column = GrowingColumn()
    >>> column.add(["Ali", None])
    >>> column.add_bytes(b"Zand", np.array([4]))
    >>> list(column.column().texts)
    ['Ali', '', 'Zand']
    """

    def __init__(self) -> None:
        self._data = bytearray()  # grows where it is, without a copy
        self._lengths: list[Longs] = []
        self._kinds: list[Kinds] = []

    def add(self, cells: Sequence[object]) -> None:
        """Take up cells of any kind."""
        column = Column.of(cells)
        self._add(column.texts.data.data, column.texts.lengths, column.kinds)

    def add_bytes(self, data: bytes | memoryview, lengths: Longs) -> None:
        """Take up texts that fill *data*, one after the other."""
        self._add(data, lengths, np.full(len(lengths), TEXT, np.uint8))

    def _add(self, data: bytes | memoryview, lengths: Longs, kinds: Kinds) -> None:
        self._data += data
        self._lengths.append(lengths)
        self._kinds.append(kinds)

    def column(self) -> Column:
        """All cells; no more can be added."""
        lengths = np.concatenate([np.zeros(0, np.int64), *self._lengths])
        kinds = np.concatenate([np.zeros(0, np.uint8), *self._kinds])
        return Column(Texts.end_to_end(self._data, lengths), kinds)
