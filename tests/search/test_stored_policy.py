"""The policy of an index file: read back, or refused with its field and value."""

import json
import math
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from namematch.errors import InputError
from namematch.policy import Policy, Prices
from namematch.search.stored_policy import policy_of


def prices(**values: object) -> Callable[[dict[str, Any]], None]:
    return lambda policy: policy["prices"].update(values)


def put(**values: object) -> Callable[[dict[str, Any]], None]:
    return lambda policy: policy.update(values)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (prices(join=-1.0), "prices.join is -1.0, not a number from 0 to 1e+09"),
        (prices(family=math.nan), "prices.family is nan, not"),
        (prices(family=1e9), "prices.family is 1000000000.0, not"),
        (prices(given=1e10), "prices.given is 10000000000.0, not a number from 0 to 1e+09"),
        (prices(given="8"), "prices.given is '8', not"),
        (prices(friend=1.0), "prices has no 'friend'"),
        (put(prices=[]), "prices is no object"),
        (put(same=None), "same is None, not"),
        (put(same=True), "same is True, not"),
        (put(same=10**400), "same is 1"),
        (put(review=9.0), "review=9.0 is not below same=1.5"),
        (put(review=math.nan), "review is nan, not"),
        (put(population=0), "population is 0, not"),
        (put(population=2**80), "population is 1"),
        (put(crowd=0.0), "crowd is 0.0, not"),
        (put(identity=["name"]), "identity=['name'] is neither 'name' nor 'person'"),
        (put(titles="Dr"), "titles='Dr' is no tuple of texts"),
        (put(titles=[1]), "titles=(1,) is no tuple of texts"),
        (put(colour="red"), "policy has no 'colour'"),
    ],
)
def test_a_policy_that_is_none_is_refused(change: Callable[[dict[str, Any]], None], fault: str) -> None:
    stored = asdict(Policy(review=-5.0))
    change(stored)
    with pytest.raises(InputError) as raised:
        policy_of("a.nmi", {"policy": stored})
    assert str(raised.value).startswith(f"a.nmi: no policy: {fault}")


def test_a_policy_is_read_back() -> None:
    for policy in (
        Policy(),
        Policy(titles=("Guild Master", "پیر")),
        Policy(same=3, population=7, identity="person", prices=Prices(join=0.25)),
    ):
        assert policy_of("a.nmi", {"policy": json.loads(json.dumps(asdict(policy)))}) == policy


def test_a_field_that_a_file_is_too_old_to_have_has_its_default() -> None:
    stored = asdict(Policy(review=-5.0))
    del stored["rare"], stored["prices"]["prefix"]
    assert policy_of("a.nmi", {"policy": stored}) == Policy(review=-5.0)
    del stored["prices"]
    assert policy_of("a.nmi", {"policy": stored}) == Policy(review=-5.0)
