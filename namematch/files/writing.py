"""Results in, files out: CSV, TSV, JSON Lines, Parquet and plain text.

What is written appears whole or not at all, and the outputs of one command appear together.
"""

import csv
import gzip
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BufferedIOBase
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from ..arrays.strings import Coded, Texts
from ..errors import OutputError
from .cells import as_json_text
from .messages import STANDARD, StrPath, reason_of, shown_path
from .reading import Format, format_of, load_parquet
from .streams import give_up_standard_output
from .temporary import TemporaryFile, remove_left_over

_ROWS_A_BLOCK = 10_000
_DELETE = 0x7F  # the first letter after those that are seen and of one byte
_LINE_BREAKS = re.compile(r"\r\n|[\t\n\r]")


def check_output(*paths: StrPath) -> None:
    """Raise OutputError, before any work, for a path that cannot be written.

    Its folder is missing or no folder or closed to us, it is a folder or read-only, two of the
    paths are one file, or it is Parquet and pyarrow is missing. "-" is standard output.
    """
    named = [os.fspath(path) for path in paths]
    targets = [_target(path) for path in named]
    for path, target in zip(named, targets, strict=True):
        if targets.count(target) > 1 and (target == STANDARD or not _is_stream(target)):
            raise OutputError(f"{shown_path(path, 'output')}: named for two outputs")
        if format_of(path) == "parquet":
            load_parquet(path, OutputError)
        if not _is_stream(target):
            _check_file(path, Path(target))


def _check_file(path: str, target: Path) -> None:
    try:
        if target.is_dir():
            raise OutputError(f"{path}: is a folder, not a file")
        if not target.parent.is_dir():
            missing = "is not a folder" if target.parent.exists() else "does not exist"
            raise OutputError(f"{path}: the folder {str(target.parent)!r} {missing}")
        effective = os.access in os.supports_effective_ids
        if target.exists() and not os.access(target, os.W_OK, effective_ids=effective):
            raise OutputError(f"{path}: cannot be written: the file is read-only")
        probe = TemporaryFile(str(target.parent))
        try:
            with probe.create():
                pass
        finally:
            probe.remove()
    except OSError as error:
        raise OutputError(f"{path}: {_cannot_write(error)}") from error


def _target(path: str) -> str:
    """What is written in the end: standard output, a pipe or device, the file behind links."""
    if path in (STANDARD, "/dev/stdout"):
        return STANDARD
    try:
        return path if _is_stream(path) else os.path.realpath(path)
    except ValueError as error:  # a NUL in the path
        raise OutputError(f"{path}: {_cannot_write(error)}") from error


def _is_stream(target: str) -> bool:
    """Whether it is written into rather than replaced: never put a file over /dev/null."""
    return target == STANDARD or (
        os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target)
    )


class Outputs:
    """The outputs of one command: all of them appear when the ``with`` block ends, or none.

    Each is written to a temporary file beside its target and put in place at the end, so a full
    disk, an error or Ctrl-C leaves what was there before; what a killed process left of its temporary
    files is removed (``files.temporary``). Formats are told by the suffix as in
    ``read_list``; a name without a known suffix, and "-" for standard output, is TSV (in a
    .txt of one column, without its header). In CSV, TSV and plain text a tab or a line end
    inside a value becomes a space; JSON Lines and Parquet keep it. A lone surrogate is written
    as its escape. Raises OutputError, one line with the file and the reason.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Outputs() as outputs:
    ...         outputs.write_rows(f"{folder}/rows.tsv", ("row", "person"), [(0, "p1")])
    ...     Path(f"{folder}/rows.tsv").read_text()
    'row\\tperson\\n0\\tp1\\n'
    """

    def __init__(self) -> None:
        self._pending: list[tuple[str, str, TemporaryFile]] = []  # as named, target, temporary

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                # Pipes go first: one may break, and then no file is replaced.
                for pending in sorted(self._pending, key=lambda item: not _is_stream(item[1])):
                    _publish(*pending)
        finally:
            for _, _, temporary in self._pending:
                temporary.remove()

    def write_rows(self, path: StrPath, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write a table; None is an empty cell, and no rows give the header alone."""
        path = os.fspath(path)
        kind = format_of(path)
        with self._writing(path) as file:
            if kind == "parquet":
                _write_parquet(file, columns, rows)
            else:
                _write_texts(file, _texts_of_rows(kind, columns, rows))

    def write_columns(self, path: StrPath, columns: Mapping[str, Sequence[object]]) -> None:
        """Write a table that is given by its columns, all of one length; None is an empty cell."""
        path = os.fspath(path)
        if format_of(path) in ("csv", "jsonl", "parquet") or len(columns) == 1:
            self.write_rows(path, list(columns), zip(*columns.values(), strict=True))
            return
        from ..arrays.lines import tabbed_lines  # noqa: PLC0415 for this kind of file alone

        with self._writing(path) as file:
            _write_texts(file, _tabbed([list(columns)]))
            written, rows = list(map(_written, columns.values())), len(next(iter(columns.values())))
            for first in range(0, rows, _ROWS_A_BLOCK):
                part = slice(first, min(first + _ROWS_A_BLOCK, rows))
                file.write(tabbed_lines([cells(part) for cells in written]))

    def write_bytes(self, path: StrPath, data: bytes) -> None:
        """Write *data* as it is; a .gz is packed."""
        with self._writing(os.fspath(path)) as file:
            file.write(data)

    def write_blocks(self, path: StrPath, blocks: Iterable[bytes | memoryview]) -> None:
        """Write *blocks* of bytes one after the other; a .gz is packed."""
        with self._writing(os.fspath(path)) as file:
            for block in blocks:
                file.write(block)

    @contextmanager
    def _writing(self, path: str) -> Iterator[BufferedIOBase]:
        check_output(*(earlier for earlier, _, _ in self._pending), path)
        target = _target(path)
        folder = tempfile.gettempdir() if _is_stream(target) else os.path.dirname(target)
        remove_left_over(folder)
        temporary = TemporaryFile(folder)
        self._pending.append((path, target, temporary))
        try:
            with temporary.create() as file:
                if path.endswith(".gz"):
                    with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
                        yield packed
                else:
                    yield file
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{shown_path(path, 'output')}: {_cannot_write(error)}") from error


def _publish(path: str, target: str, temporary: TemporaryFile) -> None:
    try:
        if target == STANDARD:
            _write_standard(temporary.path.read_bytes())
        elif _is_stream(target):
            Path(target).write_bytes(temporary.path.read_bytes())
        else:
            if os.path.exists(target):
                shutil.copymode(target, temporary.path)
            temporary.publish(target)
    except OSError as error:
        if target == STANDARD:
            give_up_standard_output()
        raise OutputError(f"{shown_path(path, 'output')}: {_cannot_write(error)}") from error


def _write_standard(data: bytes) -> None:
    sys.stdout.flush()
    left = memoryview(data)
    while left:  # under PYTHONUNBUFFERED a pipe takes a part at a time
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.flush()


def _write_texts(file: BufferedIOBase, texts: Iterable[str]) -> None:
    for text in texts:
        file.write(text.encode("utf-8", "backslashreplace"))


def _texts_of_rows(kind: Format, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    if kind == "jsonl":
        return (_json_line(dict(zip(columns, row, strict=True))) for row in rows)
    table = rows if kind == "txt" and len(columns) == 1 else chain([columns], rows)
    if kind == "csv":
        cells = (list(map(_cell, row)) for row in table)
        return map(csv.writer(_Echo(), lineterminator="\n").writerow, cells)
    return _tabbed(table)


def _tabbed(table: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines of cells, a block at a time: only a block with a tab or line end too many is cleaned cell by
    cell."""
    following = iter(table)
    while block := list(islice(following, _ROWS_A_BLOCK)):
        columns = [["" if x is None else str(x) for x in column] for column in zip(*block, strict=True)]
        text = "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"
        marks = text.count("\t"), text.count("\n"), text.count("\r")
        if marks != (len(block) * (len(columns) - 1), len(block), 0):
            text = "".join("\t".join(map(_cell, row)) + "\n" for row in block)
        yield text


def _written(column: Sequence[object]) -> Callable[[slice], Texts]:
    """What gives the cells of a column from one row to another as they are to be written."""
    if isinstance(column, Coded):
        labels = Texts.joined([_labels(column.values), Texts.of([""])])
        return lambda part: labels.take(column.places[part])  # the last one at -1
    return lambda part: _labels(column[part])


def _labels(values: Sequence[object]) -> Texts:
    if isinstance(values, range):
        return Texts.of_numbers(np.array(values, np.int64))
    if isinstance(values, Texts) and ((values.data >= ord(" ")) & (values.data < _DELETE)).all():
        return values
    return Texts.of(_cell(value).encode("utf-8", "backslashreplace").decode() for value in values)


class _Echo:
    """What csv.writer writes to, so that it hands each line back."""

    def write(self, text: str) -> str:
        return text


def _cell(value: object) -> str:
    return "" if value is None else _LINE_BREAKS.sub(" ", str(value))


def _json_line(cells: Mapping[str, object]) -> str:
    return as_json_text(cells) + "\n"


def _write_parquet(file: BufferedIOBase, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    pyarrow, parquet = load_parquet("output", OutputError)
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pyarrow.array(list(map(_storable, column))) for column in cells]
    empty = pyarrow.types.is_null
    typed = [array.cast(pyarrow.string()) if empty(array.type) else array for array in arrays]
    parquet.write_table(pyarrow.table(dict(zip(columns, typed, strict=True))), file)


def _storable(value: object) -> object:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _cannot_write(error: Exception) -> str:
    return f"cannot be written: {reason_of(error)}"
