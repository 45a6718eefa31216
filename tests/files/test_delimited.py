"""Tables parted by their bytes against the csv module and ``str.split``, whole and in small blocks."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namematch.errors import InputError
from namematch.files import decoding as blocks
from namematch.files.reading import read_list
from tests.support.files import written

CELLS = st.text(["a", "ی", '"', ",", " ", "\n", "\r", "'", "\t", "\u2028"], max_size=4)
LINES = st.text(["a", "ی", '"', ",", "\t", "\n"], max_size=30)
COLUMNS = ["name", "b", "c"]


def slow_cells(text: str, kind: str) -> list[list[str]] | None:
    """The cells of each row below the header, by the csv module or by splitting; None for an error."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    if kind == "csv":
        try:
            records = list(csv.reader([line + "\n" for line in lines], strict=True))
        except csv.Error:
            return None
    else:
        records = [[unquoted(cell) for cell in line.split("\t")] for line in lines]
    if any(any(cells) and len(cells) != len(COLUMNS) for cells in records):
        return None
    return [cells if any(cells) else [""] * len(COLUMNS) for cells in records[1:]]


def unquoted(cell: str) -> str:
    inner = cell[1:-1]
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if whole else cell


def read_cells(path: Path) -> list[list[str]] | None:
    try:
        names = read_list(path)
    except InputError:
        return None
    cells = [[cell or "" for cell in names.column(name)] for name in COLUMNS]
    return [list(row) for row in zip(*cells, strict=True)]


@pytest.mark.parametrize("kind", ["csv", "tsv"])
@pytest.mark.parametrize("size", [3, 40, 1 << 21])
@given(text=LINES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, size: int, text: str
) -> None:
    monkeypatch.setattr(blocks, "_BYTES_OF_BLOCK", size)
    text = ("\t" if kind == "tsv" else ",").join(COLUMNS) + "\n" + text
    assert read_cells(written(tmp_path, f"a.{kind}", text)) == slow_cells(text, kind)


@pytest.mark.parametrize("size", [3, 40, 1 << 21])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), style=st.sampled_from([0, 1]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_csv_module_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, rows: list[tuple[str, ...]], style: int
) -> None:
    monkeypatch.setattr(blocks, "_BYTES_OF_BLOCK", size)
    file = io.StringIO()
    csv.writer(file, quoting=style).writerows([COLUMNS, *rows])
    found = read_cells(written(tmp_path, "a.csv", file.getvalue()))
    assert found == [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]


def test_lines_are_told_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_BYTES_OF_BLOCK", 4)
    names = read_list(written(tmp_path, "a.csv", 'name,b\nx,y\n"a\nb",z\n\nw,"v"\n'))
    assert list(names.lines) == [2, 3, 5, 6]
    assert names.column() == ["x", "a\nb", None, "w"]
    bad = written(tmp_path, "b.csv", 'name,b\nx,"y,z"\n\nAli,"c,d",e\n')
    with pytest.raises(InputError, match=r"row 2 \(line 4\): 3 cells for 2 columns: \['Ali', 'c,d', 'e'\]$"):
        read_list(bad)
    stray = written(tmp_path, "c.csv", 'name,b\nx,"y\nz"\nAli,"c"d\n')
    with pytest.raises(InputError, match=r"row 1 \(line 4\): a stray quote\? .*: 'Ali,\"c\"d'$"):
        read_list(stray)
