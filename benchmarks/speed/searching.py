"""One new name against a long list: how many milliseconds does the answer take, and is it right?

    python -m benchmarks.speed.searching SYSTEM LIST.tsv NEW.tsv

Names of the list are held out as new ones: nine in ten are of persons who have other mentions in the
list, written otherwise, and one in ten of persons who then have none. By itself this file measures one
system in a process of its own and prints JSON. *Recall* is the share of the new names with a mention in
the list of whom one is among the first five.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final

import numpy as np

from ..figures import LIBRARY, Row, Sheet
from ..lists.listed import Listed, cells
from ..lists.make_list import Row as Mention
from ..lists.make_list import write_list
from ..romanise import SKELETON
from .cost import FailedError, run_module
from .options import SETTINGS, Asked, setting_of

SHEET: Final = Sheet(
    "search",
    "Search: one new name against a list",
    SETTINGS,
    {
        "recall": "recall in 5",
        "p50": "p50 ms",
        "p99": "p99 ms",
        "slowest": "slowest",
        "build": "build s",
        "save": "save s",
        "load": "load s",
        "disk": "file MB",
        "megabytes": "MB",
        "names": "new names",
    },
    made_by="python -m benchmarks.speed",
    digits=dict.fromkeys(("p50", "p99", "slowest", "build", "save", "load", "disk"), 2),
    rough=("p50", "p99", "slowest", "build", "save", "load", "megabytes"),
)
NEW: Final = 1000
STRANGERS: Final = 0.1
TOP: Final = 5
SCAN: Final = f"{SKELETON.name} + rapidfuzz extract"
SCANNED: Final = 20  # new names of a scan
COMPILED: Final = 2000  # names of an index that runs compiled loops
WARM: Final = 5  # of the new names, asked once before the clock runs

Answer = Callable[[str], Sequence[int]]  # a name in, rows of the list out
Prepared = tuple[Answer, dict[str, float]]


def held_out(rows: Sequence[Mention], seed: int, new: int = NEW) -> tuple[list[Mention], list[Mention]]:
    """The list without what is held out, and the new names, a tenth of the list at most.

    A new name's text is nowhere in the list, and a stranger is a person who is mentioned once.
    """
    new = min(new, len(rows) // 10)
    strangers = round(new * STRANGERS)
    mentions, written = Counter(row.person for row in rows), Counter(row.name for row in rows)
    left, chosen = mentions.copy(), dict[int, None]()
    wanted = {"known": new - strangers, "stranger": strangers}
    for place in Random(seed).sample(range(len(rows)), len(rows)):
        row = rows[place]
        kind = "stranger" if mentions[row.person] == 1 else "known" if left[row.person] > 1 else "last"
        if written[row.name] == 1 and wanted.get(kind):
            chosen[place] = None
            wanted[kind] -= 1
            left[row.person] -= 1
    kept = [row for place, row in enumerate(rows) if place not in chosen]
    return kept, [rows[place] for place in chosen]


# ------------------------------------------------------------------------------------- a child


def library_index(names: Sequence[str]) -> Prepared:
    """The library's index as read back from its file."""
    import namematch  # noqa: PLC0415 the scan needs none of it

    namematch.NameIndex(names[:COMPILED]).search(names[0], top=TOP)  # loads tables and compiled code
    start = perf_counter()
    index = namematch.NameIndex(names)
    built = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        index.save(path)
        saved = perf_counter()
        del index
        loading = perf_counter()
        read = namematch.NameIndex.load(path)
        loaded = perf_counter()
        disk = path.stat().st_size / 1e6
    figures = {"build": built - start, "save": saved - built, "load": loaded - loading, "disk": disk}
    return lambda name: [match.right for match in read.search(name, top=TOP)], figures


def scan(names: Sequence[str]) -> Prepared:
    """rapidfuzz over all romanised names (their words are sorted: ``ratio`` is ``token_sort_ratio``)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 the library's memory is its own

    start = perf_counter()
    romanised = SKELETON.all(names)
    figures = {"build": perf_counter() - start}

    def answer(name: str) -> list[int]:
        (query,) = SKELETON.all([name])
        found = process.extract(query, romanised, scorer=fuzz.ratio, limit=TOP)
        return [place for _, _, place in found]

    return answer, figures


SYSTEMS: Final[dict[str, tuple[Callable[[Sequence[str]], Prepared], int]]] = {
    LIBRARY: (library_index, NEW),
    SCAN: (scan, SCANNED),
}


def measured(system: str, rows: Sequence[Mention], new: Sequence[Mention]) -> dict[str, Any]:
    """What one system reaches, in this process."""
    prepare, most = SYSTEMS[system]
    answer, figures = prepare([row.name for row in rows])
    asked = Random(0).sample(new, min(most, len(new)))
    for row in asked[:WARM]:
        answer(row.name)
    times, answers = [], []
    for row in asked:
        start = perf_counter()
        answers.append(answer(row.name))
        times.append(1000 * (perf_counter() - start))
    p50, p99, slowest = np.percentile(times, (50, 99, 100)).tolist()
    told = {"p50": p50, "p99": p99, "slowest": slowest, "names": len(asked)}
    return {**figures, **told, "recall": recall(rows, asked, answers)}


def recall(rows: Sequence[Mention], new: Sequence[Mention], answers: Sequence[Sequence[int]]) -> float:
    """The share of the new names with a mention in the list of whom one is in the answer; without any 1."""
    listed = {row.person for row in rows}
    hits = [
        any(rows[place].person == row.person for place in answer)
        for row, answer in zip(new, answers, strict=True)
        if row.person in listed
    ]
    return sum(hits) / len(hits) if hits else 1.0


def main() -> None:
    system, *paths = sys.argv[1:]
    rows, new = ([Mention(*row) for row in cells(Path(path), *Mention._fields)] for path in paths)
    print(json.dumps(measured(system, rows, new)))


# ---------------------------------------------------------------------------------- the parent


def measure(asked: Asked) -> Iterator[Row]:
    """A row for the library and the scan at each size; what failed is told and left out."""
    for size in asked.sizes:
        yield from measure_list(asked, asked.lists.of(size))


def measure_list(asked: Asked, listed: Listed) -> Iterator[Row]:
    mentions = [Mention(*row) for row in cells(listed.path, *Mention._fields)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("list.tsv", "new.tsv")]
        for path, rows in zip(paths, held_out(mentions, seed=1), strict=True):
            write_list(rows, path)
        for system in SYSTEMS:
            if asked.asks_for(system) and (asked.peers or system == LIBRARY):
                yield from system_rows(asked, listed, system, paths)


def system_rows(asked: Asked, listed: Listed, system: str, paths: Sequence[Path]) -> Iterator[Row]:
    arguments = (system, *map(str, paths))
    try:
        cost, told = run_module("searching", *arguments, most_seconds=asked.most_seconds)
    except FailedError as error:
        print(f"search, {system}, {listed.size}: {error}", file=sys.stderr)
        return
    figures = {**told, "megabytes": cost.megabytes}
    peer = "" if system == LIBRARY else system
    yield Row(SHEET, system, setting_of(listed), listed.digest, figures, cost.seconds, peer=peer)


if __name__ == "__main__":
    main()
