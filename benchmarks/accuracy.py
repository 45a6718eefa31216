"""How well the library finds the persons of a list, beside other systems and beside itself before.

    python benchmarks/accuracy.py [LIST.tsv] [--size 2000] [--seed 1] [--peers] [--freeze]

LIST.tsv has the columns person and name; without it a list is made (make_list.py). Prints pairwise
precision, recall and F1 and B-cubed F1 of the assignments, review rows for 100 mentions, and seconds
(imports and a first run on a few names apart), then what moved against frozen/accuracy.tsv.
"""

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from time import perf_counter
from typing import Final

from comparators import (
    COMPARATORS,
    MOST_NAMES,
    Comparator,
    best_cutoff,
    components,
    strongest_tree,
)
from make_list import Row, make_list

import namematch.batch  # noqa: F401 loaded here, as its seconds are not those of a run
from namematch.records import dedupe_names

FROZEN: Final = Path(__file__).parent / "frozen" / "accuracy.tsv"
LIBRARY: Final = "namematch"
HEADER: Final = """\
# Figures of benchmarks/accuracy.py; made by --freeze. Own measurement on own lists (MIT).
# digest: of the list, so that a list that changed is told from a system that did."""
COMPARED: Final = ("precision", "recall", "f1", "bcubed", "reviews")
SHOWN: Final = {  # column -> title and width
    "system": ("system", 30),
    "mentions": ("mentions", 9),
    "precision": ("precision", 11),
    "recall": ("recall", 8),
    "f1": ("F1", 8),
    "bcubed": ("B3 F1", 8),
    "reviews": ("review", 8),
    "cutoff": ("cutoff", 8),
    "seconds": ("seconds", 9),
}
WARM_UP: Final = ("علی رضایی", "Ali Rezaei", "Reza Alavi", "رضا علوی")


@dataclass(frozen=True, slots=True)
class Scores:
    """Of pairs of mentions: precision, recall, f1. Of mentions: bcubed (F1). All 0 to 1."""

    precision: float
    recall: float
    f1: float
    bcubed: float


@dataclass(frozen=True, slots=True)
class List:
    """A list with its truth. *name* and *seed* are "made" and the seed, or the file's name and ""."""

    name: str
    seed: str
    rows: Sequence[Row]

    @property
    def digest(self) -> str:
        lines = "\n".join("\t".join(row) for row in self.rows)
        return hashlib.blake2b(lines.encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of the table and of the frozen file, as text; "" where a system has no such figure."""

    system: str
    list: str
    size: str
    seed: str
    digest: str
    mentions: str  # that the system was given
    precision: str
    recall: str
    f1: str
    bcubed: str
    reviews: str  # rows for 100 mentions
    cutoff: str
    seconds: str

    @property
    def key(self) -> tuple[str, ...]:
        """What is compared with what: the system and the list."""
        return self.system, self.list, self.size, self.seed


COLUMNS: Final = tuple(field.name for field in fields(Figures))


def score_labels(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Scores:
    """Scores of the labels found for mentions whose persons are known. Without any pair to find
    or found nothing is missed or wrong: 1.

    B-cubed: Bagga and Baldwin (1998).

    >>> score_labels("aab", "xyy")
    Scores(precision=0.0, recall=0.0, f1=0.0, bcubed=0.6666666666666666)
    """
    both = Counter(zip(truth, found, strict=True))
    persons, labels = Counter(truth), Counter(found)
    hits = pairs_within(both.values())
    precision = ratio(hits, pairs_within(labels.values()))
    recall = ratio(hits, pairs_within(persons.values()))
    pure = ratio(sum(n * n / labels[label] for (_, label), n in both.items()), len(truth))
    whole = ratio(sum(n * n / persons[person] for (person, _), n in both.items()), len(truth))
    return Scores(precision, recall, harmonic(precision, recall), harmonic(pure, whole))


def pairs_within(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def harmonic(one: float, two: float) -> float:
    return 2 * one * two / (one + two) if one + two else 0.0


def measure_library(tested: List) -> Figures:
    """The library as it comes."""
    dedupe_names(WARM_UP)  # compiles
    start = perf_counter()
    result = dedupe_names([row.name for row in tested.rows])
    found = [assignment.person or assignment.row for assignment in result.assignments]
    reviews = 100 * len(result.reviews) / max(len(found), 1)
    seconds = perf_counter() - start
    scores = score_labels([row.person for row in tested.rows], found)
    return figures(LIBRARY, tested, scores, seconds, mentions=len(found), reviews=f"{reviews:.2f}")


def measure_peer(peer: Comparator, tested: List) -> Figures:
    """A comparator at its best cutoff by the truth; seconds without the search for that."""
    rows = tested.rows[:MOST_NAMES] if peer.quadratic else tested.rows
    truth = [row.person for row in rows]
    peer.compare(WARM_UP)  # imports
    start = perf_counter()
    result = peer.compare([row.name for row in rows])
    edges = [] if isinstance(result, list) else strongest_tree(result)
    seconds = perf_counter() - start
    if isinstance(result, list):
        found: Sequence[Hashable] = result
        cutoff = ""
    else:
        best = best_cutoff(edges, truth)
        found, cutoff = components(edges, len(rows), best), f"{best:.3f}"
    scores = score_labels(truth, found)
    return figures(peer.system, tested, scores, seconds, mentions=len(rows), cutoff=cutoff)


def figures(
    system: str,
    tested: List,
    scores: Scores,
    seconds: float,
    *,
    mentions: int,
    reviews: str = "",
    cutoff: str = "",
) -> Figures:
    listed = (tested.name, str(len(tested.rows)), tested.seed, tested.digest)
    four = (scores.precision, scores.recall, scores.f1, scores.bcubed)
    scored = (str(mentions), *(f"{value:.4f}" for value in four))
    return Figures(*(system, *listed, *scored, reviews, cutoff, f"{seconds:.2f}"))


def given_list(path: Path | None, size: int, seed: int) -> List:
    """The list of the file, or without one a new list."""
    if path is None:
        return List("made", str(seed), make_list(size, seed=seed))
    try:
        return read_list(path)
    except (OSError, UnicodeError) as error:
        sys.exit(f"{path}: {error}")


def read_list(path: Path) -> List:
    """A list from a file; exits with one line naming the place if it is none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = set(Row._fields) - set(reader.fieldnames or ())
        if missing:
            sys.exit(f"{path}: no column {', '.join(sorted(missing))}")
        rows = [Row(row["person"], row["name"]) for row in reader]
    for number, row in enumerate(rows, start=2):
        if not (row.person and row.name):
            sys.exit(f"{path}:{number}: a row needs a person and a name, not {tuple(row)}")
    return List(path.stem, "", rows)


def read_frozen(path: Path) -> dict[tuple[str, ...], Figures]:
    """The frozen figures by key; none if there is no such file yet."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    frozen = (Figures(**{column: row[column] for column in COLUMNS}) for row in rows)
    return {row.key: row for row in frozen}


def freeze(measured: Sequence[Figures], path: Path) -> None:
    """Put the figures in the place of those of the same key; the others stay."""
    rows = {**read_frozen(path), **{row.key: row for row in measured}}
    ordered = sorted(rows.values(), key=lambda r: (r.list, int(r.size), r.seed, r.system))
    lines = ["\t".join(COLUMNS), *("\t".join(asdict(row).values()) for row in ordered)]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")


def moved(measured: Sequence[Figures], frozen: dict[tuple[str, ...], Figures]) -> list[str]:
    """One line for each figure that is not as frozen (seconds are the machine's, and left out)."""
    lines = []
    for row in measured:
        before = frozen.get(row.key)
        if before is None:
            lines.append(f"{row.system}: not frozen for this list")
            continue
        if before.digest != row.digest:
            lines.append(f"{row.system}: the list is another one than when it was frozen")
        for column in COMPARED:
            old, new = getattr(before, column), getattr(row, column)
            if old != new:
                change = f"{float(new or 0) - float(old or 0):+.4f}"
                lines.append(f"{row.system}: {column} {old or '-'} -> {new or '-'} ({change})")
    return lines


def table(measured: Sequence[Figures]) -> str:
    """The figures in columns, 97 characters wide."""
    return "\n".join(
        "".join(
            f"{value or '-':<{width}}" if column == "system" else f"{value or '-':>{width}}"
            for (column, (_, width)), value in zip(SHOWN.items(), row, strict=True)
        )
        for row in (
            [title for title, _ in SHOWN.values()],
            *([getattr(figure, column) for column in SHOWN] for figure in measured),
        )
    )


def notes(tested: List) -> list[str]:
    """What a reader of the peers' rows must know."""
    lines = ["Peers: connected components, cut where the truth says is best, which favours them."]
    absent = [peer for peer in COMPARATORS if not peer.installed]
    lines += [f"Left out: {peer.system} ({peer.needs} is not installed)." for peer in absent]
    if len(tested.rows) > MOST_NAMES:
        capped = ", ".join(p.system for p in COMPARATORS if p.installed and p.quadratic)
        lines += [f"On the first {MOST_NAMES:,} mentions only, being quadratic: {capped}."]
    return lines


def run(tested: List, *, peers: bool = False) -> list[Figures]:
    """The figures of the library and, if asked, of every comparator that is installed."""
    asked = [peer for peer in COMPARATORS if peer.installed] if peers else []
    return [measure_library(tested), *(measure_peer(peer, tested) for peer in asked)]


def main(arguments: Sequence[str] | None = None, *, frozen: Path = FROZEN) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("list", nargs="?", type=Path, metavar="LIST.tsv")
    parser.add_argument("--size", type=int, default=2000, help="mentions of the list to make")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true", help="other systems too")
    parser.add_argument("--freeze", action="store_true", help="keep the figures to compare with")
    options = parser.parse_args(arguments)
    if options.size < 1:
        parser.error(f"--size {options.size}: a list has at least one mention")
    tested = given_list(options.list, options.size, options.seed)
    persons = len({row.person for row in tested.rows})
    print(f"{len(tested.rows):,} mentions of {persons:,} persons; review: rows for 100 mentions")
    measured = run(tested, peers=options.peers)
    print(table(measured))
    print(*(notes(tested) if options.peers else ()), sep="\n", end="\n" * options.peers)
    print(*moved(measured, read_frozen(frozen)) or ["As frozen."], sep="\n")
    if options.freeze:
        freeze(measured, frozen)
        print(f"Frozen now: {frozen}")


if __name__ == "__main__":
    main()
