"""Distinct names in, every pair of them that reaches the review cutoff out, with its bits.

The batch's twin of ``compare``: work on the vocabulary, not on the rows. Tokens are compared once,
names meet only through a partner of one of their rare tokens, and what is left is aligned by the very
function that ``compare`` uses, compiled. No pair is lost: a test and a benchmark hold it equal to
comparing all pairs.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import numba as nb
import numpy as np
from numpy.typing import NDArray

from . import alignment
from .alignment import NOWHERE, WIDEST
from .calibrate import calibrated_bits, most_doubt_at
from .compare import least_crowd
from .errors import NameMatchError
from .growth import grown
from .nametable import NameTable, ranks_of, tabulate
from .parse import Name, Role, is_title
from .policy import Policy, Prices
from .progress import Progress, counter
from .spelling import Spelled, spell
from .tokenpairs import Read, Search, TokenPairs, read_spellings, token_pairs
from .vocabulary import Vocabulary

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

NAMES_A_BLOCK = 512  # whose pairs are found and scored at once


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
class ScoredPairs:
    """Pairs of names, *left* < *right*, sorted, each once, with doubt and bits."""

    left: Longs
    right: Longs
    doubt: Floats
    bits: Floats


@dataclass(frozen=True, slots=True)
class Spans:
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``spelling[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is no reading. ``rank`` orders
    names as ``compare`` does; ``probes`` is how many of a name's tokens must be looked at, so that
    a pair which leaves over what the policy allows is still met."""

    starts: Longs
    spelling: Longs
    skips: Floats
    crowd: Floats  # ``compare.crowd_of`` each reading, shape of *spelling*
    spare: Longs  # titles of each name that may be words of it: its first tokens
    rank: Longs
    probes: Longs


def score_list(
    names: Sequence[Name],
    *,
    policy: Policy,
    vocabulary: Vocabulary,
    progress: Progress,
    left: int = 0,
) -> ScoredPairs:
    """Every pair of *names* with at least ``policy.review`` bits, as ``compare_names`` gives them.

    With *left*, only pairs of one of the first *left* names and one of the others.
    ``policy.population`` must be set. A name of more tokens than a name has takes part in no pair.
    Raises ``NameMatchError`` where the cutoff admits names that have no word in common, since then
    every pair would have to be looked at.
    """
    if policy.population is None:
        raise NameMatchError("population=None: the size of the list must be told")
    most = most_doubt_at(policy.review, policy.population)
    if most >= min(policy.most_doubt, _least_without_a_link(policy.prices)):
        raise NameMatchError(
            f"review={policy.review} admits {most:.1f} bits of doubt in a list of {policy.population}, "
            "not less than what names with nothing in common bring"
        )
    threads = os.cpu_count() or 1
    table_of = tabulate(names)
    # A whole name as one word leaves a single word to agree.
    spelled = spell(table_of, whole=most >= policy.prices.single + policy.prices.join)
    read = read_spellings(spelled.spellings, vocabulary, threads=threads, progress=progress)
    search = Search(most, policy, threads, progress)
    table = token_pairs(read, search)
    rarity = _rarities(table_of, spelled, read)
    skips, probes = _prices(table_of, spelled, read, rarity, most, policy)
    crowd = _crowds(spelled, rarity, policy)
    spans = Spans(spelled.starts, spelled.spelling, skips, crowd, table_of.spare, _ranks(table_of), probes)
    return _scored(spans, table, left, search)


def _least_without_a_link(prices: Prices) -> float:
    """The least doubt of two names in which no word meets another."""
    return 2 * min(prices.only_pair, 2 * min(prices.given, prices.family)) + prices.single


def _ranks(names: NameTable) -> Longs:
    """The place of each name in the order of ``compare.order_key``; equal ones as they come."""
    tokens = [(token.text, token.script) for token in names.tokens]
    place = {unit: i for i, unit in enumerate(sorted(set(tokens)))}
    word = np.array([place[unit] for unit in tokens], np.int64)[names.words_only()]
    rank = ranks_of(word, np.append(0, np.cumsum(names.words)))
    tied = np.flatnonzero(np.bincount(rank, minlength=1)[rank] > 1).tolist()
    turn = np.zeros(len(names), np.int64)
    turn[sorted(tied, key=names.texts.__getitem__)] = np.arange(len(tied))
    place_of = np.empty(len(names), np.int64)
    place_of[np.lexsort((turn, rank))] = np.arange(len(names))
    return place_of


def _prices(
    names: NameTable, spelled: Spelled, read: Read, rarity: Floats, most: float, policy: Policy
) -> tuple[Floats, Longs]:
    """The price of leaving each token over, (tokens,), as ``compare.skip_prices`` has it, and how many
    tokens of each name to probe: one more than *most* bits can leave over."""
    prices, starts, token = policy.prices, spelled.starts, spelled.token
    lengths = np.diff(starts)
    owner = np.repeat(np.arange(len(names)), lengths)
    place = np.arange(len(token)) - starts[owner] - names.spare[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token]
    title = np.array([is_title(t.text) for t in names.tokens], np.bool_)[token]
    word = (place >= 0) & ~particle
    count = np.bincount(owner, word, len(names))[owner]
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    share = np.where(place == 0, 1.0, read.givenness[spelled.spelling[:, 0]])
    skips = np.select(
        [place < 0, particle, count <= 2, (sure > 1) & title],  # noqa: PLR2004 half of the name
        [0.0, prices.particle, prices.only_pair, prices.title],
        share * prices.given + (1 - share) * _surname_prices(rarity, owner, lengths, policy),
    )
    return skips, _probes(skips[place >= 0], lengths - np.where(lengths, names.spare, 0), most)


def _rarities(names: NameTable, spelled: Spelled, read: Read) -> Floats:
    """``compare.token_rarities`` of all names, (tokens,)."""
    owner = np.repeat(np.arange(len(names)), np.diff(spelled.starts))
    spare = np.arange(len(owner)) - spelled.starts[owner] < names.spare[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[spelled.token]
    return np.where(spare | particle, 0.0, read.rarity[spelled.spelling[:, 0]])


def _surname_prices(rarity: Floats, owner: Longs, lengths: Longs, policy: Policy) -> Floats:
    """What each token costs as a surname that is left over: ``compare.surname_price`` if it is the last."""
    rest = np.bincount(owner, rarity, len(lengths)).astype(np.float64)[owner] - rarity
    crowd = np.minimum(0.0, -np.log2(policy.rare) - rest)
    last = np.zeros(len(owner), np.bool_)
    last[(np.cumsum(lengths) - 1)[lengths > 0]] = True
    full = policy.prices.family
    return np.where(last, np.log2(1 + (2.0**full - 1) * 2.0**crowd), full)


def _crowds(spelled: Spelled, rarity: Floats, policy: Policy) -> Floats:
    """``compare.crowd_of`` each reading of the tokens of names, (tokens, WIDEST)."""
    names = len(spelled.starts) - 1
    owner = np.repeat(np.arange(names), np.diff(spelled.starts))
    rest = np.bincount(owner, rarity, names).astype(np.float64)[owner]
    crowd = np.full(spelled.spelling.shape, least_crowd(policy))
    for p in range(min(WIDEST, len(rest))):
        rest[: len(rest) - p] -= rarity[p:]
        crowd[:, p] = np.maximum(least_crowd(policy), -np.log2(policy.crowd) - rest)
    return crowd


def _probes(skips: Floats, words: Longs, most: float) -> Longs:
    """How many words of each name to probe, *skips* being theirs, name after name."""
    owner = np.repeat(np.arange(len(words)), words)
    skips = skips[np.lexsort((skips, owner))]
    first = np.cumsum(words) - words
    probes = np.minimum(words, 1)
    spent = np.zeros(len(words))
    open_ = np.flatnonzero(words)
    depth = 0
    while len(open_):  # adds up one name after the other as compare does, word by word
        spent[open_] += skips[first[open_] + depth]
        open_ = open_[spent[open_] <= most]
        depth += 1
        open_ = open_[words[open_] > depth]
        probes[open_] += 1
    return probes


def _scored(names: Spans, table: TokenPairs, left: int, search: Search) -> ScoredPairs:
    """Find and score the pairs block by block, on all cores."""
    count = left or len(names.starts) - 1
    heads, postings, alone = _postings(names.starts, names.spelling, len(table.starts) - 1)
    reach = _reach(names.spelling, table.starts, table.partner, heads)
    prices = search.policy.prices
    numbers = np.array([prices.turned, prices.other_order, prices.join, prices.single, search.most])
    advance = counter(search.progress, "comparing names", count)

    def block(first: int) -> tuple[Longs, Longs, Floats]:
        last = min(first + NAMES_A_BLOCK, count)
        found: tuple[Longs, Longs, Floats] = _score_block(
            first, last, left, names.starts, names.spelling, names.skips, names.crowd, names.spare, names.rank,
            names.probes, reach, heads, postings, alone, table.starts, table.partner, table.doubt,
            table.joins, numbers,
        )  # fmt: skip
        advance(last - first)
        return found

    with ThreadPoolExecutor(search.threads) as pool:
        blocks = list(pool.map(block, range(0, count, NAMES_A_BLOCK)))
    empty = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    one, two, doubt = (np.concatenate(x) for x in zip(empty, *blocks, strict=True))
    order = np.lexsort((two, one))
    bits = calibrated_bits(doubt[order], search.policy.population or 2)
    return ScoredPairs(one[order], two[order], doubt[order], bits)


@nb.njit(cache=True, nogil=True)
def _postings(starts: Longs, spelling: Longs, spellings: int) -> tuple[Longs, Longs, Longs]:
    """The names under each spelling: heads, names, and whether the token stands alone there."""
    heads = np.zeros(spellings + 1, np.int64)
    for t in range(len(spelling)):
        for p in range(WIDEST):
            if spelling[t, p] >= 0:
                heads[spelling[t, p] + 1] += 1
    for s in range(spellings):
        heads[s + 1] += heads[s]
    fill = heads[:-1].copy()
    names, alone = np.empty(heads[-1], np.int64), np.empty(heads[-1], np.int64)
    for x in range(len(starts) - 1):
        for t in range(starts[x], starts[x + 1]):
            for p in range(WIDEST):
                s = spelling[t, p]
                if s >= 0:
                    names[fill[s]], alone[fill[s]] = x, p == 0
                    fill[s] += 1
    return heads, names, alone


@nb.njit(cache=True, nogil=True)
def _reach(spelling: Longs, partners: Longs, partner: Longs, heads: Longs) -> Longs:
    """How many names each token's readings lead to, shape of *spelling*."""
    reach = np.zeros(spelling.shape, np.int64)
    known = np.full(len(partners) - 1, -1, np.int64)
    for t in range(len(spelling)):
        for p in range(WIDEST):
            s = spelling[t, p]
            if s >= 0:
                if known[s] < 0:
                    known[s] = 0
                    for at in range(partners[s], partners[s + 1]):
                        known[s] += heads[partner[at] + 1] - heads[partner[at]]
                reach[t, p] = known[s]
    return reach


@nb.njit(cache=True, nogil=True)
def _rarest(first: int, last: int, spare: int, spelling: Longs, reach: Longs, probes: int) -> Longs:
    """The *probes* tokens of a name whose readings, joined ones included, lead to fewest names; none of
    its first *spare*."""
    n = last - first
    total = np.full(n, -1, np.int64)
    for i in range(spare, n):
        total[i] = 0
        for start in range(max(0, i - WIDEST + 1), i + 1):
            for p in range(i - start, WIDEST):
                if spelling[first + start, p] >= 0:
                    total[i] += reach[first + start, p]
    found = np.empty(probes, np.int64)
    for probe in range(probes):
        found[probe] = -1
        for i in range(n):
            if total[i] >= 0 and (found[probe] < 0 or total[i] < total[found[probe]]):
                found[probe] = i
        total[found[probe]] = -1  # taken
    return found


@nb.njit(cache=True, nogil=True)
def _candidates(
    x: int,
    after: int,
    starts: Longs,
    spelling: Longs,
    spare: Longs,
    probes: Longs,
    reach: Longs,
    heads: Longs,
    postings: Longs,
    alone: Longs,
    partners: Longs,
    partner: Longs,
    seen: Longs,
    found: Longs,
) -> tuple[Longs, int]:
    """The names beyond *after* that share a partner of one of the rarest tokens of *x*; *seen* marks them."""
    count = 0
    first, last = starts[x], starts[x + 1]
    for i in _rarest(first, last, spare[x], spelling, reach, probes[x]):
        for start in range(max(0, i - WIDEST + 1), i + 1):
            for p in range(i - start, WIDEST):
                s = spelling[first + start, p]
                if s < 0:
                    continue
                for at in range(partners[s], partners[s + 1]):
                    for place in range(heads[partner[at]], heads[partner[at] + 1]):
                        y = postings[place]
                        # Several tokens stand for one, never for several.
                        if y > after and seen[y] != x and (p == 0 or alone[place] == 1):
                            seen[y] = x
                            if count == len(found):
                                found = grown(found)
                            found[count] = y
                            count += 1
    return found, count


@nb.njit(cache=True, nogil=True)
def _place_between(u: int, v: int, partners: Longs, partner: Longs) -> int:
    """Where *v* stands among the partners of *u*, -1 where it is none."""
    low, high = partners[u], partners[u + 1]
    while low < high:
        middle = (low + high) // 2
        if partner[middle] < v:
            low = middle + 1
        else:
            high = middle
    return int(low) if low < partners[u + 1] and partner[low] == v else -1


@nb.njit(cache=True, nogil=True)
def _fill(
    a: int,
    b: int,
    starts: Longs,
    spelling: Longs,
    skips: Floats,
    partners: Longs,
    partner: Longs,
    doubt: Floats,
    joins: Bools,
    join: float,
    doubts: Floats,
) -> float:
    """Fill *doubts* of two names for ``align``; give what no alignment can be below."""
    n, m = starts[a + 1] - starts[a], starts[b + 1] - starts[b]
    doubts[:] = NOWHERE
    best = skips[starts[a] : starts[a + 1]].copy()
    for i in range(n):
        for p in range(WIDEST):
            u = spelling[starts[a] + i, p]
            if u < 0:
                continue
            for j in range(m):
                for q in range(WIDEST if p == 0 else 1):
                    v = spelling[starts[b] + j, q]
                    at = _place_between(u, v, partners, partner) if v >= 0 else -1
                    joined = p + q > 0
                    if at < 0 or (joined and not joins[at]):
                        continue
                    bits = doubt[at] + (join if joined else 0.0)
                    doubts[_place_of(i, p + 1, j, q + 1, m)] = bits
                    for k in range(i, i + p + 1):
                        best[k] = min(best[k], bits / (p + 1))
    return float(best.sum())


@nb.njit(cache=True, nogil=True)
def _score(
    a: int,
    b: int,
    starts: Longs,
    spelling: Longs,
    skips: Floats,
    crowd: Floats,
    spare: Longs,
    partners: Longs,
    partner: Longs,
    doubt: Floats,
    joins: Bools,
    numbers: Floats,
) -> float:
    """The doubt between two names: ``compare``'s, where it is at most ``numbers[4]``."""
    n, m = starts[a + 1] - starts[a], starts[b + 1] - starts[b]
    doubts = np.empty(n * WIDEST * m * WIDEST)
    least = _fill(a, b, starts, spelling, skips, partners, partner, doubt, joins, numbers[2], doubts)
    if least > numbers[4]:
        return NOWHERE
    cost, step = np.empty((n + 1) * (m + 1)), np.empty((n + 1) * (m + 1), np.int64)
    links = np.zeros(4 * (n + m), np.int64)
    best, _, used = _align(
        doubts,
        skips[starts[a] : starts[a + 1]],
        skips[starts[b] : starts[b + 1]],
        numbers[:2],
        least,
        cost,
        step,
        links,
    )
    matched = 0
    for at in range(0, 4 * used, 4):
        i, p, j, q = links[at], links[at + 1], links[at + 2], links[at + 3]
        if p > 0 and q > 0:
            more = max(crowd[starts[a] + i, p - 1], crowd[starts[b] + j, q - 1])
            bits = doubts[_place_of(i, p, j, q, m)] - (numbers[2] if p + q > 2 else 0.0)
            if more > 0 and bits > 0:
                best += np.log2(1 + (2.0**bits - 1) * 2.0**more) - bits
    for link in range(used):
        named = links[4 * link] >= spare[a] or links[4 * link + 2] >= spare[b]
        if links[4 * link + 1] > 0 and links[4 * link + 3] > 0 and named:
            matched += 1
    return float(best + (numbers[3] if matched < min(2, max(n - spare[a], m - spare[b])) else 0.0))


@nb.njit(cache=True, nogil=True)
def _score_block(
    first: int,
    last: int,
    left_names: int,
    starts: Longs,
    spelling: Longs,
    skips: Floats,
    crowd: Floats,
    spare: Longs,
    rank: Longs,
    probes: Longs,
    reach: Longs,
    heads: Longs,
    postings: Longs,
    alone: Longs,
    partners: Longs,
    partner: Longs,
    doubt: Floats,
    joins: Bools,
    numbers: Floats,
) -> tuple[Longs, Longs, Floats]:
    """Pairs of the names first..last with later ones, none of the first *left_names*, whose doubt is at
    most ``numbers[4]``."""
    seen = np.full(len(starts) - 1, -1, np.int64)
    found = np.empty(1024, np.int64)
    left, right = np.empty(1024, np.int64), np.empty(1024, np.int64)
    doubts, used = np.empty(1024), 0
    for x in range(first, last):
        found, count = _candidates(
            x,
            max(x, left_names - 1),
            starts,
            spelling,
            spare,
            probes,
            reach,
            heads,
            postings,
            alone,
            partners,
            partner,
            seen,
            found,
        )
        for c in range(count):
            y = found[c]
            a, b = (x, y) if rank[x] <= rank[y] else (y, x)
            bits = _score(
                a, b, starts, spelling, skips, crowd, spare, partners, partner, doubt, joins, numbers
            )
            if bits <= numbers[4]:
                if used == len(left):
                    left = grown(left)
                    right = grown(right)
                    doubts = grown(doubts)
                left[used], right[used], doubts[used] = x, y, bits
                used += 1
    return left[:used].copy(), right[:used].copy(), doubts[:used].copy()
