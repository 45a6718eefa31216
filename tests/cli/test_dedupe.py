"""``namematch dedupe``: what it prints and writes, and what it says to bad input."""

import json
import os
import re
import resource
import time
from pathlib import Path

import pytest

from namematch.cli import app as cli
from namematch.errors import InputError
from namematch.files.reading import read_list
from tests.support.commands import Say, failed, interrupted, ran, started
from tests.support.files import written

PERSIAN = "غفور فتاحیان"
LIST = f"name\tlist\tyear\nGhafoor Fattahian\ta\t1\n{PERSIAN}\tb\t1\nHadi Sani\ta\t2\n\t\t\n"
PAIR = {"Ghafoor Fattahian", PERSIAN}
DOUBTFUL = "\n".join(["name", *sorted(PAIR), "Hadi Sani"]) + "\n"
STRICT = ("--same", 30)  # nothing but the same words is one name, and PAIR is for review
REVIEWS = "person\tother person\tmention\tother mention\tbits\tprobability\treason"


def test_dedupe_writes_the_three_files(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    names = ["persons.jsonl", "rows.tsv", "reviews.tsv"]
    persons, rows, reviews = (tmp_path / name for name in names)
    code, out, error = say(
        *("dedupe", source, "--column", "name", "--source-column", "list"),
        *("--persons", persons, "--assignments", rows, "--reviews", reviews),
    )
    assert (code, out, error) == (0, "", "")
    one, two = map(json.loads, persons.read_text().splitlines())
    assert (one["persian"], one["latin"]) == (PERSIAN, "Ghafoor Fattahian")
    assert [mention["row"] for mention in one["mentions"]] == [0, 1]
    assert one["weakest"] == round(one["weakest"], 2)
    bits = f"{one['weakest']:.2f}"
    assert rows.read_text() == (
        "row\tperson\tbits\tverdict\n"
        f"0\t{one['id']}\t{bits}\tsame\n1\t{one['id']}\t{bits}\tsame\n"
        f"2\t{two['id']}\t\tsame\n3\t\t\tnone\n"
    )
    assert reviews.read_text() == REVIEWS + "\n"
    assert sorted(os.listdir(tmp_path)) == sorted(["a.tsv", *names])


def test_reviews_name_both_persons_and_the_mentions_that_tie_them(say: Say, tmp_path: Path) -> None:
    source, reviews = written(tmp_path, "a.csv", DOUBTFUL), tmp_path / "reviews.tsv"
    rows = tmp_path / "rows.tsv"
    assert say("dedupe", source, *STRICT, "--reviews", reviews, "--assignments", rows)[0] == 0
    header, line = reviews.read_text().splitlines()
    cells = dict(zip(header.split("\t"), line.split("\t"), strict=True))
    assert header == REVIEWS
    listed = read_list(rows)
    assert {cells["person"], cells["other person"]} == set(listed.column("person")[:2])
    assert listed.column("verdict") == ["review", "review", "same"]
    assert {cells["mention"], cells["other mention"]} == PAIR
    assert re.fullmatch(r"-?\d+\.\d\d", cells["bits"])
    assert re.fullmatch(r"0\.\d{4}", cells["probability"])
    assert "fattahian" in cells["reason"]


@pytest.mark.parametrize(("word", "persons"), [("same", 2), ("different", 3), ("", 3)])
def test_reviews_come_back_as_decisions(say: Say, tmp_path: Path, word: str, persons: int) -> None:
    source, reviews = written(tmp_path, "a.csv", DOUBTFUL), tmp_path / "reviews.tsv"
    say("dedupe", source, *STRICT, "--reviews", reviews)
    header, line = reviews.read_text().splitlines()
    content = f"{header}\tdecision\n{line}\t{word}\n"
    decided = written(tmp_path, "decided.tsv", content)
    code, out, _ = say("dedupe", source, *STRICT, "--decisions", decided, "--json")
    found = json.loads(out)
    assert (code, len(found["persons"])) == (0, persons)
    assert len(found["reviews"]) == (0 if word else 1)


def test_decisions_that_cannot_be_read(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.csv", "name\nAli Hajari\nHadi Sani\n")
    header = "mention\tother mention\tdecision\n"
    decided = written(tmp_path, "decided.tsv", f"{header}Ali Hajari\tHadi Sani\tperhaps\n")
    failed(
        say("dedupe", source, "--decisions", decided),
        "decided.tsv: row 0 (line 2), column 'decision': 'perhaps' is neither",
    )
    pair = "Ali Hajari\tHadi Sani"
    decided.write_text(f"{header}{pair}\tsame\n{pair}\tdifferent\n")
    failed(say("dedupe", source, "--decisions", decided), "decided same and different")
    decided.write_text(REVIEWS + "\n")
    failed(say("dedupe", source, "--decisions", decided), "no column 'decision'")


def test_json_holds_everything(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    code, out, error = say("dedupe", source, "--source-column", "list", "--json")
    assert (code, error) == (0, "")
    found = json.loads(out)
    assert list(found) == ["persons", "assignments", "reviews", "refused"]
    assert [row["row"] for row in found["assignments"]] == [0, 1, 2, 3]
    assert isinstance(found["assignments"][0]["bits"], float)
    assert found["assignments"][3]["person"] is None


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.parquet", "rows.csv", "rows.tsv.gz"])
def test_assignments_in_every_format(say: Say, tmp_path: Path, name: str) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    assert say("dedupe", source, "--assignments", tmp_path / name)[0] == 0
    rows = read_list(tmp_path / name, format="tsv" if name.endswith(".gz") else None)
    assert rows.columns == ("row", "person", "bits", "verdict")
    assert rows.column("verdict") == ["same", "same", "same", "none"]
    assert len(set(rows.column("person"))) == 3
    if name in ("rows.jsonl", "rows.parquet"):
        assert rows.column("row", numbers=True) == ["0", "1", "2", "3"]
        with pytest.raises(InputError, match=r"column 'bits': -?\d+\.\d+ is not text"):
            rows.column("bits")


def test_a_file_may_be_standard_output(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    code, out, _ = say("dedupe", source, "--assignments", "-", "--reviews", tmp_path / "r.tsv")
    assert code == 0
    assert out.startswith("row\tperson\tbits\tverdict\n0\t")
    assert (tmp_path / "r.tsv").exists()
    printed = ["--table"], ["--json"], ["--reviews", "-"], ["--persons", "/dev/stdout"]
    for more in printed:
        twice = say("dedupe", source, "--assignments", "-", *more)
        failed(twice, "named for two outputs")


def test_the_table_is_printed_when_asked_and_when_nothing_is_written(say: Say, tmp_path: Path) -> None:
    source, rows = written(tmp_path, "a.tsv", LIST), tmp_path / "rows.tsv"
    code, table, error = say("dedupe", source)
    assert (code, error) == (0, "")
    assert "Ghafoor Fattahian" in table
    assert table.splitlines()[-1].startswith("3 mentions, 2 persons, 0 cases for review")
    assert say("dedupe", source, "--assignments", rows)[1] == ""
    assert say("dedupe", source, "--assignments", rows, "--table")[1] == table


def test_the_table_counts_by_a_column(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    out = say("dedupe", source, "--by", "year")[1]
    assert re.search(r"Latin name +- +1 +2 +review", out)
    assert re.search(r"Ghafoor Fattahian +· +2 +·", out)
    failed(say("dedupe", source, "--by", "yaer"), "no column 'yaer'", "did you mean 'year'?")


def test_two_mentions_of_one_list_are_two_persons_when_asked(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", "name\tlist\nHadi Sani\ta\nHadi Sani\ta\n")
    distinct = ("dedupe", source, "--within-source", "distinct", "--json")
    assert len(json.loads(say("dedupe", source, "--json")[1])["persons"]) == 1
    assert len(json.loads(say(*distinct, "--source-column", "list")[1])["persons"]) == 2
    failed(say(*distinct), "--within-source distinct needs --source-column")


def test_given_and_family_names_in_columns_of_their_own(say: Say, tmp_path: Path) -> None:
    content = "first,last\nGhafoor,Fattahian\nغفور,فتاحیان\n,\n"
    source = written(tmp_path, "a.csv", content)
    out = say("dedupe", source, "--given", "first", "--family", "last", "--json")[1]
    found = json.loads(out)
    assert [person["family"] for person in found["persons"]] == ["فتاحیان"]
    assert [row["verdict"] for row in found["assignments"]] == ["same", "same", "none"]


def test_columns_without_a_header(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.csv", "1,Ghafoor Fattahian\n2,Hadi Sani\n")
    out = say("dedupe", source, "--no-header", "--column", "2", "--json")[1]
    assert len(json.loads(out)["assignments"]) == 2


def test_cutoffs_decide_what_is_one_name(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.csv", DOUBTFUL)
    assert len(json.loads(say("dedupe", source, "--json")[1])["persons"]) == 2
    assert len(json.loads(say("dedupe", source, *STRICT, "--json")[1])["persons"]) == 3


ODD = {
    "a byte-order mark": f"\ufeffname\n{PERSIAN}\n",
    "a row without a name": f'name,list\n{PERSIAN},a\n,a\n" ",b\n123,b\n',
    "a name of 10,000 letters": f"name\n{PERSIAN}\n{'x' * 10_000}\n{'a ' * 5_000}\n",
    "control characters": f"name\n{PERSIAN}\nAli\x01 Haj\x1b[31mari\n\u202eAli\n\x7f\n",
    "a header alone": "name\n",
}


@pytest.mark.parametrize("why", ODD)
def test_odd_lists_are_handled_row_by_row(say: Say, tmp_path: Path, why: str) -> None:
    source = written(tmp_path, "a.csv", ODD[why])
    names, rows = read_list(source).column("name"), tmp_path / "rows.tsv"
    code, out, error = say("dedupe", source, "--assignments", rows, "--table")
    assert (code, error) == (0, "")
    assert "\x1b" not in out
    assert "\u202e" not in out
    found = read_list(rows)
    assert found.column("row") == list(map(str, range(len(names))))
    for name, person, verdict in zip(names, found.column("person"), found.column("verdict"), strict=True):
        named = any(letter.isalpha() for letter in name or "")
        assert (person is not None, verdict != "none") == (named, named)


def test_lone_surrogates_in_json_lines(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.jsonl", '{"name": "Ali \\ud800 Hajari"}\n')
    persons = tmp_path / "p.jsonl"
    code, out, error = say("dedupe", source, "--persons", persons, "--table")
    assert (code, error) == (0, "")
    assert r"Ali \ud800 Hajari" in out
    assert json.loads(persons.read_text())["mentions"][0]["text"] == "Ali \ud800 Hajari"


CP1256 = "name\nحسن عزيزي\n".encode("cp1256")


BAD_LISTS = [
    ("a.csv", b"", [], ["a.csv: the file is empty"]),
    ("a.csv", CP1256, [], ["a.csv: line 2, byte 5", "try --encoding cp1256"]),
    ("a.csv", CP1256, ["--encoding", "klingon"], ["unknown encoding: klingon"]),
    ("a.csv", b"naem,x\nAli,1\n", [], ["a.csv: no column 'name'", "did you mean 'naem'?"]),
    ("a.csv", b"name\nAli\n", ["--source-column", "s"], ["no column 's'"]),
    ("a.csv", b"name,b\nx,y\nAli,c,d\n", [], ["row 1 (line 3): 3 cells for 2 columns", "Ali"]),
    ("a.jsonl", b'{"name": 7}\n', [], ["row 0 (line 1), column 'name': 7 is not text"]),
    ("a.txt", b"Ali\0\n", [], ["line 1: a NUL character"]),
    ("a.parquet", b"x", [], ["not a Parquet file"]),
]


@pytest.mark.parametrize("bad", BAD_LISTS, ids=[" ".join(case[3]) for case in BAD_LISTS])
def test_lists_that_cannot_be_read(
    say: Say, tmp_path: Path, bad: tuple[str, bytes, list[str], list[str]]
) -> None:
    name, content, options, parts = bad
    source, rows = written(tmp_path, name, content), tmp_path / "rows.tsv"
    failed(say("dedupe", source, *options, "--assignments", rows), *parts)
    assert os.listdir(tmp_path) == [name]


def test_an_encoding_that_is_named_is_read(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.csv", CP1256)
    assert "حسن عزیزی" in say("dedupe", source, "--encoding", "cp1256")[1]


def test_outputs_are_checked_before_the_list_is_read(say: Say, tmp_path: Path) -> None:
    rows = tmp_path / "none" / "rows.tsv"
    failed(say("dedupe", "none.csv", "--assignments", rows), "rows.tsv: the folder", "not exist")
    failed(say("dedupe", "none.csv", "--assignments", tmp_path), "is a folder, not a file")
    twice = ("--reviews", tmp_path / "a.tsv", "--assignments", tmp_path / "a.tsv")
    failed(say("dedupe", "none.csv", *twice), "named for two outputs")
    failed(say("dedupe", "none.csv", "--persons", "p.tsv"), "p.tsv: persons are JSON Lines")


def test_the_list_is_never_overwritten(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    failed(say("dedupe", source, "--assignments", source), "a.tsv: is the input")
    assert source.read_text() == LIST


def test_a_disk_that_fills_up_leaves_what_was_there(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    rows, persons = written(tmp_path, "rows.tsv", "old"), tmp_path / "persons.jsonl"
    outputs = ("--assignments", rows, "--persons", persons)
    assert say("dedupe", source, "--json")[0] == 0  # compiles, which writes a cache
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        code = cli.run(list(map(str, ("dedupe", source, *outputs))))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert code == 2
    assert sorted(os.listdir(tmp_path)) == ["a.tsv", "rows.tsv"]
    assert rows.read_text() == "old"


def test_full_devices(say: Say, tmp_path: Path) -> None:
    source = written(tmp_path, "a.tsv", LIST)
    failed(
        say("dedupe", source, "--assignments", "/dev/full", "--persons", tmp_path / "p.jsonl"),
        "/dev/full: cannot be written: No space left on device",
    )
    assert os.listdir(tmp_path) == ["a.tsv"]


def test_ctrl_c_while_the_list_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    process = started("dedupe", tmp_path / "a.csv", "--assignments", tmp_path / "rows.tsv")
    with open(tmp_path / "a.csv", "wb") as pipe:  # once the command has opened it
        pipe.write(b"name\n")
        pipe.flush()
        time.sleep(0.1)
        interrupted(process)
    assert os.listdir(tmp_path) == ["a.csv"]


def test_ctrl_c_during_the_work(tmp_path: Path) -> None:
    given = [a + b for a in ("Gha", "Ka", "Ma", "Sa", "Ho", "Ne", "Ri") for b in ("foor", "rim")]
    family = [a + b + c for a in given for b in given for c in ("ian", "zadeh", "pour")]
    names = "\n".join(f"{one} {two.capitalize()}" for one in given for two in family)
    os.mkfifo(tmp_path / "a.txt")
    old = written(tmp_path, "rows.tsv", "old")
    process = started("dedupe", tmp_path / "a.txt", "--assignments", old)
    (tmp_path / "a.txt").write_text(names)  # returns when the command has read most of it
    time.sleep(0.5)
    assert process.poll() is None
    interrupted(process)
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "rows.tsv"]
    assert old.read_text() == "old"


@pytest.mark.parametrize("option", ["--table", "--assignments=-", "--json"])
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path, option: str) -> None:
    source = written(tmp_path, "a.csv", "name\n" + "Ali Hajari\n" * 20_000)
    persons = tmp_path / "persons.jsonl"
    with started("dedupe", source, option, "--persons", persons) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert persons.exists()


def test_results_do_not_depend_on_hash_seeds(tmp_path: Path) -> None:
    names = ["Ali Hajari", "علی هاجری", "Hajari Ali", "A. Hajari", "Ali Reza Hajari", PERSIAN]
    source = written(tmp_path, "a.txt", "\n".join(names * 2 + DOUBTFUL.splitlines()[1:]))
    results = []
    for seed in "01":
        paths = [tmp_path / f"{seed}.{end}" for end in ("jsonl", "tsv", "csv")]
        options = zip(("--persons", "--assignments", "--reviews"), paths, strict=True)
        code, out, error = ran(
            *("dedupe", source, "--table"),
            *(word for pair in options for word in pair),
            PYTHONHASHSEED=seed,
        )
        assert (code, error) == (0, "")
        results.append((out, *(path.read_bytes() for path in paths)))
    assert results[0] == results[1]
