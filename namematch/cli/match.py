"""``namematch match``: two lists of names in, a table of the best partners out."""

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from ..errors import NameMatchError
from ..files.cells import as_json_text, objects_of
from ..match.tables import match_columns
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
from .output import STANDARD_INPUTS, STANDARD_OUTPUTS, check_outputs, reader_may_leave, say

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
    policy = policy_with(same, review)
    if left in STANDARD_INPUTS and right in STANDARD_INPUTS:
        raise NameMatchError("LEFT and RIGHT are both standard input: only one of them can be read from it")
    target = out if out is not None or as_json else "-"
    check_outputs([] if target is None else [target], [left, right], printed=as_json)
    from ..match.matches import match_names  # noqa: PLC0415 not for the other commands

    usual = ListFormat(column, encoding, header=not no_header)
    vocabulary = vocabulary_of(channel)
    with Bar() as bar:
        found = match_names(
            usual.of_column(left_column).names(left),
            usual.of_column(right_column).names(right),
            top=top,
            all=everything,
            one_to_one=one_to_one,
            policy=policy,
            vocabulary=vocabulary,
            progress=bar,
            threads=threads,
        )
        bar("writing results", 0, 0)
        columns = match_columns(found)
        if target is not None:
            _write_matches(target, columns)
    if as_json:
        say([as_json_text({"matches": objects_of(columns), "unmatched": found.unmatched})])
        return
    count = f"{len(found.unmatched):,} of {found.rows:,} left rows without a line"
    if target in STANDARD_OUTPUTS:
        print(count, file=sys.stderr)
    else:
        say([count])


def _write_matches(path: str, columns: Mapping[str, Sequence[object]]) -> None:
    from ..files.writing import Outputs  # noqa: PLC0415 not for the other commands

    with reader_may_leave(), Outputs() as outputs:
        outputs.write_columns(path, columns)
