"""``namematch transliterate``: one line for each name, or one for each spelling."""

import json
import re
from pathlib import Path

import pytest

from namematch import spellings, transliterate
from namematch.files.reading import read_list
from tests.support.commands import Say, failed, ran

PERSIAN = "غفور فتاحیان"


def test_a_name_of_several_lines_is_printed_on_one(say: Say) -> None:
    (line,) = say("transliterate", "--n", 1, "Ali\n\tZand")[1].splitlines()
    assert line.split("\t")[0] == r"Ali\n\tZand"
    assert len(line.split("\t")) == 3


def test_transliterate_prints_one_line_for_each_name(say: Say) -> None:
    code, out, error = say("transliterate", PERSIAN, "", "Hassan Azizi")
    assert (code, error) == (0, "")
    assert out.splitlines() == [transliterate(PERSIAN), "", transliterate("Hassan Azizi")]


def test_transliterate_reads_standard_input_line_for_line() -> None:
    lines = f"{PERSIAN}\r\n\nHassan, Azizi\n".encode()
    code, out, error = ran("transliterate", "-", standard_input=lines)
    assert (code, error) == (0, "")
    names = [PERSIAN, "", "Hassan, Azizi"]
    assert out.splitlines() == [transliterate(name) for name in names]
    failed(ran("transliterate", "-", standard_input=b"\xff"), "standard input: line 1, byte 0")


def test_transliterate_tells_spellings_and_how_probable_they_are(say: Say) -> None:
    lines = [line.split("\t") for line in say("transliterate", "--n", 3, PERSIAN)[1].splitlines()]
    assert [line[0] for line in lines] == [PERSIAN] * 3
    assert len({line[1] for line in lines}) == 3
    assert all(re.fullmatch(r"[01]\.\d{4}", line[2]) for line in lines)
    found = json.loads(say("transliterate", "--n", 3, "--json", PERSIAN)[1])
    assert [spelling["text"] for spelling in found["spellings"]] == [line[1] for line in lines]
    assert found["transliteration"] == transliterate(PERSIAN)


CSV = 'id,name,year\n1,علی کریمی,1950\n2,,\n3,"Azizi, Hassan",7\n4,Hassan عزیزی,\n'
NAMES = ["علی کریمی", "", "Azizi, Hassan", "Hassan عزیزی"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return path


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.parametrize("script", [None, "latin", "persian"])
def test_a_table_keeps_its_columns_and_gets_a_new_one(say: Say, table: Path, script: str | None) -> None:
    options = () if script is None else ("--to", script)
    code, out, error = say("transliterate", table, *options)
    assert (code, error) == (0, "")
    assert rows(out) == [
        ["id", "name", "year", f"name_{script or 'transliterated'}"],
        *(
            [str(row), name, year, transliterate(name, script=script)]
            for row, (name, year) in enumerate(zip(NAMES, ["1950", "", "7", ""], strict=True), 1)
        ),
    ]
    assert (
        ran("transliterate", "-", "--column", "name", *options, standard_input=table.read_bytes())[1] == out
    )


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet", "csv.gz"])
def test_a_table_is_written_in_every_format(say: Say, table: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"out.{suffix}"
    assert say("transliterate", table, "--column", "name", "--scheme", "ala-lc", "--out", target)[:2] == (
        0,
        "",
    )
    found = read_list(target, column="name_transliterated")
    assert found.columns == ("id", "name", "year", "name_transliterated")
    spelled = [transliterate(name, scheme="ala-lc") or None for name in NAMES]
    assert found.column("name_transliterated") == spelled


def test_spellings_of_a_table_stand_in_numbered_columns(say: Say, table: Path) -> None:
    header, *found = rows(say("transliterate", table, "--n", 2, "--to", "latin")[1])
    assert header[3:] == [
        "name_latin", "name_latin_probability", "name_latin_2", "name_latin_2_probability",
    ]  # fmt: skip
    one, two = spellings(NAMES[0], n=2, script="latin")
    assert found[0][3:] == [one.text, f"{one.probability:.4f}", two.text, f"{two.probability:.4f}"]
    assert found[1][3:] == ["", "", "", ""]


def test_a_plain_list_is_spelled_line_by_line(say: Say, tmp_path: Path) -> None:
    source, target = tmp_path / "headings.txt", tmp_path / "out.txt"
    names = ["Karīmī, ʻAlī, 1950-", "", PERSIAN]
    source.write_text("\n".join(names) + "\n", encoding="utf-8-sig")
    lines = "".join(transliterate(name) + "\n" for name in names)
    assert say("transliterate", source) == (0, lines, "")
    assert say("transliterate", source, "--out", target) == (0, "", "")
    assert target.read_text(encoding="utf-8") == lines
    assert [row[0] for row in rows(say("transliterate", source, "--n", 1)[1])] == names
    found = [json.loads(line) for line in say("transliterate", source, "--json")[1].splitlines()]
    assert found == [json.loads(say("transliterate", "--text", name, "--json")[1]) for name in names]
    assert say("transliterate", source, "--out", tmp_path / "out.csv")[0] == 0
    assert read_list(tmp_path / "out.csv").columns == ("name", "name_transliterated")


def test_what_is_called_like_a_file_can_be_spelled(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("Ali").write_text(PERSIAN + "\n", encoding="utf-8")
    assert say("transliterate", "Ali")[1] == transliterate(PERSIAN) + "\n"
    assert say("transliterate", "--text", "Ali", "--text", PERSIAN)[1].splitlines() == [
        transliterate("Ali"), transliterate(PERSIAN),
    ]  # fmt: skip
    failed(say("transliterate", "Ali", PERSIAN), "Ali: is a file", "--text")
    code, out, error = say("transliterate", "missing.csv")
    assert (code, out) == (0, transliterate("missing.csv") + "\n")
    assert error == "namematch: missing.csv: no such file, so it is spelled as a name\n"
    Path("Hassan").mkdir()
    assert say("transliterate", "Hassan")[1] == transliterate("Hassan") + "\n"


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (CSV, ["--column", "nme"], "no column 'nme'"),
        (CSV.replace("year", "name_latin"), ["--to", "latin"], "has a column 'name_latin' already"),
        (CSV.replace("year", "name_latin_2"), ["--to", "latin", "--n", "2"], "'name_latin_2' already"),
        (CSV, ["--json"], "a table and --json"),
        (CSV, ["--to", "greek"], "script 'greek' is none of persian, latin"),
        (CSV, ["--scheme", "none"], "scheme 'none'"),
        (CSV.replace("Hassan", "\0\ufffe").encode("utf-16"), [], "people.csv"),
        ("", ["--column", "name"], "people.csv"),
    ],
)
def test_what_cannot_be_spelled_is_one_line(
    say: Say, table: Path, tmp_path: Path, content: str | bytes, options: list[str], said: str
) -> None:
    table.write_bytes(content if isinstance(content, bytes) else content.encode())
    target = tmp_path / "out.tsv"
    if "--json" not in options:
        options = [*options, "--out", str(target)]
    failed(say("transliterate", table, *options), said)
    assert not target.exists()


def test_a_file_is_not_written_over_and_must_be_there(say: Say, table: Path) -> None:
    failed(say("transliterate", table, "--out", table), "is the input, and would be overwritten")
    assert table.read_text(encoding="utf-8-sig") == CSV
    failed(say("transliterate", "missing.csv", "--column", "name"), "missing.csv")
    failed(say("transliterate", "missing.csv", "--out", "out.csv"), "missing.csv")
    failed(say("transliterate", "Ali", "Hassan", "--column", "name"), "--column is for one file")
    failed(say("transliterate", table, "--out", table.parent / "none" / "out.csv"), "does not exist")
    failed(say("transliterate"), "no text")


def test_empty_lists_and_odd_cells(say: Say, tmp_path: Path) -> None:
    source = tmp_path / "people.jsonl"
    cells = ["\ud800علی", None, "🙂", "x" * 10_000, "Mr.", "۱۲۳", "\u202bعلی\u202c"]
    source.write_text("".join(json.dumps({"name": cell}) + "\n" for cell in cells))
    target = tmp_path / "out.jsonl"
    assert say("transliterate", source, "--out", target)[0] == 0
    found = read_list(target).column("name_transliterated")
    assert found == [
        transliterate(cell).replace("\ud800", r"\ud800") or None if cell else None for cell in cells
    ]
    source.write_text(json.dumps({"name": 7}) + "\n")
    failed(say("transliterate", source), "row 0 (line 1), column 'name': 7 is not text")
    (tmp_path / "empty.txt").write_text("")
    failed(say("transliterate", tmp_path / "empty.txt"), "is empty")
    (tmp_path / "empty.csv").write_text("id,name\n")
    assert say("transliterate", tmp_path / "empty.csv")[1] == "id\tname\tname_transliterated\n"


def test_variants_are_the_latin_spellings_in_use(say: Say) -> None:
    found = rows(say("transliterate", "--variants", "Hussain")[1])
    assert [row[1] for row in found] == [x.text for x in spellings("Hussain", n=50, script="latin")]
    assert len(rows(say("transliterate", "--variants", "--n", 3, "Hussain")[1])) == 3
    failed(say("transliterate", "--variants", "--to", "persian", "Ali"), "--variants are in Latin letters")
