"""The compiled rules of a pair against those of ``compare``; whole pairs are tested by ``test_scoring``."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.compiled import Kernel
from namematch.batch.kernel import is_left
from namematch.batch.name_arrays import words_in_order
from namematch.batch.spellings import within_bounds
from namematch.compare.names import order_key
from namematch.compare.prices import (
    NamesakeRules,
    among_others,
    doubt_among_others,
    namesake_bits,
    surname_price,
)
from namematch.names.parse import parse_name
from namematch.names.table import tabulate
from namematch.policy import Policy
from tests.support.texts import LISTS

BITS = st.floats(0, 20)
RARITIES = st.lists(st.floats(0, 20), min_size=1, max_size=6)
POLICY = Policy(population=1000)
AMONG_OTHERS, NAMESAKE_BITS = Kernel(doubt_among_others), Kernel(namesake_bits)


@given(LISTS)
def test_the_left_name_is_the_one_that_compare_takes(texts: list[str]) -> None:
    names = [parse_name(text) for text in texts]
    table = tabulate(names)
    starts, token = within_bounds(table)
    order, first = words_in_order(table)[1][token], starts[:-1] + table.optional
    for x, one in enumerate(names):
        for y, two in enumerate(names):
            left = is_left(order, first[x], starts[x + 1], order, first[y], starts[y + 1])
            mine, others = order_key(one)[0], order_key(two)[0]
            assert left == (mine <= others)


@given(BITS, BITS)
def test_doubt_among_others_is_one_formula(doubt: float, others: float) -> None:
    bits = float(among_others(doubt, others))
    assert bits == pytest.approx(AMONG_OTHERS(doubt, others))
    assert doubt_among_others(doubt, others) == AMONG_OTHERS(doubt, others)
    assert among_others(np.array([doubt]), np.array([others])).tolist() == pytest.approx([bits])
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
    assert surname_price(np.array([rest]), POLICY).tolist() == pytest.approx([surname_price(rest, POLICY)])
    assert surname_price(rest, POLICY) <= POLICY.prices.family
