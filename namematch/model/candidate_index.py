"""Persian words in, for each token those out that are its candidates (``text.consonants``): plain numpy.

``model.blocks`` does it for lists, compiled. Here the words are a lexicon, and one token is asked about at
a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays.dtypes import Bools, Ints, Longs
from ..arrays.ragged import Ragged, numbered, starts_of, stretches
from ..text.consonants import BITS, CH, KIND, MOST_CONSONANTS, PERSIAN_FROM, SH, B, J, N, T, X, skeletons
from ..text.letter_arrays import letters_of


@dataclass(frozen=True, slots=True, eq=False)
class CandidateIndex:
    """Which *words* have each skeleton in common with their candidates. *codes*: the skeletons, ascending;
    of each, a row of *words*. *count*: of words there are."""

    codes: Longs
    words: Ragged
    count: int

    @classmethod
    def of(cls, words: Sequence[str]) -> "CandidateIndex":
        """The index of *words*, in Persian letters; word *i* is the i-th one given."""
        code, word = near_skeletons(words)
        codes, place = numbered(code)
        order = np.argsort(place, kind="stable")
        return cls(
            codes, Ragged(word[order], starts_of(np.bincount(place, minlength=len(codes)))), len(words)
        )

    def are_near(self, letters: str) -> Bools:
        """Whether each word is a candidate for *letters*, of either alphabet; shape (words,).

        >>> CandidateIndex.of(["حسن", "کریمی"]).are_near("karami").tolist()
        [False, True]
        """
        near = skeletons(letters).near
        asked = np.fromiter(near, np.int64, len(near))
        first = np.searchsorted(self.codes, asked)
        behind = np.searchsorted(self.codes, asked, side="right")
        starts = self.words.starts
        found = np.zeros(self.count, np.bool_)
        found[self.words.values[stretches(starts[first], starts[behind] - starts[first])]] = True
        return found


def near_skeletons(words: Sequence[str]) -> tuple[Longs, Longs]:
    """(skeleton, word) of all that are near, of Persian *words*: ``skeletons(word).near``, by no order.

    Of most words these are the consonants as they stand and without each one of them, which is one shift for
    all words; the others are left to the definition.
    """
    letters = letters_of(words)
    kinds, rows = np.array(KIND, np.int64)[letters.values], letters.rows()
    special = _special(letters.values, kinds, rows, len(words))
    plain = (kinds > 0) & ~special[rows]
    kinds, rows = kinds[plain], rows[plain]
    counts = np.bincount(rows, minlength=len(words))
    behind = starts_of(counts)[rows + 1] - np.arange(len(rows)) - 1  # consonants after each one
    whole = np.zeros(len(words), np.int64)
    np.bitwise_or.at(whole, rows, kinds << BITS * behind)
    after = (np.int64(1) << BITS * behind) - 1
    less = (whole[rows] >> BITS * (behind + 1) << BITS * behind) | (whole[rows] & after)
    of_special = [
        (code, word) for word in np.flatnonzero(special).tolist() for code in skeletons(words[word]).near
    ]
    defined = np.array(of_special, np.int64).reshape(-1, 2)
    as_it_stands = np.flatnonzero(~special)
    return (
        np.concatenate([whole[as_it_stands], less, defined[:, 0]]),
        np.concatenate([as_it_stands, rows, defined[:, 1]]),
    )


def _special(letters: Ints, kinds: Longs, rows: Longs, count: int) -> Bools:
    """Whether each word may have more near skeletons than one a consonant and one: it has a kh, which some
    leave out, a consonant written twice, or two that become one, next to each other or once what stands
    between is left out; or it is long, or not Persian."""
    special = np.bincount(rows, kinds > 0, minlength=count) > MOST_CONSONANTS
    special[rows[(letters < PERSIAN_FROM) | (kinds == X)]] = True
    special[rows[1:][(rows[1:] == rows[:-1]) & (kinds[1:] == kinds[:-1]) & (kinds[1:] > 0)]] = True
    rows, kinds = rows[kinds > 0], kinds[kinds > 0]
    for apart in (1, 2):
        one, two = kinds[:-apart], kinds[apart:]
        merging = ((one == T) & np.isin(two, (J, CH, SH))) | ((one == N) & (two == B))
        special[rows[apart:][merging & (rows[apart:] == rows[:-apart])]] = True
    return special
