"""What does the first call of an installation take, and what do later ones?

    python -m benchmarks.speed.first [--freeze] [--sizes 10 100 1000 3000]

Each run is a process of its own that deduplicates the first names of a made list (seed 5), start and files
included: with an empty folder for what is compiled, with a full one, and with all loops plain. Then the seed
list with persons, assignments and reviews, and ``namematch warm`` itself. Seconds are those of the processor,
system included, for they do not depend on who else is at work; those of the clock stand beside. With --freeze
the figures go to frozen/first.tsv.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

from ..figures import FROZEN
from ..lists.make_list import make_list

FIRST: Final = FROZEN / "first.tsv"
SEEDS: Final = Path(__file__).parents[2] / "seeds" / "mentions.tsv"
HEADER: Final = (
    "# Made by python -m benchmarks.speed.first; seconds of the processor, and of the clock.\n"
    "run\tcache\tseconds\tclock"
)
COMMAND: Final = [sys.executable, "-m", "namematch"]
PLAIN: Final = [
    sys.executable,
    "-c",
    "import sys; from namematch.arrays import running; running.PLAIN_UP_TO = 10**9\n"
    "from namematch.cli.app import main; main()",
]


def took(command: Sequence[str], cache: str) -> tuple[float, float]:
    """Seconds of the processor and of the clock that *command* takes, with compiled code in *cache*."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "NUMBA_CACHE_DIR": cache}
    )
    clock, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, clock


def dedupe(path: Path, folder: Path, *options: str) -> list[str]:
    """The arguments that deduplicate a list, its assignments going to *folder*."""
    return ["dedupe", str(path), "--column", "name", "--assignments", str(folder / "rows.tsv"), *options]


def measured(sizes: Sequence[int], folder: Path) -> Iterator[tuple[str, str, float, float]]:
    """(run, cache, seconds, seconds of the clock) of each."""
    full = folder / "full"
    yield "warm", "empty", *took([*COMMAND, "warm"], str(full))
    yield "warm", "full", *took([*COMMAND, "warm"], str(full))
    for size in sizes:
        path = folder / f"{size}.tsv"
        rows = (f"{row.name}\n" for row in make_list(size, seed=5))
        path.write_text("name\n" + "".join(rows), encoding="utf-8")
        arguments = dedupe(path, folder)
        yield f"{size} names", "empty", *took([*COMMAND, *arguments], str(folder / f"empty {size}"))
        yield f"{size} names", "full", *took([*COMMAND, *arguments], str(full))
        yield f"{size} names", "plain loops", *took([*PLAIN, *arguments], str(full))
    persons, reviews = str(folder / "persons.jsonl"), str(folder / "reviews.tsv")
    seeds = dedupe(SEEDS, folder, "--source-column", "source", "--persons", persons, "--reviews", reviews)
    yield "seed list, all outputs", "empty", *took([*COMMAND, *seeds], str(folder / "empty seeds"))
    yield "compare", "empty", *took([*COMMAND, "compare", "Ali", "علی"], str(folder / "empty compare"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and keep the figures if that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.first")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000, 3000], metavar="N")
    parser.add_argument("--freeze", action="store_true")
    asked = parser.parse_args(arguments)
    lines = [HEADER]
    print("run\tcache\tseconds\tclock")
    with tempfile.TemporaryDirectory() as folder:
        for run, cache, seconds, clock in measured(asked.sizes, Path(folder)):
            lines.append(f"{run}\t{cache}\t{seconds:.1f}\t{clock:.1f}")
            print(lines[-1], flush=True)
    if asked.freeze:
        FIRST.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
