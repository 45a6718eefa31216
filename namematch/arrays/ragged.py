"""Rows of different length as one array, and the few things that are done to all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .dtypes import Array, Bools, Longs


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows end to end: row *i* is ``values[starts[i]:starts[i + 1]]``.

    >>> rows = Ragged.of([np.array([3, 1]), np.array([], int), np.array([2])])
    >>> len(rows), rows[0].tolist(), rows.take(np.array([2, 0])).values.tolist()
    (3, [3, 1], [2, 3, 1])
    """

    values: Array
    starts: Longs

    @classmethod
    def of(cls, rows: Sequence[Array]) -> "Ragged":
        values = np.concatenate(rows) if len(rows) else np.zeros(0, np.int32)
        return cls(values, starts_of(np.array([len(row) for row in rows], np.int64)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> Array:
        return self.values[self.starts[row] : self.starts[row + 1]]

    @property
    def lengths(self) -> Longs:
        """Values in each row."""
        return np.diff(self.starts)

    def rows(self) -> Longs:
        """The row of each value."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def take(self, chosen: Longs) -> "Ragged":
        """Some rows, in that order."""
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        return Ragged(self.values[stretches(self.starts[chosen], lengths)], starts_of(lengths))

    def only(self, kept: Bools) -> "Ragged":
        """The same rows, without the values that are not *kept*."""
        return Ragged(self.values[kept], starts_of(kept)[self.starts])

    def columns(self, fill: int) -> Array:
        """A table with a column a row, with *fill* below those that are shorter than the longest one."""
        table = np.full((self.lengths.max(initial=0), len(self)), fill, self.values.dtype)
        row = self.rows()
        table[np.arange(len(self.values)) - self.starts[row], row] = self.values
        return table

    def then(self, other: "Ragged") -> "Ragged":
        """These rows, and after them the *other* ones."""
        starts = np.append(self.starts, other.starts[1:] + self.starts[-1])
        return Ragged(np.concatenate([self.values, other.values]), starts)


def starts_of(lengths: Longs | Bools) -> Longs:
    """Where rows of these *lengths* start, and at last where they end.

    >>> starts_of(np.array([2, 0, 1])).tolist()
    [0, 2, 2, 3]
    """
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def stretches(first: Longs, lengths: Longs) -> Longs:
    """The places of several stretches, one after the other, each of a first place and a length.

    >>> stretches(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1] if len(ends) else 0)
    places += np.repeat(first - (ends - lengths), lengths)
    return places


def numbered(values: Array) -> tuple[Array, Longs]:
    """The distinct *values*, ascending, and the place of each among them.

    ``np.unique`` with an inverse, by one sort.
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.ones(len(values), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    place = np.empty(len(values), np.int64)
    place[order] = np.cumsum(new) - 1
    return ordered[new], place
