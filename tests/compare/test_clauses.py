"""Cells with clauses: the table of what is one name and what is not, and what is said of it."""

from pathlib import Path

import pytest

from namematch.compare.comparison import main_reason
from namematch.compare.names import compare_names
from namematch.policy import Policy, Prices

TABLE = Path(__file__).parents[1] / "tables" / "clauses.tsv"


def rows() -> list[list[str]]:
    lines = TABLE.read_text("utf-8").replace(r"\u200c", "\u200c").splitlines()
    return [line.split("\t") for line in lines[1:]]


@pytest.mark.parametrize(("left", "right", "expected", "why"), rows())
def test_the_table(left: str, right: str, expected: str, why: str) -> None:
    there, back = compare_names(left, right), compare_names(right, left)
    assert there.verdict in expected.split(" or "), why
    assert (there.verdict, there.bits) == (back.verdict, back.bits)


def test_it_is_said_by_which_name() -> None:
    found = compare_names("Nawid Sadeghi a.k.a. Shakib Ludin", "شکیب لودین")
    assert "also known as shakib ludin" in found.explain()
    assert "also known as" not in compare_names("Nawid Sadeghi a.k.a. Shakib Ludin", "نوید صادقی").explain()


def test_two_people_are_the_first_reason() -> None:
    found = compare_names("Nawid & Roya Sadeghi", "Nawd Sadeghi")
    assert main_reason(found.evidence).startswith("two people in one cell; ")
    assert "two people in one cell" in found.explain()


def test_a_turned_text_is_said_to_be_one() -> None:
    assert "letters in visual order" in compare_names("یقداص دیون", "نوید صادقی").explain()


def test_fathers_help_and_doubt() -> None:
    alone = compare_names("Nawd Sadeghi", "Nawid Sadeghi").doubt
    told = compare_names("Nawd Sadeghi s/o Karim", "Nawid Sadeghi s/o Karim").doubt
    one_side = compare_names("Nawd Sadeghi s/o Karim", "Nawid Sadeghi").doubt
    other = compare_names("Nawd Sadeghi s/o Karim", "Nawid Sadeghi s/o Jalal").doubt
    assert told < one_side == alone < other
    assert alone - told <= Prices().same_father
    assert other - alone <= Prices().father
    cheap = Policy(prices=Prices(father=0.5))
    assert compare_names("Nawid s/o Karim", "Nawid s/o Jalal", policy=cheap).doubt == 0.5
