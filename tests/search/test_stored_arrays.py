"""Index files with valid checksums that hold what no index holds: refused, and never a crash."""

import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from namematch.errors import InputError
from namematch.files.container import read_container
from namematch.policy import Policy
from namematch.search.index import NameIndex
from tests.support.commands import ROOT
from tests.support.index_files import with_array, with_number, written_index

NAMES = [
    "Ali Karimi", "", "علی کریمی", "Ali Karimi", "አሊ ሬዛ", "Abdolkarim Sani", "A. Karimi",
    "Seyed Ali Reza Karimi", "Alireza Moradi", "گشتاسب زندوکیلی", "کشتاسب", "Kian Mehr Nik Nam Pour",
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments."""
    path = tmp_path_factory.mktemp("whole") / "names.nmi"
    index = NameIndex(NAMES, policy=Policy(review=-5.0))
    index.add(["Reza Karimi", "علی رظا"])
    index.save(path)
    return path


@pytest.fixture(scope="module")
def of_repeated_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a word of its own."""
    path = tmp_path_factory.mktemp("words") / "names.nmi"
    NameIndex(["علی قزوینچی", "رضا قزوینچی"]).save(path)
    assert read_container(path).arrays["word lengths"].tolist() == [14]
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        NameIndex.load(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("name", "number", "place", "fault"),
    [
        ("0/spelling", 2**31 - 2, 0, "holds 2147483646, not a number from -1 to"),
        ("0/partner", -1, 0, "holds -1, not"),
        ("0/doubt", -1.0, 0, "holds -1.0, not a number from 0 to 1000"),
        ("0/skips", math.nan, -1, "holds nan, not"),
        ("0/word", 2**31 - 1, -1, "holds 2147483647, not"),
        ("0/blocks", 2**60, 0, "do not rise"),
        ("0/spare", 3, 0, "has more titles than a name has tokens"),
        ("0/spelling", 0, -1, "joins tokens of two names"),
        ("0/kinds", 2**62, 1, "holds"),
        ("0/spelling scripts", 0, 0, "are not first the Latin ones, then the Persian ones"),
        ("0/spellings", ord("'"), 0, 'holds "\'", which is no letter of the channel'),
        ("0/sound keys", ord("b"), -1, "is no UTF-8"),
        ("1/text of row", 2, 0, "holds 2, not a number from 0 to 1"),
    ],
)
def test_a_number_out_of_bounds_is_refused(
    whole: Path, tmp_path: Path, name: str, number: float, place: int, fault: str
) -> None:
    path = with_number(whole, tmp_path / "a.nmi", name, number, place)
    assert refusal(path).startswith(f"array {name!r} {fault}")


def test_a_run_that_goes_beyond_its_name_is_refused(whole: Path, tmp_path: Path) -> None:
    tokens = len(read_container(whole).arrays["0/skips"])
    path = with_number(whole, tmp_path / "a.nmi", "0/run first", tokens - 1)
    assert refusal(path) == "array '0/run after' joins tokens of two names"


def test_a_word_that_is_too_long_for_the_channel_is_refused(whole: Path, tmp_path: Path) -> None:
    arrays = dict(read_container(whole).arrays)
    lengths = arrays["0/spelling lengths"].copy()
    latin = int(arrays["0/kinds"][0])
    longer = int(lengths[:latin].sum()) * 40
    arrays["0/spelling lengths"] = lengths
    more = np.full(longer, ord("a"), np.uint8)
    arrays["0/spellings"] = np.concatenate([more, arrays["0/spellings"]])
    lengths[0] += longer
    path = written_index(tmp_path / "a.nmi", read_container(whole).about, arrays)
    assert refusal(path).startswith("array '0/spellings' has a word of")


@pytest.mark.parametrize("name", ["words", "uses", "0/text", "1/run starts"])
def test_an_array_that_is_missing_or_one_too_many_is_refused(whole: Path, tmp_path: Path, name: str) -> None:
    assert refusal(with_array(whole, tmp_path / "a.nmi", name, None)) == f"array {name!r} is missing"
    other = with_array(whole, tmp_path / "a.nmi", "2/text", np.zeros(3, np.int32))
    assert refusal(other) == "array '2/text' belongs to no segment"


@pytest.mark.parametrize("text", ["Ghazv", "قزوی,", "".ljust(7, "\u0643")])
def test_a_word_that_is_none_is_refused(of_repeated_words: Path, tmp_path: Path, text: str) -> None:
    data = np.frombuffer(text.encode().ljust(14, b"x"), np.uint8)
    path = with_array(of_repeated_words, tmp_path / "a.nmi", "words", data)
    assert refusal(path).startswith("array 'words' ")


@pytest.mark.parametrize("uses", [math.nan, math.inf, -1.0])
def test_a_word_of_impossible_use_is_refused(of_repeated_words: Path, tmp_path: Path, uses: float) -> None:
    assert refusal(with_number(of_repeated_words, tmp_path / "a.nmi", "uses", uses)).startswith(
        "array 'uses'"
    )


@pytest.mark.parametrize("sections", [-1, 1.0, True, None, "2", 10**9, 1, 3])
def test_a_number_of_segments_that_is_none_is_refused(whole: Path, tmp_path: Path, sections: object) -> None:
    stored = read_container(whole)
    path = written_index(tmp_path / "a.nmi", dict(stored.about) | {"sections": sections}, stored.arrays)
    assert refusal(path).split(" ")[0] in ("'sections'", "array")


def test_cutoffs_that_admit_names_with_nothing_in_common_are_refused(whole: Path, tmp_path: Path) -> None:
    stored = read_container(whole)
    about = dict(stored.about)
    about["policy"]["review"] = -39.0
    assert "nothing in common" in refusal(written_index(tmp_path / "a.nmi", about, stored.arrays))
    assert refusal(written_index(tmp_path / "a.nmi", {}, {})) == "no policy: policy is no object"


def test_whatever_a_file_holds_is_refused_or_answers(whole: Path) -> None:
    # Another process: a crash would be the end of this one.
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.index_fuzz", str(whole), "5"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, (lines[-1:], done.stderr)
    refused, answered = (int(word.strip(",")) for word in lines[-1].split() if word.strip(",").isdigit())
    assert refused > 500
    assert answered > 100
