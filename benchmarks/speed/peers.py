"""Other systems on long lists: names in, the pairs that they find alike out.

    python -m benchmarks.speed.peers PEER LIST.tsv

By itself this file measures one peer, in a process that does nothing else, and prints JSON: seconds of the
whole way from names to pairs (romanising, comparing; without imports, loading, learning and reading of the
file, which the library's seconds have in them), peak memory, and F1 of the connected components at the
cutoff that is best by the truth, which no user has.
"""

import json
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final, NamedTuple

import numpy as np

from ..lists.listed import cells, codes
from ..metrics import Floats, Ints, score_codes
from ..romanise import ROMANISERS, SKELETON, Romaniser

LEAST_LIKE: Final = 0.6  # of string_grouper's pairs
MOST_MATCHES: Final = 30
LEAST_RATIO: Final = 80  # best by the truth on 2,000 names is 87, on longer lists higher
CELLS: Final = 1 << 24  # of a block of a matrix: 64 MB
LEAST_WEIGHT: Final = 0.0  # match weight of a pair that Splink gives
RULES: Final = (  # at 10,000 names F1 is that of all pairs, in a two-hundredth of the seconds
    "l.surname = r.surname AND substr(l.forename, 1, 1) = substr(r.forename, 1, 1)",
    "l.forename = r.forename AND substr(l.surname, 1, 1) = substr(r.surname, 1, 1)",
    "l.name = r.name",
)
WARM_UP: Final = ("علی رضایی", "Ali Rezaei", "Reza Alavi", "رضا علوی")


class Found(NamedTuple):
    """Pairs that a peer gives, each once or twice, and how many it looked at, where that is known."""

    left: Ints
    right: Ints
    similarity: Floats
    looked_at: int | None = None


@dataclass(frozen=True, slots=True)
class SpeedPeer:
    """A way to find the pairs of one romanised list. *most* is the size up to which it is run,
    *every* that with --every-pair; *prepare* does what is not part of its seconds."""

    name: str
    romaniser: Romaniser
    pairs: Callable[[Sequence[str]], Found]
    needs: tuple[str, ...]
    most: int
    every: int

    @property
    def system(self) -> str:
        return f"{self.romaniser.name} + {self.name}"

    @property
    def modules(self) -> tuple[str, ...]:
        return (*self.romaniser.needs, *self.needs)

    def sizes(self, asked: Sequence[int], *, every: bool) -> list[int]:
        """The sizes that it can bear; where one is too large, the largest that it can."""
        most = self.every if every else self.most
        return sorted({min(size, most) for size in asked})


# --------------------------------------------------------------------------------- the systems


def string_grouper(names: Sequence[str]) -> Found:
    """Cosine of letter trigrams weighted by their rarity, the best thirty of each name."""
    series = import_module("pandas").Series(list(names))
    match = import_module("string_grouper").match_strings
    found = match(series, min_similarity=LEAST_LIKE, max_n_matches=MOST_MATCHES)
    columns = (found[name].to_numpy() for name in ("left_index", "right_index", "similarity"))
    return Found(*columns)


def every_ratio(names: Sequence[str]) -> Found:
    """rapidfuzz on all pairs, block by block. The skeleton's words are sorted, so that ``ratio`` is
    ``token_sort_ratio``, without sorting again for each pair."""
    fuzz, process = import_module("rapidfuzz.fuzz"), import_module("rapidfuzz.process")
    rows = max(1, CELLS // max(1, len(names)))
    parts = []
    for start in range(0, len(names), rows):
        block, others = names[start : start + rows], names[start:]
        scores = process.cdist(
            block, others, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, workers=-1, dtype=np.float32
        )
        left, right = np.nonzero(scores)
        kept = left < right
        left, right = left[kept], right[kept]
        parts.append((left + start, right + start, scores[left, right]))
    columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Found(*columns, looked_at=len(names) * (len(names) - 1) // 2)


def splink(names: Sequence[str]) -> Found:
    """Match weights of the first word, the last word and the sorted words, of pairs that *RULES* admit.
    What agreement is worth is learned from the truth of another list (see accuracy/peers.py)."""
    from ..accuracy import peers  # noqa: PLC0415 not in the memory of other peers

    rules = [{"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in RULES]
    settings = peers.splink_model(SKELETON) | {
        "link_type": "dedupe_only",
        "blocking_rules_to_generate_predictions": rules,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }
    linker = peers.splink_linker(settings, peers.splink_table(names))
    predicted = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
    found = predicted.as_pandas_dataframe()
    columns = (found[name].to_numpy() for name in ("unique_id_l", "unique_id_r", "match_weight"))
    return Found(*columns)


def logic_v2(names: Sequence[str]) -> Found:
    """nomenklatura's matcher on all pairs of persons that have nothing but a name."""
    from ..accuracy import peers  # noqa: PLC0415 not in the memory of other peers

    algorithm = import_module("nomenklatura.matching.logic_v2.model").LogicV2
    config = algorithm.default_config()
    persons = [peers.person(name) for name in names]
    pairs = list(combinations(range(len(names)), 2))
    scores = [algorithm.compare(persons[a], persons[b], config).score for a, b in pairs]
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return Found(left, right, np.array(scores), looked_at=len(pairs))


UROMAN: Final = next(romaniser for romaniser in ROMANISERS if romaniser.name == "uroman")
PEERS: Final = (  # each with the best romanisation by the truth that is fast enough: frozen/clustering.tsv
    SpeedPeer("string_grouper", SKELETON, string_grouper, ("string_grouper", "scipy"), 10**6, 10**7),
    SpeedPeer("rapidfuzz cdist", SKELETON, every_ratio, ("scipy",), 20_000, 100_000),
    SpeedPeer("Splink 5", SKELETON, splink, ("splink", "scipy"), 100_000, 100_000),
    SpeedPeer("nomenklatura logic-v2", UROMAN, logic_v2, ("nomenklatura", "scipy"), 300, 1000),
)


# ----------------------------------------------------------------------------------- the truth


def forest_of(found: Found, count: int) -> list[tuple[float, int, int]]:
    """The strongest pairs that hold the same components together as all do, at every cutoff."""
    from scipy.sparse import coo_matrix, csgraph  # noqa: PLC0415 comes with the extra

    ends = np.minimum(found.left, found.right), np.maximum(found.left, found.right)
    grades, grade = np.unique(-np.asarray(found.similarity, np.float64), return_inverse=True)
    order = np.lexsort((grade, ends[1], ends[0]))
    left, right, grade = ends[0][order], ends[1][order], grade[order]
    first = left < right  # a pair that is given twice is added up by a sparse matrix
    first[1:] &= (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    weights = coo_matrix((grade[first] + 1.0, (left[first], right[first])), shape=(count, count))
    tree = csgraph.minimum_spanning_tree(weights.tocsr()).tocoo()
    similarity = -grades[tree.data.astype(np.int64) - 1]
    edges = zip(similarity.tolist(), tree.row.tolist(), tree.col.tolist(), strict=True)
    return sorted(edges, reverse=True)


def scored(found: Found, truth: Ints) -> dict[str, float | None]:
    """Figures of the connected components at the cutoff with the best F1."""
    from ..accuracy.linkage import best_cutoff, components  # noqa: PLC0415 not before memory is read

    forest = forest_of(found, len(truth))
    cutoff = best_cutoff(forest, truth.tolist())
    labels = np.unique(components(forest, len(truth), cutoff), return_inverse=True)[1]
    persons = int(labels.max(initial=-1)) + 1
    return {**score_codes(truth, labels)._asdict(), "persons": persons, "cutoff": min(cutoff, 1e9)}


def measured(peer: SpeedPeer, path: Path) -> dict[str, Any]:
    """What the peer reaches on the list, in this process."""
    names = [name for (name,) in cells(path, "name")]
    peer.pairs(peer.romaniser.all(WARM_UP))
    start, used = perf_counter(), process_time()
    found = peer.pairs(peer.romaniser.all(names))
    seconds, cpu = perf_counter() - start, process_time() - used
    megabytes = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    rate = found.looked_at / seconds if found.looked_at else None
    truth = codes(person for (person,) in cells(path, "person"))
    cost = {"seconds": seconds, "cpu": cpu, "megabytes": megabytes, "rate": rate}
    return {**cost, **scored(found, truth)}


def main() -> None:
    peer = next(peer for peer in PEERS if peer.system == sys.argv[1])
    print(json.dumps(measured(peer, Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
