"""Rows as one array against lists of lists."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.dtypes import Longs
from namematch.arrays.ragged import Ragged, numbered, starts_of, stretches

Rows = list[list[int]]

ROWS = st.lists(st.lists(st.integers(-3, 3), max_size=4), max_size=6)


def ragged(rows: Rows) -> Ragged:
    return Ragged.of([np.array(row, np.int64) for row in rows])


def plain(rows: Ragged) -> Rows:
    return [rows[x].tolist() for x in range(len(rows))]


@given(ROWS)
def test_rows_come_back_as_they_were_given(rows: Rows) -> None:
    made = ragged(rows)
    assert plain(made) == rows
    assert made.lengths.tolist() == list(map(len, rows))
    assert made.rows().tolist() == [x for x, row in enumerate(rows) for _ in row]


@given(ROWS, st.lists(st.integers(0, 5), max_size=8))
def test_taken_rows_stand_in_the_order_asked_for(rows: Rows, places: list[int]) -> None:
    chosen = [place for place in places if place < len(rows)]
    assert plain(ragged(rows).take(np.array(chosen, np.int64))) == [rows[x] for x in chosen]


@given(ROWS)
def test_values_that_are_not_kept_are_left_out(rows: Rows) -> None:
    made = ragged(rows)
    assert plain(made.only(made.values > 0)) == [[value for value in row if value > 0] for row in rows]


@given(ROWS, ROWS, ROWS)
def test_rows_may_follow_others(one: Rows, two: Rows, three: Rows) -> None:
    assert plain(ragged(one).then(ragged(two)).then(ragged(three))) == one + two + three


@given(st.lists(st.integers(0, 5)))
def test_rows_start_where_those_before_them_end(lengths: list[int]) -> None:
    assert starts_of(np.array(lengths, np.int64)).tolist() == [
        sum(lengths[:x]) for x in range(len(lengths) + 1)
    ]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4))))
def test_stretches(bounds: list[tuple[int, int]]) -> None:
    columns: Longs = np.array(bounds, np.int64).reshape(-1, 2).T
    first, lengths = columns
    assert stretches(first, lengths).tolist() == [a + i for a, n in bounds for i in range(n)]


@given(st.lists(st.integers(-5, 5)))
def test_numbers_are_those_of_unique(values: list[int]) -> None:
    given_values = np.array(values, np.int64)
    for found, expected in zip(
        numbered(given_values), np.unique(given_values, return_inverse=True), strict=True
    ):
        assert found.tolist() == expected.tolist()


def test_columns_of_rows_are_filled_up() -> None:
    rows = Ragged.of([np.array([3, 1], np.int32), np.zeros(0, np.int32), np.array([2], np.int32)])
    assert rows.columns(-1).tolist() == [[3, -1, 2], [1, -1, -1]]
