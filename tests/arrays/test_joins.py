"""Equal numbers of two columns against looking at every pair."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.joins import ByNumber, equal_numbers, places_among

COLUMNS = st.lists(st.integers(-1, 3), max_size=6)


def pairs_of(found: tuple[np.ndarray, np.ndarray]) -> list[tuple[int, int]]:
    return sorted(zip(*(side.tolist() for side in found), strict=True))


@given(COLUMNS, COLUMNS)
def test_equal_numbers_are_found_but_for_negative_ones(numbers: list[int], others: list[int]) -> None:
    found = equal_numbers(np.array(numbers, np.int64), np.array(others, np.int64))
    assert pairs_of(found) == [
        (i, j) for i, x in enumerate(numbers) for j, y in enumerate(others) if x == y >= 0
    ]


@given(COLUMNS, st.lists(COLUMNS, max_size=3))
def test_a_column_may_be_asked_again(numbers: list[int], columns: list[list[int]]) -> None:
    column = ByNumber(np.array(numbers, np.int64))
    for others in columns:
        other = ByNumber(np.array(others, np.int64))
        fresh = equal_numbers(column.numbers, other.numbers)
        assert pairs_of(column.equal_to(other)) == pairs_of(fresh)
        assert pairs_of(other.equal_to(column)) == sorted((j, i) for i, j in pairs_of(fresh))


@given(st.sets(st.integers(-5, 5)), st.lists(st.integers(-6, 6), max_size=8))
def test_places_among_ascending_numbers(numbers: set[int], values: list[int]) -> None:
    ascending = sorted(numbers)
    places, known = places_among(np.array(ascending, np.int64), np.array(values, np.int64))
    assert known.tolist() == [value in numbers for value in values]
    assert all(
        ascending[p] == v for p, v, k in zip(places.tolist(), values, known.tolist(), strict=True) if k
    )
