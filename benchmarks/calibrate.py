"""Make the calibration table: how often pairs with so much doubt are one name, by lists with truth.

    python benchmarks/calibrate.py namematch/data/calibration.tsv LIST.tsv [LIST.tsv ...] [--unknown 0.2]

Each list has the columns person and name; lists of several sizes are better than one. Pairs are pooled
into bins of raw bits, made monotone by pooling neighbours that rise (pool adjacent violators; Ayer et
al., 1955), and written as log2 odds in a list of 10,000 names: a list twice as long has
``namematch.calibrate.GROWTH`` bits less. The growth that would fit the lists best is printed beside.
Identical names are no evidence: the table's first row stands for them. With --unknown the vocabulary
lacks that share of its words, as it lacks words of real lists.
"""

import argparse
import csv
import zlib
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from namematch.batch import score_list
from namematch.calibrate import GROWTH, LARGEST_RAW, SIZE, calibrated_bits, raw_bits
from namematch.parse import parse_name
from namematch.policy import Policy
from namematch.progress import silent
from namematch.vocabulary import Vocabulary, shipped_vocabulary

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
EDGES = (14, 12, 10, 8.5, 7, 5.5, 4.5, 3.5, 2, 1, 0, -1, -2, -3, -4, -5.5, -7, -8, -9, -10.5, -12.5)
MOST_DOUBT = 12.5  # bits of the pairs looked at
HEADER = """\
# Raw bits (log2 odds of 2^-doubt) and what they turned out to be worth in lists of 10,000 names.
# Made by benchmarks/calibrate.py; own measurement.
raw	bits"""


def judged_pairs(path: Path, vocabulary: Vocabulary) -> tuple[Floats, Floats, Bools]:
    """Of every pair of distinct names of a list: raw bits, log2 of the list's size over 10,000, and
    whether one person bears both."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    bearers: dict[tuple[object, ...], set[str]] = defaultdict(set)
    names = {}
    for row in rows:
        name = parse_name(row["name"])
        bearers[name.tokens].add(row["person"])
        names.setdefault(name.tokens, name)
    policy = Policy(population=SIZE, review=float(calibrated_bits(np.asarray(MOST_DOUBT), SIZE)))
    pairs = score_list(list(names.values()), policy=policy, vocabulary=vocabulary, progress=silent)
    persons = list(bearers.values())
    judged = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    one = np.array([bool(persons[a] & persons[b]) for a, b in judged])
    return raw_bits(pairs.doubt), np.full(len(one), np.log2(len(rows) / SIZE)), one


def monotone_table(raw: Floats, sizes: Floats, one: Bools, growth: float) -> list[tuple[float, float]]:
    """(raw bits, log2 odds at 10,000 names) of each bin, falling; neighbours that rise are pooled."""
    pooled: list[tuple[Ints, float]] = []
    for high, low in zip((LARGEST_RAW, *EDGES), EDGES, strict=False):
        inside = np.flatnonzero((raw < high) & (raw >= low))
        if len(inside):
            pooled.append((inside, fitting_odds(sizes[inside] * growth, one[inside])))
        while len(pooled) > 1 and pooled[-1][1] > pooled[-2][1]:
            both = np.concatenate([pooled.pop()[0], pooled.pop()[0]])
            pooled.append((both, fitting_odds(sizes[both] * growth, one[both])))
    return [(float(raw[inside].mean()), bits) for inside, bits in pooled]


def fitting_odds(lowered: Floats, one: Bools) -> float:
    """The log2 odds at which as many pairs are expected to be one name as are, where each pair's odds
    are *lowered* by so many bits; half a pair more of either kind, so that none is certain."""
    hits, low, high = one.sum() + 0.5, -60.0, 60.0
    for _ in range(60):  # bisection
        middle = (low + high) / 2
        expected = float((1 / (1 + 2.0 ** (lowered - middle))).sum() + 1 / (1 + 2.0**-middle))
        low, high = (middle, high) if expected < hits else (low, middle)
    return (low + high) / 2


def bits_a_pair(raw: Floats, sizes: Floats, one: Bools, growth: float) -> float:
    """How many bits the truth costs by the table with this *growth*: less is better."""
    known, bits = zip(*monotone_table(raw, sizes, one, growth)[::-1], strict=True)
    odds = np.interp(raw, known, bits) - sizes * growth
    return float(np.log2(1 + 2.0 ** np.where(one, -odds, odds)).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("lists", type=Path, nargs="+")
    parser.add_argument("--unknown", type=float, default=0.0, help="share of the words to leave out")
    options = parser.parse_args()
    words = shipped_vocabulary()
    kept = (w for w in words.words if zlib.crc32(w.persian.encode()) % 1000 >= 1000 * options.unknown)
    vocabulary = Vocabulary(tuple(kept), words.channel)
    parts = [judged_pairs(path, vocabulary) for path in options.lists]
    raw, sizes, one = (np.concatenate(column) for column in zip(*parts, strict=True))
    best = min(np.arange(0.5, 2.01, 0.1), key=lambda growth: bits_a_pair(raw, sizes, one, float(growth)))
    rows = [(LARGEST_RAW, LARGEST_RAW), *monotone_table(raw, sizes, one, GROWTH)]
    lines = [HEADER, *(f"{bits:.2f}\t{worth:.2f}" for bits, worth in rows)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{options.out}: {len(raw)} pairs of {len(options.lists)} lists, {len(rows)} rows")
    print(f"growth {GROWTH} bits a doubling; {best:.1f} fits best")


if __name__ == "__main__":
    main()
