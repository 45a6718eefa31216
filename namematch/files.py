"""A file of names in, its columns and rows out: CSV, TSV, JSON Lines, Parquet and plain text.

A list is read whole and every cell is kept as written; line ends may be of any system.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import json
import math
import os
import re
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Literal

from namematch.errors import InputError, NameMatchError

Format = Literal["csv", "tsv", "jsonl", "parquet", "txt"]
StrPath = str | os.PathLike[str]

STANDARD = "-"  # standard input when read, standard output when written
_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
_SHOWN = 60  # letters of a bad value that a message quotes
_ARABIC_SHARE = 0.8  # of the foreign bytes; UTF-8 Persian read as Windows-1256 stays below 0.6


@dataclass(frozen=True, slots=True)
class NameList:
    """A list as read: one tuple of cells a row, in the order of *columns*.

    Rows count from 0 and leave the header out. A blank line is a row of empty cells, so that
    every line of the input keeps its place. *lines* holds the line each row starts on, counted
    from 1 with the header; it is empty for Parquet, which has no lines.

    >>> people = NameList("people.tsv", ("name", "year"), [("Ali Hajari", "1990"), ("", "")])
    >>> people.column("name")
    ['Ali Hajari', None]
    """

    path: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    lines: Sequence[int] = ()

    def column(self, name: str | None = None, *, numbers: bool = False) -> list[str | None]:
        """The cells of one column; None for an empty cell, a null and NaN.

        Without a name: the column "name" where there is one, else the only column. With
        *numbers*, whole numbers of JSON and Parquet are read as their digits (a source may be a
        year). Raises InputError for a missing column and for a cell that is not text.
        """
        name, position = self._find(name)
        cells = (cells[position] for cells in self.rows)
        return [
            cell or None if isinstance(cell, str) else self._digits(row, name, cell, numbers)
            for row, cell in enumerate(cells)
        ]

    def place(self, row: int) -> str:
        """Where a row stands, for a message: ``people.tsv: row 3 (line 5)``."""
        line = f" (line {self.lines[row]})" if self.lines else ""
        return f"{shown_path(self.path)}: row {row}{line}"

    def _find(self, name: str | None) -> tuple[str, int]:
        if name is None:
            name = self.columns[0] if len(self.columns) == 1 else "name"
        if name not in self.columns:
            raise InputError(_missing_column(shown_path(self.path), name, self.columns))
        return name, self.columns.index(name)

    def _digits(self, row: int, name: str, cell: object, numbers: bool) -> str | None:
        if cell is None or (isinstance(cell, float) and math.isnan(cell)):
            return None
        # pandas turns a column of years into floats as soon as one is missing.
        number = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        if numbers and isinstance(number, int) and not isinstance(number, bool):
            return str(number)
        raise InputError(f"{self.place(row)}, column {name!r}: {_quoted(cell)} is not text")


def read_list(
    path: StrPath,
    *,
    column: str | None = None,
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
    dropped. A header alone is a list of no rows. A column given as *column* must be there.

    Raises InputError, one line with the file and, where known, row, line and value.
    """
    path = os.fspath(path)
    data = _read_bytes(path)
    kind = format or (None if path == STANDARD else format_of(path))
    if kind == "parquet":
        names = _read_parquet(path, data)
    else:
        text = _decode(shown_path(path), data, encoding)
        names = _read_text(path, text, kind or _guess_format(text, column), header)
    if column is not None:
        names._find(column)
    return names


def _read_bytes(path: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if path == STANDARD else Path(path).read_bytes()
        return gzip.decompress(data) if path.endswith(".gz") else data
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise InputError(f"{shown_path(path)}: cannot be read: {reason_of(error)}") from error


def _decode(shown: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{shown}: line {line}, byte {error.start}: {data[error.start : error.start + 8]!r}"
            f" is not valid {encoding}; {_encoding_hint(data)}"
        ) from error
    except (LookupError, UnicodeError) as error:
        raise InputError(f"{shown}: cannot be read as {encoding!r}: {error}") from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(f"{shown}: line {line}: a NUL character; {_encoding_hint(data)}")
    if not text.strip():
        raise InputError(f"{shown}: the file is empty")
    return text


def _encoding_hint(data: bytes) -> str:
    sample = data[:65536]
    marked = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked or sample.count(0) > len(sample) // 4:
        return "it looks like UTF-16: try --encoding utf-16"
    foreign = re.findall(rb"[\x80-\xff]+", sample)
    words = b"".join(run for run in foreign if len(run) > 1).decode("cp1256")  # no lone accents
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in words)
    if words and arabic >= _ARABIC_SHARE * sum(map(len, foreign)):
        return "it looks like Windows-1256: try --encoding cp1256"
    return "if it is in another encoding, name it with --encoding"


def _guess_format(text: str, column: str | None) -> Format:
    first = text.partition("\n")[0]
    if first.startswith("{"):
        return "jsonl"
    if "\t" in first:
        return "tsv"
    return "csv" if "," in first or ";" in first or first.strip() == column else "txt"


def _read_text(path: str, text: str, kind: Format, header: bool) -> NameList:
    if kind == "jsonl":
        return _read_json_lines(path, text)
    if kind == "txt":
        names = _lines(text)
        return NameList(path, ("name",), [(name,) for name in names], range(1, len(names) + 1))
    if kind == "csv":
        return _read_delimited(path, _csv_records(shown_path(path), text, header), header)
    return _read_delimited(path, _tsv_records(text), header)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")  # splitlines would also part at U+2028 and so on


def _csv_records(shown: str, text: str, header: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts on."""
    lines = (line + "\n" for line in _lines(text))
    # Strict: else a quote left open swallows the rest of the list without a word.
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    line, row = 1, -1 if header else 0
    try:
        for cells in reader:
            yield line, cells
            line, row = reader.line_num + 1, row + 1
    except csv.Error as error:
        place = f"row {row} (line {line})" if row >= 0 else f"the header (line {line})"
        start = _quoted(_lines(text)[line - 1])
        raise InputError(f"{shown}: {place}: a stray quote? {error}: {start}") from error


def _delimiter(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    found = [mark for mark in ";,\t" if mark in header]  # of equals, ; as names have commas
    return max(found, key=header.count, default=",")


def _tsv_records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line's number and cells: a quote is a letter, as lists hold stray ones."""
    for number, line in enumerate(_lines(text), start=1):
        cells = line.split("\t")
        yield number, [_unquoted(cell) for cell in cells] if '"' in line else cells


def _unquoted(cell: str) -> str:
    """The cell without the quotes that R and Excel put around a whole cell."""
    inner = cell[1:-1].replace('""', "\0")
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
    return inner.replace("\0", '"') if whole else cell


def _read_delimited(path: str, records: Iterator[tuple[int, list[str]]], header: bool) -> NameList:
    line, first = next(records)
    if not any(first):
        raise InputError(f"{shown_path(path)}: line {line}: the first line is blank")
    numbers = tuple(str(number) for number in range(1, len(first) + 1))
    named = tuple(cell.strip() or number for cell, number in zip(first, numbers, strict=True))
    columns = _distinct_columns(path, named if header else numbers)
    rows: list[tuple[str, ...]] = []
    lines = array("q")
    names = NameList(path, columns, rows, lines)
    for start, cells in records if header else chain([(line, first)], records):
        lines.append(start)
        if len(cells) != len(columns) and any(cells):
            raise InputError(
                f"{names.place(len(rows))}: {len(cells)} cells for {len(columns)} columns: {_quoted(cells)}"
            )
        rows.append(tuple(cells) if any(cells) else ("",) * len(columns))
    return names


def _read_json_lines(path: str, text: str) -> NameList:
    lines = _lines(text)
    objects = [_json_object(path, row, line) for row, line in enumerate(lines)]
    columns = tuple(dict.fromkeys(key for cells in objects for key in cells))
    rows = [tuple(map(cells.get, columns)) for cells in objects]
    return NameList(path, columns, rows, range(1, len(rows) + 1))


def _json_object(path: str, row: int, line: str) -> dict[str, object]:
    try:
        value = json.loads(line, object_pairs_hook=_distinct_keys) if line.strip() else {}
        if isinstance(value, dict):
            return value
        reason = "not an object"
    except (ValueError, RecursionError) as error:
        reason = str(error)
    place = f"{shown_path(path)}: row {row} (line {row + 1})"
    raise InputError(f"{place}: not a line of JSON Lines ({reason}): {_quoted(line)}")


def _distinct_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    cells = dict(pairs)
    if len(cells) < len(pairs):
        raise ValueError(f"the key {_repeated(key for key, _ in pairs)[0]!r} stands twice")
    return cells


def _read_parquet(path: str, data: bytes) -> NameList:
    pyarrow, parquet = load_parquet(shown_path(path), InputError)
    try:
        schema = parquet.read_schema(pyarrow.BufferReader(data))
        # A nested column is never a name, and a million embeddings would fill the memory.
        flat = [field.name for field in schema if not pyarrow.types.is_nested(field.type)]
        columns = _distinct_columns(path, flat)
        table = parquet.read_table(pyarrow.BufferReader(data), columns=flat)
        rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{shown_path(path)}: not a Parquet file: {reason_of(error)}") from error
    return NameList(path, columns, rows)


def load_parquet(shown: str, failure: type[NameMatchError]) -> tuple[ModuleType, ModuleType]:
    """The modules ``pyarrow`` and ``pyarrow.parquet``, or *failure* about the file *shown*."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        hint = "Parquet needs pyarrow: pip install namematch[parquet]"
        raise failure(f"{shown}: {hint}") from error


def _distinct_columns(path: str, columns: Sequence[str]) -> tuple[str, ...]:
    if repeated := _repeated(columns):
        stand = ", ".join(map(repr, repeated))
        raise InputError(f"{shown_path(path)}: columns of the same name: {stand}")
    return tuple(columns)


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


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


def shown_path(path: str, stream: str = "input") -> str:
    """*path* as a message names it; "-" is the standard *stream*.

    >>> shown_path("people.csv"), shown_path("-", "output")
    ('people.csv', 'standard output')
    """
    return f"standard {stream}" if path == STANDARD else path


def reason_of(error: BaseException) -> str:
    """What went wrong, on one line: the system's words, the error's own or its class.

    >>> reason_of(OSError(13, "Permission denied", "a.csv")), reason_of(EOFError())
    ('Permission denied', 'EOFError')
    """
    written = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(written).splitlines()[0]


def _quoted(value: object) -> str:
    written = repr(value)
    return written if len(written) <= _SHOWN else written[: _SHOWN - 3] + "..."
