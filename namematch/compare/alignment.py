"""Doubts between the tokens of two names in, the best alignment of the names out.

Plain loops over flat tables, so that one definition serves both paths: ``compare`` runs it on lists,
lists compile it for arrays (``arrays.compiled``). All prices and doubts are bits and add up.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..names.compounds import WIDEST

BitsRow = Sequence[float] | NDArray[np.float64]
Scratch = Any  # a list of int or an array, written to
Sides = tuple[Any, Any]  # a row for the tokens of the left name, and one for those of the right
Room = tuple[Scratch, Scratch, Scratch, Scratch]  # (n + 1) (m + 1) numbers twice, n and m numbers

FARTHEST_TURN = 3  # a surname that moves to the front has three tokens at most
MOST_IN_ANY_ORDER = 6  # beyond, only turned order is looked at: 2 ** tokens states

AS_WRITTEN, TURNED, OTHER_ORDER = 0, 1, 2  # kinds of order
LEFT, LEFT_SPAN, RIGHT, RIGHT_SPAN = range(4)  # columns of a link; a span of 0 is a token left over
NOWHERE = 1e9  # bits: no alignment


def place_of(i: int, p: int, j: int, q: int, m: int) -> int:
    """Where the doubt of *p* left tokens from *i* against *q* right ones from *j* lies, of *m* right ones.

    The innermost loops below write it out: plain Python would pay for a call at each step.
    """
    return ((i * WIDEST + p - 1) * m + j) * WIDEST + q - 1


def align(
    doubts: BitsRow, skips: Sides, kinds: Sides, prices: BitsRow, least: float, room: Room, links: Scratch
) -> tuple[float, int, int]:
    """Find the alignment of least doubt: (bits, kind of order, number of links).

    *doubts*: of each two runs of tokens at its ``place_of``; ``NOWHERE`` where not allowed. *skips*: price of
    leaving a token over. *kinds* tells which tokens are words, no titles (0): of those one side alone leaves
    some over. Where both have some left, Tehrani here and Shirazi there, these contradict each other and are
    linked at what two different words cost, however rare the rest of the name is. *prices*: of a turned order
    and of any other order. *least*: what no alignment can be below. *links*, room for 4 (n + m), is filled
    with the alignment: each token of both sides is in one link. Without one, ``NOWHERE`` and no links.
    """
    cost, step, of_left, of_right = room
    found = align_freely(doubts, skips[0], skips[1], prices, least, cost, step, links)
    if not contradict(links, found[2], kinds[0], kinds[1]):
        return found
    close(skips[0], kinds[0], of_left)
    close(skips[1], kinds[1], of_right)
    bits, kind, _ = align_freely(doubts, of_left, skips[1], prices, least, cost, step, links)
    found = align_freely(doubts, skips[0], of_right, prices, least, cost, step, links)
    if (found[0], found[1]) < (bits, kind):
        return found
    return align_freely(doubts, of_left, skips[1], prices, least, cost, step, links)


def contradict(links: Scratch, used: int, left: Scratch, right: Scratch) -> bool:
    """Whether *used* links leave words of both sides over; *left* and *right* are kinds of tokens."""
    of_left = of_right = False
    for at in range(0, 4 * used, 4):
        if links[at + RIGHT_SPAN] == 0:
            of_left = of_left or left[links[at + LEFT]] > 0
        elif links[at + LEFT_SPAN] == 0:
            of_right = of_right or right[links[at + RIGHT]] > 0
    return of_left and of_right


def close(skips: BitsRow, kinds: Scratch, closed: Scratch) -> None:
    """Fill *closed* with *skips* by which no word is left over."""
    for i in range(len(skips)):
        closed[i] = NOWHERE if kinds[i] > 0 else skips[i]


def align_freely(
    doubts: BitsRow,
    skip_left: BitsRow,
    skip_right: BitsRow,
    prices: BitsRow,
    least: float,
    cost: Scratch,
    step: Scratch,
    links: Scratch,
) -> tuple[float, int, int]:
    """``align`` as if nothing that is left over contradicted anything. *cost* and *step* are room for
    (n + 1) (m + 1) numbers."""
    n, m = len(skip_left), len(skip_right)
    best, kind = in_turn(doubts, skip_left, skip_right, 0, 0.0, cost, step), AS_WRITTEN
    used = write_links_in_turn(step, n, m, 0, links) if best < NOWHERE else 0
    for turn in range(1, m):
        if (turn <= FARTHEST_TURN or m - turn <= FARTHEST_TURN) and best > prices[0] + least:
            bits = in_turn(doubts, skip_left, skip_right, turn, prices[0], cost, step)
            if bits < best:
                best, kind, used = bits, TURNED, write_links_in_turn(step, n, m, turn, links)
    # Two against two have but two orders, as written and turned.
    several = 1 < min(n, m) < max(n, m) <= MOST_IN_ANY_ORDER or 2 < n == m <= MOST_IN_ANY_ORDER  # noqa: PLR2004
    if several and best > prices[1] + least:
        bits, count = in_any_order(doubts, skip_left, skip_right, prices[1], best, links)
        if count > 0:
            best, kind, used = bits, OTHER_ORDER, count
    return best, kind, used


def write_link(links: Scratch, at: int, left: int, left_span: int, right: int, right_span: int) -> None:
    """Fill the four cells of link *at*."""
    links[4 * at], links[4 * at + 1] = left, left_span
    links[4 * at + 2], links[4 * at + 3] = right, right_span


def is_left_over(links: Scratch, used: int, of_left: bool, token: int) -> bool:
    """Whether one of *used* links leaves a *token* over, of the left side or the right one."""
    this, other = (LEFT, RIGHT) if of_left else (RIGHT, LEFT)
    for at in range(0, 4 * used, 4):
        if links[at + this] == token and links[at + this + 1] > 0 and links[at + other + 1] == 0:
            return True
    return False


def in_turn(
    doubts: BitsRow,
    skip_left: BitsRow,
    skip_right: BitsRow,
    turn: int,
    price: float,
    cost: Scratch,
    step: Scratch,
) -> float:
    """The least doubt with the right side begun at token *turn*; *step* is filled with how each cell is
    reached: left tokens * (WIDEST + 1) + right tokens of its last link.

    Needleman and Wunsch (1970) with joins: a cell may be reached by one token against up to WIDEST.
    """
    n, m = len(skip_left), len(skip_right)
    wide = m + 1
    for i in range(n + 1):
        for j in range(wide):
            least, how = NOWHERE, 0
            if i == 0 and j == 0:
                least = price
            if i > 0 and cost[(i - 1) * wide + j] + skip_left[i - 1] < least:
                least, how = cost[(i - 1) * wide + j] + skip_left[i - 1], WIDEST + 1
            if j > 0 and cost[i * wide + j - 1] + skip_right[(j - 1 + turn) % m] < least:
                least, how = cost[i * wide + j - 1] + skip_right[(j - 1 + turn) % m], 1
            for p in range(1, min(WIDEST, i) + 1):
                for q in range(1, (min(WIDEST, j) if p == 1 else min(1, j)) + 1):
                    start = (j - q + turn) % m
                    if start + q <= m:
                        at = (((i - p) * WIDEST + p - 1) * m + start) * WIDEST + q - 1  # place_of
                        bits = cost[(i - p) * wide + j - q] + doubts[at]
                        if bits < least:
                            least, how = bits, p * (WIDEST + 1) + q
            cost[i * wide + j], step[i * wide + j] = least, how
    best: float = cost[n * wide + m]
    return best


def write_links_in_turn(step: Scratch, n: int, m: int, turn: int, links: Scratch) -> int:
    """Fill *links* with the alignment that ``in_turn`` found; give how many."""
    i, j, count = n, m, 0
    while i > 0 or j > 0:
        how = step[i * (m + 1) + j]
        p, q = how // (WIDEST + 1), how % (WIDEST + 1)
        if p > 0 and q > 0:
            write_link(links, count, i - p, p, (j - q + turn) % m, q)
        elif p > 0:
            write_link(links, count, i - 1, 1, 0, 0)
        else:
            write_link(links, count, 0, 0, (j - 1 + turn) % m, 1)
        i, j, count = i - p, j - q, count + 1
    return count


def in_any_order(
    doubts: BitsRow,
    skip_left: BitsRow,
    skip_right: BitsRow,
    price: float,
    beat: float,
    links: Scratch,
) -> tuple[float, int]:
    """Align with the right side in any order; links are written only where *beat* is beaten.

    States are (left tokens done, set of right tokens used), as Held and Karp (1962) for tours.
    """
    n, m = len(skip_left), len(skip_right)
    cost = np.full((n + 1, 1 << m), NOWHERE)
    last = np.zeros(4 * (n + 1) * (1 << m), np.int64)  # the link of the last step to each state
    cost[0, 0] = price
    reach_states(doubts, skip_left, m, beat, cost, last)
    best, end = beat, -1
    for used in range(1 << m):
        bits = cost[n, used]
        for j in range(m):
            if not used >> j & 1:
                bits += skip_right[j]
        if bits < best:
            best, end = bits, used
    return best, write_links_of_state(last, n, m, end, links) if end >= 0 else 0


def reach_states(
    doubts: BitsRow, skip_left: BitsRow, m: int, beat: float, cost: Scratch, last: Scratch
) -> None:
    """Fill the states below *beat*, of *m* right tokens: the least *cost* and the *last* link of each."""
    n, everything = len(skip_left), 1 << m
    for i in range(n):
        for used in range(everything):
            reached = cost[i, used]
            if reached >= beat:
                continue
            if reached + skip_left[i] < cost[i + 1, used]:
                cost[i + 1, used] = reached + skip_left[i]
                write_link(last, (i + 1) * everything + used, i, 1, 0, 0)
            for start in range(m):
                taken = 0
                for q in range(1, min(WIDEST, m - start) + 1):
                    taken |= 1 << (start + q - 1)
                    if used & taken:
                        break
                    for p in range(1, (min(WIDEST, n - i) if q == 1 else 1) + 1):
                        at = ((i * WIDEST + p - 1) * m + start) * WIDEST + q - 1  # place_of
                        bits = reached + doubts[at]
                        if bits < cost[i + p, used | taken]:
                            cost[i + p, used | taken] = bits
                            write_link(last, (i + p) * everything + (used | taken), i, p, start, q)


def write_links_of_state(last: Scratch, n: int, m: int, end: int, links: Scratch) -> int:
    """Fill *links* with the alignment whose right tokens in a link are the set *end*; give how many."""
    count = 0
    for j in range(m):
        if not end >> j & 1:
            write_link(links, count, 0, 0, j, 1)
            count += 1
    i, used = n, end
    while i > 0:
        at = 4 * (i * (1 << m) + used)
        p, start, q = last[at + LEFT_SPAN], last[at + RIGHT], last[at + RIGHT_SPAN]
        write_link(links, count, i - p, p, start, q)
        for j in range(start, start + q):
            used -= 1 << j
        i, count = i - p, count + 1
    return count
