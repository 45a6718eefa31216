"""A name within a longer one: Farida Zand, Farida Keshtkar Nouri Zand.

Each word that the shorter lacks is a doubt by itself, and two of them are more than any review takes. But
where all of it stands in the longer one, and its words are so rare that the list should hold no other who
bears them, they may be one person, and somebody should look. Functions on numbers take floats or arrays
alike.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from ..arrays.dtypes import Numbers
from ..policy import Policy
from .alignment import NOWHERE
from .calibration import most_doubt_at
from .prices import INITIAL, WORD

LEFT_OVER: Final = 2  # words that the longer name has more, at least: of one the ordinary price says enough
_POLICIES: Final = 16  # whose rules are remembered


class WithinRule(NamedTuple):
    """What a name within a longer one costs: bits from *most* down by each bit of its rarity, but no less
    than *least*, with which no pair is the same."""

    most: float
    least: float

    def price(self, rarity: Numbers) -> Numbers:
        """Bits of doubt for a name of so many bits of *rarity* within a longer one."""
        bits: Numbers = np.maximum(self.least, self.most - rarity)
        return bits


@lru_cache(maxsize=_POLICIES)
def within_rule(policy: Policy) -> WithinRule:
    """The rule of a policy: a name as rare as its list is long is just for review.

    >>> rule = within_rule(Policy(population=1024))
    >>> from .calibration import bits_of
    >>> round(bits_of(float(rule.price(np.float64(10.0))), 1024), 6)
    -3.0
    """
    population = policy.population or 2
    least = most_doubt_at(policy.same, population) + policy.prices.within
    return WithinRule(most_doubt_at(policy.review, population) + float(np.log2(population)), least)


def may_be_within(kinds: Sequence[int], longer: Sequence[int]) -> bool:
    """Whether a name of tokens of these *kinds* may stand within a *longer* one: of one word or more, none an
    initial, where the other has two more; or one word in any that has more.

    >>> may_be_within([1, 1], [1, 1, 1, 1]), may_be_within([1, 1], [1, 1, 1]), may_be_within([1], [1, 1])
    (True, False, True)
    """
    words, others = sum(k == WORD for k in kinds), sum(k == WORD for k in longer)
    return INITIAL not in kinds and words > 0 and others >= words + (LEFT_OVER if words > 1 else 1)


def skips_within(kinds: Sequence[int], *, shorter: bool) -> list[float]:
    """Prices for leaving the tokens of a name over: no word of the shorter one may be, the rest costs
    nothing."""
    return [NOWHERE if shorter and kind == WORD else 0.0 for kind in kinds]
