"""Usual spellings: how letters are parted, and what is usual for a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.model.usual import LEAST_USUAL, STYLE, consonant_keys, parts_of, shipped_usual, units_of
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import LATIN
from namematch.transliteration.names import transliterate


@given(st.lists(st.text(LATIN, max_size=8), min_size=1, max_size=4))
def test_keys_are_those_of_each_text_alone(texts: list[str]) -> None:
    assert consonant_keys(texts) == [consonant_keys([text])[0] for text in texts]


@given(st.text(LATIN, max_size=10))
def test_parts_are_the_letters_in_order(letters: str) -> None:
    parts = parts_of(letters)
    assert len(parts) % 2 == 1
    assert all(x in (y, "uw"[y != "w"]) for x, y in zip("".join(parts), letters, strict=True))
    assert all(parts[1::2])
    assert len(parts) // 2 == len(consonant_keys([letters])[0])


@pytest.mark.parametrize(
    ("latin", "parts"),
    [
        ("ghasem", ["", "gh", "a", "s", "e", "m", ""]),
        ("abdolah", ["a", "b", "", "d", "o", "l", "ah"]),
        ("khosrow", ["", "kh", "o", "s", "", "r", "ou"]),
        ("yusef", ["yu", "s", "e", "f", ""]),
        ("", [""]),
    ],
)
def test_parts(latin: str, parts: list[str]) -> None:
    assert parts_of(latin) == parts


def test_a_consonant_is_told_by_its_persian_letter() -> None:
    assert units_of("reza", "رضا")[3] == ("z", "ض", "")
    assert units_of("azizreza", "عزیزرضا")[1] == ("z", "ز", "")
    assert units_of("fatemeh", "فاطمه")[-1] == ("eh", "", "end")


# Each row: a word of the lexicon, spellings of it in the world, and what is no spelling of it but of another.
@pytest.mark.parametrize(
    ("persian", "spellings", "other"),
    [
        ("عبدالله", "abdulah abdula abdola", "obeidolah"),
        ("قاسم", "qasim kasim qasem kasem", "qasimi"),
        ("حسین", "husain hosain husein", "hasan"),
        ("یوسف", "yusuf", "yasaf"),
        ("زینلی", "zeynali zainali", "zanali"),
        ("رضا", "riza rida", "ruzi"),
        ("مصطفی", "mustafa", "mostafi"),
    ],
)
def test_what_is_usual(persian: str, spellings: str, other: str) -> None:
    table, vocabulary = shipped_usual(), shipped_vocabulary()
    word = vocabulary.word(persian)
    rows = table.word(str(vocabulary.romanisations[vocabulary.words.index(word)]), persian)
    shares = {text: table.share(rows, table.token(text)) for text in spellings.split()}
    assert min(shares.values()) >= LEAST_USUAL, shares
    assert table.share(rows, table.token(other)) < min(shares.values())


def test_shares_are_shares() -> None:
    table = shipped_usual()
    assert sum(table.weights) == pytest.approx(1.0, abs=0.01)
    assert ((table.shares >= 0.0) & (table.shares <= 1.0)).all()
    assert (table.shares.sum(axis=2) <= 1.01).all()  # rounded
    assert not table.shares[:, 0].any()
    assert not table.shares[:, :, 0].any()
    assert STYLE not in table.rows


def test_an_initial_is_no_spelling_of_a_word() -> None:
    usual = shipped_usual()
    assert usual.share(usual.word("roya", "رویا"), usual.token("r")) == 0.0
    assert transliterate("A. R. Karimi") == "ا. ر. کریمی"
