"""Blocks of CSV or TSV in, the columns of the table out.

A block is parted by look-ups of its bytes, without an object a cell; its lines with quotes are first
written without them. Where a quoted cell of CSV goes over several lines, it and all that follows is read
cell by cell.
"""

import csv
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, Literal

import numpy as np

from ..arrays.strings import inside
from ..errors import InputError, quoted
from .columns import Column, GrowingColumn
from .messages import row_place, shown_path

Record = tuple[int, Sequence[str]]  # the line that it starts on, and its cells
_RECORDS_AT_ONCE: Final = 1 << 14  # records that are taken up together
_LINE_END: Final = ord("\n")
_INSIDE: Final = "\0"  # stands for a delimiter inside a cell: no text holds it


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: the names of all its columns, its rows, the cells of the columns that are kept, and
    the line that each row starts on."""

    columns: tuple[str, ...]
    rows: int
    cells: dict[str, Column]
    lines: Sequence[int]


def read_delimited(
    path: str,
    blocks: Iterator[str],
    kind: Literal["csv", "tsv"],
    *,
    header: bool,
    keep: Callable[[Sequence[str]], Sequence[str]],
) -> Table:
    """Read a table from *blocks* of whole lines; *keep* is told all columns and says which to keep.

    A line without anything in its cells is a row of empty ones, however many it has. Raises InputError with
    the row and the line.
    """
    first = next(blocks)
    mark = "\t" if kind == "tsv" else _delimiter(first)
    plain = _without_quotes(first, kind, mark)
    if plain is None:
        records = _csv_records(path, chain([first], blocks), mark, line=1, row=-1 if header else 0)
        record = next(records)
        rows = _GrowingTable(path, _header_names(path, record[1], header=header), mark, keep)
        rows.add_records(records if header else chain([record], records))
        return rows.table()
    head, _, rest = plain.partition("\n")
    cells = [cell.replace(_INSIDE, mark) for cell in head.split(mark)]
    rows = _GrowingTable(path, _header_names(path, cells, header=header), mark, keep)
    line = 2 if header else 1
    rows.add_plain(rest if header else plain, line)
    for block in blocks:
        first_line = line + rows.rows  # a row is a line as long as all lines are plain
        plain = _without_quotes(block, kind, mark)
        if plain is None:
            following = chain([block], blocks)
            rows.add_records(_csv_records(path, following, mark, line=first_line, row=rows.rows))
            break
        rows.add_plain(plain, first_line)
    return rows.table()


def _without_quotes(block: str, kind: Literal["csv", "tsv"], mark: str) -> str | None:
    """Lines with their cells written without quotes, ``_INSIDE`` for a delimiter in one; None where a record
    of CSV may be wrong or longer than its line."""
    if kind == "csv" and len(block) > csv.field_size_limit():
        longest = max(map(len, block.split("\n")))
        if longest > csv.field_size_limit():
            return None
    if '"' not in block:
        return block
    lines = block[:-1].split("\n")
    quoting = [x for x, line in enumerate(lines) if '"' in line]
    if kind == "tsv":  # a quote is a letter, as lists hold stray ones
        records = [[_unquoted(cell) for cell in lines[x].split(mark)] for x in quoting]
    else:
        try:
            records = list(csv.reader([lines[x] for x in quoting], delimiter=mark, strict=True))
        except csv.Error:
            return None
        if len(records) < len(quoting):
            return None
    for x, cells in zip(quoting, records, strict=True):
        lines[x] = mark.join(cell.replace(mark, _INSIDE) for cell in cells)
    return "\n".join([*lines, ""])


def _header_names(path: str, cells: Sequence[str], *, header: bool) -> tuple[str, ...]:
    """The names of the columns, by the cells of the first line."""
    if not any(cells):
        raise InputError(f"{shown_path(path)}: line 1: the first line is blank")
    numbers = [str(number) for number in range(1, len(cells) + 1)]
    named = [cell.strip() or number for cell, number in zip(cells, numbers, strict=True)]
    return distinct_columns(path, named if header else numbers)


def distinct_columns(path: str, columns: Sequence[str]) -> tuple[str, ...]:
    """*columns*, no two of one name. Raises InputError otherwise."""
    if repeated := [name for name, times in Counter(columns).items() if times > 1]:
        stand = ", ".join(map(repr, repeated))
        raise InputError(f"{shown_path(path)}: columns of the same name: {stand}")
    return tuple(columns)


def _delimiter(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    found = [mark for mark in ";,\t" if mark in header]  # of equals, ; as names have commas
    return max(found, key=header.count, default=",")


def _csv_records(path: str, blocks: Iterable[str], mark: str, *, line: int, row: int) -> Iterator[Record]:
    """Yield each record; *line* and *row* are those of the first one, -1 for the header."""
    start: list[str] = []  # the first line of the record that is being read
    before = line - 1
    # Strict: else a quote left open swallows the rest of the list without a word.
    reader = csv.reader(_remembered(blocks, start), delimiter=mark, strict=True)
    try:
        for cells in reader:
            yield line, cells
            line, row = before + reader.line_num + 1, row + 1
            start.clear()
    except csv.Error as error:
        place = f"row {row} (line {line})" if row >= 0 else f"the header (line {line})"
        reason = f"a stray quote? {error}: {quoted(start[0])}"
        raise InputError(f"{shown_path(path)}: {place}: {reason}") from error


def _remembered(blocks: Iterable[str], start: list[str]) -> Iterator[str]:
    """The lines of *blocks*; *start* gets one where it is empty."""
    for line in _split_lines(blocks):
        if not start:
            start.append(line)
        yield line + "\n"


def _split_lines(blocks: Iterable[str]) -> Iterator[str]:
    # splitlines would also part at U+2028 and so on
    return (line for block in blocks if block for line in block[:-1].split("\n"))


def _unquoted(cell: str) -> str:
    """The cell without the quotes that R and Excel put around a whole cell."""
    inner = cell[1:-1].replace('""', "\0")
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
    return inner.replace("\0", '"') if whole else cell


@dataclass(eq=False, slots=True)
class _GrowingTable:
    """A table in the making."""

    path: str
    columns: tuple[str, ...]
    mark: str
    keep: Callable[[Sequence[str]], Sequence[str]]
    rows: int = 0
    lines: list[Sequence[int]] = field(default_factory=list)
    kept: dict[str, GrowingColumn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kept = {name: GrowingColumn() for name in self.keep(self.columns)}

    def add_plain(self, block: str, line: int) -> None:
        """Take up lines without quotes, the first of them *line*."""
        data = np.frombuffer(bytearray(block.encode("utf-8", "surrogatepass")), np.uint8)
        stops = np.flatnonzero((data == ord(self.mark)) | (data == _LINE_END))
        starts = np.append(0, stops[:-1] + 1)
        last = np.flatnonzero(data[stops] == _LINE_END)  # cells of the lines
        head = np.append(0, last[:-1] + 1)
        odd = np.flatnonzero(last - head + 1 != len(self.columns))
        for x in odd.tolist():
            written = data[starts[head[x]] : stops[last[x]]].tobytes().decode("utf-8", "surrogatepass")
            cells = [cell.replace(_INSIDE, self.mark) for cell in written.split(self.mark)]
            self._refuse_ragged(cells, self.rows + x, line + x)
        data[data == ord(_INSIDE)] = ord(self.mark)
        for name, column in self.kept.items():
            cell = np.minimum(head + self.columns.index(name), last)
            first, end = starts[cell], stops[cell]
            end[odd] = first[odd]
            column.add_bytes(data[inside(first, end, len(data))].tobytes(), end - first)
        self._count(range(line, line + len(last)))

    def add_records(self, records: Iterable[Record]) -> None:
        """Take up records one by one."""
        following = iter(records)
        while portion := list(islice(following, _RECORDS_AT_ONCE)):
            whole = [cells for _, cells in portion]
            for x, (line, cells) in enumerate(portion):
                if len(cells) != len(self.columns):
                    self._refuse_ragged(cells, self.rows + x, line)
                    whole[x] = [""] * len(self.columns)
            for name, column in self.kept.items():
                position = self.columns.index(name)
                column.add([cells[position] for cells in whole])
            self._count([line for line, _ in portion])

    def _refuse_ragged(self, cells: Sequence[str], row: int, line: int) -> None:
        if any(cells):  # else it is a blank line
            place = row_place(self.path, row, line)
            found = f"{len(cells)} cells for {len(self.columns)} columns"
            raise InputError(f"{place}: {found}: {quoted(cells)}")

    def _count(self, lines: Sequence[int]) -> None:
        self.rows += len(lines)
        if lines:
            self.lines.append(lines)

    def table(self) -> Table:
        """What was taken up."""
        cells = {name: column.column() for name, column in self.kept.items()}
        return Table(self.columns, self.rows, cells, _end_to_end(self.lines))


def _end_to_end(lines: Sequence[Sequence[int]]) -> Sequence[int]:
    """Numbers one after the other; a range where none is left out."""
    if not lines:
        return range(0)
    first, last = lines[0][0], lines[-1][-1]
    rows = sum(map(len, lines))
    if last - first + 1 == rows:
        return range(first, last + 1)
    return array("q", chain.from_iterable(lines))
