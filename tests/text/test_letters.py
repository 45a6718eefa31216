"""The two alphabets: a table of foldings, and what every folding keeps."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from namematch.text.letters import (
    LATIN,
    PERSIAN,
    latin_letters,
    latin_letters_of,
    persian_letters,
    sound_key,
    sound_keys,
)
from namematch.text.normalize import normalize_name

texts = st.text(max_size=12)
# The strings that ever met a rule, and so the ones that may break one.
latin_words = st.text("tschdjoueaəşçğ'", max_size=10)
persian_words = st.text(PERSIAN, max_size=8)

FOLDED = [
    # as written, folded, why
    ("Karimi", "karimi", "plain"),
    ("KARIMI", "karimi", "capitals"),
    ("Dschafar", "jafar", "German dsch"),
    ("Tschangis", "changis", "German tsch"),
    ("Schahram", "shahram", "German sch"),
    ("Bächtiari", "bachtiari", "German ch stays, ä is a"),
    ("Djavad", "javad", "French dj"),
    ("Tchamani", "chamani", "French tch"),
    ("Massoud", "masud", "French ou, ss"),
    ("Poustchi", "pustchi", "st and ch, not s and tch"),
    ("Mohammaddjavad", "mohamadjavad", "the d of Mohammad and a French Javad"),
    ("Mohammeddschawad", "mohamedjawad", "and a German one"),
    ("Hüseyin", "huseyin", "Turkish ü"),
    ("Şirin", "shirin", "Turkish ş is no s"),
    ("Çiçek", "chichek", "Turkish ç"),
    ("Oğuz", "oghuz", "Turkish ğ"),
    ("I\u015f\u0131k", "ishik", "Turkish dotless i"),
    ("İbrahim", "ibrahim", "Turkish dotted I"),
    ("Əliyev", "aliyev", "Azerbaijani ə: Unidecode has @"),
    ("Məmmədov", "mamadov", "and in the middle"),
    ("Šarīʿatī", "shariati", "scholarly sh, long vowels, ain"),
    ("Ḥusayn", "husayn", "scholarly h with dot"),
    ("Ḵomeynī", "khomeyni", "scholarly kh"),
    ("Ḫalīl", "khalil", "and another"),
    ("Ẕākir", "zakir", "scholarly z with line"),
    ("Ġulām", "ghulam", "scholarly gh"),
    ("Čangīz", "changiz", "scholarly ch"),
    ("Žāla", "zhala", "scholarly zh"),
    ("Reżā", "reza", "scholarly z with dot"),
    ("Moṣṭafā", "mostafa", "dots below"),
    ("Ja\u2018far", "jafar", "an apostrophe is no letter"),
    ("Sa\u2019id", "said", "nor is this one"),
    ("Hassan", "hasan", "a doubled consonant"),
    ("Sayyed", "sayed", "doubled y"),
    ("Noori", "nuri", "oo"),
    ("Nouri", "nuri", "ou"),
    ("Nuuri", "nuri", "uu"),
    ("Saeedi", "saidi", "ee"),
    ("Aazam", "azam", "aa"),
    ("Ghaffari", "ghafari", "gh stays gh"),
    ("Qaffari", "qafari", "and q stays q"),
    ("Hosseiny", "hoseiny", "so do ei and y"),
    ("Strauß", "straus", "sharp s"),
    ("Søren", "soren", "Danish ø"),
    ("Łukasz", "lukasz", "Polish ł"),
    ("ali-2", "ali", "what is no letter is dropped"),
    ("123", "", "nothing is left"),
    ("", "", "nothing was there"),
]

SPELLED = [
    ("مؤمن", "مومن", "the carrier of a hamza sounds"),
    ("رأفت", "رافت", "alef as well"),
    ("إسلام", "اسلام", "hamza below"),
    ("فاطمة", "فاطمه", "Arabic feminine ending"),
    ("مسئول", "مسئول", "hamza on ya is a letter of its own"),
    ("آرش", "آرش", "so is alef with madda"),
    ("علی\u200cرضا", "علیرضا", "a half-space is none"),
    ("علی-2 a", "علی", "nor is anything else"),
    ("كريمي", "کریمی", "Arabic kaf and ya, by the normal form"),
    ("", "", "nothing"),
]

ALIKE = [
    ("صادق", "سادغ"),
    ("ثریا", "سریا"),
    ("رضا", "رذا"),
    ("ظاهر", "زاهر"),
    ("طاهر", "تاهر"),
    ("حسن", "هسن"),
    ("آذر", "ازر"),
    ("رضائی", "رضایی"),
    ("محممد", "محمد"),
]

APART = [
    ("سعید", "سید"),  # without ain Saeed would be Seyyed
    ("حسن", "حسین"),
    ("کریمی", "کرمی"),
    ("شیرین", "سیرین"),
    ("خسرو", "حسرو"),
    ("زهرا", "ژهرا"),
    ("کامکار", "کامگار"),
]


@pytest.mark.parametrize(("written", "folded", "why"), FOLDED)
def test_latin_is_folded_by_sound(written: str, folded: str, why: str) -> None:
    assert latin_letters(normalize_name(written)) == folded, why


@pytest.mark.parametrize(("written", "letters", "why"), SPELLED)
def test_persian_keeps_its_letters(written: str, letters: str, why: str) -> None:
    assert persian_letters(normalize_name(written)) == letters, why


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_words_that_sound_alike_have_one_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_sound_otherwise_have_two(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


def test_the_alphabets_have_each_letter_once() -> None:
    assert len(set(PERSIAN)) == len(PERSIAN)
    assert len(set(LATIN)) == len(LATIN) == 26
    assert normalize_name(PERSIAN) == PERSIAN


@given(texts)
@example("\ufdf2 \u0622\u0654")
def test_only_letters_of_the_alphabets_come_out(text: str) -> None:
    normal = normalize_name(text)
    persian, latin = persian_letters(normal), latin_letters(normal)
    assert set(persian) <= set(PERSIAN)
    assert set(latin) <= set(LATIN)
    assert set(sound_key(persian)) <= set(PERSIAN)


@given(texts)
def test_persian_letters_stay_what_they_are(text: str) -> None:
    letters = persian_letters(normalize_name(text))
    assert persian_letters(letters) == letters


@given(latin_words)
@example("tsstsch")
def test_no_letter_is_doubled_and_no_long_vowel_left(text: str) -> None:
    letters = latin_letters(normalize_name(text))
    assert all(one != two for one, two in pairwise(letters))
    assert "ou" not in letters


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=10))
def test_folded_letters_without_a_group_stay(text: str) -> None:
    # Mohammaddjavad is mohamadjavad: what folding brings together is no dj to fold again.
    letters = latin_letters(text)
    if not any(group in letters for group in ("tch", "dj", "sch")):
        assert latin_letters(letters) == letters


@given(persian_words)
def test_a_key_is_its_own_key_and_no_longer(letters: str) -> None:
    key = sound_key(letters)
    assert sound_key(key) == key
    assert len(key) <= len(letters)


@given(persian_words, st.integers(0, 7))
def test_doubling_a_letter_keeps_the_key(letters: str, place: int) -> None:
    doubled = letters[:place] + letters[place : place + 1] + letters[place:]
    assert sound_key(doubled) == sound_key(letters)


# Few letters, so that what is written twice, and what only stands at an end, comes often.
NEAR_ORTHOGRAPHY = st.lists(st.text("عسگرابولئء", max_size=7), max_size=6)


@given(NEAR_ORTHOGRAPHY)
@example(["ابول", "قاسم"])  # the end of one word and the next are no word
@example(["ابولقاسم", "", "علاء"])
def test_many_words_sound_as_each_does(words: list[str]) -> None:
    assert sound_keys(words) == [sound_key(word) for word in words]


@given(st.lists(st.text("ieoudjtschıäş'", max_size=7), max_size=6))
@example(["djafarzadeh", "", "rafiee", "hüseyin", "'"])
def test_the_latin_letters_of_many_words_are_those_of_each(words: list[str]) -> None:
    assert latin_letters_of(words) == [latin_letters(word) for word in words]
