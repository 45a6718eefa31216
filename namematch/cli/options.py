"""The options that several commands take, and what they mean."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..policy import Policy

if TYPE_CHECKING:
    from ..files.reading import NameList
    from ..model.vocabulary import Vocabulary
    from ..transliteration.graphones import Graphones

OptionalText = str | None  # typer reads an option that may be missing from this
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ChannelPath = Annotated[
    OptionalText,
    typer.Option("--channel", metavar="FILE", help="A channel of your own, made by namematch train."),
]
GraphonesPath = Annotated[
    OptionalText,
    typer.Option(
        "--graphones", metavar="FILE", help="Spellings of your own, by namematch train --graphones."
    ),
]
NameColumn = Annotated[OptionalText, typer.Option(metavar="NAME", help="Column of names. [default: name]")]
Same = Annotated[float, typer.Option(metavar="BITS", help="From here on two names are one.")]
ReviewFrom = Annotated[float, typer.Option(metavar="BITS", help="From here on: for review.")]
Encoding = Annotated[str, typer.Option(metavar="NAME", help="Of the input, such as cp1256.")]
NoHeader = Annotated[bool, typer.Option("--no-header", help="Columns are 1, 2, 3 ...")]


def vocabulary_of(channel: str | None) -> "Vocabulary | None":
    """The package's words with a channel of the user's own; None for the package's."""
    if channel is None:
        return None
    from ..model.channel import read_channel  # noqa: PLC0415 numpy
    from ..model.lexicon import read_words  # noqa: PLC0415 numpy
    from ..model.vocabulary import Vocabulary  # noqa: PLC0415 numpy

    return Vocabulary(read_words(), read_channel(channel))


def graphones_of(path: str | None) -> "Graphones | None":
    """The graphones of the user's own; None for the package's."""
    if path is None:
        return None
    from ..transliteration.graphones import read_graphones  # noqa: PLC0415 numpy

    return read_graphones(path)


def read_arguments(texts: Iterable[str]) -> list[str]:
    """The *texts* of the command line; one that is - is a line each of standard input."""
    found: list[str] = []
    for text in texts:
        if text != "-":
            found.append(text)
            continue
        from ..files.reading import read_list  # noqa: PLC0415 arguments alone need no files

        found += [line or "" for line in read_list("-", format="txt").column("name")]
    return found


def read_list_of_names(
    path: str, column: str | None, encoding: str, *, header: bool, others: Sequence[str] = ()
) -> "NameList":
    """The list at *path*, with the column of names and *others* kept."""
    from ..files.reading import read_list  # noqa: PLC0415 not for the other commands

    return read_list(path, column=column, keep=[column, *others], encoding=encoding, header=header)


DEFAULTS: Final = Policy()

Threads = Annotated[int | None, typer.Option(metavar="N", min=1, help="Cores to use. [default: all]")]
