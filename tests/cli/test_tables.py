"""What a command writes, a library user can write: the tables are public, the commands only pass them on."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest

from namematch import NameIndex, Policy, dedupe_names, match_names
from namematch.cli import app as cli
from namematch.dedupe.tables import (
    assignment_columns,
    person_blocks,
    reconciliation_object,
    refusal_columns,
    review_columns,
)
from namematch.files.frames import frame_of
from namematch.files.writing import Outputs
from namematch.match.tables import match_columns
from namematch.search.tables import FOUND_COLUMNS, found_columns

NAMES = ["Ghafoor Fattahian", "غفور فتاحیان", "", "Hadi Sani", "Gh. Fattahian", "HADI SANI", "Reza Sani"]
STRICT = ("--same", "30")  # so that there is something to decide
POLICY = Policy(same=30.0)
Say = Callable[..., str]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "names.jsonl"
    path.write_text("".join(json.dumps({"name": name or None}) + "\n" for name in NAMES), encoding="utf-8")
    return path


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """What a command prints that has done what it should."""

    def said(*arguments: object) -> str:
        capfd.readouterr()
        assert cli.run(list(map(str, arguments))) == 0
        return capfd.readouterr().out

    return said


@pytest.mark.parametrize("kind", ["tsv", "csv", "jsonl", "parquet"])
def test_the_files_of_dedupe(say: Say, listed: Path, tmp_path: Path, kind: str) -> None:
    names = ["persons.jsonl", f"rows.{kind}", f"reviews.{kind}"]
    persons, rows, reviews = (tmp_path / name for name in names)
    say(
        *("dedupe", listed, *STRICT, "--persons", persons),
        *("--assignments", rows, "--reviews", reviews),
    )
    result = dedupe_names(NAMES, policy=POLICY)
    assert result.reviews
    own = tmp_path / "own"
    own.mkdir()
    with Outputs() as outputs:
        outputs.write_blocks(own / names[0], person_blocks(result))
        outputs.write_columns(own / names[1], assignment_columns(result))
        outputs.write_columns(own / names[2], review_columns(result))
    for name in names:
        assert (own / name).read_bytes() == (tmp_path / name).read_bytes()


def test_all_of_dedupe_as_one_object(say: Say, listed: Path) -> None:
    assert json.loads(say("dedupe", listed, *STRICT, "--json")) == json.loads(
        json.dumps(reconciliation_object(dedupe_names(NAMES, policy=POLICY)))
    )


@pytest.mark.parametrize("kind", ["tsv", "csv", "jsonl", "parquet"])
def test_the_file_of_match(say: Say, listed: Path, tmp_path: Path, kind: str) -> None:
    pairs, own = tmp_path / f"pairs.{kind}", tmp_path / f"own.{kind}"
    say("match", listed, listed, "--top", 10, "--out", pairs)
    with Outputs() as outputs:
        outputs.write_columns(own, match_columns(match_names(NAMES, NAMES, top=10)))
    assert own.read_bytes() == pairs.read_bytes()
    assert own.stat().st_size > 100


def test_the_objects_of_search(say: Say, listed: Path) -> None:
    index = NameIndex(NAMES)
    columns = found_columns(index, index.search("Ghafour Fattahian"))
    assert tuple(columns) == FOUND_COLUMNS
    assert len(columns["row"]) > 1
    (line,) = say("search", listed, "Ghafour Fattahian", "--json").splitlines()
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    assert json.loads(line)["matches"] == json.loads(json.dumps(rows))


@pytest.mark.parametrize("names", [[], [""], NAMES])
def test_a_table_has_its_columns_whatever_the_list(names: list[str]) -> None:
    decided = [("Hadi Sani", "HADI SANI", "different")] if "Hadi Sani" in names else []
    result = dedupe_names(names, policy=POLICY, decisions=decided)
    ends = ["person", "other person", "mention", "other mention"]
    tables = {
        ("row", "person", "bits", "verdict"): (assignment_columns(result), len(names)),
        (*ends, "bits", "probability", "reason"): (review_columns(result), len(result.reviews)),
        (*ends, "bits", "reason"): (refusal_columns(result), len(result.refused)),
    }
    for columns, (table, rows) in tables.items():
        assert tuple(table) == columns
        assert [len(column) for column in table.values()] == [rows] * len(columns)
    assert len(result.refused) == len(decided)
    found = match_columns(match_names(names, names))
    assert tuple(found) == ("left", "right", "bits", "probability", "verdict")
    assert len({len(column) for column in found.values()}) == 1


def test_a_table_becomes_a_frame() -> None:
    table = assignment_columns(dedupe_names(NAMES, policy=POLICY))
    frame = frame_of({name: list(column) for name, column in table.items()}, "pyarrow")
    assert frame.column("bits").type == pyarrow.float64()
    assert frame.column("person").to_pylist() == list(table["person"])
