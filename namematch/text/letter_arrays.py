"""Many texts in, arrays of the numbers of their letters out: ``text.letters`` for a whole list."""

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numba as nb
import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Ints, Longs
from ..arrays.ragged import Ragged, starts_of
from .consonants import PERSIAN_FROM
from .letters import LATIN, PERSIAN

LATIN_LETTERS = len(LATIN)
_A, _D, _E, _I, _J, _O, _S, _T, _U, _LETTER_C, _LETTER_H = (LATIN.index(x) + 1 for x in "adeijostuch")


def letters_of(texts: Sequence[str]) -> Ragged:
    """*texts*, letters of either alphabet, as the numbers that ``text.consonants`` gives them.

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
    points[1 : LATIN_LETTERS + 1] = [ord(x) for x in LATIN]
    points[PERSIAN_FROM:] = [ord(x) for x in PERSIAN]
    text = points[letters.values].tobytes().decode("utf-32-le")
    bounds = letters.starts.tolist()
    return [text[a:b] for a, b in itertools.pairwise(bounds)]


@nb.njit(cache=True, nogil=True)
def fold(plain: Ints, starts: Longs, latin: NDArray[np.bool_]) -> tuple[Ints, Longs]:
    """``text.letters.latin_letters`` of those rows of plain letters that are *latin*: values and starts.

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
        if a == _T and b == _S and c == _LETTER_C and d == _LETTER_H:
            row[k], row[k + 1], k, i = _LETTER_C, _LETTER_H, k + 2, i + 4
        elif a == _T and b == _LETTER_C and c == _LETTER_H and not (i > 0 and plain[i - 1] == _S):
            row[k], row[k + 1], k, i = _LETTER_C, _LETTER_H, k + 2, i + 3
        elif a == _D and b == _S and c == _LETTER_C and d == _LETTER_H:
            row[k], k, i = _J, k + 1, i + 4
        elif a == _D and b == _J:
            row[k], k, i = _J, k + 1, i + 2
        elif a == _S and b == _LETTER_C and c == _LETTER_H:
            row[k], row[k + 1], k, i = _S, _LETTER_H, k + 2, i + 3
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
