"""N-grams against a slow twin, and laws of what they store."""

from math import exp, isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.errors import TableError
from namematch.model.array_files import ArrayFile
from namematch.training.ngrams import learn_ngrams
from namematch.transliteration.ngrams import EDGE, Ngrams

SIGNS = 5
words = st.lists(st.lists(st.integers(1, SIGNS - 1), min_size=1, max_size=6), min_size=1, max_size=12)
LEAST = [(0,), (0, 0), (0, 0, 0), (0, 0, 1.1), (0, 0, 0, 1.1, 1.1)]
# What a stored unit of 0.05 nats may be off by, once for each step of the way.
SLACK = 0.026


def learned(texts: list[list[int]], least: tuple[float, ...]) -> Ngrams:
    return learn_ngrams(((text, 1.0) for text in texts), signs=SIGNS, least=least)


@given(words, st.sampled_from(LEAST))
def test_what_may_follow_sums_to_one(texts: list[list[int]], least: tuple[float, ...]) -> None:
    tree = learned(texts, least).tree
    for text in texts:
        state = tree.start
        for sign in text:
            total = sum(exp(-tree.step(state, following)[0]) for following in range(SIGNS))
            assert isclose(total, 1, rel_tol=SLACK * len(least) * 2)
            state = tree.step(state, sign)[1]


@given(words)
def test_pairs_of_signs_are_those_of_kneser_and_ney(texts: list[list[int]]) -> None:
    """Order 2, by the book: discounted counts, and how many kinds of signs come before."""
    pairs = [pair for text in texts for pair in zip([EDGE, *text], [*text, EDGE], strict=True)]
    counts = {pair: pairs.count(pair) for pair in pairs}
    kinds = {sign: sum(1 for pair in counts if pair[1] == sign) for sign in range(SIGNS)}

    def discounts(values: list[int]) -> list[float]:
        n = [max(1, values.count(i)) for i in range(5)]
        y = n[1] / (n[1] + 2 * n[2])
        raw = [1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]]
        return [0.0, *(min(max(x, 0.1), 0.95 * i) for i, x in enumerate(raw, 1))]

    def taken(count: int, off: list[float]) -> float:
        return min(count, off[min(count, 3)])

    singles, doubles = discounts(list(kinds.values())), discounts(list(counts.values()))
    spared = sum(taken(kinds[x], singles) for x in kinds) / sum(kinds.values())
    one = {
        x: (kinds[x] - taken(kinds[x], singles)) / sum(kinds.values()) + spared / SIGNS for x in range(SIGNS)
    }
    tree = learned(texts, (0, 0)).tree
    for (before, sign), count in counts.items():
        after = {pair: n for pair, n in counts.items() if pair[0] == before}
        total = sum(after.values())
        left = sum(taken(n, doubles) for n in after.values()) / total
        own = (count - taken(count, doubles)) / total
        state = tree.start if before == EDGE else tree.step(0, before)[1]
        assert isclose(tree.step(state, sign)[0], -np.log(own + left * one[sign]), abs_tol=2 * SLACK)


@given(words, st.sampled_from(LEAST))
def test_what_is_stored_is_what_was_learned(texts: list[list[int]], least: tuple[float, ...]) -> None:
    ngrams = learned(texts, least)
    again = Ngrams.read(ArrayFile("a.npz", ngrams.stored("name")), "name", SIGNS)
    assert len(again) == len(ngrams)
    assert [again.tree.cost(text) for text in texts] == [ngrams.tree.cost(text) for text in texts]


def test_a_missing_array_is_an_error() -> None:
    arrays = learned([[1]], (0,)).stored("name")
    del arrays["name_nats"]
    with pytest.raises(TableError, match=r"a\.npz: no table 'name_nats'"):
        Ngrams.read(ArrayFile("a.npz", arrays), "name", SIGNS)


@given(words, st.sampled_from(LEAST), st.data())
def test_rows_that_are_changed_are_refused_or_looked_up(
    texts: list[list[int]], least: tuple[float, ...], data: st.DataObject
) -> None:
    arrays = learned(texts, least).stored("name")
    for _ in range(data.draw(st.integers(1, 3))):
        column = arrays[f"name_{data.draw(st.sampled_from(['parent', 'sign', 'backoff']))}"]
        column[data.draw(st.integers(0, len(column) - 1))] = data.draw(st.integers(0, 6))
    try:
        tree = Ngrams.read(ArrayFile("a.npz", arrays), "name", SIGNS).tree
    except TableError:
        return
    for state in range(len(tree.shorter)):
        for sign in range(SIGNS):
            cost, following = tree.step(state, sign)
            assert cost >= 0
            assert 0 <= following < len(tree.shorter)


def test_rare_sequences_are_left_out() -> None:
    texts = [[1, 2, 3], [1, 2, 3], [4, 2, 1]]
    assert len(learned(texts, (0, 0, 1.1))) < len(learned(texts, (0, 0, 0)))
    rare = learned(texts, (0, 0, 1.1)).tree
    assert rare.cost([1, 2, 3]) < rare.cost([4, 2, 3])


def test_a_word_seen_more_often_costs_less() -> None:
    tree = learn_ngrams([([1, 2], 5.0), ([1, 3], 1.0)], signs=SIGNS, least=(0, 0, 0)).tree
    assert tree.cost([1, 2]) < tree.cost([1, 3])
