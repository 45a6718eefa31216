"""A name within a longer one: for review where it is rare enough, and never the same for that."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.batch import within
from namematch.batch.all_pairs import score_list
from namematch.compare.calibration import bits_of
from namematch.compare.names import compare_names
from namematch.compare.within import may_be_within, within_rule
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.parse import parse_name
from namematch.policy import Policy
from namematch.progress import silent

FOR_REVIEW = [
    ("Golnar Bakhtar", "Golnar Keshtkar Nouri Bakhtar"),
    ("گلنار باختر", "Golnar Keshtkar Nouri Bakhtar"),
    ("Mohammad Sarvar", "Mohammad Sarvar Mohammad Ayub"),
    ("Bakhtar", "Golnar Bakhtar"),
]


@pytest.mark.parametrize(("shorter", "longer"), FOR_REVIEW)
def test_is_for_review(shorter: str, longer: str) -> None:
    assert compare_names(shorter, longer).verdict == "review"
    assert compare_names(longer, shorter).verdict == "review"


def test_is_another_name_in_a_list_that_holds_many_who_bear_it() -> None:
    assert compare_names("Mohammad Karimi", "Mohammad Karimi Zand Nouri").verdict == "review"
    many = Policy(population=10**7)
    assert compare_names("Mohammad Karimi", "Mohammad Karimi Zand Nouri", policy=many).verdict == "different"


def test_an_initial_is_within_nothing() -> None:
    assert compare_names("G. Bakhtar", "Golnar Keshtkar Nouri Bakhtar").verdict == "different"


@given(st.floats(0, 60), st.sampled_from([None, 2, 500, 20_000, 10**6]))
def test_is_never_the_same_for_that(rarity: float, population: int | None) -> None:
    policy = Policy(population=population)
    price = float(within_rule(policy).price(rarity))
    assert bits_of(price, population or 2) < policy.same
    assert price >= within_rule(replace(policy, population=population)).least


@given(st.lists(st.integers(0, 2), max_size=5), st.lists(st.integers(0, 2), max_size=5))
def test_never_both_within_each_other(kinds: list[int], others: list[int]) -> None:
    assert not (may_be_within(kinds, others) and may_be_within(others, kinds))


def test_a_name_within_many_is_told_of_none_and_counted() -> None:
    texts = ["Golnar Bakhtar"]
    texts += [
        f"Golnar {x} Nouri Bakhtar" for x in ["Keshtkar", "Amiri", "Saberi", "Rostami", "Zamani", "Karimi"]
    ]
    policy = Policy(population=len(texts))

    def pairs(names: list[str]) -> tuple[set[tuple[int, int]], int]:
        read = [parse_name(text) for text in names]
        found = score_list(read, policy=policy, vocabulary=shipped_vocabulary(), progress=silent)
        together = zip(found.left.tolist(), found.right.tolist(), strict=True)
        return {pair for pair in together if pair[0] == 0}, found.effort.frequent_within

    assert pairs(texts[: within.MOST_LONGER + 1]) == ({(0, i) for i in range(1, within.MOST_LONGER + 1)}, 0)
    assert pairs(texts) == (set(), 1)
