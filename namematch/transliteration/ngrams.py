"""Sequences of signs in, how probable a sign is after those before it out.

Interpolated n-grams with the discounts of Kneser and Ney as Chen and Goodman modified them ("An
empirical study of smoothing techniques for language modeling", 1999); long sequences that were
seen but once are left out. A tree in which each state knows its shorter one: a step is a look-up or two.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

StoredNgrams = dict[str, NDArray[np.generic]]

EDGE: Final = 0  # the sign before the first one and after the last one
STORED_UNIT: Final = 0.05  # nats that a stored unit stands for
MOST_STORED: Final = 255  # units; what costs more is stored as this
_NGRAM_COLUMNS: Final = ("parent", "sign", "nats", "backoff")


class Tree(NamedTuple):
    """N-grams for look-ups; costs are minus log probabilities, in nats."""

    signs: int
    rows: dict[int, int]  # state * signs + sign: the row of the sequence with that sign
    costs: list[float]  # of each row's last sign after the others
    resting: list[int]  # the state after each row
    backoff: list[
        float
    ]  # what a sign costs that was never seen at a state, beside its cost at the shorter one
    shorter: list[int]
    start: int

    def step(self, state: int, sign: int) -> tuple[float, int]:
        """What *sign* costs at *state*, and the state after it."""
        row = self.rows.get(state * self.signs + sign)
        cost = 0.0
        while row is None:
            cost += self.backoff[state]
            state = self.shorter[state]
            row = self.rows.get(state * self.signs + sign)
        return cost + self.costs[row], self.resting[row]

    def cost(self, signs: Iterable[int]) -> float:
        """What a whole sequence and its end cost."""
        total, state = 0.0, self.start
        for sign in (*signs, EDGE):
            cost, state = self.step(state, sign)
            total += cost
        return total


class Ngrams:
    """N-grams as they are stored: row *i* is the sequence of row *parent*, and then *sign*.

    *nats* and *backoff* are costs in units of 0.05 nats. Row 0 is the empty sequence; rows are
    sorted by length, parent and sign.
    """

    def __init__(self, signs: int, columns: Mapping[str, NDArray[np.generic]]) -> None:
        self.signs = signs
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns["sign"])

    def stored(self, name: str) -> StoredNgrams:
        """The arrays, under names that begin with *name*."""
        arrays = {f"{name}_{column}": values for column, values in self.columns.items()}
        return arrays | {f"{name}_signs": np.array(self.signs)}

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> "Ngrams":
        """What ``search.saving`` gave. Raises ``KeyError`` where an array is missing."""
        columns = {column: arrays[f"{name}_{column}"] for column in _NGRAM_COLUMNS}
        return cls(int(arrays[f"{name}_signs"]), columns)

    @cached_property
    def tree(self) -> Tree:
        """The same, ready for look-ups."""
        steps = self.columns["parent"].astype(np.int64)
        parent = np.cumsum(steps)
        keys = parent * self.signs + self.columns["sign"].astype(np.int64)
        keys[0] = -1
        shorter = _shorter(keys, parent, self.signs)
        leaf = np.ones(len(keys), bool)
        leaf[parent[1:]] = False
        # After a leaf nothing was seen: its shorter sequences know as much.
        resting = np.where(leaf, shorter, np.arange(len(keys)))
        while not np.array_equal(resting, further := resting[resting]):
            resting = further
        rows = dict(zip(keys.tolist(), range(len(keys)), strict=True))
        costs, backoff = (
            (STORED_UNIT * self.columns[x].astype(np.float64)).tolist() for x in ("nats", "backoff")
        )
        states = resting.tolist()
        return Tree(self.signs, rows, costs, states, backoff, shorter.tolist(), states[rows[EDGE]])


def _shorter(keys: NDArray[np.int64], parent: NDArray[np.int64], signs: int) -> NDArray[np.int64]:
    """The row of each sequence without its first sign; keys ascend, for the rows are sorted."""
    shorter = np.zeros(len(keys), np.int64)
    start, end = 1, int(np.searchsorted(parent[1:], 1)) + 1
    while end < len(keys):
        start, end = end, int(np.searchsorted(parent[1:], end)) + 1
        longer = slice(start, end)
        shorter[longer] = np.searchsorted(keys, shorter[parent[longer]] * signs + keys[longer] % signs)
    return shorter
