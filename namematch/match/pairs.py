"""Two columns of names in, how sure it is of each row that both spell one name out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Floats, Longs
from ..arrays.lockless import cached_property
from ..arrays.running import kernels_for
from ..batch.all_pairs import cores
from ..batch.pairs import bits_of_pairs
from ..batch.rehearsal import NAMES
from ..compare.calibration import probabilities_of
from ..errors import NameMatchError
from ..files.frames import frame_of
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..names.lists import read_names, read_rows
from ..names.mentions import NameLike
from ..policy import Policy
from ..progress import Progress, counter, silent
from .verdicts import VERDICTS, verdict_places


@dataclass(frozen=True, eq=False)
class Scores:
    """What each row of two columns comes to: *bits*, and *verdict_place*, that of its verdict in
    ``VERDICTS``."""

    bits: Floats
    verdict_place: Longs

    def __repr__(self) -> str:
        counts = np.bincount(self.verdict_place, minlength=len(VERDICTS)).tolist()
        told = ", ".join(f"{count:,} {verdict}" for verdict, count in zip(VERDICTS, counts, strict=True))
        return f"Scores({len(self):,} pairs: {told})"

    def __len__(self) -> int:
        return len(self.bits)

    @cached_property
    def probability(self) -> Floats:
        """The probability of each row that both spell one name, in [0, 1]."""
        return probabilities_of(self.bits)

    @cached_property
    def verdict(self) -> NDArray[np.str_]:
        """The verdict on each row: "same", "review" or "different"."""
        return np.array(VERDICTS)[self.verdict_place]

    def to_frame(self, library: str = "pandas") -> Any:
        """The scores as a frame of *library*: "pandas", "polars" or "pyarrow", which must be installed."""
        columns = {name: getattr(self, name) for name in ("bits", "probability")}
        return frame_of({**columns, "verdict": self.verdict.tolist()}, library)


def compare_pairs(
    left: Iterable[NameLike],
    right: Iterable[NameLike],
    *,
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Scores:
    """Compare the two names of each row: ``compare_names`` of two columns, with the same bits, a hundred
    times as fast.

    A name is a text, a ``Mention``, a mapping with its fields or a ``Name``; one of None, NaN or without any
    word is different from every name. Columns of numpy, pandas, polars and pyarrow are taken as lists are. As
    for one comparison the population is ``policy.population`` or two, whatever the number of rows, and the
    columns add no words to *vocabulary*: a row means the same in any table. *threads*, as many as there are
    cores unless told, change nothing but the time; *progress* is told stage, done and total. Two empty
    columns give no scores. Raises NameMatchError for columns of different length and for a row that is no
    name.

    >>> scores = compare_pairs(["Ali Karimi", "Ali Karimi", None], ["علی کریمی", "Hassan Azizi", "Kian"])
    >>> scores.verdict.tolist(), scores.bits.round(1).tolist()
    (['same', 'different', 'different'], [5.9, -26.0, -40.0])
    """
    told = progress if progress is not None else silent
    sides = (
        read_rows(left, "left", "left row", titles=policy.titles),
        read_rows(right, "right", "right row", titles=policy.titles),
    )
    rows, others = map(len, sides)
    if rows != others:
        raise NameMatchError(f"left has {rows:,} rows and right {others:,}: a pair is one of each")
    with kernels_for(rows, rehearse_pairs, progress):
        readings = read_names(*sides, advance=counter(told, "reading names", 2 * rows))
        words = vocabulary if vocabulary is not None else shipped_vocabulary()
        one, two = readings.of_row[:rows], readings.of_row[rows:]
        bits = bits_of_pairs(
            readings.names, one, two, policy=policy, vocabulary=words, threads=cores(threads), progress=told
        )
    return Scores(bits, verdict_places(readings.names, one, two, bits, policy, words))


def rehearse_pairs() -> None:
    """Run all that runs compiled in ``compare_pairs``, so that it is compiled."""
    compare_pairs([left for left in NAMES for _ in NAMES], [right for _ in NAMES for right in NAMES])
