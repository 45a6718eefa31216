"""Names as arrays in, where those meet that may be one out: under two spellings at once.

Two names within the bound have a link or more between their tokens, and what is in no link is left over
at a price. With two links, one name is met where the other is filed under a partner of a first token and,
of a second one beside it, a partner again; with a single link the rest of both is left over, and they are
filed as alone. So no pair is lost, and common words alone bring nobody together.
"""

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from .alignment import WIDEST
from .tokenpairs import TokenPairs

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

MOST_FILED = 10  # tokens of a name that is filed under every two of them: a longer one would be too often
READINGS_OF_A_TOKEN = WIDEST * (WIDEST + 1) // 2  # that cover it, at most


class Names(NamedTuple):
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``reading[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is none or meets nobody. *skips*:
    bits for leaving each token over. *spare*: how many first tokens are titles that may be words."""

    starts: Longs
    reading: Ints
    skips: Floats
    spare: Longs


class Partners(NamedTuple):
    """``TokenPairs`` for compiled loops. Beyond the last spelling there are two that stand for none, each
    its only partner: ``ALONE``, for names of which all but one reading may be left over, and ``LONG``,
    for those of too many tokens to be filed under each two."""

    starts: Longs
    partner: Ints
    doubt: Floats
    joins: Bools


class Files(NamedTuple):
    """Names filed under two spellings. Under *u* there are drawers ``heads[u]:heads[u + 1]``, one for
    each other spelling *second*, ascending; in drawer *d* the names ``name[starts[d]:starts[d + 1]]``,
    ascending."""

    heads: Longs
    second: Ints
    starts: Longs
    name: Ints


class Visits(NamedTuple):
    """Whom to look up under which first reading, by its spelling: *name*, and *place* of the reading."""

    name: Ints
    place: Ints  # token * WIDEST + p


def partners_of(table: TokenPairs) -> Partners:
    """*table* for compiled loops, with ``ALONE`` and ``LONG``."""
    spellings, end = len(table.starts) - 1, len(table.partner)
    return Partners(
        np.append(table.starts, (end + 1, end + 2)),
        np.append(table.partner, (spellings, spellings + 1)).astype(np.int32),
        np.append(table.doubt, (0.0, 0.0)),
        np.append(table.joins, (False, False)),
    )


def met_readings(spelling: Longs, table: TokenPairs) -> Ints:
    """*spelling* without the joined ones that no token alone, anywhere, can be a partner of."""
    alone = np.zeros(len(table.starts) - 1, np.bool_)
    alone[spelling[:, 0][spelling[:, 0] >= 0]] = True
    able = np.append(0, np.cumsum(table.joins & alone[table.partner]))[table.starts]
    met = np.append(np.diff(able) > 0, False)[spelling]
    met[:, 0] = True
    return np.where(met, spelling, -1).astype(np.int32)


def file_names(names: Names, first: int, partners: Partners, most: float, single: float) -> Files:
    """File the names from *first* on under each two readings, by counting: first by the second one.

    *single*: bits that come on top of *most*'s where one link is all there is."""
    none, at = np.zeros(0, np.int32), np.zeros(len(partners.starts) - 1, np.int64)
    _file(names, first, most, single, at, none, none)
    ends = np.cumsum(at)
    u, name = np.empty((2, ends[-1]), np.int32)
    _file(names, first, most, single, ends - at, u, name)
    heads = np.append(0, np.cumsum(np.bincount(u, minlength=len(at))))
    second, filed = np.empty((2, len(u)), np.int32)
    _by_first(ends, u, name, heads[:-1].copy(), second, filed)
    opens = np.ones(len(u), np.bool_)
    opens[1:] = second[1:] != second[:-1]
    opens[heads[heads < len(u)]] = True
    starts = np.flatnonzero(opens)
    return Files(np.searchsorted(starts, heads), second[starts], np.append(starts, len(u)), filed)


@nb.njit(cache=True, nogil=True)
def _put(at: Longs, one: Ints, two: Ints, key: int, here: int, there: int) -> None:
    """Write a row to the next place of *key*; count it only, where there is no room yet."""
    if len(one):
        one[at[key]] = here
        two[at[key]] = there
    at[key] += 1


@nb.njit(cache=True, nogil=True)
def _file(names: Names, first: int, most: float, single: float, at: Longs, one: Ints, name: Ints) -> None:
    """Put each reading of each name, and the name, under each other reading beside it."""
    starts, reading, skips, spare = names
    alone, long = len(at) - 2, len(at) - 1
    for y in range(first, len(starts) - 1):
        low, high = starts[y], starts[y + 1]
        total = single if high - low - spare[y] > 1 else 0.0
        for t in range(low, high):
            total += skips[t]
        for i in range(low, high):
            rest = total
            for p in range(min(WIDEST, high - i)):
                rest -= skips[i + p]
                u = reading[i, p]
                if u < 0:
                    continue
                if rest <= most:
                    _put(at, one, name, alone, u, y)
                if high - low > MOST_FILED:
                    _put(at, one, name, long, u, y)
                    continue
                for j in range(low, high):
                    for q in range(WIDEST):
                        v = reading[j, q]
                        if v >= 0 and (j + q < i or j > i + p):
                            _put(at, one, name, v, u, y)


@nb.njit(cache=True, nogil=True)
def _by_first(ends: Longs, u: Ints, name: Ints, at: Longs, second: Ints, filed: Ints) -> None:
    """Sort rows that are sorted by their second spelling, of the given *ends*, by the first one."""
    row = 0
    for v in range(len(ends)):
        while row < ends[v]:
            _put(at, second, filed, u[row], v, name[row])
            row += 1


def choose_visits(names: Names, count: int, costs: "Costs", most: float) -> Visits:
    """Where to look up each of the first *count* names: under readings of enough tokens that they cannot
    all be left over within *most* bits, sorted by spelling."""
    none, chosen = np.zeros(0, np.int32), np.empty(longest(names), np.int64)
    at = np.zeros(costs.spellings, np.int64)
    _visits(names, count, costs.first, most, at, none, none, chosen)
    name, place = np.empty((2, at.sum()), np.int32)
    _visits(names, count, costs.first, most, np.cumsum(at) - at, name, place, chosen)
    return Visits(name, place)


class Costs(NamedTuple):
    """What it takes to look up each token *first*, and as *second*; of how many *spellings*. *drawers*:
    how many there are at most under all partners of one."""

    first: Floats
    second: Floats
    spellings: int
    drawers: int


def costs_of(names: Names, count: int, partners: Partners, files: Files) -> Costs:
    """The costs of the first *count* names' tokens.

    Who looks up under one spelling shares the drawers gathered for it, and looks into one for each
    partner of a second token: a common token is a cheap first one, and a rare one a cheap second. But
    each meets more names, the more there are under its partners.
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
    return Costs(first, second, spellings, int(drawers.max(initial=0)))


def longest(names: Names) -> int:
    """The tokens of the longest name."""
    return int(np.diff(names.starts).max(initial=0))


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


@nb.njit(cache=True, nogil=True)
def _visits(
    names: Names, count: int, cost: Floats, most: float, at: Longs, name: Ints, place: Ints, chosen: Longs
) -> None:
    """Put each name, and each reading of it that covers one of enough tokens, under its spelling."""
    starts, reading, skips, spare = names
    for x in range(count):
        low, high = starts[x], starts[x + 1]
        used, _ = enough(skips, cost, low + spare[x], high, high, high, most, chosen)
        for c in range(used):
            for t in range(max(low, chosen[c] - WIDEST + 1), chosen[c] + 1):
                for p in range(chosen[c] - t, WIDEST):
                    if reading[t, p] >= 0 and not covers(chosen, c, t, p):
                        _put(at, name, place, reading[t, p], x, t * WIDEST + p)


@nb.njit(cache=True, nogil=True)
def covers(chosen: Longs, count: int, token: int, p: int) -> bool:
    """Whether *token* and the *p* after it are one of the first *count* of *chosen*."""
    for c in range(count):  # noqa: SIM110 compiled
        if token <= chosen[c] <= token + p:
            return True
    return False


@nb.njit(cache=True, nogil=True)
def enough(
    skips: Floats, cost: Floats, low: int, high: int, out: int, back: int, most: float, chosen: Longs
) -> tuple[int, float]:
    """Write to *chosen* the cheapest tokens of low..high, out..back left out, that cannot all be left
    over within *most* bits: one of them is in a link. Gives how many, and the bits of leaving all over,
    at most *most* where there are no more tokens."""
    count, total = 0, 0.0
    while total <= most:
        best = -1
        for t in range(low, high):
            if out <= t < back or (best >= 0 and cost[t] >= cost[best]) or covers(chosen, count, t, 0):
                continue
            best = t
        if best < 0:
            break
        chosen[count] = best
        count += 1
        total += skips[best]
    return count, total


@nb.njit(cache=True, nogil=True)
def second_readings(
    x: int, place: int, starts: Longs, reading: Ints, skips: Floats, spare: Longs, cost: Floats,
    most: float, single: float, alone: int, chosen: Longs, seconds: Ints,
) -> int:  # fmt: skip
    """Write to *seconds* under which spellings beside the reading at *place* to look for *x*: readings of
    which one is in a link if there is any other link, ``LONG``, and *alone* where there need be none.
    Gives how many."""
    low, high, t, p = starts[x], starts[x + 1], place // WIDEST, place % WIDEST
    words = low + spare[x]
    used, total = enough(skips, cost, words, high, t, t + p + 1, most, chosen)
    if total <= most:  # then a title may bring the only other link
        for title in range(low, words):
            if not t <= title <= t + p:
                chosen[used] = title
                used += 1
    seconds[0], count = alone + 1, 1
    for c in range(used):
        for j in range(max(low, chosen[c] - WIDEST + 1), chosen[c] + 1):
            for q in range(chosen[c] - j, WIDEST):
                if reading[j, q] >= 0 and (j + q < t or j > t + p) and not covers(chosen, c, j, q):
                    seconds[count] = reading[j, q]
                    count += 1
    if total + (single if high - words > 1 else 0.0) <= most:
        seconds[count] = alone
        count += 1
    return count
