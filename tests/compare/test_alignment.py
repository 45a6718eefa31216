"""Alignments: the least doubt against every alignment there is, written out one by one."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from namematch.compare.alignment import (
    AS_WRITTEN,
    FARTHEST_TURN,
    LEFT,
    LEFT_SPAN,
    MOST_IN_ANY_ORDER,
    NOWHERE,
    OTHER_ORDER,
    RIGHT,
    RIGHT_SPAN,
    TURNED,
    WIDEST,
    align,
    contradict,
)

Floats = NDArray[np.float64]
Link = tuple[int, int, int, int]  # left, span, right, span; a span of 0 is a token left over

Doubt = tuple[Floats, Floats, Floats, Floats]  # doubts, skips of both sides, prices
Words = tuple[list[bool], list[bool]]  # which tokens of both sides are words


def random_doubts(n: int, m: int, seed: int, *, widest: int) -> Doubt:
    """Doubts between two names; spans beyond *widest* and a third of the others are ruled out.

    Quarters of a bit, few of them: sums are exact, and ties are frequent.
    """
    draw = np.random.default_rng(seed)
    table = draw.integers(0, 40, (n, WIDEST, m, WIDEST)) / 4
    table[draw.random(table.shape) < 0.3] = np.inf
    for i, p, j, q in np.ndindex(table.shape):
        if min(p, q) > 0 or max(p, q) >= widest or i + p >= n or j + q >= m:
            table[i, p, j, q] = np.inf
    prices = np.cumsum(draw.integers(0, 12, 2) / 4)
    return table, draw.integers(0, 40, n) / 4, draw.integers(0, 40, m) / 4, prices


def doubts(*, least: int = 0, most: int = 3, widest: int = WIDEST) -> st.SearchStrategy[Doubt]:
    sizes = st.integers(least, most)
    return st.builds(random_doubts, sizes, sizes, st.integers(0, 2**32), widest=st.just(widest))


def every_alignment(table: Floats) -> Iterator[list[Link]]:
    """Every way to link or leave over each token of both sides, the right ones in any order."""
    n, m = table.shape[0], table.shape[2]

    def onward(i: int, free: frozenset[int], links: list[Link]) -> Iterator[list[Link]]:
        if i == n:
            yield links + [(0, 0, j, 1) for j in sorted(free)]
            return
        yield from onward(i + 1, free, [*links, (i, 1, 0, 0)])
        for p in range(1, min(WIDEST, n - i) + 1):
            for j in sorted(free):
                for q in range(1, min(WIDEST, m - j) + 1):
                    taken = frozenset(range(j, j + q))
                    if min(p, q) == 1 and taken <= free:
                        yield from onward(i + p, free - taken, [*links, (i, p, j, q)])

    yield from onward(0, frozenset(range(m)), [])


def price_of(links: list[Link], table: Floats, left: Floats, right: Floats) -> float:
    total = 0.0
    for i, p, j, q in links:
        if p and q:
            total += table[i, p - 1, j, q - 1]
        else:
            total += left[i] if p else right[j]
    return total


def kind_of(links: list[Link], n: int, m: int) -> int | None:
    """The simplest kind of order that these links are in; None where none is looked at."""
    spans = [(j, q) for _, p, j, q in sorted(links) if p and q]
    for turn in range(max(m, 1)):
        rotated = [(j - turn) % m for j, _ in spans]
        whole = all((j - turn) % m + q <= m for j, q in spans)
        near = turn <= FARTHEST_TURN or m - turn <= FARTHEST_TURN
        if rotated == sorted(rotated) and whole and near:
            return TURNED if turn else AS_WRITTEN
    several = 1 < n <= MOST_IN_ANY_ORDER and 1 < m <= MOST_IN_ANY_ORDER and n + m > 4
    return OTHER_ORDER if several else None


def least_doubt(case: Doubt, words: Words) -> tuple[float, int]:
    """Slow twin of align: the least doubt and the simplest kind of order that has it."""
    table, left, right, prices = case
    extra = {AS_WRITTEN: 0.0, TURNED: prices[0], OTHER_ORDER: prices[1]}
    best = (NOWHERE, AS_WRITTEN)
    for links in every_alignment(table):
        kind = kind_of(links, len(left), len(right))
        of_left = any(words[0][i] for i, _, _, q in links if not q)
        of_right = any(words[1][j] for _, p, j, _ in links if not p)
        if kind is not None and not (of_left and of_right):
            best = min(best, (price_of(links, table, left, right) + extra[kind], kind))
    return best


def aligned(case: Doubt, words: Words | None = None) -> tuple[float, int, list[Link]]:
    table, left, right, prices = case
    n, m = len(left), len(right)
    least, cells = lower_bound(table, left), (n + 1) * (m + 1)
    room = [0.0] * cells, [0] * cells, [0.0] * n, [0.0] * m
    links = [-1] * 4 * (n + m)
    flat = np.where(np.isinf(table), NOWHERE, table).ravel().tolist()
    skips, tell = (left.tolist(), right.tolist()), words or no_words(case)
    total, kind, used = align(flat, skips, tell, prices.tolist(), least, room, links)
    rows = [(links[at], links[at + 1], links[at + 2], links[at + 3]) for at in range(0, 4 * used, 4)]
    return float(total), kind, rows


def no_words(case: Doubt) -> Words:
    """Nothing that is left over contradicts anything."""
    return [False] * len(case[1]), [False] * len(case[2])


def with_words(case: Doubt, seed: int) -> Words:
    draw = np.random.default_rng(seed)
    return tuple((draw.random(len(side)) < 0.8).tolist() for side in case[1:3])  # type: ignore[return-value]


def lower_bound(table: Floats, left: Floats) -> float:
    """Each left token at its best: a span's doubt shared out among its tokens."""
    best = left.copy()
    for i, p, j, q in np.ndindex(table.shape):
        for k in range(i, min(len(left), i + p + 1)):
            best[k] = min(best[k], table[i, p, j, q] / (p + 1))
    return float(best.sum())


def exchanged(case: Doubt) -> Doubt:
    table, left, right, prices = case
    return np.ascontiguousarray(table.transpose(2, 3, 0, 1)), right, left, prices


@settings(max_examples=400, deadline=None)
@given(doubts(widest=2))
def test_align_finds_the_least_doubt_of_all_alignments(case: Doubt) -> None:
    total, kind, _ = aligned(case)
    assert (total, kind) == least_doubt(case, no_words(case))


@settings(max_examples=400, deadline=None)
@given(doubts(widest=2), st.integers(0, 2**32))
def test_and_of_those_that_leave_words_of_one_side_over(case: Doubt, seed: int) -> None:
    words = with_words(case, seed)
    total, kind, links = aligned(case, words)
    assert (total, kind) == least_doubt(case, words)
    assert not links or not contradict([x for link in links for x in link], len(links), *words)
    other_total, other_kind, _ = aligned(exchanged(case), words[::-1])
    assert (other_total, other_kind) == (total, kind)


@settings(max_examples=60, deadline=None)
@given(doubts(least=2, most=4))
def test_and_with_wide_joins(case: Doubt) -> None:
    total, kind, _ = aligned(case)
    assert (total, kind) == least_doubt(case, no_words(case))


@settings(max_examples=200, deadline=None)
@given(doubts(most=5))
def test_links_cover_every_token_once_and_add_up(case: Doubt) -> None:
    table, left, right, prices = case
    total, kind, links = aligned(case)
    for start, span, tokens in ((LEFT, LEFT_SPAN, left), (RIGHT, RIGHT_SPAN, right)):
        covered = [x for link in links for x in range(link[start], link[start] + link[span])]
        assert sorted(covered) == list(range(len(tokens)))
    extra = (0.0, *prices)[kind]
    assert total == price_of(links, table, left, right) + extra
    if kind == AS_WRITTEN:
        assert kind_of(links, len(left), len(right)) == AS_WRITTEN


@settings(max_examples=200, deadline=None)
@given(doubts(most=4))
def test_exchanging_the_sides_changes_nothing(case: Doubt) -> None:
    one, two = aligned(case), aligned(exchanged(case))
    assert one[:2] == two[:2]


# Single cases, each with its kind.


def agreeing(pairs: list[tuple[int, int]], n: int, m: int) -> Doubt:
    """Tokens that agree in *pairs* without doubt and nowhere else."""
    table = np.full((n, WIDEST, m, WIDEST), np.inf)
    for i, j in pairs:
        table[i, 0, j, 0] = 0.0
    return table, np.full(n, 9.0), np.full(m, 9.0), np.array([1.0, 3.0])


def in_order(n: int) -> list[tuple[int, int]]:
    return [(i, i) for i in range(n)]


def moved_to_the_front(n: int, k: int) -> list[tuple[int, int]]:
    return [(i, (i + k) % n) for i in range(n)]


CASES: list[tuple[str, Callable[[], Doubt], float, int]] = [
    ("nothing against nothing", lambda: agreeing([], 0, 0), 0.0, AS_WRITTEN),
    ("nothing against two", lambda: agreeing([], 0, 2), 18.0, AS_WRITTEN),
    ("three against nothing", lambda: agreeing([], 3, 0), 27.0, AS_WRITTEN),
    ("as written", lambda: agreeing(in_order(3), 3, 3), 0.0, AS_WRITTEN),
    ("surname first", lambda: agreeing(moved_to_the_front(2, 1), 2, 2), 1.0, TURNED),
    ("two words to the front", lambda: agreeing(moved_to_the_front(5, 2), 5, 5), 1.0, TURNED),
    ("another order", lambda: agreeing([(0, 1), (1, 0), (2, 2)], 3, 3), 3.0, OTHER_ORDER),
    (
        "four in eight: three or five and one left over",
        lambda: agreeing(moved_to_the_front(8, 4), 8, 8),
        19.0,
        TURNED,
    ),
    ("three in eight", lambda: agreeing(moved_to_the_front(8, 3), 8, 8), 1.0, TURNED),
    ("five in eight", lambda: agreeing(moved_to_the_front(8, 5), 8, 8), 1.0, TURNED),
    (
        "any order of six",
        lambda: agreeing([*in_order(4), (4, 5), (5, 4)], 6, 6),
        3.0,
        OTHER_ORDER,
    ),
    ("none of seven", lambda: agreeing([*in_order(5), (5, 6), (6, 5)], 7, 7), 18.0, AS_WRITTEN),
    ("one left over", lambda: agreeing([(0, 0), (2, 1)], 3, 2), 9.0, AS_WRITTEN),
]


@pytest.mark.parametrize(("make", "total", "kind"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_one_case(make: Callable[[], Doubt], total: float, kind: int) -> None:
    for case in (make(), exchanged(make())):
        assert aligned(case)[:2] == (total, kind)


def test_a_tie_goes_to_the_order_as_written() -> None:
    case = agreeing([(i, j) for i in range(3) for j in range(3)], 3, 3)
    case[3][:] = 0.0
    assert aligned(case)[:2] == (0.0, AS_WRITTEN)


def test_two_tokens_are_never_joined_with_two() -> None:
    table, *rest = agreeing([], 2, 2)
    table[0, 1, 0, 1] = 0.0
    assert aligned((table, *rest))[:2] == (36.0, AS_WRITTEN)


@pytest.mark.parametrize("span", range(1, WIDEST + 1))
def test_a_token_may_stand_for_as_many_as_the_widest(span: int) -> None:
    table, *rest = agreeing([], 1, span)
    table[0, 0, 0, span - 1] = 0.5
    total, kind, links = aligned((table, *rest))
    assert (total, kind, links) == (0.5, AS_WRITTEN, [(0, 1, 0, span)])
