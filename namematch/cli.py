"""The console script ``namematch``: arguments and files in, files and a table out; no logic.

What lies beyond typer is imported by the command that needs it, so that ``namematch compare``
starts at once. Exit code 0 when done, 2 for what cannot be read, written or understood, 130 on
Ctrl-C.
"""

import gc
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from .cli_search import index_names, search_names
from .errors import InputError, NameMatchError, OutputError
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
    OptionalText,
    Probability,
    ReviewFrom,
    Same,
    as_json_text,
    check_input_stays,
    check_output_of,
    complain,
    objects_of,
    printable,
    read_names,
    read_texts,
    reader_may_leave,
    say,
    shown_bits,
    vocabulary_of,
)

if TYPE_CHECKING:
    from .files import NameList
    from .match import Matches
    from .mentions import Decision, Mentions
    from .pairs import Pair
    from .progress import Progress
    from .records import Reconciliation, Refusal, Review
    from .texts import Texts
    from .trial import Trial

_POLICY: Final = Policy()
_FAILED: Final = 2
_INTERRUPTED: Final = 130
# What typer raises for bad options lies in a private place that differs by version.
_BadUsage: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="namematch",
    help="Persian names in two scripts: compare, transliterate, deduplicate and match them.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Run the command that ``sys.argv`` holds, and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; without arguments, show the help.

    What went wrong is one line on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Latin-1 has no Persian; and an argument may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with _uncollected():
            code = app(list(arguments) or ["--help"], prog_name="namematch", standalone_mode=False)
    except (NameMatchError, _BadUsage) as error:
        complain(error.format_message() if hasattr(error, "format_message") else str(error))
        return _FAILED
    if code == _INTERRUPTED:
        complain("interrupted")
    return int(code or 0)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage in cycles: what a command makes it needs to the end, and to look through
    millions of objects again and again took a quarter of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@app.command("compare")
def _compare(
    left: Annotated[str, typer.Argument(help="A name, in either script.")],
    right: Annotated[str, typer.Argument(help="Another, in either script.")],
    channel: Channel = None,
    as_json: AsJson = False,
) -> None:
    """Say whether two names are one, how sure that is, and why.

    \b
    Example:
      namematch compare "غفور فتاحیان" "FATTAHIAN Ghafour"
    """
    from .compare import compare_names  # noqa: PLC0415 not for the other commands

    comparison = compare_names(left, right, vocabulary=vocabulary_of(channel))
    say([as_json_text(asdict(comparison)) if as_json else printable(comparison.explain())])


@app.command("transliterate", short_help="Write names in the other script.")
def _transliterate(
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT", help="Names; - reads one a line from standard input."),
    ] = None,
    n: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Print this many spellings, each with its probability."),
    ] = None,
    scheme: Annotated[
        str,
        typer.Option(help="How Latin letters are written: press, bgn-pcgn, ala-lc, din-31635, iso-233-3."),
    ] = "press",
    style: Annotated[str, typer.Option(help="Whose press: english, german, french, turkish.")] = "english",
    as_json: AsJson = False,
) -> None:
    """Write Persian names in Latin letters and Latin names in Persian letters.

    Prints one line for each name; with --n, lines of name, spelling and probability, parted
    by tabs; with --json one object a line. --scheme and --style are for Latin letters.

    \b
    Examples:
      namematch transliterate "غفور فتاحیان" "Hassan Azizi"
      namematch transliterate --n 5 "غفور فتاحیان"
      namematch transliterate --scheme ala-lc "غفور فتاحیان"
      namematch transliterate - < names.txt
    """
    if not texts:
        raise NameMatchError("no text: name one, or - for standard input")
    say(_transliterated(read_texts(texts), n, as_json, scheme=scheme, style=style))


def _transliterated(
    texts: Sequence[str], n: int | None, as_json: bool, *, scheme: str, style: str
) -> Iterator[str]:
    from .transliteration import spellings, transliterate  # noqa: PLC0415 loads tables

    for text in texts:
        if as_json:
            found = [asdict(x) for x in spellings(text, n=n or 5, scheme=scheme, style=style)]
            best = transliterate(text, scheme=scheme, style=style)
            yield as_json_text({"text": text, "transliteration": best, "spellings": found})
        elif n is None:
            yield printable(transliterate(text, scheme=scheme, style=style))
        else:
            for spelling in spellings(text, n=n, scheme=scheme, style=style):
                probability = f"{spelling.probability:.4f}"
                yield "\t".join((printable(text), printable(spelling.text), probability))


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
Decisions = Annotated[
    OptionalText,
    typer.Option(metavar="FILE", help="Reviews with a column 'decision': same, different or blank."),
]
Persons = Annotated[OptionalText, typer.Option(metavar="FILE", help="Write the persons, as JSON Lines.")]
Assignments = Annotated[OptionalText, typer.Option(metavar="FILE", help="Write the person of each row.")]
Reviews = Annotated[OptionalText, typer.Option(metavar="FILE", help="Write the cases to decide.")]
Threads = Annotated[int | None, typer.Option(metavar="N", min=1, help="Cores to use. [default: all]")]
ShowTable = Annotated[bool, typer.Option("--table", help="Print a table, as without output files.")]
By = Annotated[
    OptionalText,
    typer.Option(metavar="NAME", help="Column that the table counts by. [default: source]"),
]


@app.command("dedupe", short_help="Find the persons of a list of names.")
def _dedupe(
    path: ListPath,
    *,
    column: Column = None,
    source_column: SourceColumn = None,
    given: Given = None,
    family: Family = None,
    within_source: Within = WithinSource.ANY,
    decisions: Decisions = None,
    persons: Persons = None,
    assignments: Assignments = None,
    reviews: Reviews = None,
    same: Same = _POLICY.same,
    review: ReviewFrom = _POLICY.review,
    channel: Channel = None,
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
    policy = replace(_POLICY, same=same, review=review)
    paths = _Paths(persons, assignments, reviews)
    paths.check([path, decisions], printed=table or as_json)
    if within_source is WithinSource.DISTINCT and source_column is None:
        raise NameMatchError("--within-source distinct needs --source-column")
    if table and as_json:
        raise NameMatchError("--table and --json: only one of them can be printed")
    from .records import dedupe_names  # noqa: PLC0415 numba is slow to load

    vocabulary = vocabulary_of(channel)
    with Bar() as bar:
        asked = [name for name in (source_column, given, family, by) if name is not None]
        names = read_names(path, column, encoding, header=not no_header, others=asked)
        counted_by = names.column(by, numbers=True) if by is not None else None
        result = dedupe_names(
            _mentions(names, column, source_column, given, family),
            within_source=within_source.value,
            decisions=_read_decisions(decisions) if decisions is not None else (),
            policy=policy,
            vocabulary=vocabulary,
            progress=bar,
            threads=threads,
        )
        bar("writing results", 0, 0)
        paths.write(result)
        if as_json:
            lines = [as_json_text(_as_object(result))]
        else:
            lines = _table_lines(result, counted_by) if table or not paths.named else []
    say(lines)


def _table_lines(result: "Reconciliation", by: Sequence[str | None] | None) -> list[str]:
    from .report import print_report, report_console  # noqa: PLC0415 rich

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
    from .mentions import Mentions  # noqa: PLC0415 numpy
    from .texts import Cells, Texts  # noqa: PLC0415 numpy

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
_MATCH_COLUMNS: Final = ("left", "right", "bits", "probability", "verdict")


@app.command("match", short_help="Find the names of one list in another.")
def _match(
    left: LeftPath,
    right: RightPath,
    *,
    column: Column = None,
    left_column: LeftColumn = None,
    right_column: RightColumn = None,
    top: Top = 10,
    everything: Everything = False,
    one_to_one: OneToOne = False,
    out: MatchesOut = None,
    same: Same = _POLICY.same,
    review: ReviewFrom = _POLICY.review,
    channel: Channel = None,
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
    policy = replace(_POLICY, same=same, review=review)
    if left in STANDARD_INPUTS and right in STANDARD_INPUTS:
        raise NameMatchError("LEFT and RIGHT are both standard input: only one of them can be read from it")
    target = out if out is not None or as_json else "-"
    check_output_of(target, [left, right], printed=as_json)
    from .match import match_names  # noqa: PLC0415 numba is slow to load

    vocabulary = vocabulary_of(channel)
    with Bar() as bar:
        sides = (left, left_column), (right, right_column)
        lists = [
            _texts(path, column if own is None else own, encoding, header=not no_header)
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
        columns = _match_columns(found, len(lists[1]))
        if target is not None:
            _write_matches(target, columns)
    if as_json:
        rows = zip(*columns.values(), strict=True)
        say([as_json_text({"matches": objects_of(_MATCH_COLUMNS, rows), "unmatched": found.unmatched})])
        return
    count = f"{len(found.unmatched):,} of {found.rows:,} left rows without a line"
    if target in STANDARD_OUTPUTS:
        print(count, file=sys.stderr)
    else:
        say([count])


def _texts(path: str, column: str | None, encoding: str, *, header: bool) -> "Texts":
    """The names of a list, '' where there is none."""
    return read_names(path, column, encoding, header=header).cells(column).texts


def _match_columns(found: "Matches", right_rows: int) -> dict[str, Sequence[object]]:
    """The columns of the output; equal numbers are written once."""
    import numpy as np  # noqa: PLC0415 not for the other commands

    from .calibrate import probability_of  # noqa: PLC0415 numpy
    from .texts import Coded  # noqa: PLC0415 numpy

    values, place = np.unique(found.bits, return_inverse=True)
    bits = values.tolist()
    probabilities = [Probability(round(probability_of(x), 4)) for x in bits]
    cells = (
        Coded(range(found.rows), found.left),
        Coded(range(right_rows), found.right),
        Coded(list(map(shown_bits, bits)), place),
        Coded(probabilities, place),
        found.verdict,
    )
    return dict(zip(_MATCH_COLUMNS, cells, strict=True))


def _write_matches(path: str, columns: Mapping[str, Sequence[object]]) -> None:
    from .outputs import Outputs  # noqa: PLC0415 not for the other commands

    with reader_may_leave(), Outputs() as outputs:
        outputs.write_columns(path, columns)


app.command("index", short_help="Prepare a list to be searched.")(index_names)
app.command("search", short_help="Find names in an index or a list.")(search_names)


PairsPath = Annotated[str, typer.Argument(metavar="PAIRS", help="TSV of spellings: persian, latin.")]
ChannelOut = Annotated[
    OptionalText, typer.Option("--out", metavar="FILE", help="Write the channel, .npz. [default: none]")
]
GraphonesOut = Annotated[
    OptionalText,
    typer.Option("--graphones", metavar="FILE", help="Write what transliteration goes by, .npz."),
]
Held = Annotated[
    float,
    typer.Option("--test", metavar="SHARE", help="Share of the words to hold out for a test; 0: none."),
]


@app.command("train", short_help="Learn from your own spellings, and see whether that is better.")
def _train(
    path: PairsPath,
    *,
    out: ChannelOut = None,
    graphones: GraphonesOut = None,
    test: Held = 0.2,
    as_json: AsJson = False,
) -> None:
    """Learn how Persian letters are written in Latin ones, from attested spellings of single names.

    PAIRS has one spelling a line, in the columns persian and latin; a column count says how often it
    was met, a column source that rows of B and C are less reliable than others. A share of the words
    is held out, and what the others teach is compared with the channel of the package by the
    spellings of these (which that channel may have seen). Then --out is learned from all words;
    and --graphones from them and the lexicon, for who maintains the package.

    bits: what a held-out spelling costs on the average; less is better. right: spellings that no
    other word explains better than their own.

    \b
    Examples:
      namematch train pairs.tsv
      namematch train pairs.tsv --out channel.npz --test 0
      namematch compare "غفور فتاحیان" "Ghafour Fattahian" --channel channel.npz
    """
    if not 0 <= test < 1:
        raise NameMatchError(f"--test {test:g} is no share of the words, from 0 to below 1")
    files = [file for file in (out, graphones) if file is not None]
    if not files and test == 0:
        raise NameMatchError("neither --out nor a share to --test: nothing to do")
    from .outputs import check_output  # noqa: PLC0415 not for the other commands
    from .pairs import read_pairs, words_of  # noqa: PLC0415 numpy
    from .trial import try_out  # noqa: PLC0415 numpy

    check_output(*files)
    for file in files:
        check_input_stays(file, path)
    with Bar() as bar:
        pairs = read_pairs(Path(path))
        trial = try_out(pairs, test, progress=bar) if test else None
        _write_learned(pairs, out, graphones, bar)
    if as_json:
        tried = None if trial is None else asdict(trial)
        counts = {"pairs": len(pairs), "words": len(words_of(pairs))}
        say([as_json_text({**counts, "test": tried, "out": out, "graphones": graphones})])
        return
    lines = [f"{len(pairs):,} pairs of {len(words_of(pairs)):,} words", *_tried_lines(trial)]
    say([*lines, *(f"{file}: learned from all words" for file in files)])


def _write_learned(
    pairs: Sequence["Pair"], channel: str | None, graphones: str | None, progress: "Progress"
) -> None:
    """Learn what a path is given for, and write it."""
    from .graphones import learn_graphones  # noqa: PLC0415 numpy
    from .outputs import Outputs  # noqa: PLC0415 not for the other commands
    from .train import train_channel  # noqa: PLC0415 numpy
    from .vocabulary import read_words  # noqa: PLC0415 numpy

    with Outputs() as outputs:
        if channel is not None:
            learned, _ = train_channel(pairs, progress=progress)
            learned.write(stored := io.BytesIO())
            outputs.write_bytes(channel, stored.getvalue())
        if graphones is not None:
            progress("learning graphones", 0, 0)
            model = learn_graphones(((p.persian, p.latin, p.weight) for p in pairs), read_words())
            model.write(stored := io.BytesIO())
            outputs.write_bytes(graphones, stored.getvalue())


def _tried_lines(trial: "Trial | None") -> Iterator[str]:
    if trial is None:
        return
    yield f"held out: {trial.words:,} words, {trial.spellings:,} spellings"
    yield "                  bits   right"
    for name, worth in ("learned here", trial.learned), ("of the package", trial.shipped):
        yield f"{name:<16} {worth.bits:5.2f}  {worth.right:6.1%}"
    gain = trial.shipped.bits - trial.learned.bits
    points = 100 * (trial.learned.right - trial.shipped.right)
    yield f"{'better' if gain >= 0 else 'worse'} by {abs(gain):.2f} bits; {points:+.1f} points right"


@app.command("doubtful", short_help="List the words of the lexicon that may be misspelled.")
def _doubtful(
    top: Annotated[int, typer.Option(metavar="N", min=1, help="Print this many.")] = 50,
    channel: Channel = None,
    as_json: AsJson = False,
) -> None:
    """List the words of the lexicon whose Latin spelling the channel finds improbable, worst first.

    Tab-separated columns: persian, latin, doubt in bits (surprise + lead), surprise (how much less
    probable the spelling is than those of words as long), likelier (the word that explains the
    spelling better, if there is one) and lead (by how many bits). Names of other languages are
    among them: what is wrong, a reader must say.

    \b
    Example:
      namematch doubtful --top 300 > look_at.tsv
    """
    from .doubtful import DoubtfulWord, doubtful_words  # noqa: PLC0415 numpy

    with Bar() as bar:
        words = doubtful_words(vocabulary_of(channel), progress=bar)[:top]
    rows = [{key: _rounded(value) for key, value in asdict(word).items()} for word in words]
    if as_json:
        say(map(as_json_text, rows))
        return
    head = "\t".join(field.name for field in fields(DoubtfulWord))
    say([head, *("\t".join(map(str, row.values())) for row in rows)])


_DECISIONS: Final[dict[str, Literal["same", "different"]]] = {
    "same": "same",
    "different": "different",
}


def _read_decisions(path: str) -> Iterator["Decision"]:
    """What a human wrote beside the reviews; a blank one is still to be decided."""
    from .files import read_list  # noqa: PLC0415 dedupe alone reads lists

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


_REFUSED_COLUMNS: Final = (
    "person",
    "other person",
    "mention",
    "other mention",
    "bits",
    "reason",
)
_ASSIGNMENT_COLUMNS: Final = ("row", "person", "bits", "verdict")
_REVIEW_COLUMNS: Final = (
    "person",
    "other person",
    "mention",
    "other mention",
    "bits",
    "probability",
    "reason",
)


def _assignment_columns(result: "Reconciliation") -> dict[str, Sequence[object]]:
    found = result.assigned
    bits = replace(found.bits, values=list(map(shown_bits, found.bits.values)))
    cells = range(len(result.mentions)), found.person, bits, found.verdict
    return dict(zip(_ASSIGNMENT_COLUMNS, cells, strict=True))


def _review_rows(result: "Reconciliation") -> Iterator[tuple[object, ...]]:
    for review in result.reviews:
        probability = Probability(round(review.probability, 4))
        yield *_ends(review), shown_bits(review.bits), probability, review.reason


def _ends(found: "Review | Refusal") -> tuple[str, str, str, str]:
    from .mentions import read_name  # noqa: PLC0415 numpy

    left, right = (read_name(m).text for m in (found.left_mention, found.right_mention))
    return found.left, found.right, left, right


def _person_objects(result: "Reconciliation") -> Iterator[dict[str, object]]:
    for person in result.persons:
        yield {key: _rounded(value) for key, value in person.model_dump().items()}


def _rounded(value: object) -> object:
    """*value* with two decimals in all its numbers."""
    if isinstance(value, float):
        return shown_bits(value)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, (list, tuple)) else value


def _as_object(result: "Reconciliation") -> dict[str, object]:
    """All results as one value for JSON."""
    refused = ((*_ends(found), shown_bits(found.bits), found.reason) for found in result.refused)
    return {
        "persons": list(_person_objects(result)),
        "assignments": objects_of(
            _ASSIGNMENT_COLUMNS, zip(*_assignment_columns(result).values(), strict=True)
        ),
        "reviews": objects_of(_REVIEW_COLUMNS, _review_rows(result)),
        "refused": objects_of(_REFUSED_COLUMNS, refused),
    }


@dataclass(frozen=True, slots=True)
class _Paths:
    """Where the results of dedupe go; None for nowhere."""

    persons: str | None
    assignments: str | None
    reviews: str | None

    @property
    def named(self) -> list[str]:
        """Those that are asked for."""
        every = (self.persons, self.assignments, self.reviews)
        return [path for path in every if path is not None]

    def check(self, inputs: Sequence[str | None], *, printed: bool) -> None:
        """Raise OutputError before any work for what could not be written after it."""
        from .outputs import check_output  # noqa: PLC0415 dedupe alone writes files

        check_output(*self.named, *(["-"] if printed else []))
        for path, source in product(self.named, filter(None, inputs)):
            check_input_stays(path, source)
        if self.persons and re.search(r"(?i)\.(csv|tsv|txt|parquet)(\.gz)?$", self.persons):
            raise OutputError(f"{self.persons}: persons are JSON Lines: name a .jsonl file")

    def write(self, result: "Reconciliation") -> None:
        """Write the files together, then what goes to standard output."""
        self._write(result, [path for path in self.named if path not in STANDARD_OUTPUTS])
        with reader_may_leave():
            self._write(result, [path for path in self.named if path in STANDARD_OUTPUTS])

    def _write(self, result: "Reconciliation", paths: Sequence[str]) -> None:
        from .outputs import Outputs  # noqa: PLC0415 dedupe alone writes files

        with Outputs() as outputs:
            for path in paths:
                if path == self.persons:
                    outputs.write_json_lines(path, _person_objects(result))
                elif path == self.assignments:
                    outputs.write_columns(path, _assignment_columns(result))
                else:
                    outputs.write_rows(path, _REVIEW_COLUMNS, _review_rows(result))


if __name__ == "__main__":
    main()
