"""The lexicon row by row, the ordinary words beside it, and which tokens the channel can read."""

from collections import Counter
from collections.abc import Iterable

import pytest

from namematch.model.lexicon import FAMILY, GIVEN, LONGEST_TOKEN, read_words, readable_letters, stems
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import PERSIAN, latin_letters, persian_letters, sound_key
from namematch.text.normalize import normalize_name
from namematch.text.scripts import Script
from namematch.text.tables import read_table
from namematch.transliteration.names import spellings, transliterate
from namematch.transliteration.pieces import align_letters, fold_spelling

LEXICON = shipped_vocabulary()
GIVEN_COLUMNS = ("persian", "latin", "frequency", "gender", "variants")
FAMILY_COLUMNS = ("persian", "latin", "frequency", "variants")

# What the channel can read.


@pytest.mark.parametrize(
    ("text", "script", "letters"),
    [
        ("مؤمن", Script.PERSIAN, "مومن"),
        ("hüseyin", Script.LATIN, "huseyin"),
        ("łódź", Script.LATIN, "lodz"),
        ("123", Script.LATIN, ""),
        ("ali", Script.OTHER, ""),
        ("", Script.PERSIAN, ""),
        ("ab" * (LONGEST_TOKEN // 2), Script.LATIN, "ab" * (LONGEST_TOKEN // 2)),
        ("ab" * (LONGEST_TOKEN // 2) + "a", Script.LATIN, ""),
        ("s" * LONGEST_TOKEN * 2, Script.LATIN, "s"),
        ("s" * (LONGEST_TOKEN * 2 + 1), Script.LATIN, ""),
    ],
)
def test_what_the_channel_can_read(text: str, script: Script, letters: str) -> None:
    assert readable_letters((text, script)) == letters


# The words.


def rows(table: str, columns: Iterable[str]) -> list[dict[str, str]]:
    names = tuple(columns)
    read = read_table(table, names, optional=("variants",), as_written=("latin",), unique=("persian",))
    return [dict(zip(names, row, strict=True)) for row in read]


TABLES = {"given": rows("given", GIVEN_COLUMNS), "family": rows("family", FAMILY_COLUMNS)}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_each_word_once(table: str) -> None:
    # By letters: else the loader would let a مومن take the place of a مؤمن.
    times = Counter(persian_letters(row["persian"]) for row in TABLES[table])
    assert [word for word, n in times.items() if n > 1] == []
    assert "" not in times


def test_no_spelling_is_read_in_two_ways() -> None:
    readings: dict[str, set[str]] = {}
    for word in LEXICON.words:
        for spelling in (word.persian, *word.variants):
            readings.setdefault(spelling, set()).add(word.persian)
    assert {spelling: words for spelling, words in readings.items() if len(words) > 1} == {}


def test_every_row_is_a_word_in_its_use() -> None:
    words = {word.persian: word for word in LEXICON.words}
    assert len(words) == len(LEXICON.words)
    for row in TABLES["given"]:
        assert words[persian_letters(row["persian"])].given == GIVEN[row["frequency"]]
        assert row["gender"] in {"m", "f", "u"}
    for row in TABLES["family"]:
        assert words[persian_letters(row["persian"])].family == FAMILY[row["frequency"]]
    foreign = read_table("world", ("persian", "latin", "kind", "origin"), as_written=("latin",))
    assert len(words) <= sum(map(len, TABLES.values())) + len(foreign)
    for persian, latin, _kind, _origin in foreign:
        word = LEXICON.words[LEXICON.word_spelled(persian)]
        assert set(latin.split()) <= {word.latin, *word.also}
        assert word.given + word.family > 0
    assert read_words() == LEXICON.words
    assert shipped_vocabulary() is LEXICON


def test_variants_of_both_uses_are_kept() -> None:
    for table in TABLES.values():
        for row in table:
            word = LEXICON.words[LEXICON.persian(persian_letters(row["persian"])).word]
            for variant in row["variants"].split():
                assert variant == normalize_name(variant)
                assert persian_letters(variant) in (word.persian, *word.variants)


def test_every_word_has_letters_that_the_channel_knows() -> None:
    for word in LEXICON.words:
        assert set(word.persian) <= set(PERSIAN)
        assert 0 < len(word.persian) <= LONGEST_TOKEN
        assert sound_key(word.persian)
        assert 0 < len(latin_letters(normalize_name(word.latin))) <= LONGEST_TOKEN, word
        assert word.latin[:1].isupper() or not word.latin[:1].isalpha(), word


def test_a_word_has_one_romanisation_in_both_tables() -> None:
    """Else the one of the given names would silently be that of the surname."""
    given = {row["persian"]: row["latin"] for row in TABLES["given"]}
    twice = [(row["persian"], given.get(row["persian"]), row["latin"]) for row in TABLES["family"]]
    assert [row for row in twice if row[1] not in (None, row[2])] == []
    assert any(row[1] for row in twice)


# Ordinary words that names are made of.

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


def test_no_ordinary_word_is_a_word_of_the_lexicon() -> None:
    assert [persian for persian in stems() if LEXICON.word_spelled(persian) >= 0] == []
