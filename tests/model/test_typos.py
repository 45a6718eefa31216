"""Typos between sound keys: how likely each is, and the index that finds them."""

from hypothesis import given
from hypothesis import strategies as st

from namematch.model.typos import TypoIndex, typo_probability


@given(st.lists(st.text("ابپتگک", max_size=4), max_size=6), st.text("ابپت", max_size=4))
def test_the_index_misses_no_key(keys: list[str], key: str) -> None:
    near = TypoIndex(keys).near(key)
    assert near == sorted(set(near))
    assert {i for i, other in enumerate(keys) if typo_probability(key, other) > 0.0} <= set(near)


@given(st.text("ابپتگک", max_size=4), st.text("ابپت", max_size=4))
def test_a_typo_is_as_likely_back_as_forth(one: str, other: str) -> None:
    assert typo_probability(one, other) == typo_probability(other, one) < 1.0
