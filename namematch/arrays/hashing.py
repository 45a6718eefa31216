"""Texts in, which of them are equal out: a hash of each, and numbers for the distinct ones.

The hash is the same on every machine; texts with one hash are compared byte by byte.
"""

from typing import Any, Final

import numpy as np

from .compiled import grown, kernel, kernel_part
from .dtypes import Bytes, Hashes, Ints, Longs
from .strings import Texts

_SEED: Final = np.uint64(0xCBF29CE484222325)  # FNV-1a, which the mixing of MurmurHash3 follows
_PRIME: Final = np.uint64(0x100000001B3)
_SHIFT: Final = np.uint64(33)
_ONE: Final = np.uint64(0xFF51AFD7ED558CCD)
_TWO: Final = np.uint64(0xC4CEB9FE1A85EC53)


def distinct_texts(texts: Texts) -> tuple[Longs, Longs]:
    """The number of each text among the distinct ones, and where each of these comes first, ascending.

    >>> number, first = distinct_texts(Texts.of(["b", "a", "b"]))
    >>> number.tolist(), first.tolist()
    ([0, 1, 0], [0, 1])
    """
    return number_stretches(texts.data, texts.starts, texts.ends)


def hashes_of(texts: Texts) -> Hashes:
    """A hash of the bytes of each text.

    >>> [hex(x) for x in hashes_of(Texts.of(["", "a"])).tolist()]
    ['0xefd01f60ba992926', '0x82a2a958a9bece5b']
    """
    with np.errstate(over="ignore"):
        return _hashes(texts.data, texts.starts, texts.ends)


def mixed(value: Any) -> Any:
    """*value*, 64 bits, with all its bits stirred: numbers near each other are far apart after it."""
    value = (value ^ (value >> _SHIFT)) * _ONE
    value = (value ^ (value >> _SHIFT)) * _TWO
    return value ^ (value >> _SHIFT)


@kernel_part
def hash_of(data: Any, start: int, end: int) -> Any:
    """The hash of ``data[start:end]``, small whole numbers."""
    value = _SEED
    for i in range(start, end):
        value = (value ^ np.uint64(data[i])) * _PRIME
    return mixed(value)


@kernel
def _hashes(data: Bytes, starts: Longs, ends: Longs) -> Hashes:
    found = np.empty(len(starts), np.uint64)
    for x in range(len(starts)):
        found[x] = hash_of(data, starts[x], ends[x])
    return found


@kernel_part
def _equal_stretches(data: Any, one: int, two: int, length: int) -> bool:
    i = 0
    while i < length and data[one + i] == data[two + i]:
        i += 1
    return i == length


@kernel_part
def _slots(hashes: Hashes, count: int, room: int) -> Ints:
    """A table of *room* slots, a power of two, that holds the first *count* numbers; -1 in free ones."""
    held = np.full(room, -1, np.int32)
    for known in range(count):
        slot = np.int64(hashes[known] & np.uint64(room - 1))
        while held[slot] >= 0:
            slot = (slot + 1) & (room - 1)
        held[slot] = known
    return held


def number_stretches(data: Any, starts: Longs, ends: Longs) -> tuple[Longs, Longs]:
    """``distinct_texts`` of the stretches ``data[starts[x]:ends[x]]``, of bytes or other whole numbers.

    They are told apart by their bytes, so that one loop does for all kinds of numbers.
    """
    size, flat = data.itemsize, np.ascontiguousarray(data).view(np.uint8)
    with np.errstate(over="ignore"):  # a hash is what is left of large products
        return _number_stretches(flat, starts * size, ends * size)


@kernel
def _number_stretches(data: Bytes, starts: Longs, ends: Longs) -> tuple[Longs, Longs]:
    room, count = 1024, 0
    number = np.empty(len(starts), np.int64)
    first, hashes = np.empty(room, np.int64), np.empty(room, np.uint64)
    held = _slots(hashes, 0, room)
    for x in range(len(starts)):
        length = ends[x] - starts[x]
        hashed = hash_of(data, starts[x], ends[x])
        slot = np.int64(hashed & np.uint64(room - 1))
        while held[slot] >= 0:
            known = held[slot]
            at = first[known]
            same = hashes[known] == hashed and ends[at] - starts[at] == length
            if same and _equal_stretches(data, starts[at], starts[x], length):
                break
            slot = (slot + 1) & (room - 1)
        if held[slot] < 0:
            held[slot], first[count], hashes[count] = count, x, hashed
            count += 1
        number[x] = held[slot]
        if 2 * count > room:
            room *= 2
            held = _slots(hashes, count, room)
            if count + room // 2 > len(first):
                first, hashes = grown(first), grown(hashes)
    return number, first[:count].copy()
