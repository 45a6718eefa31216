"""Many spellings in, arrays of their letters, symbols and substrings out: ``letters`` and ``channel``
at once."""

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numba as nb
import numpy as np
from numpy.typing import NDArray

from .channel import (
    CONTEXTS,
    FOLLOWED_BY,
    LONGEST_EMISSION,
    OTHER_TRIPLE,
    SHORT,
    Channel,
    LetterModel,
)
from .letters import LATIN, PERSIAN
from .ragged import Longs, Ragged, starts_of
from .skeletons import PERSIAN_FROM

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

_LETTERS = len(LATIN)
_A, _D, _E, _I, _J, _O, _S, _T, _U, _C, _H = (LATIN.index(x) + 1 for x in "adeijostuch")


def letters_of(texts: Sequence[str]) -> Ragged:
    """*texts*, letters of either alphabet, as the numbers that ``skeletons`` gives them.

    >>> letters_of(["ab", "", "ب"]).values.tolist()
    [1, 2, 35]
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    points = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    return Ragged(_number_of_point()[points], starts_of(lengths))


@lru_cache(maxsize=1)
def _number_of_point() -> Ints:
    table = np.zeros(1 + max(map(ord, PERSIAN)), np.int32)
    for first, alphabet in (1, LATIN), (PERSIAN_FROM, PERSIAN):
        for number, letter in enumerate(alphabet, first):
            table[ord(letter)] = number
    return table


def texts_of(letters: Ragged) -> list[str]:
    """``letters_of`` back."""
    points = np.zeros(PERSIAN_FROM + len(PERSIAN), np.uint32)
    points[1 : _LETTERS + 1] = [ord(x) for x in LATIN]
    points[PERSIAN_FROM:] = [ord(x) for x in PERSIAN]
    text = points[letters.values].tobytes().decode("utf-32-le")
    bounds = letters.starts.tolist()
    return [text[a:b] for a, b in itertools.pairwise(bounds)]


def _first(letters: Ragged) -> NDArray[np.bool_]:
    """Whether each letter is the first of its row."""
    first = np.zeros(len(letters.values) + 1, np.bool_)
    first[letters.starts[:-1]] = True
    return first[:-1]


def symbols_of(letters: Ragged) -> Ragged:
    """``channel.persian_symbols`` of each row of Persian letters."""
    index = letters.values.astype(np.int64) - PERSIAN_FROM
    follow = np.zeros(len(PERSIAN), np.int64)
    for letter, context in FOLLOWED_BY.items():
        if letter:
            follow[PERSIAN.index(letter)] = context
    first = _first(letters)
    after = np.full(len(index), FOLLOWED_BY[""])
    after[:-1] = np.where(first[1:], FOLLOWED_BY[""], follow[index[1:]])
    return Ragged((CONTEXTS * index + 2 * after + first).astype(np.int32), letters.starts)


def latin_symbols_of(letters: Ragged) -> Ragged:
    """``channel.latin_symbols`` of each row of Latin letters."""
    return Ragged((2 * (letters.values - 1) + _first(letters)).astype(np.int32), letters.starts)


def substrings_of(letters: Ragged, channel: Channel) -> Ragged:
    """``Channel.substrings`` of each row of Latin letters, flat: four ids a place."""
    width = LONGEST_EMISSION + 1
    places = letters.lengths + 1
    starts = starts_of(places)
    ids = np.full((int(starts[-1]), width), -1, np.int32)
    ids[:, 0] = 0  # nothing
    at = np.arange(len(letters.values)) + letters.rows() + 1  # the place behind each letter
    index = letters.values.astype(np.int64) - 1
    depth = np.arange(len(index)) - letters.starts[:-1][letters.rows()]
    ids[at, 1] = 1 + index
    pair = np.flatnonzero(depth >= 1)
    ids[at[pair], 2] = 1 + _LETTERS + _LETTERS * index[pair - 1] + index[pair]
    triple = np.flatnonzero(depth >= LONGEST_EMISSION - 1)
    key = (index[triple - 2] * _LETTERS + index[triple - 1]) * _LETTERS + index[triple]
    ids[at[triple], 3] = _ids_of_triples(channel)[key]
    assert len(SHORT) == 1 + _LETTERS + _LETTERS**2
    return Ragged(ids.ravel(), starts * width)


@lru_cache(maxsize=4)
def _ids_of_triples(channel: Channel) -> Ints:
    """The id of each three letters, by their numbers."""
    triples = np.full(_LETTERS**3, OTHER_TRIPLE, np.int32)
    for text in channel.triples:
        one, two, three = (LATIN.index(x) for x in text)
        triples[(one * _LETTERS + two) * _LETTERS + three] = channel.index[text]
    return triples


def log_probabilities(letters: Ragged, model: LetterModel, first: int) -> Floats:
    """``LetterModel.log_probability`` of each row; *first* is the number of the alphabet's first letter."""
    places = letters.lengths + 1  # the end, too
    starts = starts_of(places)
    padded = np.zeros(int(starts[-1]) + 2, np.int64)  # nought is the begin and the end
    own = np.arange(len(letters.values)) + letters.rows() + 2
    padded[own] = letters.values - (first - 1)
    here = np.arange(len(padded) - 2)
    depth = here - np.repeat(starts[:-1], places)
    one = np.where(depth >= 2, padded[here], 0)  # noqa: PLR2004 trigrams
    two = np.where(depth >= 1, padded[here + 1], 0)
    owner = np.repeat(np.arange(len(letters)), places)
    nats = np.bincount(owner, model.nats[one, two, padded[here + 2]], len(letters))
    return -nats.astype(np.float64)


@nb.njit(cache=True, nogil=True)
def fold(plain: Ints, starts: Longs, latin: NDArray[np.bool_]) -> tuple[Ints, Longs]:
    """``letters.latin_letters`` of those rows of plain letters that are *latin*: values and starts.

    Groups for one consonant, then long vowels, then doubled letters, as the expressions there say.
    """
    out, ends = np.empty(len(plain), np.int32), np.zeros(len(starts), np.int64)
    row, used = np.empty(128, np.int32), 0
    for x in range(len(starts) - 1):
        own = plain[starts[x] : starts[x + 1]]
        if not latin[x]:
            for i in range(len(own)):
                out[used + i] = own[i]
            used += len(own)
            ends[x + 1] = used
            continue
        if len(row) < len(own):
            row = np.empty(2 * len(own), np.int32)
        n = _groups(own, row)
        n = _pairs(row, n, _O, _O, _U)
        n = _pairs(row, n, _O, _U, _U)
        n = _pairs(row, n, _E, _E, _I)
        n = _doubled(row, n)
        for i in range(n):
            out[used + i] = row[i]
        used += n
        ends[x + 1] = used
    return out[:used].copy(), ends


@nb.njit(cache=True, nogil=True)
def _groups(plain: Ints, row: Ints) -> int:
    """tsch, tch: ch; dsch, dj: j; sch: sh; but stch is s and tch."""
    n, i, k = len(plain), 0, 0
    while i < n:
        a = plain[i]
        b = plain[i + 1] if i + 1 < n else 0
        c = plain[i + 2] if i + 2 < n else 0
        d = plain[i + 3] if i + 3 < n else 0
        if a == _T and b == _S and c == _C and d == _H:
            row[k], row[k + 1], k, i = _C, _H, k + 2, i + 4
        elif a == _T and b == _C and c == _H and not (i > 0 and plain[i - 1] == _S):
            row[k], row[k + 1], k, i = _C, _H, k + 2, i + 3
        elif a == _D and b == _S and c == _C and d == _H:
            row[k], k, i = _J, k + 1, i + 4
        elif a == _D and b == _J:
            row[k], k, i = _J, k + 1, i + 2
        elif a == _S and b == _C and c == _H:
            row[k], row[k + 1], k, i = _S, _H, k + 2, i + 3
        else:
            row[k], k, i = a, k + 1, i + 1
    return k


@nb.njit(cache=True, nogil=True)
def _pairs(row: Ints, n: int, one: int, two: int, new: int) -> int:
    i = k = 0
    while i < n:
        if row[i] == one and i + 1 < n and row[i + 1] == two:
            row[k], i = new, i + 2
        else:
            row[k], i = row[i], i + 1
        k += 1
    return k


@nb.njit(cache=True, nogil=True)
def _doubled(row: Ints, n: int) -> int:
    i = k = 0
    while i < n:
        run = i + 1
        while run < n and row[run] == row[i]:
            run += 1
        kept = 1
        before = row[i - 1] if i > 0 else 0
        vowel = before in (_A, _E, _I, _O, _U)
        if row[i] == _I and run - i == 2 and run == n and not vowel:  # noqa: PLR2004 Rafii
            kept = 2
        letter = row[i]
        i = run
        for _ in range(kept):
            row[k] = letter
            k += 1
    return k
