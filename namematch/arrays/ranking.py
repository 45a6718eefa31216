"""Sequences in, the place of each in their order out: ranks of texts and of rows of numbers."""

from collections.abc import Sequence

import numpy as np

from .dtypes import Bytes, Longs
from .hashing import distinct_texts
from .strings import Texts, encoded


def ranks_of(token: Longs, starts: Longs) -> Longs:
    """The place of each sequence ``token[starts[x]:starts[x + 1]]`` among all of them, ascending as tuples
    do: how many are less than it, shape (sequences,).

    >>> ranks_of(np.array([7, 2, 7, 7]), np.array([0, 1, 3, 4, 4])).tolist()
    [2, 1, 2, 0]
    """
    return ranks_within(token, starts[:-1], np.diff(starts), np.zeros(len(starts) - 1, np.int64))


def ranks_within(token: Longs | Bytes, first: Longs, lengths: Longs, group: Longs) -> Longs:
    """``ranks_of`` sequences that are each of a first place and a length, those of a lesser *group* first.

    >>> token, first = np.array([7, 2]), np.array([0, 1])
    >>> ranks_within(token, first, np.ones(2, np.int64), np.array([0, 1])).tolist()
    [0, 1]
    """
    width = int(token.max(initial=0) + 1).bit_length()
    abreast = 63 // width  # tokens that are compared at a time, as digits of one number
    rank = _counts_less(group)
    tied, depth = np.arange(len(lengths)), 0
    while len(tied):
        key = np.zeros(len(tied), np.int64)
        for place in range(depth, depth + abreast):
            key <<= width
            more = np.flatnonzero(lengths[tied] > place)
            key[more] += token[first[tied[more]] + place] + np.int64(1)
        depth += abreast
        order = np.lexsort((key, rank[tied])) if rank.any() else np.argsort(key)
        tied, key = tied[order], key[order]
        sub = np.ones(len(tied), np.bool_)
        sub[1:] = (np.diff(rank[tied]) != 0) | (np.diff(key) != 0)
        heads = np.flatnonzero(np.diff(rank[tied], prepend=-1))
        start = np.flatnonzero(sub)
        sizes = np.diff(np.append(start, len(tied)))
        inside = np.arange(len(tied)) - np.repeat(heads, np.diff(np.append(heads, len(tied))))
        rank[tied] += np.repeat(inside[start], sizes)
        tied = tied[np.repeat(sizes > 1, sizes) & (lengths[tied] >= depth)]
    return rank


def text_ranks(texts: Texts, group: Longs) -> Longs:
    """How many of *texts* are less than each, those of a lesser *group* first.

    >>> text_ranks(Texts.of(["b", "a", "b"]), np.array([0, 1, 0])).tolist()
    [0, 2, 0]
    """
    return ranks_within(texts.data, texts.starts, texts.lengths, group)


def _counts_less(values: Longs) -> Longs:
    """How many of *values*, small numbers, are less than each."""
    count = np.bincount(values, minlength=1)
    return (np.cumsum(count) - count)[values]


def ranks(values: Sequence[str | None]) -> Longs:
    """The place of each value among the distinct ones, ascending; -1 for None.

    >>> ranks(["b", None, "a", "b"]).tolist()
    [1, -1, 0, 1]
    """
    texts, missing = encoded(values)
    rank = np.full(len(texts), -1, np.int64)
    number, first = distinct_texts(texts.take(np.flatnonzero(~missing)))
    distinct = texts.take(np.flatnonzero(~missing)[first])
    rank[~missing] = text_ranks(distinct, np.zeros(len(distinct), np.int64))[number]
    return rank
