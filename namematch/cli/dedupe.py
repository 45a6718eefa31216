"""``namematch dedupe``: a list of names in, the files and the table of its persons out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from ..dedupe.tables import assignment_columns, person_blocks, reconciliation_object, review_columns
from ..errors import InputError, NameMatchError, OutputError
from ..files.cells import as_json_text
from .bar import Bar
from .options import (
    DEFAULTS,
    AsJson,
    ChannelPath,
    Encoding,
    ListFormat,
    NameColumn,
    NoHeader,
    OptionalText,
    ReviewFrom,
    Same,
    Threads,
    policy_with,
    vocabulary_of,
)
from .output import STANDARD_OUTPUTS, check_outputs, reader_may_leave, say

if TYPE_CHECKING:
    from ..dedupe.decisions import Decision
    from ..dedupe.reconciliation import Reconciliation
    from ..files.reading import NameList
    from ..names.mentions import Mentions
    from ..progress import Progress


class WithinSource(StrEnum):
    """Whether two mentions of one source may be one person."""

    ANY = "any"
    DISTINCT = "distinct"


ListPath = Annotated[str, typer.Argument(metavar="LIST", help="The list; - is standard input.")]
SourceColumn = Annotated[OptionalText, typer.Option(metavar="NAME", help="Column of lists they stand in.")]
Given = Annotated[OptionalText, typer.Option(metavar="NAME", help="Column of given names.")]
Family = Annotated[OptionalText, typer.Option(metavar="NAME", help="Column of family names.")]
Within = Annotated[
    WithinSource,
    typer.Option(help="distinct: two mentions in one source are two persons."),
]
DecisionsPath = Annotated[
    OptionalText,
    typer.Option(metavar="FILE", help="Reviews with a column 'decision': same, different or blank."),
]
Persons = Annotated[OptionalText, typer.Option(metavar="FILE", help="Write the persons, as JSON Lines.")]
Assignments = Annotated[OptionalText, typer.Option(metavar="FILE", help="Write the person of each row.")]
Reviews = Annotated[OptionalText, typer.Option(metavar="FILE", help="Write the cases to decide.")]

ShowTable = Annotated[bool, typer.Option("--table", help="Print a table, as without output files.")]
By = Annotated[
    OptionalText,
    typer.Option(metavar="NAME", help="Column that the table counts by. [default: source]"),
]


def dedupe(
    path: ListPath,
    *,
    column: NameColumn = None,
    source_column: SourceColumn = None,
    given: Given = None,
    family: Family = None,
    within_source: Within = WithinSource.ANY,
    decisions: DecisionsPath = None,
    persons: Persons = None,
    assignments: Assignments = None,
    reviews: Reviews = None,
    same: Same = DEFAULTS.same,
    review: ReviewFrom = DEFAULTS.review,
    channel: ChannelPath = None,
    encoding: Encoding = "utf-8",
    no_header: NoHeader = False,
    threads: Threads = None,
    table: ShowTable = False,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Find the persons of a list of names in CSV, TSV, JSON Lines, Parquet or plain text.

    BITS are log2 odds: 0 is even, 3 eight to one, 10 a thousand to one. The file of
    assignments has one line for each row of LIST: row (from 0, without the header), person,
    bits (empty where the name is alone) and verdict (same, review, none). Outputs are TSV, or
    what their suffix says; - is standard output.

    \b
    Examples:
      namematch dedupe names.csv
      namematch dedupe names.csv --column name --source-column list \\
        --persons persons.jsonl --assignments rows.tsv --reviews reviews.tsv --table
    """
    policy = policy_with(same, review)
    outputs = _OutputPaths(persons, assignments, reviews)
    outputs.check([path, decisions], printed=table or as_json)
    if within_source is WithinSource.DISTINCT and source_column is None:
        raise NameMatchError("--within-source distinct needs --source-column")
    if table and as_json:
        raise NameMatchError("--table and --json: only one of them can be printed")
    from ..dedupe.records import dedupe_names  # noqa: PLC0415 not for the other commands

    vocabulary = vocabulary_of(channel)
    how = ListFormat(column, encoding, header=not no_header)
    with Bar() as bar:
        names = how.read(path, source_column, given, family, by)
        counted_by = names.column(by, numbers=True) if by is not None else None
        result = dedupe_names(
            _mentions(names, column, source_column, given, family),
            within_source=within_source.value,
            decisions=_decisions_at(decisions) if decisions is not None else (),
            policy=policy,
            vocabulary=vocabulary,
            progress=bar,
            threads=threads,
        )
        outputs.write(result, bar)
        lines: list[str] = []
        if as_json:
            lines = [as_json_text(reconciliation_object(result))]
        elif table or not outputs.named:
            lines = _table_lines(result, counted_by)
    say(lines)


def _table_lines(result: "Reconciliation", by: Sequence[str | None] | None) -> list[str]:
    from ..report.terminal import print_report, report_console  # noqa: PLC0415 rich

    console = report_console()
    with console.capture() as captured:
        print_report(result, by=by, console=console)
    return [line.rstrip() for line in captured.get().splitlines()]


def _mentions(
    names: "NameList",
    column: str | None,
    source: str | None,
    given: str | None,
    family: str | None,
) -> "Mentions":
    """The rows of a list as mentions; without *column*, names may be given by their parts alone."""
    from ..arrays.strings import Cells, Texts  # noqa: PLC0415 numpy
    from ..names.mentions import Mentions  # noqa: PLC0415 numpy

    nothing = Cells(Texts.empty(len(names)))
    parted = given is not None or family is not None
    texts = nothing if column is None and parted else names.cells(column)
    return Mentions(
        texts.texts,
        nothing if source is None else names.cells(source, numbers=True),
        range(len(names)),
        nothing if given is None else names.cells(given),
        nothing if family is None else names.cells(family),
    )


_DECISIONS: Final[dict[str, Literal["same", "different"]]] = {
    "same": "same",
    "different": "different",
}


def _decisions_at(path: str) -> Iterator["Decision"]:
    """What a human wrote beside the reviews; a blank one is still to be decided."""
    from ..files.reading import read_list  # noqa: PLC0415 not for the other commands

    rows = read_list(path, column="decision")
    cells = (rows.column(name) for name in ("mention", "other mention", "decision"))
    for row, (left, right, decision) in enumerate(zip(*cells, strict=True)):
        word = (decision or "").strip().casefold()
        if word in _DECISIONS:
            yield left or "", right or "", _DECISIONS[word]
        elif word:
            place = rows.place(row)
            reason = f"{decision!r} is neither 'same' nor 'different' nor blank"
            raise InputError(f"{place}, column 'decision': {reason}")


@dataclass(frozen=True, slots=True)
class _OutputPaths:
    """Where the results of dedupe go; None for nowhere."""

    persons: str | None
    assignments: str | None
    reviews: str | None

    @property
    def named(self) -> list[str]:
        """Those that are asked for."""
        return [path for path in (self.persons, self.assignments, self.reviews) if path is not None]

    def check(self, inputs: Sequence[str | None], *, printed: bool) -> None:
        """Raise OutputError, before any work, for what could not be written after it."""
        check_outputs(self.named, filter(None, inputs), printed=printed)
        if self.persons and re.search(r"(?i)\.(csv|tsv|txt|parquet)(\.gz)?$", self.persons):
            raise OutputError(f"{self.persons}: persons are JSON Lines: name a .jsonl file")

    def write(self, result: "Reconciliation", progress: "Progress") -> None:
        """Write the files together, then what goes to standard output."""
        self._write(result, [path for path in self.named if path not in STANDARD_OUTPUTS], progress)
        with reader_may_leave():
            self._write(result, [path for path in self.named if path in STANDARD_OUTPUTS], progress)

    def _write(self, result: "Reconciliation", paths: Sequence[str], progress: "Progress") -> None:
        from ..files.writing import Outputs  # noqa: PLC0415 not for the other commands

        with Outputs() as outputs:
            for path in paths:
                if path == self.persons:
                    outputs.write_blocks(path, person_blocks(result, progress))
                elif path == self.assignments:
                    progress("writing assignments", 0, 0)
                    outputs.write_columns(path, assignment_columns(result))
                else:
                    outputs.write_columns(path, review_columns(result, progress))
