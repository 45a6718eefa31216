"""Which runs of tokens may be one word: the examples that taught the rule, and the rule on arrays."""

from itertools import product

import numpy as np
import pytest

from namematch.names.compounds import WIDEST, are_linked, spans
from namematch.names.parse import parse_name


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Ali Reza Karimi", {"alireza", "alirezakarimi", "rezakarimi"}),
        ("علی رضا", {"علیرضا"}),
        ("Ali رضا", set()),  # two scripts
        ("S. Reza", set()),  # an initial is no part of a word
        ("Reza S.", set()),
        ("Gh Ali", set()),
        ("Ali", set()),
        ("", set()),
    ],
)
def test_runs_of_tokens_that_may_be_one_word(text: str, joined: set[str]) -> None:
    tokens = parse_name(text).tokens
    assert {word for _, length, (word, _) in spans(tokens, WIDEST) if length > 1} == joined


def test_no_run_is_longer_than_the_widest() -> None:
    tokens = parse_name("Gholam Hossein Zadeh Rezai Karimi").tokens
    for widest in range(1, WIDEST + 1):
        found = spans(tokens, widest)
        assert max(length for _, length, _ in found) == widest
        assert all(start + length <= len(tokens) for start, length, _ in found)
        assert [start for start, length, _ in found if length == 1] == list(range(len(tokens)))


def test_the_rule_is_one_for_truth_values_and_for_arrays_of_them() -> None:
    cases = list(product([False, True], repeat=4))
    linked = are_linked(*(np.array(column) for column in zip(*cases, strict=True)))
    assert linked.tolist() == [are_linked(*case) for case in cases]
    assert [case for case, is_linked in zip(cases, linked.tolist(), strict=True) if is_linked] == [
        (True,) * 4
    ]
