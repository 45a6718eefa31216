"""Lists of other kinds: official, authors, refugees, press, namesakes (benchmarks/lists/kinds.py).

Precision, recall and F1 are those of pairs of mentions in one person; *R with review* counts the pairs that
a human is shown, too. *In first ten* is the share of Persian mentions with a Latin one of their person
that have one among the ten that score highest. The calibration error is that of calibration.py; no peer
gives a probability. Short lists are many, and their mentions pooled.
"""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final

import numpy as np

from namematch import Vocabulary, dedupe_names, match_names

from ..figures import Row, Sheet, digest_of
from ..lists.kinds import KINDS, languages, make_kind
from ..lists.make_list import Row as Mention
from ..lists.material import read_material
from ..metrics import Floats, calibration_error, equal_mass, ratio, score_labels
from .calibration import LEAST, judge, pooled
from .clustering import first_persons
from .linkage import best_cutoff, components, strongest_tree
from .options import Options
from .peers import Peer

SIZES: Final = {200: 10}  # mentions of a list -> how many lists; of others one
SIZE: Final = 2000
UNKNOWN: Final = (0.0, 0.2)
TEN: Final = 10
SHEET: Final = Sheet(
    "kinds",
    "Lists of other kinds: who is one person?",
    ("list", "size", "seed"),
    {
        "f1": "F1",
        "precision": "P",
        "recall": "R",
        "either": "R with review",
        "ten": "in first ten",
        "error": "ECE",
        "reviews": "review per 100",
        "mentions": "mentions",
    },
)

Lists = Sequence[Sequence[Mention]]
Figures = dict[str, float | None]


def measure(options: Options) -> Iterator[Row]:
    """The rows of all settings; ``options.kinds`` are the lists, all kinds without. A caller's own lists have
    no part in it."""
    for kind in options.kinds or tuple(KINDS):
        for size in options.sizes or (SIZE,):
            lists = [make_kind(kind, size, seed=options.seed + i) for i in range(SIZES.get(size, 1))]
            yield from measure_lists(options, lists, (kind, str(size), str(options.seed)))


def kinds_of(*, by_style: bool) -> tuple[str, ...]:
    """All kinds, or with *by_style* one list for each language of the press."""
    return tuple(languages()) if by_style else tuple(KINDS)


def measure_lists(options: Options, lists: Lists, setting: tuple[str, ...]) -> Iterator[Row]:
    digest = digest_of(row for rows in lists for row in rows)
    for system, vocabulary in options.libraries(UNKNOWN, read_material().known):
        start = perf_counter()
        figures = figures_of_library(vocabulary, lists)
        yield Row(SHEET, system, setting, digest, figures, perf_counter() - start)
    for peer in options.peers():
        start = perf_counter()
        figures = figures_of_peer(peer, lists[0])
        yield Row(SHEET, peer.system, setting, digest, figures, perf_counter() - start, peer=peer.method.name)


# ---------------------------------------------------------------------------- the library


def figures_of_library(vocabulary: Vocabulary, lists: Lists) -> Figures:
    """The library as it comes, on all lists together."""
    judged = pooled([judge(rows, vocabulary) for rows in lists])
    looked_at = judged.probability >= LEAST
    curve = judged.probability[looked_at], judged.hit[looked_at]
    truth, found = list[str](), list[str]()
    for number, rows in enumerate(lists):
        truth += [f"{number} {row.person}" for row in rows]
        found += [f"{number} {label}" for label in labels(rows, vocabulary)]
    scores = score_labels(truth, found)
    return {
        **scores._asdict(),
        "either": ratio(int((judged.either & judged.hit).sum()), judged.positives),
        "ten": share([hit for rows in lists for hit in found_by_library(rows, vocabulary)]),
        "error": calibration_error(equal_mass(*curve)),
        "reviews": 100 * judged.reviews / max(judged.mentions, 1),
        "mentions": len(truth),
    }


def labels(rows: Sequence[Mention], vocabulary: Vocabulary) -> list[str]:
    result = dedupe_names([row.name for row in rows], vocabulary=vocabulary)
    return [assignment.person or f"alone {assignment.row}" for assignment in result.assignments]


def found_by_library(rows: Sequence[Mention], vocabulary: Vocabulary) -> list[bool]:
    """Of each Persian mention that has a partner, whether one is among the first ten."""
    persian, latin = sides(rows)
    listed = match_names(
        [row.name for row in persian], [row.name for row in latin], top=TEN, all=True, vocabulary=vocabulary
    )
    reached = {match.left for match in listed if persian[match.left].person == latin[match.right].person}
    return [row in reached for row in with_partner(persian, latin)]


# ------------------------------------------------------------------------------ the peers


def figures_of_peer(peer: Peer, rows: Sequence[Mention]) -> Figures:
    """A peer at its best cutoff by the truth, on as many mentions as it can take."""
    some = first_persons(rows, peer.method.most)
    names, truth = [row.name for row in some], [row.person for row in some]
    matrix = peer.matrix(names, names)
    edges = strongest_tree(np.maximum(matrix, matrix.T))
    cutoff = best_cutoff(edges, truth)
    scores = score_labels(truth, components(edges, len(some), cutoff))
    persian, latin = sides(some)
    cross = peer.matrix([row.name for row in persian], [row.name for row in latin])
    ten = share(found_by_score(cross, persian, latin))
    return {**scores._asdict(), "ten": ten, "cutoff": cutoff, "mentions": len(some)}


def found_by_score(score: Floats, persian: Sequence[Mention], latin: Sequence[Mention]) -> list[bool]:
    """What ``found_by_library`` says, by a matrix of similarities; half of those that tie come first."""
    persons = np.array([row.person for row in latin])
    hits = []
    for row in with_partner(persian, latin):
        own = persons == persian[row].person
        best = score[row][own].max()
        before = (score[row] > best).sum() + (score[row][~own] == best).sum() / 2
        hits.append(bool(before < TEN))
    return hits


# ------------------------------------------------------------------------------ both


def sides(rows: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The mentions in Persian letters, and the others."""
    persian = [row for row in rows if any("ء" <= letter <= "ی" for letter in row.name)]
    kept = set(persian)
    return persian, [row for row in rows if row not in kept]


def with_partner(persian: Sequence[Mention], latin: Sequence[Mention]) -> list[int]:
    """The places of Persian mentions whose person has a Latin one."""
    persons = {row.person for row in latin}
    return [place for place, row in enumerate(persian) if row.person in persons]


def share(hits: Sequence[bool]) -> float:
    return ratio(sum(hits), len(hits))
