"""A file of names in, its columns out: CSV, TSV, JSON Lines, Parquet and plain text.

A list is read block by block, and of its cells only those that are asked for are kept, as written.
"""

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from io import BytesIO
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import IO, Any, Literal

import numpy as np

from ..arrays.strings import Cells
from ..errors import InputError, NameMatchError, quoted
from .columns import Column, GrowingColumn
from .decoding import byte_blocks, cannot_read, text_blocks
from .delimited import distinct_columns, read_delimited
from .messages import STANDARD, StrPath, reason_of, row_place, shown_path

Format = Literal["csv", "tsv", "jsonl", "parquet", "txt"]

_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
_NAME = "name"  # the column of names where none is told


@dataclass(frozen=True, eq=False, slots=True)
class NameList:
    """A list as read: the names of all its *columns* and the cells of those that are kept.

    Rows count from 0 and leave the header out. A blank line is a row of empty cells, so that
    every line of the input keeps its place. *lines* holds the line each row starts on, counted
    from 1 with the header; it is empty for Parquet, which has no lines.

    >>> cells = {"name": Column.of(["Ali Hajari", ""])}
    >>> people = NameList("people.tsv", ("name", "year"), 2, cells)
    >>> len(people), people.column("name")
    (2, ['Ali Hajari', None])
    """

    path: str
    columns: tuple[str, ...]
    rows: int
    kept: Mapping[str, Column]
    lines: Sequence[int] = ()

    def __len__(self) -> int:
        return self.rows

    def column(self, name: str | None = None, *, numbers: bool = False) -> list[str | None]:
        """The cells of one column that was kept; None for an empty cell, a null and NaN.

        Without a name: the column "name" where there is one, else the only column. With
        *numbers*, whole numbers of JSON and Parquet are read as their digits (a source may be a
        year). Raises InputError for a missing column and for a cell that is not text.
        """
        return list(self.cells(name, numbers=numbers))

    def cells(self, name: str | None = None, *, numbers: bool = False) -> Cells:
        """What ``column`` gives, without an object a row: for long lists."""
        name = self.find(name)
        column = self.kept[name]
        bad = column.first_unreadable(numbers=numbers)
        if bad is not None:
            place = f"{self.place(bad)}, column {name!r}"
            raise InputError(f"{place}: {column.texts[bad]} is not text")
        return column.cells()

    def place(self, row: int) -> str:
        """Where a row stands, for a message: ``people.tsv: row 3 (line 5)``."""
        return row_place(self.path, row, self.lines[row] if self.lines else None)

    def find(self, name: str | None) -> str:
        """The column *name*, or that of the names. Raises InputError where it is missing."""
        name = _name_column(self.columns) if name is None else name
        if name not in self.columns:
            raise InputError(_missing_column(shown_path(self.path), name, self.columns))
        return name


def _name_column(columns: Sequence[str]) -> str:
    """The column of names where none is told."""
    return columns[0] if len(columns) == 1 else _NAME


def read_list(
    path: StrPath,
    *,
    column: str | None = None,
    keep: Collection[str | None] | None = None,
    encoding: str = "utf-8",
    header: bool = True,
    format: Format | None = None,
) -> NameList:
    """Read a list of names; the format is told by the suffix unless *format* says it.

    .csv (comma, semicolon or tab, whichever the first line has most of), .tsv, .jsonl or
    .ndjson, .parquet; anything else is one name a line under the column "name". Text may be
    gzipped (``.csv.gz``). "-" is standard input: JSON Lines if it starts with a brace, TSV if
    its first line has a tab, CSV if it has a comma or a semicolon or is *column*, else one name
    a line. Without *header* the columns of CSV and TSV are "1", "2", ...; a byte-order mark is
    dropped. A header alone is a list of no rows. A column given as *column* must be there. With
    *keep* the cells of other columns are forgotten; None in it is the column of the names.

    Raises InputError, one line with the file and, where known, row, line and value.
    """
    path = os.fspath(path)
    kind = format or (None if path == STANDARD else format_of(path))
    if kind == "parquet":
        names = _read_parquet(path, keep)
    else:
        blocks = text_blocks(path, encoding)
        first = next(blocks)
        blocks = chain([first], blocks)
        names = _read_plain_text(path, blocks, kind or _guess_format(first, column), header, keep)
    if column is not None:
        names.find(column)
    return names


def _guess_format(text: str, column: str | None) -> Format:
    first = text.partition("\n")[0]
    if first.startswith("{"):
        return "jsonl"
    if "\t" in first:
        return "tsv"
    return "csv" if "," in first or ";" in first or first.strip() == column else "txt"


Keep = Collection[str | None] | None


def _kept(columns: Sequence[str], keep: Keep) -> list[str]:
    """Those of *columns* that are to be kept."""
    return [name for name in columns if _is_kept(name, _name_column(columns), keep)]


def _is_kept(name: str, default: str, keep: Keep) -> bool:
    return keep is None or name in keep or (None in keep and name == default)


def _read_plain_text(path: str, blocks: Iterator[str], kind: Format, header: bool, keep: Keep) -> NameList:
    if kind == "jsonl":
        return _read_json_lines(path, blocks, keep)
    if kind == "txt":
        return _read_lines(path, blocks)
    table = read_delimited(
        path, blocks, "csv" if kind == "csv" else "tsv", header=header, keep=lambda all: _kept(all, keep)
    )
    return NameList(path, table.columns, table.rows, table.cells, table.lines)


def _read_lines(path: str, blocks: Iterator[str]) -> NameList:
    names, rows = GrowingColumn(), 0
    for block in blocks:
        data = np.frombuffer(block.encode("utf-8", "surrogatepass"), np.uint8)
        within = data != ord("\n")
        lengths = np.diff(np.flatnonzero(~within), prepend=-1) - 1
        names.add_bytes(data[within].tobytes(), lengths)
        rows += len(lengths)
    return NameList(path, (_NAME,), rows, {_NAME: names.column()}, range(1, rows + 1))


def _read_json_lines(path: str, blocks: Iterator[str], keep: Keep) -> NameList:
    rows = 0
    columns: dict[str, None] = {}
    kept: dict[str, GrowingColumn] = {}
    for block in blocks:
        objects = [_json_object(path, rows + x, line) for x, line in enumerate(block[:-1].split("\n"))]
        columns.update(dict.fromkeys(key for cells in objects for key in cells))
        for name in columns:
            # The first one may turn out to be the only one.
            if not any(_is_kept(name, default, keep) for default in (_NAME, next(iter(columns)))):
                continue
            if name not in kept:
                kept[name] = GrowingColumn()
                kept[name].add([None] * rows)
            kept[name].add([cells.get(name) for cells in objects])
        rows += len(objects)
    cells = {name: kept[name].column() for name in _kept(tuple(columns), keep)}
    return NameList(path, tuple(columns), rows, cells, range(1, rows + 1))


def _json_object(path: str, row: int, line: str) -> dict[str, object]:
    try:
        value = json.loads(line, object_pairs_hook=_distinct_keys) if line.strip() else {}
        if isinstance(value, dict):
            return value
        reason = "not an object"
    except (ValueError, RecursionError) as error:
        reason = str(error)
    raise InputError(f"{row_place(path, row, row + 1)}: not a line of JSON Lines ({reason}): {quoted(line)}")


def _distinct_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    cells = dict(pairs)
    if len(cells) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = [key for key in cells if keys.count(key) > 1]
        raise ValueError(f"the key {repeated[0]!r} stands twice")
    return cells


def _read_parquet(path: str, keep: Keep) -> NameList:
    pyarrow, parquet = load_parquet(shown_path(path), InputError)
    with _seekable(path) as source:
        try:
            file = parquet.ParquetFile(source)
            # A nested column is never a name, and a million embeddings would fill the memory.
            flat = [field.name for field in file.schema_arrow if not pyarrow.types.is_nested(field.type)]
            columns = distinct_columns(path, flat)
            kept = {name: GrowingColumn() for name in _kept(columns, keep)}
            for batch in file.iter_batches(columns=list(kept)) if kept else ():
                for name, column in kept.items():
                    _add_arrow(pyarrow, column, batch.column(name))
            rows = file.metadata.num_rows
        except (pyarrow.ArrowException, OSError) as error:
            raise InputError(f"{shown_path(path)}: not a Parquet file: {reason_of(error)}") from error
    return NameList(path, columns, rows, {name: column.column() for name, column in kept.items()})


def _seekable(path: str) -> IO[bytes]:
    """The file at *path*, unpacked; Parquet is read from its end."""
    if path == STANDARD or path.endswith(".gz"):
        return BytesIO(b"".join(byte_blocks(path)))
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error


def _add_arrow(pyarrow: ModuleType, column: GrowingColumn, array: Any) -> None:
    """Take up an array of Arrow, as bytes where it holds texts."""
    types = pyarrow.types
    if types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not (types.is_string(array.type) or types.is_large_string(array.type)):
        column.add(array.to_pylist())
        return
    array = array.cast(pyarrow.large_string()).fill_null("")
    _, offsets, data = array.buffers()
    bounds = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    column.add_bytes(memoryview(data or b"")[bounds[0] : bounds[-1]], np.diff(bounds))


def load_parquet(shown: str, failure: type[NameMatchError]) -> tuple[ModuleType, ModuleType]:
    """The modules ``pyarrow`` and ``pyarrow.parquet``, or *failure* about the file *shown*."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        hint = "Parquet needs pyarrow: pip install namematch[parquet]"
        raise failure(f"{shown}: {hint}") from error


def _missing_column(shown: str, name: str, columns: Sequence[str]) -> str:
    folded = {column.casefold(): column for column in columns}
    near = get_close_matches(name.casefold(), folded, n=1)
    hint = f"; did you mean {folded[near[0]]!r}?" if near else ""
    listed = ", ".join(map(repr, columns)) or "none"
    return f"{shown}: no column {name!r}; the columns are {listed}{hint}"


def format_of(path: str) -> Format:
    """The format that the suffix of *path* tells; plain text where it tells none.

    >>> format_of("people.csv.gz"), format_of("people")
    ('csv', 'txt')
    """
    return _SUFFIXES.get(Path(path.removesuffix(".gz")).suffix.lower(), "txt")
