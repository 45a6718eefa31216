"""Ranks of rows against those of tuples."""

from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.ranking import ranks_of


@given(st.lists(st.lists(st.integers(0, 3), max_size=5)))
def test_ranks_are_those_of_tuples(rows: list[list[int]]) -> None:
    starts = np.cumsum([0, *map(len, rows)])
    found = ranks_of(np.array(list(chain.from_iterable(rows)), np.int64), starts)
    assert found.tolist() == [sum(other < row for other in rows) for row in rows]
