"""What a difference of structure costs, in bits, beside the doubt about the words."""

from collections.abc import Callable, Sequence

import numpy as np

from ..names.name import Name, Role
from ..names.titles import is_title
from ..policy import Policy
from ..text.scripts import ScriptedText
from .calibration import SHORT_LIST


def namesake_bits(rarities: Sequence[float], first: int, count: int, policy: Policy) -> float:
    """How many times more people than ``policy.crowd`` have a name's other words, as bits.

    Who is named Ali has a hundred namesakes with each surname that is nearly the same, where who is named
    Changiz has one. Not below ``least_namesake_bits``.
    """
    rest = sum(rarities) - sum(rarities[first : first + count])
    return max(least_namesake_bits(policy), -float(np.log2(policy.crowd)) - rest)


def least_namesake_bits(policy: Policy) -> float:
    """Bits by which the words of a short list are doubted more: its near-namesakes are brothers and
    colleagues, as many as strangers in a list of ``policy.relatives`` names.

    >>> least_namesake_bits(Policy(population=1_000_000))
    0.0
    """
    return max(0.0, float(np.log2(policy.relatives / max(policy.population or 2, SHORT_LIST))))


def doubt_among_namesakes(doubt: float, crowd: float) -> float:
    """*doubt* where there are 2 ** *crowd* times as many others, in bits."""
    return float(np.log2(1 + (2.0**doubt - 1) * 2.0**crowd)) if crowd > 0 and doubt > 0 else doubt


def skip_prices(
    name: Name, policy: Policy, share_given: Callable[[ScriptedText], float], rarities: Sequence[float]
) -> list[float]:
    """Bits for leaving each of ``tokens_of(name)`` over: a given name costs more, a title nothing, and the
    last surname less where hardly anybody has the other words.

    *share_given* tells how often a token is a given name, in [0, 1]; *rarities* are ``token_rarities``.
    """
    prices = policy.prices
    names = sum(t.role != Role.PARTICLE for t in name.tokens)
    sure = sum(t.role != Role.PARTICLE and not is_title(t.text) for t in name.tokens)
    found = [0.0] * len(name.optional_titles)
    for i, token in enumerate(name.tokens):
        if token.role == Role.PARTICLE:
            found.append(prices.particle)
        elif names <= 2:  # noqa: PLR2004 half of the name
            found.append(prices.only_pair)
        elif sure > 1 and is_title(token.text):
            found.append(prices.title)
        else:
            share = 1.0 if i == 0 else share_given((token.text, token.script))
            last = i == len(name.tokens) - 1
            surname = surname_price(sum(rarities) - rarities[-1], policy) if last else prices.family
            found.append(share * prices.given + (1 - share) * surname)
    return found


def surname_price(rest: float, policy: Policy) -> float:
    """Bits for a last surname that is left over where the *rest* of the name has so many bits of rarity."""
    crowd = min(0.0, -float(np.log2(policy.rare)) - rest)
    return float(np.log2(1 + (2.0**policy.prices.family - 1) * 2.0**crowd))
