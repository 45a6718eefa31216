"""Make the calibration table: how often pairs with so much doubt are one name, by lists with truth.

    python benchmarks/calibrate.py namematch/data/calibration.tsv LIST.tsv [LIST.tsv ...]

Each list has the columns person and name, and about 10,000 rows. Pairs are pooled into bins of raw
bits, made monotone by pooling neighbours that fall (pool adjacent violators; Ayer et al., 1955), and
written as log2 odds. Identical names are no evidence: the table's first row stands for them.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from namematch.batch import score_list
from namematch.calibrate import LARGEST_RAW, SIZE, calibrated_bits, raw_bits
from namematch.compare import compare_names
from namematch.parse import Name, parse_name
from namematch.policy import Policy, Prices
from namematch.progress import silent
from namematch.vocabulary import shipped_vocabulary

Floats = NDArray[np.float64]
EDGES = (14, 12, 10, 8.5, 7, 5.5, 4.5, 3.5, 2, 1, 0, -1, -2, -3, -4, -5.5, -7, -8, -9, -10.5, -12.5)
MOST_DOUBT = 12.5  # bits of the pairs looked at
HEADER = """\
# Raw bits (log2 odds of 2^-doubt) and what they turned out to be worth in lists of 10,000 names.
# Made by benchmarks/calibrate.py; own measurement.
raw	bits"""


def judged_pairs(path: Path) -> tuple[Floats, NDArray[np.bool_]]:
    """Raw bits of every pair of distinct names of a list, and whether one person bears both."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    bearers: dict[tuple[object, ...], set[str]] = defaultdict(set)
    names = {}
    for row in rows:
        name = parse_name(row["name"])
        bearers[name.tokens].add(row["person"])
        names.setdefault(name.tokens, name)
    review = float(calibrated_bits(np.asarray(MOST_DOUBT), SIZE))
    policy = Policy(population=SIZE, review=review)
    pairs = score_list(list(names.values()), policy=policy, vocabulary=shipped_vocabulary(), progress=silent)
    persons, read = list(bearers.values()), list(names.values())
    rows_of = zip(pairs.left.tolist(), pairs.right.tolist(), pairs.doubt.tolist(), strict=True)
    judged = [
        (doubt, bool(persons[a] & persons[b]))
        for a, b, doubt in rows_of
        if not leaves_over(read[a], read[b], doubt)
    ]
    doubts, one = (np.array(column) for column in zip(*judged, strict=True))
    return raw_bits(doubts), one


def leaves_over(left: Name, right: Name, doubt: float) -> bool:
    """Whether a word of one name is missing in the other: how often people drop words is a matter of
    the list, so its price is set by the policy and not measured here."""
    if doubt < min(Prices().family, Prices().prefix):
        return False
    return any(e.relation == "left over" for e in compare_names(left, right).evidence)


def monotone_table(raw: Floats, one: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """(raw bits, log2 odds) of each bin, falling; neighbours that rise are pooled."""
    pooled: list[list[float]] = []  # sum of raw, hits, pairs
    for high, low in zip((LARGEST_RAW, *EDGES), EDGES, strict=False):
        inside = (raw < high) & (raw >= low)
        if inside.any():
            pooled.append([raw[inside].sum(), one[inside].sum(), inside.sum()])
        while len(pooled) > 1 and log_odds(*pooled[-1][1:]) > log_odds(*pooled[-2][1:]):
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last, strict=True)]
    return [(total / n, log_odds(hits, n)) for total, hits, n in pooled]


def log_odds(hits: float, pairs: float) -> float:
    return float(np.log2((hits + 0.5) / (pairs - hits + 0.5)))


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    out, *lists = map(Path, sys.argv[1:])
    parts = [judged_pairs(path) for path in lists]
    raw, one = (np.concatenate(column) for column in zip(*parts, strict=True))
    rows = [(LARGEST_RAW, LARGEST_RAW), *monotone_table(raw, one)]
    lines = [HEADER, *(f"{bits:.2f}\t{worth:.2f}" for bits, worth in rows)]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{out}: {len(raw)} pairs of {len(lists)} lists, {len(rows)} rows")


if __name__ == "__main__":
    main()
