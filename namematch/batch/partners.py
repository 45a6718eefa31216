"""Spellings of two sides in, the partners of each out: the spellings that it may be one word with."""

from dataclasses import dataclass

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.postings import share_a_block
from ..arrays.ragged import starts_of
from .read_spellings import ReadSpellings
from .wanted import Wanted
from .word_join import join


@dataclass(frozen=True, slots=True)
class PartnerTable:
    """Doubts between spellings as sorted rows: the partners of *u* are ``partner[starts[u]:starts[u + 1]]``.

    In a list each spelling is its own partner, without doubt. *joins* tells whether one of the two may be
    joined (``compare.names.may_join``).
    """

    starts: Longs
    partner: Longs
    doubt: Floats
    joins: Bools


def partners_of_spellings(spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted) -> PartnerTable:
    """The partners of each of *spellings* among *others*, which may be the same list, with at most
    ``wanted.most`` bits, below ``policy.most_doubt``."""
    found = join(spellings, others, wanted)
    whole = spellings.with_blocks_of(others).blocks.whole
    joins = share_a_block(found.left, found.right, whole, others.blocks.whole)
    starts = starts_of(np.bincount(found.left, minlength=len(spellings.spellings)))
    return PartnerTable(starts, found.right, found.doubt, joins)
