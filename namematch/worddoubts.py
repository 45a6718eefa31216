"""Spellings of two sides as read in, the doubt of each pair out: ``sameword.compare_tokens`` at once."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .blocking import Blocks, likelihood_of_pairs, share_a_block
from .pairdoubts import Pairs, doubts_of_one_word, doubts_of_renderings, doubts_of_slips
from .policy import Policy
from .ragged import Longs
from .sameword import UNLIKE, compare_tokens, initials_of
from .slipjoin import slips_of
from .spelling import Spellings
from .tokenpairs import Read
from .vocabulary import LONGEST_TEXT, Unit

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Triples = tuple[Longs, Longs, Floats]  # pairs and their doubts

NO_TRIPLES: Final[Triples] = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def together(parts: Sequence[Triples]) -> Triples:
    """All of *parts*, one after the other."""
    one, two, doubt = (np.concatenate(column) for column in zip(NO_TRIPLES, *parts, strict=True))
    return one, two, doubt


def word_doubts(one: Read, two: Read, blocks: Blocks, pairs: Pairs, policy: Policy) -> Floats:
    """The doubt of pairs of spellings that the channel reads, as they stand: no short forms.

    *blocks* are those of the one by the numbers of the other (``Blocks.as_in``). An initial and a word are
    no pair here.
    """
    left, right = pairs
    s, t = one.spellings, two.spellings
    mine, theirs = left < s.latin, right < t.latin
    kin = share_a_block(left, right, blocks.kin, two.blocks.kin)
    doubt = np.empty(len(left))
    at = np.flatnonzero(mine & theirs)
    latin = left[at], right[at]
    doubt[at] = doubts_of_one_word(one.latin, two.latin, latin, kin[at], one.lexicon, policy)
    at = np.flatnonzero(mine & ~theirs)
    doubt[at] = _rendered(one, two, (left[at], right[at] - t.latin), kin[at], policy)
    at = np.flatnonzero(~mine & theirs)
    doubt[at] = _rendered(two, one, (right[at], left[at] - s.latin), kin[at], policy)
    at = np.flatnonzero(~mine & ~theirs)
    persian = left[at] - s.latin, right[at] - t.latin
    slip = slips_of(*persian, one.persian.key_letters, two.persian.key_letters)
    doubt[at] = doubts_of_slips(one.persian, two.persian, persian, slip, policy)
    doubt[_equal(s, t, pairs)] = 0.0
    return doubt


def _rendered(latin: Read, persian: Read, pairs: Pairs, kin: Bools, policy: Policy) -> Floats:
    """The doubt of pairs of a Latin and a Persian spelling."""
    r, a = latin.latin, persian.persian
    told, ids = (a.symbols.values, a.symbols.starts), (r.ids.values, r.ids.starts)
    rendered = likelihood_of_pairs(pairs[1], pairs[0], *told, *ids, latin.lexicon.persian.table)
    return doubts_of_renderings(r, a, pairs, rendered * kin, latin.masses, policy)


def _equal(s: Spellings, t: Spellings, pairs: Pairs) -> list[int]:
    """Which pairs are one spelling: letters of two alphabets are never equal."""
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    return [x for x, (a, b) in enumerate(rows) if s.texts[a] == t.texts[b]]


def doubts_in_either_form(one: Read, two: Read, pairs: Pairs, policy: Policy) -> Floats:
    """The doubt of pairs of spellings that the channel reads: as they stand or, at a price, by the short
    form of one; an initial where the other may begin so."""
    blocks = one.blocks.as_in(two.blocks)
    doubt = _or_initial(one, two, blocks, pairs, policy)
    short = _short_forms(one.spellings)[pairs[0]], _short_forms(two.spellings)[pairs[1]]
    for left, right in ((short[0], pairs[1]), (pairs[0], short[1])):
        at = np.flatnonzero((left >= 0) & (right >= 0))
        if len(at):
            found = _or_initial(one, two, blocks, (left[at], right[at]), policy) + policy.prices.prefix
            doubt[at] = np.minimum(doubt[at], found)
    return doubt


def _short_forms(s: Spellings) -> Longs:
    """The place of each spelling's short form, -1 for none."""
    found = np.full(len(s), -1)
    found[s.short[:, 0]] = s.short[:, 1]
    return found


def _or_initial(one: Read, two: Read, blocks: Blocks, pairs: Pairs, policy: Policy) -> Floats:
    doubt = word_doubts(one, two, blocks, pairs, policy)
    for x in np.flatnonzero(one.initials[pairs[0]] != two.initials[pairs[1]]).tolist():
        units = one.spellings.unit(pairs[0][x]), two.spellings.unit(pairs[1][x])
        word, initial = units if two.initials[pairs[1][x]] else units[::-1]
        begins = initial in initials_of(*word, one.vocabulary)
        doubt[x] = policy.prices.initial if begins else policy.most_doubt
    return doubt


def similar(one: Sequence[Unit], two: Sequence[Unit], read: Read, policy: Policy) -> Triples:
    """(place in *one*, place in *two*, doubt) of tokens that the channel cannot read and that differ in few
    letters; longer ones than any word are the same or nothing."""
    if not one or not two:
        return NO_TRIPLES
    short = [[k for k, (text, _) in enumerate(units) if len(text) <= LONGEST_TEXT] for units in (one, two)]
    texts = [[units[k][0] for k in places] for units, places in zip((one, two), short, strict=True)]
    alike = np.argwhere(process.cdist(*texts, scorer=OSA.normalized_similarity, score_cutoff=1 - UNLIKE) > 0)
    pairs = [(short[0][a], short[1][b]) for a, b in alike.tolist()]
    doubts = [
        compare_tokens(one[a], two[b], vocabulary=read.vocabulary, policy=policy).doubt for a, b in pairs
    ]
    place = {unit: k for k, unit in enumerate(two)}
    pairs += [(k, place[unit]) for k, unit in enumerate(one) if unit in place]
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return left, right, np.array(doubts + [0.0] * (len(pairs) - len(doubts)), np.float64)
