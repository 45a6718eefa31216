"""The table loader: every shipped table is proven, every break is named with its place."""

from pathlib import Path

import pytest

from namematch.errors import TableError
from namematch.names import title_table
from namematch.text.tables import read_table

WORDS = ("word", "script", "kind")
KINDS = {
    "titles": set(title_table.KINDS),
    "particles": {"before", "between"},
    "compounds": {"prefix", "suffix"},
}

GOOD = "# a comment\nword\tkind\n\nعلی\tgiven\nکریمی\tfamily\n"
BROKEN = [
    ("word\tkind\n\u0639\u0644\u064a\tgiven\n", 2, "\u0639\u0644\u064a", "not in normal form"),
    ("word\tkind\nAli\tgiven\n", 2, "'Ali'", "not in normal form"),
    ("word\tkind\nali \tgiven\n", 2, "'ali '", "not in normal form"),
    ("word\tkind\n\u200eali\tgiven\n", 2, r"'\u200eali'", "not in normal form"),
    ("word\tkind\nali\n", 2, "('ali',)", "2 cells"),
    ("word\tkind\nali\tgiven\tm\n", 2, "'m'", "2 cells"),
    ("word\tkind\nali\t\n", 2, "'ali'", "kind is ''"),
    ("word\tkind\nali\tgiven\n#\nali\tgiven\n", 4, "'ali'", "in line 2 already"),
    ("word\tsort\nali\tgiven\n", 1, "'sort'", "header"),
    ("\ufeffword\tkind\nali\tgiven\n", 1, r"'\ufeffword'", "header"),
    ("# nothing\n", 1, "'word'", "no header"),
    ("", 1, "'word'", "no header"),
]


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.tsv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_rows_of_a_callers_table(tmp_path: Path) -> None:
    rows = [("علی", "given"), ("کریمی", "family")]
    assert read_table(write(tmp_path, GOOD), ("word", "kind")) == rows
    assert read_table(write(tmp_path, GOOD.replace("\n", "\r\n")), ("word", "kind")) == rows


def test_a_table_without_rows(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, "word\tkind\n"), ("word", "kind")) == []


@pytest.mark.parametrize(("text", "line", "value", "what"), BROKEN)
def test_a_broken_table_is_named(text: str, line: int, value: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read_table(write(tmp_path, text), ("word", "kind"))
    message = str(caught.value)
    assert message.startswith(f"mine.tsv:{line}: ")
    assert value in message
    assert what in message


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_bytes("word\tkind\nعلی\tgiven\n".encode("cp1256", "replace"))
    with pytest.raises(TableError, match=r"mine\.tsv:2: .* is not UTF-8"):
        read_table(path, ("word", "kind"))


def test_optional_cells_cells_as_written_and_unique_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "word\tkind\nali\t\nreza\tGiven Name\n")
    rows = read_table(path, ("word", "kind"), optional=("kind",), as_written=("kind",))
    assert rows == [("ali", ""), ("reza", "Given Name")]
    path = write(tmp_path, "word\tkind\nali\tgiven\nali\tfamily\n")
    assert len(read_table(path, ("word", "kind"))) == 2
    with pytest.raises(TableError, match=r"mine\.tsv:3: .*'ali'.* line 2"):
        read_table(path, ("word", "kind"), unique=("word",))


def test_a_cell_that_is_none_of_the_known_values(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert len(read_table(path, ("word", "kind"), one_of={"kind": ("given", "family")})) == 2
    with pytest.raises(TableError, match=r"^mine\.tsv:5: kind 'family' is none of given, title$"):
        read_table(path, ("word", "kind"), one_of={"kind": ("given", "title")})


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nothing\.tsv:0: .*nothing"):
        read_table("nothing", WORDS)
    with pytest.raises(TableError, match=r"gone\.tsv:0: .*gone"):
        read_table(tmp_path / "gone.tsv", WORDS)


@pytest.mark.parametrize("table", KINDS)
def test_word_tables(table: str) -> None:
    rows = read_table(table, WORDS, as_written=("script",), unique=("word",))
    assert {kind for *_, kind in rows} == KINDS[table]
    for word, script, _kind in rows:
        persian = ["\u0600" <= char <= "\u06ff" for char in word if char.isalpha()]
        assert persian == [script == "Arab"] * len(persian), word
        assert script in {"Arab", "Latn"}
