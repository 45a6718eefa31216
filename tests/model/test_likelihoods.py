"""What a lexicon makes of a token against its slow twin, which looks at every word."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.model.channel import persian_symbols
from namematch.model.forward import likelihood
from namematch.model.likelihoods import Likelihoods
from namematch.model.vocabulary import KEPT, shipped_vocabulary
from namematch.text.consonants import are_candidates
from namematch.text.letters import LATIN

VOCABULARY = shipped_vocabulary()
WORDS = [word.persian for word in VOCABULARY.words]
SYMBOLS = [persian_symbols(word) for word in WORDS]


@settings(max_examples=12)
@given(st.text(LATIN, min_size=1, max_size=12), st.sampled_from([1e-16, 1e-10, 1e-6]), st.booleans())
@example("karimi", 1e-10, False)
@example("hosein", 1e-12, True)
@example("zhale", 1e-13, True)
@example("qxv", 1e-12, False)
def test_all_and_only_the_candidates_above_the_threshold_are_found(
    letters: str, least: float, more: bool
) -> None:
    channel, priors = VOCABULARY.channel, VOCABULARY.priors
    also = [5000, 3, 3] if more else []
    ids = channel.substrings(letters)
    values = np.array([likelihood(word, ids, channel.persian) for word in SYMBOLS])
    reaching = np.flatnonzero(priors * values >= least).tolist()
    expected = sorted({*(w for w in reaching if are_candidates(WORDS[w], letters)), *also})
    words, found = VOCABULARY.likelihoods.probable(letters, ids, least, also)
    assert words.tolist() == expected
    assert found == pytest.approx(values[expected], rel=1e-9)


def test_a_reading_is_that_of_the_words_by_themselves() -> None:
    channel = VOCABULARY.channel
    for letters in ("karimi", "gafur", "chosro", "xyzw"):
        reading = VOCABULARY.latin(letters)
        words, found = VOCABULARY.likelihoods.probable(letters, reading.ids, KEPT * reading.unknown)
        assert set(words.tolist()) >= {w for w in reading.words.tolist() if are_candidates(WORDS[w], letters)}
        for word, value in zip(words.tolist(), found.tolist(), strict=True):
            assert value == pytest.approx(likelihood(SYMBOLS[word], reading.ids, channel.persian), rel=1e-9)


def test_a_threshold_that_is_nothing_finds_every_candidate() -> None:
    words = ["علی", "رضا", "حسین"]
    likelihoods = Likelihoods.of(words, np.array([0.0, 0.5, 0.5]), VOCABULARY.channel.persian)
    ids = VOCABULARY.channel.substrings("ali" * 99)
    found = likelihoods.probable("ali" * 99, ids, 0.0)[0].tolist()
    assert found == [w for w, word in enumerate(words) if are_candidates(word, "ali" * 99)]


def test_no_words_are_no_readings() -> None:
    empty = Likelihoods.of([], np.zeros(0), VOCABULARY.channel.persian)
    words, found = empty.probable("ali", VOCABULARY.channel.substrings("ali"), 1e-9)
    assert (len(words), len(found)) == (0, 0)


def test_however_often_one_asks_no_compiler_is_loaded() -> None:
    program = (
        "import sys, namematch as nm; "
        "[nm.compare_names('علی کریمی', f'Ali {x}a{y}i') for x in 'bkst' for y in 'lmnr']; "
        "letters = 'bdfghjklmnprstvz'; "
        "[nm.shipped_vocabulary().latin(f'{x}a{y}') for x in letters for y in letters]; "
        "nm.transliterate('غفور فتاحیان'); "
        "print('numba' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"
