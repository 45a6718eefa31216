"""``namematch compare``: what it prints of any two texts, and how lightly it starts."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow
import pyarrow.parquet as pq
import pytest

from namematch import compare_names
from namematch.files.reading import read_list
from tests.support.commands import Say

PERSIAN = "غفور فتاحیان"


def test_compare_explains(say: Say) -> None:
    code, out, error = say("compare", PERSIAN, "FATTAHIAN Ghafour")
    assert (code, error) == (0, "")
    assert out.startswith(f"{PERSIAN} = FATTAHIAN Ghafour: same name")
    assert len(out.splitlines()) == 3


def test_compare_prints_json(say: Say) -> None:
    found = json.loads(say("compare", "Hadi Sani", "حسین کریمی", "--json")[1])
    assert found["verdict"] == "different"
    assert sum(piece["doubt"] for piece in found["evidence"]) == pytest.approx(found["doubt"])


@pytest.mark.parametrize("text", ["", " ", "\u200c", "x" * 10_000, "a b " * 5_000, "\udcff", "12"])
def test_compare_takes_any_text(say: Say, text: str) -> None:
    for options in ([], ["--json"]):
        code, _, error = say("compare", text, PERSIAN, *options)
        assert (code, error) == (0, "")


CSV = (
    'id,one,"the other",year\n1,Ali Karimi,علی کریمی,1355\n'
    '2,"Karimi, Hassan",,\n3,王小明,"Azizi, ""Ali""",7\n'
)


def test_pairs_keep_their_columns_and_get_scores(say: Say, tmp_path: Path) -> None:
    source, target = tmp_path / "pairs.csv", tmp_path / "scored.tsv"
    source.write_text(CSV, encoding="utf-8")
    options = ("compare", "--pairs", source, "--left", "one", "--right", "the other")
    assert say(*options, "--out", target) == (0, "3 rows: 1 same, 1 review, 1 different\n", "")
    lines = [line.split("\t") for line in target.read_text(encoding="utf-8").splitlines()]
    assert lines[0] == ["id", "one", "the other", "year", "bits", "probability", "verdict"]
    assert [line[:4] for line in lines[1:]] == [
        ["1", "Ali Karimi", "علی کریمی", "1355"],
        ["2", "Karimi, Hassan", "", ""],
        ["3", "王小明", 'Azizi, "Ali"', "7"],
    ]
    each = [compare_names("Ali Karimi", "علی کریمی"), compare_names("王小明", 'Azizi, "Ali"')]
    assert [lines[row][4:] for row in (1, 3)] == [
        [f"{x.bits:.2f}", f"{x.probability:.4f}", x.verdict] for x in each
    ]
    assert lines[2][4:] == ["-40.00", "0.0000", "different"]
    code, out, error = say(*options)
    assert (code, out.splitlines(), error.splitlines()[-1]) == (
        0, ["\t".join(line) for line in lines], "3 rows: 1 same, 1 review, 1 different",
    )  # fmt: skip


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet", "csv.gz"])
def test_pairs_of_every_format(say: Say, tmp_path: Path, suffix: str) -> None:
    source, target = tmp_path / "pairs.csv", tmp_path / f"scored.{suffix}"
    source.write_text(CSV, encoding="utf-8")
    assert say("compare", "--pairs", source, "--left", "one", "--right", "the other", "--out", target)[0] == 0
    table = read_list(target, column="one")
    assert table.columns == ("id", "one", "the other", "year", "bits", "probability", "verdict")
    assert table.column("verdict") == ["same", "different", "review"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--left", "one", "--right", "two"],
            "no column 'two'; the columns are 'id', 'one', 'the other', 'year'",
        ),
        (["--left", "two", "--right", "one"], "no column 'two'"),
        (["--left", "one"], "--pairs needs --left and --right"),
        (
            ["Ali", "--left", "one", "--right", "id"],
            "--pairs: its rows are compared, and no names beside them",
        ),
        (["--left", "one", "--right", "id", "--json"], "--pairs and --json"),
        (["--left", "one", "--right", "id", "--threads", "0"], "Invalid value for '--threads'"),
    ],
)
def test_what_is_no_table_of_pairs_is_one_line(
    say: Say, tmp_path: Path, options: list[str], said: str
) -> None:
    source, target = tmp_path / "pairs.csv", tmp_path / "out.tsv"
    source.write_text(CSV, encoding="utf-8")
    code, out, error = say("compare", "--pairs", source, *options, "--out", target)
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert said in error
    assert not target.exists()


def test_pairs_are_not_written_over_what_they_are_read_from(say: Say, tmp_path: Path) -> None:
    source = tmp_path / "pairs.csv"
    source.write_text(CSV, encoding="utf-8")
    options = ("compare", "--pairs", source, "--left", "one", "--right", "the other", "--out")
    assert say(*options, source)[2].endswith("is the input, and would be overwritten\n")
    scored = tmp_path / "scored.jsonl"
    assert say(*options, scored)[0] == 0
    again = say("compare", "--pairs", scored, "--left", "one", "--right", "the other")
    assert again[:2] == (2, "")
    assert again[2].endswith("has a column 'bits' already: rename it, or leave it out\n")
    assert source.read_text(encoding="utf-8") == CSV


def test_nested_cells_are_not_carried_in_part(say: Say, tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl"
    row = {"a": "Ali", "b": "علی", "more": list(range(50)), "share": 0.5}
    source.write_text(json.dumps(row) + "\n", encoding="utf-8")
    code, out, error = say("compare", "--pairs", source, "--left", "a", "--right", "b")
    assert (code, out) == (2, "")
    assert "row 0 (line 1), column 'more'" in error
    row["more"] = True
    source.write_text(json.dumps(row) + "\n", encoding="utf-8")
    out = say("compare", "--pairs", source, "--left", "a", "--right", "b")[1]
    assert out.splitlines()[1].split("\t")[2:4] == ["True", "0.5"]


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_numbers_stay_numbers(say: Say, tmp_path: Path, suffix: str) -> None:
    kept = {
        "id": [7, 8, None], "share": [0.5, 2, None], "big": [2**70, 1, 2], "mixed": [1, "x", True],
        "known": [True, None, False], "text": ["7", "", "8"], "odd": [1.5, True, None],
    }  # fmt: skip
    source, target = tmp_path / "pairs.jsonl", tmp_path / f"scored.{suffix}"
    rows = [dict(zip(kept, cells, strict=True)) for cells in zip(*kept.values(), strict=True)]
    source.write_text("".join(json.dumps({"a": "Ali", "b": "Ali", **row}) + "\n" for row in rows), "utf-8")
    assert say("compare", "--pairs", source, "--left", "a", "--right", "b", "--out", target)[0] == 0
    if suffix == "jsonl":
        found = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    else:
        found = pq.read_table(target).to_pylist()
    as_texts = {
        "big": [str(2**70), "1", "2"], "mixed": ["1", "x", "True"], "text": ["7", None, "8"],
        "odd": ["1.5", "True", None],
    }  # fmt: skip
    assert {name: [row[name] for row in found] for name in kept} == kept | as_texts


def test_dates_and_decimals_are_carried_as_they_print(say: Say, tmp_path: Path) -> None:
    source, target = tmp_path / "pairs.parquet", tmp_path / "scored.tsv"
    kept = {"day": date(2020, 1, 2), "at": datetime(2020, 1, 2, 3), "sum": Decimal("1.50")}
    pq.write_table(pyarrow.Table.from_pylist([{"a": "Ali", "b": "Ali", **kept}]), source)
    assert say("compare", "--pairs", source, "--left", "a", "--right", "b", "--out", target)[0] == 0
    row = target.read_text("utf-8").splitlines()[1]
    assert row.split("\t")[2:5] == ["2020-01-02", "2020-01-02 03:00:00", "1.50"]


def test_names_or_pairs(say: Say) -> None:
    assert "the right name is missing" in say("compare", "Ali")[2]
    assert "--left is for the table of --pairs" in say("compare", "Ali", "علی", "--left", "a")[2]
