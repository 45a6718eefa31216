"""Doubt and probability: monotone, bounded, and the way back."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.compare.calibration import (
    MOST_BITS,
    SIZE,
    calibrated_bits,
    most_doubt_at,
    probability_of,
    raw_bits,
)
from namematch.text.tables import read_table

doubts = st.one_of(st.floats(0, 90), st.floats(0, 1e-6), st.just(math.inf))
populations = st.integers(1, 10**9)
cutoffs = st.floats(-30, 30)


def bits_of(doubt: float, population: int = 2) -> float:
    return float(calibrated_bits(np.asarray(doubt), population))


@given(doubts, doubts, populations)
def test_more_doubt_is_never_more_bits(one: float, two: float, population: int) -> None:
    less, more = sorted((one, two))
    assert bits_of(less, population) >= bits_of(more, population)
    assert raw_bits(np.asarray(less)) >= raw_bits(np.asarray(more))


@given(doubts, populations, populations)
def test_a_larger_list_is_never_more_bits(doubt: float, one: int, two: int) -> None:
    small, large = sorted((one, two))
    assert bits_of(doubt, small) >= bits_of(doubt, large)


@given(doubts, populations)
def test_bits_are_numbers_within_the_clamps(doubt: float, population: int) -> None:
    assert -MOST_BITS <= bits_of(doubt, population) <= MOST_BITS
    assert -MOST_BITS <= float(raw_bits(np.asarray(doubt))) <= MOST_BITS


@pytest.mark.parametrize(
    ("doubt", "raw"),
    [
        (0.0, MOST_BITS),
        (1.0, 0.0),
        (math.log2(3), -1.0),
        (math.inf, -MOST_BITS),
        (1e4, -MOST_BITS),
    ],
)
def test_raw_bits_are_the_odds_of_two_to_minus_the_doubt(doubt: float, raw: float) -> None:
    assert float(raw_bits(np.asarray(doubt))) == pytest.approx(raw)


@given(st.floats(0.01, 30))
def test_raw_bits_equal_their_slow_twin(doubt: float) -> None:
    p = 2.0**-doubt
    assert float(raw_bits(np.asarray(doubt))) == pytest.approx(math.log2(p / (1 - p)), abs=1e-6)


@given(st.lists(doubts, max_size=5), populations)
def test_an_array_is_calibrated_like_its_values(several: list[float], population: int) -> None:
    found = calibrated_bits(np.array(several, np.float64), population)
    assert found.tolist() == [bits_of(doubt, population) for doubt in several]


def test_a_short_list_is_like_any_other_short_list() -> None:
    assert bits_of(3.0, 2) == bits_of(3.0, SIZE)
    assert bits_of(3.0, 2 * SIZE) < bits_of(3.0, SIZE)


def test_below_the_table_bits_fall_as_fast_as_doubt_rises() -> None:
    assert bits_of(20.0) - bits_of(25.0) == pytest.approx(5.0, abs=1e-3)


# The way back.


@given(cutoffs, populations)
def test_the_most_doubt_at_a_cutoff_reaches_it_and_no_more_does(cutoff: float, population: int) -> None:
    doubt = most_doubt_at(cutoff, population)
    assert doubt >= 0.0
    if bits_of(0.0, population) >= cutoff:
        assert bits_of(doubt, population) >= cutoff
    if doubt < 2 * MOST_BITS - 1e-6:
        assert bits_of(doubt + 1e-9 * (1 + doubt), population) < cutoff


@given(st.floats(0.1, 30), populations)
def test_the_way_back_ends_at_the_doubt_or_beyond(doubt: float, population: int) -> None:
    # Beyond only where the table is flat or a clamp holds.
    back = most_doubt_at(bits_of(doubt, population), population)
    assert back >= doubt - 1e-9
    assert bits_of(back, population) == pytest.approx(bits_of(doubt, population), abs=1e-6)


@given(cutoffs, cutoffs, populations)
def test_a_higher_cutoff_never_leaves_more_doubt(one: float, two: float, population: int) -> None:
    low, high = sorted((one, two))
    assert most_doubt_at(low, population) >= most_doubt_at(high, population)


def test_a_cutoff_that_nothing_reaches_leaves_no_doubt() -> None:
    assert most_doubt_at(MOST_BITS + 1, 2) == 0.0


# Probability.


@pytest.mark.parametrize(("bits", "probability"), [(0.0, 0.5), (1.0, 2 / 3), (-1.0, 1 / 3)])
def test_probability_has_these_odds(bits: float, probability: float) -> None:
    assert probability_of(bits) == pytest.approx(probability)


@given(st.floats(-MOST_BITS, MOST_BITS))
def test_probability_and_bits_are_one(bits: float) -> None:
    p = probability_of(bits)
    assert 0.0 < p < 1.0
    assert p + probability_of(-bits) == pytest.approx(1.0)
    assert math.log2(p / (1 - p)) == pytest.approx(bits, abs=1e-2)


# The shipped table.


def test_the_shipped_table_falls_and_stays_within_the_clamps() -> None:
    rows = read_table("calibration", ("raw", "bits"), as_written=("raw", "bits"))
    raw, bits = (np.array(column, np.float64) for column in zip(*rows, strict=True))
    assert len(rows) > 3
    assert (np.diff(raw) < 0).all()
    assert (np.diff(bits) <= 0).all()
    assert (abs(raw) <= MOST_BITS).all()
    assert (abs(bits) <= MOST_BITS).all()
    assert raw[0] == bits[0] == MOST_BITS  # an identical name
