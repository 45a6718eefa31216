"""``namematch train`` and ``doubtful``, and what a channel of one's own changes in the other commands."""

import json
import os
import re
import resource
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from namematch import Vocabulary, read_channel, read_words, spellings, transliterate
from namematch.cli import app as cli
from namematch.transliteration.graphones import read_graphones
from tests.support.commands import Say, failed, interrupted, ran, started
from tests.support.files import written

PERSIAN = "غفور فتاحیان"
PAIR = {"Ghafoor Fattahian", PERSIAN}
DOUBTFUL = "\n".join(["name", *sorted(PAIR), "Hadi Sani"]) + "\n"


OTHERWISE = ["Jamal Mazdanian", "Jaber Bayrami", "Ramezan Saleme"]  # few pairs teach to read some as others


PAIRS = Path(__file__).parents[1] / "tables" / "pairs.tsv"


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
