"""Named arrays in, one file out, and back again, proved to be the whole file.

The file starts with a fixed part: a magic number that text modes of old tools would spoil, the number of the
format, and the size and checksum of the header. The header, JSON, tells what the arrays are; they follow as
they lie in memory, each at a multiple of 64 bytes.
"""

import gzip
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..arrays.dtypes import Array
from ..errors import InputError
from .decoding import byte_blocks
from .messages import StrPath, shown_path

MAGIC: Final = b"\x89NMI\r\n\x1a\n"
CONTAINER_FORMAT: Final = 1  # of index files; one of a greater number is of a later release
_FIXED: Final = struct.Struct("<8sIIQ")  # magic, format, checksum of the header, its bytes
_STEP: Final = 64
_KINDS: Final = ("|b1", "|i1", "|u1", "<i4", "<i8", "<f8")


@dataclass(frozen=True, slots=True)
class Container:
    """What a file holds: *about*, as JSON knows it, and *arrays*. *path* is for messages."""

    path: str
    about: Mapping[str, Any]
    arrays: Mapping[str, Array]


def container_blocks(about: Mapping[str, Any], arrays: Mapping[str, Array]) -> Iterator[memoryview | bytes]:
    """The bytes of a file, block by block.

    Arrays are of bool, int8, uint8, int32, int64 or float64.
    """
    listed, at, check = [], 0, 0
    pieces: list[memoryview | bytes] = []
    for name, array in arrays.items():
        stored = np.ascontiguousarray(array)
        kind = stored.dtype.newbyteorder("<").str
        assert kind in _KINDS, kind
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

    Raises InputError, one line with the file and the reason, for one that cannot be read or is not whole.
    """
    named = str(path)
    data = bytearray()
    for block in byte_blocks(named):
        data += block
    shown = shown_path(named)
    header, first = _header(shown, data)
    size, there = header["bytes"], len(data) - first
    if there != size:
        what = "is cut off" if there < size else "has more than belongs to it"
        raise InputError(f"{shown}: {what}: {there} bytes of arrays where {size} were written")
    if zlib.crc32(memoryview(data)[first:]) != header["checksum"]:
        raise InputError(f"{shown}: is damaged: its checksum is not what was written")
    arrays = {
        name: np.frombuffer(data, kind, int(np.prod(shape)), first + at).reshape(shape)
        for name, kind, shape, at in header["arrays"]
    }
    return Container(shown, header["about"], arrays)


def _header(shown: str, data: bytearray) -> tuple[dict[str, Any], int]:
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
    header: dict[str, Any] = json.loads(bytes(written))
    return header, _FIXED.size + size
