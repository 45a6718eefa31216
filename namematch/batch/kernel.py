"""Two names as arrays in, the least doubt between them out: ``compare.names``, compiled."""

from typing import NamedTuple

import numba as nb
import numpy as np

from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..compare.alignment import NOWHERE, WIDEST
from .alignment import align, place_of
from .postings import NameArrays, PartnerRows, longest

ROUNDING = 1e-6  # bits by which sums in another order may differ, and more


class PairRules(NamedTuple):
    """Prices in bits."""

    orders: Floats  # of a turned order and of any other order
    join: float
    single: float
    most: float  # with room for rounding


class Workspace(NamedTuple):
    """Where one thread aligns two names."""

    doubts: Floats
    ours: Floats  # by token, the least that its links cost
    theirs: Floats
    cost: Floats
    step: Longs
    links: Longs


def make_workspace(names: NameArrays) -> Workspace:
    n = longest(names)
    cells = (n + 1) * (n + 1)
    cost, step, links = np.empty(cells), np.empty(cells, np.int64), np.empty(8 * n, np.int64)
    return Workspace(np.empty(n * WIDEST * n * WIDEST), np.empty(n), np.empty(n), cost, step, links)


@nb.njit(cache=True, nogil=True)
def score_pairs(
    left: Ints, right: Ints, names: NameArrays, crowd: Floats, rank: Longs, partners: PartnerRows, rules:
    PairRules, room: Workspace,
) -> tuple[Floats, int]:  # fmt: skip
    """The doubt of each pair: ``compare``'s, where it is within the bound. And how many were aligned."""
    starts, reading, skips, optional = names
    rows, partner, doubt, joins = partners
    doubts, ours, theirs, cost, step, links = room
    join, most, single, orders = rules.join, rules.most, rules.single, rules.orders
    found, aligned = np.full(len(left), NOWHERE), 0
    for k in range(len(left)):
        a, b = left[k], right[k]
        if rank[a] > rank[b]:
            a, b = b, a
        n, m = starts[a + 1] - starts[a], starts[b + 1] - starts[b]
        least = _fill_pair(
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
                best += _doubt_among_namesakes(bits, others) - bits
                if i >= optional[a] or j >= optional[b]:
                    matched += 1
        found[k] = best + (single if matched < min(2, max(n - optional[a], m - optional[b])) else 0.0)
        aligned += 1
    return found, aligned


@nb.njit(cache=True, nogil=True)
def _doubt_among_namesakes(doubt: float, crowd: float) -> float:
    """``compare.prices.doubt_among_namesakes``."""
    return float(np.log2(1 + (2.0**doubt - 1) * 2.0**crowd)) if crowd > 0 and doubt > 0 else doubt


@nb.njit(cache=True, nogil=True)
def _fill_pair(
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
