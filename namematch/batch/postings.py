"""Names as arrays in, an inverted index of them out: a posting list for each key of two spellings.

A name is in the list of each two of its readings that do not overlap, both ways: غفور فتاحیان is under the
key (غفور, فتاحیان) and under (فتاحیان, غفور). Made by counting, so that ten million names take seconds, and
no name is under more keys than its tokens squared: a very long one is under each spelling alone.
"""

from typing import NamedTuple

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Ints, Longs
from ..arrays.ragged import starts_of
from ..names.compounds import WIDEST
from .name_arrays import NameArrays, PartnerRows

MOST_TOKENS_IN_PAIRS = 10  # tokens of a name that is under each two of them: sixty make 3,540 rows


class NamePostings(NamedTuple):
    """Posting lists of names. Keys whose first spelling is *u* are ``keys[u]:keys[u + 1]``, by their *second*
    spelling, ascending; the names under key *k* are ``name[starts[k]:starts[k + 1]]``, ascending.

    Two second spellings, beyond the last one, stand for none. Under ``alone_key`` are the names of which all
    but the first reading may be left over; under the next, ``long_key``, those of too many tokens to be under
    each two.
    """

    keys: Longs
    second: Ints
    starts: Longs
    name: Ints


@kernel_part
def alone_key(partners: PartnerRows) -> int:
    """The second spelling of names that may be found by one reading alone; ``long_key`` is the next."""
    return len(partners.starts) - 3


def post_names(
    names: NameArrays, first: int, partners: PartnerRows, most: float, single: float
) -> NamePostings:
    """Put the names from *first* on under each two readings, to be found with at most *most* bits of doubt.

    *single*: bits that come on top where one link is all there is.
    """
    spellings = len(partners.starts) - 1
    none, count = np.zeros(0, np.int32), np.zeros(spellings, np.int64)
    _post(names, first, most, single, count, none, none)
    ends = np.cumsum(count)
    # Rows (first spelling, name), sorted by the second spelling, then sorted by the first.
    one, name = np.empty((2, ends[-1]), np.int32)
    _post(names, first, most, single, ends - count, one, name)
    heads = starts_of(np.bincount(one, minlength=spellings))
    second, posted = np.empty((2, len(one)), np.int32)
    _sort_by_first(ends, one, name, heads[:-1].copy(), second, posted)
    new_key = np.ones(len(one), np.bool_)
    new_key[1:] = second[1:] != second[:-1]
    new_key[heads[heads < len(one)]] = True
    starts = np.flatnonzero(new_key)
    return NamePostings(np.searchsorted(starts, heads), second[starts], np.append(starts, len(one)), posted)


@kernel_part
def put(at: Longs, ones: Ints, twos: Ints, key: int, one: int, two: int) -> None:
    """Write a row to the next place *at* of its *key*; only count it, where there is no room yet."""
    if len(ones):
        ones[at[key]] = one
        twos[at[key]] = two
    at[key] += 1


@kernel
def _post(
    names: NameArrays, first: int, most: float, single: float, at: Longs, one: Ints, name: Ints
) -> None:
    """Put each reading of each name, and the name, under each other reading beside it."""
    starts, reading, skips, _, _, _, optional, _ = names
    alone, long = len(at) - 2, len(at) - 1  # ``alone_key`` and ``long_key``
    for y in range(first, len(starts) - 1):
        low, high = starts[y], starts[y + 1]
        total = single if high - low - optional[y] > 1 else 0.0
        for t in range(low, high):
            total += skips[t]
        for i in range(low, high):
            rest = total
            for p in range(min(WIDEST, high - i)):
                rest -= skips[i + p]
                u = reading[i, p]
                if u < 0:
                    continue
                if rest <= most:
                    put(at, one, name, alone, u, y)
                if high - low > MOST_TOKENS_IN_PAIRS:
                    put(at, one, name, long, u, y)
                    continue
                for j in range(low, high):
                    for q in range(WIDEST):
                        v = reading[j, q]
                        if v >= 0 and (j + q < i or j > i + p):
                            put(at, one, name, v, u, y)


@kernel
def _sort_by_first(ends: Longs, one: Ints, name: Ints, at: Longs, second: Ints, posted: Ints) -> None:
    """Sort rows that are sorted by their second spelling, of the given *ends*, by the first one."""
    row = 0
    for v in range(len(ends)):
        while row < ends[v]:
            put(at, second, posted, one[row], v, name[row])
            row += 1
