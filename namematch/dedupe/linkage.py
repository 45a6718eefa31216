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
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from ..arrays.dtypes import Bools, Floats, Longs
from ..errors import NameMatchError
from .unit_graph import (
    Constraints,
    Cutoffs,
    LinkedPairs,
    decided_pairs,
    read_groups,
    read_weights,
)

RefusalReason = Literal[
    "decided different", "one source", "two fathers", "two generations", "average below the cutoff"
]

_STEPS: Final = 2.0**20  # of a bit


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
    pairs = LinkedPairs.read(n, left, right, bits)
    same = decided_pairs(n, constraints.same, "same")
    apart = decided_pairs(n, constraints.apart, "apart")
    clusters = _Clusters.start(read_weights(n, weights), int(_steps(cutoffs.floor - cutoffs.join)))
    clusters.decide(same, apart, read_groups(n, constraints.groups))
    # Clusters join only where some pair between them reaches join: these make the components.
    strong = pairs.where(pairs.bits >= cutoffs.join)
    component = _components(n, np.concatenate((strong.rows(), same)))
    agreed = _agreed(strong, component, np.concatenate((same, apart)))
    if not clusters.groups:
        clusters.join_components(component, agreed)
        pairs = pairs.where(~agreed[component[pairs.left]])
    gain = _steps(np.clip(pairs.bits, cutoffs.floor, cutoffs.cap) - cutoffs.join) - clusters.floor
    for rows in _rows_by_component(pairs, gain, component):
        _link(clusters, rows)
    labels = clusters.labels()
    return Clustering(tuple(labels.tolist()), tuple(_refused(clusters, strong, labels)))


def _agreed(strong: LinkedPairs, component: Longs, decided: Longs) -> Bools:
    """Of each component, by its label, whether it is one cluster whatever comes first: each pair of its units
    is a *strong* one, and nothing is decided about any."""
    n = len(component)
    size = np.bincount(component, minlength=n)
    agreed: Bools = np.bincount(component[strong.left], minlength=n) == size * (size - 1) // 2
    agreed[component[decided.ravel()]] = False
    return agreed


def _steps(bits: Floats | float) -> Longs:
    """Bits in whole steps, rounded down: what is below zero stays below it."""
    return np.floor(np.multiply(bits, _STEPS)).astype(np.int64)


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

    def join_components(self, component: Longs, chosen: Bools) -> None:
        """Join all units of each *chosen* component, the label of which is its smallest unit."""
        weight = np.zeros(len(component), np.int64)
        np.add.at(weight, component, np.array(self.weight, np.int64))
        joined = chosen[component]
        self.parent = np.where(joined, component, self.parent).tolist()
        self.weight = np.where(joined, weight[component], self.weight).tolist()

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


def _rows_by_component(pairs: LinkedPairs, gain: Longs, component: Longs) -> Iterator[list[list[int]]]:
    """Yield for each component its pairs above the floor: left, right, gain over it."""
    label = component[pairs.left]
    inside = np.flatnonzero((label == component[pairs.right]) & (gain > 0))
    order = inside[np.argsort(label[inside], kind="stable")]
    table = np.column_stack((pairs.left, pairs.right, gain))[order]
    starts = np.flatnonzero(np.diff(label[order], prepend=-1)).tolist()
    for start, stop in pairwise([*starts, len(table)]):
        yield table[start:stop].tolist()


def _refused(clusters: _Clusters, strong: LinkedPairs, labels: Longs) -> Iterator[Refused]:
    across = strong.where(labels[strong.left] != labels[strong.right])
    for left, right, bits in zip(
        across.left.tolist(), across.right.tolist(), across.bits.tolist(), strict=True
    ):
        a, b = clusters.find(left), clusters.find(right)
        yield Refused(left, right, bits, clusters.barred(a, b) or "average below the cutoff")
