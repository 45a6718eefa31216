"""Named arrays in, one file out, and back again, proved to be the whole file.

The file starts with a fixed part: a magic number that text modes of old tools would spoil, the number of the
format, and the size and checksum of the header. The header, JSON, tells what the arrays are; they follow as
they lie in memory, each at a multiple of 64 bytes.
"""

import gzip
import json
import math
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..arrays.dtypes import Array
from ..errors import InputError, quoted
from .decoding import byte_blocks
from .messages import StrPath, reason_of, shown_path

MAGIC: Final = b"\x89NMI\r\n\x1a\n"
CONTAINER_FORMAT: Final = 1  # of index files; one of a greater number is of a later release
_FIXED: Final = struct.Struct("<8sIIQ")  # magic, format, checksum of the header, its bytes
_STEP: Final = 64
_KINDS: Final = ("|b1", "|i1", "|u1", "<i4", "<i8", "<f8")
_DIMENSIONS: Final = (1, 2)
_MOST_BYTES: Final = 1 << 60  # bytes or rows: what no file has


@dataclass(frozen=True, slots=True)
class Container:
    """What a file holds: *about*, as JSON knows it, and *arrays*. *path* is for messages."""

    path: str
    about: Mapping[str, Any]
    arrays: Mapping[str, Array]


def container_blocks(about: Mapping[str, Any], arrays: Mapping[str, Array]) -> Iterator[memoryview | bytes]:
    """The bytes of a file, block by block.

    Arrays are of bool, int8, uint8, int32, int64 or float64, and have one dimension or two.
    """
    listed, at, check = [], 0, 0
    pieces: list[memoryview | bytes] = []
    for name, array in arrays.items():
        stored = np.ascontiguousarray(array)
        kind = stored.dtype.newbyteorder("<").str
        assert kind in _KINDS, kind
        assert stored.ndim in _DIMENSIONS, stored.ndim
        listed.append([name, kind, list(stored.shape), at])
        block = stored.astype(kind, copy=False).reshape(-1).view(np.uint8).data
        gap = bytes(-len(block) % _STEP)
        pieces += [block, gap]
        at += len(block) + len(gap)
        check = zlib.crc32(gap, zlib.crc32(block, check))
    header = json.dumps({"about": about, "arrays": listed, "bytes": at, "checksum": check}).encode()
    header += b" " * (-(_FIXED.size + len(header)) % _STEP)
    yield _FIXED.pack(MAGIC, CONTAINER_FORMAT, zlib.crc32(header), len(header)) + header
    yield from pieces


def is_container(path: StrPath) -> bool:
    """Whether the file at *path* begins as one of these; False for one that is not there.

    >>> is_container("no such file")
    False
    """
    packed = str(path).endswith(".gz")
    try:
        with gzip.open(path) if packed else open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, EOFError, zlib.error):
        return False


def read_container(path: StrPath) -> Container:
    """What the file at *path* holds.

    Raises InputError, one line with the file and the reason, for one that cannot be read or is not whole, and
    for arrays that are not as they are written.
    """
    named = str(path)
    data = bytearray()
    for block in byte_blocks(named):
        data += block
    shown = shown_path(named)
    header, first = _header(shown, data)
    size, there = header.size, len(data) - first
    if there != size:
        what = "is cut off" if there < size else "has more than belongs to it"
        raise InputError(f"{shown}: {what}: {there} bytes of arrays where {size} were written")
    if zlib.crc32(memoryview(data)[first:]) != header.checksum:
        raise InputError(f"{shown}: is damaged: its checksum is not what was written")
    arrays = {
        x.name: np.frombuffer(data, x.kind, x.count, first + x.begin).reshape(x.shape) for x in header.arrays
    }
    return Container(shown, header.about, arrays)


@dataclass(frozen=True, slots=True)
class _StoredArray:
    """What the header tells of an array."""

    name: str
    kind: str
    shape: tuple[int, ...]
    begin: int

    @property
    def count(self) -> int:
        """How many numbers there are, before any room is made for them."""
        return math.prod(self.shape)

    @property
    def end(self) -> int:
        """Where the next array begins."""
        end = self.begin + self.count * np.dtype(self.kind).itemsize
        return end + -end % _STEP


@dataclass(frozen=True, slots=True)
class _Header:
    about: dict[str, Any]
    arrays: list[_StoredArray]
    size: int
    checksum: int


def _header(shown: str, data: bytearray) -> tuple[_Header, int]:
    """The header, and where the arrays begin."""
    if data[: len(MAGIC)] != MAGIC[: len(data)] or not data:
        raise InputError(f"{shown}: is no index of namematch")
    if len(data) < _FIXED.size:
        raise InputError(f"{shown}: is cut off: {len(data)} bytes")
    _, number, check, size = _FIXED.unpack_from(data)
    if number > CONTAINER_FORMAT:
        raise InputError(
            f"{shown}: comes from a later namematch: format {number}, this one reads up to {CONTAINER_FORMAT}"
        )
    written = memoryview(data)[_FIXED.size : _FIXED.size + size]
    if len(written) < size:
        raise InputError(f"{shown}: is cut off: {len(data)} bytes, no whole header")
    if number < 1 or zlib.crc32(written) != check:
        raise InputError(f"{shown}: is damaged: the checksum of its header is not what was written")
    try:
        return _read_header(bytes(written)), _FIXED.size + size
    except (ValueError, RecursionError) as error:  # a text that is no JSON is one, too
        raise InputError(f"{shown}: its header is none: {reason_of(error)}") from error


def _read_header(written: bytes) -> _Header:
    """The header, proved: arrays that lie as ``container_blocks`` lays them, one after the other, so that
    none is outside of the file or within another. Raises ValueError otherwise."""
    header = json.loads(written)
    if (_FIXED.size + len(written)) % _STEP:
        raise ValueError(f"{len(written)} bytes are no whole number of steps")
    if not isinstance(header, dict) or not isinstance(header.get("about"), dict):
        raise ValueError("no object with an object 'about'")
    size, checksum = (_whole_number(header.get(key), key) for key in ("bytes", "checksum"))
    listed = header.get("arrays")
    if not isinstance(listed, list):
        raise ValueError("no list of arrays")
    arrays, at = [], 0
    for entry in listed:
        array = _read_array(entry)
        if array.begin != at:
            raise ValueError(f"array {array.name!r} begins at {array.begin}, not at {at}")
        arrays.append(array)
        at = array.end
    if at != size:
        raise ValueError(f"its arrays end at {at}, not at {size}")
    if len({array.name for array in arrays}) < len(arrays):
        raise ValueError("two arrays have one name")
    return _Header(header["about"], arrays, size, checksum)


def _read_array(entry: object) -> _StoredArray:
    match entry:
        case [str(name), str(kind), [*shape], begin] if kind in _KINDS and len(shape) in _DIMENSIONS:
            sizes = tuple(_whole_number(rows, name) for rows in shape)
            return _StoredArray(name, kind, sizes, _whole_number(begin, name))
    raise ValueError(f"{quoted(entry)} is no array")


def _whole_number(value: object, name: str) -> int:
    if type(value) is not int or not 0 <= value < _MOST_BYTES:
        raise ValueError(f"{name!r} has {quoted(value)} for a number of bytes or rows")
    return value
