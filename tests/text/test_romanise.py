"""Words of other scripts in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.text.normalize import normalize_name
from namematch.text.romanise import romanised

WORDS = [
    ("хоссейн", "khossein", "Russian"),
    ("джафари", "jafari", "Russian dzh"),
    ("хамадани́", "khamadani", "a stress mark"),
    ("горький", "gorki", "the ending of a surname"),
    ("ҳусейн", "husein", "Tajik h, which Unidecode makes kh"),
    ("ҷаъфарӣ", "jafari", "Tajik j, which Unidecode makes ch, and the stop"),
    ("ғаффорӣ", "ghaffori", "Tajik gh"),
    ("қосим", "qosim", "Tajik q"),
    ("рӯдакӣ", "rudaki", "Tajik long vowels"),
    ("ўткир", "utkir", "Uzbek o'"),
    ("мұхаммед", "mukhammed", "Kazakh u"),
    ("әлия", "aliya", "Kazakh a"),
    ("ґолям", "golyam", "Ukrainian g"),
    ("їржи", "irzhi", "Ukrainian yi is no i with a stress"),
    ("џафер", "jafer", "Serbian dzh"),
    ("τζαφαρί", "jafari", "Greek tz"),
    ("τσανγκιζί", "changizi", "Greek ts and nk"),
    ("χοσεΐν", "khosein", "a diaeresis parts two vowels"),
    ("μουσταφά", "mustafa", "Greek ou"),
    ("քարիմի", "karimi", "Armenian breathed k"),
    ("մուրադ", "murad", "Armenian u of two letters"),
    ("ჯაფარი", "jafari", "Georgian"),
    ("ხოსროვი", "khosrovi", "Georgian kh"),
    ("כרימי", "krimi", "Hebrew has few vowels"),
    ("ג'עפרי", "jafri", "Hebrew j is a g with an apostrophe"),
    ("王小明", "", "Chinese is not read"),
    ("สมชาย", "", "nor Thai"),
    ("иван王", "", "nor a word of two scripts"),
    ("karimi", "", "Latin is no other script"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("word", "latin", "why"), WORDS, ids=[why for *_, why in WORDS])
def test_romanised(word: str, latin: str, why: str) -> None:
    assert romanised(normalize_name(word)) == latin, why


@given(st.text(st.characters(min_codepoint=0x370, max_codepoint=0x5FF), max_size=8) | st.text(max_size=8))
def test_small_latin_letters_alone(text: str) -> None:
    latin = romanised(normalize_name(text))
    assert all("a" <= letter <= "z" for letter in latin)
