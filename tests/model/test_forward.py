"""The forward pass, of one word, of many and compiled, against every way to share letters out."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from namematch.model.channel import (
    CONTEXTS,
    LONGEST_EMISSION,
    OTHER_TRIPLE,
    SHORT_SUBSTRINGS,
    latin_symbols,
    persian_symbols,
    shipped_channel,
)
from namematch.model.compiled_forward import likelihood_of_pairs
from namematch.model.forward import forward, likelihood, likelihoods
from namematch.model.symbols import substrings_of, symbols_of
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letter_arrays import letters_of
from namematch.text.letters import LATIN, PERSIAN

Floats = NDArray[np.float64]

CHANNEL = shipped_channel()
FEW = "بدرسکاوع"
EDGE = 1e-9  # sums in another order differ by less

persian_words = st.text(PERSIAN, min_size=1, max_size=4)
latin_words = st.text(LATIN, min_size=1, max_size=4)
tokens = st.text(LATIN, max_size=7)
many_words = st.lists(st.text(PERSIAN, max_size=7) | st.text(FEW, max_size=4), max_size=9)


def columns_of(words: list[str]) -> NDArray[np.int32]:
    """The symbols of Persian words, a column each."""
    return symbols_of(letters_of(words)).columns(-1)


def random_table(seed: int) -> Floats:
    """Emissions as steep as learned ones, some impossible."""
    draw = np.random.default_rng(seed)
    table: Floats = draw.random((len(SHORT_SUBSTRINGS) + 1 + len(CHANNEL.triples), len(PERSIAN) * CONTEXTS))
    table **= 8
    table *= draw.random(table.shape) > 0.2
    table[0] *= draw.choice([0.1, 10, 1000], table.shape[1])
    return np.minimum(table / table.sum(0), 1.0)


def every_sharing(symbols: list[int], token: str, table: NDArray[np.float64]) -> float:
    """Slow twin of likelihood: the first symbol emits 0 to 3 letters, the others the rest."""
    if not symbols:
        return 0.0 if token else 1.0
    index = shipped_channel().index
    return sum(
        float(table[index.get(token[:k], OTHER_TRIPLE), symbols[0]])
        * every_sharing(symbols[1:], token[k:], table)
        for k in range(min(LONGEST_EMISSION, len(token)) + 1)
    )


@settings(max_examples=60, deadline=None)
@given(persian_words, tokens)
def test_persian_likelihood_is_the_sum_over_every_sharing(word: str, token: str) -> None:
    channel, symbols = shipped_channel(), persian_symbols(word)
    found = likelihood(symbols, channel.substrings(token), channel.persian)
    assert found == pytest.approx(every_sharing(symbols.tolist(), token, channel.persian))


@settings(max_examples=60, deadline=None)
@given(latin_words, tokens)
def test_latin_likelihood_is_the_sum_over_every_sharing(word: str, token: str) -> None:
    channel, symbols = shipped_channel(), latin_symbols(word)
    found = likelihood(symbols, channel.substrings(token), channel.latin)
    assert found == pytest.approx(every_sharing(symbols.tolist(), token, channel.latin))


@settings(deadline=None)
@given(st.text(PERSIAN, max_size=12), st.text(LATIN, max_size=40))
def test_a_likelihood_is_a_probability(word: str, token: str) -> None:
    channel = shipped_channel()
    found = likelihood(persian_symbols(word), channel.substrings(token), channel.persian)
    assert 0.0 <= found <= 1.0
    assert found > 0.0 or not word or len(token) > 3 * len(word) or len(token) > 20


@pytest.mark.parametrize(("word", "token", "expected"), [("", "", 1.0), ("", "a", 0.0), ("ا", "abcd", 0.0)])
def test_what_cannot_be_shared_out(word: str, token: str, expected: float) -> None:
    channel = shipped_channel()
    found = likelihood(persian_symbols(word), channel.substrings(token), channel.persian)
    assert found == expected


@pytest.mark.parametrize(
    ("word", "token", "other"),
    [
        ("حسین", "hosein", "حسن"),
        ("حسن", "hasan", "حسین"),
        ("کریمی", "karimi", "کرمی"),
        ("کرمی", "karami", "کریمی"),
        ("وثوقی", "vosughi", "واثقی"),
        ("قاسمی", "qasemi", "هاشمی"),
        ("شیرین", "shirin", "سیرین"),
    ],
)
def test_a_spelling_is_likelier_of_its_own_word(word: str, token: str, other: str) -> None:
    channel = shipped_channel()
    ids = channel.substrings(token)
    own, others = (likelihood(persian_symbols(w), ids, channel.persian) for w in (word, other))
    assert own > others


@given(many_words, tokens, st.none() | st.integers(0, 3))
@example(["علی", "علی", "", "ع"], "", None)
@example([], "ali", None)
@example(["", ""], "ali", None)
@example(["عبدالحسین", "ب"], "b" * 40, 0)
def test_many_words_and_compiled_pairs_are_weighed_as_one(
    words: list[str], token: str, seed: int | None
) -> None:
    table, ids = CHANNEL.persian if seed is None else random_table(seed), CHANNEL.substrings(token)
    each = [likelihood(persian_symbols(word), ids, table) for word in words]
    assert likelihoods(columns_of(words), ids, table) == pytest.approx(each, rel=EDGE)
    symbols, flat = symbols_of(letters_of(words)), substrings_of(letters_of([token]), CHANNEL)
    word, one = np.arange(len(words)), np.zeros(len(words), np.int64)
    found = likelihood_of_pairs(word, one, symbols.values, symbols.starts, flat.values, flat.starts, table)
    assert found == pytest.approx(each, rel=EDGE)


@settings(max_examples=200)
@given(many_words, tokens, st.none() | st.integers(0, 3), st.integers(-3, 3), st.integers(0, 8))
def test_a_bound_lets_every_word_through_that_reaches_it(
    words: list[str], token: str, seed: int | None, below: int, chosen: int
) -> None:
    table, ids = CHANNEL.persian if seed is None else random_table(seed), CHANNEL.substrings(token)
    each = likelihoods(columns_of(words), ids, table)
    # A little below or above what one of the words has.
    least = np.full(len(words), 1e-300) + (each[chosen % len(words)] * 10.0**below if words else 0.0)
    found = likelihoods(columns_of(words), ids, table, least)
    reaching = each >= least
    assert found[reaching].tolist() == each[reaching].tolist()
    assert ((found == each) | (found == 0.0)).all()


def test_a_bound_refuses_most_words_of_the_lexicon() -> None:
    words, ids = (
        columns_of([word.persian for word in shipped_vocabulary().words]),
        CHANNEL.substrings("hosein"),
    )
    each = likelihoods(words, ids, CHANNEL.persian)
    found = likelihoods(words, ids, CHANNEL.persian, np.full(words.shape[1], 1e-6))
    assert found[each >= 1e-6].tolist() == each[each >= 1e-6].tolist()
    assert 0 < (each >= 1e-6).sum() < (found > 0).sum() < 0.2 * len(found)


@settings(max_examples=60)
@given(st.text(FEW, max_size=4), tokens)
def test_the_pass_tells_every_beginning_of_a_word_and_of_a_token(word: str, token: str) -> None:
    table, symbols = CHANNEL.persian, persian_symbols(word)
    reached = forward(table[CHANNEL.substrings(token)].take(symbols[:, None], axis=2))
    assert reached.shape == (len(word) + 1, len(token) + 1, 1)
    for i, j in np.ndindex(reached.shape[:2]):
        expected = every_sharing(symbols[:i].tolist(), token[:j], table)
        assert reached[i, j, 0] == pytest.approx(expected, rel=EDGE)


def test_pairs_of_many_words_and_tokens_are_each_their_own() -> None:
    words, texts = ["حسین", "", "عبدالحسین", "ع"], ["hosein", "", "abdolhosein"]
    symbols, ids = symbols_of(letters_of(words)), substrings_of(letters_of(texts), CHANNEL)
    word, token = np.divmod(np.arange(len(words) * len(texts)), len(texts))
    found = likelihood_of_pairs(
        word, token, symbols.values, symbols.starts, ids.values, ids.starts, CHANNEL.persian
    )
    expected = [
        likelihood(persian_symbols(one), CHANNEL.substrings(two), CHANNEL.persian)
        for one in words
        for two in texts
    ]
    assert found == pytest.approx(expected, rel=EDGE)
