"""Reviews made many at a time: each is what ``compare`` says of its two mentions."""

from random import Random

import pytest

from namematch import Mention, Policy, Reconciliation, Review, compare_names, dedupe_names
from namematch.compare.calibration import probability_of
from namematch.compare.comparison import main_reason
from namematch.compare.relations import TWO_PEOPLE
from namematch.dedupe.reconciliation import first_reviews, review_table_of
from namematch.dedupe.reviews import APART_THOUGH_ALIKE, FREQUENT_NAME
from namematch.dedupe.tables import review_columns
from namematch.names.mentions import read_name
from tests.support.noisy_names import noisy_names

NOISY = noisy_names(Random(3), 300, words=12)
LISTS = {
    "empty": ([], Policy()),
    "noisy": (NOISY, Policy(same=20.0, review=-2.0)),
    "persons": (NOISY, Policy(identity="person", population=10_000_000, review=-2.0)),
    "people": (["Ali & Sara Karimi", "Ali Karimi", "Hadi & Mina Sani"], Policy()),
    "in parts": ([Mention("", given="Gh.", family="Fattahian"), "Ghafour Fattahian"], Policy(same=20.0)),
}


@pytest.fixture(params=list(LISTS))
def result(request: pytest.FixtureRequest) -> Reconciliation:
    names, policy = LISTS[request.param]
    return dedupe_names(names, policy=policy)


def test_reviews_are_those_made_one_by_one(result: Reconciliation) -> None:
    policy = result.policy
    keys = [(-r.bits, r.left_mention.text, r.right_mention.text, r.left, r.right) for r in result.reviews]
    assert keys == sorted(keys)
    for review in result.reviews:
        assert review.probability == probability_of(review.bits)
        one, two = read_name(review.left_mention), read_name(review.right_mention)
        if review.left == review.right or (review.bits >= policy.same and (one.persons or two.persons)):
            assert review.reason == TWO_PEOPLE
        elif review.bits >= policy.same:
            assert review.reason in (FREQUENT_NAME, APART_THOUGH_ALIKE)
        else:
            found = compare_names(one, two, policy=policy, vocabulary=result.vocabulary)
            assert review.reason == main_reason(found.evidence)


def test_the_first_ones_are_made_alone_or_taken(result: Reconciliation) -> None:
    first = list(first_reviews(result, 3))
    assert first == list(result.reviews[:3]) == list(first_reviews(result, 3))
    assert len(review_table_of(result)) == len(result.reviews)


def test_columns_are_the_reviews(result: Reconciliation) -> None:
    table = review_columns(result)
    reviews: tuple[Review, ...] = result.reviews
    assert table["reason"] == [review.reason for review in reviews]
    assert table["mention"] == [read_name(review.left_mention).text for review in reviews]
    assert table["other mention"] == [read_name(review.right_mention).text for review in reviews]


def test_progress_tells_of_reviews() -> None:
    told: list[tuple[str, int, int]] = []
    review_columns(
        dedupe_names(["A. Karimi", "Ali Karimi"], policy=Policy(same=10)), lambda *x: told.append(x)
    )
    assert told == [("explaining reviews", 0, 1), ("explaining reviews", 1, 1)]
