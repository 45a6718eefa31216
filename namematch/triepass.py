"""Many tokens and many words in, the pairs with a probable P(token | word) out: a pass over a trie.

Words in sorted order share the work of their common beginnings, and a beginning that cannot come
above a token's threshold takes all its words with it. Bounds are true ones: no pair above the
threshold is lost. Pairs are all that it gives; who needs their values computes them exactly.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from .channel import LONGEST_EMISSION
from .growth import grown
from .progress import Advance

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

TOKENS_A_BLOCK = 256  # of one call into compiled code: enough to forget the call, few enough for Ctrl-C
LONGEST_WORD = 64  # symbols of a word: room of the working array


@dataclass(frozen=True, slots=True)
class SortedWords:
    """Words in order of their symbols: *order* gives back the place of each in the list it came from.

    *shared* is how many symbols a word has in common with the one before it; *beyond* the next word
    that shares fewer; *heaviest*, one a symbol, the greatest weight of the words that begin so.
    """

    symbols: Ints
    starts: Longs
    shared: Longs
    beyond: Longs
    heaviest: Floats
    order: Longs

    @classmethod
    def of(cls, words: Sequence[Ints], weights: Floats) -> "SortedWords":
        keys = [tuple(word.tolist()) for word in words]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        ordered = [keys[i] for i in order]
        starts = np.zeros(len(ordered) + 1, np.int64)
        np.cumsum([len(key) for key in ordered], out=starts[1:])
        flat = np.array([s for key in ordered for s in key], np.int32)
        shared = _shared_prefixes(flat, starts)
        places = np.array(order, np.int64)
        heaviest = _heaviest(shared, starts, weights[places])
        return cls(flat, starts, shared, _next_smaller(shared), heaviest, places)


@nb.njit(cache=True, nogil=True)
def _shared_prefixes(symbols: Ints, starts: Longs) -> Longs:
    words = len(starts) - 1
    shared = np.zeros(words + 1, np.int64)
    for w in range(1, words):
        before, here, k = starts[w - 1], starts[w], 0
        while (
            before + k < starts[w] and here + k < starts[w + 1] and symbols[before + k] == symbols[here + k]
        ):
            k += 1
        shared[w] = k
    return shared


@nb.njit(cache=True, nogil=True)
def _heaviest(shared: Longs, starts: Longs, weights: Floats) -> Floats:
    """For each symbol of each word the greatest weight of the words, from it on, that share so far."""
    out = np.zeros(starts[-1])
    best = np.zeros(LONGEST_WORD + 1)
    for w in range(len(weights) - 1, -1, -1):
        for i in range(starts[w + 1] - starts[w]):
            best[i] = max(best[i], weights[w]) if shared[w + 1] > i else weights[w]
            out[starts[w] + i] = best[i]
    return out


@nb.njit(cache=True, nogil=True)
def _next_smaller(shared: Longs) -> Longs:
    """For each place the next one with a smaller value (or the end)."""
    n = len(shared) - 1
    beyond = np.full(n + 1, n, np.int64)
    for w in range(n - 1, -1, -1):
        following = w + 1
        while following < n and shared[following] >= shared[w]:
            following = beyond[following]
        beyond[w] = following
    return beyond


@nb.njit(cache=True, nogil=True)
def _best_to_come(ids: Ints, most: Floats) -> Floats:
    """For each place of a token an upper bound of P(the rest of it | the rest of any word)."""
    places = len(ids)
    bound = np.zeros(places)
    ahead = np.zeros(places)
    ahead[places - 1] = 1.0
    bound[places - 1] = 1.0
    for _ in range(LONGEST_WORD):
        behind = np.zeros(places)
        for j in range(places):
            total = ahead[j] * most[0]
            for k in range(1, min(LONGEST_EMISSION, places - 1 - j) + 1):
                total += most[ids[j + k, k]] * ahead[j + k]
            behind[j] = min(1.0, total)
            bound[j] = max(bound[j], behind[j])
        ahead = behind
    return bound


@nb.njit(cache=True, nogil=True, fastmath=True)
def _pass(
    ids: Ints,
    threshold: float,
    table: Floats,
    most: Floats,
    symbols: Ints,
    starts: Longs,
    shared: Longs,
    beyond: Longs,
    heaviest: Floats,
    rows: Floats,
    reached: Floats,
    found: Longs,
) -> int:
    """One token against all words: fills *found*, gives their number."""
    places = len(ids)
    for j in range(places):
        for k in range(min(LONGEST_EMISSION, j) + 1):
            for symbol in range(table.shape[1]):
                rows[symbol, k, j] = table[ids[j, k], symbol]
    to_come = _best_to_come(ids, most)
    reached[0, :places] = 0.0
    reached[0, 0] = 1.0
    count, word, done, words = 0, 0, 0, len(starts) - 1
    while word < words:
        length = starts[word + 1] - starts[word]
        dead = 0
        for i in range(min(shared[word], done) + 1, length + 1):
            at = starts[word] + i - 1
            row, before, after = rows[symbols[at]], reached[i - 1], reached[i]
            for j in range(places):
                after[j] = before[j] * row[0, j]
            for k in range(1, LONGEST_EMISSION + 1):
                for j in range(k, places):
                    after[j] += before[j - k] * row[k, j]
            bound = 0.0
            for j in range(places):
                bound += after[j] * to_come[j]
            if bound * heaviest[at] < threshold:
                dead = i
                break
        if dead:
            done = dead - 1
            word += 1
            while word < words and shared[word] >= dead:
                word = beyond[word]
        else:
            if reached[length, places - 1] * heaviest[starts[word + 1] - 1] >= threshold:
                found[count] = word
                count += 1
            done = length
            word += 1
    return count


@nb.njit(cache=True, nogil=True)
def _pass_block(
    ids: Ints,
    places: Longs,
    thresholds: Floats,
    table: Floats,
    most: Floats,
    symbols: Ints,
    starts: Longs,
    shared: Longs,
    beyond: Longs,
    heaviest: Floats,
) -> tuple[Longs, Longs]:
    """Several tokens: (number found per token, words)."""
    longest = 0
    for t in range(len(places) - 1):
        longest = max(longest, places[t + 1] - places[t])
    words = len(starts) - 1
    rows = np.zeros((table.shape[1], LONGEST_EMISSION + 1, longest))
    reached = np.zeros((LONGEST_WORD + 1, longest))
    found = np.empty(words, np.int64)
    counts = np.zeros(len(places) - 1, np.int64)
    all_words, used = np.empty(1024, np.int64), 0
    for t in range(len(places) - 1):
        count = _pass(
            ids[places[t] : places[t + 1]], thresholds[t], table, most, symbols, starts, shared,
            beyond, heaviest, rows, reached, found,
        )  # fmt: skip
        while used + count > len(all_words):
            all_words = grown(all_words)
        for i in range(count):
            all_words[used + i] = found[i]
        counts[t] = count
        used += count
    return counts, all_words[:used].copy()


def near_words(
    tokens: Sequence[Ints],
    thresholds: Floats,
    words: SortedWords,
    table: Floats,
    *,
    threads: int,
    advance: Advance,
) -> tuple[Longs, Longs]:
    """(token, word) wherever P(token | word) times the word's weight reaches the token's threshold,
    and a few pairs that come near it.

    *tokens* are substring ids (``Channel.substrings``); pairs come in the order of the tokens.
    """
    most = table.max(1)

    def block(start: int) -> tuple[Longs, Longs]:
        part = tokens[start : start + TOKENS_A_BLOCK]
        places = np.zeros(len(part) + 1, np.int64)
        np.cumsum([len(ids) for ids in part], out=places[1:])
        counts, found = _pass_block(
            np.concatenate(part), places, thresholds[start : start + len(part)], table, most,
            words.symbols, words.starts, words.shared, words.beyond, words.heaviest,
        )  # fmt: skip
        advance(len(part))
        return np.repeat(np.arange(start, start + len(part)), counts), words.order[found]

    if not len(tokens) or not len(words.order):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    with ThreadPoolExecutor(threads) as pool:
        blocks = list(pool.map(block, range(0, len(tokens), TOKENS_A_BLOCK)))
    one, two = (np.concatenate(column) for column in zip(*blocks, strict=True))
    return one, two
