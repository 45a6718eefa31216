"""The options that several commands take in, the policy, vocabulary and lists that they mean out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..policy import Policy

if TYPE_CHECKING:
    from ..arrays.strings import Texts
    from ..files.reading import NameList
    from ..model.vocabulary import Vocabulary
    from ..transliteration.graphones import Graphones

DEFAULTS: Final = Policy()

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
Threads = Annotated[int | None, typer.Option(metavar="N", min=1, help="Cores to use. [default: all]")]


def policy_with(same: float | None, review: float | None) -> Policy:
    """The policy with these cutoffs; None for the usual one."""
    return replace(
        DEFAULTS,
        same=DEFAULTS.same if same is None else same,
        review=DEFAULTS.review if review is None else review,
    )


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


@dataclass(frozen=True, slots=True)
class ListFormat:
    """How a list is to be read: its column of names, its encoding, whether its columns have names."""

    column: str | None
    encoding: str
    header: bool

    def of_column(self, column: str | None) -> "ListFormat":
        """The same with its names in another *column*, if that is not None."""
        return self if column is None else replace(self, column=column)

    def read(self, path: str, *others: str | None) -> "NameList":
        """The list at *path*, with the column of names and those of *others* that are named."""
        from ..files.reading import read_list  # noqa: PLC0415 not for the other commands

        asked = [other for other in others if other is not None]
        kept = [self.column, *asked]
        return read_list(path, column=self.column, keep=kept, encoding=self.encoding, header=self.header)

    def read_whole(self, path: str) -> "NameList":
        """The table at *path* with all its columns."""
        from ..files.reading import read_list  # noqa: PLC0415 not for the other commands

        return read_list(path, column=self.column, encoding=self.encoding, header=self.header)

    def read_lines(self, path: str) -> "NameList":
        """The list at *path*, one name a line."""
        from ..files.reading import read_list  # noqa: PLC0415 not for the other commands

        return read_list(path, format="txt", encoding=self.encoding)

    def names(self, path: str) -> "Texts":
        """The names of the list at *path*, '' in a row without one."""
        return self.read(path).cells(self.column).texts
