"""Results in every format, and every way that writing them can fail, as real files."""

import json
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.strings import Coded, Texts
from namematch.errors import OutputError
from namematch.files.reading import read_list
from namematch.files.writing import Outputs, check_output
from tests.support.files import ordinary_user, written

PERSIAN = "غفور فتاحیان"

ROWS = [("Ali\tHajari", 1, None, 0.5), (PERSIAN, 2, "a\r\nb", -1.0), ('"G," x', 3, "", 2.0)]
COLUMNS = ("name", "row", "note", "bits")


def stored(path: Path) -> list[tuple[object, ...]]:
    """The rows of a file that keeps every value."""
    if path.suffix == ".parquet":
        objects = pyarrow.parquet.read_table(path).to_pylist()
    else:
        objects = [json.loads(line) for line in path.read_text().splitlines()]
    return [tuple(cells.values()) for cells in objects]


def write(path: Path | str, rows: Iterable[Sequence[object]] = ROWS) -> None:
    with Outputs() as outputs:
        outputs.write_rows(path, COLUMNS, rows)


def write_names(*tables: tuple[Path | str, Iterable[tuple[str]]]) -> None:
    with Outputs() as outputs:
        for path, rows in tables:
            outputs.write_rows(path, ["name"], rows)


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.txt", "a", "a.tsv.gz", "a.csv.gz"])
def test_what_is_written_as_text_reads_back_with_spaces_for_line_ends(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    names = read_list(tmp_path / name, format="csv" if ".csv" in name else "tsv")
    assert names.columns == COLUMNS
    assert names.column("name") == ["Ali Hajari", PERSIAN, '"G," x']
    assert names.column("note") == [None, "a b", None]
    assert names.column("bits") == ["0.5", "-1.0", "2.0"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
def test_json_lines_and_parquet_keep_every_value(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert read_list(tmp_path / name).columns == COLUMNS
    assert stored(tmp_path / name) == ROWS


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.parquet"])
def test_no_rows_leave_the_header(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, [])
    assert read_list(tmp_path / name).columns == COLUMNS
    assert read_list(tmp_path / name).column("note") == []


def test_one_column_of_plain_text_is_bare_names(tmp_path: Path) -> None:
    with Outputs() as outputs:
        outputs.write_rows(tmp_path / "a.txt", ["name"], [[PERSIAN], [None], ["Ali"]])
    assert (tmp_path / "a.txt").read_text() == f"{PERSIAN}\n\nAli\n"


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.txt", "a.jsonl", "a.parquet"])
def test_a_lone_surrogate_is_written_as_its_escape(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, [("Ali \ud800", 1, None, 0.0)])
    assert b"Ali \\ud800" in (tmp_path / name).read_bytes()


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r\0"))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
@given(rows=st.lists(st.tuples(cells, cells), min_size=1))
def test_every_text_survives_writing_and_reading(
    tmp_path_factory: pytest.TempPathFactory, name: str, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    with Outputs() as outputs:
        outputs.write_rows(path, ("name", "source"), rows)
    names = read_list(path)
    assert [[cell or "" for cell in names.column(name)] for name in names.columns] == list(
        map(list, zip(*rows, strict=True))
    )


VALUES = st.sampled_from(["a", "b\tc", "ی\ud800", "\r\n", ""])


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.txt", "a.jsonl", "a.tsv.gz"])
@given(places=st.lists(st.integers(-1, 2), max_size=9), values=st.lists(VALUES, min_size=3, max_size=3))
def test_columns_are_written_as_their_rows(
    tmp_path_factory: pytest.TempPathFactory, name: str, places: list[int], values: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    where = np.array(places, np.int64)
    columns = {
        "row": range(len(places)),
        "person": Coded(Texts.of(["p1", "p2", "p3"]), where),
        "name": Coded(values, where),
        "cell": [values[x] if x else None for x in places],
    }
    with Outputs() as outputs:
        outputs.write_columns(folder / name, columns)
        outputs.write_rows(folder / f"rows-{name}", list(columns), zip(*columns.values(), strict=True))
    assert (folder / name).read_bytes() == (folder / f"rows-{name}").read_bytes()


def test_outputs_appear_together_and_replace_what_was_there(tmp_path: Path) -> None:
    old = written(tmp_path, "old.tsv", "old")
    old.chmod(0o640)
    with Outputs() as outputs:
        outputs.write_rows(old, ["name"], [["new"]])
        outputs.write_rows(tmp_path / "other.tsv", ["name"], [["new"]])
        assert old.read_text() == "old"
        assert not (tmp_path / "other.tsv").exists()
    assert old.read_text() == "name\nnew\n"
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["old.tsv", "other.tsv"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_whatever_stops_the_work_leaves_no_trace(tmp_path: Path, error: type[BaseException]) -> None:
    old = written(tmp_path, "old.tsv", "old")

    def rows() -> Iterator[tuple[str]]:
        yield ("new",)
        raise error

    with pytest.raises(error):
        write_names((tmp_path / "first.tsv", [("new",)]), (old, rows()))
    assert os.listdir(tmp_path) == ["old.tsv"]
    assert old.read_text() == "old"


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.jsonl", "a.parquet", "a.tsv.gz"])
def test_a_disk_that_fills_up_on_the_way(tmp_path: Path, name: str) -> None:
    letters = [(os.urandom(50_000).hex(), 1, None, 1.0)] * 20
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(OutputError, match=f"{name}: cannot be written: File too large"):
            write(tmp_path / name, letters)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert os.listdir(tmp_path) == []


def test_a_full_device_is_told_before_any_file_is_replaced(tmp_path: Path) -> None:
    old = written(tmp_path, "old.tsv", "old")
    reason = "/dev/full: cannot be written: No space left on device"
    with pytest.raises(OutputError, match=reason):
        write_names((old, [("new",)]), ("/dev/full", [("new",)]))
    assert old.read_text() == "old"
    assert os.listdir(tmp_path) == ["old.tsv"]


def test_devices_and_links_stay_what_they_are(tmp_path: Path) -> None:
    real = written(tmp_path, "real.tsv", "old")
    (tmp_path / "link.tsv").symlink_to(real)
    new = [("new",)]
    write_names((tmp_path / "link.tsv", new), ("/dev/null", new), ("/dev/null", new))
    assert (tmp_path / "link.tsv").is_symlink()
    assert real.read_text() == "name\nnew\n"
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_standard_output_is_written_at_the_end(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    with Outputs() as outputs:
        outputs.write_rows("-", ("name", "row"), [(PERSIAN, 0)])
        assert capfdbinary.readouterr().out == b""
    assert capfdbinary.readouterr().out.decode() == f"name\trow\n{PERSIAN}\t0\n"


TO_STANDARD_OUTPUT = """
from namematch.files.writing import Outputs
with Outputs() as outputs:
    outputs.write_rows("-", ("a", "b"), [("x" * 1000, i) for i in range(2000)])
"""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_gets_everything_whatever_the_buffering(unbuffered: str) -> None:
    command = [sys.executable, "-c", TO_STANDARD_OUTPUT]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    lines = subprocess.check_output(command, env=environment).splitlines()
    assert len(lines) == 2001
    assert lines[-1].endswith(b"x\t1999")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_early_is_one_clear_line(unbuffered: str) -> None:
    command = [sys.executable, "-c", TO_STANDARD_OUTPUT]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        lines = process.stderr.read().decode().splitlines()
    assert lines[-1].endswith("standard output: cannot be written: Broken pipe")


def test_check_output_accepts_what_can_be_written_and_leaves_nothing(tmp_path: Path) -> None:
    check_output("-", tmp_path / "a.tsv", tmp_path / "b.parquet", "/dev/null")
    assert os.listdir(tmp_path) == []


def test_outputs_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "file", "")
    cases: list[tuple[list[str | Path], str]] = [
        (
            [tmp_path / "none" / "a.tsv"],
            f"{tmp_path}/none/a.tsv: the folder '.*' does not exist",
        ),
        (["file/a.tsv"], "file/a.tsv: the folder '.*file' is not a folder"),
        ([tmp_path], "is a folder, not a file"),
        (["a.tsv", "./a.tsv"], "a.tsv: named for two outputs"),
        (["-", "-"], "standard output: named for two outputs"),
        (["a" * 300 + ".tsv"], "cannot be written: File name too long"),
        (["a\0b.tsv"], "b.tsv: cannot be written: embedded null byte"),
    ]
    for paths, reason in cases:
        with pytest.raises(OutputError, match=reason):
            check_output(*paths)
    with pytest.raises(OutputError, match="named for two outputs"):
        write_names(("a.tsv", []), ("./a.tsv", []))
    assert os.listdir(tmp_path) == ["file"]


def test_folders_and_files_that_are_closed_to_us(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    written(tmp_path, "open/a.tsv", "old").chmod(0o444)
    for name, reason in [
        ("closed/a.tsv", "Permission denied"),
        ("open/a.tsv", "the file is read-only"),
    ]:
        complete = rf"{name}: cannot be written: {reason}$"
        with ordinary_user(tmp_path), pytest.raises(OutputError, match=complete):
            check_output(tmp_path / name)
    with ordinary_user(tmp_path):
        check_output(tmp_path / "open" / "b.tsv")


def test_without_pyarrow_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    hint = r"a\.parquet: Parquet needs pyarrow: pip install namematch\[parquet\]$"
    with pytest.raises(OutputError, match=hint):
        check_output(tmp_path / "a.parquet")


def test_a_stray_tab_in_one_of_many_rows_is_cleaned_there(tmp_path: Path) -> None:
    rows = [("a\tb" if row == 10_500 else "ab", row, None, 0.5) for row in range(21_000)]
    write(tmp_path / "rows.tsv", rows)
    lines = (tmp_path / "rows.tsv").read_text("utf-8").splitlines()
    assert lines[1:] == [f"{name}\t{row}\t\t0.5".replace("a\tb", "a b") for name, row, _, _ in rows]
