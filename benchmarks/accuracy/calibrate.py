"""Make the calibration table: how often pairs with so much doubt are one name, by lists with truth.

    python -m benchmarks.accuracy.calibrate namematch/data/calibration.tsv LIST.tsv ... [--unknown 0.2]

Each list has the columns person and name; lists of several sizes are better than one. Pairs are pooled
into bins of raw bits less those that the size of the list takes off (``namematch.compare.calibration``), made
monotone by pooling neighbours that rise (pool adjacent violators; Ayer et al., 1955), and written as log2
odds. What each size is worth by itself is printed beside, so that one sees whether the sizes agree.
Identical names are no evidence: the table's first row stands for them. With --unknown the vocabulary
lacks that share of its words, as it lacks words of real lists.
"""

import argparse
import csv
import zlib
from pathlib import Path

import numpy as np

from namematch.arrays.dtypes import Bools, Floats, Longs
from namematch.batch.all_pairs import score_list
from namematch.batch.list_words import with_list_words
from namematch.compare.calibration import MOST_BITS, calibrated_bits, raw_bits, raw_bits_in
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.names.lists import distinct_names, read_rows
from namematch.policy import Policy
from namematch.progress import silent

EDGES = (14, 12, 10, 8.5, 7, 5.5, 4.5, 3.5, 2, 1, 0, -1, -2, -3, -4, -5.5, -7, -8, -9, -10.5, -12.5)
MOST_DOUBT = 12.5  # bits of the pairs looked at in 10,000 names
HEADER = """\
# Raw bits (log2 odds of 2^-doubt, less those of the list's size) and what they turned out to be worth.
# Made by python -m benchmarks.accuracy.calibrate; own measurement.
raw	bits"""


def judged_pairs(path: Path, vocabulary: Vocabulary) -> tuple[Floats, Bools]:
    """Of every pair of distinct names of a list: raw bits less those of its size, and whether one person
    bears both."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = distinct_names(read_rows([row["name"] for row in rows], "names"), lambda done: None)
    bearers: list[set[str]] = [set() for _ in range(len(names))]
    for name, row in zip(names.name_of.tolist(), rows, strict=True):
        bearers[name].add(row["person"])
    times = np.bincount(names.name_of, minlength=len(names))
    words = with_list_words(vocabulary, names.distinct, times, repeats=Policy().repeats)
    size = raw_bits(np.ones(1)) - raw_bits_in(np.ones(1), len(rows))
    least = float(calibrated_bits(np.array([MOST_DOUBT - size[0]]), len(rows))[0])
    policy = Policy(population=len(rows), review=least, same=MOST_BITS)
    pairs = score_list(names.distinct, policy=policy, vocabulary=words, progress=silent)
    judged = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    one = np.array([bool(bearers[a] & bearers[b]) for a, b in judged])
    return raw_bits_in(pairs.doubt, len(rows)), one


def monotone_table(raw: Floats, one: Bools) -> list[tuple[float, float]]:
    """(raw bits, log2 odds) of each bin, falling; neighbours that rise are pooled."""
    pooled: list[Longs] = []
    for high, low in zip((MOST_BITS, *EDGES), EDGES, strict=False):
        inside = np.flatnonzero((raw < high) & (raw >= low))
        if len(inside):
            pooled.append(inside)
        while len(pooled) > 1 and odds(one[pooled[-1]]) > odds(one[pooled[-2]]):
            pooled.append(np.concatenate([pooled.pop(), pooled.pop()]))
    return [(float(raw[inside].mean()), odds(one[inside])) for inside in pooled]


def odds(one: Bools) -> float:
    """Log2 odds, half a pair more of either kind, so that none is certain."""
    return float(np.log2((one.sum() + 0.5) / ((~one).sum() + 0.5)))


def by_size(path: Path, raw: Floats, one: Bools) -> str:
    """What the bins are worth in one list."""
    bins = zip((MOST_BITS, *EDGES), EDGES, strict=False)
    parts = [(low, one[(raw < high) & (raw >= low)]) for high, low in bins]
    return f"{path.name}: " + ", ".join(f"{low:g}: {odds(part):.1f} ({len(part)})" for low, part in parts)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.calibrate", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("lists", type=Path, nargs="+")
    parser.add_argument("--unknown", type=float, default=0.0, help="share of the words to leave out")
    options = parser.parse_args()
    words = shipped_vocabulary()
    kept = (w for w in words.words if zlib.crc32(w.persian.encode()) % 1000 >= 1000 * options.unknown)
    vocabulary = Vocabulary(tuple(kept), words.channel)
    parts = []
    for path in options.lists:
        parts.append(judged_pairs(path, vocabulary))
        print(by_size(path, *parts[-1]), flush=True)
    raw, one = (np.concatenate(column) for column in zip(*parts, strict=True))
    rows = [(MOST_BITS, MOST_BITS), *monotone_table(raw, one)]
    lines = [HEADER, *(f"{bits:.2f}\t{worth:.2f}" for bits, worth in rows)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{options.out}: {len(raw)} pairs of {len(options.lists)} lists, {len(rows)} rows")


if __name__ == "__main__":
    main()
