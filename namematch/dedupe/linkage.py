"""Scored pairs of integers in, clusters that do not chain out; knows nothing of names.

Average linkage (UPGMA: R. R. Sokal and C. D. Michener, "A statistical method for evaluating
systematic relationships", University of Kansas Science Bulletin 38, 1958), the best pair of
clusters first, re-scored after each join (G. N. Lance and W. T. Williams, Computer Journal 9,
1967).

Scores are integers inside, so a sum is the same in whatever order its terms arrive: each pair
is kept as its excess over ``join`` in steps of 2**-20 bit, rounded down, and two clusters may
join while the excess of all pairs between them adds up to zero or more.
"""

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from ..arrays.dtypes import Bools, Floats, Longs
from ..errors import NameMatchError

RefusalReason = Literal[
    "decided different", "one source", "two fathers", "two generations", "average below the cutoff"
]

_STEPS: Final = 2.0**20  # of a bit
_MOST_BITS: Final = 2.0**20  # beyond it the steps would leave 64-bit integers
_MOST_UNITS: Final = 2**31  # the number of a pair, left * n + right, must fit 64 bits


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """From which average of bits on two clusters join, and what a single pair counts in it: *floor* at
    least, so that none can veto, and *cap* at most, so that no bridge can carry.

    >>> Cutoffs(join=3.0, floor=-10.0, cap=2.0)
    Traceback (most recent call last):
    ...
    namematch.errors.NameMatchError: not floor < join <= cap: -10.0, 3.0, 2.0
    """

    join: float
    floor: float
    cap: float

    def __post_init__(self) -> None:
        if not -_MOST_BITS <= self.floor < self.join <= self.cap <= _MOST_BITS:
            raise NameMatchError(f"not floor < join <= cap: {self.floor!r}, {self.join!r}, {self.cap!r}")


@dataclass(frozen=True, slots=True)
class Constraints:
    """What holds whatever the bits say.

    *same* are pairs of units decided to be one: they are joined before anything else, with what follows
    from them. *apart* are pairs decided to differ: their clusters never join. Two units with one value in
    *groups* (one for each unit; None or -1: no group) never share a cluster.
    """

    same: Sequence[Sequence[int]] = ()
    apart: Sequence[Sequence[int]] = ()
    groups: Sequence[Hashable] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair at or above ``join`` whose two units ended in different clusters.

    ``left < right``; ``bits`` as given, not clipped; ``reason`` is the first of ``RefusalReason`` that
    holds for the two clusters.
    """

    left: int
    right: int
    bits: float
    reason: RefusalReason


@dataclass(frozen=True, slots=True)
class Clustering:
    """A partition of the units: for each its label, the smallest member of its cluster.

    ``refused`` is in ascending order of (left, right).
    """

    labels: tuple[int, ...]
    refused: tuple[Refused, ...]


def cluster_pairs(
    n: int,
    left: npt.ArrayLike,
    right: npt.ArrayLike,
    bits: npt.ArrayLike,
    *,
    cutoffs: Cutoffs,
    weights: npt.ArrayLike | None = None,
    constraints: Constraints = Constraints(),
) -> Clustering:
    """Partition the units ``0..n-1`` by average linkage over scored pairs.

    The pairs are ``left[k], right[k]`` with ``bits[k]`` (log2 odds); either end may come
    first, each pair at most once. The tie between two clusters is the mean of the bits of all
    pairs between them, clipped to ``floor..cap``; a pair not given counts as ``floor``.
    Clusters join, the strongest tie first and equal ties by smallest label, then smallest
    other label, while the tie is at least ``join`` and the *constraints* allow it. The result does
    not depend on the order of the pairs or of their ends.

    *weights* (default 1) says how many mentions a unit stands for: a pair counts
    ``weights[i] * weights[j]`` times.

    Without units the result is empty; a unit without pairs is a cluster of its own. Raises
    NameMatchError if a pair is repeated, of one unit with itself, or outside ``0..n-1``; if
    bits are NaN, lengths differ or a weight is not a positive integer; and, naming two units, if the
    decisions contradict each other or the groups.

    A path of four does not become one cluster, as its middle link would have it:

    >>> path, cutoffs = ([0, 1, 2], [1, 2, 3], [9.0, 9.0, 9.0]), Cutoffs(join=3.0, floor=-10.0, cap=10.0)
    >>> result = cluster_pairs(4, *path, cutoffs=cutoffs)
    >>> result.labels
    (0, 0, 2, 2)
    >>> result.refused
    (Refused(left=1, right=2, bits=9.0, reason='average below the cutoff'),)
    >>> cluster_pairs(4, *path, cutoffs=cutoffs, constraints=Constraints(apart=[(0, 1)])).labels
    (0, 1, 1, 3)
    """
    join, floor, cap = cutoffs.join, cutoffs.floor, cutoffs.cap
    pairs = _Pairs.read(n, left, right, bits)
    clusters = _Clusters.start(_read_weights(n, weights), int(_steps(floor - join)))
    same = _decided_pairs(n, constraints.same, "same")
    apart = _decided_pairs(n, constraints.apart, "apart")
    clusters.decide(same, apart, _read_groups(n, constraints.groups))
    excess = _steps(np.clip(pairs.bits, floor, cap) - join)
    # Clusters join only where some pair between them reaches join: these make the components.
    strong = pairs.where(pairs.bits >= join)
    component = _components(n, np.concatenate((strong.rows(), same)))
    coupled = np.bincount(component, minlength=n) == 2  # noqa: PLR2004 by component, with nothing to weigh
    coupled[component[np.concatenate((same, apart)).ravel()]] = False
    coupled &= not clusters.groups
    clusters.join_couples(strong.where(coupled[component[strong.left]]))
    rest = ~coupled[component[pairs.left]]
    for rows in _rows_by_component(pairs.where(rest), (excess - clusters.floor)[rest], component):
        _link(clusters, rows)
    labels = clusters.labels()
    return Clustering(tuple(labels.tolist()), tuple(_refused(clusters, strong, labels)))


# Reading
@dataclass(frozen=True, slots=True)
class _Pairs:
    """Proved pairs in ascending order, each with ``left < right``."""

    left: Longs
    right: Longs
    bits: Floats

    @classmethod
    def read(cls, n: int, left: npt.ArrayLike, right: npt.ArrayLike, bits: npt.ArrayLike) -> "_Pairs":
        if not 0 <= n < _MOST_UNITS:
            raise NameMatchError(f"number of units {n!r} is not in 0..{_MOST_UNITS - 1}")
        ends = _integers(left, "left"), _integers(right, "right")
        scores = np.asarray(bits, dtype=np.float64)
        if not ends[0].shape == ends[1].shape == scores.shape:
            lengths = ", ".join(str(column.shape) for column in (*ends, scores))
            raise NameMatchError(f"left, right and bits differ in shape: {lengths}")
        low, high = np.minimum(*ends), np.maximum(*ends)
        _refuse(low, high, (low < 0) | (high >= n), f"is outside of 0..{n - 1}")
        _refuse(low, high, low == high, "is of one unit with itself")
        _refuse(low, high, np.isnan(scores), "has NaN bits")
        order = np.argsort(low * n + high, kind="stable")
        low, high = low[order], high[order]
        again = (low[1:] == low[:-1]) & (high[1:] == high[:-1])
        _refuse(low[1:], high[1:], again, "is given twice")
        return cls(low, high, scores[order])

    def where(self, chosen: Bools) -> "_Pairs":
        return _Pairs(self.left[chosen], self.right[chosen], self.bits[chosen])

    def rows(self) -> Longs:
        return np.column_stack((self.left, self.right))


def _refuse(left: Longs, right: Longs, wrong: Bools, why: str) -> None:
    """Raise NameMatchError naming the first pair that is wrong, if one is."""
    if wrong.any():
        k = int(wrong.argmax())
        raise NameMatchError(f"the pair of units {left[k]} and {right[k]} {why}")


def _integers(values: npt.ArrayLike, name: str) -> Longs:
    array: npt.NDArray[Any] = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise NameMatchError(f"{name} is not a sequence of integers: {array.dtype} {array.shape}")
    return array.astype(np.int64)


def _read_weights(n: int, weights: npt.ArrayLike | None) -> list[int]:
    if weights is None:
        return [1] * n
    array = _integers(weights, "weights")
    if len(array) != n:
        raise NameMatchError(f"{len(array)} weights for {n} units")
    if (array < 1).any():
        unit = int((array < 1).argmax())
        raise NameMatchError(f"the weight of unit {unit} is {array[unit]}, not positive")
    listed: list[int] = array.tolist()
    return listed


def _decided_pairs(n: int, decisions: Sequence[Sequence[int]], name: str) -> Longs:
    """The decisions as rows of two units, in ascending order."""
    rows = sorted(sorted(pair) for pair in decisions)
    for pair in rows:
        if len(pair) != 2 or not 0 <= pair[0] <= pair[1] < n:  # noqa: PLR2004
            raise NameMatchError(f"{name}: {pair!r} is not a pair of units in 0..{n - 1}")
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _read_groups(n: int, groups: Sequence[Hashable] | None) -> list[Hashable]:
    """The group of each unit, None where it has none; empty if nobody has one."""
    if groups is None:
        return []
    listed = [None if group == -1 else group for group in groups]
    if len(listed) != n:
        raise NameMatchError(f"{len(listed)} groups for {n} units")
    return listed


def _steps(bits: Floats | float) -> Longs:
    """Bits in whole steps, rounded down: what is below zero stays below it."""
    return np.floor(np.multiply(bits, _STEPS)).astype(np.int64)


# Joining
@dataclass(slots=True)
class _Clusters:
    """The clusters so far, each known by its root, one of its units (a union-find forest).

    ``ties[a][b]`` is the gain of the given pairs between two clusters over as many pairs at
    the floor; what a cluster may not join grows with it. All of it is symmetric.
    """

    weights: list[int]  # of units
    floor: int  # excess of a pair not given, in steps; negative
    parent: list[int]
    label: list[int]  # of roots, as the two that follow
    weight: list[int]
    groups: list[Hashable] = field(default_factory=list)  # of units; empty: nobody has one
    members: dict[int, set[Hashable]] = field(default_factory=dict)  # groups of clusters
    apart: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    ties: defaultdict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def start(cls, weights: list[int], floor: int) -> "_Clusters":
        """Each unit a cluster of its own, tied to nothing."""
        n = len(weights)
        return cls(weights, floor, list(range(n)), list(range(n)), weights.copy())

    def find(self, unit: int) -> int:
        """The root of a unit's cluster; the way there is shortened for the next one who asks."""
        parent = self.parent
        while parent[unit] != unit:
            parent[unit] = unit = parent[parent[unit]]
        return unit

    def labels(self) -> Longs:
        """The label of each unit's cluster."""
        root = np.array(self.parent, np.int64)
        while (root[root] != root).any():
            root = root[root]
        return np.array(self.label, np.int64)[root]

    def join_couples(self, pairs: _Pairs) -> None:
        """Join units that nothing else is tied to."""
        for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
            self.parent[right] = left
            self.weight[left] += self.weight[right]

    def decide(self, same: Longs, apart: Longs, groups: list[Hashable]) -> None:
        """Do what was decided; raise NameMatchError naming two units if that cannot be."""
        self.groups = groups
        for left, right in same.tolist():
            self.enter_group(left)
            self.enter_group(right)
            ends = self.find(left), self.find(right)
            if ends[0] != ends[1]:
                self.join(*ends)
        _refuse_shared_group(self, np.unique(same))
        for left, right in apart.tolist():
            a, b = self.find(left), self.find(right)
            if a == b:
                raise NameMatchError(f"units {left} and {right} are decided same and different")
            self.apart[a].add(b)
            self.apart[b].add(a)

    def enter_group(self, unit: int) -> None:
        """Tell the cluster of a unit of its group: only units with a partner need it."""
        if self.groups and self.groups[unit] is not None:
            self.members.setdefault(self.find(unit), set()).add(self.groups[unit])

    def add_tie(self, left: int, right: int, gain: int) -> None:
        total = self.ties[left].get(right, 0) + gain
        self.ties[left][right] = self.ties[right][left] = total

    def join(self, left: int, right: int) -> None:
        """Make two clusters one; what fewer others know moves, so that nothing moves often."""
        if self._partners(left) < self._partners(right):
            left, right = right, left
        self.parent[right] = left
        self.label[left] = min(self.label[left], self.label[right])
        self.weight[left] += self.weight[right]
        for other, gain in self.ties.pop(right, {}).items():
            del self.ties[other][right]
            if other != left:
                self.add_tie(left, other, gain)
        for other in self.apart.pop(right, ()):
            self.apart[other].remove(right)
            self.apart[other].add(left)
            self.apart[left].add(other)
        if right in self.members:
            moved, kept = self.members.pop(right), self.members.get(left, set())
            small, large = sorted((moved, kept), key=len)
            large |= small
            self.members[left] = large

    def _partners(self, root: int) -> int:
        return len(self.ties.get(root, ())) + len(self.apart.get(root, ()))

    def barred(self, left: int, right: int) -> RefusalReason | None:
        """Why two clusters may not join however strong their tie; None if they may."""
        if right in self.apart.get(left, ()):
            return "decided different"
        if left in self.members and not self.members[left].isdisjoint(self.members.get(right, ())):
            return "one source"
        return None

    def tie(self, left: int, right: int) -> tuple[float, int, int] | None:
        """The place of two clusters in the queue, best first; None if they may not join."""
        pairs = self.weight[left] * self.weight[right]
        excess = self.ties[left].get(right, 0) + self.floor * pairs
        if excess < 0 or self.barred(left, right):
            return None
        # Dividing integers rounds exactly once: equal means are equal floats, in any order.
        first, second = self.label[left], self.label[right]
        return -(excess / pairs), min(first, second), max(first, second)


def _refuse_shared_group(clusters: _Clusters, units: Longs) -> None:
    seen: dict[tuple[int, Hashable], int] = {}
    for unit in units.tolist() if clusters.groups else ():
        group = clusters.groups[unit]
        other = seen.setdefault((clusters.find(unit), group), unit)
        if group is not None and other != unit:
            raise NameMatchError(
                f"units {other} and {unit} are decided same but stand in one group, {group!r}"
            )


def _link(clusters: _Clusters, rows: list[list[int]]) -> None:
    """Join the two clusters with the best tie until no two may join.

    The tie to what was joined lies between the ties to its parts, so an entry of the queue
    never promises too little: it is scored again when it comes first, and only then. Of two
    entries for one pair of clusters the better will do.
    """
    _tie_units(clusters, rows)
    ties = (clusters.tie(a, b) for a, others in clusters.ties.items() for b in others if a < b)
    queue = sorted(tie for tie in ties if tie is not None)
    promised = {(first, second): mean for mean, first, second in queue}
    while queue:
        entry = heapq.heappop(queue)
        mean, first, second = entry
        if promised.get((first, second)) != mean:
            continue
        del promised[first, second]
        a, b = clusters.find(first), clusters.find(second)
        now = clusters.tie(a, b) if a != b else None
        if now == entry:
            clusters.join(a, b)
        elif now is not None and now[0] < promised.get(now[1:], np.inf):
            promised[now[1:]] = now[0]
            heapq.heappush(queue, now)
    clusters.ties.clear()


def _tie_units(clusters: _Clusters, rows: list[list[int]]) -> None:
    weights = clusters.weights
    for left, right, gain in rows:
        clusters.enter_group(left)
        clusters.enter_group(right)
        a, b = clusters.find(left), clusters.find(right)
        if a != b:
            clusters.add_tie(a, b, gain * weights[left] * weights[right])


def _components(n: int, rows: Longs) -> Longs:
    """Label each unit with the smallest one that it is linked to by rows of two units.

    Every root hooks onto its smallest neighbour, then paths are cut short: after two rounds
    each root with a neighbour is part of a larger tree, so rounds are few.
    """
    label = np.arange(n)
    while True:
        ends = label[rows]
        smallest = ends.min(axis=1)
        if (ends == smallest[:, None]).all():
            return label
        np.minimum.at(label, ends[:, 0], smallest)
        np.minimum.at(label, ends[:, 1], smallest)
        while (label[label] != label).any():
            label = label[label]


def _rows_by_component(pairs: _Pairs, gain: Longs, component: Longs) -> Iterator[list[list[int]]]:
    """Yield for each component its pairs above the floor: left, right, gain over it."""
    label = component[pairs.left]
    inside = np.flatnonzero((label == component[pairs.right]) & (gain > 0))
    order = inside[np.argsort(label[inside], kind="stable")]
    table = np.column_stack((pairs.left, pairs.right, gain))[order]
    starts = np.flatnonzero(np.diff(label[order], prepend=-1)).tolist()
    for start, stop in pairwise([*starts, len(table)]):
        yield table[start:stop].tolist()


def _refused(clusters: _Clusters, strong: _Pairs, labels: Longs) -> Iterator[Refused]:
    across = strong.where(labels[strong.left] != labels[strong.right])
    for left, right, bits in zip(
        across.left.tolist(), across.right.tolist(), across.bits.tolist(), strict=True
    ):
        a, b = clusters.find(left), clusters.find(right)
        yield Refused(left, right, bits, clusters.barred(a, b) or "average below the cutoff")
