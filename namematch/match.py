"""Two lists of names in, each left name's best partners out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np

from .assign import best_assignment
from .batch import score_list
from .calibrate import calibrated_bits, probability_of
from .compare import Verdict, name_rarity, verdict_of
from .errors import NameMatchError
from .parse import Name, parse_name
from .policy import Policy
from .progress import Progress, silent
from .vocabulary import Vocabulary, shipped_vocabulary

ALMOST = 1e-6  # bits: less than any difference that is one
FRAMES = ("pandas", "polars", "pyarrow")


@dataclass(frozen=True, slots=True)
class Match:
    """A pair of row numbers, how probable it is that both spell one name, and the verdict."""

    left: int
    right: int
    bits: float
    probability: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Matches(Sequence[Match]):
    """Matches by left row, the best first, ties by right row; *unmatched* are left rows without any."""

    matches: tuple[Match, ...]
    unmatched: tuple[int, ...]
    vocabulary: Vocabulary

    def __len__(self) -> int:
        return len(self.matches)

    def __getitem__(self, place: Any) -> Any:
        return self.matches[place]

    def __iter__(self) -> Iterator[Match]:
        return iter(self.matches)

    def to_frame(self, library: str = "pandas") -> Any:
        """The matches as a frame of *library*: "pandas", "polars" or "pyarrow", which must be installed."""
        if library not in FRAMES:
            raise NameMatchError(f"library={library!r} is none of {', '.join(FRAMES)}")
        fields = ("left", "right", "bits", "probability", "verdict")
        columns = {field: [getattr(match, field) for match in self.matches] for field in fields}
        try:
            module = import_module(library)
        except ImportError as error:
            raise NameMatchError(f"{library} is not installed: pip install {library}") from error
        make = module.table if library == "pyarrow" else module.DataFrame
        return make(columns)


def match_names(
    left: Sequence[str | Name],
    right: Sequence[str | Name],
    *,
    top: int = 5,
    one_to_one: bool = False,
    all: bool = False,
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
    progress: Progress = silent,
) -> Matches:
    """Find the *top* best partners in *right* of each name in *left*, by row number.

    Only pairs for ``same`` or ``review``, unless *all*: then every pair that has anything in common.
    *one_to_one* gives each row to one partner at most, so that the bits above the cutoff add up to
    most. The population is ``policy.population`` or the rows of both lists. An empty list gives no
    match.

    >>> [(m.left, m.right, m.verdict) for m in match_names(["علی کریمی"], ["Hassan Azizi", "Ali Karimi"])]
    [(0, 1, 'same')]
    """
    if top < 0:
        raise NameMatchError(f"top={top}: not a number of partners")
    words = vocabulary if vocabulary is not None else shipped_vocabulary()
    names = [parse_name(n) if isinstance(n, str) else n for n in (*left, *right)]
    population = policy.population or max(2, sum(bool(n.tokens) for n in names))
    known = replace(policy, population=population)
    found = _found(names, len(left), known, words, progress, everything=all)
    if one_to_one:
        floor = min([policy.review, *(m.bits for m in found)]) - ALMOST
        kept = best_assignment([(m.left, m.right, m.bits - floor) for m in found])
        found = [m for m in found if (m.left, m.right) in kept]
    ordered = sorted(found, key=lambda m: (m.left, -m.bits, m.right))
    best = [m for i, m in enumerate(ordered) if i < top or ordered[i - top].left != m.left]
    matched = {m.left for m in best}
    unmatched = tuple(i for i in range(len(left)) if i not in matched)
    return Matches(tuple(best), unmatched, words)


def _found(
    names: Sequence[Name],
    left: int,
    policy: Policy,
    vocabulary: Vocabulary,
    progress: Progress,
    *,
    everything: bool,
) -> list[Match]:
    """All pairs of a left and a right row that reach the cutoff."""
    if not 0 < left < len(names):
        return []
    searched = policy
    if everything:
        most = np.asarray(policy.most_doubt - ALMOST)
        searched = replace(policy, review=float(calibrated_bits(most, policy.population or 2)))
    pairs = score_list(names, policy=searched, vocabulary=vocabulary, progress=progress, left=left)
    rows = zip(pairs.left.tolist(), pairs.right.tolist(), pairs.bits.tolist(), strict=True)
    return [
        Match(
            a,
            b - left,
            bits,
            probability_of(bits),
            _verdict(names[a], names[b], bits, policy, vocabulary),
        )
        for a, b, bits in rows
    ]


def _verdict(left: Name, right: Name, bits: float, policy: Policy, vocabulary: Vocabulary) -> Verdict:
    rarity = float("inf")
    if policy.identity == "person":
        rarity = min(name_rarity(name, vocabulary) for name in (left, right))
    return verdict_of(bits, rarity, policy)
