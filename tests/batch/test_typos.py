"""Typos between many sound keys against the typo between each two."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.batch.typos import typo_pairs
from namematch.model.typos import typo_probability
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import PERSIAN, sound_key

KEYS = st.lists(st.text("ابپتگک", max_size=5) | st.text(PERSIAN, max_size=3), max_size=8)


def slow_pairs(keys: list[str], others: list[str]) -> dict[tuple[int, int], float]:
    pairs = product(range(len(keys)), range(len(others)))
    return {(i, j): typo for i, j in pairs if (typo := typo_probability(keys[i], others[j]))}


@settings(max_examples=300)
@given(KEYS, KEYS)
@example([""], ["", "ب", "بت"])
def test_typos_of_lists_are_those_of_each_pair(keys: list[str], others: list[str]) -> None:
    one, two, typo = typo_pairs(keys, others)
    pairs = list(zip(one.tolist(), two.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert dict(zip(pairs, typo.tolist(), strict=True)) == pytest.approx(slow_pairs(keys, others))


def test_every_two_keys_of_few_letters() -> None:
    keys = ["".join(letters) for n in range(5) for letters in product("بپ", repeat=n)]
    one, two, typo = typo_pairs(keys, keys)
    found = dict(zip(zip(one.tolist(), two.tolist(), strict=True), typo.tolist(), strict=True))
    assert found == pytest.approx(slow_pairs(keys, keys))


def test_typos_of_the_shipped_words() -> None:
    words = [sound_key(word.persian) for word in shipped_vocabulary().words]
    keys = ["شیزاد", "کریمد", "هسنه", "رزر", "سادغ", "ژاک"]
    one, two, typo = typo_pairs(keys, words)
    found = dict(zip(zip(one.tolist(), two.tolist(), strict=True), typo.tolist(), strict=True))
    assert found == pytest.approx(slow_pairs(keys, words))
    assert len({key for key, _ in found}) == len(keys)
