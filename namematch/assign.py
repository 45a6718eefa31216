"""Weighted pairs in, the one-to-one choice of them with the greatest sum out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush


def best_assignment(pairs: Iterable[tuple[int, int, float]]) -> set[tuple[int, int]]:
    """Choose pairs, each left and each right at most once, whose weights (>= 0) add up to most.

    Successive shortest augmenting paths with potentials (Jonker and Volgenant, 1987) over the pairs
    given, each left end with a dummy partner of weight 0.

    >>> sorted(best_assignment([(0, 0, 5.0), (0, 1, 4.0), (1, 0, 4.5)]))
    [(0, 1), (1, 0)]
    """
    edges: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for left, right, weight in sorted(pairs):
        edges[left].append((right, weight))
    top = max((w for row in edges.values() for _, w in row), default=0.0)
    costs = {
        left: [*((right, top - weight) for right, weight in row), (_dummy(left), top)]
        for left, row in edges.items()
    }
    choice = _Choice({}, {}, defaultdict(float))
    for left in sorted(costs):
        _augment(left, costs, choice)
    return {(left, right) for left, right in choice.of_left.items() if right != _dummy(left)}


def _dummy(left: int) -> int:
    return -1 - left


@dataclass(frozen=True, slots=True)
class _Choice:
    """Who has whom so far, and the price of each right end."""

    of_left: dict[int, int]
    of_right: dict[int, int]
    price: dict[int, float]


def _augment(start: int, costs: dict[int, list[tuple[int, float]]], choice: _Choice) -> None:
    """Give *start* a partner by the cheapest chain of exchanges (Dijkstra on reduced costs)."""
    distance: dict[int, float] = {}
    came: dict[int, int] = {}
    done: dict[int, float] = {}
    heap: list[tuple[float, int]] = []
    left, so_far = start, 0.0
    while True:
        least = min(cost - choice.price[right] for right, cost in costs[left])
        for right, cost in costs[left]:
            reach = so_far + cost - choice.price[right] - least
            if right not in done and reach < distance.get(right, float("inf")):
                distance[right], came[right] = reach, left
                heappush(heap, (reach, right))
        so_far, end = heappop(heap)
        while end in done:
            so_far, end = heappop(heap)
        done[end] = so_far
        if end not in choice.of_right:
            break
        left = choice.of_right[end]
    for right, at in done.items():
        choice.price[right] += at - so_far
    while True:
        left = came[end]
        before = choice.of_left.get(left)
        choice.of_left[left], choice.of_right[end] = end, left
        if before is None:
            return
        end = before
