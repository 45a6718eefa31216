"""Two lists of names in, the distinct names of each out, and the rows that each name stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .distinct import distinct_texts
from .nametable import NameTable, ranks_of, read_texts, tabulate
from .parse import Name, parse_name
from .progress import Advance
from .ragged import Ragged, numbered, starts_of
from .texts import Texts, encoded

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Side:
    """A list by its distinct names: the name of each row, and the *rows* of each name, ascending."""

    name_of: Longs
    rows: Ragged

    @property
    def times(self) -> Longs:
        """How many rows each name stands in."""
        return self.rows.lengths


@dataclass(frozen=True, eq=False, slots=True)
class Sides:
    """Two lists. *names* has the distinct names of the *left* one, then those of the *right* one, so that
    a name of both stands in it twice."""

    names: NameTable
    left: Side
    right: Side

    @property
    def times(self) -> Longs:
        """How many rows each of *names* stands in."""
        return np.concatenate([self.left.times, self.right.times])

    @property
    def named(self) -> int:
        """How many rows have a name, of both lists together."""
        return int(self.times[self.names.words > 0].sum())


def read_sides(left: Sequence[str | Name], right: Sequence[str | Name], advance: Advance) -> Sides:
    """Read two lists, and find who is the same word for word; *advance* is told of every row.

    >>> sides = read_sides(["Ali Karimi", "ALI KARIMI"], ["Mr. Ali Karimi"], lambda rows: None)
    >>> sides.left.rows[0].tolist(), len(sides.names), sides.named
    ([0, 1], 2, 3)
    """
    readings, reading_of = _read(left, right, advance)
    name_of = _names_of(readings)[reading_of]
    ours, one = _side(name_of[: len(left)])
    theirs, two = _side(name_of[len(left) :])
    firsts = np.append(reading_of[: len(left)][one], reading_of[len(left) :][two])
    return Sides(readings.take(firsts), ours, theirs)


def _read(
    left: Sequence[str | Name], right: Sequence[str | Name], advance: Advance
) -> tuple[NameTable, Longs]:
    """The readings of both lists, and the place of each row's among them, the left rows first."""
    ours, theirs = _texts_alone(left), _texts_alone(right)
    if ours is None or theirs is None:
        read = [parse_name(name) if isinstance(name, str) else name for name in (*left, *right)]
        advance(len(read))
        return tabulate(read), np.arange(len(read))
    texts = Texts.joined([ours, theirs])
    reading_of, first = distinct_texts(texts)
    readings = read_texts(texts.take(first), advance=advance)
    advance(len(texts) - len(first))
    return readings, reading_of


def _texts_alone(names: Sequence[str | Name]) -> Texts | None:
    """*names* as bytes where all are texts."""
    if isinstance(names, Texts):
        return names
    texts = [name for name in names if isinstance(name, str)]
    return encoded(texts)[0] if len(texts) == len(names) else None


def _names_of(readings: NameTable) -> Longs:
    """Equal numbers for readings with the same words and the same titles that may be words."""
    rank = ranks_of(readings.token, readings.starts)
    most = int(readings.spare.max(initial=0)) + 1
    return rank * most + readings.spare


def _side(name_of: Longs) -> tuple[Side, Longs]:
    """A list of which *name_of* tells the names, by any numbers, and the first row of each name."""
    _, place = numbered(name_of)
    rows = Ragged(np.argsort(place, kind="stable"), starts_of(np.bincount(place)))
    return Side(place, rows), rows.values[rows.starts[:-1]]
