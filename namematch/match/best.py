"""Scored pairs of distinct names in, pairs of rows out: the best of each left row, or one for each."""

from dataclasses import dataclass

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..arrays.ragged import Ragged, starts_of, stretches
from ..names.lists import ListSide, ListSides
from ..progress import Advance
from .assignment import best_assignment


@dataclass(frozen=True, eq=False, slots=True)
class Scored:
    """Pairs of a distinct left and a distinct right name, each once, and their bits."""

    left: Longs
    right: Longs
    bits: Floats

    def take(self, chosen: Longs) -> "Scored":
        """The pairs at some places."""
        return Scored(self.left[chosen], self.right[chosen], self.bits[chosen])


@dataclass(frozen=True, eq=False, slots=True)
class RowPairs:
    """Pairs of rows by left row, the best first, ties by right row; *pair* is that of their names."""

    left: Longs
    right: Longs
    pair: Longs


def best_of_each(pairs: Scored, sides: ListSides, top: int, advance: Advance) -> RowPairs:
    """The *top* best right rows of each left row.

    No more than *top* rows are looked at of any name, so that many rows of one name on both sides bring
    no more than what is asked for.
    """
    order = _within_reach(pairs, sides.right, top)
    near = pairs.take(order)
    rows = sides.right.rows
    times = np.minimum(rows.lengths[near.right], top)
    pair = np.repeat(np.arange(len(order)), times)
    right = rows.values[stretches(rows.starts[near.right], times)]
    best = np.lexsort((right, -near.bits[pair], near.left[pair]))
    first = starts_of(np.bincount(near.left[pair], minlength=len(sides.left.rows)))
    best = best[np.arange(len(best)) - np.repeat(first[:-1], np.diff(first)) < top]
    found = starts_of(np.minimum(np.diff(first), top))
    of_rows = Ragged(best, found).take(sides.left.name_of)
    advance(len(sides.left.rows))
    return RowPairs(of_rows.rows(), right[of_rows.values], order[pair[of_rows.values]])


def _within_reach(pairs: Scored, right: ListSide, top: int) -> Longs:
    """The pairs by left name, the best first, without those that *top* rows are better than."""
    order = np.lexsort((-pairs.bits, pairs.left))
    left, bits = pairs.left[order], pairs.bits[order]
    before = starts_of(right.times[pairs.right[order]])[:-1]
    better = before - before[np.searchsorted(left, left)]
    # Names of equal bits are all as near as the first of them.
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(left) != 0) | (np.diff(bits) != 0)
    better = better[np.flatnonzero(new)[np.cumsum(new) - 1]]
    near: Longs = order[better < top]
    return near


def one_of_each(pairs: Scored, sides: ListSides, weight: Floats, advance: Advance) -> RowPairs:
    """Each row with one partner at most, so that the weights of the pairs, >= 0, add up to most.

    Of a name's rows, those that come first have the best partners.
    """
    one, two = sides.left.rows, sides.right.rows
    times = best_assignment(pairs.left, pairs.right, weight, one.lengths, two.lengths, advance)
    place = np.flatnonzero(times)
    chosen, times = pairs.take(place), times[place]
    left = _rows_in_turn(one, chosen.left, chosen.bits, two.values[two.starts[chosen.right]], times)
    right = _rows_in_turn(two, chosen.right, chosen.bits, one.values[one.starts[chosen.left]], times)
    order = np.argsort(left)
    return RowPairs(left[order], right[order], np.repeat(place, times)[order])


def _rows_in_turn(rows: Ragged, name: Longs, bits: Floats, partner: Longs, times: Longs) -> Longs:
    """The rows of pairs, so many *times* each: those of a name are given out in ascending order, to the
    best pair first, ties by the first row of the *partner*."""
    order = np.lexsort((partner, -bits, name))
    before = starts_of(times[order])[:-1]
    ordered = name[order]
    given = np.empty(len(name), np.int64)
    given[order] = before - before[np.searchsorted(ordered, ordered)]
    return rows.values[stretches(rows.starts[name] + given, times)]
