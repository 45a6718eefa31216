"""Two words in, the doubt that a slip of the hand parts them out: Kamran and Karman, Mohsen and Moshen.

The channel knows how clerks hear a word, not how fingers fail. A Latin token one typo away from another, or
from the standard romanisation of a Persian word, may be that: as probably as the typo is, against all else
that the token may be, but never less doubtful than its length allows. In a short word one letter more, less
or other makes another word too often. Functions on numbers take floats or arrays alike.
"""

from typing import Final

import numpy as np

from ..arrays.dtypes import Numbers
from ..model.reading import LatinReading, PersianReading
from ..model.typos import typo_probability
from ..policy import Policy
from ..text.endings import MOST_ODDS
from .doubt import doubt_of

SHORTEST: Final = 4  # letters of a word in which a slip is seen; in shorter ones it makes any other
UNKNOWN_SHORT: Final = (
    7  # letters of a word that nobody knows, in which a slip is as doubtful as in the shortest
)
KNOWN: Final = 0.5  # of what a token may be is words of the lexicon: then it is known
LEAST: Final = 0.5  # bits of doubt of any slip


def odds_of_slip(typo: Numbers, one: Numbers, two: Numbers, unknown: Numbers, policy: Policy) -> Numbers:
    """Odds that of two tokens, as probable as *one* and *two*, either is a *typo* for the other: nobody means
    the one who writes the other, a word that all know (Sharif, Sharifa), so that one of them must be
    *unknown*, in [0, 1]."""
    odds: Numbers = policy.prior * 0.5 * typo * unknown * (1 / one + 1 / two)
    return odds


def least_slip(letters: Numbers, known: Numbers, policy: Policy) -> Numbers:
    """Bits of doubt of a slip at least, in a word of so many *letters* that is *known* so well, in [0, 1]: a
    bit less for each letter more, since a longer word is hardly another one."""
    short: Numbers = SHORTEST + (UNKNOWN_SHORT - SHORTEST) * np.heaviside(KNOWN - known, 1.0)
    bits: Numbers = np.maximum(LEAST, policy.prices.slip - np.maximum(0.0, letters - short))
    return bits


def doubt_of_slip(odds: Numbers, letters: Numbers, known: Numbers, policy: Policy) -> Numbers:
    """Bits of doubt of a slip with these *odds*."""
    bits: Numbers = np.maximum(doubt_of(odds, policy), least_slip(letters, known, policy))
    return bits


def latin_slip(left: LatinReading, right: LatinReading, policy: Policy) -> float:
    """Bits of doubt that one Latin token is a slip for the other; ``policy.most_doubt`` for none."""
    letters = min(len(left.letters), len(right.letters))
    typo = typo_probability(left.letters, right.letters) if letters >= SHORTEST else 0.0
    if not typo:
        return policy.most_doubt
    shares = left.unknown / left.total, right.unknown / right.total
    odds = odds_of_slip(typo, left.total, right.total, max(shares), policy)
    odds = min(odds, float(MOST_ODDS[left.ending, right.ending]))
    return float(doubt_of_slip(odds, letters, 1 - min(shares), policy))


def rendering_slip(persian: PersianReading, latin: LatinReading, policy: Policy) -> float:
    """Bits of doubt that a Latin token is a slip for the standard romanisation of a Persian word;
    ``policy.most_doubt`` for none."""
    letters = min(len(persian.romanisation), len(latin.letters))
    typo = typo_probability(persian.romanisation, latin.letters) if letters >= SHORTEST else 0.0
    if not typo:
        return policy.most_doubt
    odds = policy.prior * typo * latin.unknown / (latin.total * latin.total)
    odds = min(odds, float(MOST_ODDS[persian.ending, latin.ending]))
    return float(doubt_of_slip(odds, letters, 1.0, policy))
