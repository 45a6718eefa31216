"""Two lists of names in, each left name's best partners out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..arrays.lockless import cached_property
from ..arrays.running import kernels_for
from ..arrays.strings import Coded
from ..batch.all_pairs import score_list
from ..batch.list_words import with_list_words
from ..batch.rehearsal import NAMES
from ..compare.calibration import calibrated_bits, probability_of
from ..compare.comparison import Verdict
from ..errors import NameMatchError
from ..files.frames import frame_of
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..names.lists import ListSides, read_rows, read_sides
from ..names.mentions import NameLike
from ..policy import Policy
from ..progress import Progress, counter, silent
from .best import Scored, best_of_each, one_of_each
from .verdicts import VERDICTS, verdict_places

ALMOST = 1e-6  # bits: less than any difference that is one


@dataclass(frozen=True, slots=True)
class Match:
    """A pair of row numbers, how probable it is that both spell one name, and the verdict."""

    left: int
    right: int
    bits: float
    probability: float
    verdict: Verdict


@dataclass(frozen=True, eq=False)
class Matches(Sequence[Match]):
    """Matches by left row, the best first, ties by right row: columns, and a ``Match`` is made when asked
    for.

    *rows* is how many the left list has; *vocabulary* is what the names were compared by, the words that
    the lists repeat included. A pickle holds the columns; see ``Vocabulary`` for where it can be read.
    """

    left: Longs
    right: Longs
    bits: Floats
    verdict: Coded[Verdict]
    rows: int
    vocabulary: Vocabulary

    def __repr__(self) -> str:
        partnered = int(np.count_nonzero(np.diff(self.left, prepend=-1)))
        return f"Matches({len(self):,} for {partnered:,} of {self.rows:,} left rows)"

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        bits = float(self.bits[place])
        left, right = int(self.left[place]), int(self.right[place])
        return Match(left, right, bits, probability_of(bits), self.verdict[place])

    def __iter__(self) -> Iterator[Match]:
        columns = self.left, self.right, self.bits, self.probability
        return map(Match, *(column.tolist() for column in columns), self.verdict)

    @cached_property
    def probability(self) -> Floats:
        """``Match.probability`` of each."""
        return np.fromiter(map(probability_of, self.bits.tolist()), np.float64, len(self))

    @cached_property
    def unmatched(self) -> tuple[int, ...]:
        """The left rows without a match."""
        missing = np.ones(self.rows, np.bool_)
        missing[self.left] = False
        return tuple(np.flatnonzero(missing).tolist())

    def to_frame(self, library: str = "pandas") -> Any:
        """The matches as a frame of *library*: "pandas", "polars" or "pyarrow", which must be installed."""
        columns = {name: getattr(self, name) for name in ("left", "right", "bits", "probability")}
        return frame_of({**columns, "verdict": list(self.verdict)}, library)


def match_names(
    left: Iterable[NameLike],
    right: Iterable[NameLike],
    *,
    top: int = 5,
    one_to_one: bool = False,
    all: bool = False,
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
    progress: Progress = silent,
    threads: int | None = None,
) -> Matches:
    """Find the *top* best partners in *right* of each name in *left*, by row number.

    A name is a text, a ``Mention``, a mapping with its fields or a ``Name``; None and NaN are a row without
    one. Only pairs for ``same`` or ``review``, unless *all*: then every pair that has anything in common.
    *one_to_one* gives each row to one partner at most, so that the bits above the cutoff add up to
    most; of rows with one name, the first ones have the best partners. The population is
    ``policy.population`` or the rows of both lists, and the words of both lists join *vocabulary*. An
    empty list gives no match. *progress* is told stage, done and total; *threads* are as
    many as there are cores unless told. Raises NameMatchError for a row that is no name.

    >>> [(m.left, m.right, m.verdict) for m in match_names(["علی کریمی"], ["Hassan Azizi", "Ali Karimi"])]
    [(0, 1, 'same')]
    """
    if top < 0:
        raise NameMatchError(f"top={top}: not a number of partners")
    left_rows = read_rows(left, "left", "left row", titles=policy.titles)
    right_rows = read_rows(right, "right", "right row", titles=policy.titles)
    rows = len(left_rows) + len(right_rows)
    with kernels_for(rows, rehearse_one_to_one if one_to_one else rehearse_match, progress):
        sides = read_sides(left_rows, right_rows, counter(progress, "reading names", rows))
        known = replace(policy, population=policy.population or max(2, sides.named))
        given = vocabulary if vocabulary is not None else shipped_vocabulary()
        words = with_list_words(given, sides.names, sides.times, repeats=policy.repeats)
        pairs = _scored(sides, known, words, progress, threads, everything=all)
        advance = counter(progress, "choosing partners", len(sides.left.rows))
        if one_to_one and top:
            floor = min(policy.review, float(pairs.bits.min(initial=np.inf))) - ALMOST
            found = one_of_each(pairs, sides, pairs.bits - floor, advance)
        else:
            found = best_of_each(pairs, sides, min(top, len(right_rows)), advance)
        right_names = pairs.right + len(sides.left.rows)
        places = verdict_places(sides.names, pairs.left, right_names, pairs.bits, known, words)
        verdicts = Coded(VERDICTS, places[found.pair])
    return Matches(found.left, found.right, pairs.bits[found.pair], verdicts, len(left_rows), words)


def rehearse_match() -> None:
    """Run all that runs compiled in ``match_names``, so that it is compiled."""
    match_names(NAMES[::2], NAMES[1::2])


def rehearse_one_to_one() -> None:
    """``rehearse_match`` for partners one to one."""
    match_names(NAMES[::2], NAMES[1::2], one_to_one=True)


def _scored(
    sides: ListSides,
    policy: Policy,
    vocabulary: Vocabulary,
    progress: Progress,
    threads: int | None,
    *,
    everything: bool,
) -> Scored:
    """All pairs of a left and a right name that reach the cutoff."""
    left = len(sides.left.rows)
    if not 0 < left < len(sides.names):
        return Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    searched = policy
    if everything:
        most = np.asarray(policy.most_doubt - ALMOST)
        searched = replace(policy, review=float(calibrated_bits(most, policy.population or 2)))
    pairs = score_list(
        sides.names, policy=searched, vocabulary=vocabulary, progress=progress, left=left, threads=threads
    )
    return Scored(pairs.left, pairs.right - left, pairs.bits)
