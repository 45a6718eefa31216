"""How often do two spellings of one name share a key, and how often two names?

    python -m benchmarks.speed.keys [--freeze]

``name_keys`` on the made lists of every kind, all pairs of spellings of one name (recall) and as many pairs
of two names as --strangers tells, drawn by lot (the fewer share a key, the less is left to compare). Beside
them the metaphone of each word, one of which two names share, after romanising by anyascii: what SQL and
Splink users take, and what knows one script. With --freeze the figures go to frozen/keys.tsv.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from random import Random
from typing import Final

from namematch import name_keys

from ..figures import FROZEN
from ..lists.kinds import make_kind
from ..lists.make_list import make_list

FIGURES: Final = FROZEN / "keys.tsv"
HEADER: Final = (
    "# Made by python -m benchmarks.speed.keys; own measurement.\n"
    "list\tkeys\tpairs of one name\trecall\tof different names\tkeys a name"
)
KINDS: Final = ("official", "authors", "refugees", "press", "namesakes")
Keys = Callable[[str], frozenset[str]]
Rows = list[tuple[str, str]]  # person and name


def lists(size: int) -> dict[str, Rows]:
    """The made lists."""
    found: dict[str, Rows] = {"mixed": [(str(row.person), row.name) for row in make_list(size, seed=11)]}
    for kind in KINDS:
        found[kind] = [(str(row.person), row.name) for row in make_kind(kind, size, seed=3)]
    return found


def keys_at_hand() -> dict[str, Keys]:
    """``name_keys``, and the metaphones of words where both libraries are installed."""
    found: dict[str, Keys] = {"namematch": cache(name_keys)}
    if find_spec("jellyfish") and find_spec("anyascii"):
        metaphone, plain = import_module("jellyfish").metaphone, import_module("anyascii").anyascii
        found["metaphone"] = cache(lambda name: frozenset(map(metaphone, plain(name).split())) - {""})
    return found


def measured(rows: Rows, keys: Keys, strangers: int) -> tuple[int, float, float, float]:
    """Pairs of one name, the share of them that have a key in common, the share of pairs of two names that
    have, and how many keys a name has."""
    spellings, random = defaultdict(list), Random(5)
    for person, name in rows:
        spellings[person].append(name)
    pairs = [pair for names in spellings.values() for pair in combinations(dict.fromkeys(names), 2)]
    others = [(random.choice(rows), random.choice(rows)) for _ in range(strangers)]
    apart = [(one[1], two[1]) for one, two in others if one[0] != two[0]]
    shared, false = (sum(not keys(a).isdisjoint(keys(b)) for a, b in told) for told in (pairs, apart))
    mean = sum(len(keys(name)) for _, name in rows) / len(rows)
    return len(pairs), shared / max(1, len(pairs)), false / max(1, len(apart)), mean


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.keys", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--size", type=int, default=2_000, metavar="N", help="rows of each list")
    parser.add_argument("--strangers", type=int, default=100_000, metavar="N", help="pairs of two names")
    parser.add_argument("--freeze", action="store_true", help="keep the figures")
    asked = parser.parse_args()
    lines = []
    for kind, rows in lists(asked.size).items():
        for system, keys in keys_at_hand().items():
            pairs, recall, false, mean = measured(rows, keys, asked.strangers)
            print(
                f"{kind:<12}{system:<12}{pairs:>8,} pairs of one name: {recall:.4f} share a key; "
                f"of two names {false:.4f}; {mean:.1f} keys a name"
            )
            lines.append(f"{kind}\t{system}\t{pairs}\t{recall:.4f}\t{false:.4f}\t{mean:.1f}")
    if asked.freeze:
        FIGURES.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
