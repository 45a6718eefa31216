"""A token in, P(token | word) of one word or of all that are likely out.

Asked now and then, plain numpy answers; asked often, compiled code, which is thirty times as fast and
takes half a second to load.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from .channel import LONGEST_EMISSION, emission_rows, likelihood
from .progress import counter, silent

if TYPE_CHECKING:
    from .triepass import WordTrie

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

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
    """P(token | word) of *words* in the channel's symbols, with their *priors*, by *table*."""

    def __init__(self, words: Sequence[Ints], priors: Floats, table: Floats) -> None:
        self._words, self._priors, self._table = words, priors, table
        self._patience = PATIENCE

    @cached_property
    def trie(self) -> Trie:
        """The words, for numpy."""
        return Trie.of(self._words)

    @cached_property
    def word_trie(self) -> "WordTrie":
        """The words, for compiled code."""
        from .triepass import WordTrie  # noqa: PLC0415 numba is slow to load

        return WordTrie.of(self._words, self._priors)

    def of(self, word: Ints, ids: Ints, table: Floats) -> float:
        """P(token | word) by *table*: ``channel.likelihood``."""
        if self._patience > 0:
            self._patience -= 1
            return likelihood(word, ids, table)
        from .triepass import likelihood_of  # noqa: PLC0415 numba is slow to load

        return float(likelihood_of(word, ids.ravel(), table))

    @property
    def hurried(self) -> bool:
        """Whether compiled code answers by now."""
        return self._patience <= 0

    def of_words(self, ids: Ints, threshold: float, also: Iterable[int] = ()) -> tuple[Ints, Floats]:
        """The words, ascending, whose prior times P(token | word) reaches *threshold*, and those *also*
        asked for; and P(token | word) of each."""
        if not self.hurried:
            self._patience -= len(self._words) // AT_ONCE
            found = self.trie.likelihoods(ids, self._table, len(self._words))
            near = set(np.flatnonzero(self._priors * found >= threshold).tolist())
            words = np.array(sorted(near.union(also)), np.int32)
            return words, found[words]
        return self.of_near(ids, threshold, self.near([ids], [threshold])[0], also)

    def near(self, tokens: Sequence[Ints], thresholds: Sequence[float]) -> list[list[int]]:
        """For each token the words that reach its threshold, and a few others, by compiled code."""
        from .triepass import near_words  # noqa: PLC0415 numba is slow to load

        found: list[list[int]] = [[] for _ in tokens]
        pairs = near_words(
            tokens, np.array(thresholds), self.word_trie, self._table,
            threads=1, advance=counter(silent, "", len(tokens)),
        )  # fmt: skip
        for token, word in zip(*(column.tolist() for column in pairs), strict=True):
            found[token].append(word)
        return found

    def of_near(
        self, ids: Ints, threshold: float, near: Iterable[int], also: Iterable[int]
    ) -> tuple[Ints, Floats]:
        """``of_words`` where *near* words are known."""
        values = {w: self.of(self._words[w], ids, self._table) for w in sorted({*near, *also})}
        kept = [w for w, x in values.items() if w in also or self._priors[w] * x >= threshold]
        return np.array(kept, np.int32), np.array([values[w] for w in kept])
