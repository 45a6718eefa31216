"""The compiled rules of a pair against those of ``compare``; whole pairs are tested by ``test_scoring``."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.compiled import Kernel
from namematch.batch.kernel import is_left
from namematch.batch.name_arrays import words_in_order
from namematch.batch.spellings import within_bounds
from namematch.compare.prices import NamesakeRules, among_others, namesake_bits, rare_bits, surname_price
from namematch.compare.sides import Comparer
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.parse import parse_name
from namematch.names.table import tabulate
from namematch.policy import Policy
from tests.support.texts import LISTS

BITS = st.floats(0, 20)
RARITIES = st.lists(st.floats(0, 20), min_size=1, max_size=6)
POLICY = Policy(population=1000)
COMPARER = Comparer.of(POLICY, shipped_vocabulary())
AMONG_OTHERS, NAMESAKE_BITS = Kernel(among_others), Kernel(namesake_bits)
SURNAME_PRICE = Kernel(surname_price)


@given(LISTS)
def test_the_left_name_is_the_one_that_compare_takes(texts: list[str]) -> None:
    names = [parse_name(text) for text in texts]
    table = tabulate(names)
    starts, token = within_bounds(table)
    order, first = words_in_order(table)[1][token], starts[:-1] + table.optional
    for x, one in enumerate(names):
        for y, two in enumerate(names):
            left = is_left(order, first[x], starts[x + 1], order, first[y], starts[y + 1])
            mine, others = (COMPARER.prepared(name).order[0] for name in (one, two))
            assert left == (mine <= others)


@given(BITS, BITS)
def test_doubt_among_others_is_one_formula(doubt: float, others: float) -> None:
    bits = among_others(doubt, others)
    assert bits == AMONG_OTHERS(doubt, others)
    assert bits >= doubt - 1e-9
    assert bits <= doubt + others + 1e-9


@given(RARITIES, st.data())
def test_namesake_bits_are_one_formula(rarities: list[float], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(rarities) - 1))
    count = data.draw(st.integers(1, len(rarities) - first))
    for rules in (NamesakeRules.of(POLICY), NamesakeRules(7.0, 0.0)):
        bits = namesake_bits(rarities, first, count, rules)
        assert bits == NAMESAKE_BITS(np.array(rarities), first, count, rules)
        rest = sum(rarities) - sum(rarities[first : first + count])
        assert bits == pytest.approx(max(rules.least, rules.enough - rest), abs=1e-9)


@given(BITS)
def test_a_dropped_surname_costs_as_much_in_a_list(rest: float) -> None:
    price = surname_price(rest, POLICY.prices.family, rare_bits(POLICY))
    assert price == SURNAME_PRICE(rest, POLICY.prices.family, rare_bits(POLICY))
    assert price <= POLICY.prices.family
