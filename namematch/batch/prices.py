"""The names of a list in, what leaving each token over costs out: ``compare.prices`` for a whole list."""

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..compare.prices import FREE, INITIAL, WORD, surname_price, word_price
from ..names.name import Role
from ..names.table import NameTable
from ..names.titles import is_title
from ..policy import Policy
from ..text.letters import is_initial
from .name_arrays import TokenKinds
from .read_spellings import ReadSpellings
from .spellings import Spelled


def token_kinds(names: NameTable, starts: Longs, token: Longs) -> TokenKinds:
    """``compare.prices.token_kinds`` of all names, whose *token* numbers start at *starts*, (tokens,)."""
    owner = np.repeat(np.arange(len(names)), np.diff(starts))
    optional = np.arange(len(token)) - starts[owner] < names.optional[owner]
    named = ~np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token] & ~optional
    sure = named & ~np.array([is_title(t.text) for t in names.tokens], np.bool_)[token]
    several = np.bincount(owner, sure, len(names)) > 1
    initial = np.array([is_initial(t.text) for t in names.tokens], np.bool_)[token]
    kinds: TokenKinds = np.where(
        np.where(several[owner], sure, named), np.where(initial, INITIAL, WORD), FREE
    )
    return kinds.astype(np.int8)


def skip_prices(
    names: NameTable, spelled: Spelled, read: ReadSpellings, rarities: Floats, policy: Policy
) -> Floats:
    """``compare.prices.skip_prices`` of all names, (tokens,); *rarities* are ``token_rarities``."""
    prices, starts, token = policy.prices, spelled.starts, spelled.token
    lengths = np.diff(starts)
    owner = np.repeat(np.arange(len(names)), lengths)
    place = np.arange(len(token)) - starts[owner] - names.optional[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token]
    title = np.array([is_title(t.text) for t in names.tokens], np.bool_)[token]
    word = (place >= 0) & ~particle
    count = np.bincount(owner, word, len(names))[owner]
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    initial = (place > 0) & np.array([is_initial(t.text) for t in names.tokens], np.bool_)[token]
    share = np.where(place == 0, 1.0, read.givenness[spelled.spelling[:, 0]])
    skips: Floats = np.select(
        [place < 0, particle, count <= 2, (sure > 1) & title, initial],  # noqa: PLR2004 half of the name
        [0.0, prices.particle, prices.only_pair, prices.title, prices.left_initial],
        word_price(share, _surname_prices(rarities, owner, lengths, policy), policy),
    )
    return skips


def _surname_prices(rarities: Floats, owner: Longs, lengths: Longs, policy: Policy) -> Floats:
    """What each token costs as a surname: less, if it is the last of a rare name."""
    rest = np.bincount(owner, rarities, len(lengths)).astype(np.float64)[owner] - rarities
    last = np.zeros(len(owner), np.bool_)
    last[(np.cumsum(lengths) - 1)[lengths > 0]] = True
    return np.where(last, surname_price(rest, policy), policy.prices.family)
