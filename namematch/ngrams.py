"""Sequences of signs in, how probable a sign is after those before it out.

Interpolated n-grams with the discounts of Kneser and Ney as Chen and Goodman modified them ("An
empirical study of smoothing techniques for language modeling", 1999); long sequences that were
seen but once are left out. A tree in which each state knows its shorter one: a step is a look-up or two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Gram = tuple[int, ...]
Arrays = dict[str, NDArray[np.generic]]

EDGE: Final = 0  # the sign before the first one and after the last one
_UNIT: Final = 0.05  # nats that a stored unit stands for
_MOST: Final = 255  # units; what costs more is stored as this
_COLUMNS: Final = ("parent", "sign", "nats", "backoff")


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

    def stored(self, name: str) -> Arrays:
        """The arrays, under names that begin with *name*."""
        arrays = {f"{name}_{column}": values for column, values in self.columns.items()}
        return arrays | {f"{name}_signs": np.array(self.signs)}

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> "Ngrams":
        """What ``stored`` gave. Raises ``KeyError`` where an array is missing."""
        columns = {column: arrays[f"{name}_{column}"] for column in _COLUMNS}
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
        costs, backoff = ((_UNIT * self.columns[x].astype(np.float64)).tolist() for x in ("nats", "backoff"))
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


def learn_ngrams(
    sequences: Iterable[tuple[Sequence[int], float]], *, signs: int, least: Sequence[float]
) -> Ngrams:
    """Learn from weighted *sequences* of signs below *signs*, none of them ``EDGE``.

    *least* is how often a sequence of each length must be seen to be kept, from length 1 up, and
    must not fall; its length is the order. Every single sign is kept.

    >>> tree = learn_ngrams([((1, 2), 2.0), ((1, 3), 1.0)], signs=4, least=(0, 0)).tree
    >>> tree.cost((1, 2)) < tree.cost((3, 1))
    True
    """
    counts = _counted(sequences, len(least))
    probability: dict[Gram, float] = {(): 1 / signs}
    for order, seen in enumerate(_continued(counts), 1):
        if order == 1:
            seen |= {(sign,): 0.0 for sign in range(signs) if (sign,) not in seen}
        _interpolate(seen, probability)
    kept = {g: p for g, p in probability.items() if len(g) <= 1 or counts[len(g) - 1][g] >= least[len(g) - 1]}
    return _rows(kept, signs)


def _counted(sequences: Iterable[tuple[Sequence[int], float]], order: int) -> list[dict[Gram, float]]:
    """How often each sequence of each length from 1 to *order* occurs."""
    counts: list[dict[Gram, float]] = [defaultdict(float) for _ in range(order)]
    for signs, weight in sequences:
        whole = (EDGE, *signs, EDGE)
        for end in range(2, len(whole) + 1):
            for length in range(1, min(order, end) + 1):
                counts[length - 1][whole[end - length : end]] += weight
    return counts


def _continued(counts: Sequence[dict[Gram, float]]) -> list[dict[Gram, float]]:
    """Counts for each length: how many kinds of signs precede, but for the longest and the beginnings."""
    found: list[dict[Gram, float]] = []
    for shorter, longer in pairwise(counts):
        kinds = Counter(gram[1:] for gram in longer)
        # Nothing precedes the beginning of a word: it counts as often as it was seen.
        found.append({g: float(n if g[0] == EDGE and len(g) > 1 else kinds[g]) for g, n in shorter.items()})
    return [*found, dict(counts[-1])]


def _interpolate(seen: Mapping[Gram, float], probability: dict[Gram, float]) -> None:
    """Add the probabilities of *seen*, one length, discounted and mixed with the shorter ones."""
    discounts = _discounts(seen.values())
    totals: dict[Gram, float] = defaultdict(float)
    spared: dict[Gram, float] = defaultdict(float)
    for gram, count in seen.items():
        totals[gram[:-1]] += count
        spared[gram[:-1]] += _discount(count, discounts)
    for gram, count in seen.items():
        before = gram[:-1]
        own = count - _discount(count, discounts)
        probability[gram] = (own + spared[before] * probability[gram[1:]]) / totals[before]


def _discounts(counts: Iterable[float]) -> tuple[float, ...]:
    """What is taken from a count of one, of two, and of three or more (Chen and Goodman, equation 26)."""
    once, twice, thrice, four = (
        max(1, n) for n in np.bincount(np.clip(np.rint(list(counts)), 0, 5).astype(int), minlength=6)[1:5]
    )
    share = once / (once + 2 * twice)
    wanted = (1 - 2 * share * twice / once, 2 - 3 * share * thrice / twice, 3 - 4 * share * four / thrice)
    return tuple(float(np.clip(d, 0.1, 0.95 * (i + 1))) for i, d in enumerate(wanted))


def _discount(count: float, discounts: Sequence[float]) -> float:
    return min(count, discounts[min(max(round(count), 1), 3) - 1])


def _rows(kept: Mapping[Gram, float], signs: int) -> Ngrams:
    """The tree of the *kept* sequences; their contexts' backoff makes up for those left out."""
    explicit: dict[Gram, float] = defaultdict(float)
    shorter: dict[Gram, float] = defaultdict(float)
    for gram, probability in kept.items():
        if gram:
            explicit[gram[:-1]] += probability
            shorter[gram[:-1]] += kept[gram[1:]] if len(gram) > 1 else 1 / signs
    numbers: dict[Gram, int] = {}
    table = np.zeros((len(kept), 4))
    # By length, then parent: parents are numbered before, so their numbers sort.
    ranks: list[tuple[int, int, Gram]] = []
    for length in range(max(map(len, kept)) + 1):
        level = [(numbers.get(g[:-1], 0), g[-1] if g else 0, g) for g in kept if len(g) == length]
        for parent, sign, gram in sorted(level):
            numbers[gram] = len(ranks)
            ranks.append((parent, sign, gram))
    for row, (parent, sign, gram) in enumerate(ranks):
        backoff = 1.0
        if gram in explicit and gram:
            backoff = max(1 - explicit[gram], 1e-9) / max(1 - shorter[gram], 1e-9)
        table[row] = parent, sign, -log(kept[gram]), -log(backoff)
    units = np.clip(np.rint(table[:, 2:] / _UNIT), 0, _MOST).astype(np.uint8)
    return Ngrams(
        signs,
        {
            # Parents ascend: their differences are small numbers, which pack well.
            "parent": np.diff(table[:, 0].astype(np.int32), prepend=np.int32(0)).astype(np.uint16),
            "sign": table[:, 1].astype(np.uint16),
            "nats": units[:, 0],
            "backoff": units[:, 1],
        },
    )
