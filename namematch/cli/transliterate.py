"""``namematch transliterate``: names in, their spellings in the other script out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from ..errors import NameMatchError
from ..files.cells import as_json_text
from ..text.visible import visible
from .options import AsJson, ChannelPath, GraphonesPath, graphones_of, read_arguments, vocabulary_of
from .output import say


def transliterate_names(
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
        typer.Option(
            help="How Latin letters are written and read: press, bgn-pcgn, ala-lc, din-31635, iso-233-3, "
            "ijmes, ijmes-dari, odni-ic, un-2012."
        ),
    ] = "press",
    style: Annotated[str, typer.Option(help="Whose press: english, german, french, turkish.")] = "english",
    channel: ChannelPath = None,
    graphones: GraphonesPath = None,
    as_json: AsJson = False,
) -> None:
    """Write Persian names in Latin letters and Latin names in Persian letters.

    Prints one line for each name; with --n, lines of name, spelling and probability, parted
    by tabs; with --json one object a line. --scheme says how Latin letters are written, and in which way
    those were written that are read; --style is for the press. --channel
    tells which word a Latin name is; --graphones tell how words are spelled that the lexicon lacks.

    \b
    Examples:
      namematch transliterate "غفور فتاحیان" "Hassan Azizi"
      namematch transliterate --n 5 "غفور فتاحیان"
      namematch transliterate --scheme ala-lc "غفور فتاحیان"
      namematch transliterate - < names.txt
    """
    if not texts:
        raise NameMatchError("no text: name one, or - for standard input")
    model = {"vocabulary": vocabulary_of(channel), "graphones": graphones_of(graphones)}
    say(_transliterated(read_arguments(texts), n, as_json, {"scheme": scheme, "style": style, **model}))


def _transliterated(
    texts: Sequence[str], n: int | None, as_json: bool, options: Mapping[str, Any]
) -> Iterator[str]:
    """The lines to print; *options* are those of ``transliterate``."""
    from ..transliteration.names import spellings, transliterate  # noqa: PLC0415 loads tables

    for text in texts:
        if as_json:
            found = [asdict(x) for x in spellings(text, n=n or 5, **options)]
            best = transliterate(text, **options)
            yield as_json_text({"text": text, "transliteration": best, "spellings": found})
        elif n is None:
            yield visible(transliterate(text, **options))
        else:
            for spelling in spellings(text, n=n, **options):
                probability = f"{spelling.probability:.4f}"
                yield "\t".join((visible(text), visible(spelling.text), probability))
