"""Places in order against a count of what is less."""

from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.ranking import ranks, ranks_of, text_ranks
from namematch.arrays.strings import Texts


@given(st.lists(st.lists(st.integers(0, 3), max_size=5)))
def test_ranks_are_those_of_tuples(rows: list[list[int]]) -> None:
    starts = np.cumsum([0, *map(len, rows)])
    found = ranks_of(np.array(list(chain.from_iterable(rows)), np.int64), starts)
    assert found.tolist() == [sum(other < row for other in rows) for row in rows]


@given(st.lists(st.tuples(st.integers(0, 2), st.text("abی\0", max_size=18)), max_size=12))
def test_texts_come_after_all_of_a_lesser_group(grouped: list[tuple[int, str]]) -> None:
    texts, group = [text for _, text in grouped], [number for number, _ in grouped]
    keys = [(number, text.encode()) for number, text in grouped]
    found = text_ranks(Texts.of(texts), np.array(group, np.int64))
    assert found.tolist() == [sum(other < key for other in keys) for key in keys]


@given(st.lists(st.none() | st.text("abی\0", max_size=18), max_size=12))
def test_ranks_of_texts_that_may_be_missing(values: list[str | None]) -> None:
    known = [value for value in values if value is not None]
    distinct = sorted(set(known), key=str.encode)
    wanted = {value: sum(key.encode() < value.encode() for key in distinct) for value in distinct}
    assert ranks(values).tolist() == [-1 if value is None else wanted[value] for value in values]
