"""A file of names in, the same with the spellings of each in the other script out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypedDict

from ..files.cells import shown_probability
from .bar import Bar
from .kept import kept_columns
from .options import ListFormat
from .output import STANDARD_INPUTS, check_outputs, reader_may_leave

if TYPE_CHECKING:
    from ..arrays.strings import Cells
    from ..files.reading import NameList
    from ..model.vocabulary import Vocabulary
    from ..transliteration.graphones import Graphones

SPELLED: Final = "transliterated"  # ends the new column's name where each word goes into its other script


class SpellingOptions(TypedDict):
    """Those options of ``transliterate`` that all commands and lists of it share."""

    script: str | None
    scheme: str
    style: str
    vocabulary: "Vocabulary | None"
    graphones: "Graphones | None"


@dataclass(frozen=True, slots=True)
class NameFile:
    """The file of names at *path*, read as *how* says: a table, or one name a line, as a .txt and standard
    input are unless a column is told."""

    path: str
    how: ListFormat

    @property
    def is_plain(self) -> bool:
        """Whether it has one name a line."""
        from ..files.reading import format_of  # noqa: PLC0415 numpy

        if self.how.column is not None:
            return False
        return self.path in STANDARD_INPUTS or format_of(self.path) == "txt"

    def read(self) -> "NameList":
        """All of it. Raises InputError for what cannot be read."""
        return self.how.read_lines(self.path) if self.is_plain else self.how.read_whole(self.path)

    def names(self) -> list[str]:
        """Its names, ``''`` for a line without one."""
        return list(self.read().cells(self.how.column).texts)

    def write_spelled(self, out: str, n: int | None, options: SpellingOptions) -> None:
        """Write it to *out* with the spellings of its names in new columns; where one plain list becomes
        another, the new one alone.

        Raises InputError for a column that is missing or that a new one would replace, and for a cell that
        is no name; OutputError, before any work, for what could not be written.
        """
        check_outputs([out], [self.path], printed=False)
        from ..files.reading import format_of  # noqa: PLC0415 numpy
        from ..files.writing import Outputs  # noqa: PLC0415 not for names of the command line

        with Bar() as bar:
            table = self.read()
            column = table.find(self.how.column)
            new = new_columns(f"{column}_{options['script'] or SPELLED}", n)
            kept = kept_columns(table, new)
            spelled = spelled_columns(table.cells(column), new, n, options, bar)
            if self.is_plain and n is None and format_of(out) == "txt":
                kept = {}
            bar("writing results", 0, 0)
            with reader_may_leave(), Outputs() as outputs:
                outputs.write_columns(out, kept | spelled)


def new_columns(name: str, n: int | None) -> list[str]:
    """The columns that are added: one, or with *n* so many and the probability of each.

    >>> new_columns("name_latin", None), new_columns("name_latin", 2)[1:]
    (['name_latin'], ['name_latin_probability', 'name_latin_2', 'name_latin_2_probability'])
    """
    if n is None:
        return [name]
    numbered = [name, *(f"{name}_{place}" for place in range(2, n + 1))]
    return [column for one in numbered for column in (one, f"{one}_probability")]


def spelled_columns(
    names: "Cells", new: Sequence[str], n: int | None, options: SpellingOptions, bar: Bar
) -> dict[str, Sequence[object]]:
    """The cells of the *new* columns: of each name its spellings, best first; empty where it has fewer, and
    where there is no name."""
    from ..batch.transliteration import spellings_many, transliterate_many  # noqa: PLC0415 loads tables

    if n is None:
        return {new[0]: transliterate_many(names.texts, **options, progress=bar)}
    columns: list[list[Any]] = [[] for _ in new]
    for name, found in zip(
        names.texts, spellings_many(names.texts, n=n, **options, progress=bar), strict=True
    ):
        cells = [x for one in found if name for x in (one.text, shown_probability(one.probability))]
        for column, cell in zip(columns, cells + [None] * (len(new) - len(cells)), strict=True):
            column.append(cell)
    return dict(zip(new, columns, strict=True))
