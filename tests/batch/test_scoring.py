"""Scoring against its slow twin, all pairs aligned in plain Python, on made-up spellings and prices."""

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

import numpy as np
import pytest

from namematch.batch import candidates, scoring
from namematch.batch.name_arrays import NameArrays
from namematch.batch.partners import PartnerTable
from namematch.batch.postings import MOST_TOKENS_IN_PAIRS
from namematch.batch.scoring import ScoredPairs, score_names
from namematch.batch.wanted import Wanted
from namematch.compare.alignment import NOWHERE, align, is_left_over, place_of
from namematch.compare.initials import initials_rule, price_of_initials, rarity_in_common
from namematch.compare.prices import (
    FREE,
    INITIAL,
    OTHER_KIND,
    PAIR,
    TITLED,
    WORD,
    NamesakeRules,
    among_others,
    namesake_bits,
)
from namematch.names.compounds import LONGEST_NAME, WIDEST
from namematch.policy import Policy
from namematch.progress import silent

ALMOST = 1e-9  # bits by which sums in another order may differ
POLICY = Policy(population=1000, relatives=1, crowd=1 / 8)  # so that rarities of a few bits tell


def wanted_at(most: float, threads: int = 2) -> Wanted:
    return Wanted(most, POLICY, threads, silent)


def table_of(random: Random, spellings: int, share: float) -> PartnerTable:
    """Partners at random: each two spellings with probability *share*."""
    cells = {(u, u): (0.0, True) for u in range(spellings)}
    for u, v in combinations(range(spellings), 2):
        if random.random() < share:
            cells[u, v] = cells[v, u] = random.choice([0.1, 0.7, 2.0, 5.0]), random.random() < 0.5
    rows = sorted(cells)
    starts = np.searchsorted(np.array([u for u, _ in rows]), np.arange(spellings + 1))
    doubt, joins = (np.array(column) for column in zip(*(cells[row] for row in rows), strict=True))
    return PartnerTable(starts, np.array([v for _, v in rows]), doubt, joins.astype(np.bool_))


def names_of(random: Random, lengths: list[int], spellings: int, joined: float = 0.3) -> NameArrays:
    """Names at random, some with titles; no name can be left over for less than 9.6 bits."""
    starts = np.append(0, np.cumsum(lengths))
    reading = np.full((starts[-1], WIDEST), -1, np.int32)
    skips, optional = np.zeros(starts[-1]), np.zeros(len(lengths), np.int64)
    for x, n in enumerate(lengths):
        optional[x] = random.choice([0, 0, 1, 2]) if n > 2 else 0
        words = n - optional[x]
        for i in range(n):
            t = starts[x] + i
            for p in range(min(WIDEST, n - i)):
                if p == 0 or random.random() < joined:
                    reading[t, p] = random.randrange(spellings)
            if i >= optional[x]:
                skips[t] = random.choice([0.3, 0.5, 4.0, 7.0, 8.0]) if words > 2 else 11.0
        skips[starts[x + 1] - 2 : starts[x + 1]] = np.maximum(skips[starts[x + 1] - 2 : starts[x + 1]], 4.8)
    rarity = np.array([random.choice([0.0, 0.7, 1.5, 3.0]) for _ in skips])
    order = np.array([random.randrange(spellings) for _ in skips], np.int32)
    kinds = np.array([random.choice([FREE, WORD, WORD, WORD, INITIAL]) for _ in skips], np.int8)
    may_be = {1: [OTHER_KIND, TITLED], 2: [OTHER_KIND, TITLED, PAIR]}
    surname = [random.choice(may_be.get(n, [OTHER_KIND])) for n in (np.array(lengths) - optional).tolist()]
    return NameArrays(starts, reading, skips, kinds, rarity, order, optional, np.array(surname, np.int64))


def words(x: int, names: NameArrays) -> list[int]:
    """What decides whether name *x* is the left one."""
    return names.order[names.starts[x] + names.optional[x] : names.starts[x + 1]].tolist()


def slow_doubt(a: int, b: int, names: NameArrays, known: dict[tuple[int, int], tuple[float, bool]]) -> float:
    """The doubt between two names as ``compare`` puts it together."""
    prices = POLICY.prices
    left, right = (range(names.starts[x], names.starts[x + 1]) for x in (a, b))
    n, m = len(left), len(right)
    doubts = [NOWHERE] * (n * WIDEST * m * WIDEST)
    for i, p, j, q in product(range(n), range(WIDEST), range(m), range(WIDEST)):
        pair = int(names.reading[left[i], p]), int(names.reading[right[j], q])
        if pair in known and not (p and q) and (known[pair][1] or not p + q):
            doubt = known[pair][0] + (prices.join if p + q else 0.0)
            words = product(range(i, i + p + 1), range(j, j + q + 1)) if p + q else ()
            of_words = [(names.reading[left[x], 0], names.reading[right[y], 0]) for x, y in words]
            if all(known.get(each, (NOWHERE,))[0] > doubt for each in of_words):
                doubts[place_of(i, p + 1, j, q + 1, m)] = doubt
    skips, tell, rarities = (
        tuple(values[side.start : side.stop].tolist() for side in (left, right))
        for values in (names.skips, names.kinds, names.rarity)
    )
    for side, (one, two) in enumerate(((a, b), (b, a))):
        if names.surname[one] == PAIR and names.surname[two] == TITLED:
            given = names.optional[one]
            skips[side][given] = min(skips[side][given], prices.titled)
    cells, links = (n + 1) * (m + 1), [0] * (4 * (n + m))
    orders = prices.turned, prices.other_order
    room = [0.0] * cells, [0] * cells, [0.0] * n, [0.0] * m
    best, _, used = align(doubts, skips, tell, orders, 0.0, room, links)
    rows = [links[4 * k : 4 * k + 4] for k in range(used)]
    optional, others = names.optional[a], names.optional[b]
    linked = [(i, j) for i, p, j, q in rows if p and q and (i >= optional or j >= others)]
    words = any((tell[0][i] == INITIAL) == (tell[1][j] == INITIAL) for i, j in linked)
    matched = len(linked) if words else 0
    with_initials = False
    for i, p, j, q in rows:
        if p and q:
            join = prices.join if p > 1 or q > 1 else 0.0
            bits = doubts[place_of(i, p, j, q, m)] - join
            rules = NamesakeRules.of(POLICY)
            others_named = max(
                namesake_bits(rarities[0], i, p, rules), namesake_bits(rarities[1], j, q, rules)
            )
            if bits > 0 and (tell[0][i] == INITIAL) != (tell[1][j] == INITIAL):
                with_initials = True
            else:
                best += among_others(bits, others_named) - bits
    if with_initials:
        in_common = sum(rarity_in_common(rarities[0], i, p, rarities[1], j, q) for i, p, j, q in rows)
        best += price_of_initials(initials_rule(POLICY), in_common)
    flat = [cell for row in rows for cell in row]
    beside = names.surname[a] == PAIR and names.surname[b] == TITLED
    beside = beside and is_left_over(flat, used, True, optional)
    other_beside = names.surname[b] == PAIR and names.surname[a] == TITLED
    beside = beside or (other_beside and is_left_over(flat, used, False, others))
    return best + (prices.single if beside or matched < min(2, max(n - optional, m - others)) else 0.0)


def every_pair(names: NameArrays, table: PartnerTable, left: int) -> Iterator[tuple[tuple[int, int], float]]:
    """Slow twin: every pair and its doubt."""
    rows = np.repeat(np.arange(len(table.starts) - 1), np.diff(table.starts)).tolist()
    values = zip(table.doubt.tolist(), table.joins.tolist(), strict=True)
    known = dict(zip(zip(rows, table.partner.tolist(), strict=True), values, strict=True))
    places = range(len(names.starts) - 1)
    for x, y in product(places[:left], places[left:]) if left else combinations(places, 2):
        a, b = (x, y) if words(x, names) <= words(y, names) else (y, x)
        yield (x, y), slow_doubt(a, b, names, known)


def as_dict(scored: ScoredPairs) -> dict[tuple[int, int], float]:
    keys = list(zip(scored.left.tolist(), scored.right.tolist(), strict=True))
    assert keys == sorted(set(keys))
    return dict(zip(keys, scored.doubt.tolist(), strict=True))


def assert_equal(names: NameArrays, table: PartnerTable, most: float, left: int = 0) -> int:
    scored = score_names(names, table, left, wanted_at(most))
    found, wanted = as_dict(scored), dict(every_pair(names, table, left))
    due = {pair for pair, doubt in wanted.items() if doubt <= most - ALMOST}
    assert due - found.keys() == set()
    assert all(abs(doubt - wanted[pair]) < ALMOST for pair, doubt in found.items())
    assert scored.effort.candidates >= scored.effort.aligned >= len(found)
    return len(due)


@pytest.mark.parametrize("seed", range(120))
def test_equal_to_all_pairs_aligned(seed):
    random = Random(seed)
    spellings = random.choice([4, 12, 30])
    table = table_of(random, spellings, random.choice([0.05, 0.2, 0.5]))
    lengths = random.choices([1, 2, 2, 2, 3, 3, 3, 4, 5], k=random.choice([2, 10, 30]))
    names = names_of(random, lengths, spellings, random.choice([0.0, 0.3, 0.8]))
    assert_equal(
        names, table, random.choice([0.5, 3.4, 5.9, 8.5, 9.5]), random.choice([0, 0, len(lengths) // 3])
    )


@pytest.mark.parametrize("seed", range(4))
def test_names_of_more_tokens_than_are_posted_by_two(seed):
    random = Random(seed)
    spellings = 40
    names = names_of(
        random,
        [2, 3, MOST_TOKENS_IN_PAIRS - 1, *range(MOST_TOKENS_IN_PAIRS, MOST_TOKENS_IN_PAIRS + 3)] * 2,
        spellings,
    )
    last = len(names.starts) - 1
    for x, y in ((0, last - 1), (1, 4), (2, 3), (4, 5)):  # much in common
        size = min(np.diff(names.starts)[[x, y]])
        copied = names.reading[names.starts[y] :][:size].copy()
        copied[np.add.outer(np.arange(size), np.arange(WIDEST)) >= size] = -1  # no run beyond the end
        names.reading[names.starts[x] : names.starts[x] + size] = copied
    assert_equal(names, table_of(random, spellings, 0.3), 8.5)


def test_the_longest_names_are_found():
    random = Random(1)
    names = names_of(random, [LONGEST_NAME] * 3, 200, 0.0)
    names.reading[LONGEST_NAME:] = np.tile(names.reading[:LONGEST_NAME], (2, 1))
    assert as_dict(score_names(names, table_of(random, 200, 0.01), 0, wanted_at(5.0))).keys() == {
        (0, 1), (0, 2), (1, 2),
    }  # fmt: skip


def test_a_list_whose_names_are_all_alike_is_scored_in_turns(monkeypatch):
    # One surname and given names that are all partners of each other: every pair is a candidate.
    monkeypatch.setattr(candidates, "CANDIDATES_AT_ONCE", 100)
    count = 40
    reading = np.full((2 * count, WIDEST), -1, np.int32)
    reading[::2, 0], reading[1::2, 0] = np.arange(count), count
    skips, optional = np.full(2 * count, 11.0), np.zeros(count, np.int64)
    order = np.repeat(np.arange(count, dtype=np.int32), 2)
    rarity = np.full(2 * count, 3.0)  # nobody has namesakes
    kinds = np.ones(len(skips), np.int8)
    names = NameArrays(2 * np.arange(count + 1), reading, skips, kinds, rarity, order, optional, optional)
    assert assert_equal(names, table_of(Random(0), count + 1, 1.0), 9.0) == count * (count - 1) // 2


def test_common_words_alone_bring_nobody_together():
    # All have one word in common, and half of them another: only who has a third in common is a candidate.
    count = 300
    reading = np.full((3 * count, WIDEST), -1, np.int32)
    reading[::3, 0], reading[2::3, 0] = 0, 1
    reading[1::3, 0] = np.arange(count) // 2 + 2
    skips, optional = np.full(3 * count, 7.0), np.zeros(count, np.int64)
    order = np.repeat(np.arange(count, dtype=np.int32), 3)
    kinds, rarity = np.ones(3 * count, np.int8), np.zeros(3 * count)
    names = NameArrays(3 * np.arange(count + 1), reading, skips, kinds, rarity, order, optional, optional)
    table = table_of(Random(0), count // 2 + 2, 0.0)
    scored = score_names(names, table, 0, wanted_at(5.0))
    assert as_dict(scored) == {(x, x + 1): 0.0 for x in range(0, count, 2)}
    assert scored.effort.candidates <= count


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_does_not_matter(threads, monkeypatch):
    random = Random(9)
    table = table_of(random, 20, 0.2)
    names = names_of(random, random.choices([2, 3, 4], k=400), 20)
    whole = score_names(names, table, 0, wanted_at(3.4))
    monkeypatch.setattr(scoring, "PROBES_A_BLOCK", 37)
    monkeypatch.setattr(candidates, "CANDIDATES_AT_ONCE", 10)
    scored = score_names(names, table, 0, wanted_at(3.4, threads))
    for column in ("left", "right", "doubt", "bits"):
        assert getattr(scored, column).tolist() == getattr(whole, column).tolist()
    assert scored.effort == whole.effort
