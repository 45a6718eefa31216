"""Headers that lie, with checksums that are right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from namematch.errors import InputError
from namematch.files.container import container_blocks, is_container, read_container
from tests.support.index_files import header_of, with_header, written_index

ARRAYS = {
    "bytes": np.arange(3, dtype=np.uint8),
    "longs": np.arange(9, dtype=np.int64),
    "pairs": np.zeros((4, 2), np.int32),
    "none": np.zeros((0, 2)),
}


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return written_index(tmp_path / "a.nmi", {"rows": 3}, ARRAYS)


def test_what_is_written_is_read_back(saved: Path) -> None:
    found = read_container(saved)
    assert (found.path, found.about, list(found.arrays)) == (str(saved), {"rows": 3}, list(ARRAYS))
    for name, array in ARRAYS.items():
        assert found.arrays[name].dtype == array.dtype
        assert np.array_equal(found.arrays[name], array)
        assert found.arrays[name].flags.aligned
    assert is_container(saved)


@pytest.mark.parametrize("array", [np.zeros(2, np.float32), np.zeros((1, 1, 1)), np.array(["a"])])
def test_arrays_that_no_file_has_are_not_written(array: np.ndarray[Any, Any]) -> None:
    with pytest.raises(AssertionError):
        list(container_blocks({}, {"a": array}))


def entry(number: int, **changes: object) -> Callable[[dict[str, Any]], None]:
    """Change one array of a header: its name, kind, rows, width or begin."""
    places = {"name": 0, "kind": 1, "shape": 2, "begin": 3}

    def change(header: dict[str, Any]) -> None:
        for key, value in changes.items():
            header["arrays"][number][places[key]] = value

    return change


def put(**values: object) -> Callable[[dict[str, Any]], None]:
    return lambda header: header.update(values)


HUGE = 1 << 62
LIES: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (put(about=[1]), "no object with an object 'about'"),
    (lambda header: header.pop("about"), "no object with an object 'about'"),
    (lambda header: header.pop("bytes"), "'bytes' has None for a number of bytes or rows"),
    (put(bytes=-1), "'bytes' has -1 for"),
    (put(bytes=1e3), "'bytes' has 1000.0 for"),
    (put(bytes=True), "'bytes' has True for"),
    (put(checksum="0"), "'checksum' has '0' for"),
    (put(arrays={}), "no list of arrays"),
    (put(arrays=[7]), "7 is no array"),
    (put(arrays=[["a", "|u1", [3]]]), "['a', '|u1', [3]] is no array"),
    (entry(0, name=7), "is no array"),
    (entry(0, name="longs"), "two arrays have one name"),
    (entry(0, kind="|O"), "is no array"),
    (entry(0, kind="<U9"), "is no array"),
    (entry(0, kind=["<i4"]), "is no array"),
    (entry(0, shape=3), "is no array"),
    (entry(0, shape=[]), "is no array"),
    (entry(0, shape=[1, 1, 3]), "is no array"),
    (entry(0, shape=[-3]), "'bytes' has -3 for"),
    (entry(2, shape=[-4, -2]), "'pairs' has -4 for"),
    (entry(0, shape=[3.0]), "'bytes' has 3.0 for"),
    (entry(0, shape=[HUGE]), f"'bytes' has {HUGE} for"),
    (entry(0, shape=[1 << 40]), "array 'longs' begins at 64, not at 1099511627776"),
    (entry(2, shape=[1 << 58, 1 << 58]), "array 'none' begins at"),
    (entry(3, shape=[0, HUGE]), f"'none' has {HUGE} for"),
    (entry(3, shape=[1 << 58, 1 << 58]), "its arrays end at"),
    (entry(3, shape=[1, 2]), "its arrays end at 320, not at 256"),
    (entry(1, begin=0), "array 'longs' begins at 0, not at 64"),
    (entry(1, begin=-64), "'longs' has -64 for"),
    (entry(1, begin=72), "array 'longs' begins at 72, not at 64"),
    (entry(1, begin=HUGE), f"'longs' has {HUGE} for"),
]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        read_container(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: its header is none: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(("lie", "reason"), LIES)
def test_a_header_that_lies_is_refused(
    saved: Path, lie: Callable[[dict[str, Any]], object], reason: str
) -> None:
    header = header_of(saved)
    lie(header)
    assert reason in refusal(with_header(saved, saved, header))


@pytest.mark.parametrize(
    "header",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"bytes": ' + b"9" * 9_999 + b"}", b"null", b"[]", b'"about"'],
)
def test_a_header_that_is_no_object_is_refused(saved: Path, header: bytes) -> None:
    refusal(with_header(saved, saved, header))


def test_a_header_of_an_odd_size_is_refused(saved: Path) -> None:
    # Arrays behind it would lie askew, and compiled code expects numbers at whole places.
    reason = refusal(with_header(saved, saved, header_of(saved), step=61))
    assert reason.endswith("bytes are no whole number of steps")


def test_an_empty_array_of_many_columns_takes_no_room(saved: Path) -> None:
    header = header_of(saved)
    header["arrays"][3][2] = [0, 1 << 50]
    assert read_container(with_header(saved, saved, header)).arrays["none"].shape == (0, 1 << 50)
