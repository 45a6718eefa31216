"""Blocks of CSV or TSV in, the columns of the table out.

A block without a quote is parted by look-ups of its bytes, without an object a cell; a quote that opens in
CSV may close in a later block, and so what follows it is read cell by cell.
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

from .columns import Column, GrowingColumn
from .errors import InputError
from .messages import place_of, quoted, shown_path
from .texts import Bytes, inside

Record = tuple[int, Sequence[str]]  # the line that it starts on, and its cells
_AT_ONCE: Final = 1 << 14  # records that are taken up together
_LINE_END: Final = ord("\n")


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
    head, _, rest = first.partition("\n")
    records: Iterator[Record] = iter(())
    if kind == "csv" and '"' in head:
        records = _csv_records(path, chain([first], blocks), mark, line=1, row=-1 if header else 0)
        record = next(records)
        records = records if header else chain([record], records)
        cells, blocks = record[1], iter(())
    else:
        cells = [_unquoted(cell) for cell in head.split(mark)]
        blocks = chain([rest if header else first], blocks)
    rows = _Rows(path, _named(path, cells, header=header), mark, keep)
    rows.add_blocks(blocks, kind, line=2 if header else 1)
    rows.add_records(records)
    return rows.table()


def _named(path: str, cells: Sequence[str], *, header: bool) -> tuple[str, ...]:
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
    for line in _lines(blocks):
        if not start:
            start.append(line)
        yield line + "\n"


def _lines(blocks: Iterable[str]) -> Iterator[str]:
    # splitlines would also part at U+2028 and so on
    return (line for block in blocks if block for line in block[:-1].split("\n"))


def _tsv_records(block: str, line: int) -> Iterator[Record]:
    """Yield each line of *block*, the first being *line*: a quote is a letter, as lists hold stray ones."""
    for number, written in enumerate(_lines([block]), start=line):
        yield number, [_unquoted(cell) for cell in written.split("\t")]


def _unquoted(cell: str) -> str:
    """The cell without the quotes that R and Excel put around a whole cell."""
    inner = cell[1:-1].replace('""', "\0")
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
    return inner.replace("\0", '"') if whole else cell


@dataclass(eq=False, slots=True)
class _Rows:
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

    def add_blocks(self, blocks: Iterator[str], kind: Literal["csv", "tsv"], *, line: int) -> None:
        """Take up blocks of whole lines, the first of them *line*."""
        for block in blocks:
            first = line + self.rows  # a row is a line up to the first quote of CSV
            data = np.frombuffer(block.encode("utf-8", "surrogatepass"), np.uint8)
            if not len(data):
                continue
            if '"' not in block and (kind == "tsv" or _longest(data) <= csv.field_size_limit()):
                self._add_bytes(data, first)
            elif kind == "tsv":
                self.add_records(_tsv_records(block, first))
            else:
                rest = chain([block], blocks)
                self.add_records(_csv_records(self.path, rest, self.mark, line=first, row=self.rows))

    def _add_bytes(self, data: Bytes, line: int) -> None:
        """Take up lines without quotes, the first of them *line*."""
        stops = np.flatnonzero((data == ord(self.mark)) | (data == _LINE_END))
        starts = np.append(0, stops[:-1] + 1)
        last = np.flatnonzero(data[stops] == _LINE_END)  # cells of the lines
        head = np.append(0, last[:-1] + 1)
        odd = np.flatnonzero(last - head + 1 != len(self.columns))
        for x in odd.tolist():
            cells = data[starts[head[x]] : stops[last[x]]].tobytes().decode("utf-8", "surrogatepass").split(self.mark)
            self._refuse_ragged(cells, self.rows + x, line + x)
        for name, column in self.kept.items():
            cell = np.minimum(head + self.columns.index(name), last)
            first, end = starts[cell], stops[cell]
            end[odd] = first[odd]
            written = data[inside(first, end, len(data))].tobytes()
            column.add_bytes(written, end - first)
        self._count(range(line, line + len(last)))

    def add_records(self, records: Iterable[Record]) -> None:
        """Take up records one by one."""
        following = iter(records)
        while portion := list(islice(following, _AT_ONCE)):
            none = [""] * len(self.columns)
            for x, (line, cells) in enumerate(portion):
                self._refuse_ragged(cells, self.rows + x, line)
            whole = [cells if any(cells) else none for _, cells in portion]
            for name, column in self.kept.items():
                position = self.columns.index(name)
                column.add([cells[position] for cells in whole])
            self._count([line for line, _ in portion])

    def _refuse_ragged(self, cells: Sequence[str], row: int, line: int) -> None:
        if len(cells) != len(self.columns) and any(cells):
            place = place_of(self.path, row, line)
            found = f"{len(cells)} cells for {len(self.columns)} columns"
            raise InputError(f"{place}: {found}: {quoted(cells)}")

    def _count(self, lines: Sequence[int]) -> None:
        self.lines.append(lines)
        self.rows += len(lines)

    def table(self) -> Table:
        """What was taken up."""
        cells = {name: column.column() for name, column in self.kept.items()}
        return Table(self.columns, self.rows, cells, _end_to_end(self.lines))


def _longest(data: Bytes) -> int:
    """The bytes of the longest line."""
    return int(np.diff(np.flatnonzero(data == _LINE_END), prepend=-1).max(initial=0))


def _end_to_end(lines: Sequence[Sequence[int]]) -> Sequence[int]:
    """Numbers one after the other; a range where none is left out."""
    if not lines:
        return range(0)
    first, last = lines[0][0], lines[-1][-1]
    rows = sum(map(len, lines))
    if last - first + 1 == rows:
        return range(first, last + 1)
    return array("q", chain.from_iterable(lines))
