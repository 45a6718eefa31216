"""Names as arrays in, those that a query may be out: the rows of an index that were read at once."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from .alignment import NOWHERE, WIDEST
from .batch import left_over, rarities
from .compare import least_crowd
from .compiledalign import align, place_of
from .growth import grown
from .lookup import Lookup
from .nametable import NameTable
from .parse import Token
from .policy import Policy
from .ragged import Longs, stretches
from .spelling import Key, Runs, key_of, spell_all, within_bounds
from .tokenpairs import Read, Search, TokenPairs, read_spellings, token_pairs
from .vocabulary import Unit, Vocabulary

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_ROUNDING = 1e-6  # bits by which sums in another order may differ, and more


class Names(NamedTuple):
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``spelling[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is no reading. *skips* are bits for
    leaving each token over, *rarity* those of ``compare.token_rarities``, *order* is the place of each among
    all tokens, times two, and the first *spare* of a name are titles that may be words of it. The names
    under spelling *s* are ``name[heads[s]:heads[s + 1]]``. No name has more than *longest* tokens."""

    starts: Longs
    spelling: Ints
    skips: Floats
    rarity: Floats
    order: Longs
    spare: Longs
    heads: Longs
    name: Ints
    longest: int


class Query(NamedTuple):
    """A name that is looked for. Reading *r* is token *token[r]* joined with the *after[r]* after it; its
    partners are *place*, *doubt* and *joins* (``lookup.Meaning``), from ``starts[r]`` on. *probes* of its
    tokens must be looked under."""

    skips: Floats
    rarity: Floats
    order: Longs
    spare: int
    probes: int
    token: Longs
    after: Longs
    starts: Longs
    place: Longs
    doubt: Floats
    joins: Bools


class Rules(NamedTuple):
    """Prices in bits."""

    orders: Floats  # of a turned order and of any other order
    join: float
    single: float
    crowd: float  # bits of rarity of the rest of a name, below which a word is doubted more
    least_crowd: float
    most: float

    @classmethod
    def of(cls, policy: Policy, most: float) -> "Rules":
        """The rules of *policy* for pairs of at most *most* bits."""
        prices = policy.prices
        orders = np.array([prices.turned, prices.other_order])
        crowd = -float(np.log2(policy.crowd))
        return cls(orders, prices.join, prices.single, crowd, least_crowd(policy), most)


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """Names read at once: *table* holds the distinct texts, *text_of* the place there of each row, and
    *rows* those of each text. *units* are the words that any name has, ascending."""

    table: NameTable
    text_of: Longs
    names: Names
    lookup: Lookup
    units: list[Unit]
    rows: "_Rows"

    @classmethod
    def of(cls, table: NameTable, text_of: Longs, vocabulary: Vocabulary, search: Search) -> "Section":
        """Read the names of *table*, to be found with at most ``search.most`` bits."""
        policy, threads, progress = search.policy, search.threads, search.progress
        # A whole name as one word leaves a single word to agree.
        spelled, runs = spell_all(table, whole=search.most >= policy.prices.single + policy.prices.join)
        progress("reading words", 0, len(spelled.spellings))
        read = read_spellings(spelled.spellings, vocabulary, threads=threads, progress=progress)
        pairs = token_pairs(read, search)
        rarity = rarities(table, spelled, read)
        skips = left_over(table, spelled, read, rarity, policy)
        return cls.known(table, text_of, spelled.spelling.astype(np.int32), skips, rarity, read, pairs, runs)

    @classmethod
    def known(
        cls,
        table: NameTable,
        text_of: Longs,
        spelling: Ints,
        skips: Floats,
        rarity: Floats,
        read: Read,
        pairs: TokenPairs,
        runs: Runs,
    ) -> "Section":
        """The section of names that have been read before."""
        starts, token = within_bounds(table)
        units = [(token.text, token.script) for token in table.tokens]
        ascending = sorted(set(units))
        place = {unit: 2 * i for i, unit in enumerate(ascending)}
        order = np.fromiter(map(place.__getitem__, units), np.int64, len(units))[token]
        heads, name = _postings(starts, spelling, len(read.spellings) + len(runs))
        longest = int(np.diff(starts).max(initial=0))
        names = Names(starts, spelling, skips, rarity, order, table.spare, heads, name, longest)
        lookup = Lookup.of(read, pairs, runs, partial(_key_of_run, table.tokens, token, runs))
        return cls(table, text_of, names, lookup, ascending, _Rows.of(text_of, len(table)))

    @property
    def population(self) -> int:
        """How many rows have a name."""
        return int(np.count_nonzero(self.table.words[self.text_of]))

    def order_of(self, unit: Unit) -> int:
        """Where a word stands among those here, as ``Names.order`` has it; between two if it is none."""
        place = bisect_left(self.units, unit)
        return 2 * place - (place == len(self.units) or self.units[place] != unit)

    def found(self, query: Query, rules: Rules) -> tuple[Longs, Floats]:
        """The texts that *query* may be with at most ``rules.most`` bits of doubt, and the doubt of each."""
        found: tuple[Longs, Floats] = _found(query, self.names, rules)
        return found


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of each text, ascending: those of text *x* at ``starts[x]:starts[x + 1]``."""

    starts: Longs
    row: Longs

    @classmethod
    def of(cls, text_of: Longs, texts: int) -> "_Rows":
        starts = np.append(0, np.cumsum(np.bincount(text_of, minlength=texts)))
        return cls(starts, np.argsort(text_of, kind="stable"))

    def of_texts(self, texts: Longs) -> tuple[Longs, Longs]:
        """(place in *texts*, row) of each row that has one of *texts*."""
        times = self.starts[texts + 1] - self.starts[texts]
        return np.repeat(np.arange(len(texts)), times), self.row[stretches(self.starts[texts], times)]


def _key_of_run(tokens: Sequence[Token], token: Longs, runs: Runs, run: int) -> Key:
    """The spelling of several tokens joined."""
    first = int(runs.first[run])
    members = [tokens[t] for t in token[first : first + int(runs.after[run]) + 1].tolist()]
    return key_of("".join(member.text for member in members), members[0].script)


@nb.njit(cache=True, nogil=True)
def _postings(starts: Longs, spelling: Ints, spellings: int) -> tuple[Longs, Ints]:
    """The names under each spelling: heads and names, ascending; one may stand twice."""
    heads = np.zeros(spellings + 1, np.int64)
    for t in range(len(spelling)):
        for p in range(WIDEST):
            if spelling[t, p] >= 0:
                heads[spelling[t, p] + 1] += 1
    for s in range(spellings):
        heads[s + 1] += heads[s]
    fill, names = heads[:-1].copy(), np.empty(heads[-1], np.int32)
    for x in range(len(starts) - 1):
        for t in range(starts[x], starts[x + 1]):
            for p in range(WIDEST):
                s = spelling[t, p]
                if s >= 0:
                    names[fill[s]] = x
                    fill[s] += 1
    return heads, names


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
def _found(query: Query, names: Names, rules: Rules) -> tuple[Longs, Floats]:
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
                if _least(y, query, links, names, rules, room.best) > rules.most + _ROUNDING:
                    continue
                doubt = _doubt(y, query, links, names, rules, room)
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
        for token in range(query.spare, n):
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
def _least(y: int, query: Query, links: _Links, names: Names, rules: Rules, best: Floats) -> float:
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
def _is_left(y: int, query: Query, names: Names) -> bool:
    """Whether the query is the left one inside, as ``compare.order_key`` has it."""
    first, last = names.starts[y] + names.spare[y], names.starts[y + 1]
    for i in range(query.spare, len(query.order)):
        at = first + i - query.spare
        if at >= last or query.order[i] > names.order[at]:
            return False
        if query.order[i] < names.order[at]:
            return True
    return True


@nb.njit(cache=True, nogil=True)
def _fill(y: int, left: bool, query: Query, links: _Links, names: Names, rules: Rules, room: _Room) -> float:
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
def _doubt(y: int, query: Query, links: _Links, names: Names, rules: Rules, room: _Room) -> float:
    """The doubt between the query and name *y*: ``compare``'s, where it is at most ``rules.most``."""
    first, last = names.starts[y], names.starts[y + 1]
    left = _is_left(y, query, names)
    least = _fill(y, left, query, links, names, rules, room)
    if least > rules.most + _ROUNDING:
        return NOWHERE
    one, spare, rarity = query.skips, query.spare, query.rarity
    two, other, others = names.skips[first:last], names.spare[y], names.rarity[first:last]
    if not left:
        one, spare, rarity, two, other, others = two, other, others, one, spare, rarity
    m = len(two)
    bits, _, used = align(room.doubts, one, two, rules.orders, least, room.cost, room.step, room.links)
    matched = 0
    for at in range(0, 4 * used, 4):
        i, p, j, q = room.links[at], room.links[at + 1], room.links[at + 2], room.links[at + 3]
        if p > 0 and q > 0:
            matched += i >= spare or j >= other
            doubt = room.doubts[place_of(i, p, j, q, m)] - (rules.join if p > 1 or q > 1 else 0.0)
            crowd = max(rules.least_crowd, rules.crowd - min(_rest(rarity, i, p), _rest(others, j, q)))
            if crowd > 0 and doubt > 0:
                bits += np.log2(1 + (2.0**doubt - 1) * 2.0**crowd) - doubt
    single = matched < min(2, max(len(one) - spare, m - other))
    return float(bits + (rules.single if single else 0.0))


@nb.njit(cache=True, nogil=True)
def _rest(rarity: Floats, first: int, count: int) -> float:
    """The rarity of a name without some of its tokens."""
    total = 0.0
    for i in range(len(rarity)):
        if i < first or i >= first + count:
            total += rarity[i]
    return float(total)
