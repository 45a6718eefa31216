"""Texts of spellings in, the pairs of spellings whose texts are one typo apart out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.hashing import distinct_texts
from ..arrays.ragged import starts_of, stretches
from ..arrays.strings import Texts
from ..compare.slips import SHORTEST
from .typos import TypoKeys


class NearPairs(NamedTuple):
    """Pairs of spellings, the probability of the *typo* between them, not nought, and the *letters* of the
    shorter text."""

    left: Longs
    right: Longs
    typo: Floats
    letters: Floats

    def take(self, chosen: Bools) -> "NearPairs":
        """Some of the pairs."""
        return NearPairs(self.left[chosen], self.right[chosen], self.typo[chosen], self.letters[chosen])


@dataclass(frozen=True, eq=False, slots=True)
class SlipKeys:
    """Texts in which a slip is seen: *texts*, each once, and the spellings that have it, for text *k*
    ``place[starts[k]:starts[k + 1]]``."""

    texts: list[str]
    starts: Longs
    place: Longs
    keys: TypoKeys

    @classmethod
    def of(cls, texts: Sequence[str]) -> "SlipKeys":
        """The keys of the *texts* of spellings, but for those too short."""
        long = np.flatnonzero(np.fromiter(map(len, texts), np.int64, len(texts)) >= SHORTEST)
        number, first = distinct_texts(Texts.of(texts[place] for place in long.tolist()))
        listed = [texts[place] for place in long[first].tolist()]
        starts = starts_of(np.bincount(number, minlength=len(listed)))
        return cls(listed, starts, long[np.argsort(number, kind="stable")], TypoKeys.of(listed))

    def near(self, other: "SlipKeys") -> NearPairs:
        """The pairs of one of these spellings and one of the *other* ones that are one typo apart."""
        left, right, typo = other.keys.near(self.texts)
        count, times = np.diff(self.starts)[left], np.diff(other.starts)[right]
        one = self.place[stretches(self.starts[left], count)]
        row = np.repeat(np.arange(len(left)), count)
        two = other.place[stretches(other.starts[right][row], times[row])]
        each = np.repeat(np.arange(len(row)), times[row])
        sizes, sizes_of_other = (np.array(list(map(len, x.texts)), np.float64) for x in (self, other))
        letters = np.minimum(sizes[left], sizes_of_other[right])
        return NearPairs(one[each], two, typo[row][each], letters[row][each])
