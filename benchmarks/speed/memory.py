"""How large does a process become that compares one new name after another?

    python -m benchmarks.speed.memory [--most N] [--freeze]

Names drawn from a made list, two at a time, every comparison of two others: MB of the process (resident,
peak) after 1,000, 10,000, 100,000 and 1,000,000 of them. With --freeze the figures go to frozen/memory.tsv.
"""

import argparse
import resource
from random import Random
from typing import Final

from namematch import compare_names

from ..figures import FROZEN
from ..lists.make_list import make_list

FIGURES: Final = FROZEN / "memory.tsv"
HEADER: Final = "# Made by python -m benchmarks.speed.memory; own measurement.\ncomparisons\tMB"
AFTER: Final = (1_000, 10_000, 100_000, 1_000_000)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.memory", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--most", type=int, default=AFTER[-1], metavar="N", help="comparisons")
    parser.add_argument("--freeze", action="store_true", help="keep the figures")
    asked = parser.parse_args()
    names, random, lines, done = [row.name for row in make_list(200_000, seed=5)], Random(1), [], 0
    print(f"{'names alone':>12} {megabytes():8.0f} MB")
    for after in (count for count in AFTER if count <= asked.most):
        for _ in range(after - done):
            compare_names(random.choice(names), random.choice(names))
        done = after
        print(f"{after:>12,} {megabytes():8.0f} MB", flush=True)
        lines.append(f"{after}\t{megabytes():.0f}")
    if asked.freeze:
        FIGURES.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
