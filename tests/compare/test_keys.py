"""Keys that spellings of one name share: within one version they do not change."""

from itertools import combinations

import pytest
from hypothesis import given

from namematch import NameMatchError, name_keys
from namematch.compare.keys import KEYS_VERSION
from tests.support.texts import LISTS

# Stored beside rows by whoever blocks with them: where this table changes, the version does.
VERSION_1 = {
    "Ghafour Fattahian": ["ftn", "ftn+kfr", "kfr", "kfrftn"],
    "غفور فتاحیان": ["ftn", "ftn+kfr", "kfr", "kfrftn"],
    "M. Karimi": ["krm"],
    "Ali M.": ["l+m."],
    "محمد": ["mmt"],
    "Aoua": ["a"],
    "Dr.": [],
    "王小明": ["王小明"],
}
SPELLINGS = [
    ("غفور فتاحیان", "FATTAHIAN Ghafour", "G. Fatahian", "Gafur Fettahian"),
    ("علیرضا حسینی", "Ali Reza Hosseini", "HOSEYNI Alireza", "A. R. Husseini, Dr."),
    ("عبدالکریم سروش", "Abdolkarim Soroush", "Karim Soroush", "Abd al-Karim Sorush"),
    ("مریم کریمی", "Maryam Karimi (née Ahmadi)", "Maryam Ahmadi"),
    ("محمد حسینی", "M. Hosseini", "Mohammad Husaini"),
]


def test_of_this_version() -> None:
    assert KEYS_VERSION == 1
    assert {name: sorted(name_keys(name)) for name in VERSION_1} == VERSION_1


@pytest.mark.parametrize("names", SPELLINGS, ids=lambda names: names[0])
def test_spellings_share_a_key(names: tuple[str, ...]) -> None:
    first, *others = names
    assert all(name_keys(first) & name_keys(other) for other in others)


def test_frequent_words_alone_are_no_key() -> None:
    different = ("Mohammad Karimi", "Mohammad Azizi", "Mohammad Fattahian", "Mohammad Sohrabi")
    assert not any(name_keys(one) & name_keys(two) for one, two in combinations(different, 2))


@given(LISTS)
def test_any_text_has_keys_of_its_own(texts: list[str]) -> None:
    for text in texts:
        keys = name_keys(text)
        assert keys == name_keys(f" {text} ")
        assert all(0 < len(key) < 200 for key in keys)


def test_of_what_is_no_name() -> None:
    assert name_keys(None) == name_keys(float("nan")) == name_keys("") == name_keys("12 -") == frozenset()
    assert all(len(key) < 200 for key in name_keys("x" * 10_000) | name_keys("Ali " * 5_000))
    with pytest.raises(NameMatchError, match="7 is not a name"):
        name_keys(7)
