"""Names as arrays and the doubts between their tokens in, every pair of names within the bound out.

Names meet under two spellings (``meetings``), and those that do are aligned by the very function that
``compare`` uses, compiled.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from types import FunctionType
from typing import Any, NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from . import alignment
from .alignment import NOWHERE, WIDEST
from .calibrate import calibrated_bits
from .growth import grown
from .meetings import (
    ROUNDING,
    Bound,
    Files,
    Names,
    Partners,
    Visits,
    choose_visits,
    covering,
    file_names,
    gathered,
    longest,
    met_readings,
    partners_of,
    second_readings,
)
from .progress import counter
from .tokenpairs import Search, TokenPairs

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Ints = NDArray[np.int32]

VISITS_A_BLOCK = 8192  # that one thread makes at once


def _compiled(function: Callable[..., Any], **calls: Any) -> Any:
    """*function* compiled, its calls going to the compiled *calls*: numba cannot call plain Python."""
    assert isinstance(function, FunctionType)
    bound = FunctionType(function.__code__, function.__globals__ | calls, function.__name__)
    return nb.njit(cache=True, nogil=True)(bound)


_write_link = _compiled(alignment.write_link)
_in_turn = _compiled(alignment.in_turn, write_link=_write_link)
_in_any_order = _compiled(alignment.in_any_order, write_link=_write_link)
_place_of = _compiled(alignment.place_of)
_align = _compiled(alignment.align, in_turn=_in_turn, in_any_order=_in_any_order)


@dataclass(frozen=True, slots=True)
class Spans:
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``spelling[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is no reading. ``rank`` orders
    names as ``compare`` does."""

    starts: Longs
    spelling: Longs
    skips: Floats  # bits for leaving each token over
    spare: Longs  # titles of each name that may be words of it: its first tokens
    rank: Longs


@dataclass(frozen=True, slots=True)
class Effort:
    """How many pairs of names were met, and how many of those were aligned; a pair that is met in two
    ways counts twice."""

    met: int = 0
    aligned: int = 0


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
    most: float
    bound: Bound


class _Rooms(NamedTuple):
    """What one thread writes to, made once."""

    wanted: Ints  # by spelling: the group that looks for it last
    asked: Ints  # by spelling: the group that has marked its partners last
    head: Ints  # by spelling: the last of the drawers gathered for it
    seen: Ints  # by name: the visit that has met it last
    drawer: Ints  # gathered: which one,
    before: Ints  # the one gathered before it for its spelling,
    bits: Floats  # and the doubt of the first link
    chosen: Longs
    seconds: Ints
    doubts: Floats
    cost: Floats
    step: Longs
    links: Longs


def score_names(spans: Spans, table: TokenPairs, left: int, search: Search) -> ScoredPairs:
    """Every pair of names whose doubt, as ``compare`` has it, is at most ``search.most``.

    With *left*, only pairs of one of the first *left* names and one of the others. The same, to the
    last bit, on any number of threads.
    """
    count, spellings, prices = left or len(spans.starts) - 1, len(table.starts) - 1, search.policy.prices
    names = Names(spans.starts, met_readings(spans.spelling, table), spans.skips, spans.spare)
    bound = Bound(search.most + ROUNDING, prices.single)
    partners = partners_of(table)
    files = file_names(names, left, spellings, bound)
    visits = choose_visits(names, count, partners, files, bound)
    cost = covering(names, np.diff(partners.starts).astype(np.float64))
    rules = _Rules(np.array([prices.turned, prices.other_order]), prices.join, search.most, bound)
    rooms: SimpleQueue[_Rooms] = SimpleQueue()
    for _ in range(search.threads):
        rooms.put(_make_rooms(names, partners, files))
    advance = counter(search.progress, "comparing names", count)

    def block(first: int) -> tuple[Longs, Longs, Floats, int, int]:
        last = min(first + VISITS_A_BLOCK, len(visits.name))
        room = rooms.get()
        found: tuple[Longs, Longs, Floats, int, int] = _score_block(
            first, last, visits, names, spans.rank, partners, files, cost, rules, room
        )
        rooms.put(room)
        advance(count * last // len(visits.name) - count * first // len(visits.name))
        return found

    with ThreadPoolExecutor(search.threads) as pool:
        blocks = list(pool.map(block, range(0, len(visits.name), VISITS_A_BLOCK)))
    return _joined(blocks, len(spans.starts), search)


def _joined(blocks: list[tuple[Longs, Longs, Floats, int, int]], names: int, search: Search) -> ScoredPairs:
    """The pairs of all blocks, sorted, each once."""
    none = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 0, 0)
    one, two, doubts, met, aligned = zip(none, *blocks, strict=True)
    keys, first = np.unique(np.concatenate(one) * names + np.concatenate(two), return_index=True)
    doubt = np.concatenate(doubts)[first]
    bits = calibrated_bits(doubt, search.policy.population or 2)
    return ScoredPairs(*np.divmod(keys, names), doubt, bits, Effort(sum(met), sum(aligned)))


def _make_rooms(names: Names, partners: Partners, files: Files) -> _Rooms:
    spellings, tokens = len(partners.starts) - 1, longest(names)
    most = int(gathered(partners, files).max(initial=0))
    cells = (tokens + 1) * (tokens + 1)
    return _Rooms(
        wanted=np.full(spellings + 2, -1, np.int32),
        asked=np.full(spellings, -1, np.int32),
        head=np.empty(spellings + 2, np.int32),
        seen=np.full(len(names.starts) - 1, -1, np.int32),
        drawer=np.empty(most, np.int32),
        before=np.empty(most, np.int32),
        bits=np.empty(most),
        chosen=np.empty(tokens, np.int64),
        seconds=np.empty(tokens * WIDEST * WIDEST, np.int32),
        doubts=np.empty(tokens * WIDEST * tokens * WIDEST),
        cost=np.empty(cells),
        step=np.empty(cells, np.int64),
        links=np.empty(8 * tokens, np.int64),
    )


@nb.njit(cache=True, nogil=True)
def _want(
    group: int, x: int, place: int, names: Names, partners: Partners, cost: Floats, rules: _Rules, room: _Rooms
) -> None:
    """Mark what the second readings of a visit are partners of as wanted by its group."""
    count, _ = second_readings(names, cost, x, place, rules.bound, room.chosen, room.seconds)
    for w in room.seconds[:count]:
        if room.asked[w] != group:
            room.asked[w] = group
            for at in range(partners.starts[w], partners.starts[w + 1]):
                room.wanted[partners.partner[at]] = group
                room.head[partners.partner[at]] = -1


@nb.njit(cache=True, nogil=True)
def _gather(group: int, s: int, partners: Partners, files: Files, room: _Rooms) -> None:
    """Gather the wanted drawers under all partners of *s*, in a chain for each second spelling."""
    for special in (len(room.asked), len(room.asked) + 1):
        room.wanted[special] = group
        room.head[special] = -1
    count = 0
    for at in range(partners.starts[s], partners.starts[s + 1]):
        u = partners.partner[at]
        for drawer in range(files.heads[u], files.heads[u + 1]):
            v = files.second[drawer]
            if room.wanted[v] == group:
                room.drawer[count] = drawer
                room.bits[count] = partners.doubt[at]
                room.before[count] = room.head[v]
                room.head[v] = count
                count += 1


@nb.njit(cache=True, nogil=True)
def _place_between(u: int, v: int, partners: Partners) -> int:
    """Where *v* stands among the partners of *u*, -1 where it is none."""
    low, high = partners.starts[u], partners.starts[u + 1]
    while low < high:
        middle = (low + high) // 2
        if partners.partner[middle] < v:
            low = middle + 1
        else:
            high = middle
    return int(low) if low < partners.starts[u + 1] and partners.partner[low] == v else -1


@nb.njit(cache=True, nogil=True)
def _fill(a: int, b: int, names: Names, partners: Partners, join: float, doubts: Floats) -> float:
    """Fill *doubts* of two names for ``align``; give what no alignment can be below."""
    first, other = names.starts[a], names.starts[b]
    n, m = names.starts[a + 1] - first, names.starts[b + 1] - other
    doubts[: n * WIDEST * m * WIDEST] = NOWHERE
    best = names.skips[first : first + n].copy()
    for i in range(n):
        for p in range(WIDEST):
            u = names.reading[first + i, p]
            if u < 0:
                continue
            for j in range(m):
                for q in range(WIDEST if p == 0 else 1):
                    v = names.reading[other + j, q]
                    at = _place_between(u, v, partners) if v >= 0 else -1
                    joined = p + q > 0
                    if at < 0 or (joined and not partners.joins[at]):
                        continue
                    bits = partners.doubt[at] + (join if joined else 0.0)
                    doubts[_place_of(i, p + 1, j, q + 1, m)] = bits
                    for k in range(i, i + p + 1):
                        best[k] = min(best[k], bits / (p + 1))
    return float(best.sum())


@nb.njit(cache=True, nogil=True)
def _aligned(a: int, b: int, least: float, names: Names, rules: _Rules, room: _Rooms) -> float:
    """The doubt between two names: ``compare``'s, where it is within the bound."""
    first, end, other, last = names.starts[a], names.starts[a + 1], names.starts[b], names.starts[b + 1]
    skips = names.skips
    best, _, used = _align(
        room.doubts, skips[first:end], skips[other:last], rules.orders, least, room.cost, room.step, room.links
    )
    matched = 0
    for link in range(used):
        left, right = room.links[4 * link], room.links[4 * link + 2]
        both = room.links[4 * link + 1] > 0 and room.links[4 * link + 3] > 0
        if both and (left >= names.spare[a] or right >= names.spare[b]):
            matched += 1
    words = max(end - first - names.spare[a], last - other - names.spare[b])
    return float(best + (rules.bound.single if matched < min(2, words) else 0.0))


@nb.njit(cache=True, nogil=True)
def _take(
    chain: int, d: float, visit: int, x: int, files: Files, most: float, room: _Rooms, met: Longs, count: int
) -> tuple[Longs, int]:
    """Add to *met* the names beyond *x* in the drawers from *chain* on that are within *most* bits, *d*
    being the doubt of the second link, and that this visit has not met yet."""
    while chain >= 0:
        if room.bits[chain] + d <= most:
            drawer = room.drawer[chain]
            for k in range(files.starts[drawer + 1] - 1, files.starts[drawer] - 1, -1):
                y = files.name[k]
                if y <= x:
                    break
                if room.seen[y] != visit:
                    room.seen[y] = visit
                    if count == len(met):
                        met = grown(met)
                    met[count] = y
                    count += 1
        chain = room.before[chain]
    return met, count


@nb.njit(cache=True, nogil=True)
def _meet(
    visit: int, group: int, visits: Visits, names: Names, partners: Partners, files: Files, cost: Floats,
    bound: Bound, room: _Rooms, met: Longs,
) -> tuple[Longs, int]:  # fmt: skip
    """The names that a visit meets in the drawers gathered for its group."""
    x, spellings, most = visits.name[visit], len(room.asked), bound.most
    used, alone = second_readings(names, cost, x, visits.place[visit], bound, room.chosen, room.seconds)
    met, count = _take(room.head[spellings + 1], 0.0, visit, x, files, most, room, met, 0)
    if alone:
        met, count = _take(room.head[spellings], 0.0, visit, x, files, most, room, met, count)
    for w in room.seconds[:used]:
        for at in range(partners.starts[w], partners.starts[w + 1]):
            chain, d = room.head[partners.partner[at]], partners.doubt[at]
            if chain >= 0:
                met, count = _take(chain, d, visit, x, files, most, room, met, count)
    return met, count


@nb.njit(cache=True, nogil=True)
def _score_block(
    first: int, last: int, visits: Visits, names: Names, rank: Longs, partners: Partners, files: Files,
    cost: Floats, rules: _Rules, room: _Rooms,
) -> tuple[Longs, Longs, Floats, int, int]:  # fmt: skip
    """The pairs that the visits first..last find, with their doubts, and how many were met and aligned."""
    met, left, right = np.empty(64, np.int64), np.empty(1024, np.int64), np.empty(1024, np.int64)
    doubts, used, all_met, aligned = np.empty(1024), 0, 0, 0
    group = end = first  # the visits under one spelling
    for visit in range(first, last):
        x = visits.name[visit]
        if visit == end:
            group, s = visit, _spelling(visits, names, visit)
            while end < last and _spelling(visits, names, end) == s:
                _want(group, visits.name[end], visits.place[end], names, partners, cost, rules, room)
                end += 1
            _gather(group, s, partners, files, room)
        met, count = _meet(visit, group, visits, names, partners, files, cost, rules.bound, room, met)
        all_met += count
        for y in met[:count]:
            a, b = (x, y) if rank[x] <= rank[y] else (y, x)
            least = _fill(a, b, names, partners, rules.join, room.doubts)
            if least > rules.bound.most:
                continue
            aligned += 1
            doubt = _aligned(a, b, least, names, rules, room)
            if doubt <= rules.most:
                if used == len(left):
                    left, right, doubts = grown(left), grown(right), grown(doubts)
                left[used], right[used], doubts[used] = x, y, doubt
                used += 1
    return left[:used].copy(), right[:used].copy(), doubts[:used].copy(), all_met, aligned


@nb.njit(cache=True, nogil=True)
def _spelling(visits: Visits, names: Names, visit: int) -> int:
    """The spelling under which a visit looks."""
    place = visits.place[visit]
    return int(names.reading[place // WIDEST, place % WIDEST])
