"""The names of a list in, what leaving each token over costs out: ``compare.prices`` for a whole list."""

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..compare.alignment import WIDEST
from ..compare.prices import least_namesake_bits
from ..names.name import Role
from ..names.table import NameTable
from ..names.titles import is_title
from ..policy import Policy
from .read_spellings import ReadSpellings
from .spellings import Spelled


def left_over(
    names: NameTable, spelled: Spelled, read: ReadSpellings, rarity: Floats, policy: Policy
) -> Floats:
    """The price of leaving each token over, (tokens,), as ``compare.prices.skip_prices`` has it."""
    prices, starts, token = policy.prices, spelled.starts, spelled.token
    lengths = np.diff(starts)
    owner = np.repeat(np.arange(len(names)), lengths)
    place = np.arange(len(token)) - starts[owner] - names.optional[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token]
    title = np.array([is_title(t.text) for t in names.tokens], np.bool_)[token]
    word = (place >= 0) & ~particle
    count = np.bincount(owner, word, len(names))[owner]
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    share = np.where(place == 0, 1.0, read.givenness[spelled.spelling[:, 0]])
    skips: Floats = np.select(
        [place < 0, particle, count <= 2, (sure > 1) & title],  # noqa: PLR2004 half of the name
        [0.0, prices.particle, prices.only_pair, prices.title],
        share * prices.given + (1 - share) * _last_surname_prices(rarity, owner, lengths, policy),
    )
    return skips


def rarities(names: NameTable, spelled: Spelled, read: ReadSpellings) -> Floats:
    """``compare.rarity.token_rarities`` of all names, (tokens,)."""
    owner = np.repeat(np.arange(len(names)), np.diff(spelled.starts))
    optional = np.arange(len(owner)) - spelled.starts[owner] < names.optional[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[spelled.token]
    return np.where(optional | particle, 0.0, read.rarity[spelled.spelling[:, 0]])


def _last_surname_prices(rarity: Floats, owner: Longs, lengths: Longs, policy: Policy) -> Floats:
    """What each token costs as a surname that is left over: ``compare.prices.surname_price`` if it is the
    last."""
    rest = np.bincount(owner, rarity, len(lengths)).astype(np.float64)[owner] - rarity
    crowd = np.minimum(0.0, -np.log2(policy.rare) - rest)
    last = np.zeros(len(owner), np.bool_)
    last[(np.cumsum(lengths) - 1)[lengths > 0]] = True
    full = policy.prices.family
    return np.where(last, np.log2(1 + (2.0**full - 1) * 2.0**crowd), full)


def namesake_bits_of_readings(spelled: Spelled, rarity: Floats, policy: Policy) -> Floats:
    """``compare.prices.namesake_bits`` each reading of the tokens of names, (tokens, WIDEST)."""
    names = len(spelled.starts) - 1
    owner = np.repeat(np.arange(names), np.diff(spelled.starts))
    rest = np.bincount(owner, rarity, names).astype(np.float64)[owner]
    crowd = np.full(spelled.spelling.shape, least_namesake_bits(policy))
    for p in range(min(WIDEST, len(rest))):
        rest[: len(rest) - p] -= rarity[p:]
        crowd[:, p] = np.maximum(least_namesake_bits(policy), -np.log2(policy.crowd) - rest)
    return crowd
