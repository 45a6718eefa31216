"""Persian names by every scheme and in every style of the press: a table, and laws over any word."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from namematch.cli.app import app
from namematch.errors import NameMatchError
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import PERSIAN, persian_letters
from namematch.text.normalize import PERSIAN_LETTERS, ZWNJ
from namematch.transliteration.names import spellings, transliterate
from namematch.transliteration.pieces import pieces
from namematch.transliteration.schemes import SCHEMES, STYLES, Part, column, written
from namematch.transliteration.sounds import Sound

TABLE = Path(__file__).parents[1] / "tables" / "schemes.tsv"
WAYS = [("press", style) for style in STYLES] + [(scheme, "english") for scheme in SCHEMES[1:]]
PERSIAN_WORDS = st.text(st.sampled_from(PERSIAN_LETTERS), min_size=1, max_size=9)


def table() -> list[tuple[str, str, str, str]]:
    """Persian, column, what it writes, why."""
    with TABLE.open(encoding="utf-8") as file:
        rows = csv.DictReader((x for x in file if not x.startswith("#")), delimiter="\t")
        return [
            (row["persian"].replace("+", ZWNJ), name, text, row["why"])
            for row in rows
            for name, text in row.items()
            if name not in ("persian", "why")
        ]


ROWS = table()


@pytest.mark.parametrize(("persian", "name", "expected", "why"), ROWS)
def test_a_name_in_a_scheme(persian: str, name: str, expected: str, why: str) -> None:
    scheme, style = ("press", name) if name in STYLES else (name, "english")
    assert transliterate(persian, scheme=scheme, style=style) == expected, why


def test_the_table_has_every_scheme_and_style_for_forty_names() -> None:
    assert {name for _, name, _, _ in ROWS} == {*STYLES, *SCHEMES[1:]}
    assert len({persian for persian, *_ in ROWS}) >= 40
    assert {letter for persian, *_ in ROWS for letter in persian_letters(persian)} >= set(PERSIAN) - {"پ"} - {
        "ء"
    }


def known(persian: str) -> bool:
    return shipped_vocabulary().persian(persian_letters(persian)).word >= 0


@pytest.mark.parametrize(
    ("persian", "name", "text", "why"), [x for x in ROWS if x[1] not in STYLES and known(x[0])]
)
def test_a_scheme_leads_back(persian: str, name: str, text: str, why: str) -> None:
    """What a scheme wrote of a known word is the same name when it is read again."""
    back = spellings(text, scheme=name)
    words = shipped_vocabulary()
    read = {words.word_spelled(persian_letters(x.text.replace(" ", ""))) for x in back}
    assert words.word_spelled(persian_letters(persian)) in read, (name, why)


@settings(deadline=None)
@given(PERSIAN_WORDS, st.sampled_from(WAYS))
def test_no_persian_letter_is_left(word: str, way: tuple[str, str]) -> None:
    text = transliterate(word, scheme=way[0], style=way[1])
    assert text
    assert not set(text) & set(PERSIAN_LETTERS)


@settings(deadline=None)
@given(PERSIAN_WORDS, st.sampled_from(WAYS))
def test_nothing_but_latin_letters_and_signs_of_the_scheme(word: str, way: tuple[str, str]) -> None:
    plain = unicodedata.normalize("NFKD", transliterate(word, scheme=way[0], style=way[1]))
    bare = "".join(x for x in plain if not unicodedata.combining(x))
    assert re.fullmatch("[A-Za-zı'ʻʼʿʾʹ -]*", bare), bare


@settings(deadline=None)
@given(PERSIAN_WORDS, st.sampled_from(SCHEMES[1:]))
def test_every_consonant_is_written(word: str, scheme: str) -> None:
    """In order, for each letter that is a consonant wherever it stands, what the scheme writes for it."""
    letters = persian_letters(word)
    vocabulary = shipped_vocabulary()
    if any(
        vocabulary.persian(letters[i:j]).word >= 0
        for i in range(len(letters))
        for j in range(i, len(letters))
    ):
        return
    text = transliterate(letters, scheme=scheme).lower()
    place = 0
    for letter in letters:
        if letter in pieces().sounds and letter not in "ویهل":
            sign = written([Part((Sound(letter, pieces().sounds[letter]),))], scheme).lower()
            place = text.find(sign, place)
            assert place >= 0, (letters, letter, text)
            place += len(sign)


@settings(deadline=None)
@given(PERSIAN_WORDS, st.sampled_from(WAYS), st.integers(1, 4))
def test_the_first_spelling_is_the_transliteration(word: str, way: tuple[str, str], n: int) -> None:
    found = spellings(word, n=n, scheme=way[0], style=way[1])
    assert 1 <= len(found) <= n
    assert len({x.text for x in found}) == len(found)
    assert found == sorted(found, key=lambda x: (-x.probability, x.text))
    assert sum(x.probability for x in found) <= 1 + 1e-9


@pytest.mark.parametrize("word", shipped_vocabulary().words[::61], ids=lambda word: word.latin)
def test_the_first_of_many_is_the_one(word: object) -> None:
    for scheme, style in WAYS:
        persian = word.persian
        assert spellings(persian, scheme=scheme, style=style)[0].text == transliterate(
            persian, scheme=scheme, style=style
        )


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8), st.sampled_from(STYLES))
def test_a_style_says_nothing_of_persian_letters(word: str, style: str) -> None:
    assert transliterate(word, style=style) == transliterate(word)


def test_what_is_neither_script_passes() -> None:
    for scheme, style in WAYS:
        assert transliterate("12, (?)", scheme=scheme, style=style) == "12, (?)"
        assert transliterate("", scheme=scheme, style=style) == ""


def test_the_command_takes_scheme_and_style() -> None:
    def say(*arguments: str) -> str:
        return CliRunner().invoke(app, ["transliterate", *arguments, "شیرین"]).output

    assert say("--scheme", "bgn-pcgn") == "Sh\u012br\u012bn\n"
    assert say("--style", "german") == "Schirin\n"
    assert say("--style", "turkish", "--n", "1").startswith("شیرین\t\u015eirin\t0.")
    assert '"transliteration": "Chirin"' in say("--style", "french", "--json")


def test_column_names_what_it_does_not_know() -> None:
    assert column("bgn-pcgn", "french") == "bgn-pcgn"
    with pytest.raises(NameMatchError, match=r"scheme 'un' is none of press, bgn-pcgn"):
        column("un", "english")
    with pytest.raises(NameMatchError, match=r"style 'dutch' is none of english, german"):
        column("press", "dutch")


@pytest.mark.parametrize(
    ("persian", "press", "ala_lc", "bgn"),
    [
        ("ابن البلخی", "Ebn al-Balkhi", "Ibn al-Balkhī", "Ebn ol Balkhī"),
        ("محمد الطبری", "Mohammad al-Tabari", "Muḥammad al-Ṭabarī", "Moḩammad oţ Ţabarī"),
        ("ابن الهیثم", "Ebn al-Heisam", "Ibn al-Hays\u0331am", "Ebn ol Heys\u0304am"),
        ("حسن البنا", "Hassan al-Banna", "Ḥasan al-Bannā", "Ḩasan ol Bannā"),
        ("الهام", "Elham", "Ilhām", "Elhām"),
        ("الله", "Allah", "Allāh", "Allāh"),
        ("الله\u200cیار", "Allahyar", "Allāh\u02b9yār", "Allāh Yār"),
    ],
)
def test_an_article_of_a_word_of_its_own(persian: str, press: str, ala_lc: str, bgn: str) -> None:
    found = [transliterate(persian, scheme=scheme) for scheme in ("press", "ala-lc", "bgn-pcgn")]
    assert found == [press, ala_lc, bgn]


@pytest.mark.parametrize(
    ("persian", "ala_lc"),
    [
        ("دانش\u200cپژوه", "Dānish\u02b9pazhūh"),
        ("خوش\u200cنویس", "Khvush\u02b9nivīs"),
        ("جهان\u200cپهلوان", "Jahān\u02b9pahlavān"),
        ("شریف\u200cامامی", "Sharīf Imāmī"),
        ("فاطمه\u200cزهرا", "Fāṭimah Zahrā"),
        ("بنی\u200cیعقوب", "Banī Yaʻqūb"),
        ("مؤیدالدوله", "Muʼayyid al-Dawlah"),
        ("مؤیدالملک", "Muʼayyid al-Mulk"),
        ("نوشین خلعتبری", "Nūshīn Khalʻatbarī"),
        ("حسن صباح", "Ḥasan Ṣabbāḥ"),
        ("حبیب\u200cالله کلکانی", "Ḥabīb Allāh Kalakānī"),
    ],
)
def test_a_half_space_parts_names_alone(persian: str, ala_lc: str) -> None:
    assert transliterate(persian, scheme="ala-lc") == ala_lc
