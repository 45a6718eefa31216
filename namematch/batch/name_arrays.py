"""Names and the doubts between their spellings as arrays: what the compiled loops of lists, of indexes and of
queries read."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..arrays.ragged import starts_of, stretches
from ..names.table import NameTable
from ..text.scripts import ScriptedText
from .partners import PartnerTable

TokenKinds = NDArray[np.int8]


class NameArrays(NamedTuple):
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``reading[t, p]`` is the spelling
    of token *t* joined with the *p* after it, -1 where that is no reading.

    Of each token, *skips* are the bits for leaving it over, *kinds* are those of
    ``compare.prices.token_kinds``, *rarity* are the bits of ``compare.rarity.token_rarities``, *order* is
    its place in ``words_in_order``. The first *optional* tokens of a name are titles that may be words of it;
    *surname* is its ``compare.prices.surname_kind``.

    Of Ali Reza Karimi, where somebody is Alireza, ``reading`` has three rows: ali and alireza, reza, karimi.
    """

    starts: Longs
    reading: Ints
    skips: Floats
    kinds: TokenKinds
    rarity: Floats
    order: Ints
    optional: Longs
    surname: Longs

    @property
    def longest(self) -> int:
        """The tokens of the longest name."""
        return int(np.diff(self.starts).max(initial=0))

    def take(self, chosen: Longs) -> "NameArrays":
        """The names at some places."""
        lengths = np.diff(self.starts)[chosen]
        tokens = stretches(self.starts[chosen], lengths)
        return NameArrays(
            starts_of(lengths), self.reading[tokens], self.skips[tokens], self.kinds[tokens],
            self.rarity[tokens], self.order[tokens], self.optional[chosen], self.surname[chosen],
        )  # fmt: skip


class PartnerRows(NamedTuple):
    """``PartnerTable`` for compiled loops: the partners of reading *u* are
    ``partner[starts[u]:starts[u + 1]]``."""

    starts: Longs
    partner: Ints
    doubt: Floats
    joins: Bools


def partner_rows(table: PartnerTable) -> PartnerRows:
    """*table* for compiled loops, and beyond the last spelling two that stand for none, each its only
    partner: keys of posting lists (``batch.postings``)."""
    spellings, end = len(table.starts) - 1, len(table.partner)
    return PartnerRows(
        np.append(table.starts, (end + 1, end + 2)),
        np.append(table.partner, (spellings, spellings + 1)).astype(np.int32),
        np.append(table.doubt, (0.0, 0.0)),
        np.append(table.joins, (False, False)),
    )


def readings_with_partners(reading: Ints, table: PartnerTable) -> Ints:
    """*reading* without the joined ones that no token alone, anywhere, can be a partner of."""
    alone = np.zeros(len(table.starts) - 1, np.bool_)
    alone[reading[:, 0][reading[:, 0] >= 0]] = True
    able = starts_of(table.joins & alone[table.partner])[table.starts]
    kept = np.append(np.diff(able) > 0, False)[reading]
    kept[:, 0] = True
    return np.where(kept, reading, -1).astype(np.int32)


def words_in_order(names: NameTable) -> tuple[list[ScriptedText], Ints]:
    """The words of *names* ascending, and of each of ``names.tokens`` twice its place there, so that a word
    that nobody has fits between two.

    It decides which of two names is the left one, as ``compare.names.order_key`` does.
    """
    words = [(token.text, token.script) for token in names.tokens]
    ascending = sorted(set(words))
    place = {word: 2 * i for i, word in enumerate(ascending)}
    return ascending, np.fromiter(map(place.__getitem__, words), np.int32, len(words))
