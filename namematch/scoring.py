"""Names as arrays and the doubts between their tokens in, every pair of names within the bound out.

Names meet under two spellings (``meetings``), and those that do are aligned by the very function that
``compare`` uses, compiled.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from queue import SimpleQueue
from typing import NamedTuple

import numba as nb
import numpy as np

from .alignment import NOWHERE, WIDEST
from .calibrate import calibrated_bits
from .compiledalign import align, place_of
from .filing import (
    Bools,
    Floats,
    Ints,
    Longs,
    Names,
    Partners,
    file_names,
    longest,
    met_readings,
    partners_of,
)
from .meetings import Desk, choose_visits, costs_of, make_desk, meet
from .progress import counter
from .ragged import stretches
from .tokenpairs import Search, TokenPairs

Found = tuple[Longs, Longs, Floats, int, int]  # pairs and their doubts; how many were met and aligned

VISITS_A_BLOCK = 8192  # that one thread makes at once
ROUNDING = 1e-6  # bits by which sums in another order may differ, and more


@dataclass(frozen=True, slots=True)
class Spans:
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``spelling[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is no reading. ``rank`` orders
    names as ``compare`` does."""

    starts: Longs
    spelling: Longs
    skips: Floats  # bits for leaving each token over
    crowd: Floats  # ``compare.crowd_of`` each reading, shape of *spelling*
    spare: Longs  # titles of each name that may be words of it: its first tokens
    rank: Longs


@dataclass(frozen=True, slots=True)
class Effort:
    """How many pairs of names were met, and how many of those were aligned; a pair that is met in two
    ways counts twice. And of how many spellings the names are, and how many pairs of these are within the
    bound."""

    met: int = 0
    aligned: int = 0
    spellings: int = 0
    token_pairs: int = 0


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Pairs of names, *left* < *right*, sorted, each once, with doubt and bits."""

    left: Longs
    right: Longs
    doubt: Floats
    bits: Floats
    effort: Effort = Effort()


class _Rules(NamedTuple):
    """Prices in bits."""

    orders: Floats  # of a turned order and of any other order
    join: float
    single: float
    most: float  # with room for rounding


class _Table(NamedTuple):
    """Where one thread aligns two names."""

    doubts: Floats
    ours: Floats  # by token, the least that its links cost
    theirs: Floats
    cost: Floats
    step: Longs
    links: Longs


def score_names(spans: Spans, table: TokenPairs, left: int, search: Search) -> ScoredPairs:
    """Every pair of names whose doubt, as ``compare`` has it, is at most ``search.most``.

    With *left*, only pairs of one of the first *left* names and one of the others. The same, to the
    last bit, on any number of threads.
    """
    count, prices, most = left or len(spans.starts) - 1, search.policy.prices, search.most + ROUNDING
    names, crowd, place = _arranged(spans, met_readings(spans.spelling, table), left)
    rank = spans.rank[place]
    partners = partners_of(table)
    files = file_names(names, left, partners, most, prices.single)
    costs = costs_of(names, count, partners, files)
    visits = choose_visits(names, count, costs, most)
    rules = _Rules(np.array([prices.turned, prices.other_order]), prices.join, prices.single, most)
    rooms: SimpleQueue[tuple[Desk, _Table]] = SimpleQueue()
    for _ in range(search.threads):
        rooms.put((make_desk(names, costs), _table(names)))
    advance = counter(search.progress, "comparing names", count)

    def block(first: int) -> list[Found]:
        last = min(first + VISITS_A_BLOCK, len(visits.name))
        (desk, room), visit, found = rooms.get(), first, []
        try:
            while visit < last:
                visit, met = meet(
                    visit, last, visits, names, partners, files, costs.second, most, prices.single, desk
                )
                one, two = desk.left[:met], desk.right[:met]
                doubt, aligned = _score(one, two, names, crowd, rank, partners, rules, room)
                kept = doubt <= search.most
                found.append((place[one[kept]], place[two[kept]], doubt[kept], met, aligned))
        finally:
            rooms.put((desk, room))
        advance(count * last // len(visits.name) - count * first // len(visits.name))
        return found

    with ThreadPoolExecutor(search.threads) as pool:
        blocks = pool.map(block, range(0, len(visits.name), VISITS_A_BLOCK))
        sizes = len(table.starts) - 1, (len(table.partner) - len(table.starts) + 1) // 2
        return _joined(list(chain.from_iterable(blocks)), len(spans.starts), sizes, search)


def _arranged(spans: Spans, reading: Ints, left: int) -> tuple[Names, Floats, Longs]:
    """The names, within one list the longest first, their crowds, and the place of each in *spans*.

    A name looks for those after it: a long one, of which more must be found, meets fewer.
    """
    lengths = np.diff(spans.starts)
    place = np.arange(len(lengths)) if left else np.argsort(-lengths, kind="stable")
    tokens = stretches(spans.starts[:-1][place], lengths[place])
    starts = np.append(0, np.cumsum(lengths[place]))
    return Names(starts, reading[tokens], spans.skips[tokens], spans.spare[place]), spans.crowd[tokens], place


def _joined(found: list[Found], names: int, sizes: tuple[int, int], search: Search) -> ScoredPairs:
    """The pairs of all blocks, sorted, each once; *sizes* are those of the table."""
    none = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 0, 0)
    one, two, doubts, met, aligned = zip(none, *found, strict=True)
    ends = np.sort(np.array([np.concatenate(one), np.concatenate(two)]), axis=0)
    keys, first = np.unique(ends[0] * names + ends[1], return_index=True)
    doubt = np.concatenate(doubts)[first]
    bits = calibrated_bits(doubt, search.policy.population or 2)
    return ScoredPairs(*np.divmod(keys, names), doubt, bits, Effort(sum(met), sum(aligned), *sizes))


def _table(names: Names) -> _Table:
    n = longest(names)
    cells = (n + 1) * (n + 1)
    cost, step, links = np.empty(cells), np.empty(cells, np.int64), np.empty(8 * n, np.int64)
    return _Table(np.empty(n * WIDEST * n * WIDEST), np.empty(n), np.empty(n), cost, step, links)


@nb.njit(cache=True, nogil=True)
def _score(
    left: Ints, right: Ints, names: Names, crowd: Floats, rank: Longs, partners: Partners, rules: _Rules,
    room: _Table,
) -> tuple[Floats, int]:  # fmt: skip
    """The doubt of each pair: ``compare``'s, where it is within the bound. And how many were aligned."""
    starts, reading, skips, spare = names
    rows, partner, doubt, joins = partners
    doubts, ours, theirs, cost, step, links = room
    join, most, single, orders = rules.join, rules.most, rules.single, rules.orders
    found, aligned = np.full(len(left), NOWHERE), 0
    for k in range(len(left)):
        a, b = left[k], right[k]
        if rank[a] > rank[b]:
            a, b = b, a
        n, m = starts[a + 1] - starts[a], starts[b + 1] - starts[b]
        least = _fill(
            starts[a], n, starts[b], m, reading, skips, rows, partner, doubt, joins, join, most, doubts,
            ours, theirs,
        )  # fmt: skip
        if least > most:
            continue
        ours[:n], theirs[:m] = skips[starts[a] : starts[a + 1]], skips[starts[b] : starts[b + 1]]
        best, _, used = align(doubts, ours[:n], theirs[:m], orders, least, cost, step, links)
        matched = 0
        for link in range(0, 4 * used, 4):
            i, p, j, q = links[link], links[link + 1], links[link + 2], links[link + 3]
            if p > 0 and q > 0:
                bits = doubts[place_of(i, p, j, q, m)] - (join if p > 1 or q > 1 else 0.0)
                others = max(crowd[starts[a] + i, p - 1], crowd[starts[b] + j, q - 1])
                best += _crowded(bits, others) - bits
                if i >= spare[a] or j >= spare[b]:
                    matched += 1
        found[k] = best + (single if matched < min(2, max(n - spare[a], m - spare[b])) else 0.0)
        aligned += 1
    return found, aligned


@nb.njit(cache=True, nogil=True)
def _crowded(doubt: float, crowd: float) -> float:
    """``compare.crowded``."""
    return float(np.log2(1 + (2.0**doubt - 1) * 2.0**crowd)) if crowd > 0 and doubt > 0 else doubt


@nb.njit(cache=True, nogil=True)
def _fill(
    one: int, n: int, two: int, m: int, reading: Ints, skips: Floats, rows: Longs, partner: Ints,
    doubt: Floats, joins: Bools, join: float, most: float, doubts: Floats, ours: Floats, theirs: Floats,
) -> float:  # fmt: skip
    """Fill *doubts* of the *n* tokens from *one* and the *m* from *two* for ``align``; give what no
    alignment can be below. As soon as that is more than *most*, the rest is left undone."""
    doubts[: n * WIDEST * m * WIDEST] = NOWHERE
    ours[:n], theirs[:m] = NOWHERE, NOWHERE
    least, ours_left, other, theirs_left = 0.0, 0.0, 0.0, 0.0
    for i in range(n):
        for p in range(WIDEST):
            u = reading[one + i, p]
            if u < 0:
                continue
            for j in range(m):
                for q in range(WIDEST if p == 0 else 1):
                    v = reading[two + j, q]
                    at = _place_between(u, v, rows, partner) if v >= 0 else -1
                    joined = p + q > 0
                    if at < 0 or (joined and not joins[at]):
                        continue
                    bits = doubt[at] + (join if joined else 0.0)
                    doubts[place_of(i, p + 1, j, q + 1, m)] = bits
                    for k in range(i, i + p + 1):
                        ours[k] = min(ours[k], bits / (p + 1))
                    for k in range(j, j + q + 1):
                        theirs[k] = min(theirs[k], bits / (q + 1))
        least += min(ours[i], skips[one + i])  # no reading from here on covers this token
        if ours[i] == NOWHERE:
            ours_left += skips[one + i]
        if least > most:
            return float(least)
    for j in range(m):
        other += min(theirs[j], skips[two + j])
        if theirs[j] == NOWHERE:
            theirs_left += skips[two + j]
    # Each side at its best, and what of the other side is in no link whatever.
    return float(max(least + theirs_left, other + ours_left))


@nb.njit(cache=True, nogil=True)
def _place_between(u: int, v: int, rows: Longs, partner: Ints) -> int:
    """Where the doubt between *u* and *v* stands, -1 where they are no partners."""
    if rows[v + 1] - rows[v] < rows[u + 1] - rows[u]:
        u, v = v, u  # the shorter row
    low, high = rows[u], rows[u + 1]
    while low < high:
        middle = (low + high) // 2
        if partner[middle] < v:
            low = middle + 1
        else:
            high = middle
    return int(low) if low < rows[u + 1] and partner[low] == v else -1
