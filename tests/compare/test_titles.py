"""Titles: a table of names with them in many languages, and those that a caller adds."""

from pathlib import Path

import pytest

from namematch.compare.names import compare_names
from namematch.policy import Policy, Prices

TABLE = Path(__file__).parents[1] / "tables" / "titles.tsv"


def rows() -> list[list[str]]:
    lines = TABLE.read_text("utf-8").replace(r"\u200c", "\u200c").splitlines()
    return [line.split("\t") for line in lines[1:] if not line.startswith("#")]


@pytest.mark.parametrize(("left", "right", "expected", "why"), rows())
def test_names_with_titles(left: str, right: str, expected: str, why: str) -> None:
    found = compare_names(left, right)
    assert found.verdict in expected.split(" or "), f"{why}: {found.bits:.1f} bits"


def test_there_are_many_rows_in_many_languages() -> None:
    assert len(rows()) >= 250
    assert {row[2] for row in rows()} >= {"same", "review", "different"}


def test_a_title_of_the_caller_does_not_count() -> None:
    policy = Policy(titles=("Guild Master", "Vaisar", "کدخدا"))
    for left, right in (("Guild Master Ali Karimi", "علی کریمی"), ("کدخدا علی کریمی", "Vaisar Ali Karimi")):
        assert compare_names(left, right, policy=policy).verdict == "same"
        titles = [x for x in compare_names(left, right, policy=policy).evidence if x.relation == "title"]
        assert titles
        assert all(x.doubt == 0 for x in titles)
    assert compare_names("Guild Master Ali Karimi", "علی کریمی").verdict != "same"


def test_the_given_name_of_a_pair_is_priced_where_the_other_side_has_a_title() -> None:
    policy = Policy(prices=Prices(within=50.0))  # else a name within a longer one is cheaper
    evidence = compare_names("Ayatollah Dadgar", "Hassan Dadgar", policy=policy).evidence
    assert [x.doubt for x in evidence if x.right == "hassan"] == [Policy().prices.titled]
    evidence = compare_names("Dadgar", "Hassan Dadgar", policy=policy).evidence
    assert [x.doubt for x in evidence if x.right == "hassan"] == [Policy().prices.only_pair]
