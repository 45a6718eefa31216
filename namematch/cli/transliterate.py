"""``namematch transliterate``: names or a file of them in, their spellings in the other script out."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..errors import NameMatchError
from ..files.cells import as_json_text
from ..files.messages import STANDARD
from ..text.visible import visible
from .bar import Bar
from .options import (
    AsJson,
    ChannelPath,
    Encoding,
    GraphonesPath,
    ListFormat,
    NoHeader,
    OptionalText,
    graphones_of,
    read_arguments,
    vocabulary_of,
)
from .output import complain, say
from .spelled import NameFile, SpellingOptions

if TYPE_CHECKING:
    from ..transliteration.spelling import Spelling

FileOrTexts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE|TEXT",
        help="A file of names, where there is one of that name, or names; - is standard input.",
    ),
]
MoreTexts = Annotated[
    list[str] | None,
    typer.Option("--text", metavar="TEXT", help="A name, also where a file is called so; may be repeated."),
]
NamesOf = Annotated[
    OptionalText, typer.Option(metavar="NAME", help="Of a table: the column of names. [default: name]")
]
SpelledOut = Annotated[
    OptionalText, typer.Option("--out", metavar="FILE", help="Write FILE with its spellings to this.")
]
HowMany = Annotated[
    int | None,
    typer.Option("--n", metavar="N", min=1, help="So many spellings, each with its probability."),
]
WrittenIn = Annotated[
    OptionalText,
    typer.Option(
        "--to", metavar="SCRIPT", help="persian or latin: words of it stay, but see --n and --variants."
    ),
]
Variants = Annotated[
    bool, typer.Option("--variants", help="The Latin spellings in use for the name: --to latin --n 50.")
]
LatinScheme = Annotated[
    str,
    typer.Option(
        help="How Latin letters are written and read: press, bgn-pcgn, ala-lc, din-31635, iso-233-3, "
        "ijmes, ijmes-dari, odni-ic, un-2012."
    ),
]
PressStyle = Annotated[str, typer.Option(help="Whose press: english, german, french, turkish.")]
BestAndAll = tuple[list[str], "list[list[Spelling]]"]
MOST_VARIANTS: Final = 50
_SUFFIXES_OF_FILES: Final = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".txt", ".gz")


def transliterate_names(
    arguments: FileOrTexts = None,
    *,
    texts: MoreTexts = None,
    column: NamesOf = None,
    out: SpelledOut = None,
    n: HowMany = None,
    to: WrittenIn = None,
    variants: Variants = False,
    scheme: LatinScheme = "press",
    style: PressStyle = "english",
    channel: ChannelPath = None,
    graphones: GraphonesPath = None,
    encoding: Encoding = "utf-8",
    no_header: NoHeader = False,
    as_json: AsJson = False,
) -> None:
    """Write Persian names in Latin letters and Latin names in Persian letters.

    An argument that is the name of a file is read. A table (CSV, TSV, JSON Lines, Parquet) is written with
    all its columns and a new one: name_latin or name_persian by --to, else name_transliterated; with --n
    name_latin, name_latin_2 ... and the probability of each. A plain list, one name a line, gives one line
    for each, and so do standard input and names on the command line; with --n lines of name, spelling and
    probability, parted by tabs; with --json one object a line.

    With --variants, or --to latin and --n, a name of either script gets the Latin spellings that people use
    for it, most probable first: Hossein, Hussein, Husayn.

    --scheme says how Latin letters are written, and in which way those were written that are read; --style is
    for the press. --channel tells which word a Latin name is; --graphones tell how words are spelled that the
    lexicon lacks.

    \b
    Examples:
      namematch transliterate "غفور فتاحیان" "Hassan Azizi"
      namematch transliterate --n 5 "غفور فتاحیان"
      namematch transliterate --variants "Hussain Karimi"
      namematch transliterate staff.csv --column name --to latin --out staff-latin.csv
      namematch transliterate headings.txt --scheme ala-lc > latin.txt
      namematch transliterate - < names.txt
    """
    if variants:
        if to == "persian":
            raise NameMatchError("--variants are in Latin letters, and --to persian is not")
        to, n = "latin", n or MOST_VARIANTS
    how = ListFormat(column, encoding, header=not no_header)
    source = _file_of(arguments or [], texts or [], how, out)
    options: SpellingOptions = {
        "script": to,
        "scheme": scheme,
        "style": style,
        "vocabulary": vocabulary_of(channel),
        "graphones": graphones_of(graphones),
    }
    if source is None:
        names = [*read_arguments(arguments or []), *(texts or [])]
        say(_printed(names, n, as_json, _of_words(names, n, as_json, options)))
        return
    if out is None and source.is_plain:
        with Bar() as bar:
            names = source.names()
            spelled = _of_list(names, n, as_json, options, bar)
        say(_printed(names, n, as_json, spelled))
        return
    if as_json:
        raise NameMatchError("a table and --json: for JSON Lines name an --out with the suffix .jsonl")
    source.write_spelled(out if out is not None else STANDARD, n, options)


def _file_of(
    arguments: Sequence[str], texts: Sequence[str], how: ListFormat, out: str | None
) -> NameFile | None:
    """The file that the arguments name; None for names. Raises NameMatchError for both, for neither, and for
    options of a file without one."""
    files = [text for text in arguments if text != STANDARD and _is_file(text)]
    alone = len(arguments) == 1 and not texts
    if files and not alone:
        raise NameMatchError(
            f"{files[0]}: is a file: name it alone, or give names that are called so by --text"
        )
    if alone and (files or arguments[0] == STANDARD or how.column is not None or out is not None):
        return NameFile(arguments[0], how)
    if not arguments and not texts:
        raise NameMatchError("no text: name one, or a file, or - for standard input")
    told = {"--column": how.column, "--out": out}
    if unused := [option for option, value in told.items() if value is not None]:
        raise NameMatchError(f"{unused[0]} is for one file of names")
    for text in arguments:
        if text.lower().endswith(_SUFFIXES_OF_FILES):
            complain(f"{text}: no such file, so it is spelled as a name")
    return None


def _is_file(path: str) -> bool:
    """Whether there is a file, or a pipe, of this name."""
    try:
        return os.path.exists(path) and not os.path.isdir(path)
    except ValueError:  # a NUL, or a lone surrogate that no file name can have
        return False


def _of_words(names: Sequence[str], n: int | None, as_json: bool, options: SpellingOptions) -> BestAndAll:
    """The transliteration of each of a few names and its spellings, of both what is printed."""
    from ..transliteration.names import spellings, transliterate  # noqa: PLC0415 loads tables

    best = [transliterate(text, **options) for text in names] if n is None or as_json else []
    return best, [spellings(text, n=n or 5, **options) for text in names] if n or as_json else []


def _of_list(
    names: Sequence[str], n: int | None, as_json: bool, options: SpellingOptions, bar: Bar
) -> BestAndAll:
    """``_of_words`` of a list."""
    from ..batch.transliteration import spellings_many, transliterate_many  # noqa: PLC0415 loads tables

    best = transliterate_many(names, **options, progress=bar) if n is None or as_json else []
    return best, spellings_many(names, n=n or 5, **options, progress=bar) if n or as_json else []


def _printed(names: Sequence[str], n: int | None, as_json: bool, spelled: BestAndAll) -> Iterator[str]:
    """The lines to print."""
    best, found = spelled
    if as_json:
        for text, first, some in zip(names, best, found, strict=True):
            ways = [asdict(x) for x in some]
            yield as_json_text({"text": text, "transliteration": first, "spellings": ways})
    elif n is None:
        yield from map(visible, best)
    else:
        for text, some in zip(names, found, strict=True):
            for spelling in some:
                yield "\t".join((visible(text), visible(spelling.text), f"{spelling.probability:.4f}"))
