"""The distinct spellings of a list in, the doubt of each pair of them worth a look out.

The batch's twin of ``compare.words.compare_tokens``: the same formulas on arrays, and no pair left out
whose doubt is at most the one asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.postings import share_a_block
from ..arrays.ragged import numbered, starts_of
from ..text.letters import is_initial
from .readings import ReadSpellings
from .word_join import (
    FoundDoubts,
    Search,
    at_most,
    initials,
    one_word,
    renderings,
    short_forms,
    similar_texts,
    typos,
    without_initials,
)


@dataclass(frozen=True, slots=True)
class PartnerTable:
    """Doubts between spellings as sorted rows: the partners of *u* are ``partner[starts[u]:starts[u + 1]]``.

    Each spelling is its own partner, without doubt. *joins* tells whether one of the two may be joined
    (``compare.names.may_join``).
    """

    starts: Longs
    partner: Longs
    doubt: Floats
    joins: Bools


def partners_of_spellings(read: ReadSpellings, search: Search) -> PartnerTable:
    """Every pair of spellings with at most ``search.most`` bits, below ``policy.most_doubt``."""
    s, persian, latin = read.spellings, read.spellings.latin, 0
    kinds = [
        (renderings(read, search), persian, latin),
        (one_word(read, search), latin, latin),
        (typos(read, search), persian, persian),
        (similar_texts(s, read.vocabulary, search), s.latin + s.persian, s.latin + s.persian),
    ]
    initial = np.array([is_initial(text) for text in s.texts], np.bool_)
    found = [without_initials(part, left, right, initial, s) for part, left, right in kinds]
    found.append(initials(read, initial, search))
    kept = [at_most(part, search.most) for part in found]
    return _doubt_rows(read, [*kept, at_most(short_forms(s, kept, search), search.most)])


def _doubt_rows(read: ReadSpellings, parts: Sequence[FoundDoubts]) -> PartnerTable:
    """All parts both ways, the least doubt of each pair, each spelling its own partner, as sorted rows."""
    n = len(read.spellings)
    left, right = (np.concatenate(list(column)) for column in _columns_of(parts))
    own = np.arange(n)
    doubt = np.concatenate([part.doubt for part in parts])
    keys = np.concatenate([left * n + right, right * n + left, own * n + own])
    doubts = np.concatenate([doubt, doubt, np.zeros(n)])
    distinct, place = numbered(keys)
    least = np.full(len(distinct), np.inf)
    np.minimum.at(least, place, doubts)
    one, two = distinct // max(1, n), distinct % max(1, n)
    whole = read.blocks.whole
    joins = share_a_block(one, two, whole, whole)
    return PartnerTable(starts_of(np.bincount(one, minlength=n)), two, least, joins)


def _columns_of(parts: Sequence[FoundDoubts]) -> Iterator[Iterator[Longs]]:
    yield (part.left for part in parts)
    yield (part.right for part in parts)
