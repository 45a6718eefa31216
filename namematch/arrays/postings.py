"""Rows and the blocks that each is in, in; which rows share a block out.

An inverted index of small numbers: it knows nothing of what a block stands for.
"""

from dataclasses import dataclass

import numpy as np

from .compiled import grown, kernel
from .dtypes import Bools, Ints, Longs
from .ragged import Ragged


@kernel
def _members(values: Ints, starts: Longs, blocks: int, order: Longs) -> tuple[Longs, Ints]:
    heads = np.zeros(blocks + 1, np.int64)
    for number in values:
        heads[number + 1] += 1
    for b in range(blocks):
        heads[b + 1] += heads[b]
    fill, rows = heads[:-1].copy(), np.empty(len(values), np.int32)
    for x in order:
        for at in range(starts[x], starts[x + 1]):
            rows[fill[values[at]]] = x
            fill[values[at]] += 1
    return heads, rows


def share_a_block(left: Longs, right: Longs, blocks: Ragged, others: Ragged) -> Bools:
    """Whether each pair, a row *left* of *blocks* and a row *right* of *others*, has a block in common."""
    shared: Bools = _share(left, right, blocks.values, blocks.starts, others.values, others.starts)
    return shared


@kernel
def _share(
    left: Longs, right: Longs, values: Ints, starts: Longs, others: Ints, other_starts: Longs
) -> Bools:
    found = np.zeros(len(left), np.bool_)
    for x in range(len(left)):
        a, b = starts[left[x]], other_starts[right[x]]
        while a < starts[left[x] + 1] and b < other_starts[right[x] + 1]:
            if values[a] == others[b]:
                found[x] = True
                break
            if values[a] < others[b]:
                a += 1
            else:
                b += 1
    return found


@dataclass(frozen=True, slots=True)
class Members:
    """The *rows* in each block; those of block *b* at ``heads[b]:heads[b + 1]``."""

    heads: Longs
    rows: Ints
    count: int  # of rows there are

    @classmethod
    def of(cls, blocks: Ragged, count: int, order: Longs | None = None) -> "Members":
        """The members of so many blocks, which *blocks* has of each row; in each block ascending, or in
        *order*."""
        places = np.arange(len(blocks)) if order is None else order
        return cls(*_members(blocks.values, blocks.starts, count, places), len(blocks))


def block_pairs(blocks: Ragged, others: Members) -> tuple[Longs, Longs]:
    """(row, other row) of all that share a block, each once, by row."""
    return _sharing(blocks.values, blocks.starts, others.heads, others.rows, others.count)


@kernel
def _sharing(blocks: Ints, starts: Longs, heads: Longs, members: Ints, others: int) -> tuple[Longs, Longs]:
    seen = np.full(others, -1, np.int32)
    left, right, used = np.empty(256, np.int64), np.empty(256, np.int64), 0
    for x in range(len(starts) - 1):
        for at in range(starts[x], starts[x + 1]):
            for place in range(heads[blocks[at]], heads[blocks[at] + 1]):
                y = members[place]
                if seen[y] != x:
                    seen[y] = x
                    if used == len(left):
                        left, right = grown(left), grown(right)
                    left[used], right[used] = x, y
                    used += 1
    return left[:used].copy(), right[:used].copy()
