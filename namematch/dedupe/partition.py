"""Scored pairs of units in, the person of each unit out, and what lies between two persons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays.dtypes import Bools, Longs
from ..policy import Policy
from .linkage import Refused, cluster_pairs
from .unit_graph import Constraints, Cutoffs
from .units import UnitPair, UnitPairs, Units


@dataclass(frozen=True, eq=False, slots=True)
class Partition:
    """The person of each unit, and the best pair of units between each two persons."""

    person: Longs
    contacts: UnitPairs
    reviewed: Bools  # of contacts: whether a human may still join the two
    refused: tuple[Refused, ...]  # the best of each two persons


def partition_units(
    units: Units,
    pairs: UnitPairs,
    constraints: Constraints,
    policy: Policy,
    *,
    fathers: Sequence[UnitPair] = (),
    generations: Sequence[UnitPair] = (),
) -> Partition:
    """Cluster the units and find what is between the clusters; those of *fathers* and of *generations* stay
    apart as if it were decided, but a human may still join them."""
    below = np.nextafter(policy.same, -np.inf)  # what a frequent name, for review, has at most
    result = cluster_pairs(
        len(units),
        pairs.left,
        pairs.right,
        np.where(pairs.frequent, np.minimum(pairs.bits, below), pairs.bits),
        cutoffs=Cutoffs(
            policy.same, floor=min(policy.floor, policy.review), cap=max(policy.cap, policy.same)
        ),
        weights=units.weights,
        constraints=replace(constraints, apart=[*constraints.apart, *fathers, *generations]),
    )
    _, person = np.unique(np.array(result.labels, np.int64), return_inverse=True)
    contacts = _contacts(pairs, person)
    reviewed = ~_barred(contacts, person, units, constraints)
    best: dict[tuple[int, int], Refused] = {}
    for pair in sorted(result.refused, key=lambda r: (-r.bits, r.left, r.right)):
        low, high = sorted((int(person[pair.left]), int(person[pair.right])))
        best.setdefault((low, high), pair)
    decided, told = (
        {tuple(sorted(person[list(pair)].tolist())) for pair in some} for some in (constraints.apart, fathers)
    )
    for ends, pair in best.items():
        if pair.reason == "decided different" and ends not in decided:
            best[ends] = replace(pair, reason="two fathers" if ends in told else "two generations")
    return Partition(person, contacts, reviewed, tuple(best.values()))


def _contacts(pairs: UnitPairs, person: Longs) -> UnitPairs:
    """The best pair between each two persons, the left one's person before the right one's."""
    across = pairs.where(person[pairs.left] != person[pairs.right])
    turned = person[across.left] > person[across.right]
    left = np.where(turned, across.right, across.left)
    right = np.where(turned, across.left, across.right)
    ends = person[left], person[right]
    order = np.lexsort((right, left, -across.bits, ends[1], ends[0]))
    ended = np.column_stack(ends)[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(ended, axis=0) != 0).any(axis=1)
    return UnitPairs(left, right, across.bits, across.frequent).where(order[first])


def _barred(contacts: UnitPairs, person: Longs, units: Units, constraints: Constraints) -> Bools:
    """Whether the two persons may not be joined: by a decision, or as both stand in one
    source."""
    count = len(units) + 1
    decided = np.sort(person[np.array(constraints.apart, np.int64).reshape(-1, 2)], axis=1)
    keys = person[contacts.left] * count + person[contacts.right]
    barred: Bools = np.isin(keys, decided[:, 0] * count + decided[:, 1])
    if units.have_sources:
        sources: dict[int, set[int]] = {}
        for owner, source in zip(person.tolist(), units.source.tolist(), strict=True):
            if source >= 0:
                sources.setdefault(owner, set()).add(source)
        ends = zip(person[contacts.left].tolist(), person[contacts.right].tolist(), strict=True)
        empty: set[int] = set()
        shared = [bool(sources.get(a, empty) & sources.get(b, empty)) for a, b in ends]
        barred |= np.array(shared, np.bool_)
    return barred
