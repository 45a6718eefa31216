"""Other systems for the same list: names in, labels or a similarity matrix out.

A comparator is a function of the list's names that gives either a label for each name (equal labels
are one person) or a square float32 matrix of similarities. A matrix is clustered by connected
components at the cutoff that scores best by the truth, which no user of the system has: this
favours it. Persian letters are romanised first, or no system here could match the two scripts.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler
from unidecode import unidecode

Similarity = NDArray[np.float32]
Result = list[str] | Similarity
Edge = tuple[float, int, int]  # similarity, left, right

MOST_NAMES: Final = 5000  # of a matrix: 100 MB


@dataclass(frozen=True, slots=True)
class Comparator:
    """A system to compare with. *needs* is the module that it takes, "" for none beyond ours;
    *quadratic* says that it makes a matrix, so that it is given at most MOST_NAMES names."""

    system: str
    compare: Callable[[Sequence[str]], Result]
    needs: str = ""
    quadratic: bool = True

    @property
    def installed(self) -> bool:
        """Whether its module can be imported."""
        return not self.needs or find_spec(self.needs) is not None


def token_sort(names: Sequence[str], romanise: Callable[[str], str] = unidecode) -> Similarity:
    """rapidfuzz's ratio of the words in alphabetical order."""
    texts = [romanise(name).casefold() for name in names]
    percent = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, workers=-1)
    return (percent / 100).astype(np.float32)


def jaro_winkler(names: Sequence[str]) -> Similarity:
    """Jaro-Winkler similarity of the names as written."""
    texts = [unidecode(name).casefold() for name in names]
    return process.cdist(texts, texts, scorer=JaroWinkler.similarity, workers=-1)


def anyascii_token_sort(names: Sequence[str]) -> Similarity:
    return token_sort(names, import_module("anyascii").anyascii)


def string_grouper(names: Sequence[str]) -> Similarity:
    """Cosine similarity of letter trigrams weighted by their rarity."""
    return trigrams([unidecode(name).casefold() for name in names])


def skeleton_string_grouper(names: Sequence[str]) -> Similarity:
    """The same of names without vowels, which is the better input for it."""
    return trigrams(consonant_skeleton(names))


def skeleton_token_sort(names: Sequence[str]) -> Similarity:
    return token_sort(consonant_skeleton(names))


def trigrams(names: Sequence[str]) -> Similarity:
    texts = import_module("pandas").Series(list(names))
    found = import_module("string_grouper").match_strings(texts, min_similarity=0.2)
    matrix = np.zeros((len(names), len(names)), np.float32)
    matrix[found["left_index"], found["right_index"]] = found["similarity"]
    return matrix


GROUPS: Final = (("kh", "x"), ("gh", "g"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("th", "s"))
SOUNDS: Final = str.maketrans("qjkdt", "gzktt")
WEAK: Final = re.compile(r"[^b-df-gk-np-tx-z]|y|(?<=(.))\1")  # vowels, h, v, w, marks, doubles


def consonant_skeleton(names: Sequence[str]) -> list[str]:
    """The sorted words without vowels and semivowels, like consonants as one letter."""
    return [" ".join(sorted(filter(None, map(skeleton, words_of(name))))) for name in names]


def words_of(name: str) -> list[str]:
    return re.split(r"[\s,-]+", unidecode(name).casefold())


def skeleton(word: str) -> str:
    """
    >>> skeleton("khosseyni"), skeleton("xsyny")
    ('xsn', 'xsn')
    """
    for group, sign in GROUPS:
        word = word.replace(group, sign)
    return WEAK.sub("", word.translate(SOUNDS))


COMPARATORS: Final = (
    Comparator("Unidecode + token_sort_ratio", token_sort),
    Comparator("Unidecode + Jaro-Winkler", jaro_winkler),
    Comparator("anyascii + token_sort_ratio", anyascii_token_sort, needs="anyascii"),
    Comparator("consonant skeleton", consonant_skeleton, quadratic=False),
    Comparator("skeleton + token_sort_ratio", skeleton_token_sort),
    Comparator("Unidecode + string_grouper", string_grouper, needs="string_grouper"),
    Comparator("skeleton + string_grouper", skeleton_string_grouper, needs="string_grouper"),
)


def strongest_tree(similarity: Similarity) -> list[Edge]:
    """The maximum spanning tree (Prim, 1957), strongest edge first: at every cutoff it has the
    same connected components as the whole matrix."""
    count = len(similarity)
    best, origin = np.full(count, -np.inf, np.float32), np.zeros(count, np.int64)
    outside = np.ones(count, np.bool_)
    edges, newest = [], 0
    for _ in range(count - 1):
        outside[newest] = False
        nearer = outside & (similarity[newest] > best)
        best[nearer], origin[nearer] = similarity[newest][nearer], newest
        best[newest] = -np.inf
        newest = int(best.argmax())
        edges.append((float(best[newest]), int(origin[newest]), newest))
    return sorted(edges, reverse=True)


def best_cutoff(edges: Sequence[Edge], truth: Sequence[str]) -> float:
    """The similarity at which the components have the highest pairwise F1; infinite if it is best
    to join nothing."""
    sizes = Counter(truth).values()
    true_pairs = sum(size * (size - 1) // 2 for size in sizes)
    owners = [Counter([person]) for person in truth]
    parent = list(range(len(truth)))
    hits = found = 0
    best = (0.0, np.inf)
    for cutoff, tied in groupby(edges, key=lambda edge: edge[0]):
        for _, left, right in tied:
            one, two = root(parent, left), root(parent, right)
            small, large = sorted((one, two), key=lambda r: len(owners[r]))
            hits += sum(n * owners[large][person] for person, n in owners[small].items())
            found += owners[small].total() * owners[large].total()
            owners[large].update(owners[small])
            parent[small] = large
        best = max(best, (2 * hits / (found + true_pairs), cutoff))
    return best[1]


def root(parent: list[int], node: int) -> int:
    """The root of the node's tree; the way there is made shorter."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def components(edges: Sequence[Edge], count: int, cutoff: float) -> list[int]:
    """The component of each of *count* nodes under the edges at or above the cutoff."""
    parent = list(range(count))
    for similarity, left, right in edges:
        if similarity >= cutoff:
            parent[root(parent, left)] = root(parent, right)
    return [root(parent, node) for node in range(count)]
