"""Names as read: a table of texts, fields, and laws over any text."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from namematch.names.name import Name, Role, Token
from namematch.names.parse import parse_name
from namematch.text.normalize import normalize_name
from namematch.text.romanise import romanised
from namematch.text.scripts import Script

TABLE = Path(__file__).parents[1] / "tables" / "parse.tsv"


def rows() -> list[tuple[str, list[str]]]:
    lines = TABLE.read_text("utf-8").replace(r"\u200c", "\u200c").splitlines()
    cells = [line.split("\t") for line in lines[1:] if not line.startswith("#")]
    return [(text, expected) for text, *expected in cells]


@pytest.mark.parametrize(("text", "expected"), rows())
def test_parse(text: str, expected: list[str]) -> None:
    given, family, titles, surname_first, why = expected
    name = parse_name(text)
    assert (name.given, name.family) == (given, family), why
    assert " | ".join(name.titles) == titles, why
    assert name.surname_first == (surname_first == "yes"), why
    assert name.text == text


def joins(name: Name) -> list[bool]:
    return [token.joins for token in name.tokens]


def test_boundaries() -> None:
    assert joins(parse_name("Ali Reza Karimi")) == [True, True, False]
    assert joins(parse_name("Karimi, Ali Reza")) == [True, False, False]
    assert joins(parse_name("KARIMI NEJAD Ali")) == [False, True, False]
    assert joins(parse_name("Ali Reza KARIMI")) == [True, False, False]
    assert joins(parse_name("", given="Ali Reza", family="Karimi")) == [True, False, False]
    assert joins(parse_name("علی Reza کریمی")) == [False, False, False]
    assert joins(parse_name("Ali")) == [False]


def test_tokens() -> None:
    assert parse_name("Dr. Ali al-Karimi").tokens == (
        Token("ali", Script.LATIN, Role.GIVEN, True),
        Token("al", Script.LATIN, Role.PARTICLE, True),
        Token("karimi", Script.LATIN, Role.FAMILY, False),
    )


@pytest.mark.parametrize(
    ("text", "particles"),
    [
        ("Ben Karimi", []),
        ("Ali Ben Karimi", ["ben"]),
        ("al-Karimi", ["al"]),
        ("Karimi al", []),
        ("Bit Karimi", []),
        ("ابن سینا", ["ابن"]),
        ("بن کریمی", []),
        ("علی بن محمد", ["بن"]),
    ],
)
def test_particles(text: str, particles: list[str]) -> None:
    found = [token.text for token in parse_name(text).tokens if token.role is Role.PARTICLE]
    assert found == particles


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("", Script.OTHER),
        ("12 -", Script.OTHER),
        ("Ali", Script.LATIN),
        ("علی", Script.PERSIAN),
        ("دکتر", Script.PERSIAN),
        ("Dr. علی", Script.PERSIAN),
        ("علی Karimi", Script.LATIN),
        ("Али Карими", Script.LATIN),
        ("አሊ ካሪሚ", Script.OTHER),
    ],
)
def test_script_of_most_letters(text: str, script: Script) -> None:
    assert parse_name(text).script is script


def test_text_without_letters_gives_no_tokens() -> None:
    for text in ("", "  ", "\u200c\u200f", "...", "(1984)", "\ud83d", "🙂", "-"):
        name = parse_name(text)
        assert (name.text, name.tokens, name.titles, name.given) == (text, (), (), "")
        assert not name.surname_first


def test_fields_tell_the_parts() -> None:
    name = parse_name("Hossein Zadeh Ali", given="Ali", family="Hossein Zadeh")
    assert (name.text, name.given, name.family) == ("Hossein Zadeh Ali", "ali", "hossein zadeh")
    assert parse_name("", given="Seyed Ali", family="Karimi").titles == ("seyed",)
    assert parse_name("Dr. Ali Karimi", given="Ali", family="Karimi").titles == ("dr",)
    assert parse_name(" ", given="Ali", family="Karimi").text == "Ali Karimi"


def test_titles_that_are_names_too_are_optional() -> None:
    name = parse_name("Dr. Seyed Mirza Ali Karimi")
    assert (name.titles, [token.text for token in name.optional_titles]) == (
        ("dr", "seyed", "mirza"),
        ["seyed", "mirza"],
    )
    assert {token.role for token in name.optional_titles} == {Role.TITLE}
    assert [token.text for token in parse_name("سیدعلی کریمی").optional_titles] == ["سید"]
    assert parse_name("Ali Karimi Akhund").titles == ("akhund",)
    assert parse_name("Ali Akhund").titles == ()


def test_one_field_tells_both_parts() -> None:
    name = parse_name("دکتر حسین زاده علی", family="حسین زاده")
    assert (name.given, name.family, name.titles) == ("علی", "حسین زاده", ("دکتر",))
    name = parse_name("Ali Reza Karimi", given="Ali Reza", family=" ")
    assert (name.given, name.family) == ("ali reza", "karimi")
    assert parse_name("", given="Ali Reza").given == "ali reza"
    assert parse_name("Ali Karimi", given="", family="").family == "karimi"


# ---- laws -----------------------------------------------------------------------------------

WORDS = """Ali Reza KARIMI Hossein al-Din Zadeh Dr. Seyed Mirza PhD Mr. GENERAL Ayatollah A.
    A.B. Aliکریمی 'Abd İsmail ß Али علی رضا کریمی حسین زاده دکتر سید حاج آیت\u200cالله العظمی
    حجت\u200cالاسلام خانم bin بن ال , ، - ( ) 12 🙂"""
texts = st.text(st.characters(exclude_categories=[]))
names = st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalpha())


def words_of(name: Name) -> list[str]:
    return [*(token.text for token in name.tokens), *name.titles]


def told(name: Name) -> str:
    """All that a name says of its cell."""
    others = [*name.aliases, *name.persons, *([name.father] if name.father else [])]
    return " ".join([*words_of(name), *(word for other in others for word in words_of(other)), *name.notes])


@given(texts | names)
def test_every_letter_is_in_the_tokens_the_titles_or_a_clause(text: str) -> None:
    normal = normalize_name(text)
    assume("ئ" not in normal and not any(map(romanised, normal)))  # these are read by sound
    name = parse_name(text)
    wanted = letters(normal)
    assert not wanted - letters(told(name))
    if name == replace(name, aliases=(), father=None, notes=(), persons=()):
        assert letters(" ".join(words_of(name))) == wanted


@given(texts | names)
def test_tokens_are_in_normal_form_and_have_letters(text: str) -> None:
    name = parse_name(text)
    assert name.text == text
    for word in [token.text for token in name.tokens] + list(name.titles):
        assert word == normalize_name(word)
        assert any(char.isalpha() for char in word)
    for token in name.tokens:
        assert len(token.text.split()) == 1
        assert token.role is not Role.TITLE
    assert not any(token.joins for token in name.tokens[-1:])


@given(texts | names)
def test_given_and_family_hold_every_token_once(text: str) -> None:
    name = parse_name(text)
    words = [token.text for token in name.tokens]
    assert f"{name.given} {name.family}".split() == words


@given(names.map(lambda text: text.lower().replace(",", "").replace("،", "")))
def test_tokens_read_again_are_the_same_tokens(text: str) -> None:
    words = [token.text for token in parse_name(text).tokens]
    assert [token.text for token in parse_name(" ".join(words)).tokens] == words


@given(texts)
def test_reading_the_normal_form_finds_the_same_letters(text: str) -> None:
    name, again = parse_name(text), parse_name(normalize_name(text))
    assert again.script is name.script


@given(texts | names, texts | names, texts | names)
def test_fields_never_raise(text: str, given_name: str, family: str) -> None:
    name = parse_name(text, given=given_name, family=family)
    assert not any(token.joins for token in name.tokens[-1:])


@pytest.mark.parametrize(
    "text",
    [
        "علی" * 300_000,
        "Ali " * 250_000,
        "Seyed " * 150_000,
        "Ali, " * 200_000,
        "Ali'" * 250_000,
        "aع" * 100_000,
        "al " * 300_000,
        "حاج " * 200_000 + "al " * 100_000,
        "KARIMI al " * 100_000,
        "زاده " * 200_000,
    ],
)
def test_a_long_text_is_read(text: str) -> None:
    assert parse_name(text).text == text
