"""Ordinary words that names are made of: the table, and what it is good for."""

import pytest

from namematch.model.lexicon import stems
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import persian_letters
from namematch.text.normalize import normalize_name
from namematch.transliteration.names import spellings, transliterate
from namematch.transliteration.pieces import align_letters, fold_spelling

USED = [
    ("خنجرزاده", "Khanjarzadeh", "a word and an ending"),
    ("زیباکلامی", "Zibakalami", "two words"),
    ("خنجر", "Khanjar", "a word alone"),
    ("ابن سینا", "Ebn Sina", "a small word before a name"),
]


def test_every_word_is_spelled_by_its_letters() -> None:
    found = stems()
    assert len(found) > 2000
    for persian, latin in found.items():
        assert align_letters(persian, fold_spelling(normalize_name(latin))), (persian, latin)
        assert persian == persian_letters(persian)
        assert latin[0].isupper()
        assert latin.isascii()


@pytest.mark.parametrize(("persian", "latin", "why"), USED)
def test_a_name_made_of_words(persian: str, latin: str, why: str) -> None:
    assert transliterate(persian) == latin, why
    assert persian in [x.text for x in spellings(latin)], why


def test_the_lexicon_comes_first() -> None:
    vocabulary = shipped_vocabulary()
    both = [word for x in stems() if (word := vocabulary.persian(x).word) >= 0]
    for word in both:
        assert transliterate(vocabulary.words[word].persian) == vocabulary.words[word].latin
