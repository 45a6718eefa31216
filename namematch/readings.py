"""The distinct Latin tokens of a list in, what each may stand for out: ``Vocabulary.latin`` at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from .channel import latin_symbols
from .progress import Progress, counter
from .triepass import likelihood_of, near_words
from .vocabulary import KEPT, UNKNOWN, UNKNOWN_GIVEN, Strings, Vocabulary

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different length end to end: row *i* is ``values[starts[i]:starts[i + 1]]``."""

    values: Ints
    starts: Longs

    @classmethod
    def of(cls, rows: Sequence[Ints]) -> "Ragged":
        starts = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        return cls(np.concatenate(rows) if rows else np.zeros(0, np.int32), starts)


@dataclass(frozen=True, slots=True)
class LatinReadings:
    """``LatinReading`` of many tokens as arrays; *word* and *joint* lie in the order of the tokens,
    those of token *t* at ``starts[t]:starts[t + 1]``."""

    texts: Sequence[str]
    ids: list[Ints]
    total: Floats
    unknown: Floats
    starts: Longs
    word: Longs
    joint: Floats
    sound: Longs  # the sound class of each word

    def givenness(self, vocabulary: Vocabulary) -> Floats:
        """How often each token is a given name, in [0, 1]."""
        given = self.joint * vocabulary.givenness[self.word]
        known = np.bincount(self.tokens(), given, minlength=len(self.texts))
        share: Floats = (known + UNKNOWN_GIVEN * self.unknown) / self.total
        return share

    def tokens(self) -> Longs:
        """The token of each reading."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self.starts))


def read_latin(
    texts: Sequence[str], *, vocabulary: Vocabulary, threads: int, progress: Progress
) -> LatinReadings:
    """Read folded Latin *texts*: the words that explain each, as ``Vocabulary.latin`` does."""
    channel, priors = vocabulary.channel, vocabulary.priors
    ids = [channel.substrings(text) for text in texts]
    unknown = UNKNOWN * np.exp([channel.latin_model.log_probability(text) for text in texts])
    symbols = vocabulary.symbols
    near = near_words(
        ids, KEPT * unknown, vocabulary.likelihoods.word_trie, channel.persian,
        threads=threads, advance=counter(progress, "reading tokens", len(ids)),
    )  # fmt: skip
    token, word = distinct_pairs(near, equal_pairs(texts, vocabulary.press))
    found = vocabulary.with_press(
        likelihood_of_pairs(word, token, Ragged.of(symbols), flat_ids(ids), channel.persian),
        np.array(texts, np.str_)[token],
        vocabulary.press[word],
    )
    kept = priors[word] * found >= KEPT * unknown[token]
    token, word = token[kept], word[kept]
    joint = priors[word] * found[kept]
    total = np.bincount(token, joint, minlength=len(ids)) + unknown
    starts = np.searchsorted(token, np.arange(len(ids) + 1))
    for t, (text, first, last) in enumerate(zip(texts, starts, starts[1:], strict=False)):
        vocabulary.remember_latin(
            text, ids[t], float(unknown[t]), word[first:last].astype(np.int32), joint[first:last]
        )
    sound = vocabulary.sound_classes[1].astype(np.int64)[word]
    return LatinReadings(texts, ids, total, unknown, starts, word, joint, sound)


def equal_pairs(texts: Sequence[str], others: Sequence[str] | Strings) -> tuple[Longs, Longs]:
    """(place in *texts*, place in *others*) wherever the two are equal and not empty."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, other in enumerate(others):
        if other:
            places[str(other)].append(i)
    pairs = [(i, j) for i, text in enumerate(texts) for j in places.get(text, ())]
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def distinct_pairs(*parts: tuple[Longs, Longs]) -> tuple[Longs, Longs]:
    """All pairs of *parts*, each once, sorted."""
    one, two = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    width = int(two.max(initial=0)) + 1
    keys = np.sort(one * width + two)  # np.unique takes a hundred times as long
    keys = keys[np.diff(keys, prepend=-1) != 0]
    return keys // width, keys % width


def likelihood_of_pairs(word: Longs, token: Longs, symbols: Ragged, ids: Ragged, table: Floats) -> Floats:
    """P(token | word) of each pair, shape (pairs,): ``channel.likelihood``, compiled.

    *ids* holds substring ids flat, four a place.
    """
    return _each(word, token, symbols.values, symbols.starts, ids.values, ids.starts, table)


def flat_ids(ids: Sequence[Ints]) -> Ragged:
    """Substring ids of many tokens end to end."""
    return Ragged.of([row.ravel() for row in ids])


def latin_words(texts: Sequence[str]) -> Ragged:
    """Symbols of the Latin channel of many tokens end to end."""
    return Ragged.of([latin_symbols(text) for text in texts])


@nb.njit(cache=True, nogil=True)
def _each(
    word: Longs,
    token: Longs,
    symbols: Ints,
    symbol_starts: Longs,
    ids: Ints,
    id_starts: Longs,
    table: Floats,
) -> Floats:
    out = np.empty(len(word))
    for x in range(len(word)):
        own = symbols[symbol_starts[word[x]] : symbol_starts[word[x] + 1]]
        out[x] = likelihood_of(own, ids[id_starts[token[x]] : id_starts[token[x] + 1]], table)
    return out
