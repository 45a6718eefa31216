"""Names as the house styles of the world write them, against their Persian spelling."""

from collections import Counter
from pathlib import Path

import pytest

from namematch.compare.names import compare_names
from namematch.match.matches import match_names
from namematch.policy import Policy

TABLE = Path(__file__).parents[1] / "tables" / "house_styles.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith(("#", "language\t"))
]


@pytest.mark.parametrize(("language", "name", "persian", "expected"), ROWS)
def test_verdict(language: str, name: str, persian: str, expected: str) -> None:
    assert compare_names(name, persian).verdict in expected.split(" or "), language


def test_the_batch_says_the_same() -> None:
    policy = Policy(population=1000, repeats=0)  # else words that the list repeats would compete
    names, persian = [row[1] for row in ROWS], [row[2] for row in ROWS]
    matches = match_names(names, persian, top=len(persian), policy=policy)
    found = {(match.left, match.right): match.bits for match in matches}
    for place, (name, other) in enumerate(zip(names, persian, strict=True)):
        one_by_one = compare_names(name, other, policy=policy)
        assert ((place, place) in found) == (one_by_one.verdict != "different")
        assert found.get((place, place), one_by_one.bits) == pytest.approx(one_by_one.bits, abs=1e-6)


def test_each_language_has_names_enough() -> None:
    counts = Counter(language for language, _, _, expected in ROWS if "same" in expected)
    assert len(counts) > 45
    assert sum(count >= 8 for count in counts.values()) >= 49
