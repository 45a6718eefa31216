"""Many texts in, arrays of the numbers of their letters out, and back."""

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from ..arrays.dtypes import Ints
from ..arrays.ragged import Ragged, starts_of
from .consonants import NUMBER_OF_LETTER
from .letters import LATIN

LATIN_LETTERS = len(LATIN)


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
    table = np.zeros(1 + max(map(ord, NUMBER_OF_LETTER)), np.int32)
    for letter, number in NUMBER_OF_LETTER.items():
        table[ord(letter)] = number
    return table


def texts_of(letters: Ragged) -> list[str]:
    """``letters_of`` back."""
    points = np.zeros(1 + max(NUMBER_OF_LETTER.values()), np.uint32)
    for letter, number in NUMBER_OF_LETTER.items():
        points[number] = ord(letter)
    text = points[letters.values].tobytes().decode("utf-32-le")
    bounds = letters.starts.tolist()
    return [text[a:b] for a, b in itertools.pairwise(bounds)]
