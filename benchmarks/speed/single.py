"""How many names are compared one by one in a second, and how long does a cold shell take?

    python -m benchmarks.speed.single [--freeze]

Three loads of ``compare_names`` on one core: names whose words nobody has asked about yet, names of
words that were read before but never compared, and pairs of a small list over and over. Seconds are
those of the processor, the best of three thirds; the cold shell's are those of the clock, the best of
five. With --freeze the figures go to frozen/single.tsv.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from random import Random
from time import perf_counter, process_time
from typing import Final

from namematch import compare_names

from ..figures import FROZEN
from ..lists.make_list import make_list

SINGLE: Final = FROZEN / "single.tsv"
HEADER: Final = (
    "# Made by python -m benchmarks.speed.single; own measurement. A second is one of the machine's.\n"
    "load\ta second"
)
LOADS: Final = ("unseen words", "words read before", "words compared before", "cold shell, seconds")
PAIRS: Final = 600
WORDS: Final = re.compile(r"[\s,.'\u2019\u200c-]+")
Pairs = list[tuple[str, str]]


def unseen_names(count: int) -> list[str]:
    """Names that have no word in common with one another: mostly of strange letters, hence new to
    everybody. Letters are exchanged at random within the words of made lists."""
    random, seen, found = Random(5), set[str](), list[str]()
    for row in make_list(20 * count, seed=5):
        name = " ".join(shaken(word, random) for word in row.name.split())
        words = {word for word in WORDS.split(name.lower()) if word}
        if words and seen.isdisjoint(words):
            seen |= words
            found.append(name)
    return found[:count]


def shaken(word: str, random: Random) -> str:
    """*word* with two neighbouring letters exchanged."""
    at = random.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def rate(pairs: Pairs) -> float:
    """Comparisons in a second of the processor, the best of three thirds."""
    third = len(pairs) // 3
    return max(third / seconds(pairs[start : start + third]) for start in (0, third, 2 * third))


def seconds(pairs: Pairs) -> float:
    start = process_time()
    for left, right in pairs:
        compare_names(left, right)
    return process_time() - start


def paired(names: Sequence[str]) -> Pairs:
    half = len(names) // 2
    return list(zip(names[:half], names[half:], strict=False))


def crossed(names: Sequence[str], count: int, seed: int) -> Pairs:
    """Pairs of *names* drawn by lot."""
    random = Random(seed)
    return [(random.choice(names), random.choice(names)) for _ in range(count)]


def cold_shell() -> float:
    """Seconds of ``namematch compare`` from the shell, the best of five."""
    program = "from namematch.cli.app import main; main()"
    command = [sys.executable, "-c", program, "compare", "Gafur Fettahian", "غفور فتاحیان"]
    times = []
    for _ in range(5):
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(perf_counter() - start)
    return min(times)


def measure() -> dict[str, float]:
    """The figure of each load."""
    names = unseen_names(2 * PAIRS + 400)
    seconds(paired(names[:400]))  # loads tables
    few = names[400:460]
    figures = [rate(paired(names[400:])), rate(crossed(names[400:], 3 * PAIRS, 1))]
    many = crossed(few, 30_000, 2)
    seconds(many[:-6000])  # every pair of words once
    return dict(zip(LOADS, [*figures, rate(many[-6000:]), cold_shell()], strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.single", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--freeze", action="store_true", help="keep the figures")
    options = parser.parse_args()
    figures = {
        load: f"{figure:,.2f}" if figure < 10 else f"{figure:,.0f}" for load, figure in measure().items()
    }
    for load, figure in figures.items():
        print(f"{load:<24}{figure:>10}")
    if options.freeze:
        lines = [HEADER, *(f"{load}\t{figure}" for load, figure in figures.items())]
        SINGLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
