"""Headings of catalogues, titles, clans and words too long for any name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.batch.transliteration import transliterate_many
from namematch.transliteration.headings import heading_parts
from namematch.transliteration.names import spellings, transliterate
from namematch.transliteration.title_forms import latin_titles, persian_titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karīmī, ʻAlī, 1950-", "کریمی، علی، ۱۹۵۰-"),
        ("Karīmī, ʻAlī, 1950-2001", "کریمی، علی، ۱۹۵۰-۲۰۰۱"),
        ("Ḥāfiẓ, active 14th century", "حافظ، فعال در قرن ۱۴"),
        ("Saʻdī, approximately 1213-1292", "سعدی، حدود ۱۲۱۳-۱۲۹۲"),
        ("Shāh ʻAbbās I, Shah of Iran", "شاه عباس اول، Shah of Iran"),
        ("Shah Mahmoud II", "شاه محمود دوم"),
        ("Hassan Karimi, author", "حسن کریمی، نویسنده"),
        ("Hassan Karimi", "حسن کریمی"),
    ],
)
def test_a_heading_is_no_name_as_a_whole(text: str, expected: str) -> None:
    assert transliterate(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Ali Karimi", "دکتر علی کریمی"),
        ("Prof Hassan Azizi", "پروفسور حسن عزیزی"),
        ("Mr. Karimi", "آقای کریمی"),
        ("دکتر علی کریمی", "Dr. Ali Karimi"),
        ("علی بن حسین", "Ali bin Hossein"),
        ("Muradzai", "مرادزی"),
        ("Ibrahimkhel", "ابراهیم\u200cخیل"),
        ("Abdushshakur", "عبدالشکور"),
        ("Abdul Shakur", "عبدالشکور"),
        ("Moshiroddowleh", "مشیرالدوله"),
        ("Zabihullah", "ذبیح\u200cالله"),
        ("Malekzadeh", "ملک\u200cزاده"),
        ("Bibi", "بی\u200cبی"),
    ],
)
def test_titles_constructs_and_half_spaces(text: str, expected: str) -> None:
    assert transliterate(text) == expected


def test_a_title_in_a_scheme_is_a_word() -> None:
    assert transliterate("دکتر علی کریمی", scheme="ala-lc") == "Duktur ʻAlī Karīmī"
    assert transliterate("علی بن حسین", scheme="din-31635") == "ʿAlī b. Ḥosain"


def test_a_title_alone_is_a_word() -> None:
    assert transliterate("Gen") != persian_titles()["gen"]
    assert set(latin_titles().values()) == {"Dr", "Prof"}


@given(st.text("Aaّ ,،.12IVXkhā\u200cکر", max_size=14))
def test_the_parts_are_the_text(text: str) -> None:
    parts = list(heading_parts(text))
    assert all(part or parts == [("", True)] for part, _ in parts)
    assert all(part in text for part, is_name in parts if is_name)


@pytest.mark.parametrize("letters", ["م", "m", "محمد", "ʻā", "ā", "muhammad"])
@pytest.mark.parametrize("scheme", ["press", "ala-lc"])
def test_a_very_long_word_is_spelled(letters: str, scheme: str) -> None:
    word = letters * (4000 // len(letters))
    assert spellings(word, n=2, scheme=scheme)[0].text


@pytest.mark.parametrize(
    ("text", "scheme", "expected"),
    [
        ("شاه عباس اول", "press", "Shah Abbas I"),
        ("شاه عباس دوم", "ala-lc", "Shāh ʻAbbās II"),
        ("Shah Abbas I", "press", "شاه عباس اول"),
    ],
)
def test_an_ordinal_behind_a_persian_name_is_a_numeral(text: str, scheme: str, expected: str) -> None:
    assert transliterate(text, scheme=scheme) == expected
    assert transliterate_many([text], scheme=scheme) == [expected]


@pytest.mark.parametrize("text", ["اول", "Abbas اول", "اول عباس"])
def test_any_other_ordinal_is_a_word(text: str) -> None:
    assert "I" not in transliterate(text)
    assert transliterate_many([text]) == [transliterate(text)]
