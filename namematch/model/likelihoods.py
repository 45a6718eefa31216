"""A token in, P(token | word) of one word or of all that are likely out.

Asked now and then, plain numpy answers; asked often, compiled code, which is thirty times as fast and
takes half a second to load.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from ..arrays.dtypes import Floats, Ints
from ..arrays.ragged import Ragged
from ..progress import counter, silent
from ..text.consonants import are_candidates
from .channel import LONGEST_EMISSION, emission_rows, likelihood, persian_symbols

if TYPE_CHECKING:
    from .blocks import Blocks
    from .forward import Words

# How many words a process asks about before compiled code has paid for its loading. Of a trie's words
# numpy computes about a hundred in the time of one by itself.
PATIENCE: Final = 10_000
AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Trie:
    """Words as a tree of symbols, level by level, for the forward pass that shares prefixes."""

    levels: tuple[tuple[Ints, Ints], ...]  # symbols, and the place of each one's parent in the level above
    ends: tuple[tuple[Ints, Ints], ...]  # words that end at a level, and the place where

    @classmethod
    def of(cls, words: Iterable[Ints]) -> "Trie":
        """The tree of *words*; word *i* is the i-th one given.

        >>> Trie.of([np.array([3, 4]), np.array([3, 5])]).levels[0][0].tolist()
        [3]
        """
        rows = list(words)
        lengths = np.array([len(row) for row in rows], np.int64)
        symbols = np.full((len(rows), int(lengths.max(initial=0))), -1, np.int64)
        for i, row in enumerate(rows):
            symbols[i, : len(row)] = row
        alive, parents = np.arange(len(rows)), np.zeros(len(rows), np.int64)
        levels, ends = [], []
        for depth in range(symbols.shape[1]):
            keys = parents * (1 + symbols.max()) + symbols[alive, depth]
            _, first, places = np.unique(keys, return_index=True, return_inverse=True)
            levels.append((symbols[alive[first], depth].astype(np.int32), parents[first].astype(np.int32)))
            done = lengths[alive] == depth + 1
            ends.append((alive[done].astype(np.int32), places[done].astype(np.int32)))
            alive, parents = alive[~done], places[~done]
        return cls(tuple(levels), tuple(ends))

    def likelihoods(self, ids: Ints, table: Floats, words: int) -> Floats:
        """P(token | word) of each word, shape (words,), for the token whose substrings are *ids*."""
        rows = emission_rows(ids, table)
        reached = np.zeros((1, len(ids)))
        reached[0, 0] = 1.0
        found = np.zeros(words)
        for (symbols, parents), (ended, places) in zip(self.levels, self.ends, strict=True):
            before = reached[parents]
            reached = before * rows[0, symbols]
            for k in range(1, LONGEST_EMISSION + 1):
                reached[:, k:] += before[:, :-k] * rows[k, symbols, k:]
            found[ended] = reached[places, -1]
        return found


class Likelihoods:
    """P(token | word) of *words*, in letters, with their *priors*, by *table*."""

    def __init__(self, words: Sequence[str], priors: Floats, table: Floats) -> None:
        self._words, self._priors, self._table = words, priors, table
        self._patience = PATIENCE

    @cached_property
    def trie(self) -> Trie:
        """The words, for numpy."""
        return Trie.of(map(persian_symbols, self._words))

    @cached_property
    def _lexicon(self) -> "tuple[Blocks, Words]":
        """The words and their blocks, for compiled code."""
        from ..text.letter_arrays import letters_of  # noqa: PLC0415
        from .blocks import Blocks  # noqa: PLC0415 numba is slow to load
        from .forward import Emissions, Words  # noqa: PLC0415 numba is slow to load
        from .symbols import symbols_of  # noqa: PLC0415

        letters = letters_of(self._words)
        blocks = Blocks.of(letters)
        emissions = Emissions.of(self._table)
        return blocks, Words.of(blocks.near, blocks.count, symbols_of(letters), self._priors, emissions)

    def of(self, word: Ints, ids: Ints, table: Floats) -> float:
        """P(token | word) by *table*: ``model.channel.likelihood``."""
        if self._patience > 0:
            self._patience -= 1
            return likelihood(word, ids, table)
        from .forward import likelihood_flat  # noqa: PLC0415 numba is slow to load

        return float(likelihood_flat(word, ids.ravel(), table))

    @property
    def hurried(self) -> bool:
        """Whether compiled code answers by now."""
        return self._patience <= 0

    def of_words(
        self, letters: str, ids: Ints, threshold: float, also: Iterable[int] = ()
    ) -> tuple[Ints, Floats]:
        """The words, ascending, that are candidates for *letters* and whose prior times P(token | word)
        reaches *threshold*, and those *also* asked for; and P(token | word) of each. *ids* are the
        token's."""
        if self.hurried:
            found = self._near(letters, ids, threshold)
            found |= {w: self.of(persian_symbols(self._words[w]), ids, self._table) for w in also}
            words = np.array(sorted(found), np.int32)
            return words, np.array([found[w] for w in words.tolist()])
        self._patience -= len(self._words) // AT_ONCE
        every = self.trie.likelihoods(ids, self._table, len(self._words))
        near = np.flatnonzero(self._priors * every >= threshold).tolist()
        candidates = {w for w in near if are_candidates(self._words[w], letters)}
        words = np.array(sorted(candidates.union(also)), np.int32)
        return words, every[words]

    def _near(self, letters: str, ids: Ints, threshold: float) -> dict[int, float]:
        """P(token | word) of the candidates that reach *threshold*, by compiled code."""
        from ..text.letter_arrays import letters_of  # noqa: PLC0415
        from .blocks import Blocks  # noqa: PLC0415 numba is slow to load
        from .forward import probable_pairs  # noqa: PLC0415 numba is slow to load

        theirs, words = self._lexicon
        ours = Blocks.of(letters_of([letters])).as_in(theirs)
        flat = Ragged(ids.ravel(), np.array([0, ids.size]))
        _, near, found = probable_pairs(
            flat, ours.near, np.array([threshold]), words, threads=1, advance=counter(silent, "", 1)
        )
        return dict(zip(near.tolist(), found.tolist(), strict=True))
