"""The policy: what it takes and what it refuses."""

import dataclasses
import math
from typing import Any

import pytest

from namematch.errors import NameMatchError
from namematch.policy import Policy, Prices

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"same": 3, "review": 5}, "review=5 is not below same=3"),
    ({"same": 3, "review": 3}, "review=3 is not below same=3"),
    ({"same": math.nan}, "same=nan"),
    ({"review": math.nan}, "review=nan"),
    ({"identity": "people"}, "identity='people'"),
    ({"identity": ""}, "identity=''"),
    ({"titles": "Dr"}, "titles='Dr' is no tuple"),
    ({"titles": ["Dr"]}, r"titles=\['Dr'\] is no tuple"),
    ({"titles": ("Dr", 1)}, "is no tuple of texts"),
    ({"population": 0}, "population=0"),
    ({"population": -5}, "population=-5"),
]

TAKEN: list[dict[str, Any]] = [
    {},
    {"same": 5, "review": 3},
    {"same": math.inf, "review": -math.inf},
    {"identity": "person", "population": 1},
    {"population": 10**9, "namesakes": 2.0},
    {"prices": Prices(turned=0.0)},
    {"titles": ("Guild Master", "پیر")},
]


@pytest.mark.parametrize(("options", "message"), REFUSED)
def test_nonsense_is_refused_with_its_value(options: dict[str, Any], message: str) -> None:
    with pytest.raises(NameMatchError, match=message):
        Policy(**options)
    with pytest.raises(NameMatchError, match=message):
        dataclasses.replace(Policy(), **options)


@pytest.mark.parametrize("options", TAKEN)
def test_sense_is_taken_as_given(options: dict[str, Any]) -> None:
    policy = Policy(**options)
    for name, value in options.items():
        assert getattr(policy, name) == value
    assert policy.review < policy.same


def test_a_policy_is_a_value() -> None:
    assert Policy() == Policy()
    assert hash(Policy(same=9)) == hash(Policy(same=9))
    assert Policy(same=9) != Policy(same=8)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Policy().same = 3.0


def test_prices_are_doubts_and_in_a_sensible_order() -> None:
    prices = Prices()
    assert all(price >= 0.0 for price in dataclasses.astuple(prices))
    assert prices.join < prices.turned < prices.other_order
    assert prices.particle < prices.initial < prices.family < prices.given < prices.only_pair
