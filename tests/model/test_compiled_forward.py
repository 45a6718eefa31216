"""Pairs by blocks, compiled, against the pairs of all that are candidates."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from namematch.model.blocks import Blocks
from namematch.model.channel import CONTEXTS, SHORT_SUBSTRINGS, Channel, persian_symbols
from namematch.model.compiled_forward import (
    TOKENS_A_BLOCK,
    Emissions,
    Words,
    likelihood_of_pairs,
    probable_pairs,
)
from namematch.model.forward import likelihood
from namematch.model.lexicon import Word
from namematch.model.symbols import substrings_of, symbols_of
from namematch.model.vocabulary import KEPT, Vocabulary, shipped_vocabulary
from namematch.text.consonants import are_candidates
from namematch.text.letter_arrays import letters_of
from namematch.text.letters import LATIN, PERSIAN

Floats = NDArray[np.float64]
Pairs = dict[tuple[int, int], float]

EDGE = 1e-9  # sums in another order differ by less, so such a pair may go either way
FEW = "بدرسک"
TOKENS = st.lists(st.text("bdrska", max_size=6), min_size=1, max_size=6)
WORDS = st.lists(st.text(FEW, min_size=1, max_size=5), min_size=1, max_size=9)
LEXICON = shipped_vocabulary()


def nothing(done: int) -> None:
    """No progress to show."""


def random_table(seed: int, above: float) -> Floats:
    """Emissions as steep as learned ones, some impossible; those of a symbol add up to *above* or less, and
    some symbols nearly always emit nothing."""
    draw = np.random.default_rng(seed)
    table: Floats = draw.random((len(SHORT_SUBSTRINGS) + 1, len(PERSIAN) * CONTEXTS)) ** 8
    table *= draw.random(table.shape) > 0.2
    table[0] *= draw.choice([0.1, 10, 1000], table.shape[1])
    table *= above / table.sum(0)
    return np.minimum(table, 1.0)


def channel_of(table: Floats) -> Channel:
    model = np.zeros((1, 1, 1))
    return Channel.of([], table, table, model, model)


def words_of(blocks: Blocks, words: Sequence[str], weight: Floats, table: Floats) -> Words:
    symbols, emissions = symbols_of(letters_of(words)), Emissions.of(table)
    return Words.of(blocks.near, blocks.count, symbols, weight, emissions)


def found_pairs(
    tokens: Sequence[str],
    words: Sequence[str],
    least: Floats,
    weight: Floats,
    channel: Channel,
    *,
    threads: int = 1,
) -> Pairs:
    """P(token | word) of the pairs found."""
    of_words = Blocks.of(letters_of(words))
    of_tokens, letters = Blocks.of(letters_of(tokens)).as_in(of_words), letters_of(tokens)
    rendered = words_of(of_words, words, weight, channel.persian)
    token, word, value = probable_pairs(
        substrings_of(letters, channel), of_tokens.near, least, rendered, threads=threads, advance=nothing
    )
    assert token.tolist() == sorted(token.tolist())
    found = dict(zip(zip(token.tolist(), word.tolist(), strict=True), value.tolist(), strict=True))
    assert len(found) == len(token)
    return found


def values_of_candidates(tokens: Sequence[str], words: Sequence[str], channel: Channel) -> Pairs:
    """Slow twin: P(token | word) of all that are near."""
    ids = [channel.substrings(token) for token in tokens]
    return {
        (t, w): likelihood(persian_symbols(word), ids[t], channel.persian)
        for t, token in enumerate(tokens)
        for w, word in enumerate(words)
        if are_candidates(token, word)
    }


def assert_found(found: Pairs, values: Pairs, least: Floats, weight: Floats) -> None:
    reach = {pair: value * weight[pair[1]] / least[pair[0]] for pair, value in values.items()}
    assert {pair for pair, share in reach.items() if share >= 1 + EDGE} <= found.keys()
    assert found.keys() <= {pair for pair, share in reach.items() if share >= 1 - EDGE}
    assert found == pytest.approx({pair: values[pair] for pair in found})


@settings(max_examples=200)
@given(
    TOKENS,
    WORDS,
    st.integers(0, 2**32),
    st.sampled_from([1e-9, 1e-3, 0.5, 1 - 1e-6, 1 + 1e-6]),
    st.sampled_from([0.3, 1.0, 1.05]),
    st.sampled_from([1, 2]),
)
@example(["", "b", "bab"], ["ب", "ب", "بد"], 0, 1e-9, 1.0, 1)  # twice one word, a word inside another
@example(["a" * 40], [FEW * 8], 1, 1e-9, 1.05, 1)
def test_the_pairs_of_candidates_above_a_threshold_are_found(
    tokens: list[str], words: list[str], seed: int, below: float, above: float, threads: int
) -> None:
    channel, draw = channel_of(random_table(seed, above)), np.random.default_rng(seed)
    weight, values = draw.random(len(words)) + 0.01, values_of_candidates(tokens, words, channel)
    # A little below or above what one of the words has, where leaving off is worth most.
    chosen = int(draw.integers(len(words)))
    least = np.array([below * values.get((t, chosen), 0) * weight[chosen] for t in range(len(tokens))])
    least += 1e-300
    assert_found(found_pairs(tokens, words, least, weight, channel, threads=threads), values, least, weight)


@pytest.mark.parametrize("share", [KEPT, 1.0, 1e3])
@pytest.mark.parametrize("threads", [1, 2])
def test_the_pairs_of_the_shipped_channel_are_found(share: float, threads: int) -> None:
    words = [word.persian for word in LEXICON.words[::7]]
    tokens = [
        "ali", "hosein", "husain", "reza", "mohamad", "muhamed", "mehdi", "fateme", "saeid", "dzhavad",
        "qasem", "yusef", "iusif", "shirin", "zhale", "chosro", "xosrov", "ismayil", "yaqub", "feridun",
        "musavi", "fatahian", "mirzai", "beheshti", "muayedi", "abdolhosein", "q", "xyzw", "a",
    ]  # fmt: skip
    unknown = np.array([LEXICON.latin(token).unknown for token in tokens])
    least, weight = share * unknown, LEXICON.priors[::7]
    values = values_of_candidates(tokens, words, LEXICON.channel)
    found = found_pairs(tokens, words, least, weight, LEXICON.channel, threads=threads)
    assert_found(found, values, least, weight)
    assert 0 < len(found) < len(values)


def test_a_word_that_nobody_bears_is_no_reading() -> None:
    words = ["علی", "رضا"]
    found = found_pairs(["ali"], words, np.array([1e-12]), np.array([0.0, 1.0]), LEXICON.channel)
    assert found == {}
    unused = Vocabulary((Word("علی", "Ali"), Word("رضا", "Reza", given=1.0)))
    assert [unused.latin("ali").words.tolist(), unused.latin("reza").words.tolist()] == [[], [1]]


def test_more_tokens_than_a_block_and_more_threads_change_nothing() -> None:
    tokens = [LATIN[i % 26] + LATIN[i % 7] + "ar" for i in range(2 * TOKENS_A_BLOCK + 9)]
    words, weight = [word.persian for word in LEXICON.words[::40]], LEXICON.priors[::40] + 1e-9
    least = np.resize([1e-12, 1e-9, 1e-14], len(tokens))
    of_words = Blocks.of(letters_of(words))
    letters, done = letters_of(tokens), list[int]()
    token, word, value = probable_pairs(
        substrings_of(letters, LEXICON.channel), Blocks.of(letters).as_in(of_words).near, least,
        words_of(of_words, words, weight, LEXICON.channel.persian), threads=3, advance=done.append,
    )  # fmt: skip
    assert sorted(done) == [9, TOKENS_A_BLOCK, TOKENS_A_BLOCK]
    together = list(zip(token.tolist(), word.tolist(), value.tolist(), strict=True))
    alone = [
        (t, w, value)
        for t in range(len(tokens))
        for (_, w), value in found_pairs(
            tokens[t : t + 1], words, least[t : t + 1], weight, LEXICON.channel
        ).items()
    ]
    assert together == alone
    assert alone


@pytest.mark.parametrize(("tokens", "words"), [(0, 2), (2, 0), (0, 0)])
def test_nothing_against_anything_is_nothing(tokens: int, words: int) -> None:
    least, weight = np.zeros(tokens), np.ones(words)
    assert found_pairs(["ab"] * tokens, ["ب"] * words, least, weight, LEXICON.channel) == {}


def test_a_longer_token_than_any_word_has_room() -> None:
    token, words = "bara" * 50, ["برا" * 13, "ب"]
    channel = LEXICON.channel
    values = values_of_candidates([token], words, channel)
    assert values.keys() == {(0, 0)}
    least, weight = np.array([1e-300]), np.ones(2)
    assert_found(found_pairs([token], words, least, weight, channel), values, least, weight)


@given(TOKENS, st.lists(st.text(PERSIAN, min_size=1, max_size=7), min_size=1, max_size=5))
def test_likelihoods_of_pairs_are_those_of_the_channel(tokens: list[str], words: list[str]) -> None:
    table, channel = LEXICON.channel.persian, LEXICON.channel
    symbols, ids = symbols_of(letters_of(words)), substrings_of(letters_of(tokens), channel)
    word, token = np.divmod(np.arange(len(words) * len(tokens)), len(tokens))
    found = likelihood_of_pairs(word, token, symbols.values, symbols.starts, ids.values, ids.starts, table)
    expected = [
        likelihood(persian_symbols(one), channel.substrings(two), table) for one in words for two in tokens
    ]
    assert found == pytest.approx(expected)


@given(WORDS, st.integers(0, 99))
def test_words_of_one_beginning_stand_side_by_side(words: list[str], seed: int) -> None:
    blocks = Blocks.of(letters_of(words))
    made = words_of(blocks, words, np.ones(len(words)), random_table(seed, 1.0))
    assert made.longest == max(map(len, words))
    for block in range(blocks.count):
        rows = made.members.rows[made.members.heads[block] : made.members.heads[block + 1]]
        symbols = [made.symbols[row].tolist() for row in rows.tolist()]
        assert symbols == sorted(symbols)
