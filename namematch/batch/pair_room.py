"""A policy in, its rules for compiled loops out; and what these loops work in, a pair at a time."""

from typing import NamedTuple

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..compare.initials import InitialsRule, initials_rule
from ..compare.prices import NamesakeRules
from ..compare.within import within_rule
from ..names.compounds import WIDEST
from ..policy import Policy
from .name_arrays import TokenKinds


class EvidenceRules(NamedTuple):
    """Prices in bits; *within* are ``compare.within.WithinRule``'s."""

    orders: Floats  # of a turned order and of any other order
    join: float
    titled: float
    single: float
    initials: InitialsRule
    most_doubt: float
    within: tuple[float, float]
    namesakes: NamesakeRules

    @classmethod
    def of(cls, policy: Policy) -> "EvidenceRules":
        """The rules of *policy*."""
        bits, within = policy.prices, within_rule(policy)
        return cls(
            np.array([bits.turned, bits.other_order]), bits.join, bits.titled, bits.single,
            initials_rule(policy),
            policy.most_doubt, (within.most, within.least), NamesakeRules.of(policy),
        )  # fmt: skip


class RunWords(NamedTuple):
    """What two runs of tokens have to do with each other, each at its ``place_of``: *known*, whether they may
    be one word; *raw*, the doubt about that; *bits*, the same with the price of a join; *strict*, the *bits*
    where both are words, for a name within another."""

    known: Bools
    raw: Floats
    bits: Floats
    strict: Floats


class NameSide(NamedTuple):
    """The tokens of one name: how many, of which the first *optional* are titles; whether it is a ``PAIR``
    beside a ``TITLED`` one; and of each token what it costs to leave it over, its kind and rarity."""

    tokens: int
    optional: int
    beside: bool
    skips: Floats
    kinds: TokenKinds
    rarity: Floats


class PairRoom(NamedTuple):
    """Where one thread aligns two names."""

    words: RunWords
    skips: Floats  # (2, tokens)
    closed: Floats  # (2, tokens)
    cost: Floats
    step: Longs
    links: Longs
    keys: Longs  # where each piece of evidence stands
    pieces: Floats  # and its bits


def make_pair_room(longest: int) -> PairRoom:
    """Room for names of so many tokens at most."""
    runs, cells = longest * longest * WIDEST * WIDEST, (longest + 1) * (longest + 1)
    words = RunWords(np.empty(runs, np.bool_), np.empty(runs), np.empty(runs), np.empty(runs))
    return PairRoom(
        words, np.empty((2, longest)), np.empty((2, longest)), np.empty(cells), np.empty(cells, np.int64),
        np.empty(8 * longest, np.int64), np.empty(2 * longest, np.int64), np.empty(2 * longest),
    )  # fmt: skip
