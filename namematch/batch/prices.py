"""The names of a list in, what leaving each token over costs out: ``compare.prices`` for a whole list."""

from typing import NamedTuple

import numpy as np

from ..arrays.compiled import kernel
from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.ragged import starts_of, stretches
from ..compare.prices import (
    FREE,
    INITIAL,
    OTHER_KIND,
    PAIR,
    TITLED,
    WORD,
    rare_bits,
    surname_price,
    word_price,
)
from ..names.name import Role
from ..names.table import NameTable
from ..names.title_table import shipped_titles
from ..names.titles import is_seldom_title, is_title
from ..policy import Policy
from ..text.letters import is_initial
from .name_arrays import NameArrays, TokenKinds
from .partners import PartnerTable
from .read_spellings import ReadSpellings
from .spellings import Spelled


@kernel
def _each_surname_price(rests: Floats, family: float, rare: float) -> Floats:
    """``compare.prices.surname_price`` of names whose other words are of these rarities."""
    prices = np.empty(len(rests))
    for i in range(len(rests)):
        prices[i] = surname_price(rests[i], family, rare)
    return prices


class NameWords(NamedTuple):
    """Of each token of a list, the name that has it, *owner*, and its *place* there, from 0 after the
    optional titles; whether it is a *word*, whether it may be a *title* where it stands, and whether it is an
    optional one that is *seldom* a title."""

    owner: Longs
    place: Longs
    word: Bools
    title: Bools
    seldom: Bools


def name_words(names: NameTable, starts: Longs, token: Longs) -> NameWords:
    """The words of *names*, with the token of each in *token*."""
    owner = np.repeat(np.arange(len(names)), np.diff(starts))
    place = np.arange(len(token)) - starts[owner] - names.optional[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token]
    texts = [t.text for t in names.tokens]
    titles = {
        text: (is_title(text, first=True), is_title(text, first=False), is_seldom_title(text))
        for text in shipped_titles().among(set(texts))
    }
    none = False, False, False
    told = np.array([titles.get(text, none) for text in texts], np.bool_).reshape(-1, 3)
    first, behind, seldom = told[token].T
    title = np.where(place == 0, first, behind)
    # Khan and the word behind it may be one surname: each two such words are asked about once.
    followed = np.flatnonzero(title[:-1] & (place[:-1] > 0) & (place[1:] > 0))
    pairs, which = np.unique(token[followed] * len(texts) + token[followed + 1], return_inverse=True)
    asked = [divmod(pair, len(texts)) for pair in pairs.tolist()]
    apart = [is_title(texts[one], first=False, following=texts[two]) for one, two in asked]
    title[followed] = np.array(apart, np.bool_)[which]
    return NameWords(owner, place, (place >= 0) & ~particle, title, (place < 0) & seldom)


def token_kinds(names: NameTable, token: Longs, words: NameWords) -> TokenKinds:
    """``compare.prices.token_kinds`` of all names, (tokens,)."""
    owner, place, word, title, seldom = words
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    count = np.bincount(owner, word, len(names))[owner]
    title = title & (place <= 0)
    free = title & (sure > 0) & ((sure > 1) | (count <= 2))  # noqa: PLR2004 Nasim Agha
    initial = np.array([is_initial(t.text) for t in names.tokens], np.bool_)[token]
    kinds = np.where(seldom | (word & ~free), np.where(initial, INITIAL, WORD), FREE)
    return kinds.astype(np.int8)


def skip_prices(
    names: NameTable,
    spelled: Spelled,
    read: ReadSpellings,
    rarities: Floats,
    words: NameWords,
    policy: Policy,
) -> Floats:
    """``compare.prices.skip_prices`` of all names, (tokens,); *rarities* are ``token_rarities``."""
    prices, (owner, place, word, title, _) = policy.prices, words
    lengths = np.diff(spelled.starts)
    count = np.bincount(owner, word, len(names))[owner]
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    initial = (place > 0) & np.array([is_initial(t.text) for t in names.tokens], np.bool_)[spelled.token]
    share = np.where(place == 0, 1.0, read.givenness[spelled.spelling[:, 0]])
    skips: Floats = np.select(
        [place < 0, ~word, title & ((sure > 1) | ((sure == 1) & (count <= 2))), count <= 2, initial],  # noqa: PLR2004
        [0.0, prices.particle, prices.title, prices.only_pair, prices.left_initial],
        word_price(share, _surname_prices(rarities, owner, lengths, policy), policy),
    )
    return skips


def surname_kinds(names: NameTable, words: NameWords) -> Longs:
    """``compare.prices.surname_kind`` of all names."""
    owner, place, word, title, _ = words
    count = np.bincount(owner, word, len(names))
    heads, titled, ends = np.zeros((3, len(names)), np.bool_)
    at_head = place == 0
    heads[owner[at_head & word]] = True
    titled[owner[at_head & title & word]] = True
    ends[owner[~at_head & title & word]] = True
    two = (count == 2) & heads  # noqa: PLR2004 a pair
    is_titled = ((count == 1) & (names.titles > 0)) | (two & titled & ~ends)
    kinds: Longs = np.select([is_titled, two & ~titled], [TITLED, PAIR], OTHER_KIND)
    return kinds


def titled_spellings(names: NameArrays, spellings: int) -> Bools:
    """Whether each of so many spellings is a reading of a name that is a title and one word."""
    titled = np.flatnonzero(names.surname == TITLED)
    reading = names.reading[stretches(names.starts[titled], np.diff(names.starts)[titled])]
    found = np.zeros(spellings, np.bool_)
    found[reading[reading >= 0]] = True
    return found


def least_skips(names: NameArrays, table: PartnerTable, policy: Policy) -> Floats:
    """What each token costs at least, whoever the other name is: ``compare.prices.beside_a_title`` where
    there is a name with a title and a partner of the surname."""
    titled = titled_spellings(names, len(table.starts) - 1)
    reached = np.diff(starts_of(titled[table.partner])[table.starts]) > 0
    pairs = np.flatnonzero(names.surname == PAIR)
    pairs = pairs[reached[names.reading[names.starts[pairs + 1] - 1, 0]]]
    skips, given = names.skips.copy(), names.starts[pairs] + names.optional[pairs]
    skips[given] = np.minimum(skips[given], policy.prices.titled)
    return skips


def _surname_prices(rarities: Floats, owner: Longs, lengths: Longs, policy: Policy) -> Floats:
    """What each token costs as a surname: less, if it is the last of a rare name."""
    rest = np.bincount(owner, rarities, len(lengths)).astype(np.float64)[owner] - rarities
    last = np.zeros(len(owner), np.bool_)
    last[(np.cumsum(lengths) - 1)[lengths > 0]] = True
    prices = np.full(len(owner), policy.prices.family)
    prices[last] = _each_surname_price(rest[last], policy.prices.family, rare_bits(policy))
    return prices
