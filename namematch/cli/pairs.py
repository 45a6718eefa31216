"""A table of pairs of names in, the same with what each row comes to out."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..match.tables import SCORE_COLUMNS, score_columns
from .bar import Bar
from .kept import kept_columns
from .options import ListFormat
from .output import STANDARD_OUTPUTS, check_outputs, reader_may_leave, say

if TYPE_CHECKING:
    from ..model.vocabulary import Vocabulary
    from ..policy import Policy


@dataclass(frozen=True, slots=True)
class PairTable:
    """The table at *path* with a name in its column *left* and one in *right*, read as *how* says, and where
    it goes with its scores."""

    path: str
    left: str
    right: str
    how: ListFormat
    out: str

    def compare(self, policy: "Policy", vocabulary: "Vocabulary | None", threads: int | None) -> None:
        """Compare the two names of each row and write the table; say how many rows got which verdict.

        Raises InputError for a column that is missing or that a score would replace, and for a cell that is
        no name; OutputError, before any work, for what could not be written.
        """
        check_outputs([self.out], [self.path], printed=False)
        from ..match.pairs import compare_pairs  # noqa: PLC0415 not for the other commands
        from ..match.verdicts import VERDICTS  # noqa: PLC0415

        with Bar() as bar:
            table = self.how.read_whole(self.path)
            table.find(self.right)
            columns = kept_columns(table, SCORE_COLUMNS)
            left, right = (table.cells(name).texts for name in (self.left, self.right))
            scores = compare_pairs(
                left, right, policy=policy, vocabulary=vocabulary, threads=threads, progress=bar
            )
            bar("writing results", 0, 0)
            self._write(columns | score_columns(scores))
        counts = [
            f"{(scores.verdict_place == place).sum():,} {verdict}" for place, verdict in enumerate(VERDICTS)
        ]
        told = f"{len(scores):,} rows: {', '.join(reversed(counts))}"
        if self.out in STANDARD_OUTPUTS:
            print(told, file=sys.stderr)
        else:
            say([told])

    def _write(self, columns: Mapping[str, Sequence[object]]) -> None:
        from ..files.writing import Outputs  # noqa: PLC0415 not for the other commands

        with reader_may_leave(), Outputs() as outputs:
            outputs.write_columns(self.out, columns)
