"""The lists of seeds/ agree with their truth and hold names, nothing else."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from namematch.files.reading import read_list

SEEDS = Path(__file__).parents[1] / "seeds"
COLUMNS = ("document", "source", "language", "position", "role", "name", "person", "evidence")
LISTS = {"003-en": 48, "003-fa": 48, "002-en": 22, "004-en": 12}
TEXTS = {"000": 2, "001": 3, "004": 19}
LONGEST = 40  # letters of a name; a sentence would be longer


def table(name: str) -> list[dict[str, object]]:
    names = read_list(SEEDS / f"{name}.tsv")
    cells = zip(*([cell or "" for cell in names.column(name)] for name in names.columns), strict=True)
    return [dict(zip(names.columns, row, strict=True)) for row in cells]


MENTIONS = table("mentions")


def mentions_of(role: str) -> list[dict[str, object]]:
    return [mention for mention in MENTIONS if mention["role"] == role]


@pytest.mark.parametrize(("source", "count"), LISTS.items())
def test_a_list_holds_its_mentions_in_their_order(source: str, count: int) -> None:
    rows = table(source)
    assert [row["position"] for row in rows] == [str(at) for at in range(1, count + 1)]
    signatories = [mention for mention in mentions_of("signatory") if mention["source"] == source]
    assert rows == [{"position": m["position"], "name": m["name"]} for m in signatories]


def test_the_mentions_in_running_text() -> None:
    rows = table("000-001-004-text-en")
    assert Counter(row["document"] for row in rows) == TEXTS
    kept = ("document", "source", "name")
    assert rows == [{column: m[column] for column in kept} for m in mentions_of("mention")]


def test_the_truth_is_complete() -> None:
    assert read_list(SEEDS / "mentions.tsv").columns == COLUMNS
    signatories = Counter(mention["source"] for mention in mentions_of("signatory"))
    assert signatories == LISTS
    assert len(MENTIONS) == sum(LISTS.values()) + sum(TEXTS.values()) == 154
    assert Counter(mention["evidence"] for mention in MENTIONS) == {"name": 140, "context": 14}
    assert len({mention["person"] for mention in MENTIONS}) == 77


def test_every_mention_in_running_text_is_a_source_of_its_own() -> None:
    assert set(Counter(mention["source"] for mention in mentions_of("mention")).values()) == {1}
    assert {mention["position"] for mention in mentions_of("mention")} == {"0"}


def test_sources_say_document_and_language() -> None:
    for mention in MENTIONS:
        assert str(mention["source"]).startswith(f"{mention['document']}-")
        persian = "ARABIC" in unicodedata.name(str(mention["name"])[0])
        assert mention["language"] == ("fa" if persian else "en")
        assert re.fullmatch("[a-z]+(-[a-z]+)+", str(mention["person"]))


def test_the_parallel_lists_are_of_the_same_persons_and_two_names_stand_twice() -> None:
    for column in ("person", "name"):
        for source in ("003-en", "003-fa"):
            listed = Counter(m[column] for m in MENTIONS if m["source"] == source)
            assert sorted(listed.values()) == [1] * 44 + [2, 2]
    english, persian = (
        Counter(m["person"] for m in MENTIONS if m["source"] == source) for source in ("003-en", "003-fa")
    )
    assert english == persian


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.tsv")), ids=lambda path: path.name)
def test_cells_are_in_normal_whitespace_and_hold_nothing_but_names(path: Path) -> None:
    names = read_list(path)
    assert names.column("name").count(None) == 0
    for column in names.columns:
        for cell in filter(None, names.column(column)):
            assert cell == " ".join(cell.split())
            assert cell == unicodedata.normalize("NFC", cell)
    for name in names.column("name"):
        bare = str(name).removeprefix("Mr. ").replace(" ", "")
        assert bare.isalpha()
        assert len(bare) <= LONGEST


def test_the_readme_tells_every_file_and_its_count() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    for path in SEEDS.glob("*.tsv"):
        (line,) = [line for line in readme.splitlines() if line.startswith(f"| `{path.name}`")]
        assert f" {len(read_list(path))} " in line
