"""``namematch compare``: two names in, whether they are one and why out; or a table of pairs, each scored."""

from dataclasses import asdict
from typing import Annotated

import typer

from ..errors import NameMatchError
from ..files.cells import as_json_text
from ..text.visible import visible
from .options import (
    DEFAULTS,
    AsJson,
    ChannelPath,
    Encoding,
    ListFormat,
    NoHeader,
    OptionalText,
    ReviewFrom,
    Same,
    Threads,
    policy_with,
    vocabulary_of,
)
from .output import say
from .pairs import PairTable

LeftName = Annotated[OptionalText, typer.Argument(metavar="LEFT", help="A name, in either script.")]
RightName = Annotated[OptionalText, typer.Argument(metavar="RIGHT", help="Another, in either script.")]
PairsFile = Annotated[
    OptionalText,
    typer.Option("--pairs", metavar="FILE", help="A table with two names in each row; - is standard input."),
]
OneColumn = Annotated[OptionalText, typer.Option("--left", metavar="COLUMN", help="Of --pairs: one name.")]
OtherColumn = Annotated[
    OptionalText, typer.Option("--right", metavar="COLUMN", help="Of --pairs: the other.")
]
ScoresOut = Annotated[
    OptionalText,
    typer.Option("--out", metavar="FILE", help="Write the scored table. [default: standard output]"),
]


def compare(
    left: LeftName = None,
    right: RightName = None,
    *,
    pairs: PairsFile = None,
    left_column: OneColumn = None,
    right_column: OtherColumn = None,
    out: ScoresOut = None,
    same: Same = DEFAULTS.same,
    review: ReviewFrom = DEFAULTS.review,
    channel: ChannelPath = None,
    encoding: Encoding = "utf-8",
    no_header: NoHeader = False,
    threads: Threads = None,
    as_json: AsJson = False,
) -> None:
    """Say whether two names are one, how sure that is, and why.

    With --pairs every row of a table is compared, by its columns --left and --right: the table is
    written with all its columns and three more: bits (log2 odds), probability and verdict (same,
    review, different). CSV, TSV, JSON Lines and Parquet, by their suffixes.

    \b
    Examples:
      namematch compare "غفور فتاحیان" "FATTAHIAN Ghafour"
      namematch compare --pairs candidates.csv --left name --right "other name" --out scored.tsv
    """
    policy = policy_with(same, review)
    if pairs is not None:
        if left is not None or right is not None:
            raise NameMatchError("--pairs: its rows are compared, and no names beside them")
        if left_column is None or right_column is None:
            raise NameMatchError("--pairs needs --left and --right: the columns of the two names")
        if as_json:
            raise NameMatchError("--pairs and --json: for JSON Lines name an --out with the suffix .jsonl")
        how = ListFormat(left_column, encoding, header=not no_header)
        table = PairTable(pairs, left_column, right_column, how, out if out is not None else "-")
        table.compare(policy, vocabulary_of(channel), threads)
        return
    if left is None or right is None:
        missing = "right" if left is not None else "left"
        raise NameMatchError(
            f"the {missing} name is missing: two are compared, or with --pairs the rows of a table"
        )
    told = {"--left": left_column, "--right": right_column, "--out": out}
    if unused := [option for option, value in told.items() if value is not None]:
        raise NameMatchError(f"{unused[0]} is for the table of --pairs")
    from ..compare.names import compare_names  # noqa: PLC0415 not for the other commands

    comparison = compare_names(left, right, policy=policy, vocabulary=vocabulary_of(channel))
    if as_json:
        say([as_json_text(asdict(comparison))])
    else:
        say(map(visible, comparison.explain().split("\n")))
