"""Doubt in, probability out: one monotone table, shifted by the size of the list."""

from functools import lru_cache

import numpy as np

from ..arrays.dtypes import Floats
from ..text.memory import REMEMBERED_WORDS
from ..text.tables import read_table

MOST_BITS = 40.0  # the bits of an identical name; log2 odds beyond say nothing more
SIZE = 10_000  # names of the list that the table holds for
SHORT_LIST = 10_000  # names; a shorter list is as one of so many


def raw_bits(doubt: Floats) -> Floats:
    """Log2 odds of the probability ``2 ** -doubt``, within -40 and 40."""
    with np.errstate(divide="ignore", over="ignore"):
        raw = -np.log2(np.expm1(np.asarray(doubt) * np.log(2)))
    bits: Floats = np.clip(raw, -MOST_BITS, MOST_BITS)
    return bits


def raw_bits_in(doubt: Floats, population: int) -> Floats:
    """``raw_bits`` less those that a list of *population* names takes off: twice as many names hold twice
    as many that are nearly the same.

    No less in a very short one: its near-namesakes are brothers and colleagues, not strangers drawn by lot.
    """
    bits: Floats = raw_bits(doubt) - np.log2(max(population, SHORT_LIST) / SIZE)
    return bits


@lru_cache(maxsize=1)
def _table() -> tuple[Floats, Floats]:
    """Raw and calibrated bits, both rising."""
    rows = read_table("calibration", ("raw", "bits"), as_written=("raw", "bits"))
    raw, bits = (np.array(column, np.float64) for column in zip(*rows[::-1], strict=True))
    return raw, bits


def calibrated_bits(doubt: Floats, population: int) -> Floats:
    """Log2 odds that two names with *doubt* bits between them are one, in a list of *population*.

    Falls with doubt and with the size; within -40 and 40, and 40 for no doubt at all. Between the rows of
    the table bits are interpolated, below its last row they fall as fast as the doubt rises.

    >>> small, large = (calibrated_bits(np.array([0.0, 1.0, 20.0]), n) for n in (2, 1_000_000))
    >>> bool((small >= large).all()), small[0], float(small[1]) > 0 > float(small[2])
    (True, np.float64(40.0), True)
    """
    raw, bits = _table()
    wanted = raw_bits_in(doubt, population)
    found = np.interp(wanted, raw, bits) + np.minimum(wanted - raw[0], 0.0)
    clipped: Floats = np.clip(found, -MOST_BITS, MOST_BITS)
    return clipped


@lru_cache(maxsize=REMEMBERED_WORDS)
def bits_of(doubt: float, population: int) -> float:
    """``calibrated_bits`` of one pair of names.

    >>> bits_of(0.0, 2)
    40.0
    """
    return float(calibrated_bits(np.asarray(doubt), population))


def most_doubt_at(bits: float, population: int) -> float:
    """The most doubt with which ``calibrated_bits`` is *bits* or more."""
    low, high = 0.0, 2 * MOST_BITS
    for _ in range(60):  # bisection down to the spacing of floats
        middle = (low + high) / 2
        if float(calibrated_bits(np.asarray(middle), population)) >= bits:
            low = middle
        else:
            high = middle
    return low


def probability_of(bits: float) -> float:
    """The probability with log2 odds *bits*, in [0, 1].

    >>> probability_of(0.0)
    0.5
    """
    return float(1.0 / (1.0 + 2.0**-bits))


def probabilities_of(bits: Floats) -> Floats:
    """``probability_of`` of each of *bits*, to the last one: equal bits are looked at once."""
    values, place = np.unique(bits, return_inverse=True)
    found: Floats = np.fromiter(map(probability_of, values.tolist()), np.float64, len(values))[place]
    return found
