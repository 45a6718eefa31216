"""Spellings in, the blocks that they are in out: words are compared only where they share one.

A block is a skeleton of consonants (``text.consonants``).
"""

from dataclasses import dataclass

import numpy as np

from ..arrays.compiled import grown, kernel, kernel_part, longest_row
from ..arrays.dtypes import Ints, Longs
from ..arrays.ragged import Ragged, numbered
from ..text.consonants import room_of, write_skeletons


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of each spelling by number, each once, ascending: those that it shares with its candidates,
    and those of its *whole* skeletons. *codes* are the skeletons that the numbers stand for, ascending."""

    whole: Ragged
    near: Ragged
    codes: Longs

    @classmethod
    def of(cls, letters: Ragged) -> "Blocks":
        """The blocks of spellings given by their letters (``text.letter_arrays.letters_of``)."""
        whole, near = skeleton_codes(letters)
        distinct, place = numbered(np.append(whole.values, near.values))
        numbers, cut = place.astype(np.int32), len(whole.values)
        return cls(Ragged(numbers[:cut], whole.starts), Ragged(numbers[cut:], near.starts), distinct)

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return len(self.codes)

    def take(self, chosen: Longs) -> "Blocks":
        """The blocks of some spellings, by the same numbers."""
        return Blocks(self.whole.take(chosen), self.near.take(chosen), self.codes)

    def as_in(self, others: "Blocks") -> "Blocks":
        """The same blocks by the numbers that *others* have for them; without those that they have not."""
        place = np.minimum(np.searchsorted(others.codes, self.codes), max(0, others.count - 1))
        known = others.codes[place] == self.codes if others.count else np.zeros(self.count, np.bool_)
        number = np.where(known, place, -1).astype(np.int32)
        return Blocks(_renumbered(self.whole, number), _renumbered(self.near, number), others.codes)


def _renumbered(rows: Ragged, number: Ints) -> Ragged:
    """*rows* by other numbers, without those that are -1."""
    values = number[rows.values]
    return Ragged(values, rows.starts).only(values >= 0)


def skeleton_codes(letters: Ragged) -> tuple[Ragged, Ragged]:
    """The skeletons of each row of letters, whole ones and near, each once, ascending."""
    whole, whole_starts, near, near_starts = _skeletons(letters.values, letters.starts)
    return Ragged(whole, whole_starts), Ragged(near, near_starts)


@kernel
def _skeletons(values: Ints, starts: Longs) -> tuple[Longs, Longs, Longs, Longs]:
    """The distinct skeletons of each row of letters, ascending: whole ones and their starts, then near."""
    n, longest = len(starts) - 1, longest_row(starts, 0, len(starts) - 1)
    wholes, nears = np.empty(max(16, 2 * n), np.int64), np.empty(max(16, 8 * n), np.int64)
    whole_starts, near_starts = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
    whole, near = np.empty(room_of(longest), np.int64), np.empty(room_of(longest), np.int64)
    kinds, marks = np.empty(2 * longest, np.int64), np.empty(2 * longest, np.int64)
    for x in range(n):
        row = values[starts[x] : starts[x + 1]]
        a, b = write_skeletons(row, len(row), kinds, marks, whole, near)
        while whole_starts[x] + a > len(wholes):
            wholes = grown(wholes)
        while near_starts[x] + b > len(nears):
            nears = grown(nears)
        whole_starts[x + 1] = whole_starts[x] + _sorted_once(whole, a, wholes[whole_starts[x] :])
        near_starts[x + 1] = near_starts[x] + _sorted_once(near, b, nears[near_starts[x] :])
    return wholes[: whole_starts[n]].copy(), whole_starts, nears[: near_starts[n]].copy(), near_starts


@kernel_part
def _sorted_once(found: Longs, n: int, out: Longs) -> int:
    """Insert the first *n* of *found* into *out*, ascending, each once; give how many those are."""
    used = 0
    for i in range(n):
        code, at = found[i], used
        while at > 0 and out[at - 1] > code:
            at -= 1
        if at > 0 and out[at - 1] == code:
            continue
        for k in range(used, at, -1):
            out[k] = out[k - 1]
        out[at] = code
        used += 1
    return used
