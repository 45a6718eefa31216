"""Does the batch find what comparing all pairs finds?

    python -m benchmarks.speed.exactness [--names 5000] [--processes 2] [--freeze]

Compares every pair of distinct names of a made list one by one (``compare_names``) and all of them at
once (``score_list``, which ``dedupe`` and ``match`` are made of). A pair counts that reaches the cutoff
of review. Nothing is sampled or left out: with n names n (n - 1) / 2 comparisons are made, which for
5,000 names takes a quarter of an hour or more. Prints pairs that the batch misses, pairs that it has
too many, and the largest difference of bits between the two.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Final

from rich.console import Console
from rich.progress import track

from namematch import Policy, compare_names, parse_name, shipped_vocabulary
from namematch.batch.all_pairs import score_list
from namematch.progress import silent

from ..figures import FROZEN, LIBRARY, Row, Sheet, digest_of, freeze, moved, print_table
from ..lists.make_list import make_list

SHEET: Final = Sheet(
    "exactness",
    "Exactness: the batch against comparing all pairs one by one",
    ("names", "seed"),
    {
        "missed": "missed",
        "extra": "too many",
        "difference": "bits apart, at most",
        "pairs": "pairs found",
        "compared": "pairs compared",
    },
    made_by="python -m benchmarks.speed.exactness",
    digits={"difference": 9},
)
QUICK: Final = 1000

Pairs = dict[tuple[int, int], float]  # the bits of each pair


def distinct_names(count: int, seed: int) -> list[str]:
    """Made names that are written differently from one another."""
    found: dict[str, None] = {}
    size = 2 * count
    while len(found) < count:
        found = dict.fromkeys(row.name for row in make_list(size, seed=seed))
        size *= 2
    return list(found)[:count]


def by_batch(names: Sequence[str], policy: Policy) -> Pairs:
    parsed = [parse_name(name) for name in names]
    scored = score_list(parsed, policy=policy, vocabulary=shipped_vocabulary(), progress=silent)
    ends = zip(scored.left.tolist(), scored.right.tolist(), strict=True)
    return dict(zip(ends, scored.bits.tolist(), strict=True))


class OneByOne:
    """The pairs of a row with all later ones, in a process of its own that knows the names."""

    names: Sequence[str] = ()
    policy: Policy = Policy()

    @classmethod
    def prepare(cls, names: Sequence[str], policy: Policy) -> None:
        cls.names, cls.policy = names, policy

    @classmethod
    def row(cls, left: int) -> list[tuple[int, int, float]]:
        """Those that reach the cutoff of review."""
        found = []
        for right in range(left + 1, len(cls.names)):
            bits = compare_names(cls.names[left], cls.names[right], policy=cls.policy).bits
            if bits >= cls.policy.review:
                found.append((left, right, bits))
        return found


def one_by_one(names: Sequence[str], policy: Policy, processes: int) -> Pairs:
    """All pairs that reach the cutoff, by brute force."""
    context = get_context("spawn")  # a process that runs threads must not be forked
    with context.Pool(processes, OneByOne.prepare, (names, policy)) as pool:
        rows = pool.imap_unordered(OneByOne.row, range(len(names)), chunksize=1)
        return {(left, right): bits for row in watched(rows, len(names)) for left, right, bits in row}


def watched(
    rows: Iterator[list[tuple[int, int, float]]], count: int
) -> Iterator[list[tuple[int, int, float]]]:
    """The rows; a terminal shows how many there are still to come (the first ones are the longest)."""
    console = Console(stderr=True)
    shown = track(rows, "comparing", total=count, console=console, disable=not console.is_terminal)
    yield from shown


def measure(count: int, seed: int, processes: int) -> Row:
    names = distinct_names(count, seed)
    policy = replace(Policy(), population=count)
    start = perf_counter()
    wanted = one_by_one(names, policy, processes)
    seconds = perf_counter() - start
    figures = compared(wanted, by_batch(names, policy))
    figures["compared"] = count * (count - 1) // 2
    return Row(SHEET, LIBRARY, (str(count), str(seed)), digest_of([names]), figures, seconds)


def compared(wanted: Pairs, found: Pairs) -> dict[str, float | None]:
    """How two results differ. Bits are held against each other where both have the pair."""
    both = wanted.keys() & found.keys()
    return {
        "missed": len(wanted.keys() - found.keys()),
        "extra": len(found.keys() - wanted.keys()),
        "difference": max((abs(wanted[pair] - found[pair]) for pair in both), default=0.0),
        "pairs": len(found),
    }


def main(arguments: Sequence[str] | None = None, *, frozen: Path = FROZEN) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.exactness", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--names", type=int, default=QUICK, help=f"default: {QUICK}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--freeze", action="store_true", help="keep the figures")
    asked = parser.parse_args(arguments)
    if min(asked.names, asked.processes) < 1:
        parser.error("--names and --processes: at least one")
    rows = [measure(asked.names, asked.seed, asked.processes)]
    print_table(SHEET, rows, Console(width=None if sys.stdout.isatty() else 125, highlight=False))
    print(*moved(SHEET, rows, frozen) or ["exactness: as frozen."], sep="\n")
    if asked.freeze:
        freeze(SHEET, rows, frozen)


if __name__ == "__main__":
    main()
