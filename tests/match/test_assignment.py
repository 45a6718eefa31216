"""The choice of pairs: its slow twin tries every choice."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.match.assignment import best_assignment

Pairs = dict[tuple[int, int], float]

ENDS = 4
weights = st.dictionaries(
    st.tuples(st.integers(0, ENDS - 1), st.integers(0, ENDS - 1)), st.integers(0, 20).map(float), max_size=6
)
amounts = st.lists(st.integers(1, 3), min_size=ENDS, max_size=ENDS)


def chosen(pairs: Pairs, supply: list[int], room: list[int]) -> dict[tuple[int, int], int]:
    """How often each pair is chosen, those that never are left out; of all left ends *advance* is told."""
    ends = np.array(list(pairs), np.int64).reshape(-1, 2).T
    heard: list[int] = []
    times = best_assignment(
        ends[0],
        ends[1],
        np.array(list(pairs.values())),
        np.array(supply),
        np.array(room),
        heard.append,
    )
    assert sum(heard) == len(supply)
    return {pair: often for pair, often in zip(pairs, times.tolist(), strict=True) if often}


def is_allowed(times: dict[tuple[int, int], int], supply: list[int], room: list[int]) -> bool:
    left_times, right_times = Counter[int](), Counter[int]()
    for (left, right), often in times.items():
        left_times[left] += often
        right_times[right] += often
    return all(left_times[x] <= n for x, n in enumerate(supply)) and all(
        right_times[x] <= n for x, n in enumerate(room)
    )


def greatest_sum(pairs: Pairs, supply: list[int], room: list[int]) -> float:
    """Slow twin: the greatest sum over all choices that no end is too small for."""
    most = [range(min(supply[left], room[right]) + 1) for left, right in pairs]
    choices = (dict(zip(pairs, times, strict=True)) for times in product(*most))
    allowed = (times for times in choices if is_allowed(times, supply, room))
    return max(sum(pairs[pair] * often for pair, often in times.items()) for times in allowed)


@given(weights, amounts, amounts)
def test_the_choice_adds_up_to_the_greatest_sum(pairs: Pairs, supply: list[int], room: list[int]) -> None:
    times = chosen(pairs, supply, room)
    assert is_allowed(times, supply, room)
    assert sum(pairs[pair] * often for pair, often in times.items()) == greatest_sum(pairs, supply, room)


@given(weights, amounts, amounts)
def test_the_order_of_the_pairs_does_not_matter(pairs: Pairs, supply: list[int], room: list[int]) -> None:
    assert chosen(dict(reversed(pairs.items())), supply, room) == chosen(pairs, supply, room)


@given(weights, amounts, amounts)
def test_an_end_that_is_there_twice_is_two_ends(pairs: Pairs, supply: list[int], room: list[int]) -> None:
    lefts, rights = ([x for x, n in enumerate(counts) for _ in range(n)] for counts in (supply, room))
    ends = product(enumerate(lefts), enumerate(rights))
    apart = {(i, j): pairs[left, right] for (i, left), (j, right) in ends if (left, right) in pairs}
    single = chosen(apart, [1] * len(lefts), [1] * len(rights))
    together = chosen(pairs, supply, room)
    assert sum(apart[pair] for pair in single) == sum(pairs[pair] * n for pair, n in together.items())


def test_what_was_chosen_is_exchanged_for_what_leaves_room() -> None:
    # 0 and 1 like 0 best, but 2 can have no other.
    pairs = {(0, 0): 5.0, (0, 1): 4.0, (1, 0): 5.0, (1, 2): 4.0, (2, 0): 4.5}
    assert chosen(pairs, [2, 2, 2], [2, 2, 2]) == {(0, 1): 2, (1, 2): 2, (2, 0): 2}


@pytest.mark.parametrize("turned", [False, True])
def test_an_end_with_many_of_its_own_takes_the_best(turned: bool) -> None:
    def turn(pair: tuple[int, int]) -> tuple[int, int]:
        return pair[::-1] if turned else pair

    weights = {(0, 0): 1.0, (0, 1): 3.0, (0, 2): 2.0, (0, 3): 3.0}
    amounts = [4], [9, 1, 1, 1]
    supply, room = amounts[::-1] if turned else amounts
    found = chosen({turn(pair): weight for pair, weight in weights.items()}, supply, room)
    assert found == {turn((0, leaf)): 1 for leaf in range(4)}


def test_nothing_gives_nothing() -> None:
    assert chosen({}, [], []) == {}
    assert chosen({}, [1], [1]) == {}
