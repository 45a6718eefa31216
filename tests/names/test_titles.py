"""Titles by their letters and their sound, where they stand, and those that a caller adds."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.errors import TableError
from namematch.names import title_table
from namematch.names.parse import parse_name
from namematch.names.table import read_texts
from namematch.names.title_table import shipped_titles, titles_with
from namematch.names.titles import is_name_too, is_title
from namematch.text.normalize import normalize_name
from namematch.text.tables import read_table
from tests.support.texts import WORDS


def kind_of(word: str) -> str:
    title = shipped_titles().find(normalize_name(word))
    return title.table.kinds.get(title.key, "") if title else ""


@pytest.mark.parametrize(
    ("spellings", "kind"),
    [
        ("Hojjatoleslam Hodjatoleslam Hüccetülislam Hudžatoleslam Hoggiatoleslam Hoxhatolislam", "around"),
        ("Doctor Doktor Duktur Daktar Dr Dott", "around"),
        ("Mohandes Muhandis Mühendis Ingeniero", "inside"),
        ("Ayatollah Ajatollach Ayətullah Ajatolláh Aiatolá", "mostly"),
        ("Seyed Sayyid Sejjed Səyyid Seyit Syed", "maybe"),
        ("Şeyx Şeyh Scheich Cheikh Szejch Sjeik Shayx", "maybe"),
        ("Hacı Hadschi Haxhi Hadżi Hadzsi Xoji Khadzhi", "maybe"),
        ("Agha Aqa Ağa Aga آقا اقا", "maybe around"),
        ("Said Sajed Sajjid Sajjad", "seldom"),
        ("Khan Chan xan Jan Shah Beg", "behind"),
        ("Haghi Karimi Hosseini Shahed Sheikhi Saeedi Hojjatoleslami کریمی", ""),
    ],
)
def test_kinds_by_sound(spellings: str, kind: str) -> None:
    assert {word: kind_of(word) for word in spellings.split()} == dict.fromkeys(spellings.split(), kind)


@pytest.mark.parametrize(
    ("text", "given", "family", "titles"),
    [
        ("DADGAR Hodjatoleslam Hassan", "hassan", "dadgar", ("hodjatoleslam",)),
        ("Hassan Dr. Dadgar", "hassan", "dadgar", ("dr",)),
        ("Hassan Mohandes Zadeh", "hassan", "mohandes zadeh", ()),
        ("Hassan Mohandes", "hassan", "mohandes", ()),
        ("Dadgar, Hassan (Dr.)", "hassan", "dadgar", ("dr",)),
        ("سردار سرتیپ دوم پاسدار حسن دادگر", "حسن", "دادگر", ("سردار سرتیپ دوم پاسدار",)),
        ("ایت\u200cالله دادگر", "", "دادگر", ("ایت الله",)),
        ("Qari Nasim", "", "nasim", ("qari",)),
        ("Said Hassan Dadgar", "hassan", "dadgar", ("said",)),
        ("Said Dadgar", "said", "dadgar", ()),
        ("Mirza Khan", "mirza", "khan", ()),
        ("Qari Mullah", "", "mullah", ("qari",)),
        ("Hassan Khan Dadgar", "hassan khan", "dadgar", ()),
        ("Hujjat ul-Islam wa'l-Muslimin Dadgar", "", "dadgar", ("hujjat ul islam wa'l muslimin",)),
    ],
)
def test_places(text: str, given: str, family: str, titles: tuple[str, ...]) -> None:
    name = parse_name(text)
    assert (name.given, name.family, name.titles) == (given, family, titles)


def test_a_word_may_be_a_title_where_it_stands() -> None:
    assert is_title("seyed", first=True)
    assert is_title("seyed", first=False)
    assert is_title("khan", first=False)
    assert not is_title("khan", first=True)
    assert not is_title("said", first=True)
    assert is_name_too("said")
    assert not is_name_too("dr")


def latin_and_persian(table: str, *columns: str) -> set[str]:
    header = ("persian", "latin", "frequency", *columns)
    rows = read_table(table, header, optional=columns, as_written=("latin", "gender", "frequency"))
    return {normalize_name(word) for row in rows for word in row[:2]}


def test_no_given_name_is_taken_for_a_title_alone() -> None:
    wrong = {"always", "around", "inside", "after"}
    names = latin_and_persian("given", "gender", "variants")
    assert {name: kind for name in names if (kind := kind_of(name)) in wrong} == {}


def test_no_surname_is_taken_off_behind_a_given_name() -> None:
    wrong = {"around", "inside", "after"}
    names = latin_and_persian("family", "variants")
    assert {name: kind for name in names if (kind := kind_of(name)) in wrong} == {}


@pytest.mark.parametrize(
    ("table", "row"), [("titles", "dr\tLatn\tarround"), ("title_sounds", "khān\tarround")]
)
def test_a_kind_that_is_none_is_refused(
    table: str, row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = tmp_path / "faulty.tsv"
    faulty.write_text(("word\tscript\tkind\n" if "Latn" in row else "word\tkind\n") + row + "\n", "utf-8")

    def read(source: str, *columns: Any, **rules: Any) -> list[tuple[str, ...]]:
        return read_table(faulty if source == table else source, *columns, **rules)

    monkeypatch.setattr(title_table, "read_table", read)
    with pytest.raises(TableError, match=r"faulty\.tsv:2: kind 'arround' is none of always, around"):
        shipped_titles.__wrapped__()


ADDED = ("Guild-Master", "پیر طریقت", "Mirza", "...")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Guild Master Ali Karimi", ("guild master",)),
        ("GUILD MASTER Ali Karimi", ("guild master",)),
        ("Karimi, Ali, Guildmaster", ("guildmaster",)),
        ("Ali Guild-Master Karimi", ("guild master",)),
        ("پیر طریقت علی کریمی", ("پیر طریقت",)),
        ("Mirza Karimi", ("mirza",)),
        ("Mirzə Karimi", ("mirzə",)),
        ("Dr. Ali Karimi", ("dr",)),
    ],
)
def test_titles_of_a_caller(text: str, titles: tuple[str, ...]) -> None:
    assert parse_name(text, titles=ADDED).titles == titles
    table = read_texts([text], advance=lambda rows: None, titles=ADDED)
    assert list(table) == [parse_name(text, titles=ADDED)]
    assert table.titles.tolist() == [len(titles)]


def test_titles_of_a_caller_leave_the_shipped_ones_as_they_are() -> None:
    assert titles_with(ADDED) is titles_with(ADDED)
    assert titles_with(()) is shipped_titles()
    assert parse_name("Mirza Karimi").titles == ()
    assert parse_name("", given="Guild Master Ali", family="Karimi", titles=ADDED).titles == ("guild master",)


@given(
    st.lists(
        st.sampled_from(WORDS).map(normalize_name) | st.text(max_size=8).map(normalize_name), max_size=20
    )
)
def test_many_words_are_looked_up_like_each(texts: list[str]) -> None:
    words = [text for text in texts if any(map(str.isalpha, text))]
    titles = shipped_titles()
    assert titles.among(words) == {word for word in words if titles.find(word) is not None}
