"""Tokens and words in, P(token | word) of pairs out: the forward pass for lists, compiled.

Either of given pairs, or of all that are probable: those that share a block, where P(token | word) reaches
the token's threshold. A block is a skeleton; tokens and words that are candidates meet in one
(``text.consonants``). A pass that has a threshold is left as soon as no rest can bring it there.

``model.forward`` has the definition.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numba as nb
import numpy as np

from ..arrays.compiled import grown, longest_row
from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.postings import Members
from ..arrays.ragged import Ragged
from ..progress import Advance
from .channel import LONGEST_EMISSION
from .forward import NONE, SLACK

WIDTH = LONGEST_EMISSION + 1  # substrings that end at a place
TOKENS_A_BLOCK = 256  # that one thread compares at once
_SILENT = 0.999  # ء in most places: how often a symbol emits nothing
_ALIKE = 6  # symbols by which the words of a block are sorted


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
        sums, silent = table.sum(axis=0), table[0] > _SILENT
        best = (table[:, ~silent] / (1 - table[0, ~silent])).max(axis=1, initial=0.0)
        leak = (sums - table[0])[silent].max(initial=0.0)
        return cls(table, max(1.0, float(sums.max(initial=0.0))), best, float(leak))


@dataclass(frozen=True, slots=True)
class Words:
    """Words that tokens may render, as *emissions* say: the *members* of each block, those that begin alike
    side by side, the *symbols* of each in the channel, the most of one, *longest*, and its *weight*, by which
    its P(token | word) counts."""

    members: Members
    symbols: Ragged
    longest: int
    weight: Floats
    emissions: Emissions

    @classmethod
    def of(cls, blocks: Ragged, count: int, symbols: Ragged, weight: Floats, emissions: Emissions) -> "Words":
        """Words with these *blocks*, out of so many."""
        members = Members.of(blocks, count, _by_beginning(symbols))
        return cls(members, symbols, int(symbols.lengths.max(initial=0)), weight, emissions)

    @property
    def bounds(self) -> tuple[float, float]:
        """What no word comes to more than, and what none does by its silent symbols."""
        most = self.emissions.above**self.longest
        return most, self.longest * self.emissions.leak * most

    def arrays(self) -> "_WordArrays":
        """For compiled loops."""
        return _WordArrays(
            self.members.heads, self.members.rows, self.symbols.values, self.symbols.starts, self.weight
        )

    def bounded(self) -> "_Emitting":
        """For compiled loops: the emissions, and what bounds them."""
        return _Emitting(self.emissions.table, self.emissions.best, *self.bounds, self.longest)


class _WordArrays(NamedTuple):
    heads: Longs
    members: Ints
    symbols: Ints
    starts: Longs
    weight: Floats


class _TokenArrays(NamedTuple):
    """*ids* and *blocks* of tokens, each with where a token's start, and what a pair of each reaches at
    *least*."""

    ids: Ints
    id_starts: Longs
    blocks: Ints
    block_starts: Longs
    least: Floats


class _Emitting(NamedTuple):
    """``Emissions`` with ``Words.bounds``; no word has more than *longest* symbols."""

    table: Floats
    best: Floats
    most: float
    leaked: float
    longest: int


def _by_beginning(rows: Ragged) -> Longs:
    """An order of *rows* in which those that begin alike are neighbours."""
    columns = np.full((_ALIKE, len(rows)), -1, np.int32)
    for depth in range(_ALIKE):
        longer = np.flatnonzero(rows.lengths > depth)
        columns[depth, longer] = rows.values[rows.starts[longer] + depth]
    return np.lexsort(columns[::-1])


def probable_pairs(
    ids: Ragged,
    blocks: Ragged,
    least: Floats,
    words: Words,
    *,
    threads: int,
    advance: Advance,
) -> tuple[Longs, Longs, Floats]:
    """(token, word, P(token | word)) of the pairs that share a block and whose P times the word's weight
    reaches the token's *least*; by token, within one by no order.

    *ids* are the tokens' substrings (``model.symbols.substrings_of``), *blocks* theirs.
    """
    tokens = _TokenArrays(ids.values, ids.starts, blocks.values, blocks.starts, least)
    arrays, emitting = words.arrays(), words.bounded()

    def block(first: int) -> tuple[Longs, Longs, Floats]:
        last = min(first + TOKENS_A_BLOCK, len(ids))
        found: tuple[Longs, Longs, Floats] = _probable(first, last, tokens, arrays, emitting)
        advance(last - first)
        return found

    empty = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    firsts = range(0, len(ids), TOKENS_A_BLOCK)
    if not len(words.members.rows):
        return empty
    if threads == 1 or len(firsts) <= 1:  # a thread takes longer to start than a few tokens to compare
        found = list(map(block, firsts))
    else:
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(block, firsts))
    token, word, value = (np.concatenate(column) for column in zip(empty, *found, strict=True))
    return token, word, value


def likelihood_of_pairs(
    word: Longs, token: Longs, symbols: Ints, symbol_starts: Longs, ids: Ints, id_starts: Longs, table: Floats
) -> Floats:
    """P(token | word) of each pair, shape (pairs,)."""
    longest = int(np.diff(symbol_starts).max(initial=0))
    found: Floats = _of_pairs(word, token, symbols, symbol_starts, ids, id_starts, table, longest)
    return found


@nb.njit(cache=True, nogil=True)
def _of_pairs(
    word: Longs,
    token: Longs,
    symbols: Ints,
    symbol_starts: Longs,
    ids: Ints,
    id_starts: Longs,
    table: Floats,
    longest: int,
) -> Floats:
    """``likelihood_of_pairs``, no word having more than *longest* symbols: nothing is bounded, so that what a
    rest may come to stays nought, and so does the limit."""
    places = longest_row(id_starts, 0, len(id_starts) - 1) // WIDTH
    reached, bounds, rest = np.zeros((longest + 1, places)), np.zeros(longest + 1), np.zeros(places)
    reached[0, 0] = 1.0
    found = np.zeros(len(word))
    for x in range(len(word)):
        letters = ids[id_starts[token[x]] : id_starts[token[x] + 1]]
        spelled = symbols[symbol_starts[word[x]] : symbol_starts[word[x] + 1]]
        _follow(spelled, 0, 0.0, letters, table, rest, reached, bounds)
        found[x] = reached[len(spelled), len(letters) // WIDTH - 1]
    return found


@nb.njit(cache=True, nogil=True)
def _probable(
    first: int, last: int, tokens: _TokenArrays, words: _WordArrays, emitting: _Emitting
) -> tuple[Longs, Longs, Floats]:
    """``probable_pairs`` of the tokens from *first* to before *last*. Neighbours among a block's words share
    what their common beginnings come to."""
    ids, id_starts, blocks, block_starts, least = tokens
    heads, members, symbols, symbol_starts, weight = words
    table, best, most, leaked, longest = emitting
    seen = np.full(len(symbol_starts) - 1, -1, np.int32)
    token, word, value = np.empty(256, np.int64), np.empty(256, np.int64), np.empty(256)
    places, used = longest_row(id_starts, first, last) // WIDTH, 0
    # By how many symbols of the word looked at last: where they lead, and what that may come to at most.
    reached, bounds = np.zeros((longest + 1, places)), np.empty(longest + 1)
    before, rest = symbols[:0], np.empty(places)
    for t in range(first, last):
        letters = ids[id_starts[t] : id_starts[t + 1]]
        _best_to_come(letters, best, most, leaked, rest)
        reached[0, 0], bounds[0], depth = 1.0, rest[0], 0
        for at in range(block_starts[t], block_starts[t + 1]):
            for place in range(heads[blocks[at]], heads[blocks[at] + 1]):
                w = members[place]
                if seen[w] == t:
                    continue
                seen[w] = t
                spelled, shared = symbols[symbol_starts[w] : symbol_starts[w + 1]], 0
                while shared < min(depth, len(spelled)) and before[shared] == spelled[shared]:
                    shared += 1
                limit = SLACK * least[t] / max(weight[w], NONE)
                n = _follow(spelled, shared, limit, letters, table, rest, reached, bounds)
                if n > shared:
                    before, depth = spelled, n
                found = reached[n, len(letters) // WIDTH - 1] if n == len(spelled) else 0.0
                if found * weight[w] >= least[t]:
                    if used == len(token):
                        token, word, value = grown(token), grown(word), grown(value)
                    token[used], word[used], value[used] = t, w, found
                    used += 1
    return token[:used].copy(), word[:used].copy(), value[:used].copy()


@nb.njit(cache=True, nogil=True)
def _follow(
    word: Ints, n: int, limit: float, ids: Ints, table: Floats, rest: Floats, reached: Floats, bounds: Floats
) -> int:
    """The forward pass of a *word* from its *n*-th symbol on, of which row *n* of *reached* tells where those
    before lead, and *bounds* what that may come to; left where this does not reach *limit*. Fills the rows
    of more symbols; gives the last row that is right."""
    while n < len(word) and bounds[n] >= limit:
        bounds[n + 1] = _step(reached[n], reached[n + 1], n + 1, word[n], ids, table, rest)
        n += 1
    return n


@nb.njit(cache=True, nogil=True)
def _step(
    before: Floats, after: Floats, depth: int, symbol: int, ids: Ints, table: Floats, rest: Floats
) -> float:
    """Fill *after*, where a word's first *depth* symbols lead, from *before*, where those without the last
    one do; give what that may come to at most."""
    end, bound, nothing = len(ids) // WIDTH - 1, 0.0, table[0, symbol]
    high = min(end, LONGEST_EMISSION * depth)
    for j in range(high + 1):
        total = before[j] * nothing
        for k in range(1, min(LONGEST_EMISSION, j) + 1):
            total += before[j - k] * table[ids[WIDTH * j + k], symbol]
        after[j] = total
        bound += total * rest[j]
    for j in range(high + 1, min(end, high + LONGEST_EMISSION) + 1):
        after[j] = 0.0  # the next symbol looks there
    return bound


@nb.njit(cache=True, nogil=True)
def _best_to_come(ids: Ints, best: Floats, most: float, leaked: float, rest: Floats) -> None:
    """Fill *rest*: no word makes the letters from a place on more probable.

    By induction over the symbols still to come: each emits nothing and leaves the place where it is, or
    something, and that at most as *best* says of those that do, and silent ones next to never.
    """
    places = len(ids) // WIDTH
    rest[places - 1] = 1.0
    for j in range(places - 2, -1, -1):
        total = 0.0
        for k in range(1, min(LONGEST_EMISSION, places - 1 - j) + 1):
            total += best[ids[WIDTH * (j + k) + k]] * rest[j + k]
        rest[j] = min(most, total + leaked)
