"""Symbols and substrings of many spellings against those of each alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.ragged import Ragged
from namematch.model.channel import latin_symbols, persian_symbols, shipped_channel
from namematch.model.symbols import latin_symbols_of, log_probabilities, substrings_of, symbols_of
from namematch.text.consonants import PERSIAN_FROM
from namematch.text.letter_arrays import letters_of
from namematch.text.letters import LATIN, PERSIAN

CHANNEL = shipped_channel()
LATIN_TEXTS = st.lists(st.text(LATIN, max_size=9), max_size=5)
PERSIAN_TEXTS = st.lists(st.text(PERSIAN, max_size=9), max_size=5)


def rows_of(found: Ragged) -> list[list[int]]:
    return [found[x].tolist() for x in range(len(found))]


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
