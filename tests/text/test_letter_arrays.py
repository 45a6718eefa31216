"""Texts as the numbers of their letters, and back."""

from hypothesis import given
from hypothesis import strategies as st

from namematch.text.consonants import PERSIAN_FROM
from namematch.text.letter_arrays import letters_of, texts_of
from namematch.text.letters import LATIN, PERSIAN


@given(st.lists(st.text(LATIN + PERSIAN)))
def test_letters_come_back_as_texts(texts: list[str]) -> None:
    letters = letters_of(texts)
    assert texts_of(letters) == texts
    assert letters.lengths.tolist() == list(map(len, texts))


def test_no_two_letters_have_one_number() -> None:
    numbers = letters_of([LATIN + PERSIAN]).values
    assert len(set(numbers.tolist())) == len(LATIN + PERSIAN)
    assert [numbers.min(), numbers[len(LATIN)]] == [1, PERSIAN_FROM]
