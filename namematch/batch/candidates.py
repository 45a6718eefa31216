"""Names as arrays in, the pairs of them that may be one out, met under two spellings at once.

Tokens of two names are in links, one with one or with several joined, or left over at a price. Take so
many words of a name that *most* bits cannot leave them all over: one of them is in a link (*first*), and
its partner is in the other name. Of what is beside that link take enough words again: either one of them
is in a link too (*second*), or all words beside it are left over, and then any second link is one of a
title. So the other name has a partner of the first reading and, beside it, one of the second, and is
filed under both; or there is no second link, and it is filed as one of which all the rest can be left
over. No pair is lost, and common words alone bring nobody together.
"""

from typing import NamedTuple

import numba as nb
import numpy as np

from ..arrays.dtypes import Floats, Ints, Longs
from ..compare.alignment import WIDEST
from .postings import NameArrays, NamePostings, PartnerRows, longest, put

READINGS_OF_A_TOKEN = WIDEST * (WIDEST + 1) // 2  # that cover it, at most
CANDIDATES_AT_ONCE = 1 << 18  # pairs on a desk, and those of one visit more


class Probes(NamedTuple):
    """Whom to look up under which first reading, by its spelling: *name*, and *place* of the reading."""

    name: Ints
    place: Ints  # token * WIDEST + p


class ProbeCosts(NamedTuple):
    """What it takes to look up each token *first*, and as *second*; of how many *spellings*. *drawers*:
    how many there are at most under all partners of one."""

    first: Floats
    second: Floats
    spellings: int
    drawers: int


class ProbeWorkspace(NamedTuple):
    """Where one thread gathers drawers, in a chain for each second spelling, and lays out whom it met."""

    seen: Ints  # by name: the visit that has met it last
    group: Ints  # by spelling: the first of the visits that *head* is for
    head: Ints  # by spelling: the last drawer gathered, as a place in the next three
    before: Ints  # the one gathered before it, -1 where there is none
    drawer: Ints
    doubt: Floats  # of the first link
    left: Ints
    right: Ints
    chosen: Longs
    seconds: Ints


def probe_costs(names: NameArrays, count: int, partners: PartnerRows, files: NamePostings) -> ProbeCosts:
    """The costs of tokens where the first *count* names are looked up.

    Who looks up under one spelling shares the drawers gathered for it, and looks into one for each
    partner of a second token: a common token is a cheap first one, and a rare one a cheap second. And
    the more drawers there are under its partners, the more names are met for nothing.
    """
    spellings = len(partners.starts) - 1
    sizes = np.append(0, np.cumsum(np.diff(files.heads)[partners.partner]))
    drawers = np.diff(sizes[partners.starts])
    mine = names.reading[: names.starts[count]]
    sharing = np.maximum(np.bincount(mine[mine >= 0], minlength=spellings), 1)
    alone = mine[:, 0][mine[:, 0] >= 0]
    meets = drawers * (drawers[alone].mean() / max(len(files.name), 1) if len(alone) else 0.0)
    first = _covering(names.reading, drawers / sharing + meets)
    second = _covering(names.reading, np.diff(partners.starts) + meets)
    return ProbeCosts(first, second, spellings, int(drawers.max(initial=0)))


@nb.njit(cache=True, nogil=True)
def _covering(reading: Ints, cost: Floats) -> Floats:
    """What the readings that cover each token cost together, *cost* being each spelling's."""
    found = np.zeros(len(reading))
    for t in range(len(reading)):
        for p in range(WIDEST):
            if reading[t, p] >= 0:
                for covered in range(t, t + p + 1):
                    found[covered] += cost[reading[t, p]]
    return found


def choose_probes(names: NameArrays, count: int, costs: ProbeCosts, most: float) -> Probes:
    """Where to look up each of the first *count* names: under readings of enough tokens that they cannot
    all be left over within *most* bits, sorted by spelling."""
    none, chosen = np.zeros(0, np.int32), np.empty(longest(names), np.int64)
    at = np.zeros(costs.spellings, np.int64)
    _probes(names, count, costs.first, most, at, none, none, chosen)
    name, place = np.empty((2, at.sum()), np.int32)
    _probes(names, count, costs.first, most, np.cumsum(at) - at, name, place, chosen)
    return Probes(name, place)


@nb.njit(cache=True, nogil=True)
def _probes(
    names: NameArrays,
    count: int,
    cost: Floats,
    most: float,
    at: Longs,
    name: Ints,
    place: Ints,
    chosen: Longs,
) -> None:
    """Put each name, and each reading of it that covers one of enough tokens, under its spelling."""
    starts, reading, skips, optional = names
    for x in range(count):
        low, high = starts[x], starts[x + 1]
        used, _ = _enough(skips, cost, low + optional[x], high, high, high, most, chosen)
        for c in range(used):
            for t in range(max(low, chosen[c] - WIDEST + 1), chosen[c] + 1):
                for p in range(chosen[c] - t, WIDEST):
                    if reading[t, p] >= 0 and not _covers(chosen, c, t, p):
                        put(at, name, place, reading[t, p], x, t * WIDEST + p)


@nb.njit(cache=True, nogil=True)
def _covers(chosen: Longs, count: int, token: int, p: int) -> bool:
    """Whether *token* and the *p* after it are one of the first *count* of *chosen*."""
    for c in range(count):  # noqa: SIM110 compiled
        if token <= chosen[c] <= token + p:
            return True
    return False


@nb.njit(cache=True, nogil=True)
def _enough(
    skips: Floats, cost: Floats, low: int, high: int, out: int, back: int, most: float, chosen: Longs
) -> tuple[int, float]:
    """Write to *chosen* the cheapest tokens of low..high, out..back left out, that cannot all be left
    over within *most* bits: one of them is in a link. Gives how many, and the bits of leaving all over,
    at most *most* where there are no more tokens."""
    count, total = 0, 0.0
    while total <= most:
        best = -1
        for t in range(low, high):
            if out <= t < back or (best >= 0 and cost[t] >= cost[best]) or _covers(chosen, count, t, 0):
                continue
            best = t
        if best < 0:
            break
        chosen[count] = best
        count += 1
        total += skips[best]
    return count, total


def make_probe_workspace(names: NameArrays, costs: ProbeCosts) -> ProbeWorkspace:
    """A desk for one thread, that is made once."""
    count, spellings, most, n = len(names.starts) - 1, costs.spellings, costs.drawers, longest(names)
    return ProbeWorkspace(
        seen=np.full(count, -1, np.int32),
        group=np.full(spellings, -1, np.int32),
        head=np.empty(spellings, np.int32),
        before=np.empty(most, np.int32),
        drawer=np.empty(most, np.int32),
        doubt=np.empty(most),
        left=np.empty(CANDIDATES_AT_ONCE + count, np.int32),
        right=np.empty(CANDIDATES_AT_ONCE + count, np.int32),
        chosen=np.empty(n, np.int64),
        seconds=np.empty(n * READINGS_OF_A_TOKEN + 2, np.int32),
    )


# The loops take their tuples of arrays apart once: numba counts the references to an array wherever it is
# taken out, and two threads that count the same one wait for each other.
@nb.njit(cache=True, nogil=True)
def candidates(
    visit: int, last: int, visits: Probes, names: NameArrays, partners: PartnerRows, files: NamePostings,
    cost: Floats, most: float, single: float, desk: ProbeWorkspace,
) -> tuple[int, int]:  # fmt: skip
    """Make the visits from *visit* on, until *last* or until enough names are met. Gives the next visit,
    and how many pairs lie on the *desk*."""
    visitor, places = visits
    starts, reading, skips, optional = names
    rows, partner, doubt, _ = partners
    heads, second, bounds, filed = files
    seen, group_of, head, before, drawer, first_doubt, left, right, chosen, seconds = desk
    used, under, group, enough = 0, -1, visit, len(left) - len(seen)
    while visit < last and used < enough:
        x, place, met = visitor[visit], places[visit], used
        s = reading[place // WIDEST, place % WIDEST]
        if s != under:
            under, group = s, visit
            _gather(
                s, group, rows, partner, doubt, heads, second, group_of, head, before, drawer, first_doubt
            )
        count = _second_readings(
            x, place, starts, reading, skips, optional, cost, most, single, len(rows) - 3, chosen, seconds
        )
        for w in seconds[:count]:
            for at in range(rows[w], rows[w + 1]):
                if group_of[partner[at]] == group:
                    used = _take_names(
                        head[partner[at]], most - doubt[at], visit, x, before, drawer, first_doubt, bounds,
                        filed, seen, right, used,
                    )  # fmt: skip
        left[met:used] = x
        visit += 1
    return visit, used


@nb.njit(cache=True, nogil=True)
def _second_readings(
    x: int, place: int, starts: Longs, reading: Ints, skips: Floats, optional: Longs, cost: Floats,
    most: float, single: float, alone: int, chosen: Longs, seconds: Ints,
) -> int:  # fmt: skip
    """Write to *seconds* under which spellings beside the reading at *place* to look for *x*: readings of
    which one is in a link if there is any other link, ``LONG``, and *alone* where there need be none.
    Gives how many."""
    low, high, t, p = starts[x], starts[x + 1], place // WIDEST, place % WIDEST
    words = low + optional[x]
    used, total = _enough(skips, cost, words, high, t, t + p + 1, most, chosen)
    if total <= most:  # then a title may bring the only other link
        for title in range(low, words):
            if not t <= title <= t + p:
                chosen[used] = title
                used += 1
    seconds[0], count = alone + 1, 1
    for c in range(used):
        for j in range(max(low, chosen[c] - WIDEST + 1), chosen[c] + 1):
            for q in range(chosen[c] - j, WIDEST):
                if reading[j, q] >= 0 and (j + q < t or j > t + p) and not _covers(chosen, c, j, q):
                    seconds[count] = reading[j, q]
                    count += 1
    if total + (single if high - words > 1 else 0.0) <= most:
        seconds[count] = alone
        count += 1
    return count


@nb.njit(cache=True, nogil=True)
def _gather(
    s: int, group: int, rows: Longs, partner: Ints, doubt: Floats, heads: Longs, second: Ints,
    group_of: Ints, head: Ints, before: Ints, drawer: Ints, first_doubt: Floats,
) -> None:  # fmt: skip
    """Gather the drawers under all partners of *s*, in a chain for each second spelling."""
    count = 0
    for at in range(rows[s], rows[s + 1]):
        for found in range(heads[partner[at]], heads[partner[at] + 1]):
            v = second[found]
            before[count] = head[v] if group_of[v] == group else -1
            drawer[count], first_doubt[count] = found, doubt[at]
            group_of[v], head[v] = group, count
            count += 1


@nb.njit(cache=True, nogil=True)
def _take_names(
    place: int, most: float, visit: int, x: int, before: Ints, drawer: Ints, first_doubt: Floats,
    bounds: Longs, filed: Ints, seen: Ints, met: Ints, count: int,
) -> int:  # fmt: skip
    """Write to *met*, from *count* on, the names beyond *x* in the drawers from *place* on whose first link
    has at most *most* bits and that this visit has not met yet; give the count."""
    while place >= 0:
        if first_doubt[place] <= most:
            for k in range(bounds[drawer[place] + 1] - 1, bounds[drawer[place]] - 1, -1):
                y = filed[k]
                if y <= x:
                    break
                if seen[y] != visit:
                    seen[y] = visit
                    met[count] = y
                    count += 1
        place = before[place]
    return count
