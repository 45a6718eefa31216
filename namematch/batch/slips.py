"""Two sides' spellings as read in, the pairs that a slip of the hand may part out: ``compare.slips`` for a
list."""

import numpy as np

from ..compare.slips import doubt_of_slip, odds_of_slip
from ..text.endings import MOST_ODDS
from .read_spellings import ReadSpellings
from .wanted import Wanted
from .words import PairDoubts


def latin_slips(left: ReadSpellings, right: ReadSpellings, wanted: Wanted, *, itself: bool) -> PairDoubts:
    """Latin spellings of both sides, one typo apart; of a list joined with itself each pair once."""
    r, other = left.latin, right.latin
    near = left.slip_keys.near(right.slip_keys)
    near = near.take(left.may_align(right, near.left, near.right) & ((near.left < near.right) | (not itself)))
    one, two = near.left, near.right
    shares = r.unknown[one] / r.total[one], other.unknown[two] / other.total[two]
    odds = odds_of_slip(near.typo, r.total[one], other.total[two], np.maximum(*shares), wanted.policy)
    odds = np.minimum(odds, MOST_ODDS[r.ending[one], other.ending[two]])
    return PairDoubts(one, two, doubt_of_slip(odds, near.letters, 1 - np.minimum(*shares), wanted.policy))


def rendering_slips(latin: ReadSpellings, persian: ReadSpellings, wanted: Wanted) -> PairDoubts:
    """Latin spellings of the one side one typo from the romanisation of a Persian one of the other."""
    r, a, first = latin.latin, persian.persian, persian.spellings.latin
    near = latin.slip_keys.near(persian.romanisation_slip_keys)
    near = near.take(latin.may_align(persian, near.left, near.right + first))
    odds = wanted.policy.prior * near.typo * r.unknown[near.left] / r.total[near.left] ** 2
    odds = np.minimum(odds, MOST_ODDS[a.ending[near.right], r.ending[near.left]])
    doubt = doubt_of_slip(odds, near.letters, np.ones(len(odds)), wanted.policy)
    return PairDoubts(near.left, near.right + first, doubt)
