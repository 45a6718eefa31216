"""Columns of texts in, the lines of their table out."""

from collections.abc import Sequence

import numpy as np

from .compiled import kernel
from .dtypes import Bytes, Longs
from .running import kernels_for
from .strings import Texts


def tabbed_lines(columns: Sequence[Texts]) -> bytes:
    """The lines of a table, a row a line, cells parted by tabs; no cell may hold a tab or a line end.

    >>> tabbed_lines([Texts.of(["1", "2"]), Texts.of(["Ali", ""])])
    b'1\\tAli\\n2\\t\\n'
    """
    lengths = sum((column.lengths for column in columns), start=np.full(len(columns[0]), len(columns)))
    lines = np.empty(lengths.sum(), np.uint8)
    after = np.cumsum(lengths) - lengths
    marks = [ord("\t")] * (len(columns) - 1) + [ord("\n")]
    with kernels_for(len(after)):
        for column, mark in zip(columns, marks, strict=True):
            _put(lines, after, column.data, column.starts, column.ends, mark)
    return lines.tobytes()


@kernel
def _put(lines: Bytes, after: Longs, data: Bytes, starts: Longs, ends: Longs, mark: int) -> None:
    """Put a cell and a mark into each line, at the place that *after* tells, which moves behind them."""
    for x in range(len(starts)):
        at = after[x]
        for i in range(starts[x], ends[x]):
            lines[at] = data[i]
            at += 1
        lines[at] = mark
        after[x] = at + 1
