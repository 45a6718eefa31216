"""A square matrix of similarities in, clusters out: connected components at the best cutoff."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Edge = tuple[float, int, int]  # similarity, left, right


def strongest_tree(similarity: Matrix) -> list[Edge]:
    """The maximum spanning tree (Prim, 1957), strongest edge first: at every cutoff it has the
    same connected components as the whole matrix."""
    count = len(similarity)
    best, origin = np.full(count, -np.inf, np.float32), np.zeros(count, np.int64)
    outside = np.ones(count, np.bool_)
    edges, newest = [], 0
    for _ in range(count - 1):
        outside[newest] = False
        nearer = outside & (similarity[newest] > best)
        best[nearer], origin[nearer] = similarity[newest][nearer], newest
        best[newest] = -np.inf
        newest = int(best.argmax())
        edges.append((float(best[newest]), int(origin[newest]), newest))
    return sorted(edges, reverse=True)


def best_cutoff(edges: Sequence[Edge], truth: Sequence[str]) -> float:
    """The similarity at which the components have the highest pairwise F1; infinite if it is best
    to join nothing."""
    sizes = Counter(truth).values()
    true_pairs = sum(size * (size - 1) // 2 for size in sizes)
    owners = [Counter([person]) for person in truth]
    parent = list(range(len(truth)))
    hits = found = 0
    best = (0.0, np.inf)
    for cutoff, tied in groupby(edges, key=lambda edge: edge[0]):
        for _, left, right in tied:
            one, two = root(parent, left), root(parent, right)
            small, large = sorted((one, two), key=lambda r: len(owners[r]))
            hits += sum(n * owners[large][person] for person, n in owners[small].items())
            found += owners[small].total() * owners[large].total()
            owners[large].update(owners[small])
            parent[small] = large
        best = max(best, (2 * hits / (found + true_pairs), cutoff))
    return best[1]


def root(parent: list[int], node: int) -> int:
    """The root of the node's tree; the way there is made shorter."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def components(edges: Sequence[Edge], count: int, cutoff: float) -> list[int]:
    """The component of each of *count* nodes under the edges at or above the cutoff."""
    parent = list(range(count))
    for similarity, left, right in edges:
        if similarity >= cutoff:
            parent[root(parent, left)] = root(parent, right)
    return [root(parent, node) for node in range(count)]
