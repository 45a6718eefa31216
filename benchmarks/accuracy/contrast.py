"""Different names one letter apart, or that share all words but one, against two spellings of one name.

The pairs are those of tests/tables/contrast.tsv and positive.tsv, in both scripts and across them. AUC is
how often a positive scores higher than a contrast pair. The library calls a pair the same by its
default policy, a peer at the cutoff that parts these very pairs best, which favours it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np

from namematch import Vocabulary, compare_names

from ..figures import Row, Sheet, digest_of
from ..lists.make_list import HALF_SPACE
from ..metrics import Floats, Hits, area_under_roc, parting_cutoff
from .options import Options
from .peers import Peer

TABLES: Final = Path(__file__).parents[2] / "tests" / "tables"
UNKNOWN: Final = (0.0,)
SHEET: Final = Sheet(
    "contrast",
    "Contrast pairs: different names that look alike",
    ("pairs",),
    {
        "auc": "AUC",
        "wrong": "contrast pairs called same",
        "found": "positives called same",
        "cutoff": "cutoff",
    },
)

Pairs = list[tuple[str, str]]


def read_pairs(name: str) -> Pairs:
    with (TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(as_meant(row["left"]), as_meant(row["right"])) for row in rows]


def as_meant(text: str) -> str:
    """The tables write the half-space as an escape, which can be seen."""
    return text.replace(r"\u200c", HALF_SPACE)


def measure(options: Options) -> Iterator[Row]:
    """The rows of all systems; a caller's own lists have no part in it."""
    positive, contrast = read_pairs("positive"), read_pairs("contrast")
    pairs = [*positive, *contrast]
    hit = np.arange(len(pairs)) < len(positive)
    setting, digest = (f"{len(positive)} + {len(contrast)}",), digest_of(pairs)
    for system, vocabulary in options.libraries(UNKNOWN):
        figures, seconds = measure_library(vocabulary, pairs, hit)
        yield Row(SHEET, system, setting, digest, figures, seconds)
    for peer in options.peers():
        figures, seconds = measure_peer(peer, pairs, hit)
        yield Row(SHEET, peer.system, setting, digest, figures, seconds, peer=peer.method.name)


Measured = tuple[dict[str, float | None], float]


def measure_library(vocabulary: Vocabulary, pairs: Pairs, hit: Hits) -> Measured:
    start = perf_counter()
    found = [compare_names(left, right, vocabulary=vocabulary) for left, right in pairs]
    seconds = perf_counter() - start
    same = np.array([comparison.verdict == "same" for comparison in found])
    return judged(np.array([comparison.bits for comparison in found]), hit, same), seconds


def measure_peer(peer: Peer, pairs: Pairs, hit: Hits) -> Measured:
    left, right = zip(*pairs, strict=True)
    start = perf_counter()
    score = peer.pairs(left, right)
    seconds = perf_counter() - start
    cutoff = parting_cutoff(score, hit)
    return {**judged(score, hit, score >= cutoff), "cutoff": cutoff}, seconds


def judged(score: Floats, hit: Hits, same: Hits) -> dict[str, float | None]:
    return {
        "auc": area_under_roc(score, hit),
        "wrong": int((same & ~hit).sum()),
        "found": float(same[hit].mean()),
    }
