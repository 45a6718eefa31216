"""A table as read in, all its columns out as they stand, to be written beside new ones."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from ..errors import InputError
from ..files.messages import shown_path

if TYPE_CHECKING:
    from ..files.reading import NameList


def kept_columns(table: "NameList", new: Collection[str]) -> dict[str, Sequence[object]]:
    """The cells of each column of *table*, numbers as numbers. Raises InputError for a column that one
    of the *new* ones would replace, and for a cell that is no value of a table."""
    for name in table.columns:
        if name in new:
            raise InputError(
                f"{shown_path(table.path)}: has a column {name!r} already: rename it, or leave it out"
            )
    return {name: _cells(table, name) for name in table.columns}


def _cells(table: "NameList", name: str) -> Sequence[object]:
    from ..files.columns import OTHER  # noqa: PLC0415 numpy

    column = table.kept[name]
    for row in (column.kinds == OTHER).nonzero()[0].tolist():
        if column.texts[row].endswith("..."):  # only a beginning of it was read
            place = f"{table.place(row)}, column {name!r}"
            raise InputError(f"{place}: {column.texts[row]} is no value of a table: leave the column out")
    return column.values()
