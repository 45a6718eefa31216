"""Pairs of persons that may be one in, the rows that a human decides out: best first, each with its reason.

A reason is what ``compare`` says of the two mentions; their words are read some thousand pairs at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.running import kernels_for
from ..arrays.strings import Texts
from ..batch.known_words import known_words
from ..compare.calibration import probability_of
from ..compare.comparison import main_reason
from ..compare.names import compare_names
from ..compare.relations import TWO_PEOPLE
from ..model.vocabulary import Vocabulary
from ..names.lists import DistinctNames
from ..names.mentions import Mention, Mentions
from ..names.name import Name
from ..policy import Policy
from ..progress import Advance, unheard

REVIEWS_A_BLOCK: Final = 2048  # whose words are read together
# Why two persons are for review though their mentions are ``same``; else ``main_reason`` says it.
FREQUENT_NAME: Final = "a frequent name: others may share it"
APART_THOUGH_ALIKE: Final = "apart though alike: their other mentions do not fit"


@dataclass(frozen=True, slots=True)
class Review:
    """Two persons who may be one, with their two most alike mentions and what is between
    these. A cell with several people that is like no other stands on both sides: no bits say
    whether it is one person."""

    left: str
    right: str
    left_mention: Mention
    right_mention: Mention
    bits: float
    probability: float
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Doubtful:
    """Pairs of *persons* by their numbers and of *rows*, mentions of theirs, each shape (pairs, 2), and what
    is between these; *frequent* where a name is too frequent to tell persons apart."""

    persons: Longs
    rows: Longs
    bits: Floats
    frequent: Bools

    def __len__(self) -> int:
        return len(self.bits)

    def take(self, chosen: Longs) -> "Doubtful":
        """Some of the pairs."""
        return Doubtful(self.persons[chosen], self.rows[chosen], self.bits[chosen], self.frequent[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class ReviewTable:
    """The *pairs* that are for review, in the order of ``sorted_pairs``; a ``Review`` is made when asked
    for."""

    pairs: Doubtful
    mentions: Mentions
    ids: Texts
    names: DistinctNames
    policy: Policy
    vocabulary: Vocabulary
    threads: int

    def __len__(self) -> int:
        return len(self.pairs)

    def reviews(self, last: int | None = None, *, advance: Advance = unheard) -> list[Review]:
        """All of them, or those before the *last* one; *advance* is told of each."""
        chosen, found = np.arange(len(self))[:last], list[Review]()
        for first in range(0, len(chosen), REVIEWS_A_BLOCK):
            block = self.pairs.take(chosen[first : first + REVIEWS_A_BLOCK])
            found += self._block(block)
            advance(len(block))
        return found

    def texts(self) -> tuple[list[str], list[str]]:
        """The texts of the two mentions of each pair as they were read: of parts, all of them."""
        reading = self.names.reading_of[self.pairs.rows]
        one, two = (list(self.names.readings.texts.take(column)) for column in reading.T)
        return one, two

    def _block(self, pairs: Doubtful) -> list[Review]:
        reasons = self._reasons(pairs)
        ends = zip(pairs.persons.tolist(), pairs.rows.tolist(), pairs.bits.tolist(), reasons, strict=True)
        return [
            Review(
                self.ids[left], self.ids[right], self.mentions[one], self.mentions[two], bits,
                probability_of(bits), reason,
            )
            for (left, right), (one, two), bits, reason in ends
        ]  # fmt: skip

    def _reasons(self, pairs: Doubtful) -> list[str]:
        """Why each two are for review rather than one person."""
        reading = self.names.reading_of[pairs.rows]
        compared = (pairs.bits < self.policy.same) & (pairs.persons[:, 0] != pairs.persons[:, 1])
        words = self.names.readings.take(np.unique(reading[compared])).distinct_tokens()
        names = {x: self.names.readings[x] for x in np.unique(reading).tolist()}
        columns = reading.tolist(), compared.tolist(), pairs.persons.tolist(), pairs.frequent.tolist()
        units = [(token.text, token.script) for token in words]
        with (
            kernels_for(len(self.mentions)),
            known_words(units, self.vocabulary, threads=self.threads),
        ):
            return [
                self._compared(names[one], names[two])
                if below
                else _reason_though_same(names[one], names[two], alone=left == right, frequent=frequent)
                for (one, two), below, (left, right), frequent in zip(*columns, strict=True)
            ]

    def _compared(self, one: Name, two: Name) -> str:
        return main_reason(compare_names(one, two, policy=self.policy, vocabulary=self.vocabulary).evidence)


def _reason_though_same(one: Name, two: Name, *, alone: bool, frequent: bool) -> str:
    """The reason of two mentions that are ``same``, or of one *alone*, with several people."""
    if alone or one.persons or two.persons:
        return TWO_PEOPLE
    return FREQUENT_NAME if frequent else APART_THOUGH_ALIKE


def sorted_pairs(pairs: Doubtful, texts: Sequence[str], ids: Texts) -> Doubtful:
    """*pairs* by falling bits; of equal bits by the *texts* of their mentions and the *ids* of
    the persons."""
    falling, ends, owners = (-pairs.bits).tolist(), pairs.rows.tolist(), pairs.persons.tolist()

    def key(pair: int) -> tuple[float, str, str, str, str]:
        (one, two), (left, right) = ends[pair], owners[pair]
        return falling[pair], texts[one], texts[two], ids[left], ids[right]

    return pairs.take(np.array(sorted(range(len(pairs)), key=key), np.int64))
