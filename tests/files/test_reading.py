"""Lists in every format and in every bad state that we fear, as real files."""

import gzip
import io
import re
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from namematch.errors import InputError
from namematch.files import decoding as blocks
from namematch.files.reading import read_list
from tests.support.files import ordinary_user, written

PERSIAN = "غفور فتاحیان"


def standard_input(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))


READS = [
    ("a.csv", "name,source\nAli Hajari,x\n", "comma"),
    ("a.csv", 'name,source\n"Ali Hajari","x"\n', "quoted"),
    (
        "a.csv",
        "name;source\nAli Hajari;x\n",
        "semicolons, as Excel writes where a comma is decimal",
    ),
    ("a.csv", "name\tsource\nAli Hajari\tx\n", "a table that took the wrong suffix"),
    ("a.csv", "\ufeffname,source\r\nAli Hajari,x\r\n", "byte-order mark, Windows"),
    ("a.csv", "name,source\rAli Hajari,x\r", "old Macintosh"),
    ("a.csv", "name,source\nAli Hajari,x", "no line end at the end"),
    ("a.csv", " name , source\nAli Hajari,x\n", "spaces around the header's names"),
    ("A.CSV", "name,source\nAli Hajari,x\n", "suffix in capitals"),
    ("a.tsv", "name\tsource\nAli Hajari\tx\n", "tabs"),
    ("a.tsv", '"name"\t"source"\n"Ali Hajari"\t"x"\n', "quotes around every cell, as R writes"),
    ("a.jsonl", '{"name":"Ali Hajari","source":"x"}\n', "JSON Lines"),
    ("a.ndjson", '{"name":"Ali Hajari","source":"x"}', "its other suffix"),
]


@pytest.mark.parametrize(("name", "content", "why"), READS, ids=[why for _, _, why in READS])
def test_every_format_gives_the_same_list(tmp_path: Path, name: str, content: str, why: str) -> None:
    names = read_list(written(tmp_path, name, content), column="name")
    assert names.columns == ("name", "source")
    assert names.column("name") == ["Ali Hajari"]
    assert names.column("source") == ["x"]


def test_plain_text_is_one_name_a_line_and_keeps_blank_lines(tmp_path: Path) -> None:
    names = read_list(written(tmp_path, "names.txt", f"{PERSIAN}\n\nFattahian, Ghafour\n"))
    assert names.columns == ("name",)
    assert names.column() == [PERSIAN, None, "Fattahian, Ghafour"]
    assert names.place(2) == f"{tmp_path}/names.txt: row 2 (line 3)"


def test_cells_are_kept_as_written(tmp_path: Path) -> None:
    content = 'name\n "Ghafour ""Ghafoor""\n  Fattahian" '.replace(' "', '"', 1).rstrip()
    names = read_list(written(tmp_path, "a.csv", content + "\n\u2028 x \u200c\n"))
    assert names.column() == ['Ghafour "Ghafoor"\n  Fattahian', "\u2028 x \u200c"]
    assert list(names.lines) == [2, 4]


def test_stray_quotes_of_a_table_with_tabs(tmp_path: Path) -> None:
    content = 'name\tsource\n"Haji" Ali\tx\nAli "Reza\ty\n"\tz\n"Fattahian, ""G"""\tw\n'
    names = read_list(written(tmp_path, "a.tsv", content))
    assert names.column("name") == ['"Haji" Ali', 'Ali "Reza', '"', 'Fattahian, "G"']


def test_without_header_the_columns_are_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tsv", "x\tAli Hajari\ny\tHadi Sani\n")
    names = read_list(path, header=False, column="2")
    assert names.columns == ("1", "2")
    assert names.column("2") == ["Ali Hajari", "Hadi Sani"]
    assert list(names.lines) == [1, 2]


def test_columns_without_a_name_are_called_by_their_place(tmp_path: Path) -> None:
    names = read_list(written(tmp_path, "a.csv", "name,,\nAli,b,\n"))
    assert names.columns == ("name", "2", "3")
    assert names.column() == ["Ali"]


@pytest.mark.parametrize("blank", ["\n", ",,\n", ",\n"])
def test_a_blank_line_is_a_row_of_empty_cells(tmp_path: Path, blank: str) -> None:
    names = read_list(written(tmp_path, "a.csv", f"name,source\nAli,x\n{blank}Hadi,y\n"))
    assert names.column("name") == ["Ali", None, "Hadi"]


@pytest.mark.parametrize("content", ["name,source\n", "name,source", "\ufeffname,source\r\n"])
def test_a_header_alone_is_a_list_of_no_rows(tmp_path: Path, content: str) -> None:
    names = read_list(written(tmp_path, "a.csv", content), column="source")
    assert names.column("name") == []


def test_gzipped_text(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tsv.gz", gzip.compress(f"name\n{PERSIAN}\n".encode()))
    assert read_list(path).column() == [PERSIAN]


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-8-sig"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = "name\nحسن عزيزي\n"
    path = written(tmp_path, "a.csv", text.encode(encoding))
    assert read_list(path, encoding=encoding).column() == ["حسن عزيزي"]


def test_json_lines_may_differ_in_keys_and_hold_more_than_names(tmp_path: Path) -> None:
    lines = [
        '{"name": "Ali", "aliases": ["A"]}',
        "",
        '{"year": 1990, "name": null}',
        '{"name": NaN}',
    ]
    names = read_list(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert names.columns == ("name", "aliases", "year")
    assert names.column("name") == ["Ali", None, None, None]
    assert names.column("year", numbers=True) == [None, None, "1990", None]


def test_parquet(tmp_path: Path) -> None:
    table = pyarrow.table({"name": [PERSIAN, None], "year": [2001.0, float("nan")], "vector": [[1.0], [2.0]]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    names = read_list(tmp_path / "a.parquet")
    assert names.columns == ("name", "year")  # a nested column is never a name
    assert names.column("name") == [PERSIAN, None]
    assert names.column("year", numbers=True) == ["2001", None]
    assert names.place(1) == f"{tmp_path}/a.parquet: row 1"


def test_parquet_of_any_type_of_text_and_many_row_groups(tmp_path: Path) -> None:
    listed = [PERSIAN, None, "", "Ali", "Ali"]
    kinds = [pyarrow.string(), pyarrow.large_string(), pyarrow.dictionary(pyarrow.int8(), pyarrow.string())]
    for kind in kinds:
        table = pyarrow.table({"id": [1, 2, 3, 4, 5], "name": pyarrow.array(listed, kind)})
        pyarrow.parquet.write_table(table, tmp_path / "a.parquet", row_group_size=2)
        names = read_list(tmp_path / "a.parquet", keep=["name"])
        assert (len(names), names.columns) == (5, ("id", "name"))
        assert names.column() == [PERSIAN, None, None, "Ali", "Ali"]


KEEPS = [
    ("a.csv", "id,name,source\n1,Ali,x\n"),
    ("a.tsv", "id\tname\tsource\n1\tAli\tx\n"),
    ("a.jsonl", '{"id": 1}\n{"name": "Ali", "source": "x"}\n'),
]


@pytest.mark.parametrize(("name", "content"), KEEPS)
def test_only_what_is_asked_for_is_kept(tmp_path: Path, name: str, content: str) -> None:
    path = written(tmp_path, name, content)
    names = read_list(path, column="source", keep=[None, "source", "nothing"])
    assert names.columns == ("id", "name", "source")
    assert (names.column()[-1], names.column("source")[-1]) == ("Ali", "x")
    with pytest.raises(KeyError):
        names.column("id")
    with pytest.raises(InputError, match="no column 'nothing'"):
        names.column("nothing")


def test_the_only_column_is_kept_whatever_it_is_called(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{}\n{"person": "Ali"}\n')
    assert read_list(path, keep=[None]).column() == [None, "Ali"]
    assert read_list(written(tmp_path, "a.csv", "person\nAli\n"), keep=[None]).column() == ["Ali"]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1 << 21])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_text_that_comes_in_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, size: int
) -> None:
    monkeypatch.setattr(blocks, "_BYTES_OF_BLOCK", size)
    path = written(tmp_path, "a.txt", "\r\n\rحسن عزيزي\r\nAli\rHadi\n\n".encode(encoding))
    names = read_list(path, encoding=encoding)
    assert names.column() == [None, None, "حسن عزيزي", "Ali", "Hadi", None]
    assert names.place(5) == f"{path}: row 5 (line 6)"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1 << 21])
def test_a_bad_byte_is_told_wherever_a_block_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(blocks, "_BYTES_OF_BLOCK", size)
    for content, told in [
        (f"a\n{PERSIAN}\n".encode() + b"\xd8x", r"line 3, byte 26: b'\\xd8.*' is not valid utf-8"),
        (f"a\n{PERSIAN}\n".encode() + b"\xd8", "line 3, byte 26: "),
        (b"a\r\nb\rc\0\n", "line 3: a NUL character"),
    ]:
        with pytest.raises(InputError, match=told):
            read_list(written(tmp_path, "a.txt", content))


STANDARD_INPUTS = [
    ("name\tsource\nAli, Hajari\tx\n", None, "Ali, Hajari"),
    ("source,name\nx,Ali\n", None, "Ali"),
    ("source;name\nx;Ali\n", None, "Ali"),
    ("name\nAli\n", "name", "Ali"),
    ("Ali\n", None, "Ali"),
    ('{"name": "Ali"}\n', None, "Ali"),
]


@pytest.mark.parametrize(("content", "column", "first"), STANDARD_INPUTS)
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, content: str, column: str | None, first: str
) -> None:
    standard_input(monkeypatch, content)
    assert read_list("-", column=column).column("name") == [first]


def test_standard_input_in_a_format_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, "Fattahian, Ghafour\n")
    assert read_list("-", format="txt").column() == ["Fattahian, Ghafour"]
    standard_input(monkeypatch, "")
    with pytest.raises(InputError, match=r"^standard input: the file is empty$"):
        read_list("-")


CP1256 = "name\nحسن عزيزي\n".encode("cp1256")
BAD = [
    ("a.csv", b"", ["the file is empty"]),
    ("a.txt", b"\xef\xbb\xbf\r\n", ["the file is empty"]),
    ("a.csv", b"\nname\n", ["line 1: the first line is blank"]),
    ("a.csv", b"name,source,name\n", ["columns of the same name: 'name'"]),
    (
        "a.csv",
        b"Naem,source\n",
        ["no column 'name'", "'Naem', 'source'", "did you mean 'Naem'?"],
    ),
    ("a.csv", b"name,b\nx,y\nAli,c,d\n", ["row 1 (line 3): 3 cells for 2 columns", "'Ali'"]),
    ("a.tsv", b"name\tb\nx\ty\nAli\n", ["row 1 (line 3): 1 cells for 2 columns: ['Ali']"]),
    ("a.csv", b'name,b\n"x\n",y\nAli\n', ["row 1 (line 4): 1 cells for 2 columns"]),
    ("a.csv", b'name,b\nx,y\n"Ali,z\nw,v\n', ["row 1 (line 3): a stray quote?", "'\"Ali,z'"]),
    ("a.csv", b'"name,b\nx,y\n', ["the header (line 1): a stray quote?"]),
    ("a.csv", b"name\n" + b"x" * 200_000, ["row 0 (line 2)", "field larger than field limit"]),
    ("a.csv", CP1256, ["line 2, byte 5", "is not valid utf-8", "try --encoding cp1256"]),
    ("a.csv", b"name\nPe\xf1a\n", ["line 2, byte 7: b'\\xf1a\\n'", "name it with --encoding"]),
    ("a.csv", PERSIAN.encode() + b"\n\xff", ["line 2", "name it with --encoding"]),
    ("a.csv", "name\nAli\n".encode("utf-16"), ["line 1, byte 0", "try --encoding utf-16"]),
    ("a.txt", "Ali\nHadi\n".encode("utf-16-le"), ["line 1: a NUL", "try --encoding utf-16"]),
    ("a.txt", b"Ali Hajari, Hadi Sani\nA\0li\n", ["line 2: a NUL character"]),
    ("a.csv.gz", b"name\nAli\n", ["cannot be read: Not a gzipped file"]),
    ("a.csv.gz", gzip.compress(b"name\nAli\n")[:-9], ["cannot be read: "]),
    ("a.parquet", b"name\nAli\n", ["not a Parquet file"]),
    ("a.parquet", b"", ["not a Parquet file"]),
    ("a.jsonl", b'{"name": "x"}\n{"name": \n', ["row 1 (line 2): not a line of JSON Lines"]),
    ("a.jsonl", b'["Ali"]\n', ["row 0 (line 1)", "not an object", """'["Ali"]'"""]),
    ("a.jsonl", b'{"name": "a", "name": "b"}\n', ["the key 'name' stands twice"]),
    ("a.jsonl", b"[" * 100_000, ["row 0 (line 1)", "..."]),
    (
        "a.jsonl",
        b'{"name": "x"}\n{"name": 7}\n',
        ["row 1 (line 2), column 'name': 7 is not text"],
    ),
    ("a.jsonl", b'{"name": true}\n', ["True is not text"]),
    ("a.jsonl", b'{"name": ["Ali"]}\n', ["['Ali'] is not text"]),
]


@pytest.mark.parametrize(("name", "content", "parts"), BAD, ids=[parts[0] for _, _, parts in BAD])
def test_bad_input_gets_one_clear_line(tmp_path: Path, name: str, content: bytes, parts: list[str]) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(InputError) as caught:
        read_list(path, column="name").column("name")
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert len(message) < len(str(path)) + 250
    for part in parts:
        assert part in message


def test_what_is_no_readable_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: No such file or directory"):
        read_list(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"cannot be read: Is a directory"):
        read_list("/usr")
    with pytest.raises(InputError, match="unknown encoding: klingon"):
        read_list(__file__, encoding="klingon")
    for encoding in ("rot13", "utf\0", ""):
        with pytest.raises(InputError, match=re.escape(f"cannot be read as {encoding!r}: ")):
            read_list(__file__, encoding=encoding)


def test_a_file_that_we_may_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "name\nAli\n")
    path.chmod(0)
    reason = "cannot be read: Permission denied"
    with ordinary_user(tmp_path), pytest.raises(InputError, match=reason):
        read_list(path)


def test_without_pyarrow_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    hint = r"a\.parquet: Parquet needs pyarrow: pip install namematch\[parquet\]$"
    with pytest.raises(InputError, match=hint):
        read_list(written(tmp_path, "a.parquet", b"PAR1"))


def test_a_missing_name_of_a_column_is_the_only_one_or_name(tmp_path: Path) -> None:
    assert read_list(written(tmp_path, "a.csv", "person\nAli\n")).column() == ["Ali"]
    with pytest.raises(InputError, match=r"a\.csv: no column 'name'; the columns are 'a', 'b'$"):
        read_list(written(tmp_path, "a.csv", "a,b\n")).column()
