"""``namematch index``: a list in, its index out; ``namematch search``: names in, their rows out."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..errors import NameMatchError
from ..files.cells import as_json_text, objects_of
from ..policy import Policy
from ..search.tables import FOUND_COLUMNS, found_columns
from ..text.visible import visible
from .bar import Bar
from .options import (
    DEFAULTS,
    AsJson,
    ChannelPath,
    Encoding,
    ListFormat,
    NameColumn,
    NoHeader,
    ReviewFrom,
    Same,
    policy_with,
    read_arguments,
    vocabulary_of,
)
from .output import STANDARD_INPUTS, STANDARD_OUTPUTS, check_outputs, say

if TYPE_CHECKING:
    from ..search.index import NameIndex

_QUERIES_AT_ONCE: Final = 256  # queries that are answered before any is printed

IndexedList = Annotated[str, typer.Argument(metavar="LIST", help="The list; - is standard input.")]
IndexOut = Annotated[str, typer.Option("--out", metavar="FILE", help="Write the index, such as staff.nmi.")]
Source = Annotated[str, typer.Argument(metavar="INDEX", help="What namematch index wrote, or a list.")]
Queries = Annotated[
    list[str] | None,
    typer.Argument(metavar="QUERY", help="Names; - reads one a line from standard input."),
]
TopRows = Annotated[int, typer.Option(metavar="N", min=1, help="The best so many of each query.")]
OwnSame = Annotated[
    float | None, typer.Option("--same", metavar="BITS", help="Of a list: one name from here.")
]
OwnReview = Annotated[float | None, typer.Option("--review", metavar="BITS", help="Of a list: for review.")]


def index_names(
    path: IndexedList,
    *,
    out: IndexOut,
    column: NameColumn = None,
    same: Same = DEFAULTS.same,
    review: ReviewFrom = DEFAULTS.review,
    channel: ChannelPath = None,
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
    policy = policy_with(same, review)
    if out in STANDARD_OUTPUTS:
        raise NameMatchError("an index is a file: name one with --out")
    check_outputs([out], [path], printed=False)
    with Bar() as bar:
        index = _indexed(path, ListFormat(column, encoding, header=not no_header), policy, channel, bar)
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
    top: TopRows = 5,
    column: NameColumn = None,
    same: OwnSame = None,
    review: OwnReview = None,
    channel: ChannelPath = None,
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
        if _is_index(source):
            for option, value in (("--column", column), ("--same", same), ("--review", review)):
                if value is not None:
                    reason = f"{option} is for a list, and {source} is an index: it keeps its own"
                    raise NameMatchError(reason)
            index = _loaded(source, channel)
        else:
            how = ListFormat(column, encoding, header=not no_header)
            index = _indexed(source, how, policy_with(same, review), channel, bar)
    asked = read_arguments(queries)
    unmatched: list[str] = []
    say(_found_lines(index, asked, top, unmatched, as_json=as_json))
    if not as_json:
        print(f"{len(unmatched):,} of {len(asked):,} queries without a match", file=sys.stderr)


def _is_index(source: str) -> bool:
    """Whether *source* is what ``namematch index`` wrote, rather than a list."""
    from ..files.container import is_container  # noqa: PLC0415 numpy

    return source not in STANDARD_INPUTS and is_container(source)


def _loaded(path: str, channel: str | None) -> "NameIndex":
    from ..search.index import NameIndex  # noqa: PLC0415 not for the other commands

    return NameIndex.load(path, vocabulary=vocabulary_of(channel))


def _indexed(path: str, how: ListFormat, policy: Policy, channel: str | None, bar: Bar) -> "NameIndex":
    """An index of the list at *path*."""
    from ..search.index import NameIndex  # noqa: PLC0415 not for the other commands

    vocabulary = vocabulary_of(channel)
    return NameIndex(how.names(path), policy=policy, vocabulary=vocabulary, progress=bar)


def _found_lines(
    index: "NameIndex", queries: Sequence[str], top: int, unmatched: list[str], *, as_json: bool
) -> Iterator[str]:
    """The lines of all matches; *unmatched* takes the queries without any."""
    if not as_json:
        yield "\t".join(("query", *FOUND_COLUMNS))
    rest = iter(queries)
    while block := list(islice(rest, _QUERIES_AT_ONCE)):
        for query, matches in zip(block, index.search_many(block, top=top), strict=True):
            columns = found_columns(index, matches)
            if not matches:
                unmatched.append(query)
            if as_json:
                yield as_json_text({"query": query, "matches": objects_of(columns)})
                continue
            for row in zip(*columns.values(), strict=True):
                yield "\t".join(visible(str(cell)) for cell in (query, *row))
