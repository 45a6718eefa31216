"""Letters, symbols and substrings of many spellings against those of each alone."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.arrays.ragged import Ragged
from namematch.model.channel import latin_symbols, persian_symbols, shipped_channel
from namematch.model.symbols import latin_symbols_of, log_probabilities, substrings_of, symbols_of
from namematch.text.consonants import PERSIAN_FROM
from namematch.text.letter_arrays import fold, letters_of, texts_of
from namematch.text.letters import LATIN, PERSIAN, latin_letters

CHANNEL = shipped_channel()
LATIN_TEXTS = st.lists(st.text(LATIN, max_size=9), max_size=5)
PERSIAN_TEXTS = st.lists(st.text(PERSIAN, max_size=9), max_size=5)
GROUPED = [
    "tsch", "tch", "stch", "dsch", "dj", "sch", "oo", "ou", "ee", "ii", "uo", "aii", "rii", "tt", "ss", "c",
    "h", "j", "i",
]  # fmt: skip


def rows_of(found: Ragged) -> list[list[int]]:
    return [found[x].tolist() for x in range(len(found))]


def folded(texts: list[str], latin: list[bool]) -> list[str]:
    letters = letters_of(texts)
    return texts_of(Ragged(*fold(letters.values, letters.starts, np.array(latin, np.bool_))))


@given(st.lists(st.text(LATIN + PERSIAN)))
def test_letters_come_back_as_texts(texts: list[str]) -> None:
    letters = letters_of(texts)
    assert texts_of(letters) == texts
    assert letters.lengths.tolist() == list(map(len, texts))


def test_no_two_letters_have_one_number() -> None:
    numbers = letters_of([LATIN + PERSIAN]).values
    assert len(set(numbers.tolist())) == len(LATIN + PERSIAN)
    assert [numbers.min(), numbers[len(LATIN)]] == [1, PERSIAN_FROM]


@given(PERSIAN_TEXTS)
def test_symbols_of_many_are_those_of_each(texts: list[str]) -> None:
    assert rows_of(symbols_of(letters_of(texts))) == [persian_symbols(text).tolist() for text in texts]


@given(LATIN_TEXTS)
def test_latin_symbols_of_many_are_those_of_each(texts: list[str]) -> None:
    assert rows_of(latin_symbols_of(letters_of(texts))) == [latin_symbols(text).tolist() for text in texts]


@given(LATIN_TEXTS | st.lists(st.lists(st.sampled_from([*CHANNEL.triples, "q"]), max_size=3).map("".join)))
def test_substrings_of_many_are_those_of_each(texts: list[str]) -> None:
    expected = [CHANNEL.substrings(text).ravel().tolist() for text in texts]
    assert rows_of(substrings_of(letters_of(texts), CHANNEL)) == expected


@given(LATIN_TEXTS, PERSIAN_TEXTS)
def test_letters_are_as_probable_in_a_list_as_alone(latin: list[str], persian: list[str]) -> None:
    for texts, model, first in (
        (latin, CHANNEL.latin_model, 1),
        (persian, CHANNEL.persian_model, PERSIAN_FROM),
    ):
        expected = [model.log_probability(text) for text in texts]
        assert log_probabilities(letters_of(texts), model, first) == pytest.approx(expected)


@settings(max_examples=500)
@given(st.lists(st.lists(st.sampled_from(GROUPED), max_size=8).map("".join) | st.text("tschdjouei")))
def test_a_list_is_folded_letter_for_letter_like_its_words(texts: list[str]) -> None:
    assert folded(texts, [True] * len(texts)) == list(map(latin_letters, texts))


def test_every_word_of_few_letters_is_folded_like_alone() -> None:
    texts = ["".join(word) for n in range(6) for word in product("tschdj", repeat=n)]
    texts += ["".join(word) for n in range(7) for word in product("ouei", repeat=n)]
    texts += ["".join(word) for n in range(7) for word in product("ira", repeat=n)]
    assert folded(texts, [True] * len(texts)) == list(map(latin_letters, texts))


def test_a_long_word_is_folded_like_a_short_one() -> None:
    texts = ["tschoo" * 50, "ab" * 200, "", "s" * 999]
    assert folded(texts, [True] * 4) == list(map(latin_letters, texts))


@given(st.lists(st.tuples(st.text("tschoeiبا", max_size=6), st.booleans())))
def test_what_is_not_latin_stays_as_it_is(rows: list[tuple[str, bool]]) -> None:
    texts = [text if latin else "".join(x for x in text if x in PERSIAN) for text, latin in rows]
    latin = [latin and text.isascii() for text, (_, latin) in zip(texts, rows, strict=True)]
    expected = [latin_letters(x) if known else x for x, known in zip(texts, latin, strict=True)]
    assert folded(texts, latin) == expected
