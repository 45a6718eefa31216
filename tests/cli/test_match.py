"""``namematch match``: the pairs that it prints and writes, whatever stops it."""

import json
import os
import re
import resource
import time
from pathlib import Path

import pytest

from namematch.cli import app as cli
from namematch.errors import InputError
from namematch.files.reading import load_parquet
from tests.support.commands import Say, failed, interrupted, ran, started
from tests.support.files import written

PERSIAN = "غفور فتاحیان"
STRICT = ("--same", 30)  # nothing but the same words is one name, and PAIR is for review


LEFT = f"name\nHadi Sani\n{PERSIAN}\n\nReza Karimi\n"


RIGHT = "year,full\n1,Ghafoor Fattahian\n2,محمد رضا کریمی\n3,Hadi SANI\n4,هادی ثانی\n5,FATTAHIAN Gh.\n"


PAIRED = [("0", "2"), ("0", "3"), ("1", "0"), ("1", "4"), ("3", "1")]  # by row, best first


@pytest.fixture
def lists(tmp_path: Path) -> list[Path]:
    return [written(tmp_path, "a.csv", LEFT), written(tmp_path, "b.csv", RIGHT)]


RIGHT_COLUMN = ("--right-column", "full")


def test_match_writes_the_pairs_and_counts_who_has_none(say: Say, tmp_path: Path, lists: list[Path]) -> None:
    pairs = tmp_path / "pairs.tsv"
    code, out, error = say("match", *lists, *RIGHT_COLUMN, "--out", pairs)
    assert (code, out, error) == (0, "1 of 4 left rows without a line\n", "")
    header, *lines = (line.split("\t") for line in pairs.read_text().splitlines())
    assert header == ["left", "right", "bits", "probability", "verdict"]
    assert [(line[0], line[1]) for line in lines] == PAIRED
    assert all(re.fullmatch(r"-?\d+\.\d\d", line[2]) for line in lines)
    assert all(re.fullmatch(r"[01]\.\d{4}", line[3]) for line in lines)
    assert {line[4] for line in lines} == {"same", "review"}
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.csv", "pairs.tsv"]


def test_match_prints_the_pairs_where_no_file_is_named(say: Say, tmp_path: Path, lists: list[Path]) -> None:
    code, printed, error = say("match", *lists, *RIGHT_COLUMN)
    assert (code, error) == (0, "1 of 4 left rows without a line\n")
    say("match", *lists, *RIGHT_COLUMN, "--out", tmp_path / "pairs.tsv")
    assert printed == (tmp_path / "pairs.tsv").read_text()


def test_match_prints_json(say: Say, tmp_path: Path, lists: list[Path]) -> None:
    pairs = tmp_path / "pairs.jsonl"
    code, out, error = say("match", *lists, *RIGHT_COLUMN, "--json", "--out", pairs)
    found = json.loads(out)
    assert (code, error, found["unmatched"]) == (0, "", [2])
    assert [(str(row["left"]), str(row["right"])) for row in found["matches"]] == PAIRED
    assert [json.loads(line) for line in pairs.read_text().splitlines()] == found["matches"]


def matched(say: Say, *arguments: object) -> list[tuple[int, int, str]]:
    code, out, _ = say("match", *arguments, "--json")
    assert code == 0
    return [(row["left"], row["right"], row["verdict"]) for row in json.loads(out)["matches"]]


def test_match_options(say: Say, tmp_path: Path, lists: list[Path]) -> None:
    usual = matched(say, *lists, *RIGHT_COLUMN)
    assert [row[:2] for row in matched(say, *lists, *RIGHT_COLUMN, "--top", 1)] == [(0, 2), (1, 0), (3, 1)]
    some = matched(say, *lists, *RIGHT_COLUMN, "--review", 1)
    everything = matched(say, *lists, *RIGHT_COLUMN, "--review", 1, "--all")
    assert 0 < len(some) < len(usual)
    assert some == [row for row in everything if row[2] != "different"]
    assert [row[:2] for row in usual if row not in some] == [(3, 1)]
    assert (3, 1, "different") in everything
    single = matched(say, *lists, *RIGHT_COLUMN, "--one-to-one")
    assert len({row[0] for row in single}) == len({row[1] for row in single}) == len(single) == 3
    strict = matched(say, *lists, *RIGHT_COLUMN, *STRICT)
    assert (strict[0], {row[2] for row in strict[1:]}) == ((0, 2, "same"), {"review"})
    assert matched(say, *lists, *RIGHT_COLUMN, "--same", 31, "--review", 30) == [(0, 2, "same")]


def test_match_takes_a_column_for_both_and_lists_of_any_format(say: Say, tmp_path: Path) -> None:
    rows = [{"who": "Hadi Sani"}, {"who": None}, {"who": PERSIAN}]
    left = written(tmp_path, "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    pyarrow, parquet = load_parquet("b.parquet", InputError)
    table = pyarrow.table({"who": ["هادی ثانی", "Ghafoor Fattahian"], "list": ["x", "y"]})
    parquet.write_table(table, tmp_path / "b.parquet")
    expected = [(0, 0, "same"), (2, 1, "same")]
    assert matched(say, left, tmp_path / "b.parquet", "--column", "who") == expected
    plain = written(tmp_path, "b.txt", "هادی ثانی\nGhafoor Fattahian\n")
    assert matched(say, left, plain, "--left-column", "who") == expected
    bare = written(tmp_path, "b.csv", "x,هادی ثانی\ny,Ghafoor Fattahian\n".encode("utf-16"))
    numbered = written(tmp_path, "a.tsv", "Hadi Sani\t1\n\t\nفتاحیان غفور\t1\n".encode("utf-16"))
    options = ("--no-header", "--column", 2, "--left-column", 1, "--encoding", "utf-16")
    assert matched(say, numbered, bare, *options) == expected
    failed(say("match", left, plain, "--column", "name"), "a.jsonl: no column 'name'", "are 'who'")


def test_match_reads_one_list_from_standard_input(lists: list[Path]) -> None:
    code, out, error = ran(
        "match", "-", lists[1], "--column", "name", *RIGHT_COLUMN, standard_input=LEFT.encode()
    )
    assert (code, error) == (0, "1 of 4 left rows without a line\n")
    assert [tuple(line.split("\t")[:2]) for line in out.splitlines()[1:]] == PAIRED


def test_match_never_overwrites_a_list(say: Say, lists: list[Path]) -> None:
    for source in lists:
        failed(say("match", *lists, "--out", source), f"{source.name}: is the input")
    assert [path.read_text() for path in lists] == [LEFT, RIGHT]


def test_match_leaves_what_was_there_when_the_disk_is_full(
    say: Say, tmp_path: Path, lists: list[Path]
) -> None:
    pairs = written(tmp_path, "pairs.jsonl", "old")
    assert say("match", *lists, *RIGHT_COLUMN)[0] == 0  # compiles, which writes a cache
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150, hard))
    try:
        code = cli.run(list(map(str, ("match", *lists, *RIGHT_COLUMN, "--out", pairs))))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert code == 2
    assert (sorted(os.listdir(tmp_path)), pairs.read_text()) == (["a.csv", "b.csv", "pairs.jsonl"], "old")


def test_ctrl_c_while_matching(tmp_path: Path, lists: list[Path]) -> None:
    os.mkfifo(tmp_path / "c.csv")
    process = started("match", lists[0], tmp_path / "c.csv", "--out", tmp_path / "pairs.tsv")
    with open(tmp_path / "c.csv", "wb") as pipe:  # once the command has opened it
        pipe.write(b"name\n")
        pipe.flush()
        time.sleep(0.1)
        interrupted(process)
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.csv", "c.csv"]


def test_who_leaves_early_stops_the_pairs_without_noise(tmp_path: Path) -> None:
    source = written(tmp_path, "a.csv", "name\n" + "Ali Hajari\n" * 200)
    with started("match", source, source, "--top", "200") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
