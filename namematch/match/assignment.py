"""Weighted pairs in, how often to choose each out, so that the weights add up to most.

A transportation problem: an end is there so many times, and what is equal is one end, so a million rows
of one name need no pair each. Where all pairs of an end are with ends that have no other, the best ones
come first and that is all; the rest is done by successive shortest augmenting paths with potentials
(Jonker and Volgenant, 1987), each end on the left with a dummy partner of weight 0.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Final, NamedTuple

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.ragged import starts_of

_ENDS_AT_ONCE: Final = 1024  # ends on the left that are given partners between two reports of progress


def best_assignment(
    left: Longs,
    right: Longs,
    weight: Floats,
    supply: Longs,
    room: Longs,
    advance: Callable[[int], None],
) -> Longs:
    """How often to choose each pair, each at most once in the input, with weights >= 0: left end *l* at
    most ``supply[l]`` times in all, right end *r* ``room[r]`` times. *advance* is told of all left ends.

    >>> pairs = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([5.0, 4.0, 4.5])
    >>> best_assignment(*pairs, np.array([1, 1]), np.array([1, 7]), lambda ends: None).tolist()
    [0, 1, 1]
    """
    chosen = np.zeros(len(left), np.int64)
    by_left = _hubs(left, right, len(supply), len(room))
    by_right = _hubs(right, left, len(room), len(supply)) & ~by_left
    chosen[by_left] = _best_pairs_first(left[by_left], right[by_left], weight[by_left], supply, room)
    chosen[by_right] = _best_pairs_first(right[by_right], left[by_right], weight[by_right], room, supply)
    rest = np.flatnonzero(~(by_left | by_right))
    rest = rest[np.lexsort((right[rest], left[rest]))]
    ends, place = np.unique(left[rest], return_inverse=True)
    advance(len(supply) - len(ends))
    chosen[rest] = _by_exchange(place, right[rest], weight[rest], supply[ends], room, advance)
    return chosen


def _hubs(hub: Longs, leaf: Longs, hubs: int, leaves: int) -> Bools:
    """Which pairs belong to a hub whose leaves have no other pair."""
    shared = np.bincount(leaf, minlength=leaves)[leaf] > 1
    alone: Bools = np.bincount(hub, shared, minlength=hubs)[hub] == 0
    return alone


def _best_pairs_first(hub: Longs, leaf: Longs, weight: Floats, supply: Longs, room: Longs) -> Longs:
    """How often to choose each pair of a hub and its own leaf."""
    order = np.lexsort((leaf, -weight, hub))
    first = np.searchsorted(hub[order], hub[order])
    before = starts_of(room[leaf[order]])[:-1]
    left_over = supply[hub[order]] - (before - before[first])
    chosen = np.empty(len(hub), np.int64)
    chosen[order] = np.clip(left_over, 0, room[leaf[order]])
    return chosen


class _Network(NamedTuple):
    """Pairs, those of left end *l* at ``starts[l]:starts[l + 1]``; those of right end *r* are
    ``back[back_starts[r]:back_starts[r + 1]]``. *alone* is what it costs to choose none."""

    starts: Longs
    left: Longs
    right: Longs
    cost: Floats
    back_starts: Longs
    back: Longs
    alone: float


class _Choice(NamedTuple):
    """How often each pair is chosen so far, what room is left at each right end, and its price."""

    times: Longs
    room: Longs
    price: Floats


class _Search(NamedTuple):
    """The shortest ways from the left end that ``turn[0]`` counts: to each right end how far and by which
    pair, and to each left end by which pair back. What ends hold of an earlier turn is void."""

    turn: Longs
    far: Floats
    came: Longs
    reached: Longs  # turn in which each right end was found
    settled: Longs  # and in which nothing nearer could be found
    via: Longs
    visited: Longs


def _by_exchange(
    left: Longs,
    right: Longs,
    weight: Floats,
    supply: Longs,
    room: Longs,
    advance: Callable[[int], None],
) -> Longs:
    """``best_assignment`` of pairs in ascending order, each left end with one at least."""
    times = np.zeros(len(left), np.int64)
    if not len(left):
        return times
    most = float(weight.max())
    starts = starts_of(np.bincount(left))
    back_starts = starts_of(np.bincount(right, minlength=len(room)))
    back = np.argsort(right, kind="stable")
    network = _Network(starts, left, right, most - weight, back_starts, back, most)
    choice = _Choice(times, room.copy(), np.zeros(len(room)))
    came, reached, settled = np.zeros((3, len(room)), np.int64)
    via, visited = np.zeros((2, len(supply)), np.int64)
    search = _Search(np.zeros(1, np.int64), np.zeros(len(room)), came, reached, settled, via, visited)
    for first in range(0, len(supply), _ENDS_AT_ONCE):
        last = min(first + _ENDS_AT_ONCE, len(supply))
        _give_partners(first, last, supply, network, choice, search)
        advance(last - first)
    return times


@kernel
def _give_partners(
    first: int, last: int, supply: Longs, network: _Network, choice: _Choice, search: _Search
) -> None:
    """Choose for the left ends *first* to *last*, exchanging what was chosen before where that is better."""
    for start in range(first, last):
        missing = supply[start]
        while missing > 0:
            end = _nearest_room(start, network, choice, search)
            missing -= _exchange(start, end, missing, network, choice, search)


@kernel_part
def _nearest_room(start: int, network: _Network, choice: _Choice, search: _Search) -> int:
    """The right end with room that is reached at least cost (Dijkstra on reduced costs), or -1 - *l* where
    left end *l* had better have no partner; prices are put right for the next search."""
    search.turn[0] += 1
    turn = search.turn[0]
    search.visited[start] = turn
    heap = [(0.0, 0) for _ in range(0)]
    settled = [0 for _ in range(0)]
    _look_around(start, 0.0, heap, network, choice, search)
    while True:
        far, end = heappop(heap)
        if end < 0:
            break
        if search.settled[end] == turn:
            continue
        search.settled[end] = turn
        settled.append(end)
        if choice.room[end] > 0:
            break
        for pair in network.back[network.back_starts[end] : network.back_starts[end + 1]]:
            left = network.left[pair]
            if choice.times[pair] > 0 and search.visited[left] != turn:
                search.visited[left], search.via[left] = turn, pair
                _look_around(left, far, heap, network, choice, search)
    for right in settled:
        choice.price[right] += search.far[right] - far
    return int(end)


@kernel_part
def _look_around(
    left: int,
    so_far: float,
    heap: list[tuple[float, int]],
    network: _Network,
    choice: _Choice,
    search: _Search,
) -> None:
    """Put the ends that *left*, reached at a cost of *so_far*, leads to on the *heap*."""
    turn = search.turn[0]
    first, last = network.starts[left], network.starts[left + 1]
    least = network.alone
    for pair in range(first, last):
        least = min(least, network.cost[pair] - choice.price[network.right[pair]])
    heappush(heap, (so_far + network.alone - least, -1 - left))
    for pair in range(first, last):
        right = network.right[pair]
        far = so_far + network.cost[pair] - choice.price[right] - least
        if search.settled[right] != turn and (search.reached[right] != turn or far < search.far[right]):
            search.reached[right], search.far[right], search.came[right] = turn, far, pair
            heappush(heap, (far, right))


@kernel_part
def _exchange(start: int, end: int, missing: int, network: _Network, choice: _Choice, search: _Search) -> int:
    """Choose along the way from *start* to *end* as often as it can be done, *missing* times at most; how
    often it was."""
    more = [0 for _ in range(0)]
    less = [0 for _ in range(0)]
    times = missing
    left = -1 - end
    if end >= 0:
        times = min(times, choice.room[end])
        more.append(search.came[end])
        left = network.left[search.came[end]]
    while left != start:
        less.append(search.via[left])
        times = min(times, choice.times[search.via[left]])
        more.append(search.came[network.right[search.via[left]]])
        left = network.left[more[-1]]
    for pair in more:
        choice.times[pair] += times
    for pair in less:
        choice.times[pair] -= times
    if end >= 0:
        choice.room[end] -= times
    return int(times)
