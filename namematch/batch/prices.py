"""The names of a list in, what leaving each token over costs out: ``compare.prices`` for a whole list."""

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..compare.prices import surname_price, word_price
from ..names.name import Role
from ..names.table import NameTable
from ..names.titles import is_title
from ..policy import Policy
from .read_spellings import ReadSpellings
from .spellings import Spelled


def skip_prices(
    names: NameTable, spelled: Spelled, read: ReadSpellings, rarities: Floats, policy: Policy
) -> Floats:
    """``compare.prices.skip_prices`` of all names, (tokens,); *rarities* are ``token_rarities``."""
    prices, starts, token = policy.prices, spelled.starts, spelled.token
    lengths = np.diff(starts)
    owner = np.repeat(np.arange(len(names)), lengths)
    place = np.arange(len(token)) - starts[owner] - names.optional[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token]
    first, behind = (
        np.array([is_title(t.text, first=x) for t in names.tokens], np.bool_)[token] for x in (True, False)
    )
    title = np.where(place == 0, first, behind)
    word = (place >= 0) & ~particle
    count = np.bincount(owner, word, len(names))[owner]
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    share = np.where(place == 0, 1.0, read.givenness[spelled.spelling[:, 0]])
    skips: Floats = np.select(
        [place < 0, particle, title & ((sure > 1) | ((sure == 1) & (count <= 2))), count <= 2],  # noqa: PLR2004
        [0.0, prices.particle, prices.title, prices.only_pair],
        word_price(share, _surname_prices(rarities, owner, lengths, policy), policy),
    )
    return skips


def _surname_prices(rarities: Floats, owner: Longs, lengths: Longs, policy: Policy) -> Floats:
    """What each token costs as a surname: less, if it is the last of a rare name."""
    rest = np.bincount(owner, rarities, len(lengths)).astype(np.float64)[owner] - rarities
    last = np.zeros(len(owner), np.bool_)
    last[(np.cumsum(lengths) - 1)[lengths > 0]] = True
    return np.where(last, surname_price(rest, policy), policy.prices.family)
