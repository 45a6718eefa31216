"""Words and a token in, P(token | word) out: the forward pass, in plain Python and numpy.

P(token | word) is the sum over all ways to share the token's letters out among the symbols of the word, in
[0, 1]. The pass goes from symbol to symbol and keeps, for each place of the token, how probably the symbols
so far emit the letters before it. ``model.compiled_forward`` is its compiled twin, for lists.

*ids* are the substrings of a token (``Channel.substrings``), *table* has the emissions, shape (substrings,
symbols).
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ..arrays.dtypes import Floats, Ints
from .channel import LONGEST_EMISSION

SLACK = 1 - 1e-9  # of a threshold: what rounding may take from a bound
NONE = 1e-300  # stands for nought where one divides by it or takes its logarithm
_PER_LETTER = 16.0  # chosen for the fewest words that a bound lets through


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


def likelihoods(words: Ints, ids: Ints, table: Floats, least: Floats | None = None) -> Floats:
    """``likelihood`` of many words for one token, to the last bit, shape (words,); *words* holds the symbols
    of each, a column a word, filled up with -1 below.

    With *least*, shape (words,): 0 for words of which it is soon seen that they do not reach it.
    """
    emitted, found = table[ids], np.zeros(words.shape[1])
    chosen = np.arange(words.shape[1])
    if least is not None:
        chosen = (_bounds(words, emitted) >= SLACK * least).nonzero()[0]
    symbols = words.take(chosen, axis=1)
    lengths = (symbols >= 0).sum(axis=0)
    longest, places = int(lengths.max(initial=0)), len(ids)
    # A word that is over goes on with any symbol: what it came to stands where it ended.
    by_symbol = emitted.take(symbols[:longest], axis=2)
    reached = np.zeros(
        (longest + 1, LONGEST_EMISSION + places, len(chosen))
    )  # nothing before the first place
    reached[0, LONGEST_EMISSION] = 1.0
    part = np.empty((places, len(chosen)))
    for depth in range(longest):
        before, following = reached[depth], reached[depth + 1, LONGEST_EMISSION:]
        np.multiply(before[LONGEST_EMISSION:], by_symbol[:, 0, depth], out=following)
        for letters in range(1, LONGEST_EMISSION + 1):  # in the order of ``likelihood``
            first = LONGEST_EMISSION - letters
            np.multiply(before[first : first + places], by_symbol[:, letters, depth], out=part)
            following += part
    found[chosen] = reached[lengths, -1, np.arange(len(chosen))]
    return found


def _bounds(words: Ints, emitted: Floats) -> Floats:
    """What P(token | word) of each word is not more than.

    Each symbol adds a factor: what it emits in all, from the place where that is most, each letter counted
    as _PER_LETTER. Of a word that emits the token its letters are all in the product, which is therefore
    divided by as many. So a word comes to little where it has letters that the token lacks, or too few.
    """
    in_all = emitted[:, 0].copy()
    for k in range(1, LONGEST_EMISSION + 1):
        in_all[:-k] += _PER_LETTER**k * emitted[k:, k]
    factors = np.zeros(in_all.shape[1] + 1)  # of -1, which is the last one, too
    np.log(np.maximum(in_all.max(0), NONE), out=factors[:-1])
    bounds: Floats = np.exp(factors[words].sum(0) - (len(emitted) - 1) * np.log(_PER_LETTER))
    return bounds


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
