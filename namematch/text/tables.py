"""A table's name in, its proven rows out: the one module that opens the package's word tables.

A table is UTF-8, its cells parted by tabs; lines that start with ``#`` are comments, the first
other line names the columns.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from importlib import resources
from pathlib import Path

from ..errors import TableError
from .normalize import normalize_name


def read_table(
    source: str | os.PathLike[str],
    columns: tuple[str, ...],
    *,
    optional: tuple[str, ...] = (),
    as_written: tuple[str, ...] = (),
    unique: tuple[str, ...] = (),
    one_of: Mapping[str, Collection[str]] | None = None,
) -> list[tuple[str, ...]]:
    """Read the rows of a table and prove them.

    *source* is the name of a table of this package (``"titles"``) or the path of a caller's
    file (``Path("mine.tsv")``; a ``str`` is always a name). Its header must be *columns*. A
    cell must be filled, unless its column is *optional*, and in normal form
    (``normalize_name``), unless its column is *as_written*. Where *one_of* has its column, it
    is one of those values. Two rows must differ, in the columns of *unique* if any are given.
    A table without rows gives ``[]``.

    Raises ``TableError``, which starts with ``file:line`` and quotes the cell.

    >>> read_table("titles", ("word", "script", "kind"), as_written=("script",))[0]
    ('mr', 'Latn', 'around')
    """
    name, data = _open(source)
    allowed = {columns.index(column): values for column, values in (one_of or {}).items()}
    keyed = [columns.index(column) for column in unique or columns]
    rows: list[tuple[str, ...]] = []
    lines: dict[tuple[str, ...], int] = {}
    for line, cells in _lines(name, data, columns):
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if not cell and column not in optional:
                raise TableError(f"{name}:{line}: {column} is {''!r} in {cells!r}")
            if column not in as_written and cell != (normal := normalize_name(cell)):
                raise TableError(f"{name}:{line}: {cell!r} is not in normal form, {normal!r}")
            if place in allowed and cell not in allowed[place]:
                raise TableError(f"{name}:{line}: {column} {cell!r} is none of {', '.join(allowed[place])}")
        key = tuple(cells[place] for place in keyed)
        if lines.setdefault(key, line) != line:
            raise TableError(f"{name}:{line}: {key!r} is in line {lines[key]} already")
        rows.append(cells)
    return rows


def _open(source: str | os.PathLike[str]) -> tuple[str, bytes]:
    """Give the file's name for messages and its content."""
    data = resources.files("namematch") / "data"
    file = data / f"{source}.tsv" if isinstance(source, str) else Path(source)
    try:
        return file.name, file.read_bytes()
    except OSError as error:
        raise TableError(f"{file.name}:0: {str(file)!r} cannot be read, {error.strerror}") from error


def _lines(name: str, data: bytes, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the number and the cells of each row below the header."""
    header: tuple[str, ...] | None = None
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip() or line.startswith(b"#"):
            continue
        try:
            cells = tuple(line.decode("utf-8").removesuffix("\r").split("\t"))
        except UnicodeDecodeError as error:
            raise TableError(f"{name}:{number}: {line!r} is not UTF-8") from error
        if header is None and cells != columns:
            raise TableError(f"{name}:{number}: the header is {cells!r}, not {columns!r}")
        if len(cells) != len(columns):
            raise TableError(f"{name}:{number}: {cells!r} are not {len(columns)} cells")
        if header is not None:
            yield number, cells
        header = columns
    if header is None:
        raise TableError(f"{name}:1: no header, {columns!r}")
