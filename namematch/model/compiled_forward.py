"""Tokens and words in, P(token | word) of pairs out: the forward pass for lists, compiled.

Either of given pairs, or of all that are probable: those that share a block, where P(token | word) reaches
the token's threshold. A block is a skeleton; tokens and words that are candidates meet in one
(``text.consonants``). A pass that has a threshold is left as soon as no rest can bring it there.

``model.forward`` has the definition.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays.choice import workers
from ..arrays.compiled import grown, kernel_beside, kernel_part, longest_row
from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.postings import Members
from ..arrays.ragged import Ragged
from ..progress import Advance
from .channel import LONGEST_EMISSION
from .forward import SLACK
from .plain_forward import WIDTH, Emitting, TokenArrays, WordArrays, likelihoods_together, probable_together

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
    side by side, in how many symbols each is *alike* with the one before it there, and the *weight* of each,
    by which its P(token | word) counts; the *symbols* of each word in the channel, and the most of one,
    *longest*."""

    members: Members
    alike: Ints
    weight: Floats
    symbols: Ragged
    longest: int
    emissions: Emissions

    @classmethod
    def of(cls, blocks: Ragged, count: int, symbols: Ragged, weight: Floats, emissions: Emissions) -> "Words":
        """Words with these *blocks*, out of so many, and a *weight* each."""
        members = Members.of(blocks, count, _by_beginning(symbols))
        longest = int(symbols.lengths.max(initial=0))
        alike = _alike_before(members, symbols)
        return cls(members, alike, weight[members.rows], symbols, longest, emissions)

    @property
    def bounds(self) -> tuple[float, float]:
        """What no word comes to more than, and what none does by its silent symbols."""
        most = self.emissions.above**self.longest
        return most, self.longest * self.emissions.leak * most

    def arrays(self) -> WordArrays:
        """For compiled loops."""
        members, symbols = self.members, self.symbols
        return WordArrays(
            members.heads, members.rows, self.alike, self.weight, symbols.values, symbols.starts
        )

    def bounded(self) -> Emitting:
        """For compiled loops: the emissions, and what bounds them."""
        return Emitting(self.emissions.table, self.emissions.best, *self.bounds, self.longest)


def _by_beginning(rows: Ragged) -> Longs:
    """An order of *rows* in which those that begin alike are neighbours."""
    columns = np.full((_ALIKE, len(rows)), -1, np.int32)
    for depth in range(_ALIKE):
        longer = np.flatnonzero(rows.lengths > depth)
        columns[depth, longer] = rows.values[rows.starts[longer] + depth]
    return np.lexsort(columns[::-1])


def _alike_before(members: Members, symbols: Ragged) -> Ints:
    """In how many symbols each member begins as the one before it in its block does."""
    alike = np.zeros(len(members.rows), np.int32)
    opens = np.zeros(len(members.rows) + 1, np.bool_)
    opens[members.heads] = True
    place = np.flatnonzero(~opens[:-1])
    starts, lengths = symbols.starts[members.rows], symbols.lengths[members.rows]
    shorter = np.minimum(lengths[place], lengths[place - 1])
    for depth in range(int(shorter.max(initial=0))):
        place, shorter = place[shorter > depth], shorter[shorter > depth]
        same = symbols.values[starts[place] + depth] == symbols.values[starts[place - 1] + depth]
        place, shorter = place[same], shorter[same]
        alike[place] += 1
    return alike


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
    tokens = TokenArrays(ids.values, ids.starts, blocks.values, blocks.starts, least)
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
        with workers(threads) as pool:
            found = list(pool.map(block, firsts))
    token, word, value = (np.concatenate(column) for column in zip(empty, *found, strict=True))
    return token, word, value


def likelihood_of_pairs(
    word: Longs, token: Longs, symbols: Ints, symbol_starts: Longs, ids: Ints, id_starts: Longs, table: Floats
) -> Floats:
    """P(token | word) of each pair, shape (pairs,)."""
    if not len(word):  # and perhaps no token, which has a place at least
        return np.zeros(0)
    longest = int(np.diff(symbol_starts).max(initial=0))
    found: Floats = _of_pairs(word, token, symbols, symbol_starts, ids, id_starts, table, longest)
    return found


@kernel_beside(likelihoods_together)
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
    rest may come to stays nought."""
    places = longest_row(id_starts, 0, len(id_starts) - 1) // WIDTH
    reached, rest = np.zeros((longest + 1, places)), np.zeros(places)
    emitted = np.empty((1, places * WIDTH))
    reached[0, 0] = 1.0
    found = np.zeros(len(word))
    for x in range(len(word)):
        first, n = id_starts[token[x]], 0
        size = id_starts[token[x] + 1] - first
        for at in range(symbol_starts[word[x]], symbol_starts[word[x] + 1]):
            _emit(table, symbols[at], ids, first, size, emitted, 0)
            _step(reached, n, emitted, 0, size // WIDTH, rest)
            n += 1
        found[x] = reached[n, size // WIDTH - 1]
    return found


@kernel_beside(probable_together)
def _probable(
    first: int, last: int, tokens: TokenArrays, words: WordArrays, emitting: Emitting
) -> tuple[Longs, Longs, Floats]:
    """``probable_pairs`` of the tokens from *first* to before *last*. Neighbours among a block's words share
    what their common beginnings come to, and where that is too little nobody looks at them."""
    ids, id_starts, blocks, block_starts, least = tokens
    heads, members, alike, weight, symbols, symbol_starts = words
    table, best, most, leaked, longest = emitting
    token, word, value = np.empty(256, np.int64), np.empty(256, np.int64), np.empty(256)
    seen, used = np.full(len(symbol_starts) - 1, -1, np.int32), 0
    # What each symbol emits of the token, once somebody asks: *table* is large, and these are few.
    places, known = longest_row(id_starts, first, last) // WIDTH, np.full(table.shape[1], -1, np.int32)
    emitted, rest = np.empty((table.shape[1], places * WIDTH)), np.empty(places)
    # By how many symbols of the word looked at last: where they lead, and what that may come to at most.
    reached, bounds = np.zeros((longest + 1, places)), np.empty(longest + 1)
    reached[0, 0] = 1.0
    for t in range(first, last):
        size, limit = id_starts[t + 1] - id_starts[t], SLACK * least[t]
        _best_to_come(ids[id_starts[t] : id_starts[t + 1]], best, most, leaked, rest)
        end, bounds[0] = size // WIDTH - 1, rest[0]
        for at in range(block_starts[t], block_starts[t + 1]):
            n = 0
            for place in range(heads[blocks[at]], heads[blocks[at] + 1]):
                n = min(n, alike[place])
                if bounds[n] * weight[place] < limit:
                    continue
                w = members[place]
                length = symbol_starts[w + 1] - symbol_starts[w]
                while n < length and bounds[n] * weight[place] >= limit:
                    symbol = symbols[symbol_starts[w] + n]
                    if known[symbol] != t:
                        known[symbol] = t
                        _emit(table, symbol, ids, id_starts[t], size, emitted, symbol)
                    bounds[n + 1] = _step(reached, n, emitted, symbol, size // WIDTH, rest)
                    n += 1
                if n == length and reached[n, end] * weight[place] >= least[t] and seen[w] != t:
                    seen[w] = t
                    if used == len(token):
                        token, word, value = grown(token), grown(word), grown(value)
                    token[used], word[used], value[used] = t, w, reached[n, end]
                    used += 1
    return token[:used].copy(), word[:used].copy(), value[:used].copy()


@kernel_part
def _emit(table: Floats, symbol: int, ids: Ints, first: int, size: int, emitted: Floats, row: int) -> None:
    """Fill a *row* of *emitted* with what a *symbol* emits of *size* substrings, the *first* and so on."""
    for x in range(size):
        emitted[row, x] = table[ids[first + x], symbol]


@kernel_part
def _step(reached: Floats, n: int, emitted: Floats, row: int, places: int, rest: Floats) -> float:
    """Fill row *n* + 1 of *reached*, where a word's symbols lead, from row *n*, where those without the last
    one do; this one emits what a *row* of *emitted* says. Give what that may come to at most."""
    bound, nothing = 0.0, emitted[row, 0]
    one = two = three = 0.0  # what leads to so many letters before: nothing, before the first one
    for j in range(places):
        here, at = reached[n, j], WIDTH * j
        total = here * nothing + one * emitted[row, at + 1] + two * emitted[row, at + 2]
        total += three * emitted[row, at + 3]
        one, two, three = here, one, two
        reached[n + 1, j] = total
        bound += total * rest[j]
    return bound


@kernel_part
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
