"""P(token | word) at two paces: a trie against its slow twin, compiled code against numpy."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.model.channel import likelihood, persian_symbols, shipped_channel
from namematch.model.likelihoods import PATIENCE, Likelihoods, Trie
from namematch.model.vocabulary import KEPT, shipped_vocabulary
from namematch.text.consonants import are_candidates
from namematch.text.letters import LATIN

VOCABULARY = shipped_vocabulary()
WORDS = [word.persian for word in VOCABULARY.words]
SYMBOLS = [persian_symbols(word) for word in WORDS]


def fresh() -> Likelihoods:
    """The shipped words, not yet asked about."""
    return Likelihoods(WORDS, VOCABULARY.priors, VOCABULARY.channel.persian)


def hurried() -> Likelihoods:
    """The shipped words, asked about often enough for compiled code."""
    made, ids = fresh(), VOCABULARY.channel.substrings("a")
    for _ in range(PATIENCE):
        made.of(SYMBOLS[0], ids, VOCABULARY.channel.persian)
    return made


PLAIN, COMPILED = fresh(), hurried()


@settings(max_examples=40, deadline=None)
@given(st.text(LATIN, min_size=1, max_size=12), st.sampled_from([1e-16, 1e-10, 1e-6]))
def test_both_paces_give_the_same(letters: str, threshold: float) -> None:
    PLAIN._patience = PATIENCE  # the property calls it more often than one who has patience
    ids = VOCABULARY.channel.substrings(letters)
    also = [3, 5000]
    words, found = PLAIN.of_words(letters, ids, threshold, also)
    same_words, same = COMPILED.of_words(letters, ids, threshold, also)
    assert words.tolist() == same_words.tolist() == sorted({*words.tolist(), *also})
    assert same == pytest.approx(found, rel=1e-9)
    for word, value in zip(words[:3], found, strict=False):
        assert COMPILED.of(SYMBOLS[word], ids, VOCABULARY.channel.persian) == pytest.approx(value)


def test_all_and_only_the_kin_above_the_threshold_are_found() -> None:
    channel, priors = VOCABULARY.channel, VOCABULARY.priors
    for letters in ("karimi", "hosein", "zhale", "qxv"):
        ids = channel.substrings(letters)
        threshold = KEPT * VOCABULARY.latin(letters).unknown
        values = [likelihood(word, ids, channel.persian) for word in SYMBOLS]
        near = np.flatnonzero(priors * np.array(values) >= threshold).tolist()
        expected = [w for w in near if are_candidates(WORDS[w], letters)]
        for made in (fresh(), COMPILED):
            assert made.of_words(letters, ids, threshold)[0].tolist() == expected


def test_a_few_questions_load_no_compiler() -> None:
    program = (
        "import sys, namematch as nm; "
        "[nm.compare_names('علی کریمی', f'{x} Karimi') for x in ('Ali', 'Alli', 'Aly', 'Reza')]; "
        "print('numba' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("abc", min_size=1, max_size=4), max_size=8),
    st.text("abc", max_size=6),
    st.integers(0, 99),
)
def test_a_trie_gives_the_likelihood_of_each_word(words: list[str], token: str, seed: int) -> None:
    # Symbols 0 to 2, so that words share prefixes, end inside others and come twice.
    symbols = [np.array([ord(x) - ord("a") for x in word], np.int32) for word in words]
    table = np.random.default_rng(seed).random((len(shipped_channel().latin), 3))
    ids = shipped_channel().substrings(token)
    found = Trie.of(symbols).likelihoods(ids, table, len(words))
    assert found == pytest.approx([likelihood(word, ids, table) for word in symbols])


def test_a_trie_shares_prefixes() -> None:
    trie = Trie.of(np.array(word, np.int32) for word in ([1, 2], [1, 3], [1], [2, 2]))
    assert [symbols.tolist() for symbols, _ in trie.levels] == [[1, 2], [2, 3, 2]]
    assert [parents.tolist() for _, parents in trie.levels] == [[0, 0], [0, 0, 1]]
    assert [ended.tolist() for ended, _ in trie.ends] == [[2], [0, 1, 3]]


@settings(max_examples=15, deadline=None)
@given(st.text(LATIN, min_size=1, max_size=9))
def test_the_shipped_trie_gives_the_likelihood_of_each_word(letters: str) -> None:
    channel, ids = VOCABULARY.channel, VOCABULARY.channel.substrings(letters)
    found = VOCABULARY.likelihoods.trie.likelihoods(ids, channel.persian, len(WORDS))
    for i in range(0, len(WORDS), 97):
        assert found[i] == pytest.approx(likelihood(SYMBOLS[i], ids, channel.persian))
