"""A query as arrays in, the names of a segment that it may be out."""

from typing import NamedTuple

import numba as nb
import numpy as np

from ..arrays.compiled import grown
from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..batch.alignment import align, place_of
from ..compare.alignment import NOWHERE, WIDEST
from ..compare.prices import least_namesake_bits
from ..policy import Policy

_ROUNDING = 1e-6  # bits by which sums in another order may differ, and more


class SegmentNames(NamedTuple):
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``spelling[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is no reading. *skips* are bits for
    leaving each token over, *rarity* those of ``compare.rarity.token_rarities``, *order* is the place of
    each among all tokens, times two, and the first *optional* of a name are titles that may be words of it.
    The names under spelling *s* are ``name[heads[s]:heads[s + 1]]``. No name has more than *longest*
    tokens."""

    starts: Longs
    spelling: Ints
    skips: Floats
    rarity: Floats
    order: Longs
    optional: Longs
    heads: Longs
    name: Ints
    longest: int


class Query(NamedTuple):
    """A name that is looked for. Reading *r* is token *token[r]* joined with the *after[r]* after it; its
    partners are *place*, *doubt* and *joins* (``batch.query_partners.Meaning``), from ``starts[r]`` on.
    *probes* of its tokens must be looked under."""

    skips: Floats
    rarity: Floats
    order: Longs
    optional: int
    probes: int
    token: Longs
    after: Longs
    starts: Longs
    place: Longs
    doubt: Floats
    joins: Bools


class SearchRules(NamedTuple):
    """Prices in bits."""

    orders: Floats  # of a turned order and of any other order
    join: float
    single: float
    crowd: float  # bits of rarity of the rest of a name, below which a word is doubted more
    least_crowd: float
    most: float

    @classmethod
    def of(cls, policy: Policy, most: float) -> "SearchRules":
        """The rules of *policy* for pairs of at most *most* bits."""
        prices = policy.prices
        orders = np.array([prices.turned, prices.other_order])
        crowd = -float(np.log2(policy.crowd))
        return cls(orders, prices.join, prices.single, crowd, least_namesake_bits(policy), most)


class _Links(NamedTuple):
    """The partners of a query, found by their place: *head* is the number of the last link there, from 1,
    and *before* that of the one before it; 0 for none. *reading* is whose partner it is."""

    head: Ints
    before: Ints
    reading: Ints


@nb.njit(cache=True, nogil=True)
def _linked(query: Query, places: int) -> _Links:
    head = np.zeros(places, np.int32)
    before, reading = np.zeros(len(query.place) + 1, np.int32), np.zeros(len(query.place) + 1, np.int32)
    for r in range(len(query.token)):
        for at in range(query.starts[r], query.starts[r + 1]):
            before[at + 1], reading[at + 1] = head[query.place[at]], r
            head[query.place[at]] = at + 1
    return _Links(head, before, reading)


@nb.njit(cache=True, nogil=True)
def find_names(query: Query, names: SegmentNames, rules: SearchRules) -> tuple[Longs, Floats]:
    """Names under a partner of one of the rarest tokens of *query*, aligned with it."""
    links = _linked(query, len(names.heads) - 1)
    seen = np.zeros(len(names.starts) - 1, np.bool_)
    probed = _rarest(query, names.heads)
    text, bits, count = np.empty(64, np.int64), np.empty(64), 0
    room = _make_room(query, names.longest)
    for r in range(len(query.token)):
        wanted = False
        for token in range(query.token[r], query.token[r] + query.after[r] + 1):
            wanted = wanted or probed[token]
        if not wanted:
            continue
        for at in range(query.starts[r], query.starts[r + 1]):
            for place in range(names.heads[query.place[at]], names.heads[query.place[at] + 1]):
                y = names.name[place]
                if seen[y]:
                    continue
                seen[y] = True
                if _least_of_name(y, query, links, names, rules, room.best) > rules.most + _ROUNDING:
                    continue
                doubt = _doubt_of_name(y, query, links, names, rules, room)
                if doubt <= rules.most:
                    if count == len(text):
                        text, bits = grown(text), grown(bits)
                    text[count], bits[count] = y, doubt
                    count += 1
    return text[:count].copy(), bits[:count].copy()


@nb.njit(cache=True, nogil=True)
def _rarest(query: Query, heads: Longs) -> Bools:
    """Which tokens to look under: those whose readings lead to fewest names."""
    n = len(query.skips)
    reach, probed = np.zeros(n, np.int64), np.zeros(n, np.bool_)
    for r in range(len(query.token)):
        names = 0
        for at in range(query.starts[r], query.starts[r + 1]):
            names += heads[query.place[at] + 1] - heads[query.place[at]]
        for token in range(query.token[r], query.token[r] + query.after[r] + 1):
            reach[token] += names
    for _ in range(query.probes):
        best = -1
        for token in range(query.optional, n):
            if not probed[token] and (best < 0 or reach[token] < reach[best]):
                best = token
        probed[best] = True
    return probed


class _Room(NamedTuple):
    """What is written to for each name, made once."""

    best: Floats
    doubts: Floats
    cost: Floats
    step: Longs
    links: Longs


@nb.njit(cache=True, nogil=True)
def _make_room(query: Query, m: int) -> _Room:
    n = len(query.skips)
    cells = (n + 1) * (m + 1)
    return _Room(
        np.empty(max(n, m)),
        np.empty(n * WIDEST * m * WIDEST),
        np.empty(cells),
        np.empty(cells, np.int64),
        np.empty(4 * (n + m), np.int64),
    )


@nb.njit(cache=True, nogil=True)
def _least_of_name(
    y: int, query: Query, links: _Links, names: SegmentNames, rules: SearchRules, best: Floats
) -> float:
    """What no alignment of name *y* can be below, as far as it matters: each of its tokens at its best."""
    first, m = names.starts[y], names.starts[y + 1] - names.starts[y]
    for j in range(m):
        best[j] = names.skips[first + j]
    total = 0.0
    for j in range(m):
        for q in range(WIDEST):
            v = names.spelling[first + j, q]
            link = links.head[v] if v >= 0 else 0
            while link > 0:
                if q == 0 or query.joins[link - 1]:
                    joined = q > 0 or query.after[links.reading[link]] > 0
                    bits = query.doubt[link - 1] + (rules.join if joined else 0.0)
                    for k in range(j, j + q + 1):
                        best[k] = min(best[k], bits / (q + 1))
                link = links.before[link]
        total += best[j]  # no later reading covers this token
        if total > rules.most + _ROUNDING:
            break
    return float(total)


@nb.njit(cache=True, nogil=True)
def _is_left(y: int, query: Query, names: SegmentNames) -> bool:
    """Whether the query is the left one inside, as ``compare.names.order_key`` has it."""
    first, last = names.starts[y] + names.optional[y], names.starts[y + 1]
    for i in range(query.optional, len(query.order)):
        at = first + i - query.optional
        if at >= last or query.order[i] > names.order[at]:
            return False
        if query.order[i] < names.order[at]:
            return True
    return True


@nb.njit(cache=True, nogil=True)
def _fill_name(
    y: int, left: bool, query: Query, links: _Links, names: SegmentNames, rules: SearchRules, room: _Room
) -> float:
    """Fill ``room.doubts`` of the query and name *y* for ``align``; give what no alignment can be below."""
    first, last = names.starts[y], names.starts[y + 1]
    one, m = (query.skips, last - first) if left else (names.skips[first:last], len(query.skips))
    room.doubts[: len(one) * WIDEST * m * WIDEST] = NOWHERE
    best = room.best[: len(one)]
    best[:] = one
    for j in range(last - first):
        for q in range(WIDEST):
            v = names.spelling[first + j, q]
            link = links.head[v] if v >= 0 else 0
            while link > 0:
                r, at = links.reading[link], link - 1
                link = links.before[link]
                i, p = query.token[r], query.after[r]
                # Several tokens stand for one, never for several.
                if q > 0 and (p > 0 or not query.joins[at]):
                    continue
                bits = query.doubt[at] + (rules.join if p + q > 0 else 0.0)
                a, wide, b, broad = (i, p, j, q) if left else (j, q, i, p)
                room.doubts[place_of(a, wide + 1, b, broad + 1, m)] = bits
                for k in range(a, a + wide + 1):
                    best[k] = min(best[k], bits / (wide + 1))
    return float(best.sum())


@nb.njit(cache=True, nogil=True)
def _doubt_of_name(
    y: int, query: Query, links: _Links, names: SegmentNames, rules: SearchRules, room: _Room
) -> float:
    """The doubt between the query and name *y*: ``compare``'s, where it is at most ``rules.most``."""
    first, last = names.starts[y], names.starts[y + 1]
    left = _is_left(y, query, names)
    least = _fill_name(y, left, query, links, names, rules, room)
    if least > rules.most + _ROUNDING:
        return NOWHERE
    one, optional, rarity = query.skips, query.optional, query.rarity
    two, other, others = names.skips[first:last], names.optional[y], names.rarity[first:last]
    if not left:
        one, optional, rarity, two, other, others = two, other, others, one, optional, rarity
    m = len(two)
    bits, _, used = align(room.doubts, one, two, rules.orders, least, room.cost, room.step, room.links)
    matched = 0
    for at in range(0, 4 * used, 4):
        i, p, j, q = room.links[at], room.links[at + 1], room.links[at + 2], room.links[at + 3]
        if p > 0 and q > 0:
            matched += i >= optional or j >= other
            doubt = room.doubts[place_of(i, p, j, q, m)] - (rules.join if p > 1 or q > 1 else 0.0)
            crowd = max(rules.least_crowd, rules.crowd - min(_rest(rarity, i, p), _rest(others, j, q)))
            if crowd > 0 and doubt > 0:
                bits += np.log2(1 + (2.0**doubt - 1) * 2.0**crowd) - doubt
    single = matched < min(2, max(len(one) - optional, m - other))
    return float(bits + (rules.single if single else 0.0))


@nb.njit(cache=True, nogil=True)
def _rest(rarity: Floats, first: int, count: int) -> float:
    """The rarity of a name without some of its tokens."""
    total = 0.0
    for i in range(len(rarity)):
        if i < first or i >= first + count:
            total += rarity[i]
    return float(total)
