"""The commands ``index`` and ``search``: a long list prepared once, and one name at a time found in it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final

import typer

from .errors import NameMatchError
from .policy import Policy
from .terminal import (
    STANDARD_INPUTS,
    STANDARD_OUTPUTS,
    AsJson,
    Bar,
    Channel,
    Column,
    Encoding,
    NoHeader,
    Probability,
    ReviewFrom,
    Same,
    as_json_text,
    check_output_of,
    objects_of,
    printable,
    read_names,
    read_texts,
    say,
    shown_bits,
    vocabulary_of,
)

if TYPE_CHECKING:
    from .index import NameIndex
    from .match import Match

_POLICY: Final = Policy()
_COLUMNS: Final = ("row", "name", "bits", "probability", "verdict")
_AT_ONCE: Final = 256  # queries that are answered before any is printed

ListPath = Annotated[str, typer.Argument(metavar="LIST", help="The list; - is standard input.")]
IndexOut = Annotated[str, typer.Option("--out", metavar="FILE", help="Write the index, such as staff.nmi.")]
Source = Annotated[str, typer.Argument(metavar="INDEX", help="What namematch index wrote, or a list.")]
Queries = Annotated[
    list[str] | None,
    typer.Argument(metavar="QUERY", help="Names; - reads one a line from standard input."),
]
Top = Annotated[int, typer.Option(metavar="N", min=1, help="The best so many of each query.")]
OwnSame = Annotated[
    float | None, typer.Option("--same", metavar="BITS", help="Of a list: one name from here.")
]
OwnReview = Annotated[float | None, typer.Option("--review", metavar="BITS", help="Of a list: for review.")]


def index_names(
    path: ListPath,
    *,
    out: IndexOut,
    column: Column = None,
    same: Same = _POLICY.same,
    review: ReviewFrom = _POLICY.review,
    channel: Channel = None,
    encoding: Encoding = "utf-8",
    no_header: NoHeader = False,
    as_json: AsJson = False,
) -> None:
    """Prepare a list in CSV, TSV, JSON Lines, Parquet or plain text to be searched, as one file.

    The index holds the names, what their words may stand for and the cutoffs: BITS are log2 odds, 0
    is even, 3 eight to one, 10 a thousand to one. With --channel, searches need that channel too.

    \b
    Example:
      namematch index staff.csv --column name --out staff.nmi
      namematch search staff.nmi "Ghafour Fattahian"
    """
    policy = replace(_POLICY, same=same, review=review)
    if out in STANDARD_OUTPUTS:
        raise NameMatchError("an index is a file: name one with --out")
    check_output_of(out, [path], printed=False)
    with Bar() as bar:
        index = _indexed(path, column, encoding, policy, channel, bar, header=not no_header)
        bar("writing the index", 0, 0)
        index.save(out)
    if as_json:
        say([as_json_text({"rows": len(index), "out": out})])
    else:
        say([f"{len(index):,} rows indexed in {out}"])


def search_names(
    source: Source,
    queries: Queries = None,
    *,
    top: Top = 5,
    column: Column = None,
    same: OwnSame = None,
    review: OwnReview = None,
    channel: Channel = None,
    encoding: Encoding = "utf-8",
    no_header: NoHeader = False,
    as_json: AsJson = False,
) -> None:
    """Find names in an index that namematch index wrote, or in a list, which takes its time once.

    A line for each match: query, row (from 0, without the header), name, bits, probability and verdict
    (same, review), parted by tabs, by query, best first. How many queries have no match is printed
    beside. With --json one object a line for each query. An index keeps the cutoffs it was made with.

    \b
    Examples:
      namematch search staff.nmi "Ghafour Fattahian" "حسن عزیزی"
      namematch search staff.nmi - --top 1 < names.txt > found.tsv
      namematch search staff.csv --column name "Ghafour Fattahian"
    """
    if not queries:
        raise NameMatchError("no query: name one, or - for standard input")
    if source in STANDARD_INPUTS and "-" in queries:
        raise NameMatchError("INDEX and QUERY are both standard input: only one of them can be read from it")
    with Bar() as bar:
        index = _opened(source, column, encoding, same, review, channel, bar, header=not no_header)
    asked = read_texts(queries)
    unmatched: list[str] = []
    say(_found_lines(index, asked, top, unmatched, as_json=as_json))
    if not as_json:
        print(f"{len(unmatched):,} of {len(asked):,} queries without a match", file=sys.stderr)


def _opened(
    source: str,
    column: str | None,
    encoding: str,
    same: float | None,
    review: float | None,
    channel: str | None,
    bar: Bar,
    *,
    header: bool,
) -> "NameIndex":
    """The index at *source*, or one made of the list there."""
    from .container import is_container  # noqa: PLC0415 numpy
    from .index import NameIndex  # noqa: PLC0415 numba is slow to load

    if source in STANDARD_INPUTS or not is_container(source):
        policy = replace(
            _POLICY,
            same=_POLICY.same if same is None else same,
            review=_POLICY.review if review is None else review,
        )
        return _indexed(source, column, encoding, policy, channel, bar, header=header)
    for option, value in (("--column", column), ("--same", same), ("--review", review)):
        if value is not None:
            raise NameMatchError(f"{option} is for a list, and {source} is an index: it keeps its own")
    return NameIndex.load(source, vocabulary=vocabulary_of(channel))


def _indexed(
    path: str,
    column: str | None,
    encoding: str,
    policy: Policy,
    channel: str | None,
    bar: Bar,
    *,
    header: bool,
) -> "NameIndex":
    from .index import NameIndex  # noqa: PLC0415 numba is slow to load

    vocabulary = vocabulary_of(channel)
    names = read_names(path, column, encoding, header=header).cells(column).texts
    return NameIndex(names, policy=policy, vocabulary=vocabulary, progress=bar)


def _found_lines(
    index: "NameIndex", queries: Sequence[str], top: int, unmatched: list[str], *, as_json: bool
) -> Iterator[str]:
    """The lines of all matches; *unmatched* takes the queries without any."""
    if not as_json:
        yield "\t".join(("query", *_COLUMNS))
    rest = iter(queries)
    while block := list(islice(rest, _AT_ONCE)):
        for query, matches in zip(block, index.search_many(block, top=top), strict=True):
            rows = [_cells(index, match) for match in matches]
            if not rows:
                unmatched.append(query)
            if as_json:
                yield as_json_text({"query": query, "matches": objects_of(_COLUMNS, rows)})
            else:
                yield from ("\t".join(printable(str(cell)) for cell in (query, *row)) for row in rows)


def _cells(index: "NameIndex", match: "Match") -> tuple[object, ...]:
    probability = Probability(round(match.probability, 4))
    return match.right, index.text(match.right), shown_bits(match.bits), probability, match.verdict
