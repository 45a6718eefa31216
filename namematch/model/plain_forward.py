"""Tokens and words in, P(token | word) of pairs out: ``model.compiled_forward`` in numpy, for short lists.

Many pairs take a step at once where the compiled loop follows one to its end. The sums are the same, term by
term, and so is every bit of them: a pair is left only where its threshold is out of reach.
"""

from typing import NamedTuple

import numpy as np

from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.ragged import Ragged, stretches
from .channel import LONGEST_EMISSION
from .forward import NONE, SLACK

WIDTH = LONGEST_EMISSION + 1  # substrings that end at a place
_AT_ONCE = 1 << 18  # places of tokens, in all pairs that take a step together


class TokenArrays(NamedTuple):
    """*ids* and *blocks* of tokens, each with where a token's start, and what a pair of each reaches at
    *least*."""

    ids: Ints
    id_starts: Longs
    blocks: Ints
    block_starts: Longs
    least: Floats


class WordArrays(NamedTuple):
    """The *members* of each block from its *heads* on; of each member in how many symbols it is *alike* with
    the one before it there, and its *weight*; the *symbols* of each word and where they start."""

    heads: Longs
    members: Ints
    alike: Ints
    weight: Floats
    symbols: Ints
    starts: Longs


class Emitting(NamedTuple):
    """A *table* of emissions and what bounds them; no word has more than *longest* symbols."""

    table: Floats
    best: Floats
    most: float
    leaked: float
    longest: int


def probable_together(
    first: int, last: int, tokens: TokenArrays, words: WordArrays, emitting: Emitting
) -> tuple[Longs, Longs, Floats]:
    """(token, word, P(token | word)) of the tokens from *first* to before *last* and the words that share a
    block with them and reach what a pair of theirs must."""
    ids = Ragged(tokens.ids, tokens.id_starts)
    token, word, weight = _shared_pairs(first, last, tokens, words)
    least = SLACK * tokens.least[token] / np.maximum(weight, NONE)
    symbols = Ragged(words.symbols, words.starts)
    rest = _bounds_to_come(ids, emitting)
    found = _follow_pairs(_Passes(word, token, symbols, ids, emitting.table, least, rest))
    kept = found * weight >= tokens.least[token]
    return token[kept], word[kept], found[kept]


def likelihoods_together(
    word: Longs, token: Longs, symbols: Ints, symbol_starts: Longs, ids: Ints, id_starts: Longs,
    table: Floats, longest: int,
) -> Floats:  # fmt: skip
    """P(token | word) of each pair, no word having more than *longest* symbols."""
    substrings, nought = Ragged(ids, id_starts), np.zeros(len(ids) // WIDTH)
    return _follow_pairs(
        _Passes(word, token, Ragged(symbols, symbol_starts), substrings, table, np.zeros(len(word)), nought)
    )


def _shared_pairs(
    first: int, last: int, tokens: TokenArrays, words: WordArrays
) -> tuple[Longs, Longs, Floats]:
    """(token, word, weight) of all that share a block, each once, by token, in the order of its blocks."""
    begin, end = tokens.block_starts[[first, last]]
    blocks = tokens.blocks[begin:end]
    owner = np.repeat(np.arange(first, last), np.diff(tokens.block_starts[first : last + 1]))
    lengths = words.heads[blocks + 1] - words.heads[blocks]
    token = np.repeat(owner, lengths)
    place = stretches(words.heads[blocks], lengths)
    word = words.members[place].astype(np.int64)
    _, once = np.unique(token * len(words.starts) + word, return_index=True)
    once.sort()
    return token[once], word[once], words.weight[place[once]]


def _bounds_to_come(ids: Ragged, emitting: Emitting) -> Floats:
    """At each place of each token what no word makes the letters from there on more probable than, as
    ``model.compiled_forward`` has it; (places of all tokens,)."""
    ends = ids.starts[1:] // WIDTH - 1
    places = ids.lengths // WIDTH
    rest = np.zeros(len(ids.values) // WIDTH)
    rest[ends] = 1.0
    for back in range(1, int(places.max(initial=0))):
        at = ends[places > back] - back
        total = np.zeros(len(at))
        for k in range(1, min(LONGEST_EMISSION, back) + 1):
            total += emitting.best[ids.values[WIDTH * (at + k) + k]] * rest[at + k]
        rest[at] = np.minimum(emitting.most, total + emitting.leaked)
    return rest


class _Passes(NamedTuple):
    """Pairs of a *word*, by its *symbols*, and a *token*, by its *ids*; what a pair reaches at *least*, and
    what the *rest* of a token from each place of it comes to at most (``_bounds_to_come``)."""

    word: Longs
    token: Longs
    symbols: Ragged
    ids: Ragged
    table: Floats
    least: Floats
    rest: Floats


def _follow_pairs(passes: _Passes) -> Floats:
    """P(token | word) of each pair, shape (pairs,), or nought where that cannot reach the pair's *least*."""
    lengths = passes.symbols.lengths[passes.word]
    places = passes.ids.lengths[passes.token] // WIDTH
    found = np.zeros(len(lengths))
    order = np.flatnonzero(places - 1 <= LONGEST_EMISSION * lengths)  # else no way emits the token
    order = order[np.argsort(places[order], kind="stable")]
    part = np.cumsum(places[order]) // _AT_ONCE
    for pairs in np.split(order, np.flatnonzero(np.diff(part)) + 1):
        _follow_together(pairs, passes, found)
    return found


def _follow_together(pairs: Longs, passes: _Passes, found: Floats) -> None:
    """Fill *found* for *pairs*, which take each step together."""
    word, token, symbols, ids, table, least, rest = passes
    lengths, first = symbols.lengths[word], ids.starts[token] // WIDTH
    ends = ids.lengths[token] // WIDTH - 1
    width, step = int(ends[pairs].max(initial=-1)) + 1, 0
    reached = np.zeros((width, len(pairs)))
    reached[:1] = 1.0
    while len(pairs):
        over = lengths[pairs] == step
        found[pairs[over]] = reached[ends[pairs[over]], np.flatnonzero(over)]
        # Beyond the last place of a token, where nothing is looked at, it is taken again.
        place = first[pairs] + np.minimum(np.arange(width)[:, None], ends[pairs])
        kept = ~over & (least[pairs] <= (reached * rest[place]).sum(0))
        pairs, place, reached = pairs[kept], place[:, kept], reached[:, kept]
        symbol = symbols.values[symbols.starts[word[pairs]] + step]
        after = reached * table[0, symbol]
        for k in range(1, min(LONGEST_EMISSION, width - 1) + 1):
            after[k:] += reached[:-k] * table[ids.values[WIDTH * place[k:] + k], symbol]
        reached, step = after, step + 1
