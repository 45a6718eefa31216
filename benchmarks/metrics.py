"""Scores and the truth in, figures out.

Pairs are judged by a *score* (higher is more alike) and a *hit* (the truth says that it is one). Ties
are never parted: a cutoff admits all pairs of a score or none, so that no order of rows helps.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]
Hits = NDArray[np.bool_]

BINS = 15  # of equal mass, for the calibration error


class Curve(NamedTuple):
    """Precision and recall at each cutoff, the highest first; empty where there is no pair."""

    cutoff: Floats
    precision: Floats
    recall: Floats

    @property
    def f1(self) -> Floats:
        total = self.precision + self.recall
        best: Floats = np.divide(
            2 * self.precision * self.recall, total, out=np.zeros_like(total), where=total > 0
        )
        return best

    def thinned(self, points: int = 400) -> "Curve":
        """About as many points, even in recall, the best F1 among them: what a picture can show."""
        if len(self.recall) <= points:
            return self
        even = np.searchsorted(self.recall, np.linspace(0, self.recall[-1], points))
        kept = np.unique([0, *even, int(self.f1.argmax())])
        return Curve(*(column[kept] for column in self))


def ranked(score: Floats, hit: Hits, positives: int) -> Curve:
    """The curve of pairs; *positives* counts the true pairs, those that have no score among them.

    >>> ranked(np.array([3.0, 2.0, 2.0]), np.array([True, True, False]), 4).recall.tolist()
    [0.25, 0.5]
    """
    order = np.argsort(-score, kind="stable")
    falling, hits = score[order], np.cumsum(hit[order])
    last = np.append(falling[1:] != falling[:-1], True)[: len(falling)]  # of its ties
    found = np.flatnonzero(last) + 1
    return Curve(falling[last], hits[last] / found, hits[last] / max(positives, 1))


def best_f1(curve: Curve) -> tuple[float, float]:
    """The highest F1 and the highest cutoff that has it; (0, infinity) where nothing is right."""
    best = int(curve.f1.argmax()) if len(curve.f1) else -1
    if best < 0 or curve.f1[best] == 0:
        return 0.0, float("inf")
    return float(curve.f1[best]), float(curve.cutoff[best])


def recall_at(curve: Curve, precision: float) -> float:
    """The highest recall of a cutoff with at least that precision; 0 where none has it."""
    return float(curve.recall[curve.precision >= precision].max(initial=0.0))


def right_first(left: Ints, right: Ints, score: Floats, partner: Sequence[int]) -> float:
    """The share of left rows with a partner whose partner has the row's highest score; of k rows
    with that score each counts 1/k. *partner* is -1 for a row that has none. Without any row 1."""
    wanted = np.asarray(partner)
    top = np.full(len(wanted), -np.inf)
    np.maximum.at(top, left, score)
    best = score == top[left]
    ties = np.bincount(left[best], minlength=len(wanted))
    hit = best & (right == wanted[left])
    reached = float((1.0 / ties[left[hit]]).sum())
    return ratio(reached, int((wanted >= 0).sum()))


def area_under_roc(score: Floats, hit: Hits) -> float:
    """How often a true pair scores higher than another one; ties are a half. 1 without either."""
    pairs = int(hit.sum()) * int((~hit).sum())
    if not pairs:
        return 1.0
    others, true = np.sort(score[~hit]), score[hit]
    below, up_to = (np.searchsorted(others, true, side=side) for side in ("left", "right"))
    return float((below + up_to).sum() / 2 / pairs)


def parting_cutoff(score: Floats, hit: Hits) -> float:
    """The cutoff that parts true pairs from others best: the share of hits that it admits less the
    share of others is highest (Youden, 1950). The highest of several; infinite without any pair."""
    curve = ranked(score, hit, int(hit.sum()))
    if not len(curve.cutoff):
        return float("inf")
    others = np.sort(score[~hit])
    admitted = len(others) - np.searchsorted(others, curve.cutoff, side="left")
    gain = curve.recall - admitted / max(len(others), 1)
    return float(curve.cutoff[gain.argmax()])


class Bins(NamedTuple):
    """Mean probability, share of hits and number of pairs of each bin."""

    said: Floats
    true: Floats
    count: Ints


def equal_mass(probability: Floats, hit: Hits, bins: int = BINS) -> Bins:
    """Bins of as many pairs each, by rising probability; fewer where there are fewer pairs."""
    order = np.argsort(probability, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    said = np.array([probability[part].mean() for part in parts])
    true = np.array([hit[part].mean() for part in parts])
    return Bins(said, true, np.array([len(part) for part in parts], np.int64))


def calibration_error(bins: Bins) -> float:
    """How far, on average over the pairs, said is from true (expected calibration error; Naeini,
    Cooper and Hauskrecht, 2015). 0 without any pair."""
    off = np.abs(bins.said - bins.true) * bins.count
    return float(off.sum() / max(int(bins.count.sum()), 1))


class Clusters(NamedTuple):
    """Of pairs of mentions: precision, recall, f1. Of mentions: bcubed (F1). All 0 to 1."""

    precision: float
    recall: float
    f1: float
    bcubed: float


def score_labels(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Clusters:
    """Scores of the labels found for mentions whose persons are known. Without any pair to find
    or found nothing is missed or wrong: 1.

    B-cubed: Bagga and Baldwin (1998).

    >>> score_labels("aab", "xyy")
    Clusters(precision=0.0, recall=0.0, f1=0.0, bcubed=0.6666666666666666)
    """
    both = Counter(zip(truth, found, strict=True))
    persons, labels = Counter(truth), Counter(found)
    hits = pairs_within(both.values())
    precision = ratio(hits, pairs_within(labels.values()))
    recall = ratio(hits, pairs_within(persons.values()))
    pure = ratio(sum(n * n / labels[label] for (_, label), n in both.items()), len(truth))
    whole = ratio(sum(n * n / persons[person] for (person, _), n in both.items()), len(truth))
    return Clusters(precision, recall, harmonic(precision, recall), harmonic(pure, whole))


class Pairwise(NamedTuple):
    """Of pairs of mentions, 0 to 1."""

    f1: float
    precision: float
    recall: float


def score_codes(truth: Ints, found: Ints) -> Pairwise:
    """What ``score_labels`` says of pairs, of labels that are numbers from 0: ten million in seconds."""
    both = np.unique(truth * (found.max(initial=0) + 1) + found, return_counts=True)[1]
    hits, true, said = map(pairs_of_counts, (both, np.bincount(truth), np.bincount(found)))
    precision, recall = ratio(hits, said), ratio(hits, true)
    return Pairwise(harmonic(precision, recall), precision, recall)


def pairs_of_counts(counts: Ints) -> int:
    return int((counts * (counts - 1) // 2).sum())


def pairs_within(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def harmonic(one: float, two: float) -> float:
    return 2 * one * two / (one + two) if one + two else 0.0
