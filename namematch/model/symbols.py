"""Arrays of letters in, the channel's symbols, substrings and letter models out: ``model.channel`` for a
whole list."""

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Floats
from ..arrays.ragged import Ragged, starts_of
from ..text.consonants import PERSIAN_FROM
from ..text.letter_arrays import LATIN_LETTERS
from ..text.letters import PERSIAN
from .channel import (
    CONTEXTS,
    FOLLOWED_BY,
    LATIN_CONTEXTS,
    LONGEST_EMISSION,
    SHORT_SUBSTRINGS,
    Channel,
    LetterModel,
)


def _first(letters: Ragged) -> NDArray[np.bool_]:
    """Whether each letter is the first of its row."""
    first = np.zeros(len(letters.values) + 1, np.bool_)
    first[letters.starts[:-1]] = True
    return first[:-1]


def symbols_of(letters: Ragged) -> Ragged:
    """``model.channel.persian_symbols`` of each row of Persian letters."""
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
    """``model.channel.latin_symbols`` of each row of Latin letters."""
    return Ragged((LATIN_CONTEXTS * (letters.values - 1) + _first(letters)).astype(np.int32), letters.starts)


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
    ids[at[pair], 2] = 1 + LATIN_LETTERS + LATIN_LETTERS * index[pair - 1] + index[pair]
    triple = np.flatnonzero(depth >= LONGEST_EMISSION - 1)
    key = (index[triple - 2] * LATIN_LETTERS + index[triple - 1]) * LATIN_LETTERS + index[triple]
    ids[at[triple], 3] = channel.triple_ids[key]
    assert len(SHORT_SUBSTRINGS) == 1 + LATIN_LETTERS + LATIN_LETTERS**2
    return Ragged(ids.ravel(), starts * width)


def log_probabilities(letters: Ragged, model: LetterModel, first: int) -> Floats:
    """``LetterModel.log_probability`` of each row; *first* is the number of the alphabet's first letter."""
    places = letters.lengths + 1  # the end, too
    starts = starts_of(places)
    padded = np.zeros(int(starts[-1]) + 2, np.int64)  # nought is the begin and the end
    letter_place = np.arange(len(letters.values)) + letters.rows() + 2
    padded[letter_place] = letters.values - (first - 1)
    place = np.arange(len(padded) - 2)  # of the first one of three
    depth = place - np.repeat(starts[:-1], places)
    one = np.where(depth >= 2, padded[place], 0)  # noqa: PLR2004 trigrams
    two = np.where(depth >= 1, padded[place + 1], 0)
    owner = np.repeat(np.arange(len(letters)), places)
    nats = np.bincount(owner, model.nats[one, two, padded[place + 2]], len(letters))
    return -nats.astype(np.float64)
