"""A token in, the words of a lexicon that are likely to be written like that out, and how likely each is.

In plain numpy, one token at a time; ``model.compiled_forward`` has it for lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays.dtypes import Floats, Ints
from ..text.letter_arrays import letters_of
from .candidate_index import CandidateIndex
from .forward import NONE, likelihoods
from .symbols import symbols_of


@dataclass(frozen=True, slots=True, eq=False)
class Likelihoods:
    """Words by their skeletons and their *symbols*, a column each, filled up with -1 below; their *priors*,
    and the *table* of a channel."""

    index: CandidateIndex
    symbols: Ints
    priors: Floats
    table: Floats

    @classmethod
    def of(cls, words: Sequence[str], priors: Floats, table: Floats) -> "Likelihoods":
        """Of *words* in Persian letters."""
        return cls(CandidateIndex.of(words), symbols_of(letters_of(words)).columns(-1), priors, table)

    def probable(
        self, letters: str, ids: Ints, least: float, also: Sequence[int] = ()
    ) -> tuple[Ints, Floats]:
        """The words, ascending, that are candidates for *letters* and whose prior times P(token | word)
        reaches *least*, and those *also* asked for; and P(token | word) of each. *ids* are the token's."""
        near = self.index.are_near(letters)
        near[list(also)] = True
        words = near.nonzero()[0].astype(np.int32)
        asked, priors = np.searchsorted(words, also), self.priors[words]
        enough = least / np.maximum(priors, NONE)
        enough[asked] = 0.0
        found = likelihoods(self.symbols.take(words, axis=1), ids, self.table, enough)
        kept = priors * found >= least
        kept[asked] = True
        return words[kept], found[kept]
