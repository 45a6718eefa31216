"""``namematch match``."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import NameMatchError
from ..files.cells import as_json_text, objects_of
from ..match.tables import MATCH_COLUMNS, match_columns
from .bar import Bar
from .options import (
    DEFAULTS,
    AsJson,
    ChannelPath,
    Encoding,
    NameColumn,
    NoHeader,
    OptionalText,
    ReviewFrom,
    Same,
    Threads,
    read_list_of_names,
    vocabulary_of,
)
from .output import STANDARD_INPUTS, STANDARD_OUTPUTS, check_output_of, reader_may_leave, say

if TYPE_CHECKING:
    from ..arrays.strings import Texts

LeftPath = Annotated[str, typer.Argument(metavar="LEFT", help="A list; - is standard input.")]
RightPath = Annotated[str, typer.Argument(metavar="RIGHT", help="Another, or the same one.")]
LeftColumn = Annotated[OptionalText, typer.Option(metavar="NAME", help="Column of LEFT, if it differs.")]
RightColumn = Annotated[OptionalText, typer.Option(metavar="NAME", help="Column of RIGHT, if it differs.")]
Top = Annotated[int, typer.Option(metavar="N", min=1, help="The best so many of each left row.")]
Everything = Annotated[bool, typer.Option("--all", help="Also those with verdict different.")]
OneToOne = Annotated[bool, typer.Option("--one-to-one", help="Each row has one partner at most.")]
MatchesOut = Annotated[
    OptionalText,
    typer.Option("--out", metavar="FILE", help="Write the pairs. [default: standard output]"),
]


def match(
    left: LeftPath,
    right: RightPath,
    *,
    column: NameColumn = None,
    left_column: LeftColumn = None,
    right_column: RightColumn = None,
    top: Top = 10,
    everything: Everything = False,
    one_to_one: OneToOne = False,
    out: MatchesOut = None,
    same: Same = DEFAULTS.same,
    review: ReviewFrom = DEFAULTS.review,
    channel: ChannelPath = None,
    encoding: Encoding = "utf-8",
    no_header: NoHeader = False,
    threads: Threads = None,
    as_json: AsJson = False,
) -> None:
    """Find for each name of one list its best partners in another, both in CSV, TSV, JSON Lines,
    Parquet or plain text.

    BITS are log2 odds: 0 is even, 3 eight to one, 10 a thousand to one. A line for each pair: left
    and right (rows from 0, without the header), bits, probability and verdict (same, review;
    different with --all only), by left row, best first. How many left rows have no line is
    printed beside. The output is TSV, or what its suffix says; - is standard output.

    \b
    Examples:
      namematch match signatories.csv staff.csv --out pairs.tsv
      namematch match a.csv b.parquet --left-column name --right-column full_name --one-to-one
    """
    policy = replace(DEFAULTS, same=same, review=review)
    if left in STANDARD_INPUTS and right in STANDARD_INPUTS:
        raise NameMatchError("LEFT and RIGHT are both standard input: only one of them can be read from it")
    target = out if out is not None or as_json else "-"
    check_output_of(target, [left, right], printed=as_json)
    from ..match.matches import match_names  # noqa: PLC0415 numba is slow to load

    vocabulary = vocabulary_of(channel)
    with Bar() as bar:
        sides = (left, left_column), (right, right_column)
        lists = [
            _names_at(path, column if own is None else own, encoding, header=not no_header)
            for path, own in sides
        ]
        found = match_names(
            *lists,
            top=top,
            all=everything,
            one_to_one=one_to_one,
            policy=policy,
            vocabulary=vocabulary,
            progress=bar,
            threads=threads,
        )
        bar("writing results", 0, 0)
        columns = match_columns(found, len(lists[1]))
        if target is not None:
            _write_matches(target, columns)
    if as_json:
        rows = zip(*columns.values(), strict=True)
        say([as_json_text({"matches": objects_of(MATCH_COLUMNS, rows), "unmatched": found.unmatched})])
        return
    count = f"{len(found.unmatched):,} of {found.rows:,} left rows without a line"
    if target in STANDARD_OUTPUTS:
        print(count, file=sys.stderr)
    else:
        say([count])


def _names_at(path: str, column: str | None, encoding: str, *, header: bool) -> "Texts":
    """The names of a list, '' where there is none."""
    return read_list_of_names(path, column, encoding, header=header).cells(column).texts


def _write_matches(path: str, columns: Mapping[str, Sequence[object]]) -> None:
    from ..files.writing import Outputs  # noqa: PLC0415 not for the other commands

    with reader_may_leave(), Outputs() as outputs:
        outputs.write_columns(path, columns)
