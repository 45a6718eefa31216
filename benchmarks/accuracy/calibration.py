"""Does a probability mean what it says? The library alone: no peer gives one for names.

The pairs are those of a made list whose texts differ, since a text against itself is no prediction. The
error is the expected calibration error of the pairs with probability 0.01 or more, in 15 bins of
equal mass. Short lists are many, and their pairs pooled. *All*: everybody is mentioned more than
once; *half*: about half of the persons are mentioned once.
"""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final, NamedTuple

import numpy as np

from namematch import Policy, Vocabulary, dedupe_names, match_names

from ..figures import Row, Sheet, digest_of
from ..lists.make_list import Row as Mention
from ..lists.make_list import make_list
from ..metrics import Floats, Hits, calibration_error, equal_mass, pairs_within, ratio
from .options import Options

SIZES: Final = {200: 20, 2000: 4, 20_000: 1}  # mentions of a list -> how many lists
UNKNOWN: Final = (0.0, 0.2)
LEAST: Final = 0.01  # probability of a pair that is looked at
SHEET: Final = Sheet(
    "calibration",
    "Calibration: is what is said with 90 % right in 90 %?",
    ("size", "lists", "seed", "partners"),
    {
        "error": "ECE",
        "precision": "P of same",
        "recall": "R of same",
        "either": "R with review",
        "reviews": "review per 100",
        "pairs": "pairs",
    },
)


class Judged(NamedTuple):
    """The pairs of lists, and what they have in mentions, review rows and true pairs."""

    probability: Floats
    hit: Hits
    same: Hits
    either: Hits  # same or review
    positives: int
    mentions: int
    reviews: int


def measure(options: Options) -> Iterator[Row]:
    """The rows of the library; a caller's own lists have no part in it."""
    for system, vocabulary in options.libraries(UNKNOWN):
        for size in options.sizes or tuple(SIZES):
            for partners in options.partners:
                count = SIZES.get(size, 1)
                yield measure_lists(system, vocabulary, size, count, options.seed, partners)


def measure_lists(
    system: str, vocabulary: Vocabulary, size: int, count: int, seed: int, partners: str
) -> Row:
    """The row of *count* lists, their pairs together."""
    lists = [make_list(size, seed=seed + i, alone=partners == "half") for i in range(count)]
    start = perf_counter()
    judged = pooled([judge(rows, vocabulary) for rows in lists])
    seconds = perf_counter() - start
    looked_at = judged.probability >= LEAST
    curve = judged.probability[looked_at], judged.hit[looked_at]
    setting = (str(size), str(count), str(seed), partners)
    digest = digest_of(row for rows in lists for row in rows)
    return Row(SHEET, system, setting, digest, figures_of(judged, *curve), seconds, curve=curve)


def figures_of(judged: Judged, probability: Floats, hit: Hits) -> dict[str, float | None]:
    right = int((judged.same & judged.hit).sum())
    return {
        "error": calibration_error(equal_mass(probability, hit)),
        "precision": ratio(right, int(judged.same.sum())),
        "recall": ratio(right, judged.positives),
        "either": ratio(int((judged.either & judged.hit).sum()), judged.positives),
        "reviews": 100 * judged.reviews / max(judged.mentions, 1),
        "pairs": len(hit),
    }


def judge(rows: Sequence[Mention], vocabulary: Vocabulary) -> Judged:
    """Every pair of different texts that the library lists, with the truth."""
    names = [row.name for row in rows]
    policy = Policy(population=len(names))
    found = [
        match
        for match in match_names(names, names, top=len(names), all=True, policy=policy, vocabulary=vocabulary)
        if match.left < match.right and names[match.left] != names[match.right]
    ]
    return Judged(
        np.array([match.probability for match in found]),
        np.array([rows[match.left].person == rows[match.right].person for match in found], bool),
        np.array([match.verdict == "same" for match in found], bool),
        np.array([match.verdict != "different" for match in found], bool),
        true_pairs(rows),
        len(names),
        len(dedupe_names(names, vocabulary=vocabulary).reviews),
    )


def true_pairs(rows: Sequence[Mention]) -> int:
    """Pairs of mentions of one person whose texts differ."""
    persons: dict[str, int] = {}
    texts: dict[tuple[str, str], int] = {}
    for row in rows:
        persons[row.person] = persons.get(row.person, 0) + 1
        texts[row] = texts.get(row, 0) + 1
    return pairs_within(persons.values()) - pairs_within(texts.values())


def pooled(parts: Sequence[Judged]) -> Judged:
    columns = list(zip(*parts, strict=True))
    joined = [np.concatenate(column) for column in columns[:4]]
    return Judged(*joined, *(sum(column) for column in columns[4:]))
