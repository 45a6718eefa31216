"""Index files with something changed in them and both checksums mended, as who means harm would make them."""

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from namematch.arrays.dtypes import Array
from namematch.files.container import MAGIC, container_blocks, read_container

FIXED = struct.Struct("<8sIIQ")  # magic, format, checksum of the header, its bytes
STEP = 64


def with_array(source: Path, target: Path, name: str, array: Array | None) -> Path:
    """The file at *source* as *target*, with another *array* of that name, or without it."""
    stored = read_container(source)
    arrays = {key: value for key, value in stored.arrays.items() if key != name}
    return written_index(target, stored.about, arrays if array is None else arrays | {name: array})


def written_index(target: Path, about: Mapping[str, Any], arrays: Mapping[str, Array]) -> Path:
    target.write_bytes(b"".join(container_blocks(about, arrays)))
    return target


def with_number(source: Path, target: Path, name: str, number: float, place: int = 0) -> Path:
    """*source* as *target*, with another *number* at a flat *place* of an array."""
    array = np.array(read_container(source).arrays[name])
    array.reshape(-1)[place] = number
    return with_array(source, target, name, array)


def header_of(source: Path) -> dict[str, Any]:
    data = source.read_bytes()
    size = FIXED.unpack_from(data)[3]
    header: dict[str, Any] = json.loads(data[FIXED.size : FIXED.size + size])
    return header


def with_header(source: Path, target: Path, header: object, *, step: int = STEP) -> Path:
    """*source* as *target*, with another header: bytes as they are, or what is written as JSON; it ends at a
    multiple of *step* bytes."""
    data = source.read_bytes()
    first = FIXED.size + FIXED.unpack_from(data)[3]
    written = header if isinstance(header, bytes) else json.dumps(header).encode()
    written += b" " * (-(FIXED.size + len(written)) % step)
    target.write_bytes(FIXED.pack(MAGIC, 1, zlib.crc32(written), len(written)) + written + data[first:])
    return target
