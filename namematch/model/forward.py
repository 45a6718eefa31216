"""Words and a token in, P(token | word) out: the forward pass, in plain Python and numpy.

P(token | word) is the sum over all ways to share the token's letters out among the symbols of the word, in
[0, 1]. The pass goes from symbol to symbol and keeps, for each place of the token, how probably the symbols
so far emit the letters before it. ``model.compiled_forward`` is its compiled twin, for lists.

*ids* are the substrings of a token (``Channel.substrings``), *table* has the emissions, shape (substrings,
symbols).
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ..arrays.dtypes import Floats, Ints
from .channel import LONGEST_EMISSION

SLACK = 1 - 1e-9  # of a threshold: what rounding may take from a bound
NONE = 1e-300  # stands for nought where one divides by it or takes its logarithm
SILENT = 0.999  # ء in most places: how often a symbol emits nothing


def likelihood(word: Ints, ids: Ints, table: Floats) -> float:
    """P(token | word) of one word, given by its symbols; without any, 1 for the empty token alone.

    ``likelihoods`` of one word, in plain lists: so few numbers take numpy several times as long.

    >>> from namematch.model.channel import persian_symbols, shipped_channel
    >>> channel = shipped_channel()
    >>> ali, alavi = persian_symbols("علی"), persian_symbols("علوی")
    >>> ids = channel.substrings("ali")
    >>> likelihood(ali, ids, channel.persian) > 100 * likelihood(alavi, ids, channel.persian)
    True
    """
    reached = [1.0] + [0.0] * (len(ids) - 1)
    # Where no letters end, an emission is multiplied by nothing but 0.
    for emitted in table[ids.T, word[:, None, None]].tolist():
        following, last, second, third = [], 0.0, 0.0, 0.0
        for here, nothing, one, two, three in zip(reached, *emitted, strict=True):
            following.append(here * nothing + last * one + second * two + third * three)
            last, second, third = here, last, second
        reached = following
    return float(reached[-1])


@dataclass(frozen=True, slots=True)
class Emissions:
    """A table of the channel. *above*: what the emissions of a symbol add up to at most, one at least; in
    a table that was stored they are rounded. *best*: of each substring, how often a symbol emits it, where
    it emits anything, at most; but for symbols that all but never do: *leak* is what theirs add up to."""

    table: Floats
    above: float
    best: Floats
    leak: float

    @classmethod
    def of(cls, table: Floats) -> "Emissions":
        sums, silent = table.sum(axis=0), table[0] > SILENT
        best = (table[:, ~silent] / (1 - table[0, ~silent])).max(axis=1, initial=0.0)
        leak = (sums - table[0])[silent].max(initial=0.0)
        return cls(table, max(1.0, float(sums.max(initial=0.0))), best, float(leak))

    def bounds(self, longest: int) -> tuple[float, float]:
        """What no word of so many symbols comes to more than, and what none does by its silent symbols."""
        most = self.above**longest
        return most, longest * self.leak * most


def likelihoods(words: Ints, ids: Ints, table: Floats) -> Floats:
    """``likelihood`` of many words for one token, shape (words,); *words* holds the symbols of each, a column
    a word, filled up with -1 below."""
    lengths = np.count_nonzero(words >= 0, axis=0)
    # A word that is over goes on with any symbol: what it came to stands where it ended.
    reached = forward(table[ids].take(words[: lengths.max(initial=0)], axis=2))
    found: Floats = reached[lengths, -1, np.arange(words.shape[1])]
    return found


def reaching(words: Ints, ids: Ints, emissions: Emissions, least: Floats) -> Floats:
    """``likelihood`` of the words, as ``likelihoods`` takes them, that reach their *least*, shape (words,), to
    the last bit; 0 or what they come to for the others. Words that no rest can bring there are left as soon as
    that is seen. Each word has a symbol, and the token a letter."""
    emitted, rest = emissions.table[ids], _best_to_come(ids, emissions, len(words))
    found, limit = np.zeros(words.shape[1]), SLACK * least
    # After one symbol the same is reached by all words that begin with it.
    first = np.zeros((len(ids), emitted.shape[2]))
    for letters in range(min(LONGEST_EMISSION, len(ids) - 1) + 1):
        first[letters] = emitted[letters, letters]
    chosen = np.flatnonzero(np.einsum("i,ij->j", rest, first)[words[0]] >= limit)
    reached, depth = first.take(words[0, chosen], axis=1), 1
    while True:
        over = np.flatnonzero(words[depth, chosen] < 0) if depth < len(words) else np.arange(len(chosen))
        found[chosen[over]] = reached[-1, over]
        if len(over) == len(chosen):
            return found
        if len(over):
            going = np.flatnonzero(words[depth, chosen] >= 0)
            chosen, reached = chosen[going], reached.take(going, axis=1)
        reached = _step(reached, emitted.take(words[depth, chosen], axis=2))
        kept = np.flatnonzero(np.einsum("i,ij->j", rest, reached) >= limit[chosen])
        if len(kept) < len(chosen):
            chosen, reached = chosen[kept], reached.take(kept, axis=1)
        depth += 1


def _step(reached: Floats, emitted: Floats) -> Floats:
    """Where one symbol more leads each word, shape (places, words), from where those before it lead; *emitted*
    as in ``forward``, less the symbols. Terms are added in the order of ``likelihood``."""
    following = reached * emitted[:, 0]
    for letters in range(1, min(LONGEST_EMISSION, len(reached) - 1) + 1):
        following[letters:] += reached[:-letters] * emitted[letters:, letters]
    return following


def _best_to_come(ids: Ints, emissions: Emissions, longest: int) -> Floats:
    """No word of so many symbols makes the letters from a place on more probable, shape (places,).

    By induction over the symbols still to come: each emits nothing and leaves the place where it is, or
    something, and that at most as ``Emissions.best`` says of those that do, and silent ones next to never.
    """
    most, leaked = emissions.bounds(longest)
    best = emissions.best[ids].tolist()
    rest = [1.0] * len(ids)
    for place in range(len(ids) - 2, -1, -1):
        reach = range(1, min(LONGEST_EMISSION, len(ids) - 1 - place) + 1)
        total = sum(best[place + letters][letters] * rest[place + letters] for letters in reach)
        rest[place] = min(most, total + leaked)
    return np.array(rest)


def forward(emitted: Floats) -> Floats:
    """How probably the first 0, 1, 2 ... symbols of each word emit the letters of its token before each
    place, shape (symbols + 1, places, words).

    *emitted*, shape (places, lengths, symbols, words): how probably each symbol of each word emits the
    letters that end at a place, by how many they are; any numbers where there are not so many.
    """
    places, _, symbols, words = emitted.shape
    reached = np.zeros((symbols + 1, LONGEST_EMISSION + places, words))  # nothing is before the first place
    reached[0, LONGEST_EMISSION] = 1.0
    found = reached[:, LONGEST_EMISSION:]
    depth, place, word = found.strides
    # Of each place, those where its last 0, 1, 2 and 3 letters begin.
    before = as_strided(found, (symbols, *emitted.shape[:2], words), (depth, place, -place, word))
    for i in range(symbols):
        np.einsum("ijk,ijk->ik", before[i], emitted[:, :, i], out=found[i + 1])
    return found
