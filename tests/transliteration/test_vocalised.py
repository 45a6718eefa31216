"""Words with their vowel marks: what marks say, and that the table says it of the words of the lexicon."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.model.lexicon import read_words
from namematch.text.letters import persian_letters
from namematch.text.normalize import PERSIAN_LETTERS, ZWNJ, normalize_name
from namematch.transliteration.pieces import fold_spelling
from namematch.transliteration.schemes import Part, written
from namematch.transliteration.vocalised import half_spaces, marked_letters, sounds_of, without_marks
from namematch.transliteration.vocalised_words import (
    careful_spelling,
    spoken_words,
    vocalised_form,
    vocalised_words,
)

FATHA, KASRA, DAMMA, TWICE, STILL = "\u064e", "\u0650", "\u064f", "\u0651", "\u0652"
MARKS = st.sampled_from([FATHA, KASRA, DAMMA, TWICE, STILL, "\u0670", ""])
LETTERS = st.sampled_from([x for x in PERSIAN_LETTERS if x not in "أ"])


def ala(vocalised: str) -> str:
    return written([Part(sounds_of(marked_letters(vocalised)))], "ala-lc")


@pytest.mark.parametrize(
    ("vocalised", "expected"),
    [
        ("مُحَمَّد", "Muḥammad"),
        ("سَعدی", "Saʻdī"),
        ("عَلی", "ʻAlī"),
        ("اِیران", "Īrān"),
        ("ایران", "Īrān"),
        ("اورَنگ", "Ūrang"),
        ("اَورَنگ", "Awrang"),
        ("اَوَّل", "Avval"),
        ("جَواد", "Javād"),
        ("جُوَینی", "Juvaynī"),
        ("خَیّام", "Khayyām"),
        ("سِیِّد", "Sayyid"),
        ("ضِیا", "Z̤iyā"),
        ("هانِیِه", "Hānīyah"),
        ("روزبِهْ", "Rūzbih"),
        ("فاطِمِه", "Fāṭimah"),
        ("خواجِه", "Khvājah"),
        ("خُوش", "Khvush"),
        ("خویش", "Khvīsh"),
        ("خویی", "Khūyī"),
        ("رِضایی", "Riz̤āyī"),
        ("رِضائی", "Riz̤āʼī"),
        ("مُؤمِن", "Muʼmin"),
        ("مُصطَفیٰ", "Muṣṭafá"),
        ("رَحمٰن", "Raḥmān"),
        ("داوۥد", "Dāvūd"),
        ("طاووس", "Ṭāvūs"),
        ("کورُوْش", "Kūrush"),
        ("پَرْوین", "Parvīn"),
        ("مَرْو", "Marv"),
        ("کِیومَرث", "Kiyūmars̱"),
        ("دُنیا", "Dunyā"),
        ("نُزهَت", "Nuz\u02b9hat"),
        ("عَبدُالکَریم", "ʻAbd al-Karīm"),
        ("شَمسُالدین", "Shams al-Dīn"),
        ("اَبُوالقاسِم", "Abū al-Qāsim"),
        ("حَبیبُالله", "Ḥabīb Allāh"),
        ("فَتحُاللهی", "Fatḥ Allāhī"),
        ("صَفِیُالدین", "Ṣafī al-Dīn"),
        ("قُرَّهُالعَین", "Qurrat al-ʻAyn"),
    ],
)
def test_what_marks_say(vocalised: str, expected: str) -> None:
    assert ala(vocalised) == expected


@given(st.lists(st.tuples(LETTERS, MARKS), min_size=1, max_size=9))
def test_every_sequence_of_letters_and_marks_is_read(pairs: list[tuple[str, str]]) -> None:
    vocalised = "".join(letter + mark for letter, mark in pairs)
    letters = marked_letters(vocalised)
    assert "".join(x.letter for x in letters) == without_marks(vocalised)
    assert sounds_of(letters) or set(without_marks(vocalised)) <= set("اء")


def skeleton(latin: str) -> str:
    """The consonants of a spelling: what is marked must have those of the press."""
    letters = re.sub("^[aeiou]|(?<=[aei])h$", "", fold_spelling(normalize_name(latin)).replace("zh", "j"))
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeouwi]|y|v(?![aeiou])", "", letters))


def test_the_table_says_what_the_lexicon_says() -> None:
    """Of a word that the lexicon spells, the marks have the consonants of its standard romanisation, but
    where the lexicon does not assimilate an article."""
    words, wrong = vocalised_words(), []
    for word in read_words(foreign=False):
        vocalised = words.get(word.persian)
        if not vocalised or not word.latin or "ال" in without_marks(vocalised)[1:]:
            continue
        if skeleton(written([Part(sounds_of(marked_letters(vocalised)))], "english")) != skeleton(word.latin):
            wrong.append((word.persian, word.latin, vocalised))
    assert len(wrong) < 0.02 * len(words), wrong[:50]


def test_the_table_has_the_words_of_the_lexicon() -> None:
    missing = [word.persian for word in read_words(foreign=False) if word.persian not in vocalised_words()]
    assert len(missing) < 100, missing  # those are names of Europe


def test_what_is_spoken_otherwise_is_the_same_word() -> None:
    differing = {x for x, form in spoken_words().items() if form != vocalised_words()[x]}
    assert "مهدی" in differing
    assert all(persian_letters(without_marks(spoken_words()[x])) == x for x in differing)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("ملک\u200cزاده", "Malikzādah"),
        ("فضل\u200cالله", "Faz̤l Allāh"),
        ("سیفالدوله", "Sayf al-Dawlah"),
        ("نظامالملک", "Niẓām al-Mulk"),
        ("عبدالملک", "ʻAbd al-Malik"),
        ("ابوالمکارم", "Abū al-Makārim"),
        ("ابوسعید", "Abūsaʻīd"),
        ("خواجوی", "Khvājūy"),
        ("رضائی", "Riz̤āʼī"),
    ],
)
def test_words_are_made_of_words(token: str, expected: str) -> None:
    form = vocalised_form(token)
    assert form is not None
    assert ala(form) == expected
    assert persian_letters(without_marks(form)) == persian_letters(token.replace(ZWNJ, ""))


def test_what_nobody_knows_has_no_form() -> None:
    assert vocalised_form("زغنبوت") is None
    assert vocalised_form("") is None


def test_half_spaces_and_careful_spelling() -> None:
    assert half_spaces("مَلِک\u200cزادِه") == [3]
    assert careful_spelling("حبیبالله") == "حبیب\u200cالله"
    assert careful_spelling("علیرضا") == "علیرضا"
    assert careful_spelling("زغنبوت") == "زغنبوت"
