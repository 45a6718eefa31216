"""Rows that share a block against every pair of rows."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.dtypes import Longs
from namematch.arrays.postings import Members, block_pairs, share_a_block
from namematch.arrays.ragged import Ragged

ROWS = st.lists(st.lists(st.integers(0, 5), max_size=4, unique=True).map(sorted), max_size=7)


def ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    return Ragged.of([np.array(row, np.int32) for row in rows])


@given(ROWS, ROWS)
def test_rows_that_share_a_block_are_found_each_once(rows: list[list[int]], others: list[list[int]]) -> None:
    left, right = block_pairs(ragged(rows), Members.of(ragged(others), 6))
    found = list(zip(left.tolist(), right.tolist(), strict=True))
    every = [(x, y) for x in range(len(rows)) for y in range(len(others))]
    expected = [(x, y) for x, y in every if set(rows[x]) & set(others[y])]
    assert sorted(found) == expected
    assert left.tolist() == sorted(left.tolist())
    one, two = (np.array([pair[k] for pair in every], np.int64) for k in (0, 1))
    shared = share_a_block(one, two, ragged(rows), ragged(others))
    assert [pair for pair, meets in zip(every, shared.tolist(), strict=True) if meets] == expected


@given(ROWS)
def test_members_of_a_block_are_the_rows_that_have_it(rows: list[list[int]]) -> None:
    order = list(range(len(rows)))
    for turn, given_order in ((order, None), (order[::-1], np.array(order[::-1], np.int64))):
        members = Members.of(ragged(rows), 6, given_order)
        assert members.count == len(rows)
        for block in range(6):
            found: Longs = members.rows[members.heads[block] : members.heads[block + 1]]
            assert found.tolist() == [x for x in turn if block in rows[x]]
