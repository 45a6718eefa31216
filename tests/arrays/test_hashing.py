"""Numbers and hashes of texts against a dict and plain Python."""

from collections.abc import Iterable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.hashing import distinct_texts, hashes_of, number_stretches
from namematch.arrays.strings import Texts
from tests.support.hashing import slow_hash

WORDS = st.lists(st.text("abی\ud800", max_size=3), max_size=30)


def slow_number(values: Iterable[object]) -> tuple[list[int], list[int]]:
    """What ``number_stretches`` gives, by a dict."""
    index: dict[object, int] = {}
    first: list[int] = []
    found = []
    for x, value in enumerate(values):
        if value not in index:
            index[value] = len(index)
            first.append(x)
        found.append(index[value])
    return found, first


@given(WORDS)
def test_distinct_texts_are_those_of_a_dict(words: list[str]) -> None:
    number, first = distinct_texts(Texts.of(words))
    assert (number.tolist(), first.tolist()) == slow_number(words)


@given(WORDS)
def test_hashes_are_the_same_everywhere(words: list[str]) -> None:
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    assert hashes_of(Texts.of(words)).tolist() == list(map(slow_hash, encoded))


def test_so_many_texts_that_the_table_grows() -> None:
    words = [str(i % 7_000) for i in range(20_000)]
    number, first = distinct_texts(Texts.of(words))
    assert (number.tolist(), first.tolist()) == slow_number(words)


@given(st.lists(st.lists(st.integers(0, 2), max_size=3), max_size=30))
def test_stretches_of_other_numbers(rows: list[list[int]]) -> None:
    ends = np.cumsum([0, *map(len, rows)])
    data = np.array([x for row in rows for x in row], np.uint16)
    number, first = number_stretches(data, ends[:-1], ends[1:])
    assert (number.tolist(), first.tolist()) == slow_number(map(tuple, rows))
