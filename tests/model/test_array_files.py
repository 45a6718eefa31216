"""Files of arrays: what is proved of them, and that nothing but ``TableError`` comes of a bad one."""

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest

from namematch.errors import TableError
from namematch.model import array_files
from namematch.model.array_files import ArrayFile, read_array_file

HEADER = b"\x93NUMPY\x01\x00v\x00{'descr': '<i8', 'fortran_order': False, 'shape': (10000000000000,), }"


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return file.getvalue()


def stored(**arrays: object) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def npy(array: object) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a table of tests"),
    "text": ("علی\tAli\n".encode(), "not a table of tests"),
    "one array": (npy(np.arange(3)), "not a table of tests"),
    "a zip's first bytes": (b"PK\x03\x04", "not a table of tests"),
    "objects": (stored(format=np.array([{}])), "not a table of tests"),
    "a longer array than there is": (
        zipped(format=HEADER + b" " * (127 - len(HEADER)) + b"\n"),
        "not a table of tests",
    ),
    "no array": (zipped(format=b"one"), "no number of a format"),
    "no format": (stored(weights=np.arange(3)), "no number of a format"),
    "two formats": (stored(format=np.array([1, 1])), "no number of a format"),
    "a format in words": (stored(format=np.array("one")), "no number of a format"),
    "a later format": (stored(format=np.array(2)), "format 2 is not 1"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_is_none_gives_one_line_with_its_path(bad: str, tmp_path: Path) -> None:
    content, reason = BAD[bad]
    path = tmp_path / "bad.npz"
    path.write_bytes(content)
    with pytest.raises(TableError) as error:
        read_array_file(path, kind="a table of tests", version=1)
    assert str(error.value).startswith(f"{path}: ")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_is_named_by_text_or_path(tmp_path: Path) -> None:
    path = tmp_path / "good.npz"
    np.savez_compressed(path, format=np.array(1), numbers=np.arange(3))
    for name in (path, str(path)):
        assert read_array_file(name, kind="a table of tests", version=1).path == str(path)
    for missing in ("none.npz", "no\0name", tmp_path):
        with pytest.raises(TableError, match="not a table of tests"):
            read_array_file(missing, kind="a table of tests", version=1)


def test_a_file_of_more_bytes_than_any_table_has_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.npz"
    np.savez_compressed(path, format=np.array(1), numbers=np.zeros(10_000, np.uint8))
    monkeypatch.setattr(array_files, "MOST_BYTES", 5_000)
    with pytest.raises(TableError, match="bytes are more than 5,000"):
        read_array_file(path, kind="a table of tests", version=1)


FILE = ArrayFile(
    "a.npz",
    {
        "numbers": np.array([[0, 1, 2], [3, 4, 5]], np.uint8),
        "negative": np.array([[-1]]),
        "huge": np.array([[2**64 - 1]], np.uint64),
        "real": np.array([[0.5]]),
        "words": np.array(["aba", "abc"]),
        "bytes": b"no array",
    },
)
WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: FILE.integers("none", (1,), below=9), "no table 'none'"),
    (lambda: FILE.integers("bytes", (1,), below=9), "table 'bytes' is no array"),
    (lambda: FILE.integers("numbers", (2, 3), below=5), "that is not from 0 to 4"),
    (lambda: FILE.integers("numbers", (3, 2), below=9), r"table 'numbers' has the shape \(2, 3\)"),
    (lambda: FILE.integers("numbers", (6,), below=9), "has the shape"),
    (lambda: FILE.integers("numbers", (2, 3, None), below=9), "has the shape"),
    (lambda: FILE.integers("negative", (1, 1), below=9), "that is not from 0"),
    (lambda: FILE.integers("huge", (1, 1), below=9), "that is not from 0"),
    (lambda: FILE.integers("real", (1, 1), below=9), "holds float64, not whole numbers"),
    (lambda: FILE.texts("numbers"), "is no row of texts"),
    (lambda: FILE.texts("none"), "no table 'none'"),
]


@pytest.mark.parametrize(("take", "reason"), WRONG)
def test_an_array_that_is_not_as_asked_is_refused(take: Callable[[], object], reason: str) -> None:
    with pytest.raises(TableError, match=f"^a.npz: .*{reason}"):
        take()


def test_an_array_as_asked_is_given_as_it_is_stored() -> None:
    numbers = FILE.integers("numbers", (2, None), below=6)
    assert (numbers.dtype, numbers.tolist()) == (np.uint8, [[0, 1, 2], [3, 4, 5]])
    assert FILE.texts("words") == ["aba", "abc"]
    empty = ArrayFile("a.npz", {"none": np.zeros((0, 3), np.int64)})
    assert empty.integers("none", (None, 3), below=1).shape == (0, 3)
