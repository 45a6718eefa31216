"""The commands index and search: what they print and write, and what they say to bad input."""

import json
from pathlib import Path

import pytest

from namematch.search.index import NameIndex
from tests.support.commands import Say, failed, ran
from tests.support.files import ordinary_user

PERSIAN = "غفور فتاحیان"

LIST = f"id\tname\n7\tGhafoor Fattahian\n8\t{PERSIAN}\n9\tHadi Sani\n10\t\n"
HEAD = "query\trow\tname\tbits\tprobability\tverdict"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "staff.tsv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def indexed(listed: Path, say: Say) -> Path:
    path = listed.with_suffix(".nmi")
    assert say("index", listed, "--out", path) == (0, f"4 rows indexed in {path}\n", "")
    return path


def test_the_real_commands(listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "staff.nmi"
    assert ran("index", listed, "--column", "name", "--out", path)[0] == 0
    queries = b"Ghafour Fattahian\n\nHadi Sani\nNobody Atall\n"
    code, out, err = ran("search", path, "-", "--top", "1", standard_input=queries)
    assert (code, err) == (0, "2 of 4 queries without a match\n")
    head, *lines = out.splitlines()
    assert head == HEAD
    cells = [line.split("\t") for line in lines]
    assert [(query, verdict) for query, *_, verdict in cells] == [
        ("Ghafour Fattahian", "same"),
        ("Hadi Sani", "same"),
    ]
    assert cells[1][1:] == ["2", "Hadi Sani", "40.00", "1.0000", "same"]


def test_an_index_and_its_list_answer_alike(say: Say, listed: Path, indexed: Path) -> None:
    queries = "Ghafour Fattahian", "هادی ثانی", "Zal Div"
    from_index, from_list = (say("search", path, *queries) for path in (indexed, listed))
    assert from_index == from_list
    wanted = NameIndex(["Ghafoor Fattahian", PERSIAN, "Hadi Sani", ""]).search_many(queries)
    found = [line.split("\t") for line in from_index[1].splitlines()[1:]]
    matches = [(queries[m.left], str(m.right), f"{m.bits:.2f}", m.verdict) for x in wanted for m in x]
    assert [(query, row, bits, verdict) for query, row, _, bits, _, verdict in found] == matches
    assert from_index[2] == "1 of 3 queries without a match\n"


def test_json(say: Say, listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "staff.nmi"
    code, out, err = say("index", listed, "--out", path, "--json")
    assert (code, json.loads(out), err) == (0, {"rows": 4, "out": str(path)}, "")
    code, out, err = say("search", path, "Hadi Sani", "Zal Div", "--json")
    assert (code, err) == (0, "")
    match = {"row": 2, "name": "Hadi Sani", "bits": 40.0, "probability": 1.0, "verdict": "same"}
    assert [json.loads(line) for line in out.splitlines()] == [
        {"query": "Hadi Sani", "matches": [match]},
        {"query": "Zal Div", "matches": []},
    ]


def test_cutoffs_stay_with_the_index(say: Say, listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "strict.nmi"
    say("index", listed, "--out", path, "--same", 30, "--review", 20)
    assert say("search", path, "Gafur Fettahian")[1] == HEAD + "\n"
    assert say("search", listed, "Gafur Fettahian", "--same", 30, "--review", 20)[1] == HEAD + "\n"
    for option in ("--same", "--review", "--column"):
        code, out, err = say("search", path, "Hadi Sani", option, 3)
        assert (code, out) == (2, "")
        assert err == f"namematch: {option} is for a list, and {path} is an index: it keeps its own\n"


def test_what_a_name_holds_steers_no_terminal(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text(json.dumps({"name": "Hadi\t\x1b[31m Sani"}) + "\n", encoding="utf-8")
    line = say("search", path, "Hadi Sani")[1].splitlines()[1]
    assert line.split("\t")[2] == "Hadi\\t\\x1b[31m Sani"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "{list}"], "no query: name one, or - for standard input"),
        (["search", "none.nmi", "Ali"], "none.nmi: cannot be read: No such file or directory"),
        (["search", "{list}", "Ali", "--column", "nmae"], "no column 'nmae'; the columns are 'id', 'name'"),
        (["search", "-", "-"], "INDEX and QUERY are both standard input"),
        (["search", "{list}", "Ali", "--review", "9"], "review=9.0 is not below same=1.5"),
        (["search", "{list}", "Ali", "--review", "-39"], "nothing in common"),
        (["search", "{cut}", "Ali"], "{cut}: is cut off"),
        (["search", "{index}", "Ali", "--channel", "none.npz"], "none.npz: not a channel table"),
        (["index", "{list}"], "Missing option '--out'"),
        (["index", "{list}", "--out", "-"], "an index is a file: name one with --out"),
        (["index", "{list}", "--out", "{list}"], "is the input, and would be overwritten"),
        (["index", "{list}", "--out", "none/staff.nmi"], "none/staff.nmi: the folder"),
        (["index", "none.csv", "--out", "{cut}"], "none.csv: cannot be read: No such file or directory"),
    ],
)
def test_bad_input_is_one_clear_line(
    say: Say, listed: Path, indexed: Path, arguments: list[str], said: str
) -> None:
    cut = listed.with_name("cut.nmi")
    cut.write_bytes(indexed.read_bytes()[:-1])
    places = {"list": listed, "index": indexed, "cut": cut}
    failed(say(*(argument.format(**places) for argument in arguments)), said.format(**places))


def test_an_index_of_another_channel(say: Say, listed: Path, indexed: Path, tmp_path: Path) -> None:
    channel, pairs = tmp_path / "own.npz", Path(__file__).parents[1] / "tables" / "pairs.tsv"
    assert say("train", pairs, "--out", channel, "--test", 0)[0] == 0
    code, _, err = say("search", indexed, "Hadi Sani", "--channel", channel)
    assert code == 2
    assert err.startswith(f"namematch: {indexed}: was made with other words")
    assert say("index", listed, "--out", indexed, "--channel", channel)[0] == 0
    assert say("search", indexed, "Hadi Sani", "--channel", channel)[0] == 0
    assert say("search", indexed, "Hadi Sani")[0] == 2


def test_a_folder_that_is_closed(say: Say, listed: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    with ordinary_user(tmp_path):
        said = say("index", listed, "--out", closed / "staff.nmi")
    failed(said, "staff.nmi: cannot be written: Permission denied")
    assert list(closed.iterdir()) == []
