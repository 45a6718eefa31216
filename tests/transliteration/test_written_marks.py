"""Vowels and doubled letters that a Persian text writes are facts; where it writes none nothing changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.text.normalize import PERSIAN_LETTERS, clean_text
from namematch.transliteration.names import transliterate
from namematch.transliteration.vocalised import marked_letters, without_marks
from namematch.transliteration.vocalised_words import vocalised_words
from namematch.transliteration.written_marks import has_marks, marked_words, overlaid

MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670"


@pytest.mark.parametrize(
    ("persian", "press", "ala_lc"),
    [
        ("حسن صبّاح", "Hassan Sabbah", "Ḥasan Ṣabbāḥ"),
        ("محمّد", "Mohammad", "Muḥammad"),
        ("بُنّا", "Bonna", "Bunnā"),
        ("مَهدی", "Mahdi", "Mahdī"),
        ("مِهدی", "Mehdi", "Mihdī"),
        ("بَرَکچی", "Barakchi", "Barakchī"),  # a word that nobody knows
        ("زَغَنبُوت", "Zaghanbout", "Zaghanbūt"),
        ("زغَنبوت", "Zaghanbout", "Zaghanbūt"),
        ("حُسَيْن", "Hossein", "Ḥusayn"),
        ("حَسَنِ صَبّاح", "Hassan Sabbah", "Ḥasan Ṣabbāḥ"),  # an ezafe
        ("مُحَمَّد بنِ عَبدِ الله", "Mohammad bin Abdollah", "Muḥammad ibn ʻAbd Allāh"),
        ("شَمْسُ الدِّینِ تَبْریزی", "Shamseddin Tabrizi", "Shams al-Dīn Tabrīzī"),
        ("صبّاح، حسن", "Sabbah, Hassan", "Ṣabbāḥ, Ḥasan"),
        ("\u0651", "", ""),
    ],
)
def test_what_is_written_decides(persian: str, press: str, ala_lc: str) -> None:
    assert (transliterate(persian), transliterate(persian, scheme="ala-lc")) == (press, ala_lc)


@pytest.mark.parametrize("word", list(vocalised_words())[::200])
def test_the_marks_of_a_known_word_change_nothing(word: str) -> None:
    vocalised = vocalised_words()[word]
    plain = without_marks(vocalised)
    assert transliterate(vocalised, scheme="ala-lc") == transliterate(plain, scheme="ala-lc")


@given(st.text(st.sampled_from(PERSIAN_LETTERS + MARKS + " \u200c"), max_size=20))
def test_marked_words_are_those_of_the_text(text: str) -> None:
    for word in marked_words(text):
        assert has_marks(text[word.start : word.end])
        assert clean_text(text[word.start : word.end]) == word.token
        assert "".join(x.letter for x in word.letters) == word.token.replace("\u200c", "")
    assert isinstance(transliterate(text, scheme="ala-lc"), str)


@given(st.text(st.sampled_from(PERSIAN_LETTERS), max_size=9))
def test_no_mark_lays_nothing_over(letters: str) -> None:
    marked = marked_letters(letters)
    assert overlaid(marked, marked) == marked
    assert not has_marks(letters)
