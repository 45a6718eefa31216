"""How many chosen pairs of names are compared in a second, two columns at once?

    python -m benchmarks.speed.pairs [--pairs N] [--list FILE.tsv] [--size N] [--freeze]

A million pairs of names of a made list, half of them two spellings of one name, the others two names drawn by
lot: what a table of candidates looks like. ``compare_pairs`` from two lists of texts to bits and verdicts,
its compiled code made before; rapidfuzz's ``cpdist`` (token_sort_ratio, one thread and all cores) on the same
two lists, which say nothing of another script; and ``compare_names`` in a loop on the first of the pairs.
Seconds are those of the clock, beside them those of the processor. With --freeze the figures go to
frozen/pairs.tsv.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Final

from rapidfuzz import fuzz, process

from namematch import compare_names, compare_pairs

from ..figures import FROZEN
from ..lists.listed import cells
from ..lists.make_list import make_list

FIGURES: Final = FROZEN / "pairs.tsv"
HEADER: Final = (
    "# Made by python -m benchmarks.speed.pairs; own measurement. Seconds are those of the machine.\n"
    "system\tpairs\ta second\tseconds\tprocessor"
)
IN_A_LOOP: Final = 2_000  # pairs that compare_names is asked about
Columns = tuple[list[str], list[str]]
Measured = tuple[str, int, float, float]  # system, pairs, seconds of the clock and of the processor


def rows_of(path: Path | None, size: int) -> list[tuple[str, str]]:
    """(person, name) of each row of a list, a made one unless its path is told."""
    if path is None:
        return [(str(row.person), row.name) for row in make_list(size, seed=11)]
    return [(person, name) for person, name in cells(path, "person", "name")]


def columns_of(rows: list[tuple[str, str]], pairs: int) -> Columns:
    """So many *pairs*: by turns of two names drawn by lot, and of two spellings of one."""
    random, spellings = Random(7), defaultdict(list)
    for person, name in rows:
        spellings[person].append(name)
    several = [names for names in spellings.values() if len(names) > 1]
    left, right = [], []
    for pair in range(pairs):
        one, two = random.choice(rows)[1], random.choice(rows)[1]
        if pair % 2 and several:
            one, two = random.sample(random.choice(several), 2)
        left.append(one)
        right.append(two)
    return left, right


def timed(system: str, pairs: int, work: Callable[[], object]) -> Measured:
    wall, cpu = perf_counter(), process_time()
    work()
    return system, pairs, perf_counter() - wall, process_time() - cpu


def measure(columns: Columns) -> list[Measured]:
    """The seconds of each system."""
    left, right = columns
    compare_pairs(left[:IN_A_LOOP], right[:IN_A_LOOP])  # loads tables and compiled code
    first = list(zip(left, right, strict=True))[:IN_A_LOOP]

    def rapidfuzz(workers: int) -> object:
        return process.cpdist(left, right, scorer=fuzz.token_sort_ratio, workers=workers)

    def in_a_loop() -> object:
        return [compare_names(one, two) for one, two in first]

    pairs = len(left)
    return [
        timed("namematch compare_pairs", pairs, lambda: compare_pairs(left, right)),
        timed("namematch compare_pairs, one thread", pairs, lambda: compare_pairs(left, right, threads=1)),
        timed("rapidfuzz cpdist", pairs, lambda: rapidfuzz(1)),
        timed("rapidfuzz cpdist, all cores", pairs, lambda: rapidfuzz(-1)),
        timed("namematch compare_names in a loop", len(first), in_a_loop),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.pairs", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--pairs", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--size", type=int, default=100_000, metavar="N", help="rows of the made list")
    parser.add_argument("--list", type=Path, metavar="FILE.tsv", help="your own: columns person and name")
    parser.add_argument("--freeze", action="store_true", help="keep the figures")
    asked = parser.parse_args()
    lines = []
    print(f"{os.cpu_count()} cores")
    for system, pairs, wall, cpu in measure(columns_of(rows_of(asked.list, asked.size), asked.pairs)):
        speed = f"{pairs / wall:>12,.0f} a second {wall:>8.2f} s, processor {cpu:.2f} s"
        print(f"{system:<40}{pairs:>10,} pairs {speed}")
        lines.append(f"{system}\t{pairs}\t{pairs / wall:.0f}\t{wall:.2f}\t{cpu:.2f}")
    if asked.freeze:
        FIGURES.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
