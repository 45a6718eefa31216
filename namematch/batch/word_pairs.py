"""Pairs of names in, the pairs of spellings that their words make out, each by one number.

Compiled loops. The words of a million pairs of names are a few hundred thousand pairs of words over and
over: a table, by hash, holds the number of each, so that its doubt is worked out once.
"""

from typing import NamedTuple, Self

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Ints, Longs
from ..arrays.hashing import mixed
from ..names.compounds import WIDEST

ONE_SPELLING, NO_PAIR = -1, -2  # in place of a number: a spelling with itself, and what cannot be one word


class WordPairs(NamedTuple):
    """Pairs of spellings, the lesser place first, as one number each: *keys* by their numbers, *slots* tells
    where each is found by its hash, -1 in free ones."""

    keys: Longs
    slots: Ints
    width: int

    @classmethod
    def none(cls, spellings: int) -> Self:
        """No pairs yet, of so many spellings."""
        return cls(np.zeros(0, np.int64), np.full(1 << 10, -1, np.int32), max(1, spellings))

    def with_room(self, count: int) -> "WordPairs":
        """The same pairs, with room for so many more."""
        room = len(self.slots)
        while room < 2 * (len(self.keys) + count):
            room *= 2
        return self if room == len(self.slots) else self._replace(slots=_slots_of(self.keys, room))

    def ends(self, first: int) -> tuple[Longs, Longs]:
        """The places of the pairs from number *first* on."""
        left, right = np.divmod(self.keys[first:], self.width)
        return left, right


class NameReadings(NamedTuple):
    """The spellings that pairs of names ask about: ``NameArrays.starts`` and ``reading``, and the whole
    blocks of each spelling, by which several tokens may be one."""

    starts: Longs
    reading: Ints
    blocks: Ints
    block_starts: Longs


@kernel
def _slots_of(keys: Longs, room: int) -> Ints:
    slots = np.full(room, -1, np.int32)
    for number in range(len(keys)):
        slot = np.int64(mixed(np.uint64(keys[number])) & np.uint64(room - 1))
        while slots[slot] >= 0:
            slot = (slot + 1) & (room - 1)
        slots[slot] = number
    return slots


@kernel
def asked_starts(left: Longs, right: Longs, names: NameReadings) -> Longs:
    """Where the numbers of each pair of names start among those of all: one for each two tokens, and for each
    run of several with each token."""
    starts = np.zeros(len(left) + 1, np.int64)
    for k in range(len(left)):
        x, y = left[k], right[k]
        n, m = names.starts[x + 1] - names.starts[x], names.starts[y + 1] - names.starts[y]
        runs, others = 0, 0
        for p in range(1, WIDEST):
            for t in range(names.starts[x], names.starts[x + 1]):
                runs += names.reading[t, p] >= 0
            for t in range(names.starts[y], names.starts[y + 1]):
                others += names.reading[t, p] >= 0
        starts[k + 1] = starts[k] + n * m + runs * m + others * n
    return starts


@kernel
def number_word_pairs(
    left: Longs, right: Longs, starts: Longs, names: NameReadings, pairs: WordPairs
) -> tuple[Ints, Longs]:
    """The number of every pair of spellings that pairs of names ask about, at ``asked_starts``, and the keys
    of all pairs. *pairs*, which has room for them, learns the new ones.

    Of two names first each two tokens, by the left one; then the runs of the left one by token and length,
    each with every token of the right one; then those of the right one, with every token of the left one.
    """
    name_starts, reading, _, _ = names
    known, slots, width = pairs
    keys, count, room = np.empty(len(known) + starts[-1], np.int64), len(known), len(slots)
    keys[:count] = known
    numbers = np.empty(starts[-1], np.int32)
    for k in range(len(left)):
        one, two, at = name_starts[left[k]], name_starts[right[k]], starts[k]
        end, other_end = name_starts[left[k] + 1], name_starts[right[k] + 1]
        for side in range(3):
            first, last, behind, until = one, end, two, other_end
            if side == 2:  # noqa: PLR2004 runs of the right name
                first, last, behind, until = two, other_end, one, end
            for t in range(first, last):
                for p in range(0 if side == 0 else 1, 1 if side == 0 else WIDEST):
                    u = reading[t, p]
                    if u < 0:
                        continue
                    for o in range(behind, until):
                        v = reading[o, 0]
                        if side > 0 and not _may_join(u, v, names):
                            numbers[at] = NO_PAIR
                        elif u == v:
                            numbers[at] = ONE_SPELLING
                        else:
                            key = min(u, v) * width + max(u, v)
                            numbers[at] = _number_of(key, keys, count, slots, room)
                            count = max(count, numbers[at] + 1)
                        at += 1
    return numbers, keys[:count].copy()


@kernel_part
def _number_of(key: int, keys: Longs, count: int, slots: Ints, room: int) -> int:
    """The number of a pair, *count* where it is new: then both tables learn it."""
    slot = np.int64(mixed(np.uint64(key)) & np.uint64(room - 1))
    while slots[slot] >= 0 and keys[slots[slot]] != key:
        slot = (slot + 1) & (room - 1)
    if slots[slot] < 0:
        slots[slot], keys[count] = count, key
    number: int = slots[slot]
    return number


@kernel_part
def _may_join(u: int, v: int, names: NameReadings) -> bool:
    """``compare.names.may_join``: whether two spellings have a whole skeleton in common."""
    blocks, starts = names.blocks, names.block_starts
    a, b = starts[u], starts[v]
    while a < starts[u + 1] and b < starts[v + 1]:
        if blocks[a] == blocks[b]:
            return True
        if blocks[a] < blocks[b]:
            a += 1
        else:
            b += 1
    return False
