"""Names as arrays in, the pairs of which the one stands within the other out: ``compare.within`` for a list.

They are found by the loops for all pairs (``batch.scoring``), told that no word of the shorter name may be
left over and that what is left over of the longer one costs nothing.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.ragged import stretches
from ..compare.alignment import NOWHERE
from ..compare.calibration import calibrated_bits, most_doubt_at
from ..compare.prices import INITIAL, WORD
from ..compare.within import AS_RARE, LEFT_OVER, within_rule
from ..names.compounds import WIDEST
from ..policy import Policy
from ..progress import silent
from .name_arrays import NameArrays
from .partners import PartnerTable
from .scoring import ScoredPairs, score_names
from .wanted import Wanted

MOST_LONGER: Final = 5  # names that one may stand within: in more it is a frequent one after all


def with_names_within(
    scored: ScoredPairs, names: NameArrays, table: PartnerTable, left: int, wanted: Wanted
) -> ScoredPairs:
    """*scored*, and the pairs of which one name stands within the other, each pair once with its least doubt.

    A name that stands within more than ``MOST_LONGER`` others is in no such pair: a list that holds so many
    who bear it tells nothing. ``Effort.frequent_within`` counts these names.
    """
    near_at = most_doubt_at(AS_RARE, wanted.policy.population or 2)
    # All pairs of what is found here count: a word that so many names have need not be looked for.
    rare = _are_rare(names, wanted)
    in_vain = rare & _in_many(names) & (not left and wanted.most <= near_at)
    shorter, longer, doubt = _names_within(names, table, rare & ~in_vain, wanted)
    if left:
        across = (shorter < left) != (longer < left)
        shorter, longer, doubt = shorter[across], longer[across], doubt[across]
    near = doubt <= near_at  # whatever the bound of this run
    times = np.bincount(shorter[near], minlength=len(names.starts) - 1)
    few, frequent = times[shorter] <= MOST_LONGER, int(np.count_nonzero((times > MOST_LONGER) | in_vain))
    few |= ~near
    one = np.append(scored.left, np.minimum(shorter, longer)[few])
    two = np.append(scored.right, np.maximum(shorter, longer)[few])
    doubts = np.append(scored.doubt, doubt[few])
    keys = one * len(names.starts) + two
    order = np.argsort(keys, kind="stable")  # the first ones are in order
    first = np.flatnonzero(np.diff(keys[order], prepend=-1))
    least = np.minimum.reduceat(doubts[order], first) if len(first) else doubts
    bits = calibrated_bits(least, wanted.policy.population or 2)
    effort = replace(scored.effort, frequent_within=frequent)
    return ScoredPairs(one[order[first]], two[order[first]], least, bits, effort)


def _in_many(names: NameArrays) -> Bools:
    """Which names are one word that stands in more than ``MOST_LONGER`` longer names for certain."""
    words = words_of_names(names, WORD)
    owner = np.repeat(np.arange(len(words)), np.diff(names.starts))
    token = names.kinds == WORD
    spelling = names.reading[:, 0]
    times = np.bincount(spelling[token & (words > 1)[owner]], minlength=int(spelling.max(initial=0)) + 1)
    alone = np.flatnonzero(token & (words == 1)[owner])
    found = np.zeros(len(words), np.bool_)
    found[owner[alone]] = times[spelling[alone]] > MOST_LONGER * names.longest  # a name may have it twice
    return found


def _are_rare(names: NameArrays, wanted: Wanted) -> Bools:
    """Which names may stand within another one within the bound."""
    words, initials = words_of_names(names, WORD), words_of_names(names, INITIAL)
    price = within_rule(wanted.policy).price(rarities_of(names))
    rare: Bools = (words > 0) & (initials == 0) & (price <= wanted.most)
    return rare


def _names_within(
    names: NameArrays, table: PartnerTable, rare: Bools, wanted: Wanted
) -> tuple[Longs, Longs, Floats]:
    """(shorter name, longer name, doubt) wherever one of the *rare* ones stands within another one within the
    bound."""
    words = words_of_names(names, WORD)
    price = within_rule(wanted.policy).price(rarities_of(names))
    sizes = ((rare & (words == 1), words > 1), (rare & (words > 1), words > 1 + LEFT_OVER))
    found = [
        _pairs_within(names, table, np.flatnonzero(shorter), np.flatnonzero(longer), wanted)
        for shorter, longer in sizes
    ]
    one, two, doubt = (np.concatenate(column) for column in zip(*found, strict=True))
    doubt = doubt + price[one]
    kept = has_more_words(words[one], words[two]) & (doubt <= wanted.most)
    return one[kept], two[kept], doubt[kept]


def words_of_names(names: NameArrays, kind: int) -> Longs:
    """How many tokens of a *kind* each name has."""
    before = np.append(0, np.cumsum(names.kinds == kind))
    count: Longs = before[names.starts[1:]] - before[names.starts[:-1]]
    return count


def rarities_of(names: NameArrays) -> Floats:
    """The rarity of each name, the sum of its tokens' in their order, in bits."""
    owner = np.repeat(np.arange(len(names.starts) - 1), np.diff(names.starts))
    return np.bincount(owner, names.rarity, len(names.starts) - 1).astype(np.float64)


def has_more_words(words: Longs, others: Longs) -> Bools:
    """Whether a name of so many *others* has enough words more than one of *words* (``may_be_within``)."""
    more: Bools = others >= words + np.where(words > 1, LEFT_OVER, 1)
    return more


def _pairs_within(
    names: NameArrays, table: PartnerTable, shorter: Longs, longer: Longs, wanted: Wanted
) -> tuple[Longs, Longs, Floats]:
    """Pairs of one of the *shorter* names and one of the *longer* ones, and the doubt of their links."""
    # All words of the shorter name are in a link, so that each has a partner there; the longer has one too.
    longer = longer[_words_with_partners(names, table, shorter)[0][longer]]
    shorter = shorter[_words_with_partners(names, table, longer)[1][shorter]]
    if not len(shorter) or not len(longer):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    both = names.take(np.append(shorter, longer))
    both = of_words_only(both, shorter=np.arange(len(both.starts) - 1) < len(shorter))
    least = within_rule(wanted.policy).least
    free = Wanted(wanted.most - least, without_namesakes(wanted.policy), wanted.threads, silent)
    found = score_names(both, table, len(shorter), free)
    return shorter[found.left], longer[found.right - len(shorter)], found.doubt


def _words_with_partners(names: NameArrays, table: PartnerTable, others: Longs) -> tuple[Bools, Bools]:
    """Of which names any word, alone or joined, has a partner among the words of *others*, and of which all
    words have."""
    spellings, lengths = len(table.starts) - 1, np.diff(names.starts)
    asked, found = np.zeros((2, spellings + 1), np.bool_)  # -1, no reading, is the last one
    asked[names.reading[stretches(names.starts[others], lengths[others])]] = True
    found[table.partner[np.repeat(asked[:-1], np.diff(table.starts))]] = True
    reached = found[names.reading]
    covered = np.zeros(len(reached), np.bool_)
    for before in range(WIDEST):  # tokens, from the first one of those joined
        covered[before:] |= reached[: len(reached) - before, before:].any(axis=1)
    owner, word = np.repeat(np.arange(len(lengths)), lengths), names.kinds == WORD
    with_any: Bools = np.bincount(owner, covered, len(lengths)) > 0
    with_all: Bools = np.bincount(owner, word & ~covered, len(lengths)) == 0
    return with_any, with_all


def of_words_only(names: NameArrays, *, shorter: Bools) -> NameArrays:
    """*names* by their words alone, of which the *shorter* ones leave none over, and the others all for
    nothing. A whole name joined is a single word, and none."""
    word = names.kinds == WORD
    of_shorter = np.repeat(shorter, np.diff(names.starts))
    reading, lengths = np.where(word[:, None], names.reading, -1), np.diff(names.starts)
    joined = np.flatnonzero((lengths > 1) & (lengths <= WIDEST))
    reading[names.starts[joined], lengths[joined] - 1] = -1
    return names._replace(skips=np.where(word & of_shorter, NOWHERE, 0.0), reading=reading.astype(np.int32))


def without_namesakes(policy: Policy) -> Policy:
    """*policy* by which a name is as doubtful as its links are, and nothing more."""
    return replace(policy, crowd=1.0, relatives=1, prices=replace(policy.prices, single=0.0))
