"""Normal form: a table of what it does, laws over every code point and over strings."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.text.normalize import PERSIAN_LETTERS, ZWNJ, clean_text, normalize_name

DATA = Path(__file__).parents[2] / "namematch" / "data"

SAME = [
    ("\u0643\u0631\u064a\u0645\u064a", "کریمی", "Arabic kaf and yeh"),
    ("\u0645\u0635\u0637\u0641\u0649", "مصطفی", "alef maksura"),
    ("\u0641\u0627\u0637\u0645\u0629", "فاطمه", "teh marbuta"),
    ("\u0641\u0627\u0637\u0645\u06c0", "فاطمه", "heh with hamza, composed"),
    ("\u0641\u0627\u0637\u0645\u0647\u0654", "فاطمه", "heh with hamza, two code points"),
    ("\u0641\u0627\u0637\u0645\u06d5", "فاطمه", "Kurdish heh"),
    ("\u0622\u0631\u0634", "آرش", "madda makes a letter"),
    ("\u0627\u0653\u0631\u0634", "آرش", "madda apart from its alef"),
    ("\u0645\u0633\u0626\u0648\u0644", "مسئول", "hamza makes a letter"),
    ("\u0645\u0633\u06cc\u0654\u0648\u0644", "مسئول", "hamza on the Persian yeh"),
    ("\u0645\u0648\u0654\u0645\u0646", "مؤمن", "hamza on waw"),
    ("\u0623\u062d\u0645\u062f", "احمد", "hamza on alef"),
    ("\u0625\u0628\u0631\u0627\u0647\u064a\u0645", "ابراهیم", "hamza under alef"),
    ("\u0671\u0644\u0644\u0651\u0647", "الله", "alef wasla and shadda"),
    ("\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f", "محمد", "vowel marks"),
    ("\u0631\u062d\u0645\u0670\u0646", "رحمن", "superscript alef"),
    ("\u0639\u0644\u0640\u0640\u06cc", "علی", "tatweel"),
    ("\ufecb\ufee0\ufbff", "علی", "presentation forms"),
    ("\ufdf2", "الله", "ligature"),
    ("\u0645\u062d\u0645\u062f \ufdfa", "محمد", "a blessing is no name"),
    ("\u0679\u06be\u0627\u06a9\u0631", "تهاکر", "Urdu letters"),
    ("\u06d5\u062d\u0645\u06d5\u062f", "حمد", "Kurdish vowels within a word"),
    ("\u0632\u06d5\u06d5\u200c\u0644\u06d5 \u0646\u06d5'", "زه\u200cله نه'", "Kurdish vowels at ends"),
    ("\u062e\u06c0\u0646", "خهن", "heh with hamza within a word is no vowel"),
    ("\u06ab\u0644", "گل", "Pashto g"),
    ("\u06a9\u200d", "ک", "zero width joiner"),
    ("\u202b\u0639\u0644\u06cc\u202c\u200f", "علی", "bidi controls"),
    (
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
        "علی\u200cرضا",
        "half-space between letters",
    ),
    ("\u0639\u0644\u06cc\u200c\u200c\u0631\u0636\u0627", "علی\u200cرضا", "two half-spaces"),
    ("\u200c\u0639\u0644\u06cc\u200c \u0631\u0636\u0627\u200c", "علی رضا", "idle half-spaces"),
    ("\u0639\u0644\u06cc\u00ac\u0631\u0636\u0627", "علی\u200cرضا", "not sign of old fonts"),
    ("\u06f1\u0661\uff11", "111", "digits of three scripts"),
    ("\u0639\u0644\u06cc\t\n\u00a0\u2003\u0631\u0636\u0627\u0085", "علی رضا", "white space"),
    ("Ali\x00Karimi", "ali karimi", "control character"),
    ("\uff21\uff4c\uff49", "ali", "full width"),
    ("\U0001d400\U0001d425\U0001d422", "ali", "mathematical bold"),
    ("\ufb01rouz", "firouz", "Latin ligature"),
    ("Şeyda", "şeyda", "a mark on a Latin letter stays"),
    ("S\u0327eyda", "şeyda", "and is composed"),
    ("\u0130smail", "ismail", "dotted capital I"),
    ("I\u0307smail", "ismail", "dotted capital I, two code points"),
    ("y\u0131lmaz", "y\u0131lmaz", "dotless i"),
    ("WEISS Wei\u00df", "weiss weiss", "sharp s"),
    ("\u018fli", "əli", "Azerbaijani schwa"),
    (
        "S\u02bfadi S\u2019adi S\u00b4adi S`adi S\u02bcadi",
        "s'adi s'adi s'adi s'adi s'adi",
        "apostrophes",
    ),
    ("a\u2010b\u2011c\u2012d\u2013e\u2014f\u2212g", "a-b-c-d-e-f-g", "hyphens"),
    ("\u06a9\u0631\u06cc\u0645\u06cc\u060c \u0639\u0644\u06cc", "کریمی, علی", "Arabic comma"),
    ("A\ud800li \udcff", "ali", "lone surrogates"),
    ("A\ufffdli", "ali", "replacement character"),
    ("\u0301 \u0654 \u064b", "", "marks without a letter"),
    ("", "", "nothing"),
    (" \u200b\u2060\ufeff\u00ad", "", "nothing visible"),
    ("हिन्दी", "हिन्दी", "vowel signs of other scripts stay"),
]


@pytest.mark.parametrize(("text", "normal", "why"), SAME, ids=[why for *_, why in SAME])
def test_normal_form(text: str, normal: str, why: str) -> None:
    assert normalize_name(text) == normal, why


def test_clean_text_keeps_case() -> None:
    assert clean_text(" \u0130SMAIL  O\u2019Brien ") == "\u0130SMAIL O'Brien"


def test_every_code_point_is_normal_after_one_pass() -> None:
    for char in map(chr, range(0x110000)):
        normal = normalize_name(char)
        assert normalize_name(normal) == normal, hex(ord(char))


def test_every_code_point_is_clean_after_one_pass() -> None:
    for char in map(chr, range(0x110000)):
        clean = clean_text(char)
        assert clean_text(clean) == clean, hex(ord(char))
        assert normalize_name(clean) == normalize_name(char), hex(ord(char))


# Any code point, lone surrogates too, and often those that meet in a rule.
EDGES = "اوهیآئؤaiIsßḵ \t'-.,\u064a\u0649\u06d5\u0131\u0130\u1100\u1161"
EDGES += "\u0653\u0654\u0655\u064b\u0640\u0307\u0327\u0331\u0345\u200c\u200d\u00ac\ufffd\ud800"
texts = st.text(st.characters(exclude_categories=[]) | st.sampled_from(EDGES))


@given(texts)
def test_normal_form_is_idempotent(text: str) -> None:
    normal, clean = normalize_name(text), clean_text(text)
    assert normalize_name(normal) == normal
    assert clean_text(clean) == clean
    assert normalize_name(clean) == normal == clean_text(normal)


@given(texts)
def test_equivalent_text_has_one_normal_form(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert normalize_name(unicodedata.normalize(form, text)) == normalize_name(text)


@given(texts)
def test_what_normal_form_never_holds(text: str) -> None:
    normal = normalize_name(text)
    assert normal == " ".join(normal.split())
    assert unicodedata.is_normalized("NFC", normal)
    normal.encode("utf-8")
    for char in normal.replace(ZWNJ, ""):
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Pd"} or char == "-"
    for before, after in zip(normal.split(ZWNJ), normal.split(ZWNJ)[1:], strict=False):
        assert not before[-1:].isspace()
        assert after[:1].isalpha()


@given(st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF)))
def test_arabic_script_becomes_persian(text: str) -> None:
    assert all(char in PERSIAN_LETTERS for char in normalize_name(text) if char.isalpha())


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEF 0123456789.,'-")))
def test_ascii_is_left_alone_but_for_case_and_space(text: str) -> None:
    assert normalize_name(text) == " ".join(text.lower().split())


def letters_rows() -> list[list[str]]:
    lines = (DATA / "letters.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith(("#", "code\t"))]


@pytest.mark.parametrize(("code", "letter", "target", "name", "why"), letters_rows())
def test_letters(code: str, letter: str, target: str, name: str, why: str) -> None:
    assert code == f"U+{ord(letter):04X}"
    assert name == unicodedata.name(letter).lower()
    assert normalize_name(letter) == target
    assert len(target) == 0 or target in PERSIAN_LETTERS
    assert why


def test_a_long_text_has_a_normal_form() -> None:
    assert len(normalize_name("آ\u0654\u200cب" * 250_000)) == 750_000
