"""Pairs of names and the doubts between their words in, the doubt between the names out, however large:
``compare.names``, compiled.

``batch.kernel`` scores the candidates of a list, up to a bound, and adds up in its own order. These loops go
the way of ``compare.names`` step by step, each piece of evidence in its turn, so that the bits are the same
to the last one.
"""

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..compare.alignment import AS_WRITTEN, NOWHERE, TURNED, align, is_left_over, place_of
from ..compare.initials import price_of_initials, rarity_in_common
from ..compare.prices import INITIAL, PAIR, TITLED, WORD, among_others, namesake_bits
from ..compare.within import LEFT_OVER
from ..names.compounds import LONGEST_NAME, WIDEST
from .kernel import is_left
from .name_arrays import NameArrays, TokenKinds
from .pair_room import EvidenceRules, NameSide, PairRoom, RunWords
from .word_pairs import NO_PAIR, ONE_SPELLING

_MORE_THAN_TOKENS = 4 * LONGEST_NAME  # more than a name has tokens, optional titles included


@kernel
def in_inner_order(left: Longs, right: Longs, names: NameArrays) -> tuple[Longs, Longs, Bools]:
    """Each pair with the one first that ``compare.names`` takes for the left one; and whether both have the
    same words, of which it takes the one whose text comes first."""
    one, two, alike = left.copy(), right.copy(), np.zeros(len(left), np.bool_)
    starts, order, optional = names.starts, names.order, names.optional
    for k in range(len(left)):
        x, y = left[k], right[k]
        first, last, behind, end = (
            starts[x] + optional[x],
            starts[x + 1],
            starts[y] + optional[y],
            starts[y + 1],
        )
        if not is_left(order, first, last, order, behind, end):
            one[k], two[k] = y, x
        else:
            alike[k] = is_left(order, behind, end, order, first, last)
    return one, two, alike


@kernel
def doubts_of_pairs(
    left: Longs, right: Longs, starts: Longs, numbers: Ints, word_doubts: Floats, names: NameArrays,
    rules: EvidenceRules, room: PairRoom,
) -> Floats:  # fmt: skip
    """The doubt between each two names, ``in_inner_order``, in bits; ``NOWHERE`` where one has no words.

    *numbers* are those of their pairs of words (``batch.word_pairs``), at *starts*; *word_doubts* is what
    each of these costs.
    """
    found = np.full(len(left), NOWHERE)
    for k in range(len(left)):
        one = _name_side(names, left[k], names.surname[right[k]], rules.titled, room.skips[0])
        two = _name_side(names, right[k], names.surname[left[k]], rules.titled, room.skips[1])
        if one.tokens > 0 and two.tokens > 0:
            ends = starts[k], names.starts[left[k]], names.starts[right[k]]
            found[k] = _doubt(one, two, ends, numbers, word_doubts, names.reading, rules, room)
    return found


@kernel_part
def _name_side(names: NameArrays, name: int, other: int, titled: float, skips: Floats) -> NameSide:
    """One name against another of the surname kind *other*; *skips* is room for its prices."""
    first, last, optional = names.starts[name], names.starts[name + 1], names.optional[name]
    count, beside = last - first, names.surname[name] == PAIR and other == TITLED
    for i in range(count):
        skips[i] = names.skips[first + i]
    if beside:  # ``compare.prices.beside_a_title``
        skips[optional] = min(skips[optional], titled)
    return NameSide(count, optional, beside, skips[:count], names.kinds[first:last], names.rarity[first:last])


@kernel_part
def _doubt(
    one: NameSide, two: NameSide, ends: tuple[int, int, int], numbers: Ints, word_doubts: Floats,
    reading: Ints, rules: EvidenceRules, room: PairRoom,
) -> float:  # fmt: skip
    """``compare.names._align_names``: the doubt of the best alignment."""
    at, first, behind = ends
    words = room.words
    runs = one.tokens * two.tokens * WIDEST * WIDEST
    words.known[:runs], words.bits[:runs] = False, NOWHERE
    at = _fill_words(one.tokens, two.tokens, at, numbers, word_doubts, words)
    least = _least_of_words(one, two, words, room.closed)
    best, kind, used = _aligned(one, two, rules.orders, least, words.bits, room)
    if best > rules.join:
        sides = (first, one.tokens, behind, two.tokens)
        if _fill_runs(sides, at, numbers, word_doubts, reading, rules.join, rules.most_doubt, words):
            least = _least_of_runs(one, two, words, room.closed)
            best, kind, used = _aligned(one, two, rules.orders, least, words.bits, room)
    total = _sum_of_links(one, two, used, rules, room, True) + _price_of(kind, rules.orders)
    if _agrees_in_one_word(one, two, used, room.links):
        total += rules.single
    return min(total, _within(one, two, rules, room))


@kernel_part
def _aligned(
    one: NameSide, two: NameSide, orders: Floats, least: float, bits: Floats, room: PairRoom
) -> tuple[float, int, int]:
    n, m = one.tokens, two.tokens
    scratch = room.cost, room.step, room.closed[0, :n], room.closed[1, :m]
    found: tuple[float, int, int] = align(
        bits, (one.skips, two.skips), (one.kinds, two.kinds), orders, least, scratch, room.links
    )
    return found


@kernel_part
def _price_of(kind: int, orders: Floats) -> float:
    if kind == AS_WRITTEN:
        return 0.0
    price: float = orders[0] if kind == TURNED else orders[1]
    return price


@kernel_part
def _fill_words(n: int, m: int, at: int, numbers: Ints, word_doubts: Floats, words: RunWords) -> int:
    """Fill in each two tokens; gives where the numbers of runs start."""
    for i in range(n):
        for j in range(m):
            number, place = numbers[at], place_of(i, 1, j, 1, m)
            doubt = word_doubts[number] if number >= 0 else 0.0
            words.known[place], words.raw[place], words.bits[place] = True, doubt, doubt
            at += 1
    return at


@kernel_part
def _fill_runs(
    sides: tuple[int, int, int, int], at: int, numbers: Ints, word_doubts: Floats, reading: Ints,
    join: float, most: float, words: RunWords,
) -> bool:  # fmt: skip
    """Fill in the runs of several tokens that may be one token of the other name; whether there were any."""
    first, n, behind, m = sides
    some = False
    for side in range(2):
        start, count, others = (first, n, m) if side == 0 else (behind, m, n)
        for t in range(count):
            for p in range(1, WIDEST):
                if reading[start + t, p] < 0:
                    continue
                for o in range(others):
                    number = numbers[at]
                    at += 1
                    if number == NO_PAIR:
                        continue
                    doubt = 0.0 if number == ONE_SPELLING else word_doubts[number]
                    link = (t, p + 1, o, 1) if side == 0 else (o, 1, t, p + 1)
                    if doubt >= most or _fits_alone(link, m, doubt + join, words.raw):
                        continue
                    place = place_of(link[0], link[1], link[2], link[3], m)
                    words.known[place], words.raw[place], words.bits[place] = True, doubt, doubt + join
                    some = True
    return some


@kernel_part
def _fits_alone(link: tuple[int, int, int, int], m: int, doubt: float, raw: Floats) -> bool:
    """``compare.names._fits_alone``."""
    i, p, j, q = link
    for x in range(i, i + p):
        for y in range(j, j + q):
            if raw[place_of(x, 1, y, 1, m)] <= doubt:
                return True
    return False


@kernel_part
def _least_of_words(one: NameSide, two: NameSide, words: RunWords, scratch: Floats) -> float:
    """``compare.names._least_doubt`` where nothing is joined."""
    n, m = one.tokens, two.tokens
    few, many, turned = (one.skips, two.skips, False) if n <= m else (two.skips, one.skips, True)
    cheapest = scratch[0]
    for j in range(len(many)):
        k = j
        while k > 0 and cheapest[k - 1] > many[j]:
            cheapest[k] = cheapest[k - 1]
            k -= 1
        cheapest[k] = many[j]
    least = 0.0
    for i in range(len(few)):
        best = few[i] + cheapest[0]
        for j in range(len(many)):
            place = place_of(j, 1, i, 1, m) if turned else place_of(i, 1, j, 1, m)
            best = min(best, words.raw[place])
        least += best
    rest = 0.0
    for k in range(len(many) - len(few)):
        rest += cheapest[k]
    return least + rest


@kernel_part
def _least_of_runs(one: NameSide, two: NameSide, words: RunWords, scratch: Floats) -> float:
    """``compare.names._least_doubt`` where something is joined."""
    n, m, best = one.tokens, two.tokens, scratch[0]
    best[:n] = one.skips
    for i in range(n):
        for p in range(1, min(WIDEST, n - i) + 1):
            for j in range(m):
                for q in range(1, min(WIDEST, m - j) + 1):
                    place = place_of(i, p, j, q, m)
                    if words.known[place]:
                        for k in range(i, i + p):
                            best[k] = min(best[k], words.bits[place] / p)
    least = 0.0
    for i in range(n):
        least += best[i]
    return least


@kernel_part
def _sum_of_links(
    one: NameSide, two: NameSide, used: int, rules: EvidenceRules, room: PairRoom, among: bool
) -> float:
    """The bits of *used* links in reading order; *among* others who have the rest of the names, or as they
    stand (``compare.names._doubts_among_namesakes``)."""
    m, links, keys, pieces = two.tokens, room.links, room.keys, room.pieces
    first, of_initials = _doubted_initials(one, two, used, rules, room) if among else (-1, 0.0)
    for at in range(used):
        i, p, j, q = links[4 * at], links[4 * at + 1], links[4 * at + 2], links[4 * at + 3]
        if p > 0 and q > 0:
            key, raw = i * _MORE_THAN_TOKENS + j + 1, room.words.raw[place_of(i, p, j, q, m)]
            added = of_initials if at == first else 0.0
            if among and raw > 0 and (one.kinds[i] == INITIAL) == (two.kinds[j] == INITIAL):
                others = max(
                    namesake_bits(one.rarity, i, p, rules.namesakes),
                    namesake_bits(two.rarity, j, q, rules.namesakes),
                )
                added = among_others(raw, others) - raw if others > 0 else 0.0
            bits = raw + added + (rules.join if p > 1 or q > 1 else 0.0)
        elif p > 0:
            key, bits = i * _MORE_THAN_TOKENS, one.skips[i]
        else:
            key, bits = one.tokens * _MORE_THAN_TOKENS + j + 1, two.skips[j]
        k = at
        while k > 0 and keys[k - 1] > key:
            keys[k], pieces[k] = keys[k - 1], pieces[k - 1]
            k -= 1
        keys[k], pieces[k] = key, bits
    total = 0.0
    for at in range(used):
        total += pieces[at]
    return total


@kernel_part
def _doubted_initials(
    one: NameSide, two: NameSide, used: int, rules: EvidenceRules, room: PairRoom
) -> tuple[int, float]:
    """The first of *used* links of an initial and a word, -1 for none, and what all of them cost."""
    links, first, in_common = room.links, -1, 0.0
    for at in range(used):
        i, p, j, q = links[4 * at], links[4 * at + 1], links[4 * at + 2], links[4 * at + 3]
        in_common += rarity_in_common(one.rarity, i, p, two.rarity, j, q)
        if p == 0 or q == 0 or (one.kinds[i] == INITIAL) == (two.kinds[j] == INITIAL):
            continue
        if room.words.raw[place_of(i, p, j, q, two.tokens)] > 0 and (first < 0 or i < links[4 * first]):
            first = at
    return first, price_of_initials(rules.initials, in_common)


@kernel_part
def _agrees_in_one_word(one: NameSide, two: NameSide, used: int, links: Longs) -> bool:
    """Whether one word is all that agrees (``compare.names._structure``)."""
    linked = words = 0
    for at in range(0, 4 * used, 4):
        i, p, j, q = links[at], links[at + 1], links[at + 2], links[at + 3]
        if p > 0 and q > 0 and (i >= one.optional or j >= two.optional):
            linked += 1
            words += (one.kinds[i] == INITIAL) == (two.kinds[j] == INITIAL)
    titled = one.beside and is_left_over(links, used, True, one.optional)
    titled = titled or (two.beside and is_left_over(links, used, False, two.optional))
    return titled or words == 0 or linked < min(2, max(one.tokens - one.optional, two.tokens - two.optional))


@kernel_part
def _within(one: NameSide, two: NameSide, rules: EvidenceRules, room: PairRoom) -> float:
    """``compare.names._within``: the doubt where all of one name stands in the other; ``NOWHERE`` where it
    may not."""
    first = _may_be_within(one.kinds, two.kinds)
    if not first and not _may_be_within(two.kinds, one.kinds):
        return NOWHERE
    n, m, words = one.tokens, two.tokens, room.words
    for i in range(n):
        for p in range(1, WIDEST + 1):
            for j in range(m):
                for q in range(1, WIDEST + 1):
                    place = place_of(i, p, j, q, m)
                    whole = 1 < p == n or 1 < q == m  # a whole name joined is a single word
                    strict = (
                        words.known[place] and one.kinds[i] == WORD and two.kinds[j] == WORD and not whole
                    )
                    words.strict[place] = words.bits[place] if strict else NOWHERE
    _skip_within(one.kinds, one.skips, first)
    _skip_within(two.kinds, two.skips, not first)
    best, kind, used = _aligned(one, two, rules.orders, 0.0, words.strict, room)
    if best >= NOWHERE:
        return NOWHERE
    rarity, (most, least) = 0.0, rules.within
    for bits in one.rarity if first else two.rarity:
        rarity += bits
    total = _sum_of_links(one, two, used, rules, room, False) + _price_of(kind, rules.orders)
    return total + max(least, most - rarity)


@kernel_part
def _may_be_within(kinds: TokenKinds, longer: TokenKinds) -> bool:
    """``compare.within.may_be_within``."""
    words = others = 0
    for kind in kinds:
        if kind == INITIAL:
            return False
        words += kind == WORD
    for kind in longer:
        others += kind == WORD
    return words > 0 and others >= words + (LEFT_OVER if words > 1 else 1)


@kernel_part
def _skip_within(kinds: TokenKinds, skips: Floats, shorter: bool) -> None:
    """Write ``compare.within.skips_within`` over *skips*."""
    for i in range(len(kinds)):
        skips[i] = NOWHERE if shorter and kinds[i] == WORD else 0.0
