"""Cells as read: a table of texts with what stands in them, and laws over any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.names.clauses import MOST_NAMES, clauses_of, read_clauses
from namematch.names.faces import MOST_FACES, faces
from namematch.names.name import Name
from namematch.names.parse import parse_name
from namematch.text.normalize import settled_letters
from tests.support.texts import CLAUSES, TEXTS, WORDS

TABLE = Path(__file__).parents[1] / "tables" / "cells.tsv"


def rows() -> list[list[str]]:
    lines = TABLE.read_text("utf-8").replace(r"\u200c", "\u200c").splitlines()
    return [line.split("\t") for line in lines[1:]]


def words(name: Name | None) -> str:
    return " ".join(token.text for token in name.tokens) if name else ""


@pytest.mark.parametrize(("text", "name", "aliases", "father", "notes", "persons"), rows())
def test_the_table(text: str, name: str, aliases: str, father: str, notes: str, persons: str) -> None:
    read = parse_name(text)
    assert words(read) == name
    assert " | ".join(map(words, read.aliases)) == aliases
    assert words(read.father) == father
    assert " | ".join(read.notes) == notes
    assert " | ".join(map(words, read.persons)) == persons
    assert read.text == text


@pytest.mark.parametrize(
    ("text", "name", "persons", "aliases", "notes"),
    [
        ("Ali Karimi (Guild Master)", "ali karimi", "", "", ""),
        ("Ali (Warden) Karimi", "ali karimi", "", "", ""),
        ("Ali Karimi, Warden, Guild Master", "ali karimi", "", "", ""),
        ("Warden Sara Karimi, Warden Ali Moradi", "sara karimi", "sara karimi | ali moradi", "", ""),
        ("Warden Ali Karimi; Warden Sara Ahmadi", "ali karimi", "ali karimi | sara ahmadi", "", ""),
        ("Warden Ali Karimi; Warden Aly Kareemi", "ali karimi", "", "aly kareemi", ""),
        ("Lord and Keeper Ali Karimi", "ali karimi", "", "", ""),
        ("Ali Karimi, Film Director", "ali karimi", "", "", ""),
    ],
)
def test_titles_of_a_caller(text: str, name: str, persons: str, aliases: str, notes: str) -> None:
    titles = ("Guild Master", "Warden", "Lord and Keeper", "Film Director")
    read = parse_name(text, titles=titles)
    assert words(read) == name
    assert " | ".join(map(words, read.persons)) == persons
    assert " | ".join(map(words, read.aliases)) == aliases
    assert " | ".join(read.notes) == notes
    assert read.titles
    assert clauses_of(text, titles) == read_clauses(text, titles)
    assert parse_name(text) != read


@given(TEXTS)
def test_of_several_people_the_first_is_the_name(text: str) -> None:
    read = parse_name(text)
    assert len(read.persons) != 1
    if read.persons:
        assert read.persons[0].tokens == read.tokens
    assert len(faces(read)) <= MOST_FACES
    assert faces(read)[0] is read
    assert all(face.tokens for face in faces(read)[1:])


@given(TEXTS)
def test_a_name_alone_has_no_clauses(text: str) -> None:
    found = clauses_of(text)
    read = parse_name(text)
    if found is None:
        assert (read.aliases, read.notes, read.persons) == ((), (), ())
    else:
        assert (len(read.aliases), read.notes) == (len(found.aliases), found.notes)


@given(st.lists(st.sampled_from([*WORDS, *CLAUSES, "Kabul", "Jr", "aka", "B."]), min_size=2, max_size=4))
def test_a_plain_father_is_read_at_once_as_he_is_at_length(words: list[str]) -> None:
    for place in range(1, len(words)):
        text = " ".join([*words[:place], "S/O", *words[place:]])
        assert clauses_of(text) == read_clauses(text)


def test_signs_that_begin_a_clause_are_read_alone() -> None:
    for sign in '()[]{}<>"«»“”„/\\|;؛:@&+=*1۱':
        assert settled_letters(sign) is None


def test_a_long_list_of_people_is_cut() -> None:
    read = parse_name(" & ".join(["Ali Karimi", "Sara Ahmadi"] * MOST_NAMES))
    assert len(read.persons) == MOST_NAMES
    assert "sara ahmadi" in read.notes


@pytest.mark.parametrize("clause", [*CLAUSES, "((", "a.k.a. (", "s/o / s/o", "&&", " , "])
def test_a_long_cell_is_read(clause: str) -> None:
    for times in (20, 5_000):
        assert parse_name(f"Ali {clause} " * times).text
