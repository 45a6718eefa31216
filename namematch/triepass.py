"""Many tokens and many words in, the pairs with a probable P(token | word) out: a pass over a trie.

Words in sorted order share the work of their common beginnings, and a beginning that cannot come
above a token's threshold takes all its words with it. Bounds are true ones: no pair above the
threshold is lost. Pairs are all that it gives; who needs their values computes them exactly.

Tokens go through the trie several abreast, in neighbouring cells, since a processor multiplies eight
numbers as fast as one; a beginning is left when it cannot do for any of them.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from .channel import LONGEST_EMISSION
from .growth import grown
from .progress import Advance

Floats = NDArray[np.float64]
Reals = NDArray[np.float32] | NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

ABREAST = 8  # tokens that go through the trie together
LONGEST_WORD = 64  # symbols of a word: room of the working array
FARTHEST = 12  # symbols to come that a bound tells apart; as many or more are one
SLACK = 1 - 1e-4  # of a threshold: what rounding may take from a bound
# A single float knows numbers down to 2 ** -126: above this threshold what it loses is slack.
LEAST_SINGLE = 2.0**-100


@dataclass(frozen=True, slots=True)
class WordTrie:
    """Words as a tree, one entry a node, each before its children; *order* gives back the place of each
    sorted word in the list it came from.

    Of each node: *symbol* (a place in *symbols*), *depth* from 1, *beyond* the next node that is not
    below it, *heaviest* the greatest weight of the words from here on, *fewest* and *most* symbols that
    may follow (at most ``FARTHEST``), and *first* and *ending*: the words that end here.
    """

    symbols: Longs
    symbol: Longs
    depth: Longs
    beyond: Longs
    heaviest: Floats
    fewest: Longs
    most: Longs
    first: Longs
    ending: Longs
    order: Longs
    deepest: int

    @classmethod
    def of(cls, words: Sequence[Ints], weights: Floats) -> "WordTrie":
        """The tree of *words*, each of 1 to ``LONGEST_WORD`` symbols."""
        keys = [tuple(word.tolist()) for word in words]
        order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)
        starts = np.zeros(len(keys) + 1, np.int64)
        np.cumsum([len(keys[i]) for i in order], out=starts[1:])
        flat = np.array([s for i in order for s in keys[i]], np.int64)
        symbols, places = np.unique(flat, return_inverse=True)
        nodes = _nodes(places.astype(np.int64), starts, weights[order])
        return cls(symbols, *nodes, order, max(map(len, keys), default=0))


@nb.njit(cache=True, nogil=True)
def _nodes(
    symbols: Longs, starts: Longs, weights: Floats
) -> tuple[Longs, Longs, Longs, Floats, Longs, Longs, Longs, Longs]:
    """The nodes of sorted words: symbol, depth, beyond, heaviest, fewest, most, first and ending."""
    symbol, depth = np.empty(len(symbols), np.int64), np.empty(len(symbols), np.int64)
    first, ending = np.empty(len(symbols), np.int64), np.zeros(len(symbols), np.int64)
    above, last, nodes = np.empty(LONGEST_WORD + 1, np.int64), 0, 0
    for w in range(len(starts) - 1):
        length, k = starts[w + 1] - starts[w], 0
        while k < min(length, last) and symbol[above[k]] == symbols[starts[w] + k]:
            k += 1
        for i in range(k, length):
            symbol[nodes], depth[nodes], first[nodes], above[i] = symbols[starts[w] + i], i + 1, w, nodes
            nodes += 1
        ending[above[length - 1]] += 1
        last = length
    symbol, depth, first, ending = symbol[:nodes], depth[:nodes], first[:nodes], ending[:nodes]
    beyond, heaviest = np.empty(nodes, np.int64), np.zeros(nodes)
    fewest, most = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    for node in range(nodes - 1, -1, -1):
        few, many, child = FARTHEST, 0, node + 1
        while child < nodes and depth[child] > depth[node]:
            heaviest[node] = max(heaviest[node], heaviest[child])
            few, many = min(few, 1 + fewest[child]), max(many, 1 + most[child])
            child = beyond[child]
        for w in range(first[node], first[node] + ending[node]):
            heaviest[node] = max(heaviest[node], weights[w])
        beyond[node] = child
        fewest[node], most[node] = 0 if ending[node] > 0 else few, min(FARTHEST, many)
    return symbol, depth, beyond, heaviest, fewest, most, first, ending


@nb.njit(cache=True, nogil=True)
def _best_to_come(most: Floats, after: Floats, bound: Floats) -> None:
    """Fill *bound*, (fewest, most, place): no rest of a token from a place on is more probable, whatever
    as many symbols as that are to come.

    ``most[k, j]`` is the best emission of the *k* letters before place *j*; *after* is room for (symbols,
    place).
    """
    places = most.shape[1]
    for r in range(FARTHEST + 1):
        for j in range(places):
            if r == 0:
                after[r, j] = 1.0 if j == places - 1 else 0.0
                continue
            total = 0.0
            for k in range(min(LONGEST_EMISSION, places - 1 - j) + 1):
                total += most[k, j + k] * after[r - 1, j + k]
            after[r, j] = min(1.0, total) if r < FARTHEST else 1.0  # or more of them: anything may come
    for few in range(FARTHEST + 1):
        for j in range(places):
            best = 0.0
            for many in range(few, FARTHEST + 1):
                best = max(best, after[many, j])
                bound[few, many, j] = best


@nb.njit(cache=True, nogil=True, fastmath=True)
def _step(before: Reals, rows: Reals, bound: Reals, after: Reals, room: int, abreast: int) -> float:
    """One symbol more for all tokens abreast: fills *after*, gives a bound of the best any can come to.

    *before* and *after* begin with ``LONGEST_EMISSION`` places of nought.
    """
    one, two, three = before[2 * abreast :], before[abreast:], before
    none, filled = before[3 * abreast :], after[3 * abreast :]
    best = before[0] * 0
    for x in range(room):
        cell = none[x] * rows[0, x] + one[x] * rows[1, x] + two[x] * rows[2, x] + three[x] * rows[3, x]
        filled[x] = cell
        best += cell * bound[x]
    return float(best)


@nb.njit(cache=True, nogil=True)
def _pass(
    ids: Ints,
    places: Longs,
    table: Floats,
    thresholds: Reals,
    symbols: Longs,
    symbol: Longs,
    depth: Longs,
    beyond: Longs,
    heaviest: Floats,
    fewest: Longs,
    most: Longs,
    first: Longs,
    ending: Longs,
    deepest: int,
) -> tuple[Longs, Longs]:
    """All pairs of the tokens abreast, whose ids lie end to end, and the words: (token, sorted word); in
    the precision of *thresholds*."""
    abreast, longest = len(places) - 1, 0
    for t in range(abreast):
        longest = max(longest, places[t + 1] - places[t])
    room = longest * abreast
    rows = np.zeros((len(symbols), LONGEST_EMISSION + 1, room), thresholds.dtype)
    bound = np.zeros((FARTHEST + 1, FARTHEST + 1, room), thresholds.dtype)
    here, after = np.empty((FARTHEST + 1, FARTHEST + 1, longest)), np.empty((FARTHEST + 1, longest))
    for t in range(abreast):
        own = ids[places[t] : places[t + 1]]
        best_of = np.zeros((LONGEST_EMISSION + 1, len(own)))
        for s in range(len(symbols)):
            for j in range(len(own)):
                for k in range(min(LONGEST_EMISSION, j) + 1):
                    emitted = table[own[j, k], symbols[s]]
                    rows[s, k, j * abreast + t] = emitted
                    best_of[k, j] = max(best_of[k, j], emitted)
        _best_to_come(best_of, after, here)
        for few in range(FARTHEST + 1):
            for many in range(few, FARTHEST + 1):
                for j in range(len(own)):
                    bound[few, many, j * abreast + t] = here[few, many, j] / thresholds[t]
    reached = np.zeros((deepest + 1, room + LONGEST_EMISSION * abreast), thresholds.dtype)
    reached[0, LONGEST_EMISSION * abreast : (LONGEST_EMISSION + 1) * abreast] = 1
    token, word, used = np.empty(64, np.int64), np.empty(64, np.int64), 0
    node = 0
    while node < len(symbol):
        at = depth[node]
        best = _step(
            reached[at - 1], rows[symbol[node]], bound[fewest[node], most[node]], reached[at], room, abreast
        )
        if best * heaviest[node] < SLACK:
            node = beyond[node]
            continue
        for t in range(abreast if ending[node] else 0):
            end = (LONGEST_EMISSION + places[t + 1] - places[t] - 1) * abreast + t
            if reached[at, end] * heaviest[node] >= SLACK * thresholds[t]:
                for w in range(first[node], first[node] + ending[node]):
                    if used == len(token):
                        token = grown(token)
                        word = grown(word)
                    token[used], word[used] = t, w
                    used += 1
        node += 1
    return token[:used], word[:used]


@nb.njit(cache=True, nogil=True)
def likelihood_of(word: Ints, ids: Ints, table: Floats) -> float:
    """P(token | word): ``channel.likelihood``, compiled; *ids* are flat, four a place."""
    width = LONGEST_EMISSION + 1
    places = len(ids) // width
    before, after = np.zeros(places), np.empty(places)
    before[0] = 1.0
    for symbol in word:
        for j in range(places):
            total = before[j] * table[0, symbol]
            for k in range(1, min(LONGEST_EMISSION, j) + 1):
                total += before[j - k] * table[ids[width * j + k], symbol]
            after[j] = total
        before, after = after, before
    return float(before[places - 1])


def near_words(
    tokens: Sequence[Ints],
    thresholds: Floats,
    words: WordTrie,
    table: Floats,
    *,
    threads: int,
    advance: Advance,
) -> tuple[Longs, Longs]:
    """(token, word) wherever P(token | word) times the word's weight reaches the token's threshold,
    and a few pairs that come near it.

    *tokens* are substring ids (``Channel.substrings``); pairs come in the order of the tokens, and of the
    words.
    """
    least = np.maximum(thresholds, np.finfo(np.float64).tiny)

    def block(chosen: Longs) -> tuple[Longs, Longs]:
        token, word = _passed([tokens[t] for t in chosen], least[chosen], words, table)
        advance(len(chosen))
        return chosen[token], words.order[word]

    if not len(tokens) or not len(words.order):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    if len(tokens) <= ABREAST:
        blocks = [block(np.arange(len(tokens)))]
    else:
        with ThreadPoolExecutor(threads) as pool:
            blocks = list(pool.map(block, _abreast(tokens, least)))
    token, word = (np.concatenate(column) for column in zip(*blocks, strict=True))
    order = np.lexsort((word, token))
    return token[order], word[order]


def _passed(
    tokens: Sequence[Ints], thresholds: Floats, words: WordTrie, table: Floats
) -> tuple[Longs, Longs]:
    places = np.zeros(len(tokens) + 1, np.int64)
    np.cumsum([len(ids) for ids in tokens], out=places[1:])
    precise = thresholds.astype(np.float32) if thresholds.min() >= LEAST_SINGLE else thresholds
    found: tuple[Longs, Longs] = _pass(
        np.concatenate(tokens), places, table, precise, words.symbols, words.symbol, words.depth,
        words.beyond, words.heaviest, words.fewest, words.most, words.first, words.ending, words.deepest,
    )  # fmt: skip
    return found


def _abreast(tokens: Sequence[Ints], thresholds: Floats) -> Iterator[Longs]:
    """Places of tokens that begin alike, ``ABREAST`` at a time: they leave the trie's branches together."""
    plain = thresholds >= LEAST_SINGLE
    order = sorted(range(len(tokens)), key=lambda t: (plain[t], tokens[t][:, 1].tolist()))
    for start in range(0, len(order), ABREAST):
        yield np.array(order[start : start + ABREAST], np.int64)
