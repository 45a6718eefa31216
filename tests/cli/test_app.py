"""The real command: what it prints and writes, and what it says to bad input."""

import gc
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from namematch import Vocabulary, read_channel, read_words, spellings, transliterate
from namematch.cli import app as cli
from namematch.errors import InputError
from namematch.files.reading import load_parquet, read_list
from namematch.transliteration.graphones import read_graphones
from tests.support.commands import COMMAND, ROOT, ran

PERSIAN = "غفور فتاحیان"
LIST = f"name\tlist\tyear\nGhafoor Fattahian\ta\t1\n{PERSIAN}\tb\t1\nHadi Sani\ta\t2\n\t\t\n"
PAIR = {"Ghafoor Fattahian", PERSIAN}
DOUBTFUL = "\n".join(["name", *sorted(PAIR), "Hadi Sani"]) + "\n"
STRICT = ("--same", 30)  # nothing but the same words is one name, and PAIR is for review
REVIEWS = "person\tother person\tmention\tother mention\tbits\tprobability\treason"
COMMANDS = ["compare", "transliterate", "train", "doubtful", "dedupe", "match", "index", "search"]
OTHERWISE = ["Jamal Mazdanian", "Jaber Bayrami", "Ramezan Saleme"]  # few pairs teach to read some as others
PAIRS = Path(__file__).parents[1] / "tables" / "pairs.tsv"


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: exit code, standard output, standard error."""

    def said(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = cli.run(list(map(str, arguments)))
        return (code, *capfd.readouterr())

    return said


Say = Callable[..., tuple[int, str, str]]


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def failed(said: tuple[int, str, str], *parts: str) -> None:
    """One clear line, exit code 2, nothing on standard output."""
    code, out, error = said
    assert (code, out) == (2, "")
    assert error.startswith("namematch: ")
    assert error.count("\n") == 1
    assert len(error) < 600
    for part in parts:
        assert part in error


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_that_names_it(say: Say, name: str) -> None:
    code, out, error = say(name, "--help")
    assert (code, error) == (0, "")
    assert "Example" in out
    assert f"  namematch {name} " in out
    assert "--json" in out


def test_without_a_command_the_help_is_shown() -> None:
    code, out, error = ran()
    assert (code, error) == (0, "")
    assert all(name in out for name in COMMANDS)


BAD_USAGE = [
    (["frobnicate"], "frobnicate"),
    (["compare", "Ali"], "right"),
    (["compare", "--fast", "Ali", "Ali"], "--fast"),
    (["transliterate"], "no text"),
    (["transliterate", "--n", "0", "Ali"], "--n"),
    (["dedupe"], "LIST"),
    (["dedupe", "a.csv", "--same", "much"], "--same"),
    (["dedupe", "a.csv", "--same", "1", "--review", "2"], "review=2.0 is not below same=1.0"),
    (["dedupe", "a.csv", "--same", "nan"], "same=nan"),
    (["dedupe", "a.csv", "--within-source", "some"], "--within-source"),
    (["dedupe", "a.csv", "--table", "--json"], "only one of them"),
    (["dedupe", "a.csv", "--channel", "none.npz"], "none.npz: not a channel table"),
    (["match", "a.csv"], "RIGHT"),
    (["match", "a.csv", "b.csv", "--top", "0"], "--top"),
    (["match", "a.csv", "b.csv", "--same", "1", "--review", "2"], "review=2.0 is not below same=1.0"),
    (["match", "-", "-"], "both standard input"),
    (["match", "a.csv", "b.csv", "--out", "none/x.tsv"], "none/x.tsv: the folder"),
    (["match", "a.csv", "b.csv", "--out", "-", "--json"], "named for two outputs"),
    (["match", "a.csv", "b.csv"], "a.csv: cannot be read: No such file or directory"),
    (["train"], "PAIRS"),
    (["train", "a.tsv", "--test", "1"], "--test 1 is no share"),
    (["train", "a.tsv", "--test", "nan"], "--test nan is no share"),
    (["train", "a.tsv", "--test", "0"], "nothing to do"),
    (["doubtful", "--top", "0"], "--top"),
]


@pytest.mark.parametrize(("arguments", "part"), BAD_USAGE, ids=[" ".join(a) for a, _ in BAD_USAGE])
def test_bad_options(say: Say, arguments: list[str], part: str) -> None:
    failed(say(*arguments), part)


def test_bad_options_of_the_real_command() -> None:
    failed(ran("dedupe", "none.csv", "--same", "much"), "--same")
    failed(ran("dedupe", "none.csv"), "none.csv: cannot be read: No such file or directory")


# Training, and a channel of one's own.


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command learns from few pairs."""
    path = tmp_path_factory.mktemp("learned") / "own.npz"
    code, out, error = ran("train", PAIRS, "--test", "0", "--out", path)
    assert (code, error) == (0, "")
    assert out == f"146 pairs of 78 words\n{path}: learned from all words\n"
    return path


def test_training_says_whether_it_was_worth_it(say: Say) -> None:
    code, out, error = say("train", PAIRS, "--test", 0.3)
    assert (code, error) == (0, "")
    first, held, head, own, shipped, verdict = out.splitlines()
    assert first == "146 pairs of 78 words"
    assert re.fullmatch(r"held out: \d+ words, \d+ spellings", held)
    assert head.split() == ["bits", "right"]
    bits = [float(line.split()[-2]) for line in (own, shipped)]
    right = [float(line.split()[-1].removesuffix("%")) for line in (own, shipped)]
    assert bits[0] > bits[1]  # a hundred pairs are no match for ten thousand
    said = re.fullmatch(r"worse by ([\d.]+) bits; ([-+][\d.]+) points right", verdict)
    assert said is not None
    assert float(said[1]) == pytest.approx(bits[0] - bits[1], abs=0.011)
    assert float(said[2]) == pytest.approx(right[0] - right[1], abs=0.11)


def test_training_prints_json(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    found = json.loads(say("train", PAIRS, "--out", path, "--json")[1])
    assert (found["pairs"], found["words"], found["out"]) == (146, 78, str(path))
    assert set(found["test"]) == {"words", "spellings", "learned", "shipped"}
    assert 0 <= found["test"]["learned"]["right"] <= 1
    assert json.loads(say("train", PAIRS, "--out", path, "--test", 0, "--json")[1])["test"] is None


def test_a_channel_of_ones_own_is_used(say: Say, tmp_path: Path, channel: Path) -> None:
    pair = PERSIAN, "Ghafour Fattahian"
    own, shipped = (
        json.loads(say("compare", *pair, "--json", *options)[1]) for options in (["--channel", channel], [])
    )
    assert own["verdict"] == "same"
    assert own["doubt"] != pytest.approx(shipped["doubt"])
    source = written(tmp_path, "a.csv", DOUBTFUL)
    found = [
        json.loads(say("dedupe", source, "--json", *options)[1])["assignments"]
        for options in (["--channel", channel], [])
    ]
    assert found[0][0]["bits"] != found[1][0]["bits"]


def test_a_channel_of_ones_own_tells_which_word_a_name_is(say: Say, tmp_path: Path, channel: Path) -> None:
    own = Vocabulary(read_words(), read_channel(channel))
    names = [name for name in OTHERWISE if transliterate(name, vocabulary=own) != transliterate(name)]
    assert names
    source = written(tmp_path, "a.txt", "\n".join(OTHERWISE))
    for options, vocabulary in (((), None), (("--channel", channel), own)):
        expected = [transliterate(name, vocabulary=vocabulary) for name in OTHERWISE]
        assert say("transliterate", *OTHERWISE, *options)[1].splitlines() == expected
        persons = json.loads(say("dedupe", source, "--json", *options)[1])["persons"]
        assert {person["latin"]: person["persian"] for person in persons} == dict(
            zip(OTHERWISE, expected, strict=True)
        )


def test_one_channel_for_the_same_pairs(say: Say, tmp_path: Path, channel: Path) -> None:
    again = tmp_path / "again.npz"
    say("train", PAIRS, "--test", 0, "--out", again)
    assert again.read_bytes() == channel.read_bytes()


def test_what_transliteration_goes_by_is_learned_too(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "graphones.npz"
    assert say("train", PAIRS, "--test", 0, "--graphones", path)[0] == 0
    own = read_graphones(path)
    assert len(own.graphones) > 1000
    name = "پیرفرشی Kabdshan"
    found = json.loads(say("transliterate", "--json", "--graphones", path, name)[1])
    assert found["transliteration"] == transliterate(name, graphones=own)
    assert found["spellings"] == [asdict(x) for x in spellings(name, graphones=own)]
    assert found["spellings"] != [asdict(x) for x in spellings(name)]
    failed(say("transliterate", "--graphones", PAIRS, name), f"{PAIRS}: not a table of graphones")
    twice = ("--out", tmp_path / "a.npz", "--graphones", tmp_path / "a.npz")
    failed(say("train", PAIRS, *twice), "named for two outputs")


def test_pairs_that_cannot_be_read(say: Say, tmp_path: Path) -> None:
    failed(say("train", "none.tsv"), "none.tsv: cannot be read", "No such file")
    bad = written(tmp_path, "a.tsv", "persian\tlatin\tcount\nعلی\tAli\tmany\n")
    failed(say("train", bad), "a.tsv:2: count 'many' is not a number")
    few = written(tmp_path, "b.tsv", "persian\tlatin\nعلی\tAli\n")
    failed(say("train", few, "--test", 0.001), "share of 0.001 of 1 words holds out none")


def test_the_output_of_training_is_checked_first(say: Say, tmp_path: Path) -> None:
    failed(say("train", "none.tsv", "--out", tmp_path / "none" / "x.npz"), "the folder", "not exist")
    pairs = written(tmp_path, "a.tsv", PAIRS.read_bytes())
    failed(say("train", pairs, "--out", pairs), "a.tsv: is the input")
    assert pairs.read_bytes() == PAIRS.read_bytes()


def test_a_full_disk_leaves_the_channel_that_was_there(say: Say, tmp_path: Path) -> None:
    old = written(tmp_path, "own.npz", "old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        code = cli.run(["train", str(PAIRS), "--test", "0", "--out", str(old)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert code == 2
    assert (os.listdir(tmp_path), old.read_text()) == (["own.npz"], "old")


def test_ctrl_c_while_learning(tmp_path: Path) -> None:
    parts = [
        ("قا", "gha"),
        ("کا", "ka"),
        ("ما", "ma"),
        ("سو", "sou"),
        ("هو", "ho"),
        ("نی", "ni"),
        ("ری", "ri"),
    ]
    words = [
        [a[i] + b[i] + c[i] + d[i] for i in (0, 1)]
        for a in parts
        for b in parts
        for c in parts
        for d in parts
    ]
    rows = [f"{persian}\t{latin}{end}\n" for persian, latin in words for end in ("", "h")]
    os.mkfifo(tmp_path / "a.tsv")
    old = written(tmp_path, "own.npz", "old")
    process = started("train", tmp_path / "a.tsv", "--out", old)
    (tmp_path / "a.tsv").write_text("persian\tlatin\n" + "".join(rows))
    time.sleep(0.5)
    assert process.poll() is None
    interrupted(process)
    assert sorted(os.listdir(tmp_path)) == ["a.tsv", "own.npz"]
    assert old.read_text() == "old"


def test_doubtful_words_are_listed_worst_first(say: Say, channel: Path) -> None:
    code, out, error = say("doubtful", "--top", 20)
    head, *rows = (line.split("\t") for line in out.splitlines())
    assert (code, error, len(rows)) == (0, "", 20)
    assert head == ["persian", "latin", "doubt", "surprise", "likelier", "lead"]
    assert ["ژاک", "Jacques"] in [row[:2] for row in rows]
    doubts = [float(row[2]) for row in rows]
    assert doubts == sorted(doubts, reverse=True)
    lines = [json.loads(line) for line in say("doubtful", "--top", 20, "--json")[1].splitlines()]
    assert [line["persian"] for line in lines] == [row[0] for row in rows]
    own = say("doubtful", "--top", 20, "--channel", channel)[1]
    assert own != out


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


def test_bytes_that_are_no_text_in_an_argument_are_shown_as_escapes() -> None:
    code, out, error = ran("compare", b"\xffAli Hajari", "Ali Hajari")
    assert (code, error) == (0, "")
    assert out.startswith(r"\udcffAli Hajari ")
    code, out, error = ran("transliterate", "--json", b"\xffAli")
    assert (code, error) == (0, "")
    assert json.loads(out)["text"] == "\udcffAli"


def test_what_would_steer_the_terminal_is_shown_as_an_escape(say: Say) -> None:
    assert say("compare", "Ali\x1b[2J", "Ali")[1].startswith(r"Ali\x1b[2J")


STEERS = "\x1b[2J\x9b\u202e\u2066\u200f"
SHOWN = r"\x1b[2J\x9b\u202e\u2066\u200f"


def test_no_command_prints_what_would_steer_the_terminal(say: Say, tmp_path: Path) -> None:
    name = f"Ali{STEERS} Zand"
    source = written(tmp_path, "a.csv", f"name\n{name}\nAli Zand\n")
    printed = [
        say("compare", name, name)[1],
        say("compare", name, "Ali")[1],
        say("transliterate", "--n", 1, name)[1],
        say("search", source, name)[1],
        say("dedupe", source)[1],
        say("dedupe", source, "--column", name)[2],
    ]
    for text in printed:
        assert SHOWN in text
        assert text.replace("\n", "").replace("\t", "").replace("\u200e", "").isprintable()


def test_a_name_of_several_lines_is_printed_on_one(say: Say) -> None:
    (line,) = say("transliterate", "--n", 1, "Ali\n\tZand")[1].splitlines()
    assert line.split("\t")[0] == r"Ali\n\tZand"
    assert len(line.split("\t")) == 3


def test_persian_is_printed_whatever_the_locale_says() -> None:
    assert ran("compare", PERSIAN, PERSIAN, PYTHONIOENCODING="latin-1")[1].startswith(PERSIAN)


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", PERSIAN, "FATTAHIAN Ghafour"],
        ["transliterate", PERSIAN, "Ghafoor Fattahian", "Xqzw", "--scheme", "ala-lc"],
        ["--help"],
        ["dedupe", "--help"],
    ],
    ids=" ".join,
)
def test_one_name_or_two_start_without_anything_heavy(arguments: list[str]) -> None:
    program = f"""
import sys
from namematch.cli.app import run
run({arguments!r})
heavy = {{"scipy", "polars", "pyarrow", "numba", "pandas", "rich"}}
sys.exit(" ".join(heavy & set(sys.modules)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_command_loads_anything_heavy_for_the_others() -> None:
    program = """
import sys
import namematch.cli.app
heavy = {"numpy", "numba", "pydantic", "pyarrow", "rapidfuzz", "rich"}
sys.exit(" ".join(heavy & set(sys.modules)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


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
    with open("/dev/full", "wb") as full:
        settings = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [*COMMAND, "compare", "Ali", "Ali"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=settings,
            check=False,
        )
    reason = b"namematch: standard output: cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, reason)


# One list against another.

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
    assert [row[:2] for row in usual if row not in some] == [(1, 4), (3, 1)]
    assert {(1, 4, "different"), (3, 1, "different")} <= set(everything)
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


# What a shell without job control starts would ignore Ctrl-C.
HEEDING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from namematch.cli.app import main
main()
"""


def started(*arguments: str | Path, **streams: int) -> "subprocess.Popen[bytes]":
    """The real command under way, for signals and pipes."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.Popen(
        [sys.executable, "-c", HEEDING, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=pipes["stdout"],
        stderr=pipes["stderr"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def interrupted(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, b"namematch: interrupted\n")


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


def read_until(handle: int, expected: bytes, seconds: float) -> bytes:
    """What a terminal was sent, up to the word that we wait for."""
    found, end = b"", time.monotonic() + seconds
    while expected not in found and time.monotonic() < end:
        found += os.read(handle, 4096)
    return found


def test_long_work_shows_a_bar_on_a_terminal_and_quick_work_none(tmp_path: Path) -> None:
    terminal, inside = os.openpty()
    source = tmp_path / "a.csv"
    os.mkfifo(source)
    process = started("dedupe", source, "--json", stderr=inside)
    with open(source, "wb") as pipe:
        assert b"preparing" in read_until(terminal, b"preparing", 30)
        pipe.write(b"name\nAli Hajari\n")
    out, _ = process.communicate()
    assert (process.returncode, len(json.loads(out)["persons"])) == (0, 1)
    terminal, inside = os.openpty()
    quick = started("compare", "Ali", "Ali", stderr=inside)
    quick.communicate()
    os.close(inside)
    with pytest.raises(OSError, match="Input/output error"):
        os.read(terminal, 1)


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


def test_a_command_leaves_the_search_for_garbage_as_it_was(say: Callable[..., tuple[int, str, str]]) -> None:
    assert gc.isenabled()
    say("compare", "Ali Karimi")  # fails: a name is missing
    assert gc.isenabled()
    gc.disable()
    try:
        say("compare", "Ali Karimi", "Ali Karimi")
        assert not gc.isenabled()
    finally:
        gc.enable()
