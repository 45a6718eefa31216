"""A table of pairs of names in, the same with what each row comes to out."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputError
from ..files.messages import shown_path
from ..match.tables import SCORE_COLUMNS, score_columns
from .bar import Bar
from .options import ListFormat
from .output import STANDARD_OUTPUTS, check_outputs, reader_may_leave, say

if TYPE_CHECKING:
    from ..files.reading import NameList
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
            columns = self._columns(table)
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

    def _columns(self, table: "NameList") -> dict[str, Sequence[object]]:
        """All columns of the table, as they stand."""
        table.find(self.right)
        for name in table.columns:
            if name in SCORE_COLUMNS:
                raise InputError(
                    f"{shown_path(self.path)}: has a column {name!r} already: rename it, or leave it out"
                )
        return {name: self._cells(table, name) for name in table.columns}

    def _cells(self, table: "NameList", name: str) -> Sequence[object]:
        """The cells of one column."""
        from ..files.columns import OTHER  # noqa: PLC0415 numpy

        column = table.kept[name]
        for row in (column.kinds == OTHER).nonzero()[0].tolist():
            if column.texts[row].endswith("..."):  # only a beginning of it was read
                place = f"{table.place(row)}, column {name!r}"
                raise InputError(f"{place}: {column.texts[row]} is no value of a table: leave the column out")
        return column.values()

    def _write(self, columns: Mapping[str, Sequence[object]]) -> None:
        from ..files.writing import Outputs  # noqa: PLC0415 not for the other commands

        with reader_may_leave(), Outputs() as outputs:
            outputs.write_columns(self.out, columns)
