"""Scored pairs of units, their weights and what was decided in, the same proved out: what is clustered."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ..arrays.dtypes import Bools, Floats, Longs
from ..errors import NameMatchError

_MOST_BITS: Final = 2.0**20  # beyond it the steps of ``dedupe.linkage`` would leave 64-bit integers
_MOST_UNITS: Final = 2**31  # the number of a pair, left * n + right, must fit 64 bits


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """From which average of bits on two clusters join, and what a single pair counts in it: *floor* at
    least, so that none can veto, and *cap* at most, so that no bridge can carry.

    >>> Cutoffs(join=3.0, floor=-10.0, cap=2.0)
    Traceback (most recent call last):
    ...
    namematch.errors.NameMatchError: not floor < join <= cap: -10.0, 3.0, 2.0
    """

    join: float
    floor: float
    cap: float

    def __post_init__(self) -> None:
        if not -_MOST_BITS <= self.floor < self.join <= self.cap <= _MOST_BITS:
            raise NameMatchError(f"not floor < join <= cap: {self.floor!r}, {self.join!r}, {self.cap!r}")


@dataclass(frozen=True, slots=True)
class Constraints:
    """What holds whatever the bits say.

    *same* are pairs of units decided to be one: they are joined before anything else, with what follows
    from them. *apart* are pairs decided to differ: their clusters never join. Two units with one value in
    *groups* (one for each unit; None or -1: no group) never share a cluster.
    """

    same: Sequence[Sequence[int]] = ()
    apart: Sequence[Sequence[int]] = ()
    groups: Sequence[Hashable] | None = None


@dataclass(frozen=True, slots=True)
class LinkedPairs:
    """Proved pairs in ascending order, each with ``left < right``."""

    left: Longs
    right: Longs
    bits: Floats

    @classmethod
    def read(cls, n: int, left: npt.ArrayLike, right: npt.ArrayLike, bits: npt.ArrayLike) -> "LinkedPairs":
        """Pairs of *n* units. Raises NameMatchError naming the first pair that cannot be one."""
        if not 0 <= n < _MOST_UNITS:
            raise NameMatchError(f"number of units {n!r} is not in 0..{_MOST_UNITS - 1}")
        ends = _integers(left, "left"), _integers(right, "right")
        scores = np.asarray(bits, dtype=np.float64)
        if not ends[0].shape == ends[1].shape == scores.shape:
            lengths = ", ".join(str(column.shape) for column in (*ends, scores))
            raise NameMatchError(f"left, right and bits differ in shape: {lengths}")
        low, high = np.minimum(*ends), np.maximum(*ends)
        _refuse(low, high, (low < 0) | (high >= n), f"is outside of 0..{n - 1}")
        _refuse(low, high, low == high, "is of one unit with itself")
        _refuse(low, high, np.isnan(scores), "has NaN bits")
        order = np.argsort(low * n + high, kind="stable")
        low, high = low[order], high[order]
        again = (low[1:] == low[:-1]) & (high[1:] == high[:-1])
        _refuse(low[1:], high[1:], again, "is given twice")
        return cls(low, high, scores[order])

    def where(self, chosen: Bools) -> "LinkedPairs":
        """The *chosen* ones."""
        return LinkedPairs(self.left[chosen], self.right[chosen], self.bits[chosen])

    def rows(self) -> Longs:
        """The two units of each pair, shape (pairs, 2)."""
        return np.column_stack((self.left, self.right))


def _refuse(left: Longs, right: Longs, wrong: Bools, why: str) -> None:
    """Raise NameMatchError naming the first pair that is wrong, if one is."""
    if wrong.any():
        k = int(wrong.argmax())
        raise NameMatchError(f"the pair of units {left[k]} and {right[k]} {why}")


def _integers(values: npt.ArrayLike, name: str) -> Longs:
    array: npt.NDArray[Any] = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise NameMatchError(f"{name} is not a sequence of integers: {array.dtype} {array.shape}")
    return array.astype(np.int64)


def read_weights(n: int, weights: npt.ArrayLike | None) -> list[int]:
    """The weight of each unit, 1 where none are given. Raises NameMatchError for one that is not positive."""
    if weights is None:
        return [1] * n
    array = _integers(weights, "weights")
    if len(array) != n:
        raise NameMatchError(f"{len(array)} weights for {n} units")
    if (array < 1).any():
        unit = int((array < 1).argmax())
        raise NameMatchError(f"the weight of unit {unit} is {array[unit]}, not positive")
    listed: list[int] = array.tolist()
    return listed


def decided_pairs(n: int, decisions: Sequence[Sequence[int]], name: str) -> Longs:
    """The decisions as rows of two units, in ascending order."""
    rows = sorted(sorted(pair) for pair in decisions)
    for pair in rows:
        if len(pair) != 2 or not 0 <= pair[0] <= pair[1] < n:  # noqa: PLR2004
            raise NameMatchError(f"{name}: {pair!r} is not a pair of units in 0..{n - 1}")
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def read_groups(n: int, groups: Sequence[Hashable] | None) -> list[Hashable]:
    """The group of each unit, None where it has none; empty if nobody has one."""
    if groups is None:
        return []
    listed = [None if group == -1 else group for group in groups]
    if len(listed) != n:
        raise NameMatchError(f"{len(listed)} groups for {n} units")
    return listed
