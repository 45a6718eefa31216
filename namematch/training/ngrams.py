"""Weighed sequences of signs in, their n-gram model out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log

import numpy as np

from ..transliteration.ngrams import EDGE, MOST_STORED, STORED_UNIT, Ngrams

Gram = tuple[int, ...]


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
    counts = _count_grams(sequences, len(least))
    probability: dict[Gram, float] = {(): 1 / signs}
    for order, seen in enumerate(_continued(counts), 1):
        if order == 1:
            seen |= {(sign,): 0.0 for sign in range(signs) if (sign,) not in seen}
        _interpolate(seen, probability)
    kept = {g: p for g, p in probability.items() if len(g) <= 1 or counts[len(g) - 1][g] >= least[len(g) - 1]}
    return _rows_of_grams(kept, signs)


def _count_grams(sequences: Iterable[tuple[Sequence[int], float]], order: int) -> list[dict[Gram, float]]:
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
        kept = count - _discount(count, discounts)
        probability[gram] = (kept + spared[before] * probability[gram[1:]]) / totals[before]


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


def _rows_of_grams(kept: Mapping[Gram, float], signs: int) -> Ngrams:
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
    units = np.clip(np.rint(table[:, 2:] / STORED_UNIT), 0, MOST_STORED).astype(np.uint8)
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
