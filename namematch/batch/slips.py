"""Two sides' spellings as read in, the pairs that a slip of the hand may part out: ``compare.slips`` for a
list."""

import numpy as np

from ..arrays.dtypes import Floats
from ..compare.slips import doubt_of_slip, odds_of_slip
from ..policy import Policy
from ..text.endings import MOST_ODDS
from .read_spellings import ReadSpellings
from .slip_keys import NearPairs
from .wanted import Wanted
from .words import PairDoubts


def latin_slips(left: ReadSpellings, right: ReadSpellings, wanted: Wanted, *, itself: bool) -> PairDoubts:
    """Latin spellings of both sides, one typo apart; of a list joined with itself each pair once."""
    near = left.slip_keys.near(right.slip_keys)
    near = near.take(left.may_align(right, near.left, near.right) & ((near.left < near.right) | (not itself)))
    return PairDoubts(near.left, near.right, doubts_of_latin_slips(left, right, near, wanted.policy))


def doubts_of_latin_slips(
    left: ReadSpellings, right: ReadSpellings, near: NearPairs, policy: Policy
) -> Floats:
    """``compare.slips.latin_slip`` of Latin spellings one typo apart, by their places."""
    r, other, one, two = left.latin, right.latin, near.left, near.right
    shares = r.unknown[one] / r.total[one], other.unknown[two] / other.total[two]
    odds = odds_of_slip(near.typo, r.total[one], other.total[two], np.maximum(*shares), policy)
    odds = np.minimum(odds, MOST_ODDS[r.ending[one], other.ending[two]])
    return doubt_of_slip(odds, near.letters, 1 - np.minimum(*shares), policy)


def rendering_slips(latin: ReadSpellings, persian: ReadSpellings, wanted: Wanted) -> PairDoubts:
    """Latin spellings of the one side one typo from the romanisation of a Persian one of the other."""
    first = persian.spellings.latin
    near = latin.slip_keys.near(persian.romanisation_slip_keys)
    near = near.take(latin.may_align(persian, near.left, near.right + first))
    doubt = doubts_of_rendering_slips(latin, persian, near, wanted.policy)
    return PairDoubts(near.left, near.right + first, doubt)


def doubts_of_rendering_slips(
    latin: ReadSpellings, persian: ReadSpellings, near: NearPairs, policy: Policy
) -> Floats:
    """``compare.slips.rendering_slip`` of a Latin spelling and a Persian one, by their places among their
    script."""
    r, a = latin.latin, persian.persian
    odds = policy.prior * near.typo * r.unknown[near.left] / (r.total[near.left] * r.total[near.left])
    odds = np.minimum(odds, MOST_ODDS[a.ending[near.right], r.ending[near.left]])
    return doubt_of_slip(odds, near.letters, np.ones(len(odds)), policy)
