"""Tokens and words in, the pairs with a probable P(token | word) out: those that share a block.

A block is a skeleton; tokens and words that are candidates meet in one (``text.consonants``). Of each pair a
forward pass tells P(token | word), left as soon as no rest can bring it to the token's threshold.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from ..arrays.compiled import grown, longest_row
from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.postings import Members
from ..arrays.ragged import Ragged
from ..progress import Advance
from .channel import LONGEST_EMISSION

WIDTH = LONGEST_EMISSION + 1  # substrings that end at a place
TOKENS_A_BLOCK = 256  # that one thread compares at once
_SILENT = 0.999  # ء in most places: how often a symbol emits nothing
_ALIKE = 6  # symbols by which the words of a block are sorted
SLACK = 1 - 1e-9  # of a threshold: what rounding may take from a bound
NONE = 1e-300  # stands for no weight where one divides by it


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
    most, leaked = words.bounds

    def block(first: int) -> tuple[Longs, Longs, Floats]:
        last = min(first + TOKENS_A_BLOCK, len(ids))
        found: tuple[Longs, Longs, Floats] = _probable(
            first, last, ids.values, ids.starts, blocks.values, blocks.starts, least,
            words.members.heads, words.members.rows, words.symbols.values, words.symbols.starts,
            words.weight, words.emissions.table, words.emissions.best, most, leaked, words.longest,
        )  # fmt: skip
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


@nb.njit(cache=True, nogil=True)
def _probable(
    first: int,
    last: int,
    ids: Ints,
    id_starts: Longs,
    blocks: Ints,
    block_starts: Longs,
    least: Floats,
    heads: Longs,
    members: Ints,
    symbols: Ints,
    symbol_starts: Longs,
    weight: Floats,
    table: Floats,
    best: Floats,
    most: float,
    leaked: float,
    deepest: int,
) -> tuple[Longs, Longs, Floats]:
    """``probable_pairs`` of the tokens from *first* to before *last*; no word of *deepest* symbols comes to
    more than *most*, nor by its silent symbols to more than *leaked*. Neighbours among a block's words
    share what their common beginnings come to."""
    seen = np.full(len(symbol_starts) - 1, -1, np.int32)
    token, word, value = np.empty(256, np.int64), np.empty(256, np.int64), np.empty(256)
    places, used = longest_row(id_starts, first, last) // WIDTH, 0
    # By how many symbols of the word looked at last: where they lead, and what that may come to at most.
    cells, bounds, told = np.zeros((deepest + 1, places)), np.empty(deepest + 1), np.empty(deepest, np.int32)
    rest = np.empty(places)
    for t in range(first, last):
        own = ids[id_starts[t] : id_starts[t + 1]]
        _best_to_come(own, best, most, leaked, rest)
        cells[0, 0], bounds[0], depth = 1.0, rest[0], 0
        for at in range(block_starts[t], block_starts[t + 1]):
            for place in range(heads[blocks[at]], heads[blocks[at] + 1]):
                w = members[place]
                if seen[w] == t:
                    continue
                seen[w] = t
                limit, start, n = SLACK * least[t] / max(weight[w], NONE), symbol_starts[w], 0
                length = symbol_starts[w + 1] - start
                while n < min(depth, length) and told[n] == symbols[start + n]:
                    n += 1
                while n < length and bounds[n] >= limit:
                    told[n] = symbols[start + n]
                    bounds[n + 1] = _step(cells[n], cells[n + 1], n + 1, told[n], own, table, rest)
                    n += 1
                    depth = n
                found = cells[n, len(own) // WIDTH - 1] if n == length else 0.0
                if found * weight[w] >= least[t]:
                    if used == len(token):
                        token, word, value = grown(token), grown(word), grown(value)
                    token[used], word[used], value[used] = t, w, found
                    used += 1
    return token[:used].copy(), word[:used].copy(), value[:used].copy()


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


@nb.njit(cache=True, nogil=True)
def likelihood_flat(word: Ints, ids: Ints, table: Floats) -> float:
    """P(token | word): ``model.channel.likelihood`` of flat *ids*."""
    return float(_likelihood(word, ids, table, np.empty(len(ids))))


@nb.njit(cache=True, nogil=True)
def likelihood_of_pairs(
    word: Longs, token: Longs, symbols: Ints, symbol_starts: Longs, ids: Ints, id_starts: Longs, table: Floats
) -> Floats:
    """P(token | word) of each pair, shape (pairs,)."""
    out, cells = np.empty(len(word)), np.empty(longest_row(id_starts, 0, len(id_starts) - 1))
    for x in range(len(word)):
        told = symbols[symbol_starts[word[x]] : symbol_starts[word[x] + 1]]
        own = ids[id_starts[token[x]] : id_starts[token[x] + 1]]
        out[x] = _likelihood(told, own, table, cells)
    return out


@nb.njit(cache=True, nogil=True)
def _likelihood(word: Ints, ids: Ints, table: Floats, cells: Floats) -> float:
    """In place from the last letter back; only places that the symbols so far can have reached, and from
    which those to come can reach the end."""
    end, left, high = len(ids) // WIDTH - 1, len(word), 0
    cells[0] = 1.0
    for j in range(1, end + 1):
        cells[j] = 0.0
    for symbol in word:
        left -= 1
        high = min(end, high + LONGEST_EMISSION)
        low, nothing = max(0, end - LONGEST_EMISSION * left), table[0, symbol]
        for j in range(high, low - 1, -1):
            total = cells[j] * nothing
            for k in range(1, min(LONGEST_EMISSION, j) + 1):
                total += cells[j - k] * table[ids[WIDTH * j + k], symbol]
            cells[j] = total
    return float(cells[end])


def reaching(pairs: tuple[Longs, Longs], words: Words, ids: Ragged, least: Floats) -> NDArray[np.bool_]:
    """Whether P(token | word) times the word's weight reaches the token's *least*, for each pair of a word
    and a token: ``probable_pairs`` where the tokens are many and the words few."""
    told, table = (words.symbols.values, words.symbols.starts), words.emissions
    met: NDArray[np.bool_] = _reaching(
        *pairs, *told, words.weight, words.longest, ids.values, ids.starts, least,
        table.table, table.best, *words.bounds,
    )  # fmt: skip
    return met


@nb.njit(cache=True, nogil=True)
def _reaching(
    word: Longs,
    token: Longs,
    symbols: Ints,
    symbol_starts: Longs,
    weight: Floats,
    deepest: int,
    ids: Ints,
    id_starts: Longs,
    least: Floats,
    table: Floats,
    best: Floats,
    most: float,
    leaked: float,
) -> NDArray[np.bool_]:
    found = np.zeros(len(word), np.bool_)
    places = longest_row(id_starts, 0, len(id_starts) - 1) // WIDTH
    cells, rest = np.zeros((deepest + 1, places)), np.empty(places)
    for x in range(len(word)):
        t, w = token[x], word[x]
        start, length = symbol_starts[w], symbol_starts[w + 1] - symbol_starts[w]
        own, limit = ids[id_starts[t] : id_starts[t + 1]], SLACK * least[t] / max(weight[w], NONE)
        _best_to_come(own, best, most, leaked, rest)
        cells[0, 0], bound, n = 1.0, rest[0], 0
        while n < length and bound >= limit:
            bound = _step(cells[n], cells[n + 1], n + 1, symbols[start + n], own, table, rest)
            n += 1
        found[x] = n == length and cells[n, len(own) // WIDTH - 1] * weight[w] >= least[t]
    return found
