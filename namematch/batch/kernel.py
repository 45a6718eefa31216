"""One name and others as arrays in, the least doubt between them out: ``compare.names``, compiled.

A pair of a list and a query with a name of an index are scored by the same loops. The partners of a name's
readings are chained by their spelling once; then each reading of another name finds by its own spelling
which links it may be in. Of Ali Karimi, the reading karimi is in the chain of each of its partners, and کریمی
is one, so that علی کریمی finds it there.
"""

from typing import NamedTuple

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..arrays.ragged import starts_of
from ..compare.alignment import NOWHERE, align, is_left_over, place_of
from ..compare.initials import InitialsRule, initials_rule, price_of_initials, rarity_in_common
from ..compare.prices import INITIAL, PAIR, TITLED, NamesakeRules, among_others, namesake_bits
from ..names.compounds import WIDEST
from ..policy import Policy
from .name_arrays import NameArrays, PartnerRows, TokenKinds

ROUNDING = 1e-6  # bits by which sums in another order may differ, and more


class PairRules(NamedTuple):
    """Prices in bits, and the *most* doubt of a pair that is asked for."""

    orders: Floats  # of a turned order and of any other order
    join: float
    titled: float
    single: float
    initials: InitialsRule
    namesakes: NamesakeRules
    most: float

    @classmethod
    def of(cls, policy: Policy, most: float) -> "PairRules":
        """The rules of *policy* for pairs of at most *most* bits."""
        bits = policy.prices
        orders = np.array([bits.turned, bits.other_order])
        rules = initials_rule(policy), NamesakeRules.of(policy)
        return cls(orders, bits.join, bits.titled, bits.single, *rules, most)


class PartnerLinks(NamedTuple):
    """The partners of the readings of one name, in a chain for each spelling.

    *head* is the number of the last link to a spelling, from 1, 0 for none. Of a link, *chain* has the link
    to the same spelling before it, 0 for none, and the reading whose partner it is (token * WIDEST + tokens
    after it); *bits* is what it costs for a spelling that is one token, and for one that is several joined.
    """

    head: Ints
    chain: Ints  # (links, 2)
    bits: Floats  # (links, 2)


class Workspace(NamedTuple):
    """Where one thread aligns two names: side 0, whose partners are linked, and side 1."""

    places: Longs  # (possible links, 2): the reading of either side, token * WIDEST + tokens after it
    bits: Floats  # what each possible link costs
    best: Floats  # (2, tokens): the least that the links of a token cost
    skips: Floats  # (2, tokens)
    closed: Floats  # (2, tokens): room for ``align``
    kinds: TokenKinds  # (2, tokens)
    rarity: Floats  # (2, tokens)
    doubts: Floats
    cost: Floats
    step: Longs
    links: Longs


def most_links(names: NameArrays, partners: PartnerRows) -> int:
    """How many partners the readings of one name have at most."""
    counts = np.append(np.diff(partners.starts), 0)[names.reading].sum(1)
    before = starts_of(counts)
    return int(np.diff(before[names.starts]).max(initial=0))


@kernel
def make_links(spellings: int, most: int) -> PartnerLinks:
    """Room for a name with at most *most* partners among so many spellings."""
    return PartnerLinks(
        np.zeros(spellings, np.int32), np.empty((most + 1, 2), np.int32), np.empty((most + 1, 2))
    )


@kernel
def make_workspace(n: int, m: int) -> Workspace:
    """Room for a name of at most *n* tokens and another of at most *m*."""
    possible, cells, longest = n * m * WIDEST * WIDEST, (n + 1) * (m + 1), max(n, m)
    return Workspace(
        np.empty((possible, 2), np.int64),
        np.empty(possible),
        np.empty((2, longest)),
        np.empty((2, longest)),
        np.empty((2, longest)),
        np.empty((2, longest), np.int8),
        np.empty((2, longest)),
        np.empty(possible),
        np.empty(cells),
        np.empty(cells, np.int64),
        np.empty(4 * (n + m), np.int64),
    )


# The loop takes its tuples of arrays apart once, and hands on arrays: numba counts the references to an array
# wherever it is taken out, and two threads that count the same one wait for each other.
@kernel
def score_pairs(
    left: Ints, right: Ints, names: NameArrays, others: NameArrays, partners: PartnerRows,
    links: PartnerLinks, rules: PairRules, room: Workspace,
) -> tuple[Floats, int]:  # fmt: skip
    """The doubt between each name *left* of *names* and *right* of the *others*: ``compare``'s, or
    ``NOWHERE`` where no alignment is within ``rules.most``. And how many were aligned.

    *partners* are those of the readings of *names*, by the spellings of the *others*. Those of a name are
    linked once for all pairs of it that follow each other.
    """
    starts, reading, skips, kinds, rarity, order, optional, beside = names
    rows, partner, partner_doubt, joins = partners
    starts_2, reading_2, skips_2, kinds_2, rarity_2, order_2, optional_2, beside_2 = others
    head, chain, link_bits = links
    orders, join, titled, single, of_initials, namesakes, most = rules
    places, bits, best, side_skips, closed, side_kinds, side_rarity, doubts, cost, step, aligned_links = room
    found, aligned, linked, one, n = np.full(len(left), NOWHERE), 0, -1, 0, 0
    for k, (x, y) in enumerate(zip(left, right)):  # noqa: B905 compiled
        two, m = starts_2[y], starts_2[y + 1] - starts_2[y]
        if x != linked:
            _unchain_partners(one, n, reading, rows, partner, head)
            linked, one, n = x, starts[x], starts[x + 1] - starts[x]
            _link_partners(one, n, reading, rows, partner, partner_doubt, joins, join, head, chain, link_bits)
            _take(skips, kinds, rarity, one, n, side_skips[0], side_kinds[0], side_rarity[0])
        count = _possible_links(two, m, reading_2, head, chain, link_bits, places, bits)
        _take(skips_2, kinds_2, rarity_2, two, m, side_skips[1], side_kinds[1], side_rarity[1])
        pair = _priced(beside[x], beside_2[y], skips, one, optional[x], optional_2[y], side_skips, titled)
        least = _least_of_links(places, bits, count, side_skips, n, m, best)
        if least > most + ROUNDING:
            continue
        aligned += 1
        a, n_left, n_right, titles, other_titles = 0, n, m, optional[x], optional_2[y]
        if not is_left(order, one + titles, one + n, order_2, two + other_titles, two + m):
            a, n_left, n_right, titles, other_titles = 1, m, n, other_titles, titles
        _place_doubts(places, bits, count, a, n_left, n_right, doubts)
        doubt, _, used = align(
            doubts, (side_skips[a, :n_left], side_skips[1 - a, :n_right]), (side_kinds[a], side_kinds[1 - a]),
            orders, least, (cost, step, closed[0, :n_left], closed[1, :n_right]), aligned_links,
        )  # fmt: skip
        sides = (side_rarity[a, :n_left], side_kinds[a]), (side_rarity[1 - a, :n_right], side_kinds[1 - a])
        doubt = _among_namesakes(doubt, aligned_links, used, doubts, *sides, join, of_initials, namesakes)
        alone = _is_single(aligned_links, used, (titles, other_titles), *sides, pair, a)
        found[k] = doubt + (single if alone else 0.0)
    _unchain_partners(one, n, reading, rows, partner, head)
    return found, aligned


@kernel_part
def _link_partners(
    one: int, n: int, reading: Ints, rows: Longs, partner: Ints, doubt: Floats, joins: Bools, join: float,
    head: Ints, chain: Ints, bits: Floats,
) -> None:  # fmt: skip
    """Link the partners of the readings of *n* tokens from *one*, and write what each link costs: several
    tokens stand for one, never for several. Eleven arguments, for speed."""
    link = 0
    for i in range(n):
        for p in range(WIDEST):
            u = reading[one + i, p]
            if u >= 0:
                for row in range(rows[u], rows[u + 1]):
                    link += 1
                    chain[link, 0], chain[link, 1] = head[partner[row]], i * WIDEST + p
                    head[partner[row]] = link
                    joined = doubt[row] + join if joins[row] else NOWHERE
                    bits[link, 0], bits[link, 1] = (doubt[row], joined) if p == 0 else (joined, NOWHERE)


@kernel_part
def _unchain_partners(one: int, n: int, reading: Ints, rows: Longs, partner: Ints, head: Ints) -> None:
    """Take the links of *n* tokens from *one* out of their chains."""
    for t in range(one, one + n):
        for p in range(WIDEST):
            u = reading[t, p]
            if u >= 0:
                for row in range(rows[u], rows[u + 1]):
                    head[partner[row]] = 0


@kernel_part
def _possible_links(
    two: int, m: int, reading: Ints, head: Ints, chain: Ints, link_bits: Floats, places: Longs, bits: Floats
) -> int:
    """Write to *places* and *bits* the links that the *m* tokens from *two* may be in; give how many."""
    count = 0
    for j in range(m):
        for q in range(WIDEST):
            v = reading[two + j, q]
            link = head[v] if v >= 0 else 0
            while link > 0:
                cost = link_bits[link, min(q, 1)]
                if cost < NOWHERE:
                    places[count, 0], places[count, 1] = chain[link, 1], j * WIDEST + q
                    bits[count] = cost
                    count += 1
                link = chain[link, 0]
    return _without_swallowing(places, bits, count)


@kernel_part
def _without_swallowing(places: Longs, bits: Floats, count: int) -> int:
    """Keep the links of single words, and of those joined the ones that no word of theirs fits alone at as
    little doubt, as ``compare.names`` does; give how many."""
    kept = 0
    for k in range(count):
        one, p, two, q = (
            places[k, 0] // WIDEST,
            places[k, 0] % WIDEST,
            places[k, 1] // WIDEST,
            places[k, 1] % WIDEST,
        )
        fits_alone = False
        if p + q > 0:
            for x in range(count):
                single = places[x, 0] % WIDEST == 0 and places[x, 1] % WIDEST == 0
                inside = 0 <= places[x, 0] // WIDEST - one <= p and 0 <= places[x, 1] // WIDEST - two <= q
                fits_alone = fits_alone or (single and inside and bits[x] <= bits[k])
        if not fits_alone:
            places[kept, 0], places[kept, 1], bits[kept] = places[k, 0], places[k, 1], bits[k]
            kept += 1
    return kept


@kernel_part
def _least_of_links(
    places: Longs, bits: Floats, count: int, skips: Floats, n: int, m: int, best: Floats
) -> float:
    """What no alignment of *n* tokens and *m* can be below by its *count* possible links: each token of one
    side at its best, and what of the other side is in no link whatever."""
    for i in range(n):
        best[0, i] = NOWHERE
    for j in range(m):
        best[1, j] = NOWHERE
    for k in range(count):
        for side in range(2):
            first, after = places[k, side] // WIDEST, places[k, side] % WIDEST
            for t in range(first, first + after + 1):
                best[side, t] = min(best[side, t], bits[k] / (after + 1))
    least = left_over = other_least = other_left_over = 0.0
    for i in range(n):
        least += min(best[0, i], skips[0, i])
        left_over += skips[0, i] if best[0, i] == NOWHERE else 0.0
    for j in range(m):
        other_least += min(best[1, j], skips[1, j])
        other_left_over += skips[1, j] if best[1, j] == NOWHERE else 0.0
    return max(least + other_left_over, other_least + left_over)


@kernel_part
def is_left(order: Ints, first: int, last: int, other_order: Ints, other_first: int, other_last: int) -> bool:
    """Whether the words *first* to *last* are those of the left name inside, as ``compare.names.order_key``
    has it; of two names of the same words, either may be."""
    for i in range(last - first):
        if i == other_last - other_first or order[first + i] > other_order[other_first + i]:
            return False
        if order[first + i] < other_order[other_first + i]:
            return True
    return True


@kernel_part
def _place_doubts(places: Longs, bits: Floats, count: int, left: int, n: int, m: int, doubts: Floats) -> None:
    """Fill *doubts* for ``align`` with possible links, side *left* of which is the left one, of *n* tokens
    against *m*."""
    for k in range(n * WIDEST * m * WIDEST):
        doubts[k] = NOWHERE
    for k in range(count):
        doubts[places[k, left] * m * WIDEST + places[k, 1 - left]] = bits[k]  # at ``place_of`` the link


@kernel_part
def _among_namesakes(
    total: float, links: Longs, used: int, doubts: Floats, left: tuple[Floats, TokenKinds],
    right: tuple[Floats, TokenKinds], join: float, initials: InitialsRule, rules: NamesakeRules,
) -> float:  # fmt: skip
    """The *total* doubt of an alignment of *used* links among other people who have the rest of the names,
    which are of the rarities and kinds *left* and *right*; *join* is the price of a joined word."""
    (rarity, kinds), (other_rarity, other_kinds), with_initials, in_common = left, right, False, 0.0
    for at in range(0, 4 * used, 4):
        i, p, j, q = links[at], links[at + 1], links[at + 2], links[at + 3]
        if p > 0 and q > 0:
            in_common += rarity_in_common(rarity, i, p, other_rarity, j, q)
            doubt = doubts[place_of(i, p, j, q, len(other_rarity))] - (join if p > 1 or q > 1 else 0.0)
            if doubt > 0:
                if (kinds[i] == INITIAL) != (other_kinds[j] == INITIAL):
                    with_initials = True
                    continue
                others = max(namesake_bits(rarity, i, p, rules), namesake_bits(other_rarity, j, q, rules))
                if others > 0:
                    total += among_others(doubt, others) - doubt
    if with_initials:
        total += price_of_initials(initials, in_common)
    return total


@kernel_part
def _is_single(
    links: Longs, used: int, titles: tuple[int, int], left: tuple[Floats, TokenKinds],
    right: tuple[Floats, TokenKinds], pair: int, turned: int,
) -> bool:  # fmt: skip
    """Whether one word is all that agrees: fewer links of words than the longer name has words beside its
    optional *titles*, or the given name of side *pair*, -1 for none, left over beside a title. The left name
    is side 0, or where *turned* side 1."""
    (optional, other_optional), (rarity, kinds), (other_rarity, other_kinds) = titles, left, right
    first = pair == turned
    if pair >= 0 and is_left_over(links, used, first, optional if first else other_optional):
        return True
    words = max(len(rarity) - optional, len(other_rarity) - other_optional)
    return _linked_words(links, used, optional, other_optional, (kinds, other_kinds)) < min(2, words)


@kernel_part
def _linked_words(
    links: Longs, used: int, optional: int, other_optional: int, kinds: tuple[TokenKinds, TokenKinds]
) -> int:
    """How many of *used* links are of words; two titles that agree are none, nor are initials alone."""
    linked = words = 0
    for at in range(0, 4 * used, 4):
        i, p, j, q = links[at], links[at + 1], links[at + 2], links[at + 3]
        if p > 0 and q > 0 and (i >= optional or j >= other_optional):
            linked += 1
            words += (kinds[0][i] == INITIAL) == (kinds[1][j] == INITIAL)
    return linked if words > 0 else 0


@kernel_part
def _priced(
    kind: int, other_kind: int, skips: Floats, one: int, first: int, other_first: int, side_skips: Floats,
    titled: float,
) -> int:  # fmt: skip
    """``compare.prices.beside_a_title`` for both sides, side 0 of which is taken once for many others. Gives
    the side whose given name costs less, -1 for none."""
    if kind == PAIR:
        side_skips[0, first] = skips[one + first]
        if other_kind == TITLED:
            side_skips[0, first] = min(side_skips[0, first], titled)
            return 0
    elif kind == TITLED and other_kind == PAIR:
        side_skips[1, other_first] = min(side_skips[1, other_first], titled)
        return 1
    return -1


@kernel_part
def _take(
    skips: Floats, kinds: TokenKinds, rarity: Floats, first: int, n: int,
    side_skips: Floats, side_kinds: TokenKinds, side_rarity: Floats,
) -> None:  # fmt: skip
    """Copy what is known of *n* tokens from *first* on."""
    for i in range(n):
        side_skips[i], side_kinds[i], side_rarity[i] = skips[first + i], kinds[first + i], rarity[first + i]
