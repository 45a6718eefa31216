"""A mixed list of mentions: which of them are one person?

Precision, recall and F1 are those of pairs of mentions in one person; B3 is B-cubed, which counts
each mention once, so that large persons do not rule it. *Review* is the rows that a human is asked to
look at, for 100 mentions; a pair in review stays apart and counts as missed.
"""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final

import numpy as np

from namematch import Vocabulary, dedupe_names

from ..figures import Row, Sheet, digest_of
from ..lists.make_list import Row as Mention
from ..lists.make_list import make_list
from ..metrics import score_labels
from .linkage import best_cutoff, components, strongest_tree
from .options import Options
from .peers import Peer

SIZE: Final = 2000
UNKNOWN: Final = (0.0, 0.2, 1.0)
SHEET: Final = Sheet(
    "clustering",
    "Mention clustering: the persons of a mixed list",
    ("list", "size", "seed"),
    {
        "f1": "F1",
        "precision": "precision",
        "recall": "recall",
        "bcubed": "B3 F1",
        "reviews": "review per 100",
        "cutoff": "cutoff",
        "mentions": "mentions",
    },
)


def measure(options: Options) -> Iterator[Row]:
    """The rows of all settings."""
    if options.mentions:
        setting = (options.name, str(len(options.mentions)), "")
        yield from measure_list(options, options.mentions, setting)
        return
    for size in options.sizes or (SIZE,):
        setting = ("made", str(size), str(options.seed))
        yield from measure_list(options, make_list(size, seed=options.seed), setting)


def measure_list(options: Options, rows: Sequence[Mention], setting: tuple[str, ...]) -> Iterator[Row]:
    digest = digest_of(rows)
    for system, vocabulary in options.libraries(UNKNOWN):
        figures, seconds = measure_library(vocabulary, rows)
        yield Row(SHEET, system, setting, digest, figures, seconds)
    for peer in options.peers():
        figures, seconds = measure_peer(peer, rows)
        yield Row(SHEET, peer.system, setting, digest, figures, seconds, peer=peer.method.name)


Measured = tuple[dict[str, float | None], float]


def measure_library(vocabulary: Vocabulary, rows: Sequence[Mention]) -> Measured:
    """The library as it comes."""
    start = perf_counter()
    result = dedupe_names([row.name for row in rows], vocabulary=vocabulary)
    found = [assignment.person or str(assignment.row) for assignment in result.assignments]
    reviews = 100 * len(result.reviews) / max(len(found), 1)
    seconds = perf_counter() - start
    return {**scored(rows, found), "reviews": reviews}, seconds


def measure_peer(peer: Peer, rows: Sequence[Mention]) -> Measured:
    """A peer at its best cutoff by the truth; seconds without the search for that."""
    some = first_persons(rows, peer.method.most)
    names, truth = [row.name for row in some], [row.person for row in some]
    start = perf_counter()
    matrix = peer.matrix(names, names)
    edges = strongest_tree(np.maximum(matrix, matrix.T))
    seconds = perf_counter() - start
    cutoff = best_cutoff(edges, truth)
    found = components(edges, len(some), cutoff)
    return {**scored(some, found), "cutoff": cutoff}, seconds


def scored(rows: Sequence[Mention], found: Sequence[int] | Sequence[str]) -> dict[str, float | None]:
    scores = score_labels([row.person for row in rows], found)
    return {**scores._asdict(), "mentions": len(rows)}


def first_persons(rows: Sequence[Mention], most: int) -> list[Mention]:
    """All mentions of the persons who come first, up to *most* mentions; a list that short whole."""
    if len(rows) <= most:
        return list(rows)
    mentions: dict[str, list[Mention]] = {}
    for row in rows:
        mentions.setdefault(row.person, []).append(row)
    kept: list[Mention] = []
    for listed in mentions.values():
        if len(kept) + len(listed) <= most:
            kept += listed
    return kept
