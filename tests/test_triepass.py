"""Pairs by a pass over a trie: none that its slow twin finds may be lost."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from namematch.channel import SHORT, Channel, likelihood, persian_symbols
from namematch.triepass import ABREAST, FARTHEST, LEAST_SINGLE, LONGEST_WORD, SLACK, WordTrie, near_words
from namematch.vocabulary import KEPT, shipped_vocabulary

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

SYMBOLS = 3
EDGE = 1e-9  # sums in another order differ by less, so such a pair may go either way
NO_MODEL = np.zeros((1, 1, 1))

symbol_words = st.lists(st.integers(0, SYMBOLS - 1), min_size=1, max_size=4)
letter_tokens = st.text("ab", max_size=5)


def word_of(symbols: Sequence[int]) -> Ints:
    return np.array(symbols, np.int32)


def substrings(token: str) -> Ints:
    empty = np.zeros((0, 0))
    return Channel.of([], empty, empty, NO_MODEL, NO_MODEL).substrings(token)


def nothing(done: int) -> None:
    """No progress to show."""


def random_table(seed: int) -> Floats:
    """Emissions of as and bs, as steep as learned ones, some of them impossible; each symbol's add up
    to one, eight triples among them."""
    draw = np.random.default_rng(seed)
    rows = [*(i for i, text in enumerate(SHORT) if set(text) <= {"a", "b"}), len(SHORT)]
    table = np.zeros((len(SHORT) + 1, SYMBOLS))
    table[rows] = draw.random((len(rows), SYMBOLS)) ** 4
    table[rows] *= draw.random((len(rows), SYMBOLS)) > 0.2
    return table / np.maximum(table.sum(0) + 7 * table[-1], 1e-9)


def values_of_all(tokens: Sequence[Ints], words: Sequence[Ints], weights: Floats, table: Floats) -> Floats:
    """Slow twin: P(token | word) times the word's weight, shape (tokens, words)."""
    return np.array(
        [
            [likelihood(word, ids, table) * weight for word, weight in zip(words, weights, strict=True)]
            for ids in tokens
        ]
    ).reshape(len(tokens), len(words))


def found_pairs(
    tokens: Sequence[Ints],
    thresholds: Floats,
    words: Sequence[Ints],
    weights: Floats,
    table: Floats,
    *,
    threads: int = 1,
) -> list[tuple[int, int]]:
    one, two = near_words(
        tokens,
        thresholds,
        WordTrie.of(words, weights),
        table,
        threads=threads,
        advance=nothing,
    )
    return list(zip(one.tolist(), two.tolist(), strict=True))


def pairs_of(mask: NDArray[np.bool_]) -> set[tuple[int, int]]:
    """The places (token, word) where *mask* holds."""
    return {(int(t), int(w)) for t, w in zip(*np.nonzero(mask), strict=True)}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(letter_tokens, min_size=1, max_size=5),
    st.lists(symbol_words, min_size=1, max_size=12),
    st.integers(0, 2**32),
    st.sampled_from([0.0, 1e-3, 0.5, 1 - 1e-6, 1 + 1e-6]),
)
@example(["", "ab"], [[0], [0], [0, 1]], 0, 0.0)  # twice one word, a word inside another
def test_no_pair_of_the_slow_twin_is_lost(
    texts: list[str], lists: list[list[int]], seed: int, below: float
) -> None:
    tokens, words = [substrings(text) for text in texts], [word_of(x) for x in lists]
    draw, table = np.random.default_rng(seed), random_table(seed)
    weights = draw.random(len(words))
    values = values_of_all(tokens, words, weights, table)
    # A little below or above what one of the words has, where cutting is worth most.
    thresholds = below * values[:, draw.integers(len(words))] + 1e-300
    pairs = found_pairs(tokens, thresholds, words, weights, table)

    assert len(set(pairs)) == len(pairs)
    assert [token for token, _ in pairs] == sorted(token for token, _ in pairs)
    surely = values >= thresholds[:, None] * (1 + EDGE)
    assert pairs_of(surely) <= set(pairs)
    # What comes near may come along, for the weight of a word that goes on from this one.
    for token, word in pairs:
        heaviest = max(
            weight
            for other, weight in zip(lists, weights, strict=True)
            if other[: len(lists[word])] == lists[word]
        )
        bound = values[token, word] / weights[word] * heaviest
        assert bound >= thresholds[token] * SLACK * (1 - 1e-5)


def test_no_pair_of_the_shipped_lexicon_is_lost() -> None:
    vocabulary = shipped_vocabulary()
    channel = vocabulary.channel
    spellings = [
        "ali", "aly", "hosein", "husain", "hasan", "reza", "riza", "mohamad", "muhamed",
        "mehdi", "fateme", "zahra", "maryam", "saeid", "vahid", "javad", "dzhavad", "karim",
        "qasem", "yusef", "iusif", "shirin", "farhad", "parviz", "mansur", "leila", "leyla",
        "zhale", "changiz", "khosro", "chosro", "xosrov", "akbar", "ibrahim", "ismayil",
        "davud", "yaqub", "sadegh", "feridun", "golnaz", "musavi", "ahmadi", "rahimi",
        "fatahian", "jebeli", "vosughi", "mirzai", "beheshti", "q", "xyzw",
    ]  # fmt: skip
    assert len(spellings) == 50
    ids = [channel.substrings(text) for text in spellings]
    words = [persian_symbols(word.persian) for word in vocabulary.words]
    values = np.array([vocabulary.likelihoods.trie.likelihoods(x, channel.persian, len(words)) for x in ids])
    values *= vocabulary.priors
    thresholds = np.array([KEPT * vocabulary.latin(text).unknown for text in spellings])
    pairs = found_pairs(ids, thresholds, words, vocabulary.priors, channel.persian, threads=2)
    expected = pairs_of(values >= thresholds[:, None] * (1 + EDGE))
    assert expected
    assert expected <= set(pairs)
    assert len(pairs) < 0.2 * values.size  # else it would cut nothing


def test_more_tokens_than_a_block_and_more_threads_change_nothing() -> None:
    texts = ["", "a", "b", "ab", "ba", "aab"] * 5
    tokens = [substrings(text) for text in texts]
    words = [word_of(x) for x in ([0], [1], [0, 1], [0, 1, 2], [2, 2])]
    weights, table = np.array([0.5, 0.1, 0.9, 0.3, 0.2]), random_table(7)
    thresholds = np.resize([1e-9, 1e-6, 1e-4], len(tokens))
    done: list[int] = []
    one, two = near_words(
        tokens,
        thresholds,
        WordTrie.of(words, weights),
        table,
        threads=3,
        advance=done.append,
    )
    assert sum(done) == len(tokens)
    assert len(done) == -(-len(tokens) // ABREAST)
    together = list(zip(one.tolist(), two.tolist(), strict=True))
    alone = [
        (t, w)
        for t in range(len(tokens))
        for _, w in found_pairs(tokens[t : t + 1], thresholds[t : t + 1], words, weights, table)
    ]
    assert together == alone
    assert alone


@pytest.mark.parametrize(("tokens", "words"), [(0, 2), (2, 0), (0, 0)])
def test_nothing_against_anything_is_nothing(tokens: int, words: int) -> None:
    ids, thresholds = [substrings("ab")] * tokens, np.zeros(tokens)
    assert found_pairs(ids, thresholds, [word_of([0])] * words, np.ones(words), random_table(1)) == []


def test_a_word_may_be_as_long_as_the_room() -> None:
    words = [word_of([0, 1] * (LONGEST_WORD // 2)), word_of([0] * LONGEST_WORD)]
    table = np.full((len(SHORT) + 1, SYMBOLS), 0.5)
    pairs = found_pairs([substrings("abab")], np.zeros(1), words, np.ones(2), table)
    assert sorted(pairs) == [(0, 0), (0, 1)]


def test_improbable_tokens_are_found_in_double_precision() -> None:
    words, table = [word_of([0] * 40), word_of([1] * 40)], np.full((len(SHORT) + 1, SYMBOLS), 1e-4)
    tokens = [substrings("ab" * 20), substrings("a")]
    values = values_of_all(tokens, words, np.ones(2), table)
    assert 0 < values[0, 0] < LEAST_SINGLE
    thresholds = np.array([values[0, 0] * 0.9, 1.0])
    assert found_pairs(tokens, thresholds, words, np.ones(2), table) == [(0, 0), (0, 1)]


# The words as a tree.


def below(lists: list[list[int]], weights: Floats, prefix: list[int]) -> list[tuple[list[int], float]]:
    """The words that begin with *prefix*, and their weights."""
    return [
        (word, float(weight))
        for word, weight in zip(lists, weights, strict=True)
        if word[: len(prefix)] == prefix
    ]


@settings(max_examples=80, deadline=None)
@given(st.lists(symbol_words, max_size=9), st.integers(0, 99))
@example([[0] * 20, [0]], 0)
def test_a_tree_equals_its_slow_twin(lists: list[list[int]], seed: int) -> None:
    weights = np.random.default_rng(seed).random(len(lists))
    made = WordTrie.of([word_of(x) for x in lists], weights)
    ordered = [lists[i] for i in made.order]
    assert ordered == sorted(lists)
    assert sorted(made.order.tolist()) == list(range(len(lists)))
    prefixes = sorted({tuple(word[:k]) for word in lists for k in range(1, len(word) + 1)})
    assert len(prefixes) == len(made.symbol)
    for node, prefix in enumerate(map(list, prefixes)):
        words = below(lists, weights, prefix)
        to_come = [min(FARTHEST, len(word) - len(prefix)) for word, _ in words]
        assert made.symbols[made.symbol[node]] == prefix[-1]
        assert made.depth[node] == len(prefix)
        assert made.heaviest[node] == max(weight for _, weight in words)
        assert (made.fewest[node], made.most[node]) == (min(to_come), max(to_come))
        after = [i for i, other in enumerate(prefixes) if i > node and list(other[: len(prefix)]) != prefix]
        assert made.beyond[node] == (after[0] if after else len(prefixes))
        ends = ordered[made.first[node] : made.first[node] + made.ending[node]]
        assert ends == [word for word, _ in words if word == prefix]
