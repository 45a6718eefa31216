"""A scorer as others take one: rapidfuzz calls it with cutoffs of its own."""

import numpy as np
import pytest
from rapidfuzz import process

from namematch import NameMatchError, compare_names, probability

CHOICES = ["Hassan Azizi", "Ghafour Fattahian", None, "غفور فتاحیان", ""]


def test_is_the_probability_of_a_comparison() -> None:
    for choice in ("Ghafour Fattahian", "Hassan Azizi", "غفور"):
        assert probability("غفور فتاحیان", choice) == compare_names("غفور فتاحیان", choice).probability or (
            compare_names("غفور فتاحیان", choice).bits == -40
        )


def test_rapidfuzz_extracts_by_it() -> None:
    found = process.extract("FATTAHIAN Ghafour", CHOICES, scorer=probability, limit=2, score_cutoff=0.5)
    assert [place for _, _, place in found] == [1, 3]
    best = process.extractOne("فتاحیان، غفور", CHOICES, scorer=probability)
    assert best[0] in {"Ghafour Fattahian", "غفور فتاحیان"}


def test_rapidfuzz_fills_a_table_with_it() -> None:
    names = [choice for choice in CHOICES if choice]
    table = process.cdist(["غفور فتاحیان"], names, scorer=probability, dtype=np.float64)
    assert table.tolist() == [[probability("غفور فتاحیان", name) for name in names]]


@pytest.mark.parametrize("nothing", [None, float("nan"), "", "Dr.", "12"])
def test_a_name_without_a_word_is_nobody(nothing: object) -> None:
    assert probability(nothing, "Ali Karimi") == probability("Ali Karimi", nothing) == 0.0


def test_below_the_cutoff_is_nothing() -> None:
    some = probability("Ali Karimi", "Ali Karami")
    assert probability("Ali Karimi", "Ali Karami", score_cutoff=some) == some > 0
    assert probability("Ali Karimi", "Ali Karami", score_cutoff=some + 1e-9) == 0.0
    assert probability("Ali Karimi", "Ali Karami", score_cutoff=None) == some


def test_what_is_no_name_is_refused() -> None:
    with pytest.raises(NameMatchError, match="left: 7 is not a name"):
        probability(7, "Ali")
