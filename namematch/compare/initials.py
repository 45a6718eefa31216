"""Initials that agree in, what they cost together out: A. Karimi may be anybody, G. Fattahian is Ghafour.

How many others of a list may be meant is told by how rare what agrees is: with as many expected as there are
names in the list, an initial is even odds, with a hundredth of one it is nearly as good as the name.
Functions on numbers are compiled for lists.
"""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from ..policy import Policy
from .alignment import BitsRow
from .calibration import most_doubt_at

FEWEST: Final = 2000  # names of a list; a shorter one holds brothers, as many as this one has strangers
NEARLY_SURE, HARDLY = 3.0, -3.0  # bits between which doubt rises with each bit as the calibration has it
_REMEMBERED: Final = 16  # policies whose rules are kept


class InitialsRule(NamedTuple):
    """What all initials of a pair cost: *even* bits of doubt where one other is expected, *each* more for
    every bit by which what agrees is less rare than *rare*, until it is ``HARDLY`` anybody's, and a bit a bit
    from there, as doubt goes; never less than *least*."""

    even: float
    each: float
    rare: float
    least: float


def rarity_in_common(rarities: BitsRow, i: int, p: int, others: BitsRow, j: int, q: int) -> float:
    """Bits of rarity of what *p* tokens from *i* and *q* from *j* of another name agree in: of an initial and
    a word no more than of the initial. A plain loop, which is compiled for lists."""
    one = two = 0.0
    for k in range(i, i + p):
        one += rarities[k]
    for k in range(j, j + q):
        two += others[k]
    return min(one, two)


def price_of_initials(rule: InitialsRule, rarity: float) -> float:
    """Bits of doubt for the initials of two names that agree in so many bits of *rarity*."""
    less = rule.rare - rarity
    price = rule.even + rule.each * min(less, -HARDLY) + max(0.0, less + HARDLY)
    return max(rule.least, price)


@lru_cache(maxsize=_REMEMBERED)
def initials_rule(policy: Policy) -> InitialsRule:
    """The rule of a policy.

    >>> rule = initials_rule(Policy(population=1_000_000))
    >>> dear, fair, cheap = (price_of_initials(rule, rarity) for rarity in (5.0, 12.0, 90.0))
    >>> dear > fair > cheap == Policy().prices.initials
    True
    """
    population, prices = policy.population or 2, policy.prices
    each = (most_doubt_at(HARDLY, population) - most_doubt_at(NEARLY_SURE, population)) / (
        NEARLY_SURE - HARDLY
    )
    even = most_doubt_at(0.0, population) - prices.initial
    return InitialsRule(even, each, float(np.log2(max(population, FEWEST))), prices.initials)
