"""Sequences of signs in, how probable a sign is after those before it out.

Interpolated n-grams with the discounts of Kneser and Ney as Chen and Goodman modified them ("An
empirical study of smoothing techniques for language modeling", 1999); long sequences that were
seen but once are left out. A tree in which each state knows its shorter one: a step is a look-up or two.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from ..arrays.dtypes import Array, Longs
from ..arrays.lockless import cached_property
from ..model.array_files import ArrayFile

EDGE: Final = 0  # the sign before the first one and after the last one
STORED_UNIT: Final = 0.05  # nats that a stored unit stands for
MOST_STORED: Final = 255  # units; what costs more is stored as this


class Tree(NamedTuple):
    """N-grams for look-ups; costs are minus log probabilities, in nats."""

    signs: int
    rows: dict[int, int]  # state * signs + sign: the row of the sequence with that sign
    costs: list[float]  # of each row's last sign after the others
    resting: list[int]  # the state after each row
    backoff: list[float]  # what a sign never seen at a state costs more than at the shorter one
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

    *nats* and *backoff* are costs in units of 0.05 nats, *parent* is how much greater the number is than
    that of the row before. Row 0 is the empty sequence, the next rows are every sign alone; rows are
    sorted by length, parent and sign.
    """

    def __init__(self, signs: int, columns: Mapping[str, Array]) -> None:
        self.signs = signs
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns["sign"])

    def __getstate__(self) -> dict[str, Any]:
        return {"signs": self.signs, "columns": self.columns}  # without the tree, which is made of them

    def stored(self, name: str) -> dict[str, Array]:
        """The arrays, under names that begin with *name*."""
        arrays = {f"{name}_{column}": values for column, values in self.columns.items()}
        return arrays | {f"{name}_signs": np.array(self.signs)}

    @classmethod
    def read(cls, file: ArrayFile, name: str, signs: int) -> "Ngrams":
        """The n-grams of so many *signs* that *file* has under *name*, as ``stored`` gave them.

        Raises ``TableError`` where an array is missing or they are no such n-grams.
        """
        if file.integers(f"{name}_signs", (), below=signs + 1) != signs:
            raise file.broken(f"table {name!r} is not of {signs} signs")
        rows = len(file.integers(f"{name}_sign", (None,), below=signs))
        costs = MOST_STORED + 1
        below = {"parent": rows, "sign": signs, "nats": costs, "backoff": costs}
        columns = {
            column: file.integers(f"{name}_{column}", (rows,), below=most) for column, most in below.items()
        }
        ngrams = cls(signs, columns)
        if not ngrams._is_sound():
            raise file.broken(f"table {name!r} is no tree of sequences")
        return ngrams

    def _is_sound(self) -> bool:
        """Whether each look-up ends: each sign stands alone, parents come first, no sequence stands twice,
        and with a sequence there is the one without its first sign."""
        if len(self) <= self.signs:
            return False
        parent, keys = self._keys()
        if not np.array_equal(keys[1 : self.signs + 1], np.arange(self.signs)):
            return False
        if (parent[1:] >= np.arange(1, len(self))).any() or (np.diff(keys) <= 0).any():
            return False
        shorter = _shorter(keys, parent, self.signs)
        longer = slice(self.signs + 1, None)
        wanted = shorter[parent[longer]] * self.signs + keys[longer] % self.signs
        return bool(np.isin(wanted, keys).all())

    def _keys(self) -> tuple[Longs, Longs]:
        """The parent of each row, and parent and sign as one number, which ascends; -1 for the empty one."""
        parent = np.cumsum(self.columns["parent"].astype(np.int64))
        keys = parent * self.signs + self.columns["sign"].astype(np.int64)
        keys[0] = -1
        return parent, keys

    @cached_property
    def tree(self) -> Tree:
        """The same, ready for look-ups."""
        parent, keys = self._keys()
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


def _shorter(keys: Longs, parent: Longs, signs: int) -> Longs:
    """The row of each sequence without its first sign; keys ascend, for the rows are sorted."""
    shorter = np.zeros(len(keys), np.int64)
    start, end = 1, int(np.searchsorted(parent[1:], 1)) + 1
    while end < len(keys):
        start, end = end, int(np.searchsorted(parent[1:], end)) + 1
        longer = slice(start, end)
        shorter[longer] = np.searchsorted(keys, shorter[parent[longer]] * signs + keys[longer] % signs)
    return shorter
